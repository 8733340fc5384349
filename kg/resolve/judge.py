"""Same or not, and why: the reasons for which two articles' entities are taken for one thing, or kept apart.

A judgement never rewrites what it joins: it names both sides and its reasons, so that it can be read, and later overruled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from kg.errors import UsageError
from kg.records import Record
from kg.resolve import names
from kg.resolve.dates import gap, is_day
from kg.resolve.decisions import Ruling
from kg.resolve.members import Material, Member

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


class Surroundings:
    """What stands around members, in the terms of clusters that are settled already: the second sign for a shared name."""

    def __init__(self, material: Material, settled: Clusters, tells: Callable[[int], bool]) -> None:
        """`tells` says of a member's index whether its cluster, named in two articles, says something about them."""
        self.material = material
        self._root = [settled.root(i) for i in range(len(material.members))]  # as they are now: joins made later change no sign
        self._beside: list[frozenset[str]] = []
        for number, reading in enumerate(material.readings):
            indexes = range(material.first[number], material.first[number] + len(reading.entities))
            beside = {f"#{self._root[i]}" for i in indexes if tells(i)}
            beside.update(p for i in indexes if material.members[i].type == "Person" and (p := names.person_key(material.members[i].entity.name)))
            self._beside.append(frozenset(beside))
        self._found: dict[tuple[str, int], frozenset[str]] = {}

    def second_sign(self, left: Member, right: Member) -> str | None:
        """The reason to take two members of one name for one thing, if there is any."""
        if self.words(left) & self.words(right):
            return "the same words around the name"
        ours, theirs = self.posts(left), self.posts(right)
        if shared := (ours | self.co_parties(left)) & (theirs | self.co_parties(right)):
            return f"both with {self._named(shared)}"
        if left.type == "Person" and (shared := self.offices(left) & self.offices(right)):
            return f"both {min(shared)}"
        if left.type == "Person" and (shared := self.epithets(left) & self.epithets(right)):
            return f"both {min(shared)}"
        if left.type == "Person" and (shared := self._head_of(left) & self._head_of(right)):
            return f"both {min(shared)}"
        for own, other, reading in ((ours, theirs, right.reading), (theirs, ours, left.reading)):
            if not other and left.type == "Person" and (shared := own & self._beside[reading]):
                return f"one with {self._named(shared)}, the other named beside it"
        if left.type == "Person" and (kin := self._kin(left) & self._kin(right)):
            return f"both named beside {min(kin)}"
        alone = left.type == "Person" and min(len(names.person(m.entity.name).given) for m in (left, right)) > 2
        needed = 1 if alone or _near(self.material.day(left), self.material.day(right)) else 2
        if ours and theirs and left.type == "Person":
            needed += 2
        shared = (self._beside[left.reading] & self._beside[right.reading]) - self._own(left) - self._own(right)
        return f"both named beside {self._named(shared)}" if len(shared) >= needed else None

    def parted(self, left: Iterable[Member], right: Iterable[Member]) -> str | None:
        """Why two persons of one name are likely two: the articles give each of them posts or offices, and none in common."""
        sides = [(frozenset[str](), frozenset[str]()) for _ in range(2)]
        for n, members in enumerate((left, right)):
            for m in members:
                if m.type == "Person":
                    sides[n] = (sides[n][0] | self.posts(m), sides[n][1] | self.offices(m))
        (posts, offices), (other_posts, other_offices) = sides
        if posts and other_posts and not posts & other_posts:
            return f"one with {self._named(posts)}, the other with {self._named(other_posts)}"
        if offices and other_offices and not offices & other_offices:
            return f"one {min(offices)}, the other {min(other_offices)}"
        return None

    def words(self, member: Member) -> frozenset[str]:
        return self._signs("words", member, self.material.words_around)

    def offices(self, member: Member) -> frozenset[str]:
        return self._signs("offices", member, self.material.offices)

    def epithets(self, member: Member) -> frozenset[str]:
        return self._signs("epithets", member, self.material.epithets)

    def _head_of(self, member: Member) -> frozenset[str]:
        """The states that a person is said or may be taken to be the head of."""
        return self.offices(member) | self._signs("heads", member, self.material.heads_of_state)

    def posts(self, member: Member) -> frozenset[str]:
        """Those that a person works for or founded; for others, whom their claims tie them to, agencies left out."""
        return self._signs("posts", member, self._find_posts)

    def co_parties(self, member: Member) -> frozenset[str]:
        """The firms and organizations that stand in one proceeding with a person."""
        return self._signs("co-parties", member, self._find_co_parties)

    def beside(self, member: Member) -> frozenset[str]:
        """The firms, organizations and persons that a member's article names."""
        return self._beside[member.reading]

    def root(self, index: int) -> int:
        """The cluster of a member as it was before any join by second signs."""
        return self._root[index]

    def named(self, shared: Iterable[str]) -> str:
        """What signs stand for, at most three of them."""
        return self._named(shared)

    def _signs(self, kind: str, member: Member, find: Callable[[Member], frozenset[str]]) -> frozenset[str]:
        if (kind, member.index) not in self._found:
            self._found[kind, member.index] = find(member)
        return self._found[kind, member.index]

    def _find_posts(self, member: Member) -> frozenset[str]:
        found = set()
        for claim in self.material.claims_of(member):
            other = claim.object if claim.subject == member.entity.id else claim.subject
            if other is None or claim.status == "negated":
                continue
            partner = self.material.member(member.reading, other)
            strong = claim.predicate in ("worksFor", "founded") if member.type == "Person" else partner.type not in ("Agency", "Court", "Person")
            if strong:
                found.add(f"#{self._root[partner.index]}")
        return frozenset(found)

    def _find_co_parties(self, member: Member) -> frozenset[str]:
        if member.type != "Person":
            return frozenset()
        claims = self.material.readings[member.reading].claims
        sides = [(c.subject, c.object) for c in claims if c.predicate in ("plaintiffIn", "defendantIn") and c.object is not None]
        suits = {suit for party, suit in sides if party == member.entity.id}
        partners = [self.material.member(member.reading, party) for party, suit in sides if suit in suits]
        return frozenset(f"#{self._root[p.index]}" for p in partners if p.type in ("Company", "Organization"))

    def _kin(self, member: Member) -> frozenset[str]:
        """The other persons of the same family name whom the article names in full."""
        if (own := names.person_key(member.entity.name)) is None:
            return frozenset()
        family = names.person(member.entity.name).family
        return frozenset(p for p in self._beside[member.reading] if not p.startswith("#") and p != own and p.endswith(f" {family}"))

    def _own(self, member: Member) -> frozenset[str]:
        return frozenset({f"#{self._root[member.index]}", names.person_key(member.entity.name) or ""})

    def _named(self, shared: Iterable[str]) -> str:
        found = sorted(self.material.members[int(s[1:])].entity.name if s.startswith("#") else s for s in shared)
        return ", ".join(found[:3])


def _near(left: str | None, right: str | None) -> bool:
    """Whether two articles came out within a fortnight."""
    if not left or not right or not (is_day(left) and is_day(right)):
        return False
    days = gap(left, right)
    return days is not None and days <= 14
