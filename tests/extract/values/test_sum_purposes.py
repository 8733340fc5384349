"""What sums are for."""

from __future__ import annotations

import pytest

from kg.extract.values.money import find_money
from kg.extract.values.sum_purposes import PurposeExample, goes_on, sum_purposes, told_for
from kg.records import Span


@pytest.mark.parametrize("example", [*sum_purposes().examples, *sum_purposes().counter_examples], ids=lambda e: e.text[:60])
def test_examples(example: PurposeExample) -> None:
    at, text = example.text.index("~"), example.text.replace("~", "")
    trigger = Span(start=at, end=text.index(" ", at))
    sums = [s for s in find_money(text) if s.money.currency == "GBP"]
    assert [str(s.money.amount) for s in told_for(example.of, text, 0, trigger, sums)] == list(example.gives)


def test_a_relation_without_sums_has_none() -> None:
    text = "Corvane makes trains for £3m."
    assert told_for("makes", text, 0, Span(start=8, end=13), find_money(text)) == []


def test_a_sentence_that_goes_on_is_of_the_suit_before() -> None:
    assert goes_on("They want £3m.")
    assert not any(map(goes_on, ("Theirs is the sum.", "Brenner wants £3m.")))
