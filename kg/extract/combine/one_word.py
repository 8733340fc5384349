"""One word tells of one thing: where the frames read whom a word speaks of, the learned reader does not find others in the same word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from kg.extract.combine.candidates import Candidate, Joined
from kg.extract.combine.suits import SIDES
from kg.records import Claim, Span

_ENFORCED = frozenset(("fined", "ordered", "sanctioned", "banned", "investigated", "warned"))
_ONE_TARGET = frozenset(("fined",))
_LIST = 60  # characters between two names of one list


def by_one_word(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without what only the learned reader says by words that the frames read as telling of another suit, of no suit at all, or of another target."""
    read = [(k, c) for k in candidates for c in k.claims["frames"] if c.trigger is not None and c.status != "negated"]
    named = {(k.object, k.label) for k, _ in read if k.label in SIDES}
    whole = {suit for suit, _ in named if all((suit, side) in named for side in SIDES)}
    stands = [c for c in candidates if c.finder != "learned" or not all(_taken(c, claim, read, whole, joined) for claim in c.claims["learned"])]
    stands = _without_guesses(stands, joined)
    opposed = {(c.object, c.label) for c in stands if c.label in SIDES}
    return [c for c in stands if not (_only_meant(c) and (c.object, SIDES[1]) not in opposed)]


def _without_guesses(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """ "The fine that it imposed on the company": where only the learned reader tells whom, several of whom none is named there, it guesses."""
    targets: dict[tuple[str, int, Span], set[int]] = defaultdict(set)

    def meant(c: Candidate) -> list[tuple[str, int, Span]]:
        if c.finder != "learned" or c.label not in _ONE_TARGET:
            return []
        mentions = joined.aligned.entities[c.object].mentions
        if any(m.kind == "name" and m.span.overlaps(k.span) for m in mentions for k in c.claims["learned"]):
            return []
        return [(c.label, c.subject, k.span) for k in c.claims["learned"]]

    for c in candidates:
        for place in meant(c):
            targets[place].add(c.object)
    return [c for c in candidates if not any(len(targets[place]) > 1 for place in meant(c))]


def _taken(candidate: Candidate, claim: Claim, read: Sequence[tuple[Candidate, Claim]], whole: Set[int], joined: Joined) -> bool:
    same = list(_by_same_word(claim, read))
    if candidate.label in SIDES:
        suits = {k.object for k, _ in same if k.label in SIDES}
        enforced = any(k.label in _ENFORCED for k, _ in same)
        return (bool(suits & whole) and candidate.object not in suits) or (enforced and not suits)
    if candidate.label in _ONE_TARGET:
        if not _named(joined, candidate.object, claim) and any(k.label == candidate.label and _whole(joined, k, c) for k, c in same):
            return True
        targets = [c for k, c in same if k.label == candidate.label and k.subject == candidate.subject]
        return bool(targets) and not any(_listed(joined, candidate.object, c) for c in targets)
    return False


def _whole(joined: Joined, told: Candidate, claim: Claim) -> bool:
    """Whether a verb's clause names both ends of what the frames read of it."""
    return claim.rule.endswith("/verb") and all(_named(joined, end, claim) for end in (told.subject, told.object))


def _named(joined: Joined, entity: int, claim: Claim) -> bool:
    return any(m.kind == "name" and m.span.overlaps(claim.span) for m in joined.aligned.entities[entity].mentions)


def _by_same_word(claim: Claim, read: Sequence[tuple[Candidate, Claim]]) -> Iterator[tuple[Candidate, Claim]]:
    for k, c in read:
        if claim.trigger is not None and c.trigger is not None and c.trigger.overlaps(claim.trigger):
            yield k, c


def _listed(joined: Joined, entity: int, beside: Claim) -> bool:
    """Whether an entity's name stands in a list with the claim's object: nothing but names, sums and commas between them."""
    if beside.object is None:
        return False
    mine, theirs = ([m.span for m in joined.aligned.entities[e].mentions if m.span.overlaps(beside.span)] for e in (entity, beside.object))
    text = joined.article.text
    for a in mine:
        for b in theirs:
            between = text[min(a.end, b.end) : max(a.start, b.start)]
            if len(between) < _LIST and (" and " in between or between.strip() == ","):
                return True
    return False


def _only_meant(c: Candidate) -> bool:
    """A plaintiff of whom only the learned reader says that they mean to go to court."""
    return c.label == SIDES[0] and c.finder == "learned" and all(k.status == "planned" for k in c.claims["learned"])
