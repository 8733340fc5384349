"""The day that stands with a name: "by Hadley in March and by Brenner in May", "2020 – Acme", "Hadley, whose decision of 3 May"."""

from __future__ import annotations

import re

from kg.extract.values.dates import DateMention
from kg.extract.values.occasion_words import decision, judged, occasion_words
from kg.extract.values.told import DatesTold
from kg.records import Claim, PartialDate

_BY = re.compile(r"\bby (?:the |\w+['’]s )?\Z")
_ON_BY = re.compile(r",? by (?:the |\w+['’]s )?")
_ON = re.compile(r" (?:\(\w+\) )?(?:in|on) (?:early |late |mid-)?")
_LISTED = re.compile(r" ?[–—:-] ?| - ")
_LISTED_BEHIND = re.compile(r"(?: \(\w+\))?(?:,[^,:\n]{1,30})?: ")


class NamedDays:
    """The days that one article tells with the names of those who act, or whom it befalls."""

    def __init__(self, told: DatesTold) -> None:
        self._told = told

    def day_behind_body(self, claim: Claim) -> PartialDate | None:
        """The date right behind who acts, where the sentence tells another of another body: "by Hadley in March and by Brenner in May"."""
        n = self._told.at(claim.place.start)
        if claim.event is None or claim.status != "fact":
            return None
        if (elsewhere := self._day_by_body(claim, n)) is not None or len(self._told.dates[n]) < 2:
            return elsewhere
        for name in (m.span for m in self._told.reading.entities[claim.subject].mentions if self._told.at(m.span.start) == n):
            if not _BY.search(self._told.text, max(self._told.starts[n], name.start - 30), name.start):
                continue
            for day in self._told.dates[n]:
                if day.span.start >= name.end and _ON.fullmatch(self._told.text, name.end, day.span.start):
                    told = [d.exact[:4] for d in self._told.dates[n] if d.exact is not None and d.span.end <= day.span.start]
                    return day.resolve("past") if day.exact is not None or not told else _in_year(day, told[-1])
        return None

    def decided(self, claim: Claim) -> PartialDate | None:
        """The day of the decision that its sentence tells right behind who acts: "Hadley, whose decision of 27 December came out on Tuesday"."""
        told = {
            d.resolve("past")
            for m in self._told.reading.entities[claim.subject].mentions
            for d in self._told.dates[self._told.at(m.span.start)]
            if d.span.start >= m.span.end and decision().fullmatch(self._told.text, m.span.end, d.span.start)
        }
        return told.pop() if len(told) == 1 and claim.predicate in occasion_words().acts else None

    def of_lower_body(self, claim: Claim, n: int) -> bool:
        """Whether the sentence names who acts as one whose decision another judges: "the bench agreed with the Hadley Court"."""
        names = [m.span for m in self._told.reading.entities[claim.subject].mentions if self._told.at(m.span.start) == n]
        return bool(names) and all(judged().search(self._told.text, self._told.starts[n], name.start) for name in names)

    def _day_by_body(self, claim: Claim, n: int) -> PartialDate | None:
        """The day right before who acts, where the claim's own sentence does not name that one: "the award, handed down in May by Hadley"."""
        names = [m.span for m in self._told.reading.entities[claim.subject].mentions]
        if not claim.predicate.startswith("ruled") or any(self._told.at(name.start) == n for name in names):
            return None
        told = {
            d.resolve("past")
            for name in names
            for d in self._told.dates[self._told.at(name.start)]
            if _ON_BY.fullmatch(self._told.text, d.span.end, name.start)
        }
        return told.pop() if len(told) == 1 else None

    def day_at_name(self, claim: Claim) -> PartialDate | None:
        """The date that a list tells with the name of the claim's subject or object: "2020 – Acme, £3m", "- Hadley: March 2022"."""
        if claim.predicate not in occasion_words().acts or claim.object is None:
            return None
        alike = [c for c in self._told.reading.claims if c.predicate == claim.predicate and c.status == claim.status]
        for end in (claim.subject, claim.object):
            if sum(end in (c.subject, c.object) for c in alike) != 1:
                continue
            for name in (m.span for m in self._told.reading.entities[end].mentions):
                for day in self._told.dates[self._told.at(name.start)]:
                    ahead = day.span.end <= name.start and _LISTED.fullmatch(self._told.text, day.span.end, name.start)
                    behind = day.span.start >= name.end and _LISTED_BEHIND.fullmatch(self._told.text, name.end, day.span.start)
                    opens = self._told.text[max(0, (day.span.start if ahead else name.start) - 3) : day.span.start if ahead else name.start]
                    if (ahead or behind) and (not opens or "\n" in opens):
                        return day.resolve("past")
        return None


def _in_year(day: DateMention, year: str) -> PartialDate | None:
    """ "In March 2022, and by Brenner in October": of that year, as far as the date itself tells none."""
    return next((f"{year}{told[4:]}" for told in (day.past, day.future) if told is not None), None)
