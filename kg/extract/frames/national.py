"""Bodies spoken of by their country and kind: "South Korea's antitrust regulator", "the Irish watchdog", "the Chinese phone maker"."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc, Token

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.records import EntityType, LocalEntity

_RULERS = frozenset({"regulator", "watchdog", "authority"})
_RULING_KINDS = frozenset({"", "regulator", "central bank", "agency", "supervisor", "authority", "commission"})


class Nationals:
    """The companies and agencies of an article by the country that the reference data or their names give them."""

    def __init__(self, entities: Sequence[LocalEntity]) -> None:
        self.by_country: dict[tuple[EntityType, str], list[int]] = {}
        self.country: dict[int, str] = {}
        self.rulers: set[int] = set()
        for entity in entities:
            if entity.type not in ("Company", "Agency"):
                continue
            rows = [row for name in (entity.name, *entity.aliases) for row in gazetteer.lookup(name) if row.type == entity.type]
            countries = {row.country for row in rows if row.country}
            if not countries:
                countries = {code for word in entity.name.split() if (code := gazetteer.adjectives().get(gazetteer.fold(word)))}
            if len(countries) == 1:
                self.country[entity.id] = min(countries)
                self.by_country.setdefault((entity.type, countries.pop()), []).append(entity.id)
            rules = not entity.name.endswith(("government", "prosecutors", "police"))
            if entity.type == "Agency" and rules and (not rows or any((row.kind or "") in _RULING_KINDS for row in rows)):
                self.rulers.add(entity.id)

    def abroad(self, token: Token, entity: int) -> bool:
        """Whether the noun speaks of another country's body than the entity is."""
        named = [code for i in range(token.left_edge.i, token.i) if (code := _country(token.doc, i)) is not None]
        return bool(named) and self.country.get(entity, named[0]) not in named

    def untold(self, token: Token, entity: int) -> bool:
        """Whether the noun speaks of a country's body, and nothing tells the country of the entity."""
        return entity not in self.country and any(_country(token.doc, i) is not None for i in range(token.left_edge.i, token.i))

    def pointed(self, token: Token) -> tuple[int, int] | None:
        """(entity, first token) of the one body of the named country that the noun may mean; None where none or two could be meant."""
        kind = "Agency" if token.lower_ in _RULERS else words.noun_types().get(token.lower_)
        if token.pos_ != "NOUN" or token.tag_ == "NNS" or kind not in ("Company", "Agency") or (kind == "Agency" and token.lower_ not in _RULERS):
            return None
        left = token.left_edge.i
        country = start = None
        for i in range(left, token.i):
            code = _country(token.doc, i)
            if code is not None:
                country, start = code, left
                break
        if country is None or start is None:
            return None
        definite = token.doc[start].lower_ == "the" or any(t.tag_ == "POS" for t in token.doc[start : token.i])
        if not definite or (kind == "Company" and token.doc[start].lower_ != "the"):
            return None
        fitting = [e for e in self.by_country.get((kind, country), ()) if kind == "Company" or e in self.rulers]
        return (fitting[0], start) if len(fitting) == 1 else None


def _country(doc: Doc, i: int) -> str | None:
    """The country that the words at `i` name, as an adjective or by name."""
    for size in (3, 2, 1):
        code = gazetteer.adjectives().get(gazetteer.fold(doc[i : i + size].text)) if i + size <= len(doc) else None
        if code is not None:
            return code
    return None
