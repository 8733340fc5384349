"""Dates that a claim cannot have, however likely they seem: a ruling's for a suit, a day that "two weeks ago" is not, one of others' deeds.

Right or absent: such a date goes, or what is sure of it stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.beginnings import IN_COURT, beginning_words, tells_start
from kg.extract.values.date_mention import days_ago
from kg.extract.values.date_words import date_words
from kg.extract.values.figures import any_word, words_pattern
from kg.extract.values.likely import agree
from kg.extract.values.owners import own_dates
from kg.extract.values.told import DatesTold
from kg.records import Claim, PartialDate, Record


class UnfitExample(Record):
    relation: str
    text: str
    published: PartialDate
    given: PartialDate
    date: PartialDate | None = None


class UnfitWords(Record):
    """kg/knowledge/lexicons/unfit_dates.yaml"""

    decided: tuple[str, ...]
    ended: tuple[str, ...]
    reach: int
    examples: tuple[UnfitExample, ...]
    counter_examples: tuple[UnfitExample, ...]


@cache
def unfit_words() -> UnfitWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: UnfitWords = load_knowledge("lexicons/unfit_dates.yaml", UnfitWords)
    return words


def with_fitting(claims: Sequence[Claim], told: DatesTold, begins: Callable[[Claim], bool]) -> list[Claim]:
    """The claims, without the dates that they cannot have; a filing that loses one takes that of its suit, where the article tells it."""
    kept = [c.model_copy(update={"date": _fitting(c, told)}) if c.date is not None else c for c in claims]
    came = [c for c in kept if c.predicate == "plaintiffIn" and c.status == "fact" and c.date is not None and begins(c)]
    return [_filed(k, came) if c.predicate == "sued" and c.date is not None and k.date is None else k for c, k in zip(claims, kept, strict=True)]


def _filed(claim: Claim, came: Sequence[Claim]) -> Claim:
    """The suit, dated by when who brought it is told to have come to court in it, where that is told once."""
    dates = sorted({c.date for c in came if c.lawsuit == claim.lawsuit and c.subject == claim.subject and c.date is not None}, key=len)
    return claim.model_copy(update={"date": dates[-1]}) if dates and all(agree(dates[-1], d) for d in dates) else claim


def _fitting(claim: Claim, told: DatesTold) -> PartialDate | None:
    """The claim's date as far as it may be the claim's."""
    if claim.object is None or claim.status != "fact":
        return claim.date
    return None if _of_ruling(claim, told) or _of_others(claim, told) else _as_told(claim, told)


def _of_ruling(claim: Claim, told: DatesTold) -> bool:
    """Whether a suit or charge is told by the words of what it came to."""
    if claim.predicate not in IN_COURT or claim.trigger is None or tells_start(claim, told.text):
        return False
    words, place = unfit_words(), claim.trigger
    if any_word(words.decided).search(place.of(told.text)):
        return True
    n = told.at(place.start)
    end = min(told.starts[n] + len(told.sentence(n)), place.end + words.reach)
    suit = any_word(beginning_words().suits).search(place.of(told.text))
    ended = any_word(words.ended).search(told.text, place.end, end)
    return bool(suit and ended) and not any_word(beginning_words().starting).search(told.text, told.starts[n], end)


def _as_told(claim: Claim, told: DatesTold) -> PartialDate | None:
    """The claim's date, or its month where the claim's clause says "two weeks ago" and the day is one that this does not mean."""
    n, place, published = told.at(claim.place.start), claim.place, told.reading.article.date
    if claim.date is None or len(claim.date) != 10 or published is None or len(published) != 10:
        return claim.date
    here = told.dates[n]
    if any(d.resolve("past") == claim.date for d in here):
        return claim.date
    for day in own_dates(told.text, (told.starts[n], told.starts[n] + len(told.sentence(n))), place, here):
        phrase = _ago().fullmatch(day.span.of(told.text))
        count = phrase["n"].lower() if phrase else ""
        number = int(count) if count.isdigit() else date_words().counts.get(count)
        meant = days_ago(number, phrase["unit"].lower(), date.fromisoformat(published)) if phrase and number else None
        if meant is not None and not meant[0] <= date.fromisoformat(claim.date) <= meant[1]:
            return day.resolve("past")
    return claim.date


def _of_others(claim: Claim, told: DatesTold) -> bool:
    """Whether the claim's sentence names neither end, and those that name one tell other times: the date is that of another's deed.

    Of what lasts, such as a listing, one end that is not named is enough. A date that is told in the sentence itself goes only where neither is
    named, and somebody else who could be that end.
    """
    entities = told.reading.entities
    n = told.at(claim.place.start)
    if claim.object is None or claim.date is None or claim.place.end <= len(told.reading.article.title or ""):
        return False
    sides = [entities[claim.subject], entities[claim.object]]
    named = [{told.at(m.span.start) for m in side.mentions} for side in sides]
    if any(side.type == "Lawsuit" for side in sides) or (any(n in at for at in named) and claim.predicate not in beginning_words().events):
        return False
    away = []
    for side, at in zip(sides, named, strict=True):
        if n in at:
            continue
        dates = {when for k in at for d in told.dates[k] if (when := d.resolve("past")) is not None}
        if dates and not any(agree(when, claim.date) for when in dates):
            away.append(side)
    if not away or not any(agree(when, claim.date) for d in told.dates[n] if (when := d.resolve("past")) is not None):
        return bool(away)
    if any(n in at for at in named):
        return False
    rivals = {e.type for e in entities if e not in sides and any(told.at(m.span.start) == n for m in e.mentions)}
    return any(side.type in rivals for side in away)


@cache
def _ago() -> re.Pattern[str]:
    return re.compile(rf"(?P<n>\d{{1,3}}|{words_pattern(date_words().counts)}) (?P<unit>day|week|fortnight|month|year)s? ago", re.IGNORECASE)
