"""Which articles repeat another one's text: reprints and near copies are one source, however many print them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from hashlib import blake2b

from kg.records import Article

_WORD = re.compile(r"[^\W_]+")  # letters and figures
_WORDS = 5  # a shingle
_FEWEST = 12  # a text with fewer shingles is too short to be called a copy, unless it is the same throughout
_SKETCH = 24  # of each text, so many of its shingles with the smallest digests are what copies are looked up by
_LOOKED_AT = 12  # so many earlier texts at most are compared over one shingle: boilerplate does not make it all with all
_ALIKE = 0.5  # the part of all shingles of two texts that near copies share
_WITHIN = 0.8  # the part of the shorter text's shingles that stand in the longer


def reprints(articles: Iterable[Article]) -> dict[str, str]:
    """Source of a reprint -> source of the earliest article with that text, which is never a reprint itself. Near-linear in the words.

    An article is a near copy of another where they share half of all their runs of five words, or four fifths of the shorter one's.
    """
    ordered = sorted(articles, key=lambda a: (a.date or "9999", a.source))
    shingles: dict[str, frozenset[bytes]] = {}
    originals: dict[bytes, list[str]] = defaultdict(list)
    found: dict[str, str] = {}
    for article in ordered:
        own = shingles[article.source] = _shingles(_own_text(article))
        sketch = sorted(own)[:_SKETCH]
        rivals = sorted({source for mark in sketch for source in originals[mark][:_LOOKED_AT]})
        alike = [(_likeness(own, shingles[r]), r) for r in rivals]
        best = min(((-share, rank) for rank, (share, _) in enumerate(alike) if share), default=None)
        if best is not None:
            found[article.source] = alike[best[1]][1]
            continue
        for mark in sketch:
            originals[mark].append(article.source)
    return found


def independent(sources: Iterable[str], reprint_of: Mapping[str, str]) -> int:
    """How many of the articles are independent: a text that is printed several times counts once."""
    return len({reprint_of.get(source, source) for source in sources})


def _own_text(article: Article) -> str:
    """The title and the body, without what stands around them."""
    own = [s.span.of(article.text) for s in article.sections if s.kind in ("title", "body")]
    return "\n".join(own) if own else article.text


def _shingles(text: str) -> frozenset[bytes]:
    words = [word.encode("utf-8", "surrogatepass") for word in _WORD.findall(text.casefold())]
    runs = (b" ".join(words[i : i + _WORDS]) for i in range(max(1, len(words) - _WORDS + 1)))
    return frozenset(blake2b(run, digest_size=8).digest() for run in runs)


def _likeness(left: frozenset[bytes], right: frozenset[bytes]) -> float:
    """How much of two texts is the same, from 0 to 1; 0 where they are no copies."""
    if left == right:
        return 1.0
    shared, fewest = len(left & right), min(len(left), len(right))
    if fewest < _FEWEST:
        return 0.0
    share = shared / len(left | right)
    return share if share >= _ALIKE or shared >= _WITHIN * fewest else 0.0
