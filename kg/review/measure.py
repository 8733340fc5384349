"""What the verdicts on a sample say of the whole graph, of each relation, of each band of confidence; and where to cut for a wished precision.

Weights are taken from the graph as it is now: the claims of a stratum are shared among those of it that were judged right or wrong. A stratum in
which nothing was judged is joined to its neighbour; a relation in which nothing was judged is spoken of by no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.records import KnowledgeGraph, Record, SetAside, Statement
from kg.review.interval import Estimate, estimate
from kg.review.population import BANDS, Population, band_of
from kg.review.sheet import VERDICTS, WHATS, Judged, Sheet, Verdict

STEPS = tuple(step / 20 for step in range(20))
"""The confidences at which a cut is tried."""

FEWEST = 5
"""So many judged claims must lie above a cut before their share is taken for more than luck; unless all claims were judged."""

DETAILS = ("date", "amount")
"""What may be wrong while who did what to whom is right."""


class Matched(Record):
    """How the rows fit the graph. `changed`: it is not the one that was drawn from; of the rows, `otherwise` claims are said in other words
    now, and `gone` are there no more: their verdicts are not used. `verdicts` counts those that are, "open" being the rows without one.
    """

    changed: bool
    rows: int
    verdicts: tuple[tuple[str, int], ...]
    otherwise: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


class Kept(Record):
    """A cut: claims from `least` confidence on are `kept` of the graph's, and `found` is what was judged of those."""

    least: float
    kept: int
    found: Estimate


class Cut(Record):
    """The lowest cuts at which the wished precision is reached by the interval's lower end, and by the share itself; None where none reaches it."""

    of: int
    judged: int
    sure: Kept | None = None
    likely: Kept | None = None


class Measured(Record):
    """`edges` lets dates and amounts pass. `unheard` are the relations of the sample in which nothing was judged, with their claims.

    `errors`: (what, how many judged wrong by it, what share of the claims that may be); "unsaid" where the reason was left open.
    `faults` are cells that say nothing known, of rows that are used.
    """

    matched: Matched
    precision: float
    whole: Estimate
    edges: Estimate
    relations: tuple[tuple[str, Estimate], ...]
    bands: tuple[tuple[int, Estimate], ...]
    errors: tuple[tuple[str, int, float], ...]
    cuts: tuple[tuple[str, Cut], ...]
    cut_of_whole: Cut
    unheard: tuple[tuple[str, int], ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    faults: tuple[SetAside, ...] = ()


@dataclass(frozen=True)
class _Weighed:
    claim: Statement
    relation: str
    row: Judged
    weight: float

    @property
    def right(self) -> bool:
        return self.row.verdict == "right"

    def wrong_within(self, whats: Sequence[str]) -> bool:
        """Whether what is wrong is said, and is nothing but these."""
        return bool(self.row.what) and not self.row.unknown and set(self.row.what) <= set(whats)


@dataclass(frozen=True)
class _Part:
    """Some claims of the graph, and those of them that were judged."""

    claims: list[Statement]
    judged: list[_Weighed]

    def estimate(self, least: float = 0.0, let_pass: Sequence[str] = ()) -> Estimate:
        """Of those from `least` confidence on; wrong in nothing but what is let pass counts as right."""
        there = sum(c.confidence >= least for c in self.claims)
        return estimate(((w.weight, w.right or w.wrong_within(let_pass)) for w in self.judged if w.claim.confidence >= least), there)

    def cut(self, precision: float) -> Cut:
        tried = [Kept(least=least, kept=found.of, found=found) for least in STEPS for found in (self.estimate(least),)]
        known = len(self.judged) == len(self.claims)
        enough = [k for k in tried if known or k.found.judged >= FEWEST]
        return Cut(
            of=len(self.claims),
            judged=len(self.judged),
            sure=next((k for k in enough if k.found.low is not None and k.found.low >= precision), None),
            likely=next((k for k in enough if k.found.share is not None and k.found.share >= precision), None),
        )


def measure(graph: KnowledgeGraph, sheet: Sheet, precision: float = 0.9) -> Measured:
    """Set the verdicts of a sheet against the graph that it was drawn from, or what has become of it; `precision` is what a cut is to reach.

    A row about a claim that the very graph of the sample does not have, or of another relation, is set aside.
    """
    population = Population(graph)
    used, matched, set_aside = _match(population, sheet)
    judged: list[_Weighed] = []
    unheard: list[tuple[str, int]] = []
    heard: list[Statement] = []
    for relation, claims in population.by_relation.items():
        rows = [row for row in used if row.relation == relation]
        if not rows:
            continue
        weighed = list(_weighed(population, relation, claims, rows))
        if not weighed:
            unheard.append((relation, len(claims)))
            continue
        judged += weighed
        heard += claims

    def part(chosen: Callable[[Statement], bool]) -> _Part:
        return _Part([c for c in heard if chosen(c)], [w for w in judged if chosen(w.claim)])

    whole = _Part(heard, judged)
    by_relation = {name: part(lambda c, name=name: population.relation(c) == name) for name in dict.fromkeys(w.relation for w in judged)}  # type: ignore[misc]
    by_band = {band: part(lambda c, band=band: band_of(c.confidence) == band) for band in sorted({band_of(c.confidence) for c in heard})}  # type: ignore[misc]
    return Measured(
        matched=matched,
        precision=precision,
        whole=whole.estimate(),
        edges=whole.estimate(let_pass=DETAILS),
        relations=tuple((name, one.estimate()) for name, one in by_relation.items()),
        bands=tuple((band, one.estimate()) for band, one in by_band.items()),
        errors=tuple(_errors(judged)),
        cuts=tuple((name, one.cut(precision)) for name, one in by_relation.items()),
        cut_of_whole=whole.cut(precision),
        unheard=tuple(unheard),
        set_aside=tuple(sorted((*sheet.set_aside, *set_aside), key=lambda s: s.line or 0)),
        faults=sheet.faults,
    )


def _match(population: Population, sheet: Sheet) -> tuple[list[Judged], Matched, list[SetAside]]:
    """The rows that hold for the graph as it is now, how they all fit it, and those that fit no graph."""
    changed = any(row.graph_digest != population.whole_digest for row in sheet.rows)
    used: list[Judged] = []
    set_aside: list[SetAside] = []
    otherwise: list[str] = []
    gone: list[str] = []
    for row in sheet.rows:
        claim = population.claims.get(row.claim)
        if claim is None and row.graph_digest == population.whole_digest:
            set_aside.append(SetAside(path=sheet.path, line=row.line, reason=f"no claim {row.claim!r} in the graph"))
        elif claim is None:
            gone.append(row.claim)
        elif population.digest(claim) != row.claim_digest:
            otherwise.append(row.claim)
        elif population.relation(claim) != row.relation:
            reason = f"{row.claim} is about {population.relation(claim)}, not {row.relation}"
            set_aside.append(SetAside(path=sheet.path, line=row.line, reason=reason))
        else:
            used.append(row)
    counts: list[tuple[Verdict | None, str]] = [*((v, v) for v in VERDICTS), (None, "open")]
    verdicts = tuple((name, sum(row.verdict == verdict for row in used)) for verdict, name in counts)
    rows = len(used) + len(otherwise) + len(gone)
    return used, Matched(changed=changed, rows=rows, verdicts=verdicts, otherwise=tuple(otherwise), gone=tuple(gone)), set_aside


def _weighed(population: Population, relation: str, claims: Sequence[Statement], rows: Iterable[Judged]) -> Iterable[_Weighed]:
    """The rows of one relation that were judged right or wrong, each with the number of claims that it stands for."""
    rows = list(rows)
    judged = [(population.claims[row.claim], row) for row in rows if row.verdict in ("right", "wrong")]
    if not judged:
        return
    edges = sorted({0, BANDS, *(row.low for row in rows), *(row.high for row in rows)})
    parts = list(pairwise(edges))

    def sizes(low: int, high: int) -> tuple[int, int]:
        return sum(low <= band_of(c.confidence) < high for c, _ in judged), sum(low <= band_of(c.confidence) < high for c in claims)

    while len(parts) > 1 and any(not sizes(*part)[0] for part in parts):
        at = next(i for i, part in enumerate(parts) if not sizes(*part)[0])
        beside = min((i for i in (at - 1, at + 1) if 0 <= i < len(parts)), key=lambda i: (sizes(*parts[i])[1], i))
        first = min(at, beside)
        parts[first : first + 2] = [(parts[first][0], parts[first + 1][1])]
    for low, high in parts:
        heard, there = sizes(low, high)
        for claim, row in judged:
            if low <= band_of(claim.confidence) < high:
                yield _Weighed(claim, relation, row, there / heard)


def _errors(judged: Sequence[_Weighed]) -> Iterable[tuple[str, int, float]]:
    whole = sum(w.weight for w in judged)
    for what in (*WHATS, "unsaid"):
        wrong = [w for w in judged if w.row.verdict == "wrong" and (what in w.row.what or (what == "unsaid" and not w.row.what))]
        if wrong:
            yield what, len(wrong), sum(w.weight for w in wrong) / whole
