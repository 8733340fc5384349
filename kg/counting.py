"""Counts and sums as they are said: "1 article", "2 articles", "5000000 USD"."""

from __future__ import annotations

from decimal import Decimal


def counted(count: int, one: str, many: str | None = None) -> str:
    """The count with its noun; `many` is the plural, `one` and an s by default."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"


def decimal_text(number: Decimal) -> str:
    """A number without an exponent and without idle zeros, as xsd:decimal may be written: "1250000.5", "3000000"."""
    text = format(number, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
