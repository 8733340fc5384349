"""The words that dates are written with."""

from __future__ import annotations

from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import PartialDate, Record


class DateExample(Record):
    text: str
    published: PartialDate | None = None
    gives: tuple[str, ...]


class DateWords(Record):
    """kg/knowledge/lexicons/date_words.yaml"""

    months: dict[str, tuple[str, ...]]
    names: tuple[str, ...]
    weekdays: dict[str, tuple[str, ...]]
    days: dict[str, int]
    counts: dict[str, int]
    quarters: dict[str, int]
    hedges: tuple[str, ...]
    before_month: tuple[str, ...]
    before_name_month: tuple[str, ...]
    before_year: tuple[str, ...]
    effective: tuple[str, ...]
    telling: tuple[str, ...]
    event_nouns: tuple[str, ...]
    counted_nouns: tuple[str, ...]
    not_weekdays: tuple[str, ...]
    not_days: tuple[str, ...]
    examples: tuple[DateExample, ...]
    counter_examples: tuple[str, ...]


@cache
def date_words() -> DateWords:
    """The words of dates. Raises KnowledgeError where the file is malformed."""
    words: DateWords = load_knowledge("lexicons/date_words.yaml", DateWords)
    return words
