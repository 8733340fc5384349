"""What is hearsay, did not come about or is over by the words right beside a claim's own, whatever a reader took it for."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from kg.checked_yaml import load_knowledge
from kg.extract.values.figures import any_word, words_pattern
from kg.records import Claim, Reading, Record, Span, Status

_UNLESS = 24  # code points ahead of a cue in which a word takes its force from it
_INSTEAD = 40  # code points ahead of a name in which words pass it over


class UndoneExample(Record):
    text: str
    trigger: str
    relation: str
    status: Status
    becomes: Status | Literal["nothing"] | None = None


class UndoneEntry(Record):
    name: str
    gives: Status | Literal["nothing"]
    from_: tuple[Status, ...]
    relations: tuple[str, ...] = ()
    ahead: tuple[str, ...] = ()
    between: int = 0
    behind: tuple[str, ...] = ()
    reach: int = 0
    triggers: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    opens: bool = False
    asks: bool = False
    over: bool = False
    undated: bool = False
    examples: tuple[UndoneExample, ...]


class Undone(Record):
    """kg/knowledge/lexicons/undone.yaml"""

    breaks: tuple[str, ...]
    instead: tuple[str, ...]
    denying: tuple[str, ...]
    entries: tuple[UndoneEntry, ...]


@cache
def undone() -> Undone:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: Undone = load_knowledge("lexicons/undone.yaml", Undone)
    return words


def denies(text: str) -> bool:
    """Whether any word of the text denies something."""
    return _denying().search(text) is not None


@cache
def _denying() -> re.Pattern[str]:
    return _or_not(undone().denying)


def _or_not(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words as a whole, or an "n't" ("didn't")."""
    return re.compile(rf"(?<!\w)(?:{words_pattern(words)})(?!\w)|n['’]t\b", re.IGNORECASE)


class _Rule:
    """The patterns of an entry."""

    def __init__(self, entry: UndoneEntry, breaks: tuple[str, ...]) -> None:
        self.entry = entry
        between = (
            rf"(?: (?!(?:{words_pattern(breaks)})\b)[^\s,;:]+){{0,{entry.between}}}" if entry.between else r"(?: had| has| have| been| was| were)*"
        )
        between = r"\b[^\n]*?" if entry.over else f"{between} "
        self.ahead = re.compile(rf"(?:(?<!\w)|(?=['’]))(?:{words_pattern(entry.ahead)}){between}\Z", re.IGNORECASE) if entry.ahead else None
        self.behind = re.compile(rf"(?:(?<!\w)|(?=,))(?:{words_pattern(entry.behind)})(?!\w)", re.IGNORECASE) if entry.behind else None
        self.unless = _or_not(entry.unless) if entry.unless else None
        self.triggers = any_word(entry.triggers) if entry.triggers else None

    def holds(self, text: str, place: Span, sentence: Span) -> bool:
        """Whether words at `place` in a sentence, by which a claim that the entry is for is made, stand beside the entry's."""
        entry, start, end = self.entry, sentence.start, sentence.end
        if self.triggers is not None and not self.triggers.search(text, place.start, place.end):
            return False
        if self.ahead is not None and (cue := self.ahead.search(text, start, place.start)) is not None:
            if entry.opens and text[start : cue.start()].strip(" \"'“‘(—–-"):
                return False
            if entry.asks and not text[place.end : end + 1].rstrip().endswith("?"):
                return False
            return self.unless is None or not self.unless.search(text, max(start, cue.start() - _UNLESS), cue.start())
        if self.behind is None:
            return False
        cue = self.behind.search(text, place.end, min(end, place.end + entry.reach))
        if cue is None:
            return False
        return self.unless is None or not self.unless.search(text, max(place.end, cue.start() - _UNLESS), cue.start())


@cache
def _rules() -> tuple[_Rule, ...]:
    return tuple(_Rule(entry, undone().breaks) for entry in undone().entries)


@cache
def _rules_for(status: Status, relation: str) -> tuple[_Rule, ...]:
    """The rules whose entries are for such claims."""
    return tuple(r for r in _rules() if status in r.entry.from_ and (not r.entry.relations or relation in r.entry.relations))


_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(])|\n")


def _sentence_start(text: str, position: int) -> int:
    return max((m.end() for m in _END.finditer(text, max(0, position - 400), position)), default=max(0, position - 400))


def _sentence_end(text: str, position: int) -> int:
    end = _END.search(text, position)
    return end.start() if end else len(text)


def with_undone(reading: Reading) -> Reading:
    """The reading with the status of each claim as the words beside its own have it, and without what is only asked."""
    claims = tuple(told for c in reading.claims if (told := _read_again(reading, c)) is not None)
    return reading if claims == reading.claims else reading.model_copy(update={"claims": claims})


def _read_again(reading: Reading, claim: Claim) -> Claim | None:
    """The claim as the first entry that holds has it; None where any entry leaves nothing of it."""
    text, place = reading.article.text, claim.trigger
    held: list[UndoneEntry] = []
    if place is not None and (rules := _rules_for(claim.status, claim.predicate)):
        sentence = Span(start=_sentence_start(text, place.start), end=_sentence_end(text, place.end))
        held = [rule.entry for rule in rules if rule.holds(text, place, sentence)]
    if any(entry.gives == "nothing" for entry in held):
        return None
    for entry in held[:1]:
        return claim.model_copy(update={"status": entry.gives, **({"date": None} if entry.undated else {})})
    if claim.status != "negated" and any(_passed_over(reading, end, claim) for end in (claim.subject, claim.object) if end is not None):
        return claim.model_copy(update={"status": "negated"})
    return claim


def _passed_over(reading: Reading, end: int, claim: Claim) -> bool:
    """Whether the claim's words name an end, and only as what was not taken: "sued Acme, not Beta", "instead of Beta"."""
    names = [m.span for m in reading.entities[end].mentions if m.kind == "name" and claim.span.covers(m.span)]
    text = reading.article.text
    return bool(names) and all(_instead().search(text, max(claim.span.start, s.start - _INSTEAD), s.start) for s in names)


@cache
def _instead() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<!\w)|(?=,))(?:{words_pattern(undone().instead)})(?: [a-z]+ing)?(?: (?:the|by|for|against|of|a|an))* \Z", re.IGNORECASE
    )
