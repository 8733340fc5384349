"""Dates that hang on the one told just before: "five days later", "the following June"."""

from __future__ import annotations

from datetime import date

from kg.extract.values.calendar import enclosing, full, moved
from kg.records import PartialDate

_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def later(before: PartialDate, number: int, unit: str, published: PartialDate | None) -> PartialDate | None:
    """The date so many days, weeks, months or years after another, as exact as both let it be; None where the text came out before it."""
    year, *rest = (int(part) for part in before.split("-"))
    if published and unit in ("month", "year"):
        months = year * 12 + (rest[0] - 1 if rest else 0) + number * (12 if unit == "year" else 1) - 1
        if f"{months // 12:04d}-{months % 12 + 1:02d}" > published[:7]:
            return None
    if unit == "year":
        return full(year + number)
    if unit == "month":
        # Half a month to either side may be meant.
        around = {(year * 12 + rest[0] - 1 + number + slack) // 12 for slack in (-1, 1)} if rest else set()
        return full(min(around)) if len(around) == 1 else None
    if len(before) != 10:
        return None
    days = number * _DAYS[unit]
    slack = 0 if unit == "day" else 3
    ends = [moved(date.fromisoformat(before), days - slack), moved(date.fromisoformat(before), days + slack)]
    if not ends[0] or not ends[1] or (published and ends[0].isoformat() > published):
        return None
    return enclosing(ends[0], ends[1])


def following_month(before: PartialDate, month: int) -> PartialDate | None:
    """The first such month after another date; after a year, the next year's."""
    year, *rest = (int(part) for part in before.split("-"))
    return full(year if rest and month > rest[0] else year + 1, month)
