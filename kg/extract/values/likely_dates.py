"""The likeliest of the dates that a claim may have: the rules' word and every other sign, weighed as measured on annotated articles.

Right or absent: a claim has no date where none is likely enough, or where another is nearly as likely.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files

from kg.extract.values.beginnings import beginning_words
from kg.extract.values.date_signs import DateSigns
from kg.records import Claim, PartialDate, Record


class DateWeights(Record):
    """likely_dates.json, which `python -m training.fit_dates` writes.

    The log odds that a date is the claim's are `base` plus the weights of its signs. It is given from the chance `least`, where no date that
    contradicts it comes within `lead` of its own.
    """

    least: float
    lead: float
    base: float
    signs: dict[str, float]

    def chance(self, signs: Iterable[str]) -> float:
        x = self.base + math.fsum(self.signs.get(sign, 0.0) for sign in signs)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))

    def choose(self, candidates: Mapping[PartialDate, Iterable[str]]) -> PartialDate | None:
        """The likeliest date; of two that are equally likely the more exact."""
        chances = {when: self.chance(signs) for when, signs in candidates.items()}
        best = max(chances, key=lambda when: (chances[when], len(when), when), default=None)
        if best is None or chances[best] < self.least:
            return None
        rival = max((chance for when, chance in chances.items() if not agree(when, best)), default=0.0)
        return best if chances[best] - rival >= self.lead else None


@cache
def date_weights() -> DateWeights:
    """The figures that the project ships, read once."""
    return DateWeights.model_validate(json.loads((files("kg.extract.values") / "likely_dates.json").read_text("utf-8")))


def agree(one: PartialDate, other: PartialDate) -> bool:
    """Whether one of two dates is the other, more exactly."""
    return one.startswith(other) or other.startswith(one)


def with_likely(claims: Sequence[Claim], signs: DateSigns, weights: DateWeights) -> list[Claim]:
    """The claims, each with the likeliest of its dates or with none."""
    return [_dated(c, weights.choose(signs.candidates(c))) if weighed(c) else c for c in claims]


def weighed(claim: Claim) -> bool:
    """Whether a claim is one of those whose dates were measured: of two, and not denied."""
    return claim.object is not None and claim.status != "negated"


def _dated(claim: Claim, when: PartialDate | None) -> Claim:
    event = claim.event
    if when is not None and event is None:
        if claim.predicate == "worksFor":
            event = "Departure" if claim.status == "former" else "Appointment"
        elif claim.status != "former":
            event = "ProductLaunch" if claim.predicate == "makes" else beginning_words().events.get(claim.predicate)
    return claim.model_copy(update={"date": when, "event": event})
