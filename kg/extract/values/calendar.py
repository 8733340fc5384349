"""Arithmetic on dates that are known to the day, the month or the year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from kg.records import PartialDate


def full(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The partial date, None where no calendar has it."""
    if not 1000 <= year <= 9999 or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return f"{year:04d}"
    if day is None:
        return f"{year:04d}-{month:02d}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"


def enclosing(first: date, last: date) -> PartialDate | None:
    """The most exact partial date that covers both days; None where they lie in two years."""
    if first.year != last.year:
        return None
    if first.month != last.month:
        return full(first.year)
    return full(first.year, first.month, first.day if first == last else None)


@dataclass(frozen=True)
class Published:
    """When a text came out, as far as it is known: `month` and `day` are None where they are not."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, written: PartialDate | None) -> Published | None:
        """Read a partial date; None where it is none or no day of the calendar."""
        parts = [int(p) for p in written.split("-")] if written else []
        if not parts or full(*parts) is None:
            return None
        return cls(*parts)

    @property
    def written(self) -> PartialDate | None:
        return full(self.year, self.month, self.day)

    @property
    def on(self) -> date | None:
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def month_shifted(self, months: int) -> tuple[int, int] | None:
        """(year, month) that many months later; None where the month is not known."""
        if self.month is None:
            return None
        index = self.year * 12 + self.month - 1 + months
        return index // 12, index % 12 + 1

    def nearest_month(self, month: int, back: bool) -> PartialDate | None:
        """The last such month up to the publication, or the first from it on."""
        if self.month is None:
            return None
        if back:
            return full(self.year if month <= self.month else self.year - 1, month)
        return full(self.year if month >= self.month else self.year + 1, month)

    def nearest_day(self, month: int, day: int, back: bool) -> PartialDate | None:
        """The last such day up to the publication, or the first from it on."""
        if self.month is None or (self.day is None and month == self.month):
            return None
        wanted, here = (month, day), (self.month, self.day or 0)
        step = -1 if back else 1
        year = self.year if (wanted <= here if back else wanted >= here) else self.year + step
        for _ in range(8):  # 29 February may be eight years off
            if (found := full(year, month, day)) is not None or (month, day) != (2, 29):
                return found
            year += step
        return None

    def nearer(self, past: PartialDate | None, future: PartialDate | None) -> PartialDate | None:
        """The one of two whole days that is nearer to the publication; None where one of them, or the day of publication, is not known."""
        here = self.on
        if here is None or past is None or future is None or len(past) != 10 or len(future) != 10:
            return None
        return min(past, future, key=lambda day: abs((date.fromisoformat(day) - here).days))

    def weekday(self, weekday: int, back: bool, strictly: bool = False) -> date | None:
        """The last such weekday (Monday is 0) up to the publication, or the first from it on; `strictly`: not that day itself."""
        if (here := self.on) is None:
            return None
        days = (here.weekday() - weekday) % 7 if back else (weekday - here.weekday()) % 7
        return moved(here, (-1 if back else 1) * (7 if strictly and days == 0 else days))

    def week(self, weeks: int) -> tuple[date, date] | None:
        """Monday and Sunday of the publication's week, or of one that many weeks later."""
        if (here := self.on) is None:
            return None
        monday, sunday = moved(here, 7 * weeks - here.weekday()), moved(here, 7 * weeks - here.weekday() + 6)
        return (monday, sunday) if monday and sunday else None


def moved(day: date, days: int) -> date | None:
    """The day that many days later; None where the calendar ends."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None
