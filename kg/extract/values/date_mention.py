"""A date as a text has it, and what it comes to."""

from __future__ import annotations

from datetime import date
from typing import Literal

from kg.extract.values.calendar import moved
from kg.records import PartialDate, Record, Span

Tense = Literal["past", "present", "future"]


class DateMention(Record):
    """A date in the text. `exact` where it is fixed whatever the tense; else `past` and `future`, the nearest ones before and after publication."""

    span: Span
    exact: PartialDate | None = None
    past: PartialDate | None = None
    future: PartialDate | None = None

    def resolve(self, tense: Tense) -> PartialDate | None:
        """The date for a verb of that tense. A present ("meets on Monday") may mean either: what both have in common, if anything."""
        if self.exact is not None:
            return self.exact
        if tense != "present":
            return self.past if tense == "past" else self.future
        if self.past is None or self.future is None:
            return None
        shared = [p for p, f in zip(self.past.split("-"), self.future.split("-"), strict=False)]
        while shared and not ("-".join(shared) == self.past[: len("-".join(shared))] == self.future[: len("-".join(shared))]):
            shared.pop()
        return "-".join(shared) or None


_DAYS = {"day": 1, "week": 7, "fortnight": 14}


def days_ago(number: int, unit: str, on: date) -> tuple[date, date] | None:
    """The first and the last day that "two weeks ago" may mean: three days to either side of a count of weeks. None for other units."""
    if unit not in _DAYS:
        return None
    slack = 0 if unit == "day" else 3
    first, final = (moved(on, shift - number * _DAYS[unit]) for shift in (-slack, slack))
    return (first, final) if first and final else None
