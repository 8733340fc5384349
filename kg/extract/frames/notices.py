"""Notices of settlements and penalties whose title names the party and whose text is torn ("set tle"): read by their form, not by a parse."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from pydantic import Field

from kg.checked_yaml import load_knowledge
from kg.records import Article, Claim, LocalEntity, Mention, Money, Reading, Record, Span

_CONFIDENCE = 0.9
_SUM = r"\$\s*(\d[\d,]*(?:\.\d\d)?)"
_AROUND = 250  # characters around a sum in which the word "settle" must stand
_LONG = 300
SETTLING = frozenset({"settledWith", "fined"})


class NoticeExample(Record):
    title: str
    text: str
    amount: str | None = None
    fined: bool = False


class NoticeSeries(Record):
    """One series: the words before the name in its title, the names of the agency, the phrases before the sum, the currency of its "$".

    `phrases` stand before the sum of a settlement, `imposed` before that of a penalty that the agency set by itself, `behind` right after the sum
    of a settlement; `at_length` are pairs of words, the second right before the sum, with a long sentence between them.
    """

    name: str
    title: str
    agency: tuple[str, ...]
    currency: str
    phrases: tuple[str, ...]
    imposed: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    at_length: tuple[tuple[str, str], ...] = ()
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
    imposed = None if found is not None else _penalty(article, series)
    entities = list(reading.entities)
    agency = _entity(entities, article, "Agency", series.agency)
    told = found or imposed
    if not name or told is None or agency is None:
        return reading
    party = _party(entities, article, (name, *_shorter(name)))
    if party is None or party == agency:
        return reading
    place, money = _with_party(told[0], entities[party], len(title)), told[1]
    claim = Claim(
        subject=agency if imposed else party,
        object=party if imposed else agency,
        predicate="fined" if imposed else "settledWith",
        event="Fine" if imposed else "Settlement",
        date=article.date,
        money=money,
        span=place,
        trigger=place,
        confidence=_CONFIDENCE,
        engine=engine,
        rule=f"notices/{series.name}",
    )
    kept = [c for c in reading.claims if c.predicate not in SETTLING or agency not in (c.subject, c.object) or not _same_telling(c, claim, party)]
    return Reading(article=article, entities=tuple(entities), claims=(*kept, claim))


def _same_telling(other: Claim, notice: Claim, party: int) -> bool:
    """Whether a claim only tells again, or of others by mistake ("Goo", for "Goo dyear"), what the notice tells."""
    same = (other.predicate, {other.subject, other.object}) == (notice.predicate, {notice.subject, notice.object})
    return same or (party not in (other.subject, other.object) and (other.span.overlaps(notice.span) or other.money == notice.money))


def _shorter(name: str) -> tuple[str, ...]:
    """ "Acme S.A." of "Acme S.A., and Its Affiliated Companies"."""
    short = re.split(r",?\s+and\s+its\s+", name, maxsplit=1, flags=re.IGNORECASE)[0]
    return (short,) if short != name else ()


def _entity(entities: list[LocalEntity], article: Article, kind: str, names: tuple[str, ...]) -> int | None:
    """The entity of one of the names, best one that is known; added where the text names it and nobody found it; None where it does not."""
    wanted = {n.casefold() for n in names}
    fitting = [e for e in entities if e.type in (kind, "Person", "Organization") and wanted & {a.casefold() for a in (e.name, *e.aliases)}]
    if fitting:
        return min(fitting, key=lambda e: (e.reference is None, e.id)).id
    for name in names:
        place = re.search(rf"(?<!\w){_torn(name)}(?!\w)", article.text)
        if place is not None:
            mention = Mention(span=Span(start=place.start(), end=place.end()), text=place.group())
            entities.append(LocalEntity.model_validate({"id": len(entities), "type": kind, "name": name, "mentions": (mention,)}))
            return len(entities) - 1
    return None


def _party(entities: list[LocalEntity], article: Article, names: tuple[str, ...]) -> int | None:
    """The entity that bears one of the title's names, under that name alone: words that follow it in a heading ("… Settles …") are no part of it."""
    party = _entity(entities, article, "Company", names)
    if party is None:
        return None
    known = entities[party]
    name = next((n for n in names if n.casefold() in {a.casefold() for a in (known.name, *known.aliases)}), known.name)
    if known.name.casefold() == name.casefold():
        return party
    mentions = tuple(dict.fromkeys(_cut(m, name) for m in known.mentions))
    others = [a for a in (known.name, *known.aliases) if not _begins(a, name)]
    entities[party] = known.model_copy(update={"name": name, "aliases": tuple(dict.fromkeys(others)), "mentions": mentions, "type": "Company"})
    return party


def _with_party(place: Span, party: LocalEntity, title_end: int) -> Span:
    """The words from the party's name on, where it stands shortly before them."""
    before = [m.span.start for m in party.mentions if title_end <= m.span.start < m.span.end <= place.start <= m.span.start + _LONG]
    return Span(start=max(before), end=place.end) if before else place


def _begins(longer: str, name: str) -> bool:
    return longer.casefold().startswith(name.casefold())


def _cut(mention: Mention, name: str) -> Mention:
    """The mention without the words behind the name."""
    if not _begins(mention.text, name) or len(mention.text) == len(name):
        return mention
    span = Span(start=mention.span.start, end=mention.span.start + len(name))
    return mention.model_copy(update={"span": span, "text": mention.text[: len(name)]})


def _penalty(article: Article, series: NoticeSeries) -> tuple[Span, Money] | None:
    """The first sum behind a phrase that says that a penalty was imposed, and the words from phrase to sum."""
    for phrase in series.imposed:
        hit = re.search(rf"{_torn(phrase)}\s*{_SUM}", article.text, re.IGNORECASE)
        if hit is not None:
            return _told_sum(hit, series)
    return None


def _sum(article: Article, series: NoticeSeries) -> tuple[Span, Money] | None:
    """The first sum behind a phrase that is followed by the word "settle", or that tells of it itself, and the words from phrase to there."""
    for phrase in series.phrases:
        own = "settles" in phrase
        pattern = rf"{_torn(phrase)}[^$.]{{0,40}}{_SUM}" + ("" if own else rf"(?:[^.]{{0,250}}?{_torn('settle')})?")
        for hit in re.finditer(pattern, article.text, re.IGNORECASE):
            around = re.sub(r"\s+", "", article.text[max(0, hit.start() - _AROUND) : hit.end() + _AROUND]).lower()
            if "settl" in around:
                return _told_sum(hit, series)
    further = [rf"{_SUM}\s*{_torn(phrase)}" for phrase in series.behind]
    further += [rf"{_torn(first)}[^$]{{0,{_LONG}}}?(?<!\w){_torn(last)}\s*{_SUM}" for first, last in series.at_length]
    hits = (re.search(pattern, article.text, re.IGNORECASE) for pattern in further)
    return next((_told_sum(hit, series) for hit in hits if hit is not None), None)


def _told_sum(hit: re.Match[str], series: NoticeSeries) -> tuple[Span, Money]:
    amount = Decimal(hit[1].rstrip(",").replace(",", ""))
    return Span(start=hit.start(), end=hit.end()), Money(amount=amount, currency=series.currency)


def _torn(phrase: str) -> str:
    """A pattern for the phrase with blanks anywhere in it."""
    return r"\s*".join(re.escape(c) for c in phrase if c != " ")
