"""Dates that a claim cannot have."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.occasions import _Told
from kg.extract.values.unfit_dates import UnfitExample, unfit_words, with_fitting
from kg.ontology import ontology
from kg.records import Article, Claim, LocalEntity, Mention, PartialDate, Reading, Span

NAMES = ("Hadley", "Corvane", "Tollmark", "Brall", "Hadley v. Corvane")


def left(text: str, published: PartialDate, *claims: tuple[str, int, int, PartialDate | None]) -> list[PartialDate | None]:
    """The dates that remain; a claim is (relation, subject, object, date), told by the words between the brackets, the n-th by the n-th."""
    places = []
    while (start := text.find("[")) >= 0:
        end = text.index("]")
        places.append(Span(start=start, end=end - 1))
        text = text[:start] + text[start + 1 : end] + text[end + 1 :]
    entities = tuple(
        LocalEntity(
            id=n, type="Lawsuit" if " v. " in name else "Company", name=name,
            mentions=tuple(Mention(span=Span(start=m.start(), end=m.end()), text=m[0]) for m in re.finditer(name, text)),
        )
        for n, name in enumerate(NAMES)
    )  # fmt: skip
    made = tuple(
        Claim(
            subject=subject, predicate=relation, object=other, span=Span(start=0, end=len(text)), trigger=place, date=when,
            event="GoingToCourt" if relation.endswith("In") else ontology().relations[relation].event[0],
            lawsuit=4, confidence=0.9, engine="x", rule="x",
        )
        for place, (relation, subject, other, when) in zip(places, claims, strict=True)
    )  # fmt: skip
    told = _Told(Reading(article=Article(source="a", text=text, date=published), entities=entities, claims=made))
    return [c.date for c in with_fitting(made, told, told.tells_start)]


@pytest.mark.parametrize("example", unfit_words().examples, ids=[e.text for e in unfit_words().examples])
def test_examples(example: UnfitExample) -> None:
    assert left(example.text, example.published, (example.relation, 0, 1, example.given)) == [example.date]


@pytest.mark.parametrize("example", unfit_words().counter_examples, ids=[e.text for e in unfit_words().counter_examples])
def test_counter_examples(example: UnfitExample) -> None:
    assert left(example.text, example.published, (example.relation, 0, 1, example.given)) == [example.given]


def test_a_suit_that_loses_the_date_of_a_ruling_has_that_of_who_brought_it() -> None:
    text = "A judge on Friday granted Hadley's request for an [injunction] against Corvane. Hadley [sued] in January."
    sides = (("sued", 0, 1, "2021-03"), ("plaintiffIn", 0, 4, "2021-01"))
    assert left(text, "2021-03-13", *sides) == ["2021-01", "2021-01"]


def test_nor_does_it_take_the_date_of_another_who_sued() -> None:
    text = "A judge on Friday granted Hadley's request for an [injunction] against Corvane. Tollmark [sued] in January."
    assert left(text, "2021-03-13", ("sued", 0, 1, "2021-03"), ("plaintiffIn", 2, 4, "2021-01")) == [None, "2021-01"]
