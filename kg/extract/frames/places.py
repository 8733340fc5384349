"""Where the entities of an article are mentioned, asked for without going through all of it each time."""

from __future__ import annotations

import itertools
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.records import EntityType, LocalEntity

_BEFORE, _BEHIND = 3, 7  # tokens around a name in which a noun is said of it
_CLAUSE = frozenset(("VBD", "VBZ", "VBP", "MD", "WP", "WDT", "WP$"))  # "Ann Lee, who left the bank": what follows is said of another


@dataclass(slots=True)
class Place:
    """Where an entity is mentioned: the tokens, the sentence, and whether as a subject."""

    entity: int
    start: int
    end: int
    sentence: int
    subject: bool
    owner: bool  # stands only as another noun's possessor or modifier
    aside: bool = False  # stands behind a preposition


class Places:
    """The places of one article in text order; further ones may be added."""

    def __init__(self, doc: Doc, entities: Sequence[LocalEntity], places: Iterable[Place]) -> None:
        self.doc = doc
        self.entities = entities
        self.judges: set[int] = set()  # whoever is called Judge somewhere
        self._ordered: list[Place] = []
        self._first: dict[int, int] = {}  # entity -> the first token of its first place
        self._by_type: dict[EntityType, list[tuple[int, int]]] = defaultdict(list)  # (first token, entity), sorted
        self._called: dict[str, dict[int, int]] = defaultdict(dict)  # noun -> entity -> the first token of the first place that it is said of
        self._headed: dict[str, set[int]] = defaultdict(set)
        self._ending: dict[str, set[int]] = defaultdict(set)
        for entity in entities:
            for noun in _heads(entity.name):
                self._headed[noun].add(entity.id)
            for noun in entity.name.casefold().split()[-1:]:
                self._ending[noun].add(entity.id)
        for place in places:
            self.add(place)

    def add(self, place: Place) -> None:
        """Put in one more; of two at the same tokens the one added first stays first."""
        insort(self._ordered, place, key=_order)
        entity, start = place.entity, place.start
        kind = self.entities[entity].type
        if entity not in self._first or start < self._first[entity]:
            firsts = self._by_type[kind]
            if entity in self._first:
                firsts.remove((self._first[entity], entity))
            insort(firsts, (start, entity))
            self._first[entity] = start
        for noun in _said_of(self.doc, place):
            called = self._called[noun]
            called[entity] = min(start, called.get(entity, start))
        if kind == "Person" and start > 0 and self.doc[start - 1].lower_ in ("judge", "justice"):
            self.judges.add(entity)

    def near(self, at: int, sentence: int, reach: int) -> list[Place]:
        """Those that begin before the token `at`, no more than `reach` sentences before its own."""
        end = bisect_left(self._ordered, at, key=lambda p: p.start)
        begin = end
        while begin > 0 and self._ordered[begin - 1].sentence >= sentence - reach:
            begin -= 1
        return self._ordered[begin:end]

    def named_before(self, entity: int, at: int) -> bool:
        """Whether the entity is mentioned before the token `at`."""
        return entity in self._first and self._first[entity] < at

    def only_before(self, at: int, wanted: Collection[EntityType]) -> int | None:
        """The only entity of these types mentioned before the token `at`; None where there are none or several."""
        found: list[int] = []
        for kind in wanted:
            firsts = self._by_type.get(kind, [])
            found += [entity for _, entity in firsts[: min(2, bisect_left(firsts, (at,)))]]
        return found[0] if len(found) == 1 else None

    def called(self, noun: str, at: int, wanted: Collection[EntityType]) -> list[int]:
        """The entities of these types of whom the noun is said beside a mention before the token `at` ("Quall, a bank"; "law firm")."""
        return sorted(e for e, first in self._called.get(noun, {}).items() if first < at and self.entities[e].type in wanted)

    def kinds_of(self, entity: int, nouns: Iterable[str]) -> list[str]:
        """Those of the nouns that are said of the entity beside a mention."""
        return [noun for noun in nouns if entity in self._called.get(noun, {})]

    def headed(self, noun: str, at: int, wanted: Collection[EntityType]) -> list[int]:
        """The entities of these types, mentioned before the token `at`, whose name says by the noun what they are."""
        return sorted(e for e in self._headed.get(noun, ()) if self.named_before(e, at) and self.entities[e].type in wanted)

    def ending(self, noun: str, at: int) -> list[int]:
        """The entities mentioned before the token `at` whose name ends in the noun."""
        return sorted(e for e in self._ending.get(noun, ()) if self.named_before(e, at))


def _order(place: Place) -> tuple[int, int]:
    return place.start, place.end


def _heads(name: str) -> frozenset[str]:
    """The words of a name that say what its bearer is: the last, and those before "of" ("the drug" is no Food and Drug Administration)."""
    parts = name.casefold().split()
    ends = [k for k, w in enumerate(parts) if w in ("of", "for", "on", "in", "de")]
    bare = len(gazetteer.without_legal_form(name).split())
    return frozenset(parts[k - 1] for k in (*ends, *range(bare, len(parts) + 1)) if k > 0)


def _said_of(doc: Doc, place: Place) -> set[str]:
    """The words right before the name, those of an apposition behind it, and every two words that follow each other around it, in its sentence."""
    sentence = doc[place.start].sent
    begin, end = max(sentence.start, place.start - _BEFORE), min(place.end + _BEHIND, sentence.end)
    before = [doc[k].lower_ for k in range(begin, place.start)]
    behind = [doc[k].lower_ for k in range(place.end, end)]
    stop = next((k for k in range(len(behind)) if behind[k] in (".", ";") or doc[place.end + k].tag_ in _CLAUSE), len(behind))
    behind = behind[:stop]
    around = [*before, *(doc[k].lower_ for k in range(place.start, place.end)), *behind]
    return {*before, *(behind[1:] if behind[:1] == [","] else ()), *(f"{a} {b}" for a, b in itertools.pairwise(around))}
