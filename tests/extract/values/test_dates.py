"""Every example of the date words, and what must hold for any text."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.values import DateMention, find_dates
from kg.extract.values.date_words import DateExample, date_words


def shown(mention: DateMention, text: str) -> str:
    words = mention.span.of(text)
    return f"{words} = {mention.exact}" if mention.exact else f"{words} < {mention.past} > {mention.future}"


@pytest.mark.parametrize("example", date_words().examples, ids=[e.text for e in date_words().examples])
def test_examples(example: DateExample) -> None:
    assert tuple(shown(m, example.text) for m in find_dates(example.text, example.published)) == example.gives


@pytest.mark.parametrize("text", date_words().counter_examples)
def test_counter_examples(text: str) -> None:
    assert find_dates(text, "2021-05-12") == ()


def test_relative_dates_need_a_publication_date() -> None:
    assert find_dates("On Wednesday, last month, in May, yesterday, a year ago.", None) == ()


@pytest.mark.parametrize(
    ("text", "past", "present", "future"),
    [
        ("It rules on Friday.", "2022-09-09", "2022-09", "2022-09-16"),
        ("It rules in May.", "2022-05", None, "2023-05"),
        ("It rules on Wednesday.", "2022-09-14", "2022-09-14", "2022-09-14"),
        ("It rules in 2019.", "2019", "2019", "2019"),
    ],
)
def test_tense_decides(text: str, past: str, present: str | None, future: str) -> None:
    (mention,) = find_dates(text, "2022-09-14")
    assert (mention.resolve("past"), mention.resolve("present"), mention.resolve("future")) == (past, present, future)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_a_weekday_is_within_a_week(day: date) -> None:
    for mention in find_dates("On Monday and on Thursday.", day.isoformat()):
        assert mention.past is not None
        assert mention.future is not None
        assert day - timedelta(6) <= date.fromisoformat(mention.past) <= day <= date.fromisoformat(mention.future) <= day + timedelta(6)


@given(st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_written_dates_come_back(day: date) -> None:
    for form in ("%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%A, %d %b %Y"):
        assert [m.exact for m in find_dates(f"It was on {day.strftime(form).replace(' 0', ' ').lstrip('0')}.", None)] == [day.isoformat()]


PIECES = st.sampled_from(
    [
        "in ",
        "on ",
        "last ",
        "next ",
        "this ",
        "March",
        "May",
        "Sept",
        " ",
        "31",
        "29",
        "2020",
        "1999",
        "Friday",
        " week",
        " year",
        "-",
        "/",
        ",",
        "02",
        "two ",
        "days ago",
        "\n",
        "²",
    ]
)
DATES = st.one_of(st.none(), st.from_regex(r"\A\d{4}(-\d{2}(-\d{2})?)?\Z"), st.dates().map(lambda d: f"{d.year:04d}-{d.month:02d}-{d.day:02d}"))


@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)), DATES)
def test_any_text_yields_ordered_spans_inside_it(text: str, published: str | None) -> None:
    end = 0
    for mention in find_dates(text, published):
        assert end <= mention.span.start < mention.span.end <= len(text)
        end = mention.span.end
        assert mention.exact or mention.past or mention.future
