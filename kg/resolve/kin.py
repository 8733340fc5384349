"""A man read as the firm of his name, where a word beside the name or a pronoun tells; two courts of one name in two countries."""

from __future__ import annotations

import re

from kg.records import EntityType, Mention, Reading
from kg.resolve import names
from kg.resolve.homes import countries_in
from kg.resolve.moving import Moves
from kg.resolve.reference import first_names, owning_state

_GENERATION = re.compile(r"\s(?:senior|junior|sr|jr|père|fils)\b\.?", re.IGNORECASE)
_YOUNGER = re.compile(r"\b(?:younger|elder)\s$")
_PART_OF = re.compile(r"\b(?:half|part|much|most|shares|control|shareholders?|stake|per cent|percent|owners?|all) (?:of|in) $")
_SENTENCE_END = re.compile(r"[.!?][\"”']?\s|\n")
_OPENS = re.compile(r"(?:^|[.!?][\"”']?\s|\n)\s*$")
_HIS = frozenset({"his", "her", "himself", "herself", "he", "she"})
_PLACE_BEHIND = re.compile(r" (?:in|of|for) ((?:[A-Z][\w.]*)(?: (?:and )?[A-Z][\w.]*)*)")
_FIRM = frozenset({"company", "firm", "group"})
_WIDE = 160  # code points behind a name that are looked at for its pronoun


def kin_apart(reading: Reading) -> Reading:
    """The same reading; "Harl senior" is no Harl Trucks, and Kenya's High Court is not that of England."""
    work = _Kin(reading)
    work.namesakes()
    work.kin()
    work.courts()
    return work.done()


class _Kin(Moves):
    def namesakes(self) -> None:
        """ "Ada Harl" and "Harl Trucks", read as one, are a person and a firm."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type not in ("Company", "Person") or e.reference:
                continue
            named = self._shown(number)
            men = [m for m in named if len(m.text.split()) == 2 and m.text.split()[0] in first_names() and not names.forms_of(m.text)]
            family = {names.words(m.text)[1] for m in men}
            firms = [m for m in named if len(ws := names.words(m.text)) > 1 and ws[0] in family and m not in men]
            if not firms or len(family) != 1 or names.words(men[0].text)[0] in family:
                continue
            firm, man = (max((m.text for m in ms), key=lambda n: (len(n), n)) for ms in (firms, men))
            rest = [m for m in self.mentions[number] if m not in men and m not in firms]
            if e.type == "Company":
                self._rename(number, firm)
                gone = [*men, *(m for m in rest if self._of_man(m, men, firms))]
                home = self._another("Person", man)
            else:
                self._rename(number, man)
                gone = [*firms, *(m for m in rest if not self._of_man(m, men, firms))]
                home = self._another("Company", firm)
            for m in gone:
                self._move(number, m.span, home)

    def _of_man(self, mention: Mention, men: list[Mention], firms: list[Mention]) -> bool:
        """Whether a short form speaks of the man: by its pronoun, by what stands beside it, else as the last in full before it."""
        if mention.kind != "name":
            return mention.text.casefold() in _HIS
        if _GENERATION.match(self.text, mention.span.end) or _YOUNGER.search(self.text[: mention.span.start]):
            return True
        if _PART_OF.search(self.text[: mention.span.start]):
            return False
        last = [max((m.span.end for m in ms if m.span.end <= mention.span.start), default=-1) for ms in (men, firms)]
        return last[0] > last[1]

    def kin(self) -> None:
        """ "Harl senior", and "Harl hands the builder to his son" where the article names a person Harl, are a person."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            called = {m.text.split()[-1] for m in self.mentions[number] if m.kind == "nominal"}
            if e.reference or (e.type != "Company" and not (e.type == "Person" and called & _FIRM)):
                continue
            for m in [m for m in self.mentions[number] if m.kind == "name" and len(m.text.split()) == 1 and m.text != e.name]:
                bearers = [
                    n for n, o in enumerate(self.entities) if n != number and o.type == "Person" and names.normal(m.text) in names.words(o.name)[1:]
                ]
                if bearers and (_GENERATION.match(self.text, m.span.end) or self._of_his(m)):
                    self._move(number, m.span, bearers[0] if len(bearers) == 1 else self._another("Person", m.text))

    def _of_his(self, mention: Mention) -> bool:
        """Whether the name opens a sentence that names nobody else, and in which something is "his"."""
        if not _OPENS.search(self.text[: mention.span.start]):
            return False
        behind = _SENTENCE_END.split(self.text[mention.span.end : mention.span.end + _WIDE])[0]
        said = set(names.normal(behind).split())
        alone = not any(w[0].isupper() for w in behind.split())
        return alone and bool(said & _HIS) and not said & {"its", "it"}

    def _another(self, type: EntityType, name: str, country: str | None = None) -> int:
        """The entity of this name that has been set apart before; a new one where none has."""
        added = enumerate(self.entities[len(self.reading.entities) :], len(self.reading.entities))
        home = next((n for n, e in added if (e.type, e.name, e.country) == (type, name, country)), None)
        return self._new(type, name, country=country) if home is None else home

    def courts(self) -> None:
        """ "Kenya's High Court" is not the High Court in England that the article also names."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            named = [m for m in self.mentions[number] if m.kind == "name"]
            if e.type != "Court" or e.reference:
                continue
            of = {m.span: owning_state(self.text[: m.span.start]) or self._behind(m) for m in named}
            told = {c for c in of.values() if c}
            whole = next((c for m in named if m.text == e.name and (c := of[m.span])), None)
            if (whole or len(told) == 1) and not e.country:
                self.entities[number] = e.model_copy(update={"country": whole or min(told)})
            for m in named:
                if whole and of[m.span] not in (None, whole) and m.text != e.name:
                    self._move(number, m.span, self._another("Court", m.text, of[m.span]))

    def _behind(self, mention: Mention) -> str | None:
        """The country of the place behind the name: "the High Court in London"."""
        place = _PLACE_BEHIND.match(self.text, mention.span.end)
        found = countries_in(place[1]) if place else frozenset()
        return min(found) if len(found) == 1 else None
