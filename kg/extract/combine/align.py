"""Which entities of two readings of one article are one: by the places where their names stand, then by equal names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.extract.combine.measured import Finder, Measured, Reader
from kg.records import EntityType, LocalEntity, Mention, Reading

PARTLY = 0.6  # what a place counts where one reader's name is longer than the other's


@dataclass(frozen=True)
class Aligned:
    """The entities of both readings but the lawsuits, in text order; `entities[i].id` is i.

    `found_by[i]` says who found it, `types_differ[i]` whether the readers take it for different things; `frames` and `learned` lead from a
    reading's own ids to these.
    """

    entities: tuple[LocalEntity, ...]
    found_by: tuple[Finder, ...]
    types_differ: tuple[bool, ...]
    frames: Mapping[int, int]
    learned: Mapping[int, int]

    def ids(self, reader: Reader) -> Mapping[int, int]:
        return self.frames if reader == "frames" else self.learned


def align(frames: Reading, learned: Reading, measured: Measured) -> Aligned:
    """Bring the entities of two readings of one article together."""
    left = [e for e in frames.entities if e.type != "Lawsuit"]
    right = [e for e in learned.entities if e.type != "Lawsuit"]
    shared = _shared_places(left, right)
    partner = _partners(left, right, shared)
    home = _short_forms(frames, left, right, shared, partner)
    groups: list[tuple[list[LocalEntity], list[LocalEntity]]] = [([e], []) for e in left if e.id not in home]
    place = {e.id: i for i, (fs, _) in enumerate(groups) for e in fs}
    for e in left:
        if e.id in home:
            place[e.id] = place[home[e.id]]
            groups[place[e.id]][0].append(e)
    groups += [([], [e]) for e in right if e.id not in partner]
    for e in right:
        if e.id in partner:
            groups[place[partner[e.id]]][1].append(e)
    order = sorted(range(len(groups)), key=lambda i: (_first(groups[i]), i))
    entities, found_by, differ = [], [], []
    ids: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for number, i in enumerate(order):
        group = groups[i]
        entities.append(_merged(number, *group, measured))
        found_by.append(_finder(*group))
        differ.append(len({e.type for side in group for e in side}) > 1)
        for side in (0, 1):
            ids[side].update((e.id, number) for e in group[side])
    return Aligned(tuple(entities), tuple(found_by), tuple(differ), *ids)


def key(name: str) -> str:
    """A name without letter case, dots and a leading "the"."""
    return " ".join(name.casefold().replace(".", "").split()).removeprefix("the ")


def names(entity: LocalEntity) -> tuple[str, ...]:
    return tuple(dict.fromkeys((entity.name, *entity.aliases)))


Shared = Mapping[tuple[int, int], float]
"""How many places a left and a right entity have in common."""


def _partners(left: Sequence[LocalEntity], right: Sequence[LocalEntity], shared: Shared) -> dict[int, int]:
    """For each right entity the left one that it is: the pair with most places first, each once; then those with a name in common."""
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for (a, b), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if a not in taken and b not in partner:
            taken.add(a)
            partner[b] = a
    by_name: dict[str, int] = {}
    for e in left:
        for name in names(e):
            by_name.setdefault(key(name), e.id)
    for e in right:
        if e.id not in partner and (home := next((by_name[key(n)] for n in names(e) if key(n) in by_name), None)) is not None:
            partner[e.id] = home
    return partner


def _short_forms(
    frames: Reading, left: Sequence[LocalEntity], right: Sequence[LocalEntity], shared: Shared, partner: Mapping[int, int]
) -> dict[int, int]:
    """Of two left entities that the right reader takes for one, "Orme" for "Orme Trucks", the one without a partner and the one that has it.

    A short form that is known by itself stays one ("Sony" beside "Sony PSP"), and two stay two of which something is said together.
    """
    by_id = {e.id: e for e in left}
    has = {a: b for b, a in partner.items()}
    home: dict[int, int] = {}
    for e in left:
        theirs = [b for (a, b) in shared if a == e.id]
        if e.id in has or len(theirs) != 1 or theirs[0] not in partner:
            continue
        other = by_id[partner[theirs[0]]]
        if _begins(e, other) and min(e, other, key=_length).reference is None and not _between(frames, e.id, other.id):
            home[e.id] = other.id
    return home


def _begins(one: LocalEntity, other: LocalEntity) -> bool:
    """Whether the shorter of two names of one kind begins the longer."""
    few, many = (key(e.name).split() for e in sorted((one, other), key=_length))
    return one.type == other.type and len(few) < len(many) and many[: len(few)] == few


def _length(entity: LocalEntity) -> int:
    return len(key(entity.name).split())


def _between(reading: Reading, one: int, other: int) -> bool:
    return any({c.subject, c.object} == {one, other} for c in reading.claims)


def _shared_places(left: Sequence[LocalEntity], right: Sequence[LocalEntity]) -> dict[tuple[int, int], float]:
    """How many places two entities have in common; a place where the names differ in length counts PARTLY."""
    ours, theirs = _places(left), _places(right)
    shared: dict[tuple[int, int], float] = defaultdict(float)
    begin = 0
    for start, end, a in ours:
        while begin < len(theirs) and theirs[begin][1] <= start:
            begin += 1
        for other_start, other_end, b in theirs[begin:]:
            if other_start >= end:
                break
            if other_end > start:
                shared[a, b] += 1.0 if (start, end) == (other_start, other_end) else PARTLY
    return shared


def _places(entities: Sequence[LocalEntity]) -> list[tuple[int, int, int]]:
    return sorted((m.span.start, m.span.end, e.id) for e in entities for m in e.mentions if m.kind == "name")


def _first(group: tuple[list[LocalEntity], list[LocalEntity]]) -> int:
    return min((m.span.start for side in group for e in side for m in e.mentions), default=0)


def _finder(frames: Sequence[LocalEntity], learned: Sequence[LocalEntity]) -> Finder:
    return "both" if frames and learned else "frames" if frames else "learned"


def _merged(number: int, frames: Sequence[LocalEntity], learned: Sequence[LocalEntity], measured: Measured) -> LocalEntity:
    every = [*frames, *learned]
    if len(every) == 1:
        return every[0].model_copy(update={"id": number})
    name = _fullest(frames, learned)
    fullest = max(frames, key=lambda e: len(e.name), default=None)
    known = fullest if fullest is not None and fullest.reference is not None else None
    kind: EntityType = frames[0].type
    if frames and learned and frames[0].type != learned[0].type and measured.type_by(frames[0], learned[0]) == "learned":
        kind = learned[0].type
    return LocalEntity(
        id=number,
        type=kind,
        name=name,
        aliases=tuple(n for n in dict.fromkeys(n for e in every for n in names(e)) if n != name),
        mentions=_all_mentions(every),
        reference=known.reference if known is not None and known.type == kind else None,
        country=next((e.country for e in every if e.country is not None), None),
    )


def _fullest(frames: Sequence[LocalEntity], learned: Sequence[LocalEntity]) -> str:
    """The longest name; where the readers differ, one that both have goes before one that is longer by a wrong word."""
    if not (frames and learned):
        return max((e.name for e in (*frames, *learned)), key=len)
    ours, theirs = ({key(n) for e in side for n in names(e)} for side in (frames, learned))
    full = [e.name for e in (*frames, *learned)]
    agreed = [n for n in full if key(n) in ours and key(n) in theirs]
    return max(agreed or full, key=len)


def _all_mentions(entities: Sequence[LocalEntity]) -> tuple[Mention, ...]:
    """Every place once; of two that overlap the earlier, then the longer; a name goes before a nominal or pronoun."""
    found = sorted((m for e in entities for m in e.mentions), key=lambda m: (m.kind != "name", m.span.start, -m.span.end))
    kept: list[Mention] = []
    covered: set[int] = set()
    for m in found:
        place = range(m.span.start, m.span.end)
        if covered.isdisjoint(place):
            covered.update(place)
            kept.append(m)
    return tuple(sorted(kept, key=lambda m: m.span.start))
