"""What stands around a name in its article: the second sign by which two who bear one name are one, or are likely two."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import product

from kg.resolve import names
from kg.resolve.dates import gap, is_day
from kg.resolve.judge import Clusters
from kg.resolve.members import Material, Member
from kg.resolve.reference import is_state_word
from kg.resolve.said import SENTENCE_END, tells_of_a_move

_FORTNIGHT, _YEAR = 14, 366
_HOUSES = ("Company", "Organization")


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
            beside.update(
                p for i in indexes if material.members[i].type == "Person" and (p := names.loose_person_key(material.members[i].entity.name))
            )
            self._beside.append(frozenset(beside))
        self._found: dict[tuple[str, int], frozenset[str]] = {}

    def second_sign(self, left: Member, right: Member) -> str | None:
        """The reason to take two members of one name for one thing, if there is any."""
        if self.words(left) & self.words(right):
            return "the same words around the name"
        ours, theirs = self.posts(left), self.posts(right)
        if shared := (ours | self.co_parties(left)) & (theirs | self.co_parties(right)):
            return f"both with {self._named(shared)}"
        if left.type == "Person" and (house := self._of_one_house(ours, theirs)):
            return f"one with {house[0]}, the other with {house[1]}"
        if left.type == "Person" and (shared := self.offices(left) & self.offices(right)):
            return f"both {min(shared)}"
        if left.type == "Person" and (shared := self.epithets(left) & self.epithets(right)):
            return f"both {min(shared)}"
        if left.type == "Person" and (shared := self._head_of(left) & self._head_of(right)):
            return f"both {min(shared)}"
        for own, other, reading in ((ours, theirs, right.reading), (theirs, ours, left.reading)):
            there = right if own is ours else left
            if left.type == "Person" and (shared := own & (self.moves(there) if other else self._beside[reading])):
                return f"one with {self._named(shared)}, the other named beside it"
        if left.type == "Person" and (kin := self._kin(left) & self._kin(right)):
            return f"both named beside {min(kin)}"
        days = (self.material.day(left), self.material.day(right))
        if left.type == "Person" and not (ours and theirs) and _near(*days, most=_YEAR) and (shared := self._spoken_of_with(left, right)):
            return f"both spoken of with {self._named(shared)}"
        alone = left.type == "Person" and min(len(names.person(m.entity.name).given) for m in (left, right)) > 2
        needed = 1 if alone or _near(*days) else 2
        if ours and theirs and left.type == "Person":
            needed += 2
        shared = (self._beside[left.reading] & self._beside[right.reading]) - self.own(left) - self.own(right)
        return f"both named beside {self._named(shared)}" if len(shared) >= needed else None

    def _of_one_house(self, left: Iterable[str], right: Iterable[str]) -> tuple[str, str] | None:
        """Two firms for which two persons work, where the name of one holds the other's: "Orme" and "Orme Retail"."""
        sides = ([m.entity.name for s in sorted(posts) if (m := self.material.members[int(s[1:])]).type in _HOUSES] for posts in (left, right))
        for a, b in product(*sides):
            few, many = sorted((names.words(a), names.words(b)), key=len)
            plain = " ".join(few)
            if few and not names.is_generic(plain) and not is_state_word(plain) and few in (many[: len(few)], many[-len(few) :]):
                return a, b
        return None

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

    def near_in_time(self, left: Member, right: Member) -> bool:
        """Whether the articles came out within a fortnight."""
        return _near(self.material.day(left), self.material.day(right))

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

    def two_of(self, shared: frozenset[str]) -> frozenset[str]:
        """The signs where they are two or more, and not all of them agencies and courts, with which anybody may have to do; else none."""
        bodies = (self.material.members[int(s[1:])].type for s in shared if s.startswith("#"))
        others = any(not s.startswith("#") for s in shared) or any(type not in ("Agency", "Court") for type in bodies)
        return shared if len(shared) > 1 and others else frozenset()

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

    def near(self, member: Member) -> frozenset[str]:
        """The firms, organizations and persons without an office that stand, or are meant, in one sentence with a person; news makers left out."""
        return self._signs("near", member, self._find_near)

    def _spoken_of_with(self, left: Member, right: Member) -> frozenset[str]:
        """Whom both stand in a sentence with; a person with a full name need only be named in the other's article."""
        a, b = self.near(left), self.near(right)
        people = (a & self._beside[right.reading]) | (b & self._beside[left.reading])
        return ((a & b) | {p for p in people if not p.startswith("#")}) - self.own(left) - self.own(right)

    def moves(self, member: Member) -> frozenset[str]:
        """As `near`, only those who stand in a sentence that tells of somebody who changes the place of work."""
        return self._signs("moves", member, lambda m: self._find_near(m, tells_of_a_move))

    def _find_near(self, member: Member, tells: Callable[[str], bool] = lambda sentence: True) -> frozenset[str]:
        reading = self.material.readings[member.reading]
        text = reading.article.text
        ends = [m.end() for m in SENTENCE_END.finditer(text)]
        own = {bisect_right(ends, m.span.start) for m in member.entity.mentions}
        bounds = [0, *ends, len(text)]
        own = {n for n in own if tells(text[bounds[n] : bounds[n + 1]])}
        found: set[str] = set()
        for e in reading.entities:
            if e.type in ("Company", "Organization", "Person") and any(bisect_right(ends, m.span.start) in own for m in e.mentions):
                other = self.material.member(member.reading, e.id)
                if e.type != "Person":
                    found.add(f"#{self._root[other.index]}")
                elif (key := names.loose_person_key(e.name)) and not self.offices(other):
                    found.add(key)
        return (frozenset(found) & self._beside[member.reading]) - self.own(member)

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
        if (own := names.loose_person_key(member.entity.name)) is None:
            return frozenset()
        family = names.loose_family(member.entity.name)
        return frozenset(p for p in self._beside[member.reading] if not p.startswith("#") and p != own and p.endswith(f" {family}"))

    def own(self, member: Member) -> frozenset[str]:
        """The signs that the member itself is."""
        return frozenset({f"#{self._root[member.index]}", names.loose_person_key(member.entity.name) or ""})

    def _named(self, shared: Iterable[str]) -> str:
        found = sorted(self.material.members[int(s[1:])].entity.name if s.startswith("#") else s for s in shared)
        return ", ".join(found[:3])


def _near(left: str | None, right: str | None, most: int = _FORTNIGHT) -> bool:
    """Whether two articles came out within so many days."""
    if not left or not right or not (is_day(left) and is_day(right)):
        return False
    days = gap(left, right)
    return days is not None and days <= most
