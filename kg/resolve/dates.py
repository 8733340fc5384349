"""Partial dates as stretches of days."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=50_000)
def stretch(partial: str) -> tuple[int, int] | None:
    """First and last day (as ordinals) of "2021", "2021-05" or "2021-05-12"; None where the calendar has no such day."""
    parts = [int(p) for p in partial.split("-")]
    try:
        if len(parts) == 1:
            return date(parts[0], 1, 1).toordinal(), date(parts[0], 12, 31).toordinal()
        if len(parts) == 2:
            year, month = parts
            return date(year, month, 1).toordinal(), date(year, month, monthrange(year, month)[1]).toordinal()
        day = date(parts[0], parts[1], parts[2]).toordinal()
    except ValueError:
        return None
    return day, day


def gap(left: str, right: str) -> int | None:
    """Days between two partial dates, 0 where one may lie in the other; None where one is no date."""
    a, b = stretch(left), stretch(right)
    if a is None or b is None:
        return None
    return max(0, a[0] - b[1], b[0] - a[1])


def is_day(partial: str | None) -> bool:
    """Whether the date is exact to the day."""
    return partial is not None and len(partial) == 10
