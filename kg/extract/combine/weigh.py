"""From what two readers claim to one reading: how sure each thing is, which are said, and whose word holds on status, date and sum."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from kg.extract.combine.candidates import ENDS, READERS, Candidate, Joined
from kg.extract.combine.contested import (
    completed,
    denied,
    one_ruling,
    one_side,
    with_losers,
    without_absent_suers,
    without_rivals,
    without_states,
    without_strays,
)
from kg.extract.combine.makers import one_maker
from kg.extract.combine.measured import Measured, Reader
from kg.extract.combine.one_word import by_one_word
from kg.extract.combine.own_words import in_own_words
from kg.extract.combine.posts import without_halves, without_judges_of_firms, without_no_posts
from kg.extract.combine.proceedings import with_proceedings
from kg.extract.combine.quiet import tempered
from kg.extract.combine.suits import IN_SUIT, SIDES, suit_entity
from kg.extract.combine.undone import denies
from kg.records import Claim, LocalEntity, Reading

ENGINE = "both"
_DEALS = frozenset(("acquired", "mergedWith"))  # a deal that a court stops is denied without a "not"
_DONE = frozenset(("sued", "charged", "investigated", "blocked", "approved", "banned", "raided", "recalled"))
_PENALTIES = frozenset(("fined", "sanctioned", "warned", "ordered"))  # who "will pay" one has been fined


def weigh(joined: Joined, measured: Measured) -> Reading:
    """The reading that both give together: entities in text order, then lawsuits; claims in text order, confidence as measured."""
    denied(joined.candidates, joined)
    without_strays(joined.candidates, joined)
    without_rivals(joined.candidates)
    sure = {c.key: measured.claims[c.finder].sure(c.label, c.signs) for c in joined.candidates}
    sure = tempered(sure, joined.candidates, len(joined.article.text.split()), measured.quiet)
    kept = [c for c in joined.candidates if sure[c.key] >= measured.least[c.finder]]
    kept = without_halves(without_no_posts(without_judges_of_firms(kept, joined), joined))
    kept = by_one_word(with_proceedings(one_maker(kept, sure, joined), joined), joined)
    kept = completed(without_states(one_side(without_absent_suers(kept, joined), sure), joined), sure)
    kept = with_losers(one_ruling(kept, sure), sure)
    claims = [claim for c in kept for claim in _merged(c, round(sure[c.key], 4), measured, joined.article.text)]
    return _reading(joined, in_own_words(claims), measured)


def _merged(candidate: Candidate, confidence: float, measured: Measured, text: str) -> list[Claim]:
    """The claims that tell of it. One of each reader becomes one where nothing keeps them apart; further ones of the frames stay."""
    frames, learned = candidate.claims["frames"], candidate.claims["learned"]
    if not (frames and learned):
        return [c.model_copy(update={"confidence": confidence}) for c in (*frames, *learned)]
    out = []
    rest = list(frames)
    for theirs in learned:
        near = sorted(rest, key=lambda c: (not c.span.overlaps(theirs.span), _apart(c, theirs), -c.confidence, c.span.start))
        if not near or _apart(near[0], theirs):
            out.append(theirs.model_copy(update={"confidence": confidence}))
            continue
        rest.remove(near[0])
        out.append(_one(near[0], theirs, confidence, measured, text))
    return out + [c.model_copy(update={"confidence": confidence}) for c in rest]


def _apart(ours: Claim, theirs: Claim) -> bool:
    """Whether two claims in different places tell of different events: one is denied, or their dates or sums contradict."""
    if ours.span.overlaps(theirs.span):
        return False
    if (ours.status == "negated") != (theirs.status == "negated"):
        return True
    dates = ours.date, theirs.date
    if dates[0] and dates[1] and not (dates[0].startswith(dates[1]) or dates[1].startswith(dates[0])):
        return True
    return ours.money is not None and theirs.money is not None and ours.money != theirs.money


def _one(ours: Claim, theirs: Claim, confidence: float, measured: Measured, text: str) -> Claim:
    by: dict[Reader, Claim] = {"frames": ours, "learned": theirs}

    def preferred(field: str) -> object:
        first = measured.fields[field]  # type: ignore[index]
        order = (first, *(r for r in READERS if r != first))
        return next((value for r in order if (value := getattr(by[r], field)) is not None), None)

    # The frames see the word that denies, doubts or plans; who has learned may overlook it, or take it from the next sentence.
    restrained = (
        ours.status == "negated"
        or (ours.status == "alleged" and theirs.status == "fact")
        or (ours.status == "planned" and theirs.status == "fact" and ours.predicate in _DEALS | _DONE)
        or (ours.status == "fact" and theirs.status == "negated" and ours.predicate in _DONE | _PENALTIES and not denies(ours.span.of(text)))
    )
    return ours.model_copy(
        update={
            **{field: preferred(field) for field in ("status", "date", "money", "event")},
            **({"status": ours.status} if restrained else {}),
            "lawsuit": ours.lawsuit if ours.lawsuit is not None else theirs.lawsuit,
            "role": ours.role or theirs.role,
            "confidence": confidence,
            "engine": ENGINE,
            "rule": f"{ours.rule} {theirs.rule}",
        }
    )


def _reading(joined: Joined, claims: Sequence[Claim], measured: Measured) -> Reading:
    """Number anew what is kept: entities that both found or that are sure enough, lawsuits that have a party."""
    entities, base = joined.aligned.entities, len(joined.aligned.entities)
    of_suit: dict[int, list[Claim]] = defaultdict(list)
    for c in claims:
        if c.predicate in IN_SUIT:
            of_suit[c.subject if c.predicate == "heardIn" else c.object or 0].append(c)
    suits = [n for n in range(base, base + len(joined.suits)) if any(c.predicate in SIDES for c in of_suit[n])]
    said = [c for c in claims if c.predicate not in IN_SUIT or (c.subject if c.predicate == "heardIn" else c.object) in suits]
    used = {end for c in said for end in (c.subject, c.object, c.speaker) if end is not None}
    kept = [e for e, by in zip(entities, joined.aligned.found_by, strict=True) if by == "both" or e.id in used or _worth(e, by, measured)]
    number = {e.id: i for i, e in enumerate(kept)}
    out = [e.model_copy(update={"id": i}) for i, e in enumerate(kept)]
    for n in suits:
        number[n] = len(out)
        out.append(suit_entity(len(out), of_suit[n], joined.suits[n - base].mentions, entities))
    renumbered = [c.model_copy(update={end: number.get(i) for end in ENDS if (i := getattr(c, end)) is not None}) for c in said]
    renumbered.sort(key=_place)
    return Reading(article=joined.article, entities=tuple(out), claims=tuple(renumbered))


def _place(c: Claim) -> tuple[int, int, str, int, int, str, str]:
    """Text order, then what makes claims of one place differ."""
    return (c.span.start, c.trigger.start if c.trigger else 0, c.predicate, c.subject, -1 if c.object is None else c.object, c.event or "", c.rule)


def _worth(entity: LocalEntity, finder: str, measured: Measured) -> bool:
    """Whether an entity that only one reader found, and that no claim speaks of, is kept."""
    if entity.reference is not None:
        return True
    return measured.lone_entities.get(f"{finder}, {entity.type}", 1.0) >= measured.least_entity
