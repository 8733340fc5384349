"""Whose the sums of a sentence are: of the party that each is told with, and of the body that takes or asks it.

"Hadley fined Corvane £3m and Tollmark £2m": a sum told with one name is of no other. What is told with no name may be anybody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.figures import words_pattern
from kg.extract.values.money import MoneyMention
from kg.records import Record, Span


class OwnerExample(Record):
    text: str
    gives: tuple[str, ...] = ()


class SumOwnerWords(Record):
    """kg/knowledge/lexicons/sum_owners.yaml"""

    paying: tuple[str, ...]
    shares: tuple[str, ...]
    measures: tuple[str, ...]
    bearing: tuple[str, ...]
    taking: tuple[str, ...]
    going: tuple[str, ...]
    superseded: tuple[str, ...]
    examples: tuple[OwnerExample, ...]
    counter_examples: tuple[OwnerExample, ...]


@dataclass(frozen=True)
class Named:
    """A place that names someone, by ids; a `body` fines, settles with or takes from parties."""

    span: Span
    ids: frozenset[int]
    body: bool = False


@dataclass
class Owned:
    """A sum with those that the text ties it to."""

    sum: MoneyMention
    parties: set[int] = field(default_factory=set)
    bodies: set[int] = field(default_factory=set)

    def fits(self, party: int | None, body: int | None) -> bool:
        """Whether nobody else is told to pay or to take it."""
        return (not self.parties or party in self.parties) and (not self.bodies or body in self.bodies)

    def ties(self, party: int | None, body: int | None) -> int:
        return (party in self.parties) + (body in self.bodies)


@cache
def sum_owner_words() -> SumOwnerWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: SumOwnerWords = load_knowledge("lexicons/sum_owners.yaml", SumOwnerWords)
    return words


def owned(text: str, names: Iterable[Named], sums: Sequence[MoneyMention]) -> list[Owned]:
    """The sums of one sentence, in text order, each with its owners. `names`: those of the sentence; of two that overlap the longer counts."""
    out = [Owned(s) for s in sums]
    places = _apart([n for n in names if text[n.span.end : n.span.end + 1] != "-"])  # "Acme-backed Corvane"
    listed = _listed(text, [n for n in places if not n.body], out)
    for this in out:
        ahead = [n for n in places if n.span.end <= this.sum.span.start]
        behind = [n for n in places if n.span.start >= this.sum.span.end]
        if behind:
            _tie_behind(text, this, behind[0])
        if ahead and not any(this is one for one in listed):
            _tie_ahead(text, this, ahead)
    return out


def superseded(text: str, sums: Iterable[MoneyMention]) -> list[MoneyMention]:
    """Those in whose place the text tells another: the first of "cut from £3m to £2m"."""
    return [s for s in sums if _superseded().search(text, max(0, s.span.start - 40), s.span.start)]


@cache
def _superseded() -> re.Pattern[str]:
    words = sum_owner_words()
    return re.compile(rf"\b(?:{words_pattern(words.superseded)}) (?:(?:{words_pattern(words.measures)}|the|an initial|an original|a proposed) )*\Z")


def _apart(names: Iterable[Named]) -> list[Named]:
    kept: list[Named] = []
    for name in sorted(names, key=lambda n: (n.span.start - n.span.end, n.span.start)):
        if same := next((k for k in kept if k.span == name.span), None):
            kept[kept.index(same)] = Named(name.span, same.ids | name.ids, same.body or name.body)
        elif not any(k.span.overlaps(name.span) for k in kept):
            kept.append(name)
    return sorted(kept, key=lambda n: n.span.start)


_NAMES_LINK = re.compile(r"(?:,? and |, )(?:\w+-[a-z]+ )?(?:the |(?:its|his|her|their|the) (?:[\w-]+\.?[ ,]+){1,4}?)?")
_SUMS_LINK = re.compile(r"(?: \([^)]{1,30}\))?(?:,? and |, )")
_LIST_TO_SUMS = re.compile(r",? [a-z ]{0,40}")
_INSERTED = r"(?:,? \([^)]{1,20}\)|, [^,.;]{3,70},)?"
_BESIDES = r"(?:,? \([^)]{1,20}\)|, [^,.;:]{3,70})?"


def _listed(text: str, names: Sequence[Named], sums: Sequence[Owned]) -> list[Owned]:
    """Ties as many sums to as many parties told one after another: "Corvane and Tollmark were fined £3m and £2m"; gives those sums."""
    done: list[Owned] = []
    name_rows = list(_rows(text, [n.span for n in names], _NAMES_LINK))
    for row in _rows(text, [s.sum.span for s in sums], _SUMS_LINK):
        start = sums[row[0]].sum.span.start
        ahead = [r for r in name_rows if names[r[-1]].span.end <= start]
        if ahead and len(ahead[-1]) == len(row) and _LIST_TO_SUMS.fullmatch(text, names[ahead[-1][-1]].span.end, start):
            for k, i in zip(ahead[-1], row, strict=True):
                sums[i].parties |= names[k].ids
                done.append(sums[i])
    return done


def _rows(text: str, spans: Sequence[Span], link: re.Pattern[str]) -> Iterator[list[int]]:
    """The runs of two and more spans that such words link, by their places in the sequence."""
    row = [0]
    for i in range(1, len(spans) + 1):
        if i < len(spans) and link.fullmatch(text, spans[i - 1].end, spans[i].start):
            row.append(i)
            continue
        if len(row) > 1:
            yield row
        row = [i]


def _tie_behind(text: str, this: Owned, name: Named) -> None:
    going, bearing = _behind_sum()
    if name.body:
        if going.fullmatch(text, this.sum.span.end, name.span.start):
            this.bodies |= name.ids
    elif _WHICH.fullmatch(text, this.sum.span.end, name.span.start) and _IS_TO_PAY.match(text, name.span.end):
        this.parties |= name.ids  # "the £3m that Corvane was told to pay"
    elif bearing.fullmatch(text, this.sum.span.end, name.span.start) and _NAME_ENDS.match(text, name.span.end):
        this.parties |= name.ids


def _tie_ahead(text: str, this: Owned, ahead: Sequence[Named]) -> None:
    beside, paying, taking = _ahead_of_sum()
    name, start = ahead[-1], this.sum.span.start
    told = [n for n in ahead if (taking if n.body else paying).fullmatch(text, n.span.end, start)]
    if told:
        # What is inserted behind a party may name others: "Corvane, owned by Tollmark, was fined £3m".
        one = told[-2] if len(told) > 1 and text[told[-1].span.end] == "," else told[-1]
        (this.bodies if one.body else this.parties).update(one.ids | _joined(text, ahead, one))
    elif beside.fullmatch(text, name.span.end, start) and (text[name.span.end] == " " if name.body else not this.parties):
        joint = _joined(text, ahead, name) if re.fullmatch(r" \w*[^\w(]?", text[name.span.end : start + 1]) else set()
        (this.bodies if name.body else this.parties).update(name.ids | joint)


def _joined(text: str, names: Sequence[Named], last: Named) -> set[int]:
    """Those listed ahead of the last of a sum's parties: "Corvane and Tollmark must pay £3m"."""
    found: set[int] = set()
    for name in reversed([n for n in names if n.span.end <= last.span.start and n.body == last.body]):
        if not _NAMES_LINK.fullmatch(text, name.span.end, last.span.start):
            break
        found |= name.ids
        last = name
    return found


_WHICH = re.compile(r"(?: \([^)]{1,30}\))?,? (?:fine |penalty )?(?:which |that )?(?:the )?")
_IS_TO_PAY = re.compile(r" (?:[a-z]+ ){1,5}?(?:pay|paid)\b")
_NAME_ENDS = re.compile(r"[,.;:)]|,? and\b| \(|\Z|\n")


@cache
def _behind_sum() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = sum_owner_words()
    again = r"(?: \([^)]{1,30}\))?"
    return (
        re.compile(rf"{again} (?:{words_pattern(words.going)}) (?:the |its )?"),
        re.compile(rf"{again} (?:(?:{words_pattern(words.bearing)}) (?:(?:the|its|his|her|their) )?|from (?:[a-z]+ ){{0,3}})"),
    )


@cache
def _ahead_of_sum() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    words = sum_owner_words()
    measure = rf"(?:(?:{words_pattern(words.measures)}) )*"
    share = rf"['’]s (?:own )?(?:{words_pattern(words.shares)})(?: of (?:it|that|this|the \w+))? (?:at|is|was|comes to|came to) {measure}"
    return (
        re.compile(rf",? ?\(?{measure}|{_BESIDES}(?:: ?| [-–—/|] ?| ?\.{{3,}} ?){measure}|['’]s (?:share )?at {measure}"),
        re.compile(rf"{_INSERTED},? (?:{words_pattern(words.paying)})[,:]? {measure}|{share}"),
        re.compile(rf"{_INSERTED},? (?:{words_pattern(words.taking)}) {measure}|{share}"),
    )
