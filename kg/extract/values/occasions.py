"""Dates and sums for claims whose own clause tells none: the day of the report that tells of them, and the sum told beside them.

Right or absent: what the text leaves open between two dates or two sums stays without one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from kg.extract.values.beginnings import begun, heading, settled, since, started, unlike_start, with_start
from kg.extract.values.dates import DateMention, find_dates
from kg.extract.values.figures import any_word
from kg.extract.values.money import MoneyMention, find_money, told_again
from kg.extract.values.named_days import NamedDays
from kg.extract.values.occasion_words import carried, occasion_words, perfect
from kg.extract.values.owners import of_another_time, own_dates, parted
from kg.extract.values.posts import Telling, dated_post, left_elsewhere
from kg.extract.values.sum_owners import Named, Owned, owned
from kg.extract.values.sum_purposes import goes_on, sum_purposes, told_for
from kg.extract.values.together import one_doer, shared, with_outcome
from kg.records import Claim, Money, PartialDate, Reading, Span

FRESH = 3  # a report's day is at most so many days before its publication
EARLY = 6  # sentences in which a suit or charge is the report's own matter, not its history
LEAD = 3  # and stands in one of so many first sentences
BEFORE, AFTER = 50, 25  # characters around the words that carry a claim, in which a word such as "previously" is of it
NEAR = 80  # characters before the words that carry a claim, in which its verb stands
BEHIND = 2  # a sum stands at most so many sentences behind the words that it belongs to


_ENDS = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(])|\n+")
_ALREADY = (None, "Founding", "Hearing", "Sitting")  # events that have the date of their own clause, or none
_OF_SUIT = frozenset({"plaintiffIn", "defendantIn", "heardIn", "judgeIn"})
_BY_NAME = frozenset({"fined", "settledWith"})
_POSSESSIVE = frozenset({"its", "his", "her", "their"})  # they stand inside a list of parties: "Acme and its owner"
_DEALS = frozenset({"acquired", "mergedWith"})
_BODIES = frozenset({"Agency", "Court"})
_COUNTED = re.compile(
    r"\b(?:same|that|next|following) (?:day|week|month|year)\b|\b(?:days?|weeks?|months?|years?) (?:later|earlier|after|before)\b", re.IGNORECASE
)
_VERSUS = re.compile(r"vs?\.?|versus")
_NO_END = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|No|v|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Sen|Rep|Gov)|\b[A-Z])\.\Z")


def with_values(reading: Reading) -> Reading:
    """The reading with dates and sums given to claims that had none, where its text tells one and no other."""
    if not reading.claims:
        return reading
    told = _Told(reading)
    told.reading = reading.model_copy(update={"claims": tuple(told.whole(c) for c in reading.claims)})
    claims = [told.completed(told.begun(told.posted(c))) for c in told.reading.claims]
    claims = with_outcome(claims)
    claims = one_doer(shared(claims, told.at), told.text, told.behind)
    if (start := told.started()) is not None:
        claims = with_start(claims, start)
    return reading.model_copy(update={"claims": tuple(settled(c) for c in claims)})


class _Told:
    """The values of one article by sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.article = reading.article
        self.text = self.article.text
        self.starts = _sentence_starts(self.text)
        self.dates: list[list[DateMention]] = [[] for _ in self.starts]
        self.sums: list[list[MoneyMention]] = [[] for _ in self.starts]
        for day in find_dates(self.text, self.article.date):
            self.dates[self.at(day.span.start)].append(day)
        sums = find_money(self.text)
        again = told_again(self.text, sums)
        for sum_ in sums:
            if sum_ in again:
                continue
            self.sums[self.at(sum_.span.start)].append(sum_)
        title = self.article.title
        self.title_end = len(title) if title and self.text.startswith(title) else 0
        self.first = self.at(self.title_end + 1) if self.title_end else 0
        self.named = NamedDays(self)
        self._owners: dict[int, list[Owned]] = {}
        self.told_in = -1  # the sentence that tells the report's day
        self.day = self._report_day()

    def at(self, position: int) -> int:
        return max(bisect_right(self.starts, position) - 1, 0)

    def _sentence(self, n: int) -> str:
        return self.text[self.starts[n] : self.starts[n + 1] if n + 1 < len(self.starts) else len(self.text)]

    def _bounds(self, n: int) -> tuple[int, int]:
        return self.starts[n], self.starts[n] + len(self._sentence(n))

    def behind(self, entity: int, place: Span) -> bool | None:
        """Whether the sentence of these words names the entity behind them alone; None where it does not name it."""
        n = self.at(place.start)
        named = [m.span.start > place.start for m in self.reading.entities[entity].mentions if self.at(m.span.start) == n]
        return all(named) if named else None

    def started(self) -> PartialDate | None:
        """When the only proceeding that the article tells of began."""
        suits = {c.subject if c.predicate == "heardIn" else c.object for c in self.reading.claims if c.predicate in _OF_SUIT}
        return started(self.text, zip(self.starts, self.dates, strict=True)) if len(suits) == 1 else None

    def _report_day(self) -> PartialDate | None:
        """The one day just before publication that the first sentences of the body tell."""
        published = self.article.date
        if published is None or len(published) != 10:
            return None
        for n in range(self.first, min(self.first + LEAD, len(self.starts))):
            fresh = {d for m in self.dates[n] if (d := m.resolve("past")) is not None and _fresh(d, published)}
            if fresh:
                self.told_in = n
                return min(fresh) if len(fresh) == 1 else None
        return None

    def whole(self, claim: Claim) -> Claim:
        """The claim, without a sum that is the price of one share or the like, and without a date to come of what is said to have happened."""
        update: dict[str, object] = {}
        if any(s.per_unit and s.money == claim.money for s in self.sums[self.at(self._place(claim).start)]):
            update["money"] = None
        if claim.status != "planned" and claim.date is not None and self.article.date is not None and _after(claim.date, self.article.date):
            update["date"] = None
        n = self.at(self._place(claim).start)
        if unlike_start(claim, claim.date, self.text, self._bounds(n), self.dates[n]):
            update["date"] = None
        return claim.model_copy(update=update) if update else claim

    def posted(self, claim: Claim) -> Claim:
        """The claim of a post, with what its sentence tells of its beginning or end."""
        if claim.predicate != "worksFor" or (claim.event is not None and claim.date is not None) or claim.status not in ("fact", "former"):
            return claim
        n = self.at(self._place(claim).start)
        # What a sentence at the report's beginning tells as its news is of its day, which need not be that of what else it tells.
        found = dated_post(claim, self._telling(claim.subject, n))
        if found.date is not None or len({c.object for c in self._posts(claim.subject)}) > 1:
            return found
        people = {m.span for m in self.reading.entities[claim.subject].mentions}
        for k in sorted({self.at(p.start) for p in people} - {n}):
            if not self._others_named(claim, k) and (later := left_elsewhere(claim, self._telling(claim.subject, k))) != claim:
                return later
        return found

    def _telling(self, person: int, n: int) -> Telling:
        people = [m.span for e in self.reading.entities if e.type == "Person" for m in e.mentions if self.at(m.span.start) == n]
        own = [m.span for m in self.reading.entities[person].mentions if self.at(m.span.start) == n]
        start, end = self._bounds(n)
        posts = [place for c in self._posts(person) if self.at((place := self._place(c)).start) == n]
        published = self.article.date
        now = _month(published) if published is not None and len(published) == 10 else None
        return Telling(self.text, Span(start=start, end=end), self.dates[n], own, people, now if n < self.first + LEAD else None, posts, now)

    def _posts(self, person: int) -> list[Claim]:
        return [c for c in self.reading.claims if c.predicate == "worksFor" and c.subject == person]

    def _others_named(self, claim: Claim, n: int) -> bool:
        """Whether a sentence names a body other than the one that the claim gives the person a post at."""
        bodies = [e for e in self.reading.entities if e.type not in ("Person", "Product", "Lawsuit", "Law") and e.id != claim.object]
        return any(self.at(m.span.start) == n for e in bodies for m in e.mentions)

    def begun(self, claim: Claim) -> Claim:
        """The claim of what lasts, as one of its beginning."""
        n = self.at(self._place(claim).start)
        names = [] if claim.object is None else [m.span for m in self.reading.entities[claim.object].mentions if self.at(m.span.start) == n]
        return begun(claim, self.text, self._bounds(n), self.dates[n], names)

    def completed(self, claim: Claim) -> Claim:
        update: dict[str, object] = {}
        if (named := self.named.day_behind_body(claim)) is not None:
            return claim.model_copy(update={"date": named})
        if claim.date is None and claim.event not in _ALREADY and (when := self._date(claim)) is not None:
            update["date"] = when
        paid = claim.predicate in occasion_words().payments or claim.predicate in sum_purposes().purposes
        if paid and (money := self._money(claim)) != claim.money and (money is not None or self._of_others(claim)):
            update["money"] = money
            if claim.predicate == "ownsStakeIn" and claim.event is None:
                update["event"] = "StakePurchase"  # what has a price has been bought
        return claim.model_copy(update=update) if update else claim

    def _place(self, claim: Claim) -> Span:
        return claim.trigger or claim.span

    def _date(self, claim: Claim) -> PartialDate | None:
        published = self.article.date
        if claim.status != "fact" or published is None or len(published) != 10 or _VERSUS.fullmatch(self._place(claim).of(self.text)):
            return None  # the name of a case tells nothing of when it began
        if (listed := self.named.day_at_name(claim)) is not None:
            return listed
        place = self._place(claim)
        n = self.at(place.start)
        titled = place.end <= self.title_end
        around = self.text[max(self.starts[n], place.start - BEFORE) : min(place.end + AFTER, self.starts[n] + len(self._sentence(n)))]
        if (own := self._own(claim, n)) is not None:
            return own
        if (decided := self.named.decided(claim)) is not None or self.named.of_lower_body(claim, n):
            return decided
        if (
            any(not of_another_time(self.text, place, d.span) for d in self.dates[n])
            or any_word(occasion_words().earlier).search(around)
            or _COUNTED.search(self._sentence(n))
        ):
            return None
        of_report = claim.predicate in occasion_words().acts or (claim.predicate in occasion_words().early_acts and n < self.first + EARLY)
        if self.day is not None and of_report and (titled or self._shares(claim)):
            return self.day
        before = max(self.starts[n], place.start - NEAR)
        done = bool(perfect().search(self.text, max(0, place.start - 16), place.start) or carried().search(self.text, before, place.start))
        lead = titled or (n < self.first + LEAD and not parted(self.text, before, place.start))
        known = not titled or any(self.at(m.span.start) < self.first + LEAD for m in self.reading.entities[claim.subject].mentions)
        if done and claim.predicate in occasion_words().early_acts:
            of_report = True  # "has been put on the list"
        news = known and of_report and (done or (lead and claim.predicate in occasion_words().acts))
        return _month(published) if news else None

    def _own(self, claim: Claim, n: int) -> PartialDate | None:
        """The date of the claim's own clause in its sentence."""
        if (when := since(claim, self.text, self.dates[n]) or heading(claim, self.text, self.dates[n], self.starts[n])) is not None:
            return when
        own = own_dates(self.text, self._bounds(n), self._place(claim), self.dates[n], claim.status)
        when = next((when for day in own if (when := day.resolve("past")) is not None), None)
        return None if unlike_start(claim, when, self.text, self._bounds(n), self.dates[n]) else when

    def _shares(self, claim: Claim) -> bool:
        """Whether who acts in the claim is in what is told of the report's day; right behind it, whom it befalls."""
        dated = [c for c in self.reading.claims if c.date == self.day and c.event is not None and c.status == "fact"]
        if any(claim.subject in (c.subject, c.object) for c in dated):
            return True
        early = self.at(self._place(claim).start) < self.first + EARLY
        ends = [claim.subject, *([claim.object] if early and claim.object is not None else [])]
        return any(self.at(m.span.start) == self.told_in for end in ends for m in self.reading.entities[end].mentions)

    def _money(self, claim: Claim) -> Money | None:
        """The sum right behind a party's name; else one that the claim itself or its like have; else the one told beside it."""
        if claim.status == "negated":
            return None
        if (own := self._at_name(claim)) is not None:
            return own
        if claim.money is not None and not self._of_others(claim):
            return claim.money
        if claim.predicate in sum_purposes().purposes:
            return self._for(claim)
        joint = {c.money for c in self._alike(claim) if c.money is not None and self._at_name(c) is None}
        if any(self._at_name(c) is not None for c in self._alike(claim)):
            joint = set()
        if joint:
            return min(joint, key=lambda m: (m.currency, m.amount)) if len(joint) == 1 else None
        n = self.at(self._place(claim).start)
        for k in range(n, min(n + BEHIND + 1, len(self.starts))):
            if any(not s.per_unit for s in self.sums[k]):
                return self._paid(claim, [k])
        return self._paid(claim, range(len(self.starts))) if claim.predicate == "settledWith" else None

    def _for(self, claim: Claim) -> Money | None:
        """What the suit asks, the deal or the stake costs, the court awards, where the sum is told to be for that."""
        place = self._place(claim)
        n = self.at(place.start)
        if claim.predicate == "ownsStakeIn" and (own := self._tied(claim.subject, claim.subject, [n])) is not None:
            return own
        if found := told_for(claim.predicate, self.text, self.starts[n], place, self.sums[n]):
            return self._first(found)
        if claim.predicate == "sued" and n + 1 < len(self.starts) and goes_on(self._sentence(n + 1)):
            return self._first(told_for(claim.predicate, self.text, self.starts[n + 1], None, self.sums[n + 1]))
        if claim.predicate not in _DEALS:
            return None
        alike = [
            c
            for c in self.reading.claims
            if c.predicate in _DEALS and c.status != "negated" and {c.subject, c.object} & {claim.subject, claim.object}
        ]
        for k in (k for k in range(len(self.starts)) if k != n and self._of_deal(claim, k)):
            both = all(
                any(self.at(m.span.start) == k for m in self.reading.entities[e].mentions) for e in (claim.subject, claim.object) if e is not None
            )
            only = all({c.subject, c.object} == {claim.subject, claim.object} for c in alike)
            if (both or only) and (found := told_for(claim.predicate, self.text, self.starts[k], None, self.sums[k])):
                return found[0].money
        if claim.predicate not in occasion_words().payments:
            return None
        near = next((k for k in range(n, min(n + BEHIND + 1, len(self.starts))) if any(not s.per_unit for s in self.sums[k])), None)
        return self._paid(claim, [near]) if near is not None and self._of_deal(claim, near) else None

    def _first(self, sums: Sequence[MoneyMention]) -> Money | None:
        return sums[0].money if sums and _one(sums) else None

    def _paid(self, claim: Claim, sentences: Iterable[int]) -> Money | None:
        """The sum that these sentences tell with a word of payment, where they tell no other."""
        cue, other = any_word(occasion_words().payments[claim.predicate]), any_word(occasion_words().not_sums)
        paid = []
        for k in sentences:
            words = self._sentence(k)
            if cue.search(words) and not other.search(words):
                paid += [s for s in self.sums[k] if not s.per_unit and self._may_have(claim, s, k)]
        return paid[0].money if paid and _one(paid) else None

    def _of_deal(self, claim: Claim, n: int) -> bool:
        """Whether a sentence names a party of the deal, and no other company whose deal it may be."""
        ends = {claim.subject, claim.object}
        named = {e.id for e in self.reading.entities if e.type == "Company" and any(self.at(m.span.start) == n for m in e.mentions)}
        return bool(named & ends) and not named - ends

    def _at_name(self, claim: Claim) -> Money | None:
        """The sum that the text ties to the claim's party or body, in its sentence; where its party has one body here, in any."""
        if claim.predicate not in _BY_NAME or claim.object is None:
            return None
        party, body = self._party_and_body(claim)
        n = self.at(self._place(claim).start)
        if (own := self._tied(party, body, [n])) is not None:
            return own
        alone = claim.predicate == "fined" and all(c.subject == claim.subject for c in self._alike(claim) if c.object == claim.object)
        # A sum told of one party alone is that party's; one of several may be their total, of which each has a part.
        joint = any(c.trigger == claim.trigger and c.object != claim.object and c.money == claim.money for c in self._alike(claim))
        return self._tied(party, None, range(len(self.starts))) if alone and (joint or claim.money is None or self._of_others(claim)) else None

    def _party_and_body(self, claim: Claim) -> tuple[int, int]:
        """Who pays and whom: of those who settle, the body is the agency or court."""
        assert claim.object is not None
        if claim.predicate == "settledWith" and self.reading.entities[claim.object].type in _BODIES:
            return claim.subject, claim.object
        return claim.object, claim.subject

    def _tied(self, party: int, body: int | None, sentences: Iterable[int]) -> Money | None:
        """The one sum of those that fit best which these sentences tie to the party or the body."""
        tied = [s for k in sentences for s in self._owned(k) if (body is None or s.fits(party, body)) and s.ties(party, body)]
        best = [s for s in tied if s.ties(party, body) == max(t.ties(party, body) for t in tied)]
        # Of a party's sum and a body's, it is the body's where that deals with nobody else: "Hadley fined Acme £3m and Brenner £2m".
        alone = len({c.object for c in self.reading.claims if c.subject == body and c.predicate == "fined"}) == 1
        found = {s.sum.money for s in best} if len({s.sum.money for s in best}) == 1 else {s.sum.money for s in best if alone == (body in s.bodies)}
        return next(iter(found)) if len(found) == 1 else None

    def _owned(self, n: int) -> list[Owned]:
        if n not in self._owners:
            bodies = {e.id for e in self.reading.entities if e.type in _BODIES} | {c.subject for c in self.reading.claims if c.predicate == "fined"}
            named = [
                Named(m.span, frozenset({e.id}), e.id in bodies)
                for e in self.reading.entities if e.type not in ("Lawsuit", "Law", "Product")
                for m in e.mentions if self.at(m.span.start) == n and m.text not in _POSSESSIVE
            ]  # fmt: skip
            self._owners[n] = owned(self.text, named, [s for s in self.sums[n] if not s.per_unit])
        return self._owners[n]

    def _may_have(self, claim: Claim, sum_: MoneyMention, n: int) -> bool:
        """Whether a sentence tells nobody else to pay or take the sum."""
        if claim.predicate not in _BY_NAME or claim.object is None:
            return True
        return all(s.fits(*self._party_and_body(claim)) for s in self._owned(n) if s.sum == sum_)

    def _of_others(self, claim: Claim) -> bool:
        """Whether the claim's sum is told in its sentence only as what another pays, or pays another."""
        if claim.money is None or claim.predicate not in _BY_NAME or claim.object is None:
            return False
        party, body = self._party_and_body(claim)
        here = self.at(self._place(claim).start)
        told = [s for s in self._owned(here) if s.sum.money == claim.money]
        if not told:
            told = [s for k in range(len(self.starts)) for s in self._owned(k) if s.sum.money == claim.money]
        return bool(told) and not any(s.fits(party, body) for s in told)

    def _alike(self, claim: Claim) -> list[Claim]:
        """The claims of the same relation and status that share one end with it."""
        ends = {claim.subject, claim.object}
        return [c for c in self.reading.claims if c.predicate == claim.predicate and c.status == claim.status and ends & {c.subject, c.object}]


def _one(sums: Sequence[MoneyMention]) -> bool:
    return len({s.money for s in sums}) == 1


def _fresh(day: PartialDate, published: PartialDate) -> bool:
    return len(day) == 10 and 0 <= (date.fromisoformat(published) - date.fromisoformat(day)).days <= FRESH


def _after(day: PartialDate, published: PartialDate) -> bool:
    """Whether all that a date may mean lies after all that another may mean."""
    exact = min(len(day), len(published))
    return day[:exact] > published[:exact]


def _month(published: PartialDate) -> PartialDate | None:
    """When the news of a day happened: that month, or year where the month is too young to be sure."""
    if int(published[8:]) > FRESH:
        return published[:7]
    return published[:4] if published[5:7] != "01" else None


def _sentence_starts(text: str) -> list[int]:
    starts = [0]
    for end in _ENDS.finditer(text):
        if "\n" in end[0] or not _NO_END.search(text, max(0, end.start() - 6), end.start() + 1):
            starts.append(end.end())
    return starts
