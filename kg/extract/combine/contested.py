"""What one reader says against the other: denials, sides of a suit, a whole state beside its own agency."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from kg.extract.combine.candidates import OPPOSITE, READERS, Candidate, Joined, Key
from kg.extract.combine.states import States
from kg.extract.combine.suits import SIDES
from kg.records import Claim

Sureness = Mapping[Key, float]
_RULED = frozenset(("ruledFor", "ruledAgainst"))
_SETTLING = frozenset(("settledWith", "fined"))
_TURNED = 0.85  # how far what is said of one side holds of the other
_SURE = 0.7  # of a suing that only the sides of a suit tell of
_NOT_BROUGHT = frozenset(("sued/verb", "charged/verb"))  # denied, these leave no suit; a plea of not guilty or charges thrown out do
_OF_SUITS = frozenset(("sued", "charged", *SIDES))


def denied(candidates: Sequence[Candidate], joined: Joined) -> None:
    """The learned reader does not see a "not": where the frames read the same words, or nothing but the contrary, as a denial, it is one."""
    denials = [c for k in candidates for c in k.claims["frames"] if c.status == "negated" and c.trigger is not None]
    for candidate in candidates:
        ours = candidate.claims["frames"]
        contrary = bool(ours) and candidate.label not in SIDES and all(c.status == "negated" for c in ours)
        candidate.claims["learned"] = [
            c.model_copy(update={"status": "negated"})
            if _same_words(candidate.label, c, denials) or (contrary and not _elsewhere(candidate, c, joined))
            else c
            for c in candidate.claims["learned"]
        ]


def _same_words(label: str, claim: Claim, denials: Sequence[Claim]) -> bool:
    def about(d: Claim) -> bool:
        return d.rule in _NOT_BROUGHT if label in _OF_SUITS else d.predicate == claim.predicate

    return claim.trigger is not None and any(d.trigger is not None and d.trigger.overlaps(claim.trigger) and about(d) for d in denials)


def _elsewhere(candidate: Candidate, claim: Claim, joined: Joined) -> bool:
    """Whether a claim stands in other words than the denial, which point to both ends."""
    if any(c.span.overlaps(claim.span) for c in candidate.claims["frames"]):
        return False
    return all(_pointed(joined, end, claim) for end in (candidate.subject, candidate.object) if 0 <= end < len(joined.aligned.entities))


def _pointed(joined: Joined, entity: int, claim: Claim) -> bool:
    return any(m.span.overlaps(claim.span) for m in joined.aligned.entities[entity].mentions)


def without_strays(candidates: Sequence[Candidate], joined: Joined) -> None:
    """Of several claims of one thing, those whose words point to neither side of it but to others are dropped: their sum is the others'.

    Words that only leave an end out ("Acme agreed to pay $5m", in a notice of the agency's) tell of it all the same.
    """
    for candidate in candidates:
        ends = [e for e in (candidate.subject, candidate.object) if 0 <= e < len(joined.aligned.entities)]
        every = [c for r in READERS for c in candidate.claims[r]]
        sound = [c for c in every if all(_pointed(joined, e, c) for e in ends)]
        if sound and any(c.money is not None for c in sound):
            strays = {id(c) for c in every if c.money is not None and any(_replaced(joined, e, ends, c) for e in ends)}
            for reader in READERS:
                candidate.claims[reader] = [c for c in candidate.claims[reader] if id(c) not in strays]


def _replaced(joined: Joined, end: int, ends: Sequence[int], claim: Claim) -> bool:
    """Whether a claim's words leave one end out and name another of its kind, or leave all of them out."""
    if _pointed(joined, end, claim):
        return False
    entities = joined.aligned.entities
    kind = entities[end].type
    others = any(e.type == kind and e.id not in ends and _pointed(joined, e.id, claim) for e in entities)
    return others or not any(_pointed(joined, e, claim) for e in ends)


def without_rivals(candidates: Sequence[Candidate]) -> None:
    """Where a notice tells by its form who settled, what the learned reader says of others in the very words is of names misread."""
    notices = [c for k in candidates for c in k.claims["frames"] if c.rule.startswith("notices/")]

    def retold(c: Claim) -> bool:
        return any(n.span.overlaps(c.span) or (c.money is not None and n.money == c.money) for n in notices)

    for candidate in candidates:
        if candidate.label in _SETTLING and not candidate.claims["frames"]:
            candidate.claims["learned"] = [c for c in candidate.claims["learned"] if not retold(c)]


def without_absent_suers(kept: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """Without suits that only the learned reader ascribes to an agency, in words that do not point to it but name another agency."""
    entities = joined.aligned.entities
    agencies = [e.id for e in entities if e.type == "Agency"]

    def others(c: Candidate, words: Claim) -> bool:
        return not _pointed(joined, c.subject, words) and any(_pointed(joined, a, words) for a in agencies if a not in (c.subject, c.object))

    def stands(c: Candidate) -> bool:
        if c.label != "sued" or c.finder != "learned" or entities[c.subject].type not in ("Agency", "Court"):
            return True
        return not all(others(c, k) for k in c.claims["learned"])

    return [c for c in kept if stands(c)]


def one_side(kept: Sequence[Candidate], sure: Sureness) -> list[Candidate]:
    """Of a party on both sides of one suit, the surer side; of two as sure, the one that the frames read."""
    side = {c.key: c for c in kept if c.label in SIDES}

    def rank(c: Candidate) -> tuple[float, bool, bool]:
        return sure[c.key], c.finder != "learned", c.label == SIDES[0]

    def stands(c: Candidate) -> bool:
        other = side.get((SIDES[1 - SIDES.index(c.label)], c.subject, c.object)) if c.label in SIDES else None
        return other is None or rank(c) > rank(other)

    return [c for c in kept if stands(c)]


def one_ruling(kept: Sequence[Candidate], sure: Sureness) -> list[Candidate]:
    """Of what the same words tell of as ruled both for and against one party, the surer; of two as sure, what the frames read."""
    ruling = {c.key: c for c in kept if c.label in _RULED and _asserted(c)}

    def rank(c: Candidate) -> tuple[float, bool, bool]:
        return sure[c.key], c.finder != "learned", c.label == "ruledFor"

    def retold(c: Candidate, other: Candidate) -> bool:
        theirs = [k.span for r in READERS for k in other.claims[r]]
        return all(any(k.span.overlaps(span) for span in theirs) for r in READERS for k in c.claims[r])

    def stands(c: Candidate) -> bool:
        other = ruling.get((OPPOSITE[c.label], c.subject, c.object)) if c.key in ruling else None
        return other is None or rank(c) > rank(other) or not retold(c, other)

    return [c for c in kept if stands(c)]


def without_states(kept: Sequence[Candidate], joined: Joined) -> list[Candidate]:
    """ "Britain blocks the deal" above "The Competition and Markets Authority blocked it": the agency did, not the state of the headline."""
    states = States(joined.aligned.entities)
    told: dict[tuple[str, str, int], set[int]] = defaultdict(set)
    for c in kept:
        if _asserted(c):
            told[c.label, "subject", c.object].add(c.subject)
            told[c.label, "object", c.subject].add(c.object)
    article = joined.article
    title_end = len(article.title) if article.title and article.text.startswith(article.title) else 0

    def stands(c: Candidate) -> bool:
        if c.object < 0 or any(k.span.end > title_end for r in READERS for k in c.claims[r]):
            return True
        doubled = any(states.same(c.subject, o) for o in told[c.label, "subject", c.object] if c.subject in states.codes)
        return not (doubled or any(states.same(c.object, o) for o in told[c.label, "object", c.subject] if c.object in states.codes))

    return [c for c in kept if stands(c)]


def completed(kept: list[Candidate], sure: dict[Key, float]) -> list[Candidate]:
    """Who is named on one side of a civil suit sues each on the other: what is missing of that is made of what the suit's parties rest on.

    Of parties that the frames read; the learned reader is apt to count those of another suit, or of none, with the defendants.
    """
    sides: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for c in kept:
        if c.label in SIDES and _asserted(c):
            sides[c.label, c.object].append(c)
    told = {(c.subject, c.object) for c in kept if c.label == "sued"}
    made = []
    for suit in sorted({number for _, number in sides}):
        plaintiffs, defendants = (sides[label, suit] for label in SIDES)
        if not any((p.subject, d.subject) in told for p in plaintiffs for d in defendants):
            continue
        plaintiffs, defendants = ([c for c in side if c.finder != "learned"] for side in (plaintiffs, defendants))
        for p in plaintiffs:
            for d in defendants:
                key = ("sued", p.subject, d.subject)
                if key[1:] in told or p.subject == d.subject or (d.subject, p.subject) in told:
                    continue
                both = sure[p.label, p.subject, suit] * sure[d.label, d.subject, suit]
                if both < _SURE:
                    continue
                told.add((p.subject, d.subject))
                sure[key] = both
                made.append(_suing(p, d))
    return [*kept, *made]


def with_losers(kept: list[Candidate], sure: dict[Key, float]) -> list[Candidate]:
    """A court or judge that decides for one side of a suit decides against the other, and the other way round, where the article tells of one suit.

    Only who rules by the frames' word, in a suit whose parties they read and which it hears by their word too.
    """
    sides: dict[int, dict[str, set[int]]] = defaultdict(lambda: {side: set() for side in SIDES})
    for c in kept:
        if c.label in SIDES and _asserted(c) and c.finder != "learned":
            sides[c.object][c.label].add(c.subject)
    told = {c.key for c in kept}
    ruled = {(c.subject, c.object) for c in kept if c.label in _RULED}
    hearing = {(c.subject, c.object) for c in kept if c.label in ("judgeIn", "heardIn") and c.finder != "learned"}
    made = []
    for c in kept:
        if c.label not in _RULED or c.finder == "learned" or not _asserted(c):
            continue
        here = [(s, side) for s in sorted(sides) for side in SIDES if c.object in sides[s][side]]
        if len(here) != 1 or (c.subject, here[0][0]) not in hearing:
            continue
        suit, side = here[0]
        for other in sorted(sides[suit][SIDES[1 - SIDES.index(side)]]):
            key = (OPPOSITE[c.label], c.subject, other)
            if key in told or (c.subject, other) in ruled or other == c.subject:
                continue
            told.add(key)
            sure[key] = _TURNED * sure[c.key]
            made.append(_retold(key, c, lambda claim: {}))
    return [*kept, *made]


def _asserted(c: Candidate) -> bool:
    return any(k.status != "negated" for r in READERS for k in c.claims[r])


def _suing(plaintiff: Candidate, defendant: Candidate) -> Candidate:
    """The suing that two sides of one suit tell of, in the words that tell of the defendant."""
    key = ("sued", plaintiff.subject, defendant.subject)
    return _retold(key, defendant, lambda claim: {"event": "LawsuitFiling", "lawsuit": claim.object})


def _retold(key: Key, words: Candidate, more: Callable[[Claim], Mapping[str, object]]) -> Candidate:
    """Another thing that what is said of `words`, and not denied, tells too; no sum is of it. `more` is what else is changed of each claim."""
    told = Candidate(*key)
    changed = {"predicate": key[0], "subject": key[1], "object": key[2], "money": None}
    for reader in READERS:
        told.claims[reader] = [c.model_copy(update={**changed, **more(c)}) for c in words.claims[reader] if c.status != "negated"]
    return told
