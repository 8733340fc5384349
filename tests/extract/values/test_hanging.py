"""Dates that hang on another."""

from __future__ import annotations

import pytest

from kg.extract.values.hanging import following_month, later


@pytest.mark.parametrize(
    ("before", "number", "unit", "gives"),
    [
        ("2021-05-24", 5, "day", "2021-05-29"),
        ("2021-05-24", 2, "week", "2021-06"),
        ("2021-05", 5, "day", None),
        ("2021-05", 2, "month", "2021"),
        ("2021-11", 2, "month", None),
        ("2021", 2, "month", None),
        ("2021-05", 1, "year", "2022"),
        ("2021", 3, "year", None),
    ],
)
def test_later(before: str, number: int, unit: str, gives: str | None) -> None:
    assert later(before, number, unit, "2022-09-14") == gives


def test_what_the_text_cannot_know_is_no_date() -> None:
    assert later("2022-09-13", 2, "day", "2022-09-14") is None
    assert later("2022-09-13", 2, "month", "2022-09-14") is None
    assert later("2022-09-13", 2, "month", None) == "2022"
    assert later("2022-09-13", 2, "day", None) == "2022-09-15"


def test_the_following_month() -> None:
    assert [following_month(before, 6) for before in ("2020-11", "2020-03", "2020-06-02", "2020")] == ["2021-06", "2020-06", "2021-06", "2021-06"]
