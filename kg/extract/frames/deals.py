"""Whose deal it is: "the acquisition", "the merger" in an article that tells who buys whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from spacy.tokens import Doc, Token

from kg.extract.frames.fillers import Filler

Told = tuple[Iterable[Filler], Iterable[Filler]]


def buyer(doc: Doc, told: Callable[[Token], Iterable[Told]]) -> int | None:
    """The one that buys in the article's only deal, by entity; None where two buy, or one buys and is bought.

    `told` gives, for a token, who buys whom by that word.
    """
    buying: Counter[int] = Counter()
    bought: Counter[int] = Counter()
    for token in doc:
        for who, what in told(token):
            buying.update({f.entity for f in who})
            bought.update({f.entity for f in what})
    ranked = sorted(buying, key=lambda e: (-buying[e], e))
    if not ranked or bought[ranked[0]]:
        return None
    return ranked[0] if len(ranked) == 1 or buying[ranked[0]] >= 2 * buying[ranked[1]] else None
