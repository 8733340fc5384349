"""Graphs of as many claims as a test wants, and sheets filled in by a rule."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from kg.records import Article, ArticleNode, Entity, Event, KnowledgeGraph, Span, Statement
from kg.review import Sample, Sheet
from kg.review.population import Population
from kg.review.sheet import Judged, Verdict, What

QUOTE = "Harbour Board and Quillmark met."


def graph_of(confidences: Mapping[str, Sequence[float]]) -> KnowledgeGraph:
    """Relation (or event of one party) -> the confidence of each of its claims. All are about the same two and say the same words."""
    statements: list[Statement] = []
    events: list[Event] = []
    board, firm = "agency/harbour-board", "company/quillmark"
    for relation, values in confidences.items():
        for i, confidence in enumerate(values):
            alone = relation[0].isupper()
            event = f"event/{relation.lower()}-{i}"
            if alone:
                events.append(Event(id=event, type=relation, label=f"{relation} {i}", participants=(firm,), status="fact"))
            statements.append(
                Statement(
                    id=f"claim/{relation}-{i:04}", subject=firm if alone else board, predicate="participant" if alone else relation,
                    object=event if alone else firm, event=event if alone else None, status="fact", article="a.txt",
                    span=Span(start=0, end=len(QUOTE)), quote=QUOTE, confidence=confidence, engine="frames", rule="test",
                )
            )  # fmt: skip
    return KnowledgeGraph(
        entities=(Entity(id=board, type="Agency", label="Harbour Board"), Entity(id=firm, type="Company", label="Quillmark")),
        events=tuple(sorted(events, key=lambda e: e.id)),
        statements=tuple(sorted(statements, key=lambda s: s.id)),
        articles=(ArticleNode(id="article/a", article=Article(source="a.txt", text=QUOTE)),),
    )


def filled(sample: Sample, judge: Callable[[Statement], Verdict | None], what: Iterable[What] = ()) -> Sheet:
    """The sample's sheet with a verdict by the rule on each claim; all that are wrong are wrong in `what`."""
    population: Population = sample.population
    rows = []
    for line, row in enumerate(sample.rows, 2):
        verdict = judge(row.claim)
        rows.append(
            Judged(
                line=line, claim=row.claim.id, verdict=verdict, what=tuple(what) if verdict == "wrong" else (), relation=row.stratum.relation,
                low=row.stratum.low, high=row.stratum.high, claim_digest=population.digest(row.claim), graph_digest=population.whole_digest,
            )
        )  # fmt: skip
    return Sheet(path="review.csv", rows=tuple(rows))
