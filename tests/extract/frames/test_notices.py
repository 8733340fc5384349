"""Notices of settlement, read by their form."""

from decimal import Decimal

import pytest

from kg.extract.frames.notices import NoticeExample, notice_series, with_notice
from kg.records import Article, Reading

EXAMPLES = [e for series in notice_series() for e in (*series.examples, *series.counter_examples)]


def read(example: NoticeExample) -> Reading:
    article = Article(source="a.txt", title=example.title, text=f"{example.title}\n\n{example.text}", date="2013-05-20")
    return with_notice(Reading(article=article), "frames")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.text[:30])
def test_a_notice_gives_the_settlement_that_its_series_says(example: NoticeExample) -> None:
    claims = read(example).claims
    assert [c.money.amount for c in claims if c.money] == ([Decimal(example.amount)] if example.amount else [])


def test_the_settlement_stands_on_the_words_of_the_text() -> None:
    reading = read(EXAMPLES[0])
    (claim,) = reading.claims
    assert (claim.predicate, str(claim.date)) == ("settledWith", "2013-05-20")
    assert [reading.entities[e].name for e in (claim.subject, claim.object or 0)] == ["Quallor Foods, Inc.", "OFAC"]
    assert claim.span.of(reading.article.text) == "agr eed to re mit $12,500 to set tle"
