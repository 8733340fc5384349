"""The days that a partial date may mean. Below the stages: what is resolved, exported and asked by date reads the calendar alike."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=50_000)
def first_and_last(partial: str) -> tuple[date, date] | None:
    """The first and the last day of "2021", "2021-05" or "2021-05-12"; None where the calendar has no such day ("2021-13").

    "2021-02" gives 2021-02-01 and 2021-02-28.
    """
    year, *rest = (int(part) for part in partial.split("-"))
    try:
        if not rest:
            return date(year, 1, 1), date(year, 12, 31)
        if len(rest) == 1:
            return date(year, rest[0], 1), date(year, rest[0], monthrange(year, rest[0])[1])
        day = date(year, *rest)
    except ValueError:
        return None
    return day, day
