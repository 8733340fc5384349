"""Claims that tell of one deed have one date: the targets of a fine, the sides of a suit, those for and against whom a court rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from kg.records import Claim, PartialDate, Span

FILING = frozenset({"sued", "plaintiffIn", "defendantIn"})
RULING = frozenset({"ruledFor", "ruledAgainst"})
# Of one body towards one party: a settlement, and what is to be paid by it; a raid, and the inquiry that it is part of.
OUTCOMES = (frozenset({"fined", "settledWith", "ordered"}), frozenset({"investigated", "raided"}))
NEWS = (
    frozenset({"fined", "ordered", "banned", "settledWith", "ruledAgainst", "ruledFor"}),
    frozenset({"approved", "blocked"}),
    frozenset({"charged"}),
)
NEAR = 5  # sentences between two acts of a body that are told as one piece of news


def shared(claims: Sequence[Claim], at: Callable[[int], int], begins: Callable[[Claim], bool] = lambda claim: True) -> list[Claim]:
    """The claims, with the one date of a deed on all of them that had none; where its claims have two dates, none is given.

    `at` numbers the sentence of a code point; `begins`: whether the words of a claim tell that a suit begins.
    """
    filings = [c for c in claims if c.predicate in ("sued", "charged") and begins(c)]
    given = []
    for claim in claims:
        if claim.date is None and claim.status == "fact":
            kins = (_of_one_act, _of_one_suit, _of_one_outcome, _of_one_sitting) if claim.event is not None else (_of_its_filing,)
            told = claims if claim.event is not None else filings
            for kin in kins:
                dates = sorted({c.date for c in told if c.date is not None and c.status == claim.status and kin(claim, c, at)})
                if dates:
                    break
            if when := _common(dates):
                claim = claim.model_copy(update={"date": when, "event": claim.event or "GoingToCourt"})
        given.append(claim)
    return given


def of_news(
    claims: Sequence[Claim], at: Callable[[int], int], fresh: Callable[[PartialDate], bool], timeless: Callable[[Claim], bool]
) -> list[Claim]:
    """The claims, with the date of the news on what else a body is told to have done of that kind: the further fines of a list, the rest of a ruling.

    `fresh`: whether a date may be that of the news; `timeless`: whether the sentence of a claim tells no time of its own.
    """
    given = []
    for claim in claims:
        kind = next((k for k in NEWS if claim.predicate in k), frozenset[str]())
        if claim.date is None and claim.event is not None and claim.status == "fact" and kind and timeless(claim):
            kin = [c for c in claims if c.subject == claim.subject and c.predicate in kind and c.status == "fact" and c.date is not None]
            near = any(abs(_sentence(claim, at) - _sentence(c, at)) <= NEAR for c in kin)
            if near and all(c.date is not None and fresh(c.date) for c in kin) and (when := _common({c.date for c in kin if c.date is not None})):
                claim = claim.model_copy(update={"date": when})
        given.append(claim)
    return given


def with_outcome(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, with the one sum that a body fines a party on the settlement between them that tells none, or what it fines another."""
    given = []
    for claim in claims:
        if claim.predicate == "settledWith" and claim.status == "fact":
            ends = {claim.subject, claim.object}
            fines = [c for c in claims if c.predicate == "fined" and c.status == "fact" and c.money is not None]
            sums = {c.money for c in fines if {c.subject, c.object} == ends}
            others = {c.money for c in fines if {c.subject, c.object} != ends and c.subject in ends}
            alike = [c for c in claims if c.predicate == claim.predicate and {c.subject, c.object} == ends and c.money is not None and c is not claim]
            anothers = claim.money in others - sums  # what another is fined by the same body
            if len(sums) == 1 and not alike and (claim.money is None or anothers):
                claim = claim.model_copy(update={"money": sums.pop()})
        given.append(claim)
    return given


def without_outcome(claims: Sequence[Claim]) -> list[Claim]:
    """The claims, a suit without the sum for which the two are told to have settled: "paid £3m to settle a suit by Acme"."""
    settled = {(frozenset({c.subject, c.object}), c.money) for c in claims if c.predicate == "settledWith" and c.money is not None}
    return [
        c.model_copy(update={"money": None}) if c.predicate == "sued" and (frozenset({c.subject, c.object}), c.money) in settled else c
        for c in claims
    ]


def one_doer(claims: Sequence[Claim], text: str, behind: Callable[[int, Span], bool | None]) -> list[Claim]:
    """The claims, without a date on what a verb is said to tell of two who act where only one is named ahead of it: "the Court rejected a suit
    against a ruling of the Tribunal".

    `behind`: whether the sentence names an entity behind the words alone; None where it does not name it.
    """

    def anothers(claim: Claim) -> bool:
        place = claim.trigger
        if claim.date is None or place is None or claim.predicate not in RULING or text.startswith(" by ", place.end):
            return False
        rivals = [
            c for c in claims if c.trigger == place and c.predicate == claim.predicate and c.object == claim.object and c.subject != claim.subject
        ]
        return behind(claim.subject, place) is True and any(c.date is not None and behind(c.subject, place) is False for c in rivals)

    return [c.model_copy(update={"date": None}) if anothers(c) else c for c in claims]


def _common(dates: Iterable[PartialDate]) -> PartialDate | None:
    """The most exact of dates that all lie in one another."""
    ordered = sorted(dates, key=lambda d: (len(d), d))
    return ordered[-1] if ordered and all(ordered[-1].startswith(d) for d in ordered) else None


def _sentence(claim: Claim, at: Callable[[int], int]) -> int:
    return at(claim.place.start)


def _of_one_act(claim: Claim, other: Claim, at: Callable[[int], int]) -> bool:
    """Told of one body in one sentence: "fined Acme and Corvane"; "ruled for one and against the other"."""
    alike = claim.predicate == other.predicate or {claim.predicate, other.predicate} <= RULING
    one_end = claim.subject == other.subject or (claim.object is not None and claim.object == other.object and claim.trigger == other.trigger)
    return alike and one_end and _sentence(claim, at) == _sentence(other, at)


def _of_one_suit(claim: Claim, other: Claim, at: Callable[[int], int]) -> bool:
    """A filing's sides, whoever is named of them where; a court's ruling in one suit within a sentence or two."""
    if claim.lawsuit is None or claim.lawsuit != other.lawsuit:
        return False
    if claim.predicate in FILING and other.predicate in FILING:
        return other.predicate != "defendantIn" or other.event is not None
    ruling = claim.predicate in RULING and other.predicate in RULING and claim.subject == other.subject
    return ruling and abs(_sentence(claim, at) - _sentence(other, at)) <= 2


def _of_its_filing(claim: Claim, other: Claim, at: Callable[[int], int]) -> bool:
    """The suit or charge by which a party came to be on its side, wherever that is told."""
    filed = other.event is not None and claim.lawsuit is not None and claim.lawsuit == other.lawsuit
    return filed and claim.subject == (other.subject if claim.predicate == "plaintiffIn" else other.object) and claim.predicate in FILING


def _of_one_outcome(claim: Claim, other: Claim, at: Callable[[int], int]) -> bool:
    ends = {claim.subject, claim.object} == {other.subject, other.object}
    return ends and any({claim.predicate, other.predicate} <= kind for kind in OUTCOMES) and abs(_sentence(claim, at) - _sentence(other, at)) <= 4


def _of_one_sitting(claim: Claim, other: Claim, at: Callable[[int], int]) -> bool:
    """Who sits in a case, and what it decides or is asked by the same words: "Judge Ann Lee fined Acme", "sued Acme in the High Court"."""
    if claim.predicate not in ("heardIn", "judgeIn"):
        return False
    body, suit = (claim.object, claim.subject) if claim.predicate == "heardIn" else (claim.subject, claim.object)
    acts = (
        other.subject == body
        and other.event is not None
        and other.predicate not in ("judgeIn", "worksFor")
        and _sentence(claim, at) == _sentence(other, at)
    )
    return acts or (other.predicate in FILING and other.lawsuit == suit and other.event is not None and other.trigger == claim.trigger)
