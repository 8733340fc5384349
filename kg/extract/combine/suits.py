"""The lawsuits of two readings as one list of proceedings, and what remains of each when its claims are weighed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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

    def absorb(self, other: Proceeding) -> None:
        for side in SIDES:
            self.sides[side] |= other.sides[side]
        self.members += other.members
        self.mentions += other.mentions


def party_of(claim: Claim) -> tuple[int, int]:
    """(party, lawsuit) of a claim about a lawsuit, as the claim numbers them."""
    assert claim.object is not None
    return (claim.object, claim.subject) if claim.predicate == "heardIn" else (claim.subject, claim.object)


def proceedings(readings: Mapping[Reader, Reading], ids: Mapping[Reader, Mapping[int, int]]) -> list[Proceeding]:
    """The proceedings of both readings. A learned one joins the one of the frames that shares most parties, if any does."""
    found = _of("frames", readings["frames"], ids["frames"])
    ours = len(found)
    for suit in _of("learned", readings["learned"], ids["learned"]):
        best = max(range(ours), key=lambda n: (found[n].fits(suit), -n), default=None)
        if best is not None and found[best].fits(suit):
            found[best].absorb(suit)
        else:
            found.append(suit)
    return found


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
