"""Notices of settlement whose title names who settled and whose text is torn by its extraction ("set tle"): read by their form, not by a parse."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pydantic import Field

from kg.checked_yaml import load_knowledge
from kg.records import Article, Claim, LocalEntity, Mention, Money, Reading, Record, Span

_CONFIDENCE = 0.9


class NoticeExample(Record):
    title: str
    text: str
    amount: str | None = None


class NoticeSeries(Record):
    """One series: the words before the name in its title, the names of the agency, the phrases before the sum, the currency of its "$"."""

    name: str
    title: str
    agency: tuple[str, ...]
    currency: str
    phrases: tuple[str, ...]
    examples: tuple[NoticeExample, ...] = Field(min_length=1)
    counter_examples: tuple[NoticeExample, ...] = Field(min_length=1)


class Notices(Record):
    """kg/knowledge/lexicons/notices.yaml"""

    notices: tuple[NoticeSeries, ...]


@cache
def notice_series() -> tuple[NoticeSeries, ...]:
    """The series known, read once."""
    lexicon: Notices = load_knowledge("lexicons/notices.yaml", Notices)
    return lexicon.notices


def with_notice(reading: Reading, engine: str) -> Reading:
    """The reading with the settlement that the notice tells, where its article is a notice of a known series; else the reading itself."""
    article = reading.article
    for series in notice_series():
        if article.title and article.title.startswith(series.title):
            return _told(reading, series, engine)
    return reading


def _told(reading: Reading, series: NoticeSeries, engine: str) -> Reading:
    article = reading.article
    title = article.title or ""
    name = "".join(c for c in title.removeprefix(series.title) if c.isprintable()).strip()
    found = _sum(article, series)
    entities = list(reading.entities)
    agency = _entity(entities, article, "Agency", series.agency)
    if not name or found is None or agency is None:
        return reading
    party = _entity(entities, article, "Company", (name,))
    if party is None or party == agency:
        return reading
    place, money = found
    claim = Claim(
        subject=party,
        predicate="settledWith",
        object=agency,
        event="Settlement",
        date=article.date,
        money=money,
        span=place,
        trigger=place,
        confidence=_CONFIDENCE,
        engine=engine,
        rule=f"notices/{series.name}",
    )
    told = [c for c in reading.claims if (c.predicate, {c.subject, c.object}) != ("settledWith", {party, agency})]
    return Reading(article=article, entities=tuple(entities), claims=(*told, claim))


def _entity(entities: list[LocalEntity], article: Article, kind: str, names: tuple[str, ...]) -> int | None:
    """The entity of one of the names, added where the text names it and nobody found it; None where the text does not name it."""
    for entity in entities:
        if any(n.casefold() in {a.casefold() for a in (entity.name, *entity.aliases)} for n in names) and entity.type in (
            kind,
            "Person",
            "Organization",
        ):
            return entity.id
    for name in names:
        place = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", article.text)
        if place is not None:
            mention = Mention(span=Span(start=place.start(), end=place.end()), text=place.group())
            entities.append(LocalEntity.model_validate({"id": len(entities), "type": kind, "name": name, "mentions": (mention,)}))
            return len(entities) - 1
    return None


def _sum(article: Article, series: NoticeSeries) -> tuple[Span, Money] | None:
    """The first sum behind a phrase that is followed by the word "settle", or that tells of it itself, and the words from phrase to there."""
    for phrase in series.phrases:
        own = "settles" in phrase
        pattern = rf"{_torn(phrase)}[^$.]{{0,40}}\$\s*(\d[\d,]*(?:\.\d\d)?)" + ("" if own else rf"(?:[^.]{{0,250}}?{_torn('settle')})?")
        for hit in re.finditer(pattern, article.text, re.IGNORECASE):
            around = re.sub(r"\s+", "", article.text[max(0, hit.start() - 150) : hit.end()]).lower()
            if "settl" in around:
                amount = Decimal(hit[1].rstrip(",").replace(",", ""))
                return Span(start=hit.start(), end=hit.end()), Money(amount=amount, currency=series.currency)
    return None


def _torn(phrase: str) -> str:
    """A pattern for the phrase with blanks anywhere in it."""
    return r"\s*".join(re.escape(c) for c in phrase if c != " ")
