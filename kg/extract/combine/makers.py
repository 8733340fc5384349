"""Who makes a product, where the learned reader alone says it: it is apt to join any firm of an article to any product of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.extract.combine.candidates import Candidate

_MAKES = "makes"


def one_maker(candidates: Sequence[Candidate], sure: Mapping[tuple[str, int, int], float]) -> list[Candidate]:
    """Without makers that only the learned reader finds, in words that do not name both or where another is the surer maker of the product."""
    makers: dict[int, float] = defaultdict(float)
    for c in candidates:
        if c.label == _MAKES:
            makers[c.object] = max(makers[c.object], sure[c.label, c.subject, c.object])

    def stands(c: Candidate) -> bool:
        if c.label != _MAKES or c.finder != "learned":
            return True
        return not c.signs["apart"] and sure[c.label, c.subject, c.object] >= makers[c.object]

    return [c for c in candidates if stands(c)]
