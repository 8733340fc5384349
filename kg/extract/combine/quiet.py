"""Articles that tell of little: where hardly anything else is claimed, what one reader alone claims is right less often than elsewhere."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.combine.candidates import Candidate, Key
from kg.extract.combine.measured import Quiet


def tempered(sure: Mapping[Key, float], candidates: Sequence[Candidate], words: int, quiet: Quiet) -> dict[Key, float]:
    """How sure each candidate is, given how much else the article, of so many words, is expected to tell of."""
    return {**sure, **{c.key: shifted(sure[c.key], quiet.shift) for c in lone(sure, candidates, words, quiet)}}


def lone(sure: Mapping[Key, float], candidates: Sequence[Candidate], words: int, quiet: Quiet) -> Iterator[Candidate]:
    """Those by one reader alone in an article, of so many words, that is quiet but for them.

    A frame that is right nearly everywhere needs no company: a notice of one settlement tells of little else.
    """
    everything = sum(sure.values())
    for c in candidates:
        firm = any(k.confidence >= quiet.sure for k in c.claims["frames"])
        if c.finder != "both" and not firm and (everything - sure[c.key]) * 100 < quiet.least * words:
            yield c


def shifted(share: float, by: float) -> float:
    """A share with so much added to its log odds."""
    odds = min(max(share, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(odds / (1 - odds)) + by)))
