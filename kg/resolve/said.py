"""What an article says of two names in so many words: that one is the other's new name, that one is a unit of the other."""

from __future__ import annotations

import re
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import Record

SENTENCE_END = re.compile(r"[.!?][\"”']?\s")
_NEAR = 60  # code points before and behind a name that are looked at


class Renamings(Record):
    """See the head of lexicons/renamings.yaml."""

    between: tuple[str, ...]
    trading: tuple[str, ...]
    itself: tuple[str, ...]
    persons: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class Units(Record):
    """See the head of lexicons/units.yaml."""

    nouns: tuple[str, ...]
    behind: tuple[str, ...]
    before: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


class JobMoves(Record):
    """See the head of lexicons/job_moves.yaml."""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


def tells_of_a_move(sentence: str) -> bool:
    """Whether a sentence tells of somebody who goes from one place of work to another."""
    return _moves().search(sentence) is not None


@cache
def _moves() -> re.Pattern[str]:
    words = load_knowledge("lexicons/job_moves.yaml", JobMoves).words
    whole, begun = ([re.escape(w.rstrip("~")) for w in words if w.endswith("~") == open] for open in (False, True))
    return re.compile(rf"\b(?:(?:{'|'.join(whole)})\b|{'|'.join(begun)})", re.IGNORECASE)


@cache
def renaming() -> re.Pattern[str]:
    """What may stand between the old and the new name of a firm, as a whole. Raises KnowledgeError where the file is malformed."""
    words = load_knowledge("lexicons/renamings.yaml", Renamings).between
    return re.compile(rf"\s*(?:{_alternatives(words)})\s+(?:the\s+)?|\s*\((?:formerly|now|previously)\s+", re.IGNORECASE)


@cache
def trading_as() -> re.Pattern[str]:
    """What may stand between a firm's name and the one under which it trades, as a whole."""
    words = load_knowledge("lexicons/renamings.yaml", Renamings).trading
    return re.compile(rf",?\s*\(?(?:{_alternatives(words)})\s+(?:the\s+)?[\"“]?", re.IGNORECASE)


@cache
def other_name() -> re.Pattern[str]:
    """What may stand between two names of a person, as a whole."""
    words = load_knowledge("lexicons/renamings.yaml", Renamings)
    return re.compile(rf"\s*(?:{_alternatives((*words.between, *words.persons))})\s+", re.IGNORECASE)


def begins_a_new_name(text: str, start: int) -> int | None:
    """Where the words that say that a firm named before will be called by the name at `start` begin; None where none say so."""
    found = _itself().search(text, max(0, start - _NEAR), start)
    return found.start() if found else None


@cache
def _itself() -> re.Pattern[str]:
    words = load_knowledge("lexicons/renamings.yaml", Renamings).itself
    return re.compile(rf"\b(?:{_alternatives(words)})\s+[\"“‘']?$", re.IGNORECASE)


def _alternatives(words: tuple[str, ...]) -> str:
    patterns = [re.escape(w).replace(r"\ \~\ ", r" (?:\w+ ){1,4}").replace(r"\~", r"(?:\w+ ){1,4}").replace(r"\ ", r"\s+") for w in words]
    return "|".join(patterns)


def called_a_unit(text: str, start: int, end: int) -> bool:
    """Whether the words around the name at [start, end) say that it is a unit of a firm named before."""
    before, behind = _unit_patterns()
    return bool(behind.match(text[end : end + _NEAR]) or before.search(text[max(0, start - _NEAR) : start]))


@cache
def _unit_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_knowledge("lexicons/units.yaml", Units)
    nouns = "|".join(re.escape(n) for n in words.nouns)
    before, behind = ("|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(ws, key=len, reverse=True)) for ws in (words.before, words.behind))
    some = r"(?:[\w-]+\s+){0,3}"
    in_front = re.compile(rf"\b(?:{before})\s+{some}(?:{nouns})\s*,?\s+$")
    return in_front, re.compile(rf"(?:,|\s+(?:is|was))\s+(?:{behind})\s+{some}(?:{nouns})\b(?!\s+of\b)")
