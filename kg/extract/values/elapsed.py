"""Deeds told by how long before the news they were done: "let go of Acme on Friday, two years after it had bought it"."""

from __future__ import annotations

import re
from functools import cache

from pydantic import Field

from kg.checked_yaml import load_knowledge
from kg.extract.values.date_words import date_words
from kg.extract.values.dates import DateMention
from kg.extract.values.figures import words_pattern
from kg.extract.values.hanging import later
from kg.extract.values.owners import parted
from kg.extract.values.told import DatesTold
from kg.records import Claim, PartialDate, Record, Span

LEAD = 2  # sentences of the body whose news is of the report's own day where they tell none
REACH = 90  # code points behind "two years after" in which the words of what was done then stand


_APART = re.compile(r"[,;:]|\b(?:which|who|that|when|after|before)\b")


class ElapsedExample(Record):
    text: str
    published: PartialDate
    date: PartialDate | None = None


class ElapsedWords(Record):
    """kg/knowledge/lexicons/elapsed.yaml"""

    behind: tuple[str, ...]
    counts: dict[str, int] = Field(min_length=1)
    not_behind: tuple[str, ...]
    relations_apart: tuple[str, ...]
    examples: tuple[ElapsedExample, ...]
    counter_examples: tuple[ElapsedExample, ...]


@cache
def elapsed_words() -> ElapsedWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: ElapsedWords = load_knowledge("lexicons/elapsed.yaml", ElapsedWords)
    return words


def day_before_news(claim: Claim, told: DatesTold) -> PartialDate | None:
    """The date of what a claim's words tell, where they stand behind "two years after" and the like; None where they do not, or it is not sure."""
    if claim.status not in ("fact", "former") or claim.predicate in elapsed_words().relations_apart:
        return None
    place = claim.place
    n = told.at(place.start)
    phrase = _phrase(told.text, told.starts[n], place)
    if phrase is None:
        return None
    dates = told.dates[n]
    if any(d.span.start >= phrase.end() and not parted(told.text, *sorted((d.span.start, place.end))) for d in dates if _close(d, place)):
        return None  # a date of its own
    base = _base(told, n, phrase, dates, place)
    if base is None:
        return None
    number = phrase["n"].lower()
    counts = {**date_words().counts, **elapsed_words().counts}
    count = int(number) if number.isdigit() else counts[number]
    return None if _round(count, phrase["unit"].lower()) else later(base, -count, phrase["unit"].lower(), None)


def _phrase(text: str, start: int, place: Span) -> re.Match[str] | None:
    """The last "two years after" of a sentence ahead of the words of a claim, where nothing parts the two."""
    found = list(_pattern().finditer(text, start, place.start))
    if not found or found[-1]["hedge"] or place.start - found[-1].end() > REACH or _APART.search(text, found[-1].end(), place.start):
        return None
    return found[-1]


def _close(day: DateMention, place: Span) -> bool:
    return day.span.gap(place) < REACH


def _base(told: DatesTold, n: int, phrase: re.Match[str], dates: list[DateMention], place: Span) -> PartialDate | None:
    """The date from which the phrase counts back: the sentence's before it, or its only one; in the lead the day of the report."""
    ahead = [d for d in dates if d.span.end <= phrase.start()]
    if ahead:
        return ahead[-1].resolve("past")
    behind = [d for d in dates if d.span.start >= place.end]
    if behind:
        return behind[0].resolve("past") if len(behind) == 1 and "," in told.text[place.end : behind[0].span.start] else None
    return (told.day or told.reading.article.date) if n < told.first + LEAD else None


def _round(count: int, unit: str) -> bool:
    """Whether a count of years is more likely rounded than exact."""
    return unit == "year" and count >= 10 and count % 5 == 0


@cache
def _pattern() -> re.Pattern[str]:
    words = elapsed_words()
    counts = words_pattern({**date_words().counts, **words.counts})
    hedges = words_pattern(date_words().hedges)
    return re.compile(
        rf"(?:\b(?P<hedge>{hedges}|the) )?\b(?P<n>\d{{1,3}}|{counts}) (?P<unit>day|week|fortnight|month|year)s? (?:{words_pattern(words.behind)})\b"
        rf"(?! (?:{words_pattern(words.not_behind)})\b)",
        re.IGNORECASE,
    )
