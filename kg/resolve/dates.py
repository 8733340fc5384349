"""Partial dates as stretches of days."""

from __future__ import annotations

from kg.calendar import first_and_last


def stretch(partial: str) -> tuple[int, int] | None:
    """First and last day (as ordinals) of "2021", "2021-05" or "2021-05-12"; None where the calendar has no such day."""
    days = first_and_last(partial)
    return (days[0].toordinal(), days[1].toordinal()) if days else None


def gap(left: str, right: str) -> int | None:
    """Days between two partial dates, 0 where one may lie in the other; None where one is no date."""
    a, b = stretch(left), stretch(right)
    if a is None or b is None:
        return None
    return max(0, a[0] - b[1], b[0] - a[1])


def is_day(partial: str | None) -> bool:
    """Whether the date is exact to the day."""
    return partial is not None and len(partial) == 10
