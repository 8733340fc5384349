"""Claims that the learned reader alone makes in several places: the words that tell of another party are not this one's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.records import Claim, Span


def in_own_words(claims: Sequence[Claim]) -> list[Claim]:
    """Without what the learned reader says of a party in words that the frames give to another, where it says it in words of the party's own, too.

    "Acme was fined 4m for its purchase of Beta. Beta must pay 1,000": the first sentence tells of no fine on Beta.
    """
    of_frames: dict[tuple[str, int, Span | None], int | None] = {
        (c.predicate, c.subject, c.trigger): c.object for c in claims if c.engine != "learned" and c.trigger is not None
    }

    def borrowed(c: Claim) -> bool:
        return c.engine == "learned" and of_frames.get((c.predicate, c.subject, c.trigger), c.object) != c.object

    own: dict[tuple[str, int, int | None], bool] = defaultdict(bool)
    for c in claims:
        own[c.predicate, c.subject, c.object] |= not borrowed(c)
    return [c for c in claims if not borrowed(c) or not own[c.predicate, c.subject, c.object]]
