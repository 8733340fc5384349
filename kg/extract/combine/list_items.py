"""What stands in one item of a list is not of another: "Ada Orme, head of Acme; Ben Harl, who owns Beta; ..."."""

from __future__ import annotations

from collections.abc import Iterator

from kg.records import Claim, Mention, Reading

_OF_ONE_ITEM = frozenset(("worksFor", "ownsStakeIn", "founded", "makes", "subsidiaryOf"))


def within_items(reading: Reading) -> Reading:
    """The reading without posts, stakes, units and products whose two ends the claim's words name, but in different items of a list.

    A list has two semicolons or more; behind a single one, a clause may go on with what it begins.
    """
    claims = tuple(c for c in reading.claims if c.predicate not in _OF_ONE_ITEM or not _apart(reading, c))
    return reading if len(claims) == len(reading.claims) else reading.model_copy(update={"claims": claims})


def _apart(reading: Reading, claim: Claim) -> bool:
    text = reading.article.text
    if claim.object is None or claim.span.of(text).count(";") < 2:
        return False
    mine, theirs = ({_item(text, claim, m.span.start) for m in _named(reading, end, claim)} for end in (claim.subject, claim.object))
    return bool(mine) and bool(theirs) and mine.isdisjoint(theirs)


def _named(reading: Reading, end: int, claim: Claim) -> Iterator[Mention]:
    return (m for m in reading.entities[end].mentions if claim.span.covers(m.span))


def _item(text: str, claim: Claim, position: int) -> int:
    """In which item of the claim's words a place is."""
    return text.count(";", claim.span.start, position)
