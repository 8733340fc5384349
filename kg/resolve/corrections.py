"""What articles take back: their own words about an earlier report's mistake, and the claims of that report."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import Article, Money, Record, Span, Status
from kg.resolve.dates import gap, stretch
from kg.resolve.events import same_sum, same_time

_SOON = 31  # days after a report within which its own paper corrects it
_SENTENCE = re.compile(r"""(?<![A-Z])[.!?]["”’']?(?=\s|$)|\n""")


class CorrectionExample(Record):
    text: str
    withdraws: str


class CorrectionWords(Record):
    """See the head of lexicons/corrections.yaml."""

    wrong: tuple[str, ...]
    turns: tuple[str, ...]
    whole: tuple[str, ...]
    examples: tuple[CorrectionExample, ...]


@cache
def correction_words() -> CorrectionWords:
    """The words of corrections. Raises KnowledgeError where the file is malformed."""
    words: CorrectionWords = load_knowledge("lexicons/corrections.yaml", CorrectionWords)
    return words


@dataclass(frozen=True)
class Said:
    """One claim as corrections and denials see it; `triple` is equal for equal claims, `own` where in its article the claim's words stand."""

    id: str
    triple: tuple[str, ...]
    event: str | None
    status: Status
    article: Article
    own: Span
    date: str | None
    money: Money | None


@dataclass(frozen=True)
class TakenBack:
    """A claim that is withdrawn: the source of the article that does so, and the status that is left of it."""

    by: str
    status: Status


def withdrawn(text: str) -> list[Span]:
    """The stretches of a text that it gives as what an earlier report got wrong."""
    found = []
    wrong, turns, _ = _patterns()
    for match in wrong.finditer(text):
        stop = _SENTENCE.search(text, match.end())
        end = stop.start() if stop else len(text)
        turn = turns.search(text, match.end(), end)
        start = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
        end = turn.start() if turn else end
        if end > start:
            found.append(Span(start=start, end=end))
    return found


def taken_back(claims: Iterable[Said]) -> dict[str, TakenBack]:
    """Claim id -> by which article it is withdrawn.

    Withdrawn are the claims that a correction gives as its paper's mistake; those of the same in that paper's reports of the month before
    (negated: it says that they are not so); and, where it withdraws the report as a whole, the rest of that report (alleged: nobody stands by them).
    """
    by_article: dict[str, list[Said]] = defaultdict(list)
    by_triple: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for c in claims:
        by_article[c.article.source].append(c)
        by_triple[c.triple].append(c)
    found: dict[str, TakenBack] = {}
    for source, own in sorted(by_article.items()):
        spans = withdrawn(own[0].article.text)
        mistakes = [c for c in own if any(s.covers(c.own) or s.covers(Span(start=c.own.start, end=c.own.start + 1)) for s in spans)]
        if not mistakes:
            continue
        stands = {c.triple: c for c in own if c not in mistakes and c.status == "fact"}
        found.update({c.id: TakenBack(source, "negated") for c in mistakes})
        corrected: set[str] = set()
        for mistake in mistakes:
            for c in by_triple[mistake.triple]:
                if _earlier_report(c.article, own[0].article) and c.status != "negated" and _may_be_one(c, mistake):
                    found[c.id] = TakenBack(source, "negated")
                    corrected.add(c.article.source)
        if _patterns()[2].search(own[0].article.text):
            for earlier in sorted(corrected):
                for c in by_article[earlier]:
                    if c.id not in found and c.status == "fact" and c.triple not in stands:
                        found[c.id] = TakenBack(source, "alleged")
    return found


def denials(claims: Sequence[Said]) -> dict[str, tuple[str, ...]]:
    """Claim id of a denial -> the claims that say what it says is not so: of the same, at the same time, of the same sum, and published by then.

    What is not so today may be so tomorrow: nothing denies what is written after it.
    """
    by_triple: dict[tuple[str, ...], list[Said]] = defaultdict(list)
    for c in claims:
        by_triple[c.triple].append(c)
    found = {}
    for _, same in sorted(by_triple.items()):
        said = [c for c in same if c.status in ("fact", "alleged")]
        for denial in same:
            if denial.status == "negated":
                denied = sorted(c.id for c in said if _may_be_one(c, denial) and not _begins_after(c.article.date, denial.article.date))
                found.update({denial.id: tuple(denied)} if denied else {})
    return found


def _may_be_one(left: Said, right: Said) -> bool:
    if left.date and right.date and not same_time(left.event or "other", left.date, right.date):
        return False
    return not (left.money and right.money) or same_sum(left.money, right.money)


def _begins_after(left: str | None, right: str | None) -> bool:
    a, b = (stretch(day) if day else None for day in (left, right))
    return a is not None and b is not None and a[0] > b[1]


def _earlier_report(report: Article, correction: Article) -> bool:
    """Whether the report is of the same paper, and came out in the month before."""
    if report.source == correction.source or not report.publisher or report.publisher != correction.publisher:
        return False
    if not report.date or not correction.date or report.date > correction.date:
        return False
    days = gap(report.date, correction.date)
    return days is not None and days <= _SOON


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = correction_words()
    return _any_of(words.wrong), _any_of(words.turns), _any_of(words.whole)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the phrases, the longest first; those that begin with one word are tried only where that word stands."""
    by_first: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda p: (-len(p), p)):
        first, *parts = phrase.split()
        pattern = "".join(r"(?:[^\s.!?]+\s+){0,8}?" if part == "*" else re.escape(part) + r"\s+" for part in parts)
        by_first[first].append((r"\s+" if parts else "") + pattern.removesuffix(r"\s+"))
    words = [rf"{re.escape(first)}(?:{'|'.join(rest)})(?!\w)" for first, rest in by_first.items() if first != ";"]
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})" + ("|;" if ";" in by_first else ""), re.IGNORECASE)
