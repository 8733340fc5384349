"""Who makes a product: the learned reader alone is apt to join any firm of an article to any product of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.combine.candidates import READERS, Candidate, Joined, Key
from kg.extract.combine.not_made import is_no_product
from kg.records import Record

_MAKES = "makes"


class OpenTechnologies(Record):
    """See the head of lexicons/open_technologies.yaml."""

    technologies: tuple[str, ...]
    examples: tuple[str, ...]


@cache
def open_technologies() -> frozenset[str]:
    """The names, case-folded. Raises KnowledgeError where the file is malformed."""
    words: OpenTechnologies = load_knowledge("lexicons/open_technologies.yaml", OpenTechnologies)
    return frozenset(t.casefold() for t in words.technologies)


def one_maker(candidates: Sequence[Candidate], sure: Mapping[Key, float], joined: Joined) -> list[Candidate]:
    """Without makers of what nobody makes alone or what no firm near it makes, and without those that only the learned reader finds, in words that
    do not name both or where another is the surer maker of the product."""
    makers: dict[int, float] = defaultdict(float)
    for c in candidates:
        if c.label == _MAKES:
            makers[c.object] = max(makers[c.object], sure[c.key])

    def stands(c: Candidate) -> bool:
        if c.label == _MAKES and joined.aligned.entities[c.object].name.casefold() in open_technologies():
            return False
        if c.label == _MAKES and _is_none(joined, c):
            return False
        if c.label != _MAKES or c.finder != "learned":
            return True
        return not c.signs["apart"] and sure[c.key] >= makers[c.object]

    return [c for c in candidates if stands(c)]


def _is_none(joined: Joined, candidate: Candidate) -> bool:
    """Whether the words that name both, in each claim the two names that stand nearest, tell that the product is none of the firm's."""
    told = []
    for claim in (k for r in READERS for k in candidate.claims[r]):
        firms, products = (joined.named(end, claim) for end in (candidate.subject, candidate.object))
        if firms and products:
            firm, product = min(((f, p) for f in firms for p in products), key=lambda pair: abs(pair[0].start - pair[1].start))
            told.append(is_no_product(joined.article.text, firm, product, claim.span))
    return bool(told) and all(told)
