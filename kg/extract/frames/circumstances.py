"""When and for how much: the date and the sum that stand with a trigger, never with its neighbour."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from functools import cache

from spacy.tokens import Doc, Span, Token

from kg.extract.frames import syntax
from kg.extract.frames.fillers import transparent_nouns
from kg.extract.values import DateMention, MoneyMention, find_dates, find_money
from kg.extract.values.owners import owner_words
from kg.records import Money, PartialDate, Status

_FAR = 99
_ANNOUNCING = frozenset({"announce", "unveil"})  # what is announced on a day is dated by it; what is merely said is not


@dataclass
class Sentence:
    """The values of one sentence with the tokens that head them."""

    dates: list[tuple[DateMention, Token]] = field(default_factory=list)
    sums: list[tuple[MoneyMention, Token]] = field(default_factory=list)


class Circumstances:
    """The dates and sums of one article, found sentence by sentence as they are asked for."""

    def __init__(self, doc: Doc, published: PartialDate | None) -> None:
        self.doc = doc
        self.published = published
        self._seen: dict[int, Sentence] = {}

    def _sentence(self, sentence: Span) -> Sentence:
        known = self._seen.get(sentence.start)
        if known is None:
            known = Sentence()
            text, base = sentence.text, sentence.start_char
            for day in find_dates(text, self.published):
                head = _head(self.doc, base + day.span.start, base + day.span.end)
                if head is not None:
                    known.dates.append((day, head))
            for sum_ in find_money(text):
                head = _head(self.doc, base + sum_.span.start, base + sum_.span.end)
                if head is not None:
                    known.sums.append((sum_, head))
            self._seen[sentence.start] = known
        return known

    def date(self, trigger: Token, fillers: Iterable[Token], status: Status, carrying: Container[str]) -> PartialDate | None:
        """The date in the trigger's own clause, resolved by tense; None where there is none.

        `carrying`: the lemmas of verbs that do no more than carry a noun trigger ("imposed a fine"); any other has a date of its own.
        """
        place = _Clause(trigger, fillers, carrying)
        best: list[tuple[int, int, DateMention]] = []
        for day, head in self._sentence(trigger.sent).dates:
            distance = place.distance(head)
            if distance < _FAR:
                best.append((distance, abs(head.i - trigger.i), day))
        if not best:
            return None
        day = min(best, key=lambda b: b[:2])[2]
        return day.resolve("future" if status == "planned" and not self._told_then(trigger.sent, day) else "past")

    def _told_then(self, sentence: Span, day: DateMention) -> bool:
        """Whether it is the saying or the agreeing that the date dates: "agreed on Monday to buy", "said on Monday that it would sue"."""
        head = next((h for d, h in self._sentence(sentence).dates if d == day), None)
        while head is not None and head.pos_ not in ("VERB", "AUX") and head.head != head:
            head = head.head
        return head is not None and head.tag_ in ("VBD", "VBN") and head.lemma_ in owner_words().telling

    def money_behind(self, name: Token) -> Money | None:
        """The first sum of the sentence behind a name."""
        place = name.idx - name.sent.start_char
        behind = [s for s, _ in self._sentence(name.sent).sums if s.span.start > place]
        return min(behind, key=lambda s: s.span.start).money if behind else None

    def money(self, trigger: Token, fillers: Iterable[Token]) -> Money | None:
        """The sum that hangs on the trigger or its clause; the one stated first where two stand equally near."""
        place = _Clause(trigger, fillers)
        best: list[tuple[int, int, MoneyMention]] = []
        for sum_, head in self._sentence(trigger.sent).sums:
            distance = place.distance(head)
            if distance < _FAR:
                best.append((distance, head.i, sum_))
        return min(best, key=lambda b: b[:2])[2].money if best else None


class _Clause:
    """The tokens that speak for a trigger: itself, the verbs that carry it, and what fills its slots."""

    def __init__(self, trigger: Token, fillers: Iterable[Token], carrying: Container[str] | None = None) -> None:
        self.wide = wide = carrying is None
        self.own = {trigger.i: 0}
        for rank, verb in enumerate(_carriers(trigger, carrying), 1):
            self.own.setdefault(verb.i, rank)
        self.fillers = {f.i for f in fillers}
        if wide:
            for verb in [trigger, *(trigger.doc[i] for i in self.own)]:
                for child in verb.children:
                    if child.dep_ in ("dobj", "attr", "oprd") and child.i not in self.fillers:
                        self.own.setdefault(child.i, 4)

    def distance(self, token: Token) -> int:
        """How many steps up lead from a value to the clause; _FAR where another verb or noun owns it."""
        current, steps = token, 0
        while True:
            if current.i in self.own:
                return steps + self.own[current.i]
            between = self.wide and current.lemma_.lower() in _between_sum_and_deed()
            elsewhere = current.pos_ in ("NOUN", "PROPN") and current.i not in self.fillers and not _is_value(current)
            if current.head == current or (steps and not between and (elsewhere or current.pos_ in ("VERB", "AUX"))):
                return _FAR
            current, steps = current.head, steps + 1


@cache
def _between_sum_and_deed() -> frozenset[str]:
    """The words of "in a deal worth $2bn"."""
    return frozenset(transparent_nouns().sums + transparent_nouns().sum_verbs)


def _is_value(token: Token) -> bool:
    return token.ent_type_ in ("DATE", "MONEY", "TIME", "CARDINAL", "PERCENT", "QUANTITY") or token.pos_ in ("NUM", "SYM")


def _carriers(trigger: Token, carrying: Container[str] | None) -> list[Token]:
    """The verbs in whose clause the trigger stands; `carrying` None takes any verb above a noun, and what is done in order to do it."""
    wide = carrying is None
    verbs: list[Token] = []
    current = trigger
    if trigger.pos_ not in ("VERB", "AUX"):
        above = syntax.governors(trigger)
        if not above and trigger.dep_ in ("nsubj", "attr", "oprd"):
            above = [trigger.head]
        if not above and trigger.dep_ == "pobj":
            above = [trigger.head.head]
            if wide and _is_value(above[0]) and above[0].dep_ == "dobj":  # "paid $4m in penalties"
                above = [above[0].head]
        above = [v for v in above if v.pos_ in ("VERB", "AUX") and (carrying is None or v.lemma_ in carrying)]
        if above:
            verbs += above
            current = above[0]
    for _ in range(4):
        purpose = current.dep_ == "advcl" and current.tag_ == "VB"  # "paid $5m to settle"
        if current.dep_ == "xcomp" or purpose or (wide and current.dep_ in ("advcl", "acl", "pcomp") and current.tag_ in ("VB", "VBG")):
            current = current.head if current.dep_ != "pcomp" else current.head.head
            verbs.append(current)
        else:
            break
    if current.dep_ == "ccomp" and current.head.lemma_ in _ANNOUNCING:
        verbs.append(current.head)
    if wide:
        for child in current.children:
            if child.dep_ == "xcomp" and child.lemma_ == "pay":
                verbs.append(child)
    return verbs


def _head(doc: Doc, start: int, end: int) -> Token | None:
    span = doc.char_span(start, end, alignment_mode="expand")
    return span.root if span is not None else None
