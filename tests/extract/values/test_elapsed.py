"""Deeds told by how long before the news they were done."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.elapsed import ElapsedExample, elapsed_words
from kg.extract.values.occasions import by_rules
from kg.ontology import ontology
from kg.records import Article, Claim, LocalEntity, Mention, PartialDate, Reading, Span


def dated(example: ElapsedExample) -> PartialDate | None:
    """The date that the rules give the claim whose words stand between the brackets."""
    start, end = example.text.index("["), example.text.index("]") - 1
    text = example.text.replace("[", "").replace("]", "")
    found = [Mention(span=Span(start=m.start(), end=m.end()), text=m[0]) for m in re.finditer("Hadley|Corvane", text)]
    entities = tuple(
        LocalEntity(id=n, type="Company", name=name, mentions=tuple(m for m in found if m.text == name))
        for n, name in enumerate(("Hadley", "Corvane"))
    )
    claim = Claim(
        subject=0, predicate="acquired", object=1, event="Acquisition", span=Span(start=0, end=len(text)), trigger=Span(start=start, end=end),
        confidence=0.9, engine="x", rule="x",
    )  # fmt: skip
    return by_rules(Reading(article=Article(source="a", text=text, date=example.published), entities=entities, claims=(claim,))).claims[0].date


@pytest.mark.parametrize("example", elapsed_words().examples, ids=[e.text for e in elapsed_words().examples])
def test_examples(example: ElapsedExample) -> None:
    assert dated(example) == example.date


@pytest.mark.parametrize("example", elapsed_words().counter_examples, ids=[e.text for e in elapsed_words().counter_examples])
def test_counter_examples(example: ElapsedExample) -> None:
    counted = {e.date for e in elapsed_words().examples} | {"2020", "2012"}
    assert dated(example) not in counted


def test_the_relations_apart_are_relations() -> None:
    assert set(elapsed_words().relations_apart) <= ontology().relations.keys()
