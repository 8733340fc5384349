"""Which event tells when a party came into a lawsuit, when a court had it and when a judge sat in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from kg.records import Event, Span, Status
from kg.resolve.dates import gap
from kg.resolve.events import BEGINNINGS, filing_of, fits_status

SIDES = ("plaintiffIn", "defendantIn")
OWN = ("GoingToCourt", "Hearing", "Sitting")
"""The classes of event of which only a claim about a side, a court or a judge tells."""
VERDICTS = ("Conviction", "Sentencing", "Acquittal")
_NEAR = 31  # days by which a party's own coming to court and the filing may be apart
_HELD = 3  # days by which what a court decided and its own clause may be apart


@dataclass(frozen=True)
class Told:
    """One claim with its ends resolved. `suit`: the lawsuit that it is about or belongs to; `event`: the one that it tells of itself, if any."""

    claim: str
    source: str
    predicate: str
    subject: str
    object: str | None
    suit: str | None
    status: Status
    span: Span
    date: str | None
    event: str | None


def suit_events(claims: Iterable[Told], happened: Iterable[Event]) -> tuple[dict[str, str], list[Event]]:
    """Claim -> event for the claims about sides, courts and judges, and the events that still have a claim.

    A side tells of the filing or the charges that put the party there; a court and a judge of what they decided; each else of what its own clause
    tells. All of it from one article: what another tells of the same suit need not be of the same court or filing.
    """
    claims, happened = list(claims), list(happened)
    by_id = {e.id: e for e in happened}
    of_article: dict[str, list[Told]] = defaultdict(list)
    for c in claims:
        of_article[c.source].append(c)
    of_suit: dict[str, list[Event]] = defaultdict(list)
    for e in happened:
        if e.lawsuit:
            of_suit[e.lawsuit].append(e)
    found: dict[str, str] = {}
    for _, told in sorted(of_article.items()):
        article = _Article(told, by_id, of_suit)
        for c in told:
            find = article.finders.get(c.predicate)
            if find is not None and c.suit is not None and (event := find(c)) is not None:
                found[c.claim] = event
    kept = {found.get(c.claim, c.event) for c in claims}
    return found, [e for e in happened if e.type not in OWN or e.id in kept]


class _Article:
    """What one article tells."""

    def __init__(self, told: list[Told], events: Mapping[str, Event], of_suit: Mapping[str, list[Event]]) -> None:
        self.told, self.of_suit, self.by_id = told, of_suit, events
        self.events = {c.event: events[c.event] for c in told if c.event is not None and c.event in events}
        self.places: dict[str, list[Span]] = defaultdict(list)
        self.sides: dict[tuple[str, str], set[str]] = defaultdict(set)  # suit, predicate -> parties
        self.courts: dict[str, set[str]] = defaultdict(set)
        self.bench: dict[str, set[str]] = defaultdict(set)  # judge -> those that they work for
        for c in told:
            if c.event is not None:
                self.places[c.event].append(c.span)
            if c.suit is not None and c.status != "negated":
                if c.predicate in SIDES:
                    self.sides[c.suit, c.predicate].add(c.subject)
                elif c.predicate == "heardIn" and c.object is not None:
                    self.courts[c.suit].add(c.object)
            if c.predicate == "worksFor" and c.object is not None:
                self.bench[c.subject].add(c.object)
        self.finders: dict[str, Callable[[Told], str | None]] = {
            "plaintiffIn": self.of_side,
            "defendantIn": self.of_side,
            "heardIn": self.of_court,
            "judgeIn": self.of_judge,
        }

    def of_side(self, c: Told) -> str | None:
        """The filing or the charges with the party on that side; else those of its fellows, where they have one date."""
        suit = c.suit or ""
        begun = ([e for e in self.of_suit.get(suit, ()) if e.type == kind] for kind in BEGINNINGS)
        direct = next(filter(None, (filing_of(c.subject, c.predicate, suit, c.status, filings) for filings in begun)), None)
        if direct is not None and self.by_id[direct].date is not None:
            return direct if self._agree(self.by_id[direct], c) else None
        for filings in (self._filings(c, own=True), self._filings(c, own=False)):
            if (event := _of_one_date(filings)) is not None:
                return event if self._agree(self.by_id[event], c) else None
            if any(e.date for e in filings):
                break
        return direct

    def _agree(self, event: Event, c: Told) -> bool:
        """Whether an event may be what the claim's own clause dates, as far as that tells a date."""
        days = gap(event.date, c.date) if event.date and c.date and c.event is not None else 0
        return days is not None and days <= (_NEAR if event.type in BEGINNINGS else _HELD)

    def _filings(self, c: Told, own: bool) -> list[Event]:
        """The filings and charges that the article tells of the suit and, where `own`, of the party on its side; of a suit that is not named,
        those between two parties of this one."""
        others = self.sides[c.suit or "", SIDES[1 - SIDES.index(c.predicate)]]
        found = []
        for e in self.events.values():
            if e.type not in BEGINNINGS or not fits_status(c.status, e.status) or e.lawsuit not in (None, c.suit):
                continue
            mine, theirs = (e.agents, e.targets) if c.predicate == "plaintiffIn" else (e.targets, e.agents)
            of_suit = e.lawsuit == c.suit
            if (c.subject in mine if own else of_suit) and (of_suit or not others or others & set(theirs)):
                found.append(e)
        return found

    def of_court(self, c: Told) -> str | None:
        """What the court decided in the suit; else what the clause tells; else the filing, where it is the only court and nothing is decided."""
        rulings = self._rulings(c, {c.object or ""})
        if (event := _of_one_date([e for e in rulings if self._agree(e, c)])) is not None:
            return event
        if c.event is not None:
            return c.event
        if (event := self._verdict(c)) is not None:
            return event
        decided = rulings or any(e.type == "Ruling" and e.lawsuit == c.suit for e in self.events.values())
        if not decided and len(self.courts[c.suit or ""]) == 1:
            of_suit = [e for e in self.events.values() if e.lawsuit == c.suit and fits_status(c.status, e.status)]
            for kinds in (BEGINNINGS, ("GoingToCourt",)):
                if (event := _of_one_date([e for e in of_suit if e.type in kinds])) is not None:
                    return event
        return self._same_words(c)

    def of_judge(self, c: Told) -> str | None:
        """What the judge, or else the judge's court, decided in the suit; else when that court had it."""
        courts = self.courts[c.suit or ""]
        known = self.bench[c.subject] & courts
        seats = known or (courts if len(courts) == 1 else set())
        for rulers in ({c.subject}, seats):
            if (event := _of_one_date([e for e in self._rulings(c, rulers) if self._agree(e, c)])) is not None:
                return event
        if c.event is not None:
            return c.event
        hearings = [e for e in self.events.values() if e.type == "Hearing" and e.lawsuit == c.suit and known & set(e.targets)]
        return _of_one_date(hearings) or self._verdict(c) or self._same_words(c)

    def _rulings(self, c: Told, rulers: set[str]) -> list[Event]:
        parties = self.sides[c.suit or "", SIDES[0]] | self.sides[c.suit or "", SIDES[1]]
        return [
            e
            for e in self.events.values()
            if e.type == "Ruling"
            and rulers & set(e.agents)
            and (e.lawsuit == c.suit or (e.lawsuit is None and parties & set(e.targets)))
            and fits_status(c.status, e.status)
        ]

    def _verdict(self, c: Told) -> str | None:
        """What befell a party in court: told in the same words, or anywhere where the suit is told of before one court alone."""
        parties = self.sides[c.suit or "", SIDES[0]] | self.sides[c.suit or "", SIDES[1]]
        found = [e for e in self.events.values() if e.type in (*VERDICTS, "GuiltyPlea") and parties & set(e.participants)]
        found = [e for e in found if fits_status(c.status, e.status)]
        here = [e for e in found if any(place.overlaps(c.span) for place in self.places[e.id])]
        alone = len(self.courts[c.suit or ""]) < 2
        return _of_one_date(here) or (_of_one_date([e for e in found if e.type in VERDICTS]) if alone and not here else None)

    def _same_words(self, c: Told) -> str | None:
        """The event of the suit that the same words tell of."""
        same = [
            e
            for e in self.of_suit.get(c.suit or "", ())
            if fits_status(c.status, e.status) and e.type not in OWN and any(place.overlaps(c.span) for place in self.places[e.id])
        ]
        # Several are one deed with several parties where they are of one kind and day: "ruled for A and against B".
        return min(e.id for e in same) if len({(e.type, e.date) for e in same}) == 1 else None


def _of_one_date(events: Iterable[Event]) -> str | None:
    """The most exactly dated of events that are all dated, each within the next."""
    ordered = sorted(events, key=lambda e: (-len(e.date or ""), e.id))
    if not ordered or not all(e.date is not None and (ordered[0].date or "").startswith(e.date) for e in ordered):
        return None
    return ordered[0].id
