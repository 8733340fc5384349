"""What a post's own words rule out: a judge sits in a court, and is in no firm's service for having ruled for it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.combine.candidates import READERS, Candidate, Joined

_JUDGE = re.compile(r"\b(?:judge|justice|magistrate)\b", re.IGNORECASE)
_BENCHES = frozenset(("Court", "Agency", "Organization"))


def without_judges_of_firms(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without firms of which only the word "judge" says that somebody works for them: "Judge Harl ruled for Acme"."""
    text, entities = joined.article.text, joined.aligned.entities

    def stands(c: Candidate) -> bool:
        if c.label != "worksFor" or entities[c.object].type in _BENCHES:
            return True
        return not all(k.trigger is not None and _JUDGE.search(text, k.trigger.start, k.trigger.end) for r in READERS for k in c.claims[r])

    return [c for c in candidates if stands(c)]
