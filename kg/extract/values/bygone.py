"""Deeds that a sentence tells of because something is done to them now: "dismissed a suit", "upheld the fine". What is now is not their date."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.dates import DateMention
from kg.extract.values.figures import words_pattern
from kg.records import Record, Span


class BygoneWords(Record):
    """kg/knowledge/lexicons/bygone.yaml"""

    deeds: tuple[str, ...]
    acting: tuple[str, ...]
    doing: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def bygone_words() -> BygoneWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: BygoneWords = load_knowledge("lexicons/bygone.yaml", BygoneWords)
    return words


def is_bygone(predicate: str, text: str, sentence: tuple[int, int], trigger: Span) -> bool:
    """Whether what the words of a claim tell of was done before the sentence's own time."""
    if predicate not in bygone_words().deeds:
        return False
    acted_on, after = _ahead()
    start = max(sentence[0], trigger.start - 140)
    if _IN_IT.search(text, start, trigger.start) and _BY_IT.match(text, trigger.end):
        return True  # "the court held in a suit brought by Acme"
    return acted_on.search(text, start, trigger.start) is not None or after.search(text, start, trigger.start) is not None


def own_date(text: str, sentence: tuple[int, int], trigger: Span, dates: Iterable[DateMention]) -> DateMention | None:
    """The date that is told with the doing of such a deed: "a suit that Acme brought last year"."""
    behind = [d for d in dates if d.span.start >= trigger.end and d.span.end <= sentence[1]]
    return next(
        (d for d in behind if _OF_IT.fullmatch(text, trigger.end, d.span.start) or _done().fullmatch(text, trigger.start, d.span.start)), None
    )


_IN_IT = re.compile(r"\bin (?:(?:an?|the|its|two|separate) )*(?:[a-z]+ )?\Z")
_BY_IT = re.compile(r" (?:brought|filed|lodged|pursued) by\b")
_OF_IT = re.compile(r" (?:from|of|dated) (?:early |late )?")


@cache
def _ahead() -> tuple[re.Pattern[str], re.Pattern[str]]:
    acting = words_pattern(bygone_words().acting)
    one = r"(?:an?|the|its|his|her|their|every|all|any|this|that|[\w.]+['’]s)"
    rest = r"(?:(?!,|;|:| (?:and|but|then|or) (?:\w+ )?\Z).){0,70}"
    return (
        re.compile(rf"\b(?:{acting})\b(?: [^,;:]{{0,40}}?)? {one}\b{rest}\Z|\bgranted an? {rest}\Z"),
        re.compile(r"\b(?:hour|day|week|month|year)s? after [^,;:]*\Z", re.IGNORECASE),
    )


@cache
def _done() -> re.Pattern[str]:
    doing = words_pattern(bygone_words().doing)
    which = r"(?:, (?:which|that) [^,;:]{0,40}?)?"
    return re.compile(rf"[^,;:]{{0,110}}?{which}\b(?:{doing})\b(?! (?:after|when|because)\b)[^,;:]{{0,60}}?(?: (?:in|on|of|early|late|back)){{0,2}} ")
