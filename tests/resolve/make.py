"""Small readings for the tests of this stage, made by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kg.records import Article, Claim, Entity, Event, LocalEntity, Mention, Money, Reading, Span
from kg.resolve import Resolution, resolve

Named = tuple[str, ...] | LocalEntity
"""(type, name, alias, …)."""


def thing(type: str, name: str, *aliases: str, country: str | None = None, reference: str | None = None) -> LocalEntity:
    return LocalEntity.model_validate({"id": 0, "type": type, "name": name, "aliases": aliases, "country": country, "reference": reference})


def told(source: str, entities: list[Named], claims: list[dict[str, Any]] | None = None, date: str | None = None, text: str | None = None) -> Reading:
    """A reading whose text is the names in order (or `text`), with a mention for each name found in it, lawsuits left out."""
    made = [e if isinstance(e, LocalEntity) else thing(*e) for e in entities]
    text = text if text is not None else f"{source} tells: " + "; ".join(n for e in made for n in (e.name, *e.aliases)) + "."
    placed = []
    for number, entity in enumerate(made):
        mentions = []
        for name in (entity.name, *entity.aliases):
            at = text.find(name)
            if at >= 0 and entity.type != "Lawsuit":
                mentions.append(Mention(span=Span(start=at, end=at + len(name)), text=name))
        placed.append(entity.model_copy(update={"id": number, "mentions": tuple(mentions)}))
    said = [
        Claim.model_validate({"span": {"start": 0, "end": len(text)}, "confidence": 0.8, "engine": "hand", "rule": "hand", **c}) for c in claims or ()
    ]
    return Reading(article=Article(source=source, text=text, date=date), entities=tuple(placed), claims=tuple(said))


def says(subject: int, predicate: str, object: int | None = None, **rest: Any) -> dict[str, Any]:
    return {"subject": subject, "predicate": predicate, "object": object, **rest}


def fine(agency: int, target: int, **rest: Any) -> dict[str, Any]:
    return says(agency, "fined", target, event="Fine", **rest)


def money(amount: int, currency: str = "USD") -> Money:
    return Money(amount=Decimal(amount), currency=currency)


def ids(resolution: Resolution, path: str = "") -> list[str]:
    return [e.id for e in resolution.graph.entities if e.id.startswith(path)]


def entity(resolution: Resolution, id: str) -> Entity:
    return next(e for e in resolution.graph.entities if e.id == id)


def only_event(resolution: Resolution) -> Event:
    (event,) = resolution.graph.events
    return event


def named_in(resolution: Resolution, source: str) -> tuple[str, ...]:
    return next(a.mentions for a in resolution.graph.articles if a.article.source == source)


__all__ = ["entity", "fine", "ids", "money", "named_in", "only_event", "resolve", "says", "thing", "told"]
