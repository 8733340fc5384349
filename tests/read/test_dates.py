"""Dates of publication: read where they are plain, never made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read.dates import dateline, is_real, publication_date


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2021-05-12", "2021-05-12"),
        ("2021-05-12T10:15:00Z", "2021-05-12"),
        ("2021-05-12 10:15:00+02:00", "2021-05-12"),
        ("2021-05", "2021-05"),
        ("2021", "2021"),
        ("20210512", "2021-05-12"),
        ("20210512T101500Z", "2021-05-12"),
        ("2021/5/12", "2021-05-12"),
        ("Wed, 12 May 2021 10:15:00 GMT", "2021-05-12"),
        ("Wed, 12 May 2021 10:15:00 +0200", "2021-05-12"),
        ("12 May 2021", "2021-05-12"),
        ("12th of May 2021", "2021-05-12"),
        ("12-May-2021", "2021-05-12"),
        ("May 12, 2021", "2021-05-12"),
        ("Sept. 3, 2021", "2021-09-03"),
        ("Wednesday, May 12, 2021 at 10:15", "2021-05-12"),
        ("May 12th, 2021, 10:15 EDT", "2021-05-12"),
        (" May  2021 ", "2021-05"),
        ("September, 2021", "2021-09"),
        ("13/04/2021", "2021-04-13"),
        ("04/13/2021", "2021-04-13"),
        ("13.04.2021 10:15", "2021-04-13"),
        ("04/04/2021", "2021-04-04"),
        ("03/04/2021", "2021"),
        ("3.4.2021", "2021"),
        ("31/31/2021", None),
        ("2021-02-30", None),
        ("2021-13", None),
        ("30 Feb 2021", None),
        ("yesterday", None),
        ("12 May", None),
        ("", None),
        ("12 May 2021 or so, perhaps", None),
        ("1620812345", None),
        ("Acme 2021", None),
    ],
)
def test_publication_date(written, read):
    assert publication_date(written) == read


@settings(deadline=None)
@given(
    day=st.dates(date(1800, 1, 1), date(2199, 12, 31)),
    form=st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%a, %d %b %Y %H:%M:%S GMT", "%Y/%m/%d"]),
)
def test_every_day_is_read_in_every_form(day, form):
    assert publication_date(day.strftime(form)) == day.isoformat()


@settings(deadline=None)
@given(st.text(max_size=40))
def test_whatever_is_read_is_in_the_calendar(written):
    read = publication_date(written)
    assert read is None or is_real(read)


@pytest.mark.parametrize(
    ("opening", "known", "read"),
    [
        ("PARIS, Sept 14, 2021 - The court fined Acme.", None, "2021-09-14"),
        ("PARIS, Sept. 14 (Newswire) - The court fined Acme.", "2021", "2021-09-14"),
        ("PARIS, Sept 14 -- The court fined Acme.", "2021-09", "2021-09-14"),
        ("NEW DELHI, May 3 – The court fined Acme.", "2021", "2021-05-03"),
        ("Dover, Kent (May 3, 2021) — The court fined Acme.", None, "2021-05-03"),
        ("PARIS, Sept 14 - The court fined Acme.", None, None),
        ("PARIS, Sept 14 - The court fined Acme.", "2021-09-15", None),
        ("PARIS, Sept 31 - The court fined Acme.", "2021", None),
        ("PARIS - The court fined Acme on Sept 14 - at last.", "2021", None),
        ("The court fined Acme, Sept 14 was the day.", "2021", None),
    ],
)
def test_dateline(opening, known, read):
    assert dateline(opening, known) == read
