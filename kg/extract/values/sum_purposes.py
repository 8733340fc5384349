"""What a sum is told to be for: what a suit asks, what a deal or a stake costs, what a court awards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.figures import words_pattern
from kg.extract.values.money import MoneyMention
from kg.extract.values.owners import parted
from kg.records import Record, Span

PRICED = frozenset({"acquired", "mergedWith", "ownsStakeIn"})


class Purpose(Record):
    ahead: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class PurposeExample(Record):
    of: str
    text: str
    gives: tuple[str, ...] = ()


class SumPurposes(Record):
    """kg/knowledge/lexicons/sum_purposes.yaml"""

    purposes: dict[str, Purpose]
    other: tuple[str, ...]
    fines: tuple[str, ...]
    awarding: tuple[str, ...]
    continuing: tuple[str, ...]
    measures: tuple[str, ...]
    examples: tuple[PurposeExample, ...]
    counter_examples: tuple[PurposeExample, ...]


@cache
def sum_purposes() -> SumPurposes:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: SumPurposes = load_knowledge("lexicons/sum_purposes.yaml", SumPurposes)
    return words


def told_for(predicate: str, text: str, start: int, trigger: Span | None, sums: Sequence[MoneyMention]) -> list[MoneyMention]:
    """Those of a sentence's sums that it tells to be for such a relation. `start`: where the sentence begins; `trigger`: the claim's words in it."""
    if predicate not in sum_purposes().purposes:
        return []
    ahead, behind, after, other = _patterns(predicate)
    priced = predicate in PRICED
    found = []
    for one in (s for s in sums if not s.per_unit):
        place = one.span
        if priced and _fines().match(text, place.end):
            continue
        later = trigger is not None and place.start >= trigger.end and after is not None and bool(after.search(text, trigger.end, place.start))
        if later and trigger is not None:
            later = not other.search(text, trigger.end, place.start) and not parted(text, trigger.end, place.start)
        if later or ahead.search(text, max(start, place.start - 50), place.start) or behind.match(text, place.end):
            found.append(one)
    return found


def goes_on(sentence: str) -> bool:
    """Whether a sentence goes on with the suit that the one before tells of."""
    return _continuing().match(sentence) is not None


@cache
def _continuing() -> re.Pattern[str]:
    return re.compile(rf"(?:{words_pattern(sum_purposes().continuing)})\b")


@cache
def _fines() -> re.Pattern[str]:
    return re.compile(rf"(?: \([^)]{{1,30}}\))? (?:{words_pattern(sum_purposes().fines)})\b")


@cache
def _patterns(predicate: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str] | None, re.Pattern[str]]:
    words = sum_purposes()
    told = words.purposes[predicate]
    measure = rf"(?:(?:{words_pattern(words.measures)}) )*"
    return (
        re.compile(rf"\b(?:{words_pattern(told.ahead)}) {measure}\Z"),
        re.compile(rf"(?: \([^)]{{1,30}}\))?[ -](?:[a-z][a-z-]* ){{0,3}}?(?:{words_pattern(told.behind)})\b"),
        re.compile(rf"\b(?:{words_pattern(told.after)}) {measure}\Z") if told.after else None,
        re.compile(rf"\b(?:{words_pattern(words.other)})\b"),
    )
