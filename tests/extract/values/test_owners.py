"""To which words of a sentence a date belongs."""

from __future__ import annotations

import re

import pytest

from kg.extract.values import find_dates
from kg.extract.values.owners import own_dates, owner_words
from kg.records import Span


def owned(marked: str) -> list[str]:
    """The dates of the words between [ ]."""
    text = marked.replace("{", "").replace("}", "")
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    return [d.span.of(text) for d in own_dates(text, (0, len(text)), Span(start=start, end=end), find_dates(text, "2024-11-29"))]


@pytest.mark.parametrize("marked", owner_words().examples)
def test_the_nearest_date_of_its_own_clause(marked: str) -> None:
    assert owned(marked)[:1] == re.findall(r"\{(.*?)\}", marked)


@pytest.mark.parametrize("marked", owner_words().counter_examples)
def test_what_another_clause_owns_is_refused(marked: str) -> None:
    assert find_dates(marked.replace("[", "").replace("]", ""), "2024-11-29")
    assert owned(marked) == []


def test_a_date_in_another_sentence_is_not_looked_at() -> None:
    text = "Hadley fined Corvane. That was in 2019."
    assert own_dates(text, (0, 21), Span(start=7, end=12), find_dates(text, None)) == []


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Hadley said on Monday that it would [fine] Corvane.", "2024-11-25"),
        ("On Monday Hadley agreed to [buy] Corvane.", "2024-11-25"),
        ("Hadley agreed in March to [buy] Corvane.", "2024-03"),
        ("Hadley will [fine] Corvane on Monday.", "2024-12-02"),
        ("On Monday Hadley will [fine] Corvane, it was told.", "2024-12-02"),
    ],
)
def test_a_plan_told_of_on_a_day_has_that_day(text: str, when: str) -> None:
    start, end = text.index("["), text.index("]") - 1
    text = text.replace("[", "").replace("]", "")
    own = own_dates(text, (0, len(text)), Span(start=start, end=end), find_dates(text, "2024-11-29"), "planned")
    assert [d.resolve("future") for d in own] == [when]
