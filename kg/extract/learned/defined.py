"""Common nouns written like names where a text has defined them: 'Orme Health Inc. (the "Hospital")', then "the Hospital"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import Record


class DefinedTerms(Record):
    """See the head of lexicons/defined_terms.yaml."""

    one: tuple[str, ...]
    many: tuple[str, ...]
    kinds: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def _terms() -> tuple[frozenset[str], frozenset[tuple[str, ...]], frozenset[str]]:
    terms: DefinedTerms = load_knowledge("lexicons/defined_terms.yaml", DefinedTerms)
    return frozenset(terms.one), frozenset(tuple(m.split()) for m in terms.many), frozenset(terms.kinds)


def is_defined_term(words: Sequence[str]) -> bool:
    """Whether the words of a form, as `names.fold` gives them, are no name but a noun that may stand for one. Raises KnowledgeError."""
    one, many, kinds = _terms()
    words = tuple(words)
    return words in many or (bool(words) and words[-1] in one and all(w in kinds for w in words[:-1]))


def stands_for_several(words: Sequence[str]) -> bool:
    """Whether such a noun is for more than one party, so that it points to none."""
    return tuple(words) in _terms()[1]
