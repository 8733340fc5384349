"""The words of a post: what stands around a post noun that belongs to it ("chief executive", "vice president for sales")."""

from __future__ import annotations

from collections.abc import Container

from spacy.tokens import Token

_LEFT = frozenset({"compound", "amod", "nmod", "npadvmod"})
_NOT_PART = frozenset(
    {"former", "ex", "then", "new", "late", "current", "onetime", "longtime", "outgoing", "incoming", "acting", "its", "billionaire", "old", "long"}
)
_JOINED = frozenset({"-", "–"})


def role_words(noun: Token, taken: Container[int]) -> str:
    """The post named by `noun`, lower case unless a word is a name; tokens in `taken` (names) are no part of it."""
    start = noun.i
    sentence_start = noun.sent.start
    while start - 1 >= sentence_start:
        left = noun.doc[start - 1]
        if left.i in taken or left.lower_ in _NOT_PART:
            break
        if left.text in _JOINED and start - 2 >= sentence_start and noun.doc[start - 2].lower_ not in _NOT_PART and start - 2 not in taken:
            start -= 2
            continue
        belongs = start <= left.head.i <= noun.i or left.head == noun.head
        if left.dep_ not in _LEFT or left.pos_ not in ("NOUN", "ADJ", "PROPN", "ADV", "VERB") or not belongs:
            break
        start -= 1
    words = noun.doc[start : noun.i + 1].text
    return words if words.isupper() else " ".join(w if w.isupper() and len(w) > 1 else w.lower() for w in words.split())
