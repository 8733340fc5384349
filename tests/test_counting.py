"""Counts are said as people say them."""

from __future__ import annotations

from decimal import Decimal

from kg.counting import counted, decimal_text


def test_one_is_not_many() -> None:
    assert [counted(n, "article") for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]
    assert [counted(n, "stratum", "strata") for n in (1, 3)] == ["1 stratum", "3 strata"]


def test_a_sum_has_no_idle_zeros_and_no_exponent() -> None:
    said = [decimal_text(Decimal(text)) for text in ("3000000.00", "1250000.50", "8.5E+7", "100", "0.00")]
    assert said == ["3000000", "1250000.5", "85000000", "100", "0"]
