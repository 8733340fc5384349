"""Readings made by hand: an article, entities by where their names stand, claims by their words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, get_args

from kg.extract.combine.measured import Curve, Finder, Measured, Quiet
from kg.records import Article, Claim, EntityType, LocalEntity, Mention, Reading, Span

FINDERS = get_args(Finder)


def even(**changes: Any) -> Measured:
    """Figures that say of every claim: sure by two thirds, and said."""
    plain: dict[str, Any] = {
        "claims": {f: Curve(base=0.7) for f in FINDERS},
        "least": dict.fromkeys(FINDERS, 0.5),
        "types": {"else": "learned", "known": "frames"},
        "fields": dict.fromkeys(("status", "date", "money", "event"), "frames"),
        "lone_entities": {},
        "least_entity": 0.5,
        "quiet": Quiet(least=0.0, shift=0.0, sure=1.0),
    }
    return Measured(**{**plain, **changes})


class Maker:
    """Makes one reader's reading of a text."""

    def __init__(self, engine: str, text: str) -> None:
        self._engine, self._text = engine, text
        self._entities: list[LocalEntity] = []
        self._claims: list[Claim] = []

    def entity(self, type_: EntityType, *forms: str, **more: Any) -> int:
        """An entity with a mention wherever one of its forms stands; the first form is its name. A lawsuit has no place."""
        places = () if type_ == "Lawsuit" else tuple(_mentions(self._text, forms))
        made = LocalEntity(id=len(self._entities), type=type_, name=forms[0], aliases=forms[1:], mentions=places, **more)
        self._entities.append(made)
        return made.id

    def claim(self, subject: int, predicate: str, object_: int | None, words: str, trigger: str | None = None, **more: Any) -> None:
        at = self._text.index(words)
        on = self._text.index(trigger, at) if trigger else None
        self._claims.append(
            Claim(
                subject=subject, predicate=predicate, object=object_, span=Span(start=at, end=at + len(words)),
                trigger=Span(start=on, end=on + len(trigger)) if on is not None and trigger else None,
                engine=self._engine, **{"rule": f"{self._engine}/{predicate}", "confidence": 0.8, **more},
            )
        )  # fmt: skip

    def reading(self) -> Reading:
        return Reading(article=Article(source="a.txt", text=self._text), entities=tuple(self._entities), claims=tuple(self._claims))


class Fixed:
    """A reader that gives what was made for it, by the article's text."""

    name = "fixed"

    def __init__(self, *readings: Reading) -> None:
        self._readings = {r.article.text: r for r in readings}

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            yield self._readings[article.text].model_copy(update={"article": article})


def _mentions(text: str, forms: Iterable[str]) -> list[Mention]:
    found: list[Mention] = []
    for form in sorted(forms, key=len, reverse=True):
        start = text.find(form)
        while start >= 0:
            span = Span(start=start, end=start + len(form))
            if not any(m.span.overlaps(span) for m in found):
                found.append(Mention(span=span, text=form))
            start = text.find(form, start + 1)
    return sorted(found, key=lambda m: m.span.start)
