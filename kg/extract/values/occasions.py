"""Dates and sums for claims whose own clause tells none: the day of the report that tells of them, and the sum told beside them.

Right or absent: what the text leaves open between two dates or two sums stays without one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date

from kg.extract.values.beginnings import begun, heading, settled, since, started, tells_start, unlike_start, with_start
from kg.extract.values.bygone import is_bygone, own_date
from kg.extract.values.date_signs import DateSigns
from kg.extract.values.dates import DateMention, find_dates
from kg.extract.values.elapsed import day_before_news
from kg.extract.values.figures import any_word
from kg.extract.values.likely import with_likely
from kg.extract.values.money import MoneyMention, find_money, told_again
from kg.extract.values.named_days import NamedDays
from kg.extract.values.occasion_words import carried, occasion_words, perfect
from kg.extract.values.owners import is_deed, of_another_time, own_dates, parted
from kg.extract.values.posts import Telling, dated_post, left_elsewhere
from kg.extract.values.sum_owners import superseded
from kg.extract.values.sum_purposes import sum_purposes
from kg.extract.values.sum_signs import SumSigns
from kg.extract.values.sums import Sums
from kg.extract.values.together import RULING, of_news, one_doer, shared, with_outcome, without_outcome
from kg.extract.values.unfit_dates import with_fitting
from kg.records import Claim, PartialDate, Reading, Span

FRESH = 3  # a report's day is at most so many days before its publication
EARLY = 6  # sentences in which a suit or charge is the report's own matter, not its history
LEAD = 3  # and stands in one of so many first sentences
BEFORE, AFTER = 50, 25  # characters around the words that carry a claim, in which a word such as "previously" is of it
NEAR = 80  # characters before the words that carry a claim, in which its verb stands


_ENDS = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“‘(])|\n+")
_ALREADY = (None, "Founding", "Hearing", "Sitting")  # events that have the date of their own clause, or none
_OF_SUIT = frozenset({"plaintiffIn", "defendantIn", "heardIn", "judgeIn"})
_COUNTED = re.compile(
    r"\bwithin (?:days|weeks|months)\b|\b(?:same|that|next|following) (?:day|week|month|year)\b"
    r"|\b(?:days?|weeks?|months?|years?) (?:later|earlier|after|before)\b",
    re.IGNORECASE,
)
_COMING = re.compile(r"\b(?:will|is to|are to|is due to|was to) (?:\w+ )?\Z")
_VERSUS = re.compile(r"vs?\.?|versus")
_NO_END = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Mr|Mrs|Ms|Dr|St|No|v|vs|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Sen|Rep|Gov)|\b[A-Z])\.\Z")


def with_values(reading: Reading) -> Reading:
    """The reading with the dates and sums that its text tells of its claims: by rules, and of all that a claim may have the likeliest."""
    if not reading.claims:
        return reading
    told, ruled, dates, sums = _ruled(reading)
    claims = without_outcome(with_fitting(with_likely(ruled, dates, sums), told, told.tells_start))
    return reading.model_copy(update={"claims": tuple(settled(c) for c in claims)})


def by_rules(reading: Reading) -> Reading:
    """The reading with dates and sums given to claims that had none, where its text tells one and no other."""
    return reading.model_copy(update={"claims": ruled_with_signs(reading)[0]}) if reading.claims else reading


def ruled_with_signs(reading: Reading) -> tuple[tuple[Claim, ...], DateSigns, SumSigns]:
    """The claims with the values that the rules give them, and what there is to see of the dates and sums that each may have."""
    return _ruled(reading)[1:]


def _ruled(reading: Reading) -> tuple[_Told, tuple[Claim, ...], DateSigns, SumSigns]:
    told = _Told(reading)
    told.reading = reading.model_copy(update={"claims": tuple(told.whole(c) for c in reading.claims)})
    claims = [told.completed(told.begun(told.posted(c))) for c in told.reading.claims]
    claims = with_outcome(claims)
    news = of_news(shared(claims, told.at, told.tells_start), told.at, told.is_news, told.timeless)
    claims = shared(news, told.at, told.tells_start)
    claims = one_doer(claims, told.text, told.behind)
    if (start := told.started()) is not None:
        claims = with_start(claims, start)
    ruled = tuple(settled(c) for c in claims)
    published = reading.article.date
    month = _month(published) if published is not None and len(published) == 10 else None
    return told, ruled, DateSigns(told, ruled, month), SumSigns(told, told.for_claims, ruled)


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
        gone = superseded(self.text, sums)
        self.gone = {s.money for s in gone} - {s.money for s in sums if s not in gone}
        again = [*told_again(self.text, sums), *gone]
        for sum_ in sums:
            if sum_ in again:
                continue
            self.sums[self.at(sum_.span.start)].append(sum_)
        title = self.article.title
        self.title_end = len(title) if title and self.text.startswith(title) else 0
        self.first = self.at(self.title_end + 1) if self.title_end else 0
        self.named = NamedDays(self)
        self.for_claims = Sums(self)
        self.told_in = -1  # the sentence that tells the report's day
        self.day = self._report_day()

    def at(self, position: int) -> int:
        return max(bisect_right(self.starts, position) - 1, 0)

    def sentence(self, n: int) -> str:
        return self.text[self.starts[n] : self.starts[n + 1] if n + 1 < len(self.starts) else len(self.text)]

    def _bounds(self, n: int) -> tuple[int, int]:
        return self.starts[n], self.starts[n] + len(self.sentence(n))

    def tells_start(self, claim: Claim) -> bool:
        return tells_start(claim, self.text)

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
        if claim.money in self.gone or any(s.per_unit and s.money == claim.money for s in self.sums[self.at(claim.place.start)]):
            update["money"] = None
        if claim.status != "planned" and claim.date is not None and self.article.date is not None and _after(claim.date, self.article.date):
            update["date"] = None
        n = self.at(claim.place.start)
        if unlike_start(claim, claim.date, self.text, self._bounds(n), self.dates[n]):
            update["date"] = None
        if claim.status == "fact" and claim.predicate in RULING and _COMING.search(self.text, max(0, claim.place.start - 20), claim.place.start):
            update["date"] = None  # "will sentence him on 13 June"
        if self.bygone(claim):
            done = own_date(self.text, self._bounds(n), claim.place, self.dates[n])
            update["date"] = done.resolve("past") if done is not None else None
        return claim.model_copy(update=update) if update else claim

    def bygone(self, claim: Claim) -> bool:
        """Whether the claim is of a deed to which something is done in its sentence."""
        return claim.status == "fact" and is_bygone(claim.predicate, self.text, self._bounds(self.at(claim.place.start)), claim.place)

    def posted(self, claim: Claim) -> Claim:
        """The claim of a post, with what its sentence tells of its beginning or end."""
        if claim.predicate != "worksFor" or (claim.event is not None and claim.date is not None) or claim.status not in ("fact", "former"):
            return claim
        n = self.at(claim.place.start)
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
        posts = [place for c in self._posts(person) if self.at((place := c.place).start) == n]
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
        n = self.at(claim.place.start)
        body = claim.subject if claim.predicate == "judgeIn" else claim.object
        names = [] if body is None else [m.span for m in self.reading.entities[body].mentions if self.at(m.span.start) == n]
        return begun(claim, self.text, self._bounds(n), self.dates[n], names)

    def completed(self, claim: Claim) -> Claim:
        update: dict[str, object] = {}
        if (named := self.named.day_behind_body(claim) or day_before_news(claim, self) or self._since(claim)) is not None:
            return claim.model_copy(update={"date": named})
        if claim.date is None and claim.event not in _ALREADY and (when := self._date(claim)) is not None:
            update["date"] = when
        paid = claim.predicate in occasion_words().payments or claim.predicate in sum_purposes().purposes
        if paid and (money := self.for_claims.money(claim)) != claim.money and (money is not None or self.for_claims.of_others(claim)):
            update["money"] = money
            if claim.predicate == "ownsStakeIn" and claim.event is None:
                update["event"] = "StakePurchase"  # what has a price has been bought
        return claim.model_copy(update=update) if update else claim

    def _since(self, claim: Claim) -> PartialDate | None:
        """The date behind "since" at the words of a claim that lasts, which goes before any other."""
        return since(claim, self.text, self.dates[self.at(claim.place.start)]) if claim.status == "fact" else None

    def _date(self, claim: Claim) -> PartialDate | None:
        published = self.article.date
        if claim.status != "fact" or published is None or len(published) != 10 or _VERSUS.fullmatch(claim.place.of(self.text)):
            return None  # the name of a case tells nothing of when it began
        if (listed := self.named.day_at_name(claim)) is not None:
            return listed
        place = claim.place
        n = self.at(place.start)
        titled = place.end <= self.title_end
        if self.bygone(claim):
            return None
        if (own := self._own(claim, n)) is not None:
            return own
        if (decided := self.named.decided(claim)) is not None or self.named.of_lower_body(claim, n):
            return decided
        if not self.timeless(claim):
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

    def timeless(self, claim: Claim) -> bool:
        """Whether the claim's sentence tells no time that may be the claim's, and nothing that makes it one of another time than the news."""
        place = claim.place
        n = self.at(place.start)
        around = self.text[max(self.starts[n], place.start - BEFORE) : min(place.end + AFTER, self.starts[n] + len(self.sentence(n)))]
        return not (
            self.bygone(claim)
            or any(not of_another_time(self.text, place, d.span) for d in self.dates[n])
            or any_word(occasion_words().earlier).search(around)
            or _COUNTED.search(self.sentence(n))
        )

    def is_news(self, day: PartialDate) -> bool:
        """Whether a date may be that of what the report tells as its news."""
        published = self.article.date
        return (
            published is not None
            and len(published) == 10
            and (_fresh(day, published) if len(day) == 10 else len(day) == 7 and published.startswith(day))
        )

    def _own(self, claim: Claim, n: int) -> PartialDate | None:
        """The date of the claim's own clause in its sentence."""
        if (when := since(claim, self.text, self.dates[n]) or heading(claim, self.text, self.dates[n], self.starts[n])) is not None:
            return when
        own = own_dates(self.text, self._bounds(n), claim.place, self.dates[n], claim.status)
        if not own and is_deed(self.text, claim.place) and (done := own_date(self.text, self._bounds(n), claim.place, self.dates[n])) is not None:
            own = [done]  # "its complaint, which it filed in January"
        when = next((when for day in own if (when := day.resolve("past")) is not None), None)
        return None if unlike_start(claim, when, self.text, self._bounds(n), self.dates[n]) else when

    def _shares(self, claim: Claim) -> bool:
        """Whether who acts in the claim is in what is told of the report's day; right behind it, whom it befalls."""
        dated = [c for c in self.reading.claims if c.date == self.day and c.event is not None and c.status == "fact"]
        if any(claim.subject in (c.subject, c.object) for c in dated):
            return True
        early = self.at(claim.place.start) < self.first + EARLY
        ends = [claim.subject, *([claim.object] if early and claim.object is not None else [])]
        return any(self.at(m.span.start) == self.told_in for end in ends for m in self.reading.entities[end].mentions)


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
