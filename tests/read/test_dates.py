"""Dates of publication: read where they are plain, never made up."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.read import ReadOptions, read
from kg.read.dates import dateline, is_real, publication_date
from kg.records import Article


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


STORY = "The regulator fined Acme on Monday, the court said."


def read_from(path, content, **options):
    path.write_text(content)
    found = list(read([path], ReadOptions(**options)))
    return [item.date for item in found if isinstance(item, Article)], [str(item) for item in found if not isinstance(item, Article)]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.csv", f'text,date\n"{STORY}",2021\n"{STORY}",notadate\n', "a.csv:3: the date 'notadate' cannot be read; the article is kept without it"),
        ("a.json", f'{{"text": "{STORY}", "date": "2021-02-30"}}', "a.json: the date '2021-02-30' cannot be read; the article is kept without it"),
        ("a.txt", f"Date: some day\n\n{STORY}", "a.txt: the date 'some day' cannot be read; the article is kept without it"),
        ("a.md", f"---\ndate: soon\n---\n{STORY}", "a.md: the date 'soon' cannot be read; the article is kept without it"),
        (
            "a.jsonl",
            f'{{"text": "{STORY}", "date": "x"}}\n' * 3,
            "a.jsonl:1: the dates of 3 articles cannot be read, the first of them 'x'; the articles are kept without them",
        ),
    ],
)
def test_a_date_that_cannot_be_read_is_named_and_its_article_kept(tmp_path, name, content, said):
    dates, told = read_from(tmp_path / name, content)
    assert (dates[-1], told) == (None, [said])


def test_the_date_that_the_caller_gives_does_not_hide_one_that_cannot_be_read(tmp_path):
    dates, told = read_from(tmp_path / "a.json", f'{{"text": "{STORY}", "date": "soon"}}', date="2021")
    assert (dates, len(told)) == (["2021"], 1)


@pytest.mark.parametrize("date", ["", "  ", "03/04/2021", "May 2021"])
def test_a_date_that_is_not_given_or_told_in_part_is_no_fault(tmp_path, date):
    assert read_from(tmp_path / "a.json", f'{{"text": "{STORY}", "date": "{date}"}}')[1] == []


def test_where_the_article_itself_tells_the_date_nothing_is_lost(tmp_path):
    text = "PARIS, May 3, 2021 - The regulator fined Acme, the court said."
    assert read_from(tmp_path / "a.json", f'{{"text": "{text}", "date": "soon"}}') == (["2021-05-03"], [])
