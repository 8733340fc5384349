"""Which named things stand together in a list, and which of them a word further on may mean."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.frames.lists import NameLists
from kg.records import EntityType, LocalEntity

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_REACH = 4  # sentences back in which the things must have been named


@dataclass(frozen=True, slots=True)
class Group:
    """Two or more things named together; `start` and `end` are those of the list or of the plural that means them."""

    start: int
    end: int
    members: tuple[int, ...]


class NamedGroups:
    """The lists of names of one article, and the plurals that have been found to mean one of them."""

    def __init__(self, doc: Doc, entities: Sequence[LocalEntity]) -> None:
        self.doc = doc
        self.types = {e.id: e.type for e in entities}
        self.named: dict[int, int] = {}
        self.covered: set[int] = set()
        last: dict[int, int] = {}
        for entity in entities:
            for mention in entity.mentions:
                span = doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
                if span is not None:
                    self.covered.update(t.i for t in span)
                    self.named.update((t.i, entity.id) for t in span)
                    if mention.kind == "name":
                        last.update((t.i, span[-1].i) for t in span)
        self.plurals: dict[int, tuple[int, ...]] = {}  # the plurals linked so far, by their noun
        lists = list(self._lists(NameLists(doc, last), last))
        self.groups = [g for g in lists if not any(set(g.members) < set(h.members) and h.start <= g.start < h.end for h in lists)]

    def add(self, token: Token, members: Sequence[int]) -> None:
        """A plural that means several: it may itself be what a later one points to."""
        self.plurals[token.i] = tuple(members)
        self.groups.append(Group(token.i, token.i + 1, tuple(members)))

    def together(self, head: Token, wanted: frozenset[EntityType] | None) -> list[int]:
        """What the noun phrase means, where that is several, all named and all of one kind."""
        if head.i in self.plurals:
            found = list(self.plurals[head.i])
        else:
            members = [head, *head.conjuncts]
            if len(members) < 2 or any(m.i not in self.named for m in members):
                return []
            found = list(dict.fromkeys(self.named[m.i] for m in members))
        return found if len(found) > 1 and self._alike(found) and self._fit(found, wanted) else []

    def only(self, token: Token, wanted: frozenset[EntityType] | None, count: int | None, reach: int = _REACH) -> list[int]:
        """The one group of the kind and number that was named shortly before; none where another could be meant."""
        floor = self._floor(token, reach)
        groups = [g for g in self.groups if floor <= g.start and g.end <= token.i and self._fit(g.members, wanted)]
        sets = {frozenset(g.members): g for g in groups if count is None or len(g.members) == count}
        if len(sets) != 1:
            return []
        (members,) = sets
        if count is None:
            start = min(g.start for g in groups)
            kind = wanted or frozenset(self.types[e] for e in members)
            if not set(self.between(start, token.i, kind)) <= members:
                return []
        return list(sets[members].members)

    def recent(self, token: Token, wanted: frozenset[EntityType], count: int) -> list[int]:
        """All the things of the kind named shortly before, where they are as many as the words say."""
        floor, sentence = token.sent.start, token.sent
        for _ in range(_REACH):
            if floor == 0:
                break
            sentence = token.doc[floor - 1].sent
            floor = sentence.start
            if len(self.between(floor, token.i, wanted)) >= count:
                break
        found = self.between(floor, token.i, wanted)
        if not found and wanted == frozenset(("Person",)):  # none near: all the persons named so far, where they are as many
            found = self.between(0, token.i, wanted, count)
        return found if len(found) == count else []

    def between(self, start: int, end: int, wanted: frozenset[EntityType], most: int | None = None) -> list[int]:
        """Those of the types named there; where `most` is given, as soon as there are more."""
        found: dict[int, None] = {}
        for i in range(start, end):
            if i in self.named and self.types[self.named[i]] in wanted:
                found[self.named[i]] = None
                if most is not None and len(found) > most:
                    break
        return list(found)

    def _lists(self, lists: NameLists, last: dict[int, int]) -> Iterator[Group]:
        """Each list of names once, at its first name; none that goes on with what is not named."""
        done: set[int] = set()
        for i in sorted(lists.starts):
            token = self.doc[last[i]]
            if token.i in done:
                continue
            ends = {token.i: token} | {t.i: t for t in lists.beside(token, wide=False)}
            ends |= {t.i: t for end in list(ends.values()) for t in end.conjuncts if t.i in last}
            done.update(ends)
            members = list(dict.fromkeys(self.named[k] for k in sorted(ends)))
            if len(members) > 1 and self._alike(members) and not self._open(list(ends.values())):
                yield Group(min(ends), max(ends) + 1, tuple(members))

    def _open(self, ends: Sequence[Token]) -> bool:
        """ "Acme, Beta and three others": the list has more in it than is named."""
        joined = {c.i: c for end in ends for c in end.conjuncts}
        if any(c.i not in self.named and c.pos_ in ("NOUN", "NUM", "PRON", "DET") for c in joined.values()):
            return True
        after = max(end.i for end in ends) + 1
        return after < len(self.doc) and self.doc[after].lower_ in ("among", "etc")

    def _alike(self, members: Sequence[int]) -> bool:
        return len({_broad(self.types[e]) for e in members}) == 1

    def _fit(self, members: Sequence[int], wanted: frozenset[EntityType] | None) -> bool:
        return wanted is None or all(self.types[e] in wanted for e in members)

    def _floor(self, token: Token, reach: int) -> int:
        floor = token.sent.start
        for _ in range(reach):
            if floor == 0:
                break
            floor = self.doc[floor - 1].sent.start
        return floor


def _broad(kind: EntityType) -> str:
    return "person" if kind == "Person" else "thing" if kind == "Product" else "body"
