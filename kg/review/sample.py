"""A stratified sample of claims: some of every relation, spread over the bands of confidence, the same for the same graph and seed.

How many of each relation follows the square root of how many there are, so that rare ones are seen and common ones are known best. Within a relation
neighbouring bands are one stratum until each has at least two draws. A claim's place in the draw is a digest of the seed and its id: it stays
where it is when other claims come and go, so that a later sample of a graph that has grown holds most of an earlier one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from kg.counting import counted
from kg.errors import UsageError
from kg.records import KnowledgeGraph, Record, Statement
from kg.review.population import BANDS, Population, band_of, known_relations


class Stratum(Record):
    """The claims of a relation in the bands from `low` up to `high` (not included): how many there are, how many are drawn."""

    relation: str
    low: int
    high: int
    size: int
    drawn: int

    @property
    def name(self) -> str:
        return f"{self.relation} {self.low / BANDS:.1f}-{self.high / BANDS:.1f}"

    @property
    def weight(self) -> float:
        """How many claims of the graph each drawn one stands for."""
        return self.size / self.drawn


class Drawn(Record):
    claim: Statement
    stratum: Stratum


@dataclass(frozen=True)
class Sample:
    """`rows` in the order in which to judge them: whoever stops early has judged about the same part of each stratum."""

    population: Population
    seed: int
    strata: tuple[Stratum, ...]
    rows: tuple[Drawn, ...]


def draw(graph: KnowledgeGraph, n: int = 100, seed: int = 0, relations: Sequence[str] = ()) -> Sample:
    """Draw `n` claims, or all where there are fewer; of the named relations and events of one party alone, where any is named.

    Raises UsageError: a name that the ontology or the graph does not have, a graph without claims, fewer draws than relations.
    """
    population = Population(graph)
    wanted = _wanted(population, relations)
    if n < len(wanted):
        few = f"{counted(n, 'claim')} {'is' if n == 1 else 'are'} too few"
        raise UsageError(f"{few}: some of each relation is drawn, and there are {len(wanted)}; or choose with --relation")
    of_each = shares({name: len(claims) for name, claims in wanted.items()}, n)
    strata: list[Stratum] = []
    placed: list[tuple[float, str, Drawn]] = []
    for name, claims in wanted.items():
        for stratum in _strata(name, claims, of_each[name]):
            strata.append(stratum)
            within = [c for c in claims if stratum.low <= band_of(c.confidence) < stratum.high]
            chosen = sorted((_place(seed, c.id), c.id, c) for c in within)[: stratum.drawn]
            placed += [((i + 0.5) / stratum.drawn, place, Drawn(claim=c, stratum=stratum)) for i, (place, _, c) in enumerate(chosen)]
    rows = tuple(row for _, _, row in sorted(placed, key=lambda one: (one[0], one[1], one[2].claim.id)))
    return Sample(population=population, seed=seed, strata=tuple(strata), rows=rows)


def shares(sizes: Mapping[str, int], n: int) -> dict[str, int]:
    """`n` (or all, where that is less) divided by the square root of the sizes; at least one each, where `n` suffices, and none more than it has.

    One more to divide takes nothing from anybody (the method of highest averages).
    """
    if n >= sum(sizes.values()):
        return dict(sizes)
    given = dict.fromkeys(sizes, 0)
    for _ in range(n):
        open_ = [name for name in sizes if given[name] < sizes[name]]
        most = min(open_, key=lambda name: (given[name] > 0, -sizes[name] / max(given[name], 1) ** 2, name))
        given[most] += 1
    return given


def _wanted(population: Population, relations: Sequence[str]) -> dict[str, tuple[Statement, ...]]:
    there = population.by_relation
    if not there:
        raise UsageError("the graph has no claims to review")
    for name in relations:
        if name not in known_relations():
            raise UsageError(f"no relation {name!r}; the graph has {', '.join(there)}")
        if name not in there:
            raise UsageError(f"no claim of {name!r} in the graph; it has {', '.join(there)}")
    return {name: claims for name, claims in there.items() if not relations or name in relations}


def _strata(relation: str, claims: Sequence[Statement], drawn: int) -> list[Stratum]:
    """The bands, joined until each stratum has two draws or there is but one; together they reach from 0 to 1."""
    counts = [0] * BANDS
    for claim in claims:
        counts[band_of(claim.confidence)] += 1
    full = [band for band in range(BANDS) if counts[band]]
    parts = [(low, high, sum(counts[low:high])) for low, high in zip([0, *full[1:]], [*full[1:], BANDS], strict=True)]
    most = len(parts) if drawn == len(claims) else max(1, drawn // 2)
    while len(parts) > most:
        at = min(range(len(parts) - 1), key=lambda i: (parts[i][2] + parts[i + 1][2], i))
        (low, _, one), (_, high, other) = parts[at : at + 2]
        parts[at : at + 2] = [(low, high, one + other)]
    of_each = shares({str(low): size for low, _, size in parts}, drawn)
    return [Stratum(relation=relation, low=low, high=high, size=size, drawn=of_each[str(low)]) for low, high, size in parts]


def _place(seed: int, id: str) -> str:
    return blake2b(f"{seed}\0{id}".encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
