"""Same or not, and why: the reasons for which two articles' entities are taken for one thing, or kept apart.

A judgement never rewrites what it joins: it names both sides and its reasons, so that it can be read, and later overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.errors import UsageError
from kg.records import Record
from kg.resolve import names
from kg.resolve.decisions import Ruling
from kg.resolve.members import Member

Verdict = Literal["same", "different", "unsure"]

RULES = "rules"


class Judgement(Record):
    """Whether two articles' entities are one thing. Both sides are "source: name", with the ids that they came to have in the graph.

    `score` is how sure it is that they are one, from 0 to 1; `by` is "rules" or who decided it.
    """

    left: str
    right: str
    verdict: Verdict
    reason: str
    score: float
    left_id: str
    right_id: str
    by: str = RULES


@dataclass(frozen=True)
class Note:
    """A judgement over members, by their indexes, before their ids are known."""

    left: int
    right: int
    verdict: Verdict
    reason: str
    score: float
    by: str = RULES


class Clusters:
    """A union-find over members that refuses what contradicts: each join has a reason, and each refusal.

    `rulings` are people's decisions: what they hold apart is never joined, whatever speaks for it; what they hold to be one is joined by `enforce`.
    """

    def __init__(self, members: list[Member], rulings: Sequence[Ruling] = ()) -> None:
        self.members = members
        self.notes: list[Note] = []
        self._rulings = rulings
        self._parent = list(range(len(members)))
        self._within: dict[int, list[int]] = {}
        self._sides: dict[int, set[tuple[int, str]]] = {}  # root -> (ruling, side) that its members stand on
        for number, ruling in enumerate(rulings):
            if ruling.decision.verdict == "different":
                for side, indexes in (("left", ruling.left), ("right", ruling.right)):
                    for i in indexes:
                        self._sides.setdefault(i, set()).add((number, side))

    @cached_property
    def by_key(self) -> dict[tuple[str, str], list[Member]]:
        """Members by family and key of their name, and of the usual name of what they are known as."""
        table: dict[tuple[str, str], list[Member]] = {}
        for m in self.members:
            for key in sorted({m.key, m.usual_key}):
                table.setdefault((m.family, key), []).append(m)
        return table

    def root(self, index: int) -> int:
        while self._parent[index] != index:
            self._parent[index] = self._parent[self._parent[index]]
            index = self._parent[index]
        return index

    def within(self, index: int) -> list[int]:
        """The members of the cluster that `index` is in, in order."""
        return sorted(self._within.get(self.root(index), [index]))

    def all(self) -> list[list[int]]:
        """Every cluster, its members in order, by the first of them."""
        return [self.within(i) for i in range(len(self.members)) if self.root(i) == i]

    def enforce(self) -> None:
        """Join what people decided is one, and note what they decided. Raises UsageError where two decisions cannot both be kept."""
        for ruling in self._rulings:
            d = ruling.decision
            by, why = d.who or "a decision", d.why or f"decided in {d.place}"
            left, right = min(ruling.left), min(ruling.right)
            if d.verdict == "same":
                for i in sorted(ruling.left | ruling.right):
                    if (other := self._held_apart(left, i)) is not None:
                        raise UsageError(f"{d.place}: {d.left} and {d.right} cannot be the same: {other.decision.place} holds them apart")
                    self._unite(left, i)
            self.notes.append(Note(min(left, right), max(left, right), d.verdict, why, float(d.verdict == "same"), by))

    def _held_apart(self, left: int, right: int) -> Ruling | None:
        """The first ruling that keeps two clusters apart."""
        ours, theirs = (self._sides.get(self.root(i), set()) for i in (left, right))
        small, large = sorted((ours, theirs), key=len)
        opposed = [number for number, side in small if (number, "left" if side == "right" else "right") in large]
        return self._rulings[min(opposed)] if opposed else None

    def join(self, left: int, right: int, reason: str, score: float = 0.9) -> None:
        """Join two clusters, unless people decided otherwise."""
        if self.root(left) != self.root(right) and self._held_apart(left, right) is None:
            self._unite(left, right)
            self.note(left, right, "same", reason, score)

    def _unite(self, left: int, right: int) -> None:
        """The first member of all is the root."""
        a, b = sorted((self.root(left), self.root(right)))
        if a == b:
            return
        sides = self._sides.pop(a, set()) | self._sides.pop(b, set())
        if sides:
            self._sides[a] = sides
        small, large = sorted((self._within.pop(a, [a]), self._within.pop(b, [b])), key=len)
        large.extend(small)
        self._within[a] = large
        self._parent[b] = a

    def join_unless(self, left: int, right: int, reason: str, against: Callable[[Member, Member], str | None], score: float = 0.8) -> bool:
        """Join two clusters where no pair of their members speaks against it; True where they are one afterwards."""
        a, b = self.root(left), self.root(right)
        if a == b:
            return True
        for i in self.within(a):
            for j in self.within(b):
                if why := against(self.members[i], self.members[j]):
                    self.note(left, right, "different", why, 0.1)
                    return False
        self.join(left, right, reason, score)
        return self.root(left) == self.root(right)

    def note(self, left: int, right: int, verdict: Verdict, reason: str, score: float) -> None:
        a, b = sorted((left, right))
        self.notes.append(Note(a, b, verdict, reason, score))

    def judgements(self, ids: Callable[[int], str]) -> list[Judgement]:
        """Every judgement once, sorted; `ids` gives the id of a member's entity. What is one in the end is no longer unsure or different."""
        found = set()
        for n in self.notes:
            left, right = ids(n.left), ids(n.right)
            if n.by == RULES and n.verdict != "same" and left == right:
                continue
            handles = (self.members[i].handle for i in (n.left, n.right))
            found.add(Judgement(left=next(handles), right=next(handles), verdict=n.verdict, reason=n.reason, score=n.score,
                left_id=left, right_id=right, by=n.by))  # fmt: skip
        return sorted(found, key=lambda j: (j.left, j.right, j.verdict, j.reason, j.left_id, j.right_id, j.by))


def contradicts(left: Member, right: Member) -> str | None:
    """Why two members cannot be one: other references, other countries."""
    if left.reference and right.reference and left.reference != right.reference:
        return f"known as {left.reference} and {right.reference}"
    if left.reference and left.reference == right.reference:
        return None
    if left.whence and right.whence and left.whence != right.whence:
        return f"of {left.whence} and {right.whence}"
    return None


def person_contradicts(left: Member, right: Member) -> str | None:
    """As `contradicts`, and: one article tells the two apart, or their middle names or suffixes differ."""
    if left.reading == right.reading and not (left.reference and left.reference == right.reference):
        return "one article names both"
    if names.persons_contradict(left.entity.name, right.entity.name):
        return "other middle names or suffixes"
    return contradicts(left, right)


def forms_contradict(left: Member, right: Member) -> bool:
    """Whether the legal forms are of countries that have nothing in common ("GmbH" and "plc"), or that the other is known not to be of."""
    a, b = left.form_countries, right.form_countries
    if a and b:
        return not a & b
    return any(forms and other.reference and other.country and other.country not in forms for forms, other in ((a, right), (b, left)))
