"""What `kg inspect` shows: every step of one article's way, in lines that a person reads."""

from __future__ import annotations

from collections.abc import Iterator

from kg.counting import counted
from kg.records import Article, Claim, KnowledgeGraph, LocalEntity, Reading, Span


def steps(reading: Reading, graph: KnowledgeGraph, turtle: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(title, lines) of each step: read, named, claimed, resolved, written."""
    article = reading.article
    yield f"1  read: {article.source}", tuple(_read(article))
    yield f"2  named: {len(reading.entities)}", tuple(_entity(article, e) for e in reading.entities)
    yield f"3  claimed: {len(reading.claims)}", tuple(line for claim in reading.claims for line in _claim(reading, claim))
    yield (
        f"4  resolved: {counted(len(graph.entities), 'entity', 'entities')}, {counted(len(graph.events), 'event')}",
        (
            *(f"{e.id:<48} {e.label}" for e in graph.entities),
            *(f"{e.id:<48} {e.label} [{e.status}]" + (f" {e.money.amount:,} {e.money.currency}" if e.money else "") for e in graph.events),
        ),
    )
    yield "5  written", tuple(turtle.rstrip("\n").split("\n"))


def _read(article: Article) -> Iterator[str]:
    for name in ("title", "date", "publisher", "url", "language"):
        if (value := getattr(article, name)) is not None:
            yield f"{name:<10}{value}"
    yield f"{'text':<10}{len(article.text)} code points"
    for section in article.sections:
        yield f"{section.kind:<12}{_at(section.span):>13}  {_shortened(section.span.of(article.text))}"


def _entity(article: Article, entity: LocalEntity) -> str:
    names = [m for m in entity.mentions if m.kind == "name"]
    back = len(entity.mentions) - len(names)
    parts = [f"{entity.id:>3}  {entity.type:<15}{entity.name}"]
    if entity.aliases:
        parts.append("also " + "; ".join(entity.aliases))
    if entity.reference:
        parts.append(f"known as {entity.reference}")
    parts.append(f"named {len(names)}×" + (f", pointed to {back}×" if back else ""))
    if names:
        parts.append(f"first at {_at(names[0].span)}")
    return "  |  ".join(parts)


def _claim(reading: Reading, claim: Claim) -> Iterator[str]:
    def name(id: int | None) -> str:
        return "?" if id is None else reading.entities[id].name

    text = reading.article.text
    what = (
        f"{name(claim.subject)} — {claim.event}"
        if claim.predicate == "participant"
        else f"{name(claim.subject)} — {claim.predicate} → {name(claim.object)}"
    )
    details: list[str] = [claim.status]
    if claim.date:
        details.append(claim.date)
    if claim.money:
        details.append(f"{claim.money.amount:,} {claim.money.currency}")
    if claim.role:
        details.append(f"as {claim.role}")
    if claim.speaker_text:
        details.append(f"according to {claim.speaker_text}")
    yield f"{what}  [{', '.join(details)}]"
    trigger = f", by “{_shortened(claim.trigger.of(text), 40)}”" if claim.trigger else ""
    yield f"    “{_shortened(claim.span.of(text), 150)}” {_at(claim.span)}"
    yield f"    {claim.engine}: {claim.rule}{trigger}, confidence {claim.confidence:.2f}"


def _at(span: Span) -> str:
    return f"{span.start}–{span.end}"


def _shortened(text: str, most: int = 100) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
