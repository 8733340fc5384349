"""Articles that tell of little: where hardly anything else is claimed, what one reader alone claims is right less often than elsewhere."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from kg.extract.combine.candidates import Candidate
from kg.extract.combine.measured import Quiet

Key = tuple[str, int, int]


def key_of(candidate: Candidate) -> Key:
    return candidate.label, candidate.subject, candidate.object


def tempered(sure: Mapping[Key, float], candidates: Sequence[Candidate], words: int, quiet: Quiet) -> dict[Key, float]:
    """How sure each candidate is, given how much else the article, of so many words, is expected to tell of."""
    everything = sum(sure.values())
    out = dict(sure)
    for candidate in candidates:
        key = key_of(candidate)
        if candidate.finder != "both" and not _firm(candidate, quiet) and (everything - sure[key]) * 100 < quiet.least * words:
            out[key] = shifted(sure[key], quiet.shift)
    return out


def _firm(candidate: Candidate, quiet: Quiet) -> bool:
    """Whether it is by a frame that is right nearly everywhere: a notice of one settlement tells of little else."""
    return any(c.confidence >= quiet.sure for c in candidate.claims["frames"])


def shifted(share: float, by: float) -> float:
    """A share with so much added to its log odds."""
    odds = min(max(share, 1e-6), 1 - 1e-6)
    return 1 / (1 + math.exp(-(math.log(odds / (1 - odds)) + by)))
