"""Dates of publication as files write them. A date that can be read in two ways gives what both share; none is made up."""

from __future__ import annotations

import re
from datetime import date

from kg.records import PartialDate

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")
_MONTH = r"(?P<month>" + "|".join(f"{n[:3]}(?:{n[3:]})?" if n != "september" else "sep(?:t(?:ember)?)?" for n in _NAMES) + r")\.?"
_YEAR = r"(?P<year>(?:1[89]|20|21)\d\d)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"

_ISO = re.compile(_YEAR + r"(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)(?:[T ]\d.*)?)?)?$")
_COMPACT = re.compile(r"(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:T?\d{6}Z?)?$")
_SLASHED = re.compile(_YEAR + r"[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})(?:[T ]\d.*)?$")
_NUMBERS = re.compile(r"(?P<first>\d{1,2})([/.-])(?P<second>\d{1,2})\2(?P<year>(?:1[89]|20|21)\d\d)(?:[,T ]+\d.*)?$")
_WORDED = tuple(
    re.compile(r"(?:[a-z]{3,9}\.?,?\s+)?(?:" + form + r")(?:(?:,|\s+at|\s+-)?\s*\d{1,2}[:.h]\d\d.*|,?\s*[a-z]{2,4})?$", re.IGNORECASE)
    for form in (
        _DAY + r"(?:\s+of)?[\s-]+" + _MONTH + r",?[\s-]+" + _YEAR,
        _MONTH + r"\s+" + _DAY + r",?\s+" + _YEAR,
        _MONTH + r",?\s+" + _YEAR,
        _YEAR + r"[\s-]+" + _MONTH + r"[\s-]+" + _DAY,
    )
)
_DATELINE = re.compile(r"^[A-Z][^\n.!?]{0,60}?[,(]\s*" + _MONTH.replace("(?P<month>", "(?P<month>(?i:", 1).replace(r")\.?", r"))\.?", 1)
                       + r"\s+(?P<day>\d{1,2})(?:,?\s+" + _YEAR + r")?\)?,?\s*(?:\([^()\n]{2,40}\)\s*)?(?:-{1,2}|–|—|:)\s")  # fmt: skip


def publication_date(written: str) -> PartialDate | None:
    """The date that `written` gives, as exact as it can be: "12 May 2021" -> "2021-05-12", "May 2021" -> "2021-05".

    Day and month in figures ("03/04/2021") give the year alone, unless only one order makes a date. None where it is no date.
    """
    written = " ".join(written.split())
    for pattern in (_ISO, _COMPACT, _SLASHED, *_WORDED):
        if found := pattern.match(written):
            parts = found.groupdict()
            month = parts.get("month")
            return partial_date(int(parts["year"]), _month(month) if month else None, int(parts["day"]) if parts.get("day") else None)
    if found := _NUMBERS.match(written):
        first, second, year = int(found["first"]), int(found["second"]), int(found["year"])
        orders = {d for d in (partial_date(year, first, second), partial_date(year, second, first)) if d is not None}
        return orders.pop() if len(orders) == 1 else f"{year:04}" if orders else None
    return None


def dateline(paragraph: str, known: PartialDate | None) -> PartialDate | None:
    """The day that an opening like "PARIS, Sept 14 -" gives; its year stands there or is that of `known`, which it must not contradict."""
    found = _DATELINE.match(paragraph)
    if not found:
        return None
    year = int(found["year"]) if found["year"] else int(known[:4]) if known else None
    if year is None:
        return None
    given = partial_date(year, _month(found["month"]), int(found["day"]))
    return given if given is not None and (known is None or given.startswith(known)) else None


def partial_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """YYYY, YYYY-MM or YYYY-MM-DD; None where there is no such date."""
    try:
        whole = date(year, 1 if month is None else month, 1 if month is None or day is None else day)
    except ValueError:
        return None
    return whole.isoformat()[: 4 if month is None else 7 if day is None else 10]


def is_real(written: PartialDate) -> bool:
    """Whether a partial date exists in the calendar ("2021-02-30" does not)."""
    parts = [int(part) for part in written.split("-")]
    return partial_date(*parts) == written


def _month(written: str) -> int:
    return int(written) if written.isdigit() else _MONTHS.index(written[:3].lower()) + 1
