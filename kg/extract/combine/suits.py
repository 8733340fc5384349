"""The lawsuits of two readings as one list of proceedings, and what remains of each when its claims are weighed."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.combine.measured import Reader
from kg.records import Claim, LocalEntity, Mention, Reading

SIDES = ("plaintiffIn", "defendantIn")
IN_SUIT = (*SIDES, "heardIn", "judgeIn")


@dataclass
class Proceeding:
    """Who stands on which side, as numbers of entities, and which lawsuits of the readings it is: (reader, local id)."""

    sides: dict[str, set[int]] = field(default_factory=lambda: {side: set() for side in SIDES})
    members: list[tuple[Reader, int]] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)

    def fits(self, other: Proceeding) -> int:
        """How many parties they share; 0 where one stands on opposite sides or a side that both name has nobody in common."""
        shared = 0
        for side, opposite in (SIDES, SIDES[::-1]):
            mine, theirs = self.sides[side], other.sides[side]
            if mine & other.sides[opposite] or (mine and theirs and not mine & theirs):
                return 0
            shared += len(mine & theirs)
        return shared

    def twisted(self, other: Proceeding) -> bool:
        """Whether the other is this suit read wrongly: its sides the wrong way round, or all its parties on one side here."""
        parties = other.sides[SIDES[0]] | other.sides[SIDES[1]]
        turned = all(other.sides[side] <= self.sides[opposite] for side, opposite in (SIDES, SIDES[::-1]))
        mostly = all(other.sides[side] & self.sides[opposite] for side, opposite in (SIDES, SIDES[::-1]))
        return bool(parties) and (turned or mostly or any(parties <= self.sides[side] for side in SIDES))

    def absorb(self, other: Proceeding) -> None:
        for side, opposite in (SIDES, SIDES[::-1]):
            self.sides[side] |= other.sides[side] - self.sides[opposite]
        self.members += other.members
        self.mentions += other.mentions


def party_of(claim: Claim) -> tuple[int, int]:
    """(party, lawsuit) of a claim about a lawsuit, as the claim numbers them."""
    assert claim.object is not None
    return (claim.object, claim.subject) if claim.predicate == "heardIn" else (claim.subject, claim.object)


def proceedings(
    readings: Mapping[Reader, Reading], ids: Mapping[Reader, Mapping[int, int]], same: Callable[[int, int], bool] = operator.eq
) -> list[Proceeding]:
    """The proceedings of both readings. A learned one joins the one of the frames that shares most parties, if any does,
    else one of which it is a misreading. `same`: whether two parties may be one body (a state and its own agency).
    """
    found = _at_one(_of("frames", readings["frames"], ids["frames"]), same)
    ours = len(found)
    for suit in _of("learned", readings["learned"], ids["learned"]):
        best = max(range(ours), key=lambda n: (found[n].fits(suit), -n), default=None)
        if best is not None and not found[best].fits(suit):
            best = next((n for n in range(ours) if found[n].twisted(suit)), None)
        if best is not None:
            found[best].absorb(suit)
        else:
            found.append(suit)
    return _one_sided_within(found)


def _one_sided_within(suits: Sequence[Proceeding]) -> list[Proceeding]:
    """The suits, those of which one side alone is told taken for the only whole one with that party there: "Acme sued in May", "Acme v. Corvane"."""
    whole = [s for s in suits if all(s.sides[side] for side in SIDES)]
    kept: list[Proceeding] = []
    for suit in suits:
        told = [side for side in SIDES if suit.sides[side]]
        homes = [w for w in whole if len(told) == 1 and suit.sides[told[0]] <= w.sides[told[0]]]
        if len(homes) == 1:
            homes[0].absorb(suit)
        else:
            kept.append(suit)
    return kept


def _at_one(suits: Sequence[Proceeding], same: Callable[[int, int], bool]) -> list[Proceeding]:
    """The suits, those taken together that differ only in a body's name: "sues the government" above "a complaint against the ministry"."""
    kept: list[Proceeding] = []
    for suit in suits:
        home = next((k for k in kept if _alike(k, suit, same)), None)
        if home is None:
            kept.append(suit)
        else:
            home.absorb(suit)
    return kept


def _alike(one: Proceeding, other: Proceeding, same: Callable[[int, int], bool]) -> bool:
    def agree(mine: set[int], theirs: set[int]) -> bool:
        return not mine or not theirs or bool(mine & theirs) or any(same(m, t) for m in mine for t in theirs)

    def doubled(mine: set[int], theirs: set[int]) -> bool:
        return any(m != t and same(m, t) for m in mine for t in theirs)

    pairs = [(one.sides[side], other.sides[side]) for side in SIDES]
    crossed = any(one.sides[side] & other.sides[opposite] for side, opposite in (SIDES, SIDES[::-1]))
    return not crossed and all(agree(*p) for p in pairs) and any(doubled(*p) for p in pairs)


def _of(reader: Reader, reading: Reading, ids: Mapping[int, int]) -> list[Proceeding]:
    by_id = {e.id: Proceeding(members=[(reader, e.id)], mentions=list(e.mentions)) for e in reading.entities if e.type == "Lawsuit"}
    for claim in reading.claims:
        if claim.predicate in SIDES:
            party, suit = party_of(claim)
            if suit in by_id and party in ids:
                by_id[suit].sides[claim.predicate].add(ids[party])
    return [by_id[i] for i in sorted(by_id)]


def suit_entity(number: int, claims: Sequence[Claim], mentions: Sequence[Mention], entities: Sequence[LocalEntity]) -> LocalEntity:
    """The lawsuit that the claims speak of, named after the first told of each side; "?" for a side of which nobody is."""
    heads = []
    for side in SIDES:
        told = sorted((c for c in claims if c.predicate == side), key=lambda c: (c.span.start, _first(entities[c.subject]), c.subject))
        heads.append(entities[told[0].subject].name if told else "?")
    places = tuple(sorted(set(mentions), key=lambda m: (m.span.start, m.span.end)))
    return LocalEntity(id=number, type="Lawsuit", name=f"{heads[0]} v. {heads[1]}", mentions=places)


def _first(entity: LocalEntity) -> int:
    return min((m.span.start for m in entity.mentions), default=0)
