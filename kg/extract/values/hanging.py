"""Dates that hang on the one told just before: "five days later", "the following June", "the year before"; and the seasons of a year."""

from __future__ import annotations

from datetime import date

from kg.extract.values.calendar import Published, enclosing, full, moved
from kg.records import PartialDate

SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11)}
"""The months of a season in the north; a winter is of two years."""

_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_SIZES = {"day": 10, "month": 7, "year": 4, **dict.fromkeys(SEASONS, 4)}
_STEPS = {"following": 1, "next": 1, "after": 1, "previous": -1, "before": -1}


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


def stepped(before: PartialDate, words: str) -> PartialDate | None:
    """The day, month or year that words name from another date ("that same day", "the following year"); None where that is not so exact."""
    told = words.split()
    unit = next((unit for unit in _SIZES if unit in told), None)
    if unit is None or len(before) < _SIZES[unit]:
        return None
    step = next((step for word, step in _STEPS.items() if word in told), 0)
    year, *rest = (int(part) for part in before.split("-"))
    if unit == "day":
        day = moved(date.fromisoformat(before), step)
        return day.isoformat() if day else None
    if unit == "month":
        months = year * 12 + rest[0] - 1 + step
        return full(months // 12, months % 12 + 1)
    return full(year + step)


def season(name: str, shift: int, published: Published) -> PartialDate | None:
    """The year of "last summer", "this autumn", "next spring"; None where it may be either of two."""
    first, final = SEASONS[name]
    if published.month is None or (shift == 0 and name == "fall"):
        return None
    if shift == 0:
        return full(published.year)
    over = published.month > final if shift < 0 else published.month < first
    return None if over else full(published.year + shift)
