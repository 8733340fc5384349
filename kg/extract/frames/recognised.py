"""Names that another reader has found, in place of those that the parser's own recogniser finds, and costs half of the parse.

What the recogniser says besides, places, nations, days and figures, comes from the lists. Labels are the recogniser's (OntoNotes), as the rules on
names know them; the other reader's type stands beside them, as the entity's id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.util import filter_spans

from kg.extract.frames import gazetteer
from kg.extract.frames.name_context import is_place
from kg.extract.values.date_words import date_words
from kg.records import LocalEntity

LABELS = {
    "Person": "PERSON", "Company": "ORG", "Agency": "ORG", "Court": "ORG", "Organization": "ORG", "RegulatoryList": "ORG", "Product": "PRODUCT",
    "Law": "LAW",
}  # fmt: skip
_LONGEST_PLACE = 3  # words


def recognise(doc: Doc, entities: Sequence[LocalEntity]) -> None:
    """Give the parse of one article the names that `entities` bear in it."""
    named = [
        span
        for e in entities
        if e.type in LABELS
        for m in e.mentions
        if m.kind == "name" and (span := doc.char_span(m.span.start, m.span.end, LABELS[e.type], e.type, alignment_mode="expand")) is not None
    ]
    taken = filter_spans(named)
    free = [True] * len(doc)
    for span in taken:
        free[span.start : span.end] = [False] * len(span)
    doc.set_ents([*taken, *_others(doc, free)])


def _others(doc: Doc, free: list[bool]) -> Iterator[DocSpan]:
    """Places, nations, days and figures in what is free of names; none overlaps."""
    i = 0
    while i < len(doc):
        label, end = "", i + 1
        token = doc[i]
        if free[i]:
            if token.text in _days() and token.pos_ == "PROPN":
                label = "DATE"
            elif token.text[0].isdigit() or token.like_num:
                label = "CARDINAL"
            elif token.text[0].isupper():
                label, end = _place(doc, i, free)
        if label:
            yield DocSpan(doc, i, end, label)
        i = end


def _place(doc: Doc, i: int, free: list[bool]) -> tuple[str, int]:
    for end in range(min(i + _LONGEST_PLACE, len(doc)), i, -1):
        if all(free[i:end]):
            text = doc[i:end].text
            if is_place(text):
                return "GPE", end
            if gazetteer.fold(text) in gazetteer.adjectives():
                return "NORP", end
    return "", i + 1


@cache
def _days() -> frozenset[str]:
    """The names of months and weekdays, in full and short."""
    words = date_words()
    return frozenset(form for table in (words.months, words.weekdays) for name, short in table.items() for form in (name, *short))
