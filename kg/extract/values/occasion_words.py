"""The words by which a claim finds the date and the sum told beside it, and the patterns that they make."""

from __future__ import annotations

import re
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.figures import words_pattern
from kg.records import PartialDate, Record


class OccasionExample(Record):
    published: PartialDate
    text: str
    date: str | None = None
    money: str | None = None


class OccasionWords(Record):
    """kg/knowledge/lexicons/occasions.yaml"""

    acts: tuple[str, ...]
    early_acts: tuple[str, ...]
    earlier: tuple[str, ...]
    perfect: tuple[str, ...]
    carrying: tuple[str, ...]
    decisions: tuple[str, ...]
    judging: tuple[str, ...]
    payments: dict[str, tuple[str, ...]]
    not_sums: tuple[str, ...]
    examples: tuple[OccasionExample, ...]
    counter_examples: tuple[OccasionExample, ...]


@cache
def occasion_words() -> OccasionWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: OccasionWords = load_knowledge("lexicons/occasions.yaml", OccasionWords)
    return words


@cache
def carried() -> re.Pattern[str]:
    """ "has imposed a penalty", "have agreed to pay": the perfect of a verb that carries the words of the claim."""
    return re.compile(rf"\b(?:has|have) (?:\w+ly |also )?(?:{words_pattern(occasion_words().carrying)})\b[^,;.]*\Z")


@cache
def perfect() -> re.Pattern[str]:
    """ "has", "have been", right before the words of the claim."""
    return re.compile(rf"(?:\b|(?=['’]))(?:{words_pattern(occasion_words().perfect)}) (?:\w+ly |also )?(?:been )?\Z")


@cache
def decision() -> re.Pattern[str]:
    """What stands between a body and the day of its decision."""
    return re.compile(
        rf"(?: \([^)]{{1,20}}\))?,? (?:whose|in (?:a|an|its|the)) (?:\w+ )?(?:{words_pattern(occasion_words().decisions)}) (?:of|dated) (?:the )?"
    )


@cache
def judged() -> re.Pattern[str]:
    """What stands before a body whose decision another judges."""
    return re.compile(rf"\b(?:{words_pattern(occasion_words().judging)}) (?:the |an? )?\Z")
