"""A date that is only as exact as the text, as the days that it may mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def days(partial: str | None) -> tuple[str, str] | None:
    """The first and the last day (YYYY-MM-DD) of a year, a month or a day; None for none, and for one that no calendar has ("2021-13").

    "2021-02" gives ("2021-02-01", "2021-02-28").
    """
    if partial is None:
        return None
    year, month, day = (int(part) for part in (partial + "-00-00").split("-")[:3])
    try:
        if day:
            first = last = date(year, month, day)
        else:
            first = date(year, month or 1, 1)
            last = date(year, month or 12, monthrange(year, month or 12)[1])
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()
