"""The sum of a claim: the one that is told to be of its party, its body or its purpose, and of no neighbour.

Right or absent: of two sums that may be the claim's it has neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.extract.values.figures import any_word
from kg.extract.values.money import MoneyMention
from kg.extract.values.occasion_words import occasion_words
from kg.extract.values.sum_owners import Named, Owned, owned
from kg.extract.values.sum_purposes import goes_on, sum_purposes, told_for
from kg.extract.values.told import SumsTold
from kg.records import Claim, Money

BEHIND = 2  # a sum stands at most so many sentences behind the words that it belongs to

_PAY = re.compile(r"(?: [a-z]+){0,3}? ?\bpay\b")
_COSTS = re.compile(r" (?:[a-z]+ ){0,4}")  # "costs of", "a further"
_BESIDE = re.compile(r" (?:about |some |nearly |more than |almost |over )?")
_BY_NAME = frozenset({"fined", "settledWith"})
_DEALS = frozenset({"acquired", "mergedWith"})
_BODIES = frozenset({"Agency", "Court"})
_POSSESSIVE = frozenset({"its", "his", "her", "their"})  # they stand inside a list of parties: "Acme and its owner"


class Sums:
    """The sums of one article, given out to its claims."""

    def __init__(self, told: SumsTold) -> None:
        self._told = told
        self._owners: dict[int, list[Owned]] = {}

    def money(self, claim: Claim) -> Money | None:
        """The sum right behind a party's name; else one that the claim itself or its like have; else the one told beside it."""
        if claim.status == "negated":
            return None
        if (own := self._at_name(claim)) is not None:
            return own
        if claim.predicate == "ordered" and (own := self._to_pay(claim)) is not None:
            return own
        if claim.money is not None and not self.of_others(claim):
            return claim.money
        if claim.predicate in sum_purposes().purposes:
            return self._for(claim)
        joint = {c.money for c in self._alike(claim) if c.money is not None and self._at_name(c) is None}
        if any(self._at_name(c) is not None for c in self._alike(claim)):
            joint = set()
        if joint:
            return min(joint, key=lambda m: (m.currency, m.amount)) if len(joint) == 1 else None
        if (near := self._first_behind(self._told.at(claim.place.start))) is not None:
            return self._paid(claim, [near])
        return self._paid(claim, range(len(self._told.starts))) if claim.predicate == "settledWith" else None

    def _to_pay(self, claim: Claim) -> Money | None:
        """The sum right behind words that order it to be paid: "fined £3m and ordered to pay costs of £2m"."""
        place, text = claim.place, self._told.text
        pay = _PAY.match(text, max(place.start, place.end - 3)) if place.of(text).endswith("pay") else _PAY.match(text, place.end)
        behind = [s for s in self._told.sums[self._told.at(place.start)] if not s.per_unit and pay and s.span.start >= pay.end()]
        first = min(behind, key=lambda s: s.span.start, default=None)
        return first.money if first is not None and pay and _COSTS.fullmatch(text, pay.end(), first.span.start) else None

    def _for(self, claim: Claim) -> Money | None:
        """What the suit asks, the deal or the stake costs, the court awards, where the sum is told to be for that."""
        place = claim.place
        n = self._told.at(place.start)
        if claim.predicate == "ownsStakeIn" and n not in self._sentences(_BY_NAME):
            own = self._tied(claim.subject, claim.subject, [n])
            if own is not None:
                return own
        if claim.predicate.startswith("ruled") and claim.object is not None and any_word(sum_purposes().awarding).search(self._told.sentence(n)):
            own = self._given(claim, n) if claim.predicate == "ruledFor" else self._tied(claim.object, None, [n])
            if own is not None:
                return own
        if found := told_for(claim.predicate, self._told.text, self._told.starts[n], place, self._told.sums[n]):
            return self._nearest(claim, found)
        if claim.predicate == "sued":
            on = [n + 1] if n + 1 < len(self._told.starts) and goes_on(self._told.sentence(n + 1)) else []
            return self._only(claim, on) or self._only(claim, [k for k in range(len(self._told.starts)) if self._both_in(claim, k)])
        if claim.predicate not in _DEALS:
            return None
        ends = {claim.subject, claim.object}
        only = all({c.subject, c.object} == ends for c in self._told.reading.claims if c.predicate in _DEALS and ends & {c.subject, c.object})
        for k in (k for k in range(len(self._told.starts)) if k != n and self._of_deal(claim, k)):
            near = only or abs(k - n) == 1 or self._both_in(claim, k)
            if near and (found := told_for(claim.predicate, self._told.text, self._told.starts[k], None, self._told.sums[k])):
                return found[0].money
        if claim.predicate not in occasion_words().payments:
            return None
        first = self._first_behind(n)
        return self._paid(claim, [first]) if first is not None and self._of_deal(claim, first) else None

    def _given(self, claim: Claim, n: int) -> Money | None:
        """The sum right behind the name of whom a court rules for: "awarded Corvane £3m against Tollmark"."""
        names = [m.span.end for e in self._told.reading.entities if e.id == claim.object for m in e.mentions]
        text = self._told.text
        return next((s.money for s in self._told.sums[n] if any(_BESIDE.fullmatch(text, end, s.span.start) for end in names)), None)

    def _first_behind(self, n: int) -> int | None:
        """The first of a sentence and those just behind it that tells a sum."""
        near = range(n, min(n + BEHIND + 1, len(self._told.starts)))
        return next((k for k in near if any(not s.per_unit for s in self._told.sums[k])), None)

    def _nearest(self, claim: Claim, sums: Sequence[MoneyMention]) -> Money | None:
        """The only sum; of several, the first behind the name of the claim's object: "bought Acme for £3m and Corvane for £2m"."""
        if _one(sums) or claim.object is None:
            return sums[0].money
        n = self._told.at(sums[0].span.start)
        named = [m.span.end for m in self._told.reading.entities[claim.object].mentions if self._told.at(m.span.start) == n]
        return next((s.money for s in sums if named and s.span.start >= min(named)), None)

    def _only(self, claim: Claim, sentences: Iterable[int]) -> Money | None:
        sums = [s for k in sentences for s in told_for(claim.predicate, self._told.text, self._told.starts[k], None, self._told.sums[k])]
        return sums[0].money if sums and _one(sums) else None

    def _both_in(self, claim: Claim, n: int) -> bool:
        """Whether a sentence names both ends of the claim."""
        ends = [end for end in (claim.subject, claim.object) if end is not None]
        return all(any(self._told.at(m.span.start) == n for m in self._told.reading.entities[end].mentions) for end in ends)

    def _paid(self, claim: Claim, sentences: Iterable[int]) -> Money | None:
        """The sum that these sentences tell with a word of payment, where they tell no other."""
        cue, other = any_word(occasion_words().payments[claim.predicate]), any_word(occasion_words().not_sums)
        paid = []
        for k in sentences:
            words = self._told.sentence(k)
            if cue.search(words) and not other.search(words):
                paid += [s for s in self._told.sums[k] if not s.per_unit and self._may_have(claim, s, k)]
        return paid[0].money if paid and _one(paid) else None

    def _of_deal(self, claim: Claim, n: int) -> bool:
        """Whether a sentence names a party of the deal, and no other company whose deal it may be."""
        ends = {claim.subject, claim.object}
        named = {e.id for e in self._told.reading.entities if e.type == "Company" and any(self._told.at(m.span.start) == n for m in e.mentions)}
        return bool(named & ends) and not named - ends

    def _at_name(self, claim: Claim) -> Money | None:
        """The sum that the text ties to the claim's party or body, in its sentence; where its party has one body here, in any."""
        if claim.predicate not in _BY_NAME or claim.object is None:
            return None
        party, body = self._party_and_body(claim)
        n = self._told.at(claim.place.start)
        own = self._tied(party, body, [n])
        alone = all(self._party_and_body(c)[1] == body for c in self._alike(claim) if c.object is not None and self._party_and_body(c)[0] == party)
        # A sum told of one party alone is that party's; one of several may be their total, of which each has a part.
        joint = any(c.trigger == claim.trigger and c.object != claim.object and c.money == claim.money for c in self._alike(claim))
        if not alone and (share := self._share(party, body)) is not None:
            return share
        if own is not None:
            return own
        if not alone or not (joint or claim.money is None or self.of_others(claim)):
            return None
        sold = self._sentences(_DEALS)  # "to buy Acme for $5 billion": no fine of Acme's
        return self._tied(party, None, [k for k in range(len(self._told.starts)) if k not in sold])

    def _share(self, party: int, body: int) -> Money | None:
        """What the text says that one body takes of a party that pays several: "Hadley's part of it is £3m"."""
        if any(
            self._party_and_body(c)[0] != party
            for c in self._told.reading.claims
            if c.predicate in _BY_NAME and c.object and body in (c.subject, c.object)
        ):
            return None
        found = {s.sum.money for k in range(len(self._told.starts)) for s in self._owned(k) if s.bodies == {body} and s.fits(party, body)}
        return found.pop() if len(found) == 1 else None

    def _sentences(self, predicates: frozenset[str]) -> set[int]:
        """The sentences that tell of such relations."""
        return {self._told.at(c.place.start) for c in self._told.reading.claims if c.predicate in predicates}

    def _party_and_body(self, claim: Claim) -> tuple[int, int]:
        """Who pays and whom: of those who settle, the body is the agency or court."""
        assert claim.object is not None
        if claim.predicate == "settledWith" and self._told.reading.entities[claim.object].type in _BODIES:
            return claim.subject, claim.object
        return claim.object, claim.subject

    def _tied(self, party: int, body: int | None, sentences: Iterable[int]) -> Money | None:
        """The one sum of those that fit best which these sentences tie to the party or the body."""
        tied = [s for k in sentences for s in self._owned(k) if (body is None or s.fits(party, body)) and s.ties(party, body)]
        best = [s for s in tied if s.ties(party, body) == max(t.ties(party, body) for t in tied)]
        # Of a party's sum and a body's, it is the body's where that deals with nobody else: "Hadley fined Acme £3m and Brenner £2m".
        alone = len({c.object for c in self._told.reading.claims if c.subject == body and c.predicate == "fined"}) == 1
        found = {s.sum.money for s in best} if len({s.sum.money for s in best}) == 1 else {s.sum.money for s in best if alone == (body in s.bodies)}
        return next(iter(found)) if len(found) == 1 else None

    def _owned(self, n: int) -> list[Owned]:
        if n not in self._owners:
            fining = {c.subject for c in self._told.reading.claims if c.predicate == "fined"}
            bodies = {e.id for e in self._told.reading.entities if e.type in _BODIES} | fining
            named = [
                Named(m.span, frozenset({e.id}), e.id in bodies)
                for e in self._told.reading.entities if e.type not in ("Lawsuit", "Law", "Product")
                for m in e.mentions if self._told.at(m.span.start) == n and m.text not in _POSSESSIVE
            ]  # fmt: skip
            self._owners[n] = owned(self._told.text, named, [s for s in self._told.sums[n] if not s.per_unit])
        return self._owners[n]

    def _may_have(self, claim: Claim, sum_: MoneyMention, n: int) -> bool:
        """Whether a sentence tells nobody else to pay or take the sum."""
        if claim.predicate not in _BY_NAME or claim.object is None:
            return True
        return all(s.fits(*self._party_and_body(claim)) for s in self._owned(n) if s.sum == sum_)

    def ties(self, claim: Claim, sum_: MoneyMention, n: int) -> tuple[int, bool]:
        """How many of the claim's two the sentence of a sum ties it to, and whether it ties it to nobody else."""
        if claim.object is None:
            return 0, True
        here = next((s for s in self._owned(n) if s.sum == sum_), None)
        party, body = self._party_and_body(claim)
        return (here.ties(party, body), here.fits(party, body)) if here is not None else (0, True)

    def of_others(self, claim: Claim) -> bool:
        """Whether the claim's sum is told in its sentence only as what another pays, or pays another."""
        if claim.money is None or claim.predicate not in _BY_NAME or claim.object is None:
            return False
        party, body = self._party_and_body(claim)
        here = self._told.at(claim.place.start)
        told = [s for s in self._owned(here) if s.sum.money == claim.money]
        if not told:
            told = [s for k in range(len(self._told.starts)) for s in self._owned(k) if s.sum.money == claim.money]
        return bool(told) and not any(s.fits(party, body) for s in told)

    def _alike(self, claim: Claim) -> list[Claim]:
        """The claims of the same relation and status that share one end with it."""
        ends = {claim.subject, claim.object}
        return [c for c in self._told.reading.claims if c.predicate == claim.predicate and c.status == claim.status and ends & {c.subject, c.object}]


def _one(sums: Sequence[MoneyMention]) -> bool:
    return len({s.money for s in sums}) == 1
