"""Counts are said as people say them."""

from __future__ import annotations

from kg.counting import counted


def test_one_is_not_many() -> None:
    assert [counted(n, "article") for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert [counted(n, "stratum", "strata") for n in (1, 3)] == ["1 stratum", "3 strata"]
