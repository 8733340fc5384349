"""Whose sums are."""

from __future__ import annotations

import pytest

from kg.extract.values.money import find_money
from kg.extract.values.sum_owners import Named, OwnerExample, owned, sum_owner_words
from kg.records import Span

NAMES = ("Corvane", "Tollmark", "Hadley", "Brenner")


def named(text: str) -> list[Named]:
    return [
        Named(Span(start=i, end=i + len(name)), frozenset({number}), body=number > 1)
        for number, name in enumerate(NAMES)
        for i in range(len(text))
        if text.startswith(name, i)
    ]


@pytest.mark.parametrize("example", [*sum_owner_words().examples, *sum_owner_words().counter_examples], ids=lambda e: e.text[:60])
def test_examples(example: OwnerExample) -> None:
    found = owned(example.text, named(example.text), find_money(example.text))
    got = {f"{NAMES[i]} {one.sum.money.amount}" for one in found for i in one.parties | one.bodies}
    assert got == set(example.gives)
