"""Notices of settlement, read by their form."""

from decimal import Decimal

import pytest

from kg.extract.frames.notices import NoticeExample, notice_series, with_notice
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span

EXAMPLES = [e for series in notice_series() for e in (*series.examples, *series.counter_examples)]


def read(example: NoticeExample) -> Reading:
    article = Article(source="a.txt", title=example.title, text=f"{example.title}\n\n{example.text}", date="2013-05-20")
    return with_notice(Reading(article=article), "frames")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.text[:30])
def test_a_notice_gives_the_settlement_that_its_series_says(example: NoticeExample) -> None:
    claims = read(example).claims
    assert [c.money.amount for c in claims if c.money] == ([Decimal(example.amount)] if example.amount else [])
    assert [c.predicate for c in claims] == (["fined" if example.fined else "settledWith"] if example.amount else [])


def test_the_settlement_stands_on_the_words_of_the_text() -> None:
    reading = read(EXAMPLES[0])
    (claim,) = reading.claims
    assert (claim.predicate, str(claim.date)) == ("settledWith", "2013-05-20")
    assert [reading.entities[e].name for e in (claim.subject, claim.object or 0)] == ["Quallor Foods, Inc.", "OFAC"]
    assert claim.span.of(reading.article.text) == "agr eed to re mit $12,500 to set tle"


def test_what_others_are_said_to_settle_in_the_same_words_is_the_notices() -> None:
    example = EXAMPLES[0]
    article = Article(source="a.txt", title=example.title, text=f"{example.title}\n\n{example.text}", date="2013-05-20")
    at = article.text.index("agr eed")
    names = {"OFAC": "Agency", "Quallor": "Company"}
    entities = tuple(
        LocalEntity(id=i, type=kind, name=name, mentions=(Mention(span=Span(start=(p := article.text.index(name)), end=p + len(name)), text=name),))
        for i, (name, kind) in enumerate(names.items())
    )
    wrong = Claim(
        subject=1, predicate="settledWith", object=0, span=Span(start=at, end=at + 20), confidence=0.5, engine="frames", rule="settled_with/verb"
    )
    reading = with_notice(Reading(article=article, entities=entities, claims=(wrong,)), "frames")
    assert [(reading.entities[c.subject].name, c.rule) for c in reading.claims] == [("Quallor Foods, Inc.", "notices/treasury-enforcement-release")]


def test_the_words_begin_with_the_partys_name_where_it_stands_before_them() -> None:
    example = EXAMPLES[0]
    article = Article(source="a.txt", title=example.title, text=f"{example.title}\n\n{example.text}", date="2013-05-20")
    at = article.text.rindex("Quallor Foods, Inc.")
    name = "Quallor Foods, Inc."
    party = LocalEntity(id=0, type="Company", name=name, mentions=(Mention(span=Span(start=at, end=at + len(name)), text=name),))
    (claim,) = with_notice(Reading(article=article, entities=(party,)), "frames").claims
    assert claim.span.of(article.text) == "Quallor Foods, Inc. has agr eed to re mit $12,500 to set tle"


def test_words_behind_the_name_in_a_heading_are_no_part_of_it() -> None:
    text = "Quallor Foods, Inc. Settles Potential Liability: Quallor Foods, Inc. has agreed to pay $12,500 to settle. OFAC found four shipments."
    article = Article(source="a.txt", title="Enforcement release: Quallor Foods, Inc.", text=f"Enforcement release: Quallor Foods, Inc.\n\n{text}")
    long = "Quallor Foods, Inc. Settles Potential Liability"
    at = article.text.index(long)
    party = LocalEntity(
        id=0, type="Company", name=long, aliases=("Quallor Foods, Inc.",), mentions=(Mention(span=Span(start=at, end=at + len(long)), text=long),)
    )
    reading = with_notice(Reading(article=article, entities=(party,)), "frames")
    assert (reading.entities[0].name, reading.entities[0].aliases) == ("Quallor Foods, Inc.", ())
    assert [m.text for m in reading.entities[0].mentions] == ["Quallor Foods, Inc."]
