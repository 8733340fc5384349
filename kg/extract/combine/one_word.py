"""One word tells of one thing: where the frames read whom a word speaks of, the learned reader does not find others in the same word."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence, Set

from kg.extract.combine.candidates import READERS, Candidate, Joined
from kg.extract.combine.suits import IN_SUIT, SIDES
from kg.ontology import ontology
from kg.records import Claim, Span

_ENFORCED = frozenset(("fined", "ordered", "sanctioned", "banned", "investigated", "warned"))
_ONE_TARGET = frozenset(("fined",))
_OF_OTHERS = frozenset((*_ENFORCED, "sued", "charged", "raided", "blocked", "approved", "acquired"))
_OF_ONE = frozenset(("BankruptcyFiling", "Conviction", "Sentencing", "Acquittal", "Appeal"))  # a plea may be another's too: "so did"
_SHARED = frozenset(("listedOn", *IN_SUIT))  # one word tells it of many, whom its sentence need not name
_MUTUAL = frozenset(("competesWith", "mergedWith", "partneredWith"))
_OF_THOSE_NAMED = frozenset(("competesWith", "partneredWith"))
_LIST = 120  # characters between two names of one list
_LISTING = re.compile(r"\b(?:and|or|as well as|along with)\b|[,&/]|^\s*$")
_LIKEWISE = re.compile(r"\b(?:so|too|also|likewise)\b")  # behind a verb that the second name shares
# What stands between a body's name and its part's.
_PART = re.compile(r"['’]?s? ?|,? (?:of|at|in) (?:the |its )?(?:\w+ )?|,? |\s?[(/]\s?", re.IGNORECASE)
# What stands between two names that are no list: the second is of another clause.
_CLAUSE = re.compile(r"\b(?:which|who|whose|that|where|while|when|but|after|because|(?!based|named|called|owned)[a-z]+ed)\b|;|^['’]")


def by_one_word(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without what only the learned reader says by words that the frames read as telling of another suit, of no suit at all, or of another target."""
    read = [(k, c) for k in candidates for c in k.claims["frames"] if c.trigger is not None and c.status != "negated"]
    named = {(k.object, k.label) for k, _ in read if k.label in SIDES}
    whole = {suit for suit, _ in named if all((suit, side) in named for side in SIDES)}
    stands = [c for c in candidates if c.finder != "learned" or not all(_taken(c, claim, read, whole, joined) for claim in c.claims["learned"])]
    stands = _without_bystanders(_without_guesses(stands, joined), joined)
    stands = _without_second_employers(stands, joined)
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


def _without_bystanders(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """ "Acme and Beta try to outdo each other": where the words name two, the learned reader alone finds no third, named elsewhere, in them."""

    def told(c: Candidate, k: Claim) -> bool:
        return _named(joined, c.subject, k) and _named(joined, c.object, k)

    full = [(c.label, k.trigger) for c in candidates if c.label in _OF_THOSE_NAMED for r in READERS for k in c.claims[r] if k.trigger and told(c, k)]

    def beside(c: Candidate, k: Claim) -> bool:
        return not told(c, k) and k.trigger is not None and any(label == c.label and k.trigger.overlaps(t) for label, t in full)

    return [c for c in candidates if c.finder != "learned" or c.label not in _OF_THOSE_NAMED or not all(beside(c, k) for k in c.claims["learned"])]


def _without_second_employers(candidates: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """ "Ada Orme, head of Acme, told the fair": where the frames read whose post a word names, the learned reader finds no other employer.

    But for a body and its part ("head of Acme's labs", "of the labs of Acme") and a list ("of Acme and Beta").
    """
    posts = [(k.subject, k.object, c) for k in candidates if k.label == "worksFor" for c in k.claims["frames"] if c.trigger is not None]

    def second(c: Candidate, claim: Claim) -> bool:
        return any(
            who == c.subject and where != c.object and _overlap(told, claim) and not _beside(joined, where, c.object, claim)
            for who, where, told in posts
        )

    return [c for c in candidates if c.finder != "learned" or c.label != "worksFor" or not all(second(c, k) for k in c.claims["learned"])]


def _overlap(one: Claim, other: Claim) -> bool:
    return one.trigger is not None and other.trigger is not None and one.trigger.overlaps(other.trigger)


def _beside(joined: Joined, one: int, other: int, claim: Claim) -> bool:
    """Whether two bodies stand side by side in a claim's words, as a body and its part or as two of a list."""
    mine, theirs = ([m.span for m in joined.aligned.entities[e].mentions if m.span.overlaps(claim.span)] for e in (one, other))
    text = joined.article.text
    near = (text[min(a.end, b.end) : max(a.start, b.start)] for a in mine for b in theirs)
    return any(_PART.fullmatch(words) for words in near) or _listed(joined, one, other, claim)


def _taken(candidate: Candidate, claim: Claim, read: Sequence[tuple[Candidate, Claim]], whole: Set[int], joined: Joined) -> bool:
    same = list(_by_same_word(claim, read))
    if any(_done_by_another(joined, candidate, claim, k, c) for k, c in same):
        return True
    if any(_befell_another(joined, candidate, claim, k, c) for k, c in read):
        return True
    if candidate.label in SIDES:
        suits = {k.object for k, _ in same if k.label in SIDES}
        enforced = any(k.label in _ENFORCED for k, _ in same)
        return (bool(suits & whole) and candidate.object not in suits) or (enforced and not suits)
    meant = _named if candidate.label in _ONE_TARGET else _pointed
    others = [k for k, c in same if k.label == candidate.label and _whole(joined, k, c)] if candidate.label in _OF_OTHERS else []
    if any(k.finder == "both" or k.label in _ONE_TARGET for k in others) and not meant(joined, candidate.object, claim):
        return True
    if candidate.label in _ONE_TARGET:
        targets = [c for k, c in same if k.label == candidate.label and k.subject == candidate.subject]
        return bool(targets) and not any(_listed(joined, candidate.object, c.object, c) for c in targets)
    return False


def _done_by_another(joined: Joined, candidate: Candidate, claim: Claim, told: Candidate, beside: Claim) -> bool:
    """Whether both readers read the word, of the very object, as telling of another who is named there, and not in one list with this one.

    "Acme was cleared, and the agency fined Beta": who only stands in the sentence did not fine Beta. Of two who are each other's rivals, the one
    that the words leave out is not meant.
    """
    if told.finder != "both" or told.label != candidate.label or candidate.label in _SHARED or candidate.object < 0 or claim.status == "former":
        return False
    if ontology().relations[candidate.label].symmetric:
        return candidate.label in _MUTUAL and any(
            told_of == kept and not _pointed(joined, other, claim) and _named(joined, another, beside)
            for kept, other in _both_ways(candidate)
            for told_of, another in _both_ways(told)
            if another != other
        )
    if told.object != candidate.object or told.subject == candidate.subject:
        return False
    proper = joined.aligned.entities[told.subject].name.split()[-1][:1].isupper()  # "prosecutors" may be the other by another word
    return proper and _named(joined, told.subject, beside) and not _listed(joined, candidate.subject, told.subject, beside)


def _befell_another(joined: Joined, candidate: Candidate, claim: Claim, told: Candidate, beside: Claim) -> bool:
    """Whether both readers read in the same sentence that another was convicted or went bankrupt, and this one is but named there."""
    if told.finder != "both" or told.label != candidate.label or candidate.label not in _OF_ONE or told.subject == candidate.subject:
        return False
    named = _named(joined, candidate.subject, claim) and _named(joined, told.subject, beside)
    return named and beside.span.overlaps(claim.span) and not _listed(joined, candidate.subject, told.subject, beside)


def _both_ways(c: Candidate) -> tuple[tuple[int, int], tuple[int, int]]:
    return (c.subject, c.object), (c.object, c.subject)


def _whole(joined: Joined, told: Candidate, claim: Claim) -> bool:
    """Whether a verb's clause names both ends of what the frames read of it."""
    return claim.rule.endswith("/verb") and all(_named(joined, end, claim) for end in (told.subject, told.object))


def _named(joined: Joined, entity: int, claim: Claim) -> bool:
    return any(m.kind == "name" and m.span.overlaps(claim.span) for m in joined.aligned.entities[entity].mentions)


def _pointed(joined: Joined, entity: int, claim: Claim) -> bool:
    return any(m.span.overlaps(claim.span) for m in joined.aligned.entities[entity].mentions)


def _by_same_word(claim: Claim, read: Sequence[tuple[Candidate, Claim]]) -> Iterator[tuple[Candidate, Claim]]:
    for k, c in read:
        if claim.trigger is not None and c.trigger is not None and c.trigger.overlaps(claim.trigger):
            yield k, c


def _listed(joined: Joined, entity: int, other: int | None, claim: Claim) -> bool:
    """Whether two entities stand in one list in a claim's words: commas or an "and" between their names, no other clause, and not its verb."""
    if other is None:
        return False
    mine, theirs = ([m.span for m in joined.aligned.entities[e].mentions if m.span.overlaps(claim.span)] for e in (entity, other))
    text = joined.article.text
    for a in mine:
        for b in theirs:
            start, end = min(a.end, b.end), max(a.start, b.start)
            between = text[start:end]
            verb = claim.trigger if claim.predicate != "worksFor" else None  # "president A and chairman B" is a list
            if verb is not None and start <= verb.start < end and not _LIKEWISE.search(between):
                continue
            if len(between) < _LIST and _LISTING.search(between) and not _CLAUSE.search(between):
                return True
    return False


def _only_meant(c: Candidate) -> bool:
    """A plaintiff of whom only the learned reader says that they mean to go to court."""
    return c.label == SIDES[0] and c.finder == "learned" and all(k.status == "planned" for k in c.claims["learned"])
