"""How sure one can be of a share that was found in a weighted sample: Wilson's interval, with as many draws as the weights are worth."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf, sqrt
from statistics import NormalDist

from kg.records import Record

SURE = 0.95
_Z = NormalDist().inv_cdf((1 + SURE) / 2)


class Estimate(Record):
    """Of `judged` claims `right` were right; they stand for `of` claims of the graph, of which the share `share` is right, within `low` and `high`.

    The three are None where nothing was judged.
    """

    judged: int
    right: int
    of: int
    share: float | None = None
    low: float | None = None
    high: float | None = None


def wilson(share: float, n: float) -> tuple[float, float]:
    """The 95 % interval of a share that was found in `n` draws (not of necessity whole; infinite: the share is known)."""
    if n == inf:
        return share, share
    square = _Z * _Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = _Z / (1 + square / n) * sqrt(share * (1 - share) / n + square / (4 * n * n))
    # Rounding must not put the share itself outside.
    return min(max(0.0, middle - half), share), max(min(1.0, middle + half), share)


def estimate(judged: Iterable[tuple[float, bool]], of: int) -> Estimate:
    """From (weight, whether right) of each judged claim; a weight is how many claims of the graph it stands for, itself among them.

    The draws are worth (Σw)² / Σw(w-1): uneven weights make them fewer, and a claim that stands for itself alone adds no doubt, so that
    an interval closes when all was judged.
    """
    rows = list(judged)
    if not rows:
        return Estimate(judged=0, right=0, of=of)
    whole = sum(w for w, _ in rows)
    share = min(sum(w for w, right in rows if right) / whole, 1.0)
    doubt = sum(w * (w - 1) for w, _ in rows)
    low, high = wilson(share, whole * whole / doubt if doubt > 0 else inf)
    return Estimate(judged=len(rows), right=sum(right for _, right in rows), of=of, share=share, low=low, high=high)
