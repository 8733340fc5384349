"""Names with the words of a kind behind them, alone or in a list: "Fooline rum, Barline vodka and Zedline"."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from kg.extract.frames import syntax

_LONGEST = 40  # conjuncts


def items(noun: Token, names: Callable[[Token], bool]) -> list[Token]:
    """Of the noun and all that is joined to it, what is a name or has one right before it, last token each; what is another's is left out."""
    found: list[Token] = []
    waiting = [noun]
    for _ in range(_LONGEST):
        if not waiting:
            break
        here = waiting.pop(0)
        waiting = [c for c in here.children if c.dep_ == "conj" and c.i > here.i] + waiting
        if any(c.tag_ != "PRP$" for c in syntax.children(here, "poss")):
            continue
        found += [here] if names(here) else of_kind(here, names)
    return found


def of_kind(noun: Token, names: Callable[[Token], bool]) -> list[Token]:
    """The name before a noun that tells its kind: "Fooline rum"; none where the noun is a name itself."""
    return [] if names(noun) else [m for m in syntax.modifiers(noun) if names(m) and m.i < noun.i][-1:]
