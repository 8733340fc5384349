"""The likeliest of the dates and of the sums that a claim may have: the rules' word and every other sign, weighed as measured on annotated articles.

Right or absent: a claim has none where none is likely enough, or where another is nearly as likely.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import TypeVar

from kg.extract.values.beginnings import beginning_words
from kg.extract.values.date_signs import DateSigns
from kg.extract.values.sum_signs import PAID, SumSigns
from kg.records import Claim, Money, PartialDate, Record

Value = TypeVar("Value", PartialDate, Money)

EXACTLY = 0.6
"""The chance from which a date stands instead of one that is likelier, and of which it is a part: the day instead of its month."""


class Weights(Record):
    """likely_dates.json and likely_sums.json, which `python -m training.fit_values` writes.

    The log odds that a value is the claim's are `base` plus the weights of its signs. It is given from the chance `least`, where none that
    contradicts it comes within `lead` of its own (a day goes before its month from EXACTLY); what the rules say stays from the chance `kept`
    where no other is given.
    """

    least: float
    lead: float
    kept: float
    base: float
    signs: dict[str, float]

    def chance(self, signs: Iterable[str]) -> float:
        x = self.base + math.fsum(self.signs.get(sign, 0.0) for sign in signs)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))

    def choose(self, candidates: Mapping[Value, Iterable[str]], ruled: Value | None = None) -> Value | None:
        """The likeliest; of two that are equally likely the one with more to it. `ruled`: what the rules say."""
        chances = {value: self.chance(signs) for value, signs in candidates.items()}
        best = max(chances, key=lambda value: (chances[value], len(str(value)), str(value)), default=None)
        if best is None:
            return None
        rival = max((chance for value, chance in chances.items() if not agree(value, best)), default=0.0)
        if chances[best] >= self.least and chances[best] - rival >= self.lead:
            return max(
                (value for value in chances if _within(value, best) and chances[value] >= EXACTLY), key=lambda v: (chances[v], v), default=best
            )
        return ruled if ruled is not None and chances.get(ruled, 0.0) >= self.kept else None


@cache
def weights(of: str) -> Weights:
    """The figures that the project ships, of "dates" or "sums", read once."""
    return Weights.model_validate(json.loads((files("kg.extract.values") / f"likely_{of}.json").read_text("utf-8")))


def agree(one: Value, other: Value) -> bool:
    """Whether two values are one: of two dates, one may be the other more exactly."""
    if isinstance(one, str) and isinstance(other, str):
        return one.startswith(other) or other.startswith(one)
    return one == other


def _within(one: Value, other: Value) -> bool:
    """Whether one is the other more exactly: a day of a month."""
    return isinstance(one, str) and isinstance(other, str) and one != other and one.startswith(other)


def with_likely(claims: Sequence[Claim], dates: DateSigns, sums: SumSigns) -> list[Claim]:
    """The claims, each with the likeliest of its dates and sums or with none."""
    given = []
    for claim in claims:
        if dated(claim):
            given.append(_with_date(claim, weights("dates").choose(dates.candidates(claim), claim.date)))
        else:
            given.append(claim)
    return [
        _with_sum(c, weights("sums").choose(sums.candidates(told), told.money)) if paid(told) else c for told, c in zip(claims, given, strict=True)
    ]


def dated(claim: Claim) -> bool:
    """Whether a claim is one of those whose dates are weighed: of two, and not denied. What else befalls a founder is seldom told apart."""
    return _of_two(claim) and claim.predicate != "founded"


def paid(claim: Claim) -> bool:
    """Whether a claim is one of those whose sums are weighed."""
    return _of_two(claim) and claim.predicate in PAID


def _of_two(claim: Claim) -> bool:
    return claim.object is not None and claim.status != "negated"


def _with_date(claim: Claim, when: PartialDate | None) -> Claim:
    event = claim.event
    if when is not None and event is None:
        if claim.predicate == "worksFor":
            event = "Departure" if claim.status == "former" else "Appointment"
        elif claim.status != "former":
            event = "ProductLaunch" if claim.predicate == "makes" else beginning_words().events.get(claim.predicate)
    return claim.model_copy(update={"date": when, "event": event})


def _with_sum(claim: Claim, money: Money | None) -> Claim:
    bought = claim.predicate == "ownsStakeIn" and claim.event is None and money is not None and claim.status != "former"
    return claim.model_copy(update={"money": money, "event": "StakePurchase" if bought else claim.event})
