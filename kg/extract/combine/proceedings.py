"""A suit that only the learned reader tells of needs words of one: without any, those who settled or paid are nobody's defendants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.combine.candidates import Candidate, Joined
from kg.extract.combine.suits import IN_SUIT
from kg.extract.values.figures import any_word
from kg.records import Record


class ProceedingWords(Record):
    """kg/knowledge/lexicons/proceedings.yaml"""

    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def proceeding_words() -> ProceedingWords:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: ProceedingWords = load_knowledge("lexicons/proceedings.yaml", ProceedingWords)
    return words


def tells_of_one(text: str) -> bool:
    """Whether the words tell of a proceeding."""
    return any_word(proceeding_words().words).search(text) is not None


def with_proceedings(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without what is said of suits of which no reader but the learned one tells, by words that tell of none."""
    by_suit: dict[int, list[Candidate]] = defaultdict(list)
    for c in candidates:
        if c.label in IN_SUIT:
            by_suit[c.object].append(c)
    text = joined.article.text
    unfounded = {
        suit
        for suit, said in by_suit.items()
        if all(c.finder == "learned" for c in said) and not any(tells_of_one(k.span.of(text)) for c in said for k in c.claims["learned"])
    }
    return [c for c in candidates if c.label not in IN_SUIT or c.object not in unfounded]
