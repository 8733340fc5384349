"""A date that is only as exact as the text, as the days that it may mean."""

from __future__ import annotations

from kg.calendar import first_and_last


def days(partial: str | None) -> tuple[str, str] | None:
    """The first and the last day (YYYY-MM-DD) of a year, a month or a day; None for none, and for one that no calendar has ("2021-13").

    "2021-02" gives ("2021-02-01", "2021-02-28").
    """
    found = first_and_last(partial) if partial is not None else None
    return (found[0].isoformat(), found[1].isoformat()) if found else None
