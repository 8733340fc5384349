"""Which date of a sentence is of which words, where no parse is at hand: what stands between them and beside them tells.

Right or absent: a date that another clause, another verb or a stretch of time may own is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.date_words import date_words
from kg.extract.values.dates import DateMention
from kg.extract.values.figures import words_pattern
from kg.records import Record, Span, Status

LEADING = 40  # a date within so many characters of the sentence's beginning, a comma behind it, is of its main clause


class OwnerWords(Record):
    """kg/knowledge/lexicons/date_owners.yaml"""

    breaks: tuple[str, ...]
    breaks_behind: tuple[str, ...]
    of_doing: tuple[str, ...]
    spans: tuple[str, ...]
    due: tuple[str, ...]
    carrying: tuple[str, ...]
    saying: tuple[str, ...]
    telling: tuple[str, ...]
    told: tuple[str, ...]
    decisions: tuple[str, ...]
    verbs: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def owner_words() -> OwnerWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: OwnerWords = load_knowledge("lexicons/date_owners.yaml", OwnerWords)
    return words


def own_dates(text: str, sentence: tuple[int, int], trigger: Span, dates: Iterable[DateMention], status: Status = "fact") -> list[DateMention]:
    """Those of the sentence's dates that are of the trigger, nearest first; behind it before ahead of it where both are.

    `sentence`: its code points [start, end); dates outside it are passed over.
    """
    inside = [d for d in dates if sentence[0] <= d.span.start and d.span.end <= sentence[1]]
    own = [d for d in inside if _owner().owns(text, sentence, trigger, d.span, status)]
    if status == "planned":
        own = [d.model_copy(update={"exact": d.past}) if d.exact is None and _owner().told_then(text, sentence, d.span, trigger) else d for d in own]
    return sorted(own, key=lambda d: (d.span.gap(trigger), d.span.start))


def parted(text: str, left: int, right: int) -> bool:
    """Whether another clause begins between two places of one sentence."""
    return _owner().breaks.search(text, left, right) is not None


def of_another_time(text: str, trigger: Span, day: Span) -> bool:
    """Whether a date is of what the trigger is about, not of when it was: "fined for what it did in 2019", "held that it had cheated in 2019"."""
    return day.start >= trigger.end and _owner().about.search(text, trigger.end, day.start) is not None


def is_deed(text: str, trigger: Span) -> bool:
    """Whether words end in the name of something that is done at a time: a fine, a complaint."""
    return _owner().deed.search(text, trigger.start, trigger.end) is not None


@cache
def _owner() -> _Owner:
    return _Owner(owner_words())


class _Owner:
    """The patterns that the words make."""

    def __init__(self, words: OwnerWords) -> None:
        nouns = words_pattern(date_words().event_nouns)
        verb = rf"[a-z]+ed|{words_pattern(words.verbs)}"
        told = rf", and [A-Z][^,;]* (?:was|were|is|has|have|had|{verb}) "
        # "dragged it before the court in 2017" is one clause
        bench = r"(?:[\w'’]+ ){0,4}(?:[Cc]ourt|[Tt]ribunal|[Jj]udge|[Bb]ench|[Mm]agistrate)s?(?= (?:in|on|last|this|over)\b|[,.])"
        breaks = rf"\b(?!before {bench})(?:{words_pattern(words.breaks)})\b"
        self.breaks = re.compile(rf";|: |[a-z)]\.\s(?=[A-Z])| [–—-] |, (?:and|with) (?=[a-z])|{breaks}|{told}")
        about = rf"\b(?:{words_pattern(words.breaks_behind)})\b|\b(?:{words_pattern(words.of_doing)}) (?:\w+ly )?[a-z]{{2,}}ing\b"
        self.about = re.compile(about)
        self._behind = re.compile(rf"{about}|,? and (?:then )?(?:{verb})\b|, [a-z]+(?:ed|ing)\b")
        self._subordinate = re.compile(r"\b(?:which|who|whose|whom|where)\b[^,;]*\Z")
        self._inserted = re.compile(r", (?:in|by|under|on|at) (?:[^,;]{0,40} )?\Z")
        self._of_noun = re.compile(rf"\b(?:into|over|of|about|from)\b[^,;]* (?:{nouns})(?: (?:in|on|of))? \Z")
        self._joined = re.compile(rf" (?:and|or) (?:{verb})\b")
        shade = "back|early|earlier|late|only|again"
        self._verb_before = re.compile(rf"\b(?P<verb>{verb})(?: (?:{shade}))?(?: (?:in|on|at|from|of|during))?(?: the)? ?\Z")
        self._carrying = frozenset(words.carrying)
        first = rf"(?:(?:{words_pattern(date_words().months)})(?: \d{{4}})? |\d{{4}} )(?:and|to|until|till|through) "
        shades = r"(?:(?:early|late|mid|the|at least|\d{1,2}) )*"
        self._participle = re.compile(rf", (?:{words_pattern(words.carrying)}) (?:(?:in|on) )?(?:early |late |mid-)?")
        self.deed = re.compile(rf"\b(?:{nouns})\Z")
        self._stretch = re.compile(rf"\b(?:{words_pattern(words.spans)}) {shades}(?:{first})?\Z", re.IGNORECASE)
        later = rf"(?:\d{{1,4}}\b|(?:{words_pattern(date_words().months)})\b)"
        self._goes_on = re.compile(rf" ?[–—-] ?{later}| (?:to|until) {later}")
        how = r"(?: (?:in|on|late|early|this|last)(?: a \w+(?: \w+)?)?)*"
        self._closing = re.compile(rf", (?:[^,;]{{1,60}} )?(?:{words_pattern(words.saying)}){how} \Z")
        self._end = re.compile(r"[.\"'”’)]*(?:\s|\Z)|, (?:after|following|citing)\b")
        told = words_pattern(words.told)
        self._told = re.compile(rf"\b(?:{told})(?: (?:in|on|late|early|earlier|only|back))* \Z")
        self._told_behind = re.compile(rf",? (?:(?!will |would |to )[^;])*?\b(?:{told})\b")
        decided = words_pattern(words.decisions)
        self._in_decision = re.compile(
            rf"In (?:an?|its|the|his|her|their) (?:[^\s,;]+ ){{0,4}}?(?:{decided})(?: [a-z]+ed| handed down| given| made)?,? (?:on|of) \Z"
        )
        self._due = re.compile(rf"\b(?:{words_pattern(words.due)}) (?:the end of )?\Z", re.IGNORECASE)
        self._noun_behind = re.compile(rf"(?:['’]s)? (?:[a-z][\w-]* )?(?P<noun>{nouns})\b")
        self._determined = re.compile(r"(?:['’]s?|\b(?:the|its|his|her|their|an?|this|that)) (?:[a-z][a-z-]* )?\Z", re.IGNORECASE)
        self._be = re.compile(r"(?: (?:was|were|is|had been|has been|it))* \Z")

    def owns(self, text: str, sentence: tuple[int, int], trigger: Span, day: Span, status: Status) -> bool:
        if day.start < trigger.end and trigger.start < day.end:
            return True
        head = text[max(sentence[0], day.start - 24) : day.start]
        if (
            text[trigger.end : day.start] == " from "
            and self.deed.search(text, trigger.start, trigger.end)
            and not self._goes_on.match(text, day.end)
        ):
            return True  # "the fine from 2017"
        if self._stretch.search(head) or self._goes_on.match(text, day.end) or (status != "planned" and self._due.search(head)):
            return False
        noun = self._noun_behind.match(text, day.end)
        if noun and self._determined.search(head) and not (noun.start("noun") < trigger.end and trigger.start < noun.end()):
            return False
        if self._closing.search(text, max(trigger.end, day.start - 100), day.start) and self._end.match(text, day.end):
            return True  # "…, it said on Monday."
        return self._of_words_before(text, trigger, day) if day.start >= trigger.end else self._of_words_behind(text, sentence, trigger, day)

    def told_then(self, text: str, sentence: tuple[int, int], day: Span, trigger: Span) -> bool:
        """Whether a date beside a plan is that of its telling: "said on Monday that it would sue", "On Monday it agreed to buy"."""
        if self._told.search(text, max(sentence[0], day.start - 40), day.start):
            return True
        return day.end <= trigger.start and self._told_behind.match(text, day.end, trigger.start) is not None

    def _of_words_before(self, text: str, trigger: Span, day: Span) -> bool:
        """Whether a date is of the trigger ahead of it."""
        start = trigger.end
        if joined := self._joined.match(text, start):
            start = joined.end()
        if self.breaks.search(text, start, day.start):
            return False
        if behind := self._behind.search(text, start, day.start):
            # "its case against Acme, filed in May"
            return bool(self._participle.fullmatch(text, behind.start(), day.start) and self.deed.search(text, trigger.start, trigger.end))
        if self._of_noun.search(text, start, day.start):
            return False  # "looks into its sale last year"
        verb = self._verb_before.search(text, start, day.start)
        return verb is None or bool(self._be.fullmatch(text, start, verb.start())) or text[start : verb.start()] == " "

    def _of_words_behind(self, text: str, sentence: tuple[int, int], trigger: Span, day: Span) -> bool:
        """Whether a date is of the trigger behind it: it opens the sentence, or nothing but the trigger's subject and the like lies between."""
        between = text[day.end : trigger.start]
        if re.match(r",? when ", between):  # "lost on Wednesday, when the court held"
            return not self.breaks.search(text, day.end + between.index("when") + 4, trigger.start)
        if between == ", " and self._inserted.search(text, sentence[0], day.start):
            return True  # "Hadley, in an order dated 3 July, barred"
        if self._in_decision.fullmatch(text, sentence[0], day.start) and "," in between and ";" not in between:
            return not self.breaks.search(between.rpartition(",")[2])  # "In an opinion delivered on 16 January after a trial, Ann Lee held"
        verb = self._verb_before.search(text, max(sentence[0], day.start - 40), day.start)
        if (verb and verb["verb"] not in self._carrying) or between in (", ", ", and ", " and ", ", then "):
            return False  # of the verb before it: "left in 2007, took over"
        rest = between.rpartition(",")[2]
        if verb and between.startswith(" that ") and not self.breaks.search(rest):
            return True  # "announced today that Acme, once called Brall, will pay"
        if self.breaks.search(rest) or ";" in between or ("," in between and self._subordinate.search(text, sentence[0], day.start)):
            return False  # "In May it ruled after an earlier suit"; "Acme, which was told last year, ..."
        if day.start - sentence[0] <= LEADING and re.match(r",| [–—-] |\) | [A-Z]| the | it | a ", between):
            return True
        if verb is None and "," in between and day.start - sentence[0] > LEADING:
            return False
        return not self.breaks.search(between) and not re.match(r", (?:and )?[a-z]", between)
