"""A verb said once and meant again: "fined Acme £2m, Beta £3m and Gamma £4m", where each name is followed by a sum of its own."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.extract.frames.fillers import MentionIndex
from kg.extract.values.money import find_money

_FINITE = frozenset(("VBD", "VBZ", "VBP", "MD"))
_JOINING = frozenset(("and", ",", ";", "while"))


def gapped(verb: Token, mentions: MentionIndex) -> Iterator[Token]:
    """The first tokens of names after the verb, joined to what goes before, right behind which a sum stands; up to the next finite verb."""
    sentence = verb.sent
    starts = {s.span.start + sentence.start_char for s in find_money(sentence.text)}
    seen_sum = False
    i = verb.i + 1
    while i < sentence.end:
        token = verb.doc[i]
        if token.tag_ in _FINITE:
            return
        if mentions.names(token):
            after = _past_brackets(verb.doc, mentions.last[i] + 1, sentence.end)
            if seen_sum and after < sentence.end and verb.doc[after].idx in starts and _joined(token):
                yield token
            i = max(after, i + 1)
            continue
        seen_sum = seen_sum or token.idx in starts
        i += 1


def _past_brackets(doc: Doc, i: int, end: int) -> int:
    """The token behind a short form in brackets that begins at `i`; `i` itself where none does."""
    if i >= end or doc[i].text != "(":
        return i
    return next((k + 1 for k in range(i, end) if doc[k].text == ")"), i)


def _joined(name: Token) -> bool:
    before = name.i - 1
    if before >= 0 and name.doc[before].lower_ == "the":
        before -= 1
    return before >= 0 and name.doc[before].lower_ in _JOINING
