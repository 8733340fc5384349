"""What there is to see of a claim in the text, alike for dates and for sums: its ends, the last of its words, roughly how many words lie between."""

from __future__ import annotations

import re

from kg.records import Claim

WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[^\sA-Za-z0-9]")
"""A word, or a sign that is neither letter nor figure."""


def ends(claim: Claim) -> list[int]:
    return [end for end in (claim.subject, claim.object) if end is not None]


def last(words: str) -> str:
    """The last of some words, in small letters; "" of none."""
    found = WORD.findall(words.lower())
    return found[-1] if found else ""


def many(words: int) -> int:
    """A number of words, large ones roughly."""
    return next((least for least in (16, 9, 5, 3) if words >= least), words)
