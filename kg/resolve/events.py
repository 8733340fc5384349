"""One event, many articles: claims of one kind about the same parties are one event where dates, sums and proceedings allow it."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.ids import slug
from kg.ontology import ontology
from kg.records import STATUSES, Event, Money, Record, Status
from kg.resolve.dates import gap, is_day, stretch
from kg.resolve.identity import digest

_ALIKE = Decimal("0.01")  # sums that differ by no more than this part of the larger are one, rounded
BEGINNINGS = ("LawsuitFiling", "Charges")
"""The classes of event that a lawsuit begins with."""
_LONG = 60  # a window longer than so many days also bridges dates that are exact to a month or a year
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


class Window(Record):
    days: int
    same: tuple[tuple[str, str], ...]
    differ: tuple[tuple[str, str], ...]


class Windows(Record):
    """See the head of lexicons/event_windows.yaml."""

    windows: dict[str, Window]


@cache
def windows() -> dict[str, Window]:
    """Event class -> window. Raises KnowledgeError where the file is malformed."""
    file: Windows = load_knowledge("lexicons/event_windows.yaml", Windows)
    return file.windows


@dataclass(frozen=True)
class Telling:
    """One claim that tells of an event, its ends resolved; `claim` is the statement's id, `article` the source."""

    claim: str
    type: str
    subject: str
    predicate: str
    object: str | None
    status: Status
    article: str
    published: str | None
    date: str | None
    money: Money | None
    lawsuit: str | None
    confidence: float

    @property
    def parties(self) -> tuple[str, ...]:
        ends = (self.subject,) if self.object is None else (self.subject, self.object)
        return tuple(sorted(ends)) if self.symmetric else ends

    @property
    def symmetric(self) -> bool:
        return self.predicate != "participant" and ontology().relations[self.predicate].symmetric


def events(tellings: Iterable[Telling], labels: Mapping[str, str]) -> tuple[list[Event], dict[str, str]]:
    """The events, sorted by id, and the event's id for each telling's claim. `labels` gives the label of every entity id."""
    blocks: dict[tuple[str, ...], list[Telling]] = defaultdict(list)
    for t in tellings:
        blocks[t.type, t.predicate, *t.parties].append(t)
    groups = _one_filing([(block[0], group) for _, block in sorted(blocks.items()) for group in _groups(sorted(block, key=_order))])
    found: list[Event] = []
    of_claim: dict[str, str] = {}
    for id, group in _named(groups):
        found.append(_event(id, group, labels))
        of_claim.update({t.claim: id for t in group})
    return sorted(found, key=lambda e: e.id), of_claim


def fits_status(status: Status, of_event: Status) -> bool:
    """Whether a claim may tell of an event: it is no firmer, and denies it where the event is denied and nowhere else."""
    return STATUSES.index(status) >= STATUSES.index(of_event) and (status == "negated") == (of_event == "negated")


def filing_of(party: str, predicate: str, lawsuit: str, status: Status, filings: Iterable[Event]) -> str | None:
    """The id of the filing that a party's side in a lawsuit tells of: the only one of that lawsuit with the party on that side.

    `filings` are the lawsuit filings (or charges) to choose from. None where the claim is firmer than the filing, or denies it.
    """
    fits = [e for e in filings if e.lawsuit == lawsuit and party in (e.agents if predicate == "plaintiffIn" else e.targets)]
    return fits[0].id if len(fits) == 1 and fits_status(status, fits[0].status) else None


def dated(filing: Event, dates: Iterable[tuple[str, str]]) -> Event:
    """The filing, with the date that most articles give for the plaintiff's coming to court, where no telling of the filing itself has one.

    `dates` are (date, article); the most exact go first.
    """
    told = sorted(set(dates))
    longest = max((len(date) for date, _ in told), default=0)
    when = _most(Counter(date for date, _ in told if len(date) == longest))
    if filing.date or not when:
        return filing
    words = filing.label.removesuffix(f" ({filing.status})")
    return filing.model_copy(update={"date": when, "label": _label(words, filing.status, when)})


def same_time(type: str, left: str, right: str) -> bool:
    """Whether two partial dates may be of one event of this class."""
    days = gap(left, right)
    if days is None:
        return left == right
    window = windows().get(type, windows()["other"]).days
    return days == 0 or (days <= window and ((is_day(left) and is_day(right)) or window > _LONG))


def same_sum(left: Money, right: Money) -> bool:
    """Whether two sums are one, rounded. Sums in two currencies are not compared: nothing speaks against them."""
    if left.currency != right.currency:
        return True
    return abs(left.amount - right.amount) <= _ALIKE * max(abs(left.amount), abs(right.amount))


def against(left: Telling, right: Telling) -> str | None:
    """Why two tellings of one kind about the same parties are of two events."""
    if left.lawsuit and right.lawsuit and left.lawsuit != right.lawsuit:
        return "other proceedings"
    if left.date and right.date and not same_time(left.type, left.date, right.date):
        return f"{left.date} and {right.date}"
    if left.money and right.money and not same_sum(left.money, right.money):
        return f"{left.money.amount} and {right.money.amount} {left.money.currency}"
    soon = windows().get(left.type, windows()["other"]).days <= _LONG
    for one, other in ((left, right), (right, left)):
        if soon and one.date and not other.date and other.status == "fact" and other.published and _begins_after(one.date, other.published):
            return "told before it happened"
    told = {left.status, right.status}  # what was planned and then did not happen is one
    if left.article == right.article and "negated" in told and told - {"negated", "planned"}:
        return "one article says that it happened, and that it did not"
    return None


def _begins_after(date: str, published: str) -> bool:
    a, b = stretch(date), stretch(published)
    return a is not None and b is not None and a[0] > b[1] + 1


def _order(t: Telling) -> tuple[object, ...]:
    """The most exact first: what is vague is fitted to what is known."""
    return (-len(t.date or ""), t.date or "", t.money is None, t.lawsuit is None, t.article, t.claim)


def _groups(block: list[Telling]) -> list[list[Telling]]:
    groups: list[list[Telling]] = []
    vague: list[Telling] = []
    for t in block:
        if t.date is None and t.money is None and t.lawsuit is None:
            vague.append(t)
            continue
        home = _home(t, groups)
        if home is None:
            groups.append([t])
        else:
            home.append(t)
    # Tellings without a detail choose among the groups as they stand now, so that none of them makes way for another.
    choices = [(t, _home(t, groups)) for t in vague]
    rest: list[list[Telling]] = []
    for t, home in choices:
        if home is not None:
            home.append(t)
            continue
        # Where there are several events to choose from, what one article says stays together and with nothing else.
        several = any(all(against(t, o) is None for o in g) for g in groups)
        own = [g for g in rest if all(against(t, o) is None and (not several or o.article == t.article) for o in g)]
        if own:
            own[0].append(t)
        else:
            rest.append([t])
    return groups + rest


def _one_filing(groups: list[tuple[Telling, list[Telling]]]) -> list[tuple[Telling, list[Telling]]]:
    """Filings of one proceeding by one party are one, whomever each article names first of those sued: the head is what most articles name."""
    by_suit: dict[tuple[str, str, str], list[list[tuple[Telling, list[Telling]]]]] = defaultdict(list)
    rest: list[tuple[Telling, list[Telling]]] = []
    for head, group in groups:
        suits = {t.lawsuit for t in group if t.lawsuit}
        if head.predicate != "sued" or len(suits) != 1:
            rest.append((head, group))
            continue
        lots = by_suit[head.type, head.subject, min(suits)]
        fits = [lot for lot in lots if all(against(t, o) is None for _, others in lot for o in others for t in group)]
        if fits:
            fits[0].append((head, group))
        else:
            lots.append([(head, group)])
    for (_, _, suit), lots in sorted(by_suit.items()):
        for lot in lots:
            named = {head.object for head, _ in lot if head.object and suit.endswith(f"-v-{head.object.partition('/')[2]}")}
            first = min(lot, key=lambda part: (part[0].object not in named, -len({t.article for t in part[1]}), part[0].object or ""))
            rest.append((first[0], [*first[1], *(t for part in lot if part is not first for t in part[1])]))
    return rest


def _home(t: Telling, groups: list[list[Telling]]) -> list[Telling] | None:
    """The one group that the telling fits; where several do, the one that a sum, a proceeding, the article, its date or the time of writing picks."""
    fits = [g for g in groups if all(against(t, o) is None for o in g)]
    if len(fits) < 2:
        return fits[0] if fits else None
    for pick in (_same_currency, _same_lawsuit, _same_article, _same_date, _date_within, _told_at_once):
        chosen = [g for g in fits if any(pick(t, o) for o in g)]
        if len(chosen) == 1:
            return chosen[0]
    return None


def _same_currency(t: Telling, o: Telling) -> bool:
    return t.money is not None and o.money is not None and t.money.currency == o.money.currency


def _same_lawsuit(t: Telling, o: Telling) -> bool:
    return t.lawsuit is not None and t.lawsuit == o.lawsuit


def _same_article(t: Telling, o: Telling) -> bool:
    return t.article == o.article


def _same_date(t: Telling, o: Telling) -> bool:
    return t.date is not None and t.date == o.date


def _date_within(t: Telling, o: Telling) -> bool:
    """Whether one date is the other more exactly: "in August" is of the deal closed on 18 August rather than of the one dropped a year later."""
    return t.date is not None and o.date is not None and gap(t.date, o.date) == 0


def _told_at_once(t: Telling, o: Telling) -> bool:
    """Whether the undated telling was written within days of the other's date."""
    if t.date is not None or not t.published or not o.date or not (is_day(t.published) and is_day(o.date)):
        return False
    days = gap(t.published, o.date)
    return days is not None and days <= 10


def _named(groups: list[tuple[Telling, list[Telling]]]) -> list[tuple[str, list[Telling]]]:
    """An id for each: kind, parties, and as much of the date (or else of the content) as tells it from the others of the same name."""
    by_base: dict[str, list[list[Telling]]] = defaultdict(list)
    for sample, group in groups:
        kind = "-".join(_HUMP.sub("-", sample.type).lower().split("-"))
        if sample.predicate == "ruledFor":
            kind += "-for"
        base = "-".join([kind, *(p.partition("/")[2] for p in sample.parties)])
        by_base[f"event/{base if len(base) <= 150 else slug(base, 150)}"].append(group)
    named: list[tuple[str, list[Telling]]] = []
    used: set[str] = set()
    for base, rivals in sorted(by_base.items()):
        dates = {id(g): _date(g) or "" for g in rivals}
        for group in sorted(rivals, key=lambda g: (dates[id(g)], min(_order(t)[4:] for t in g))):
            own = dates[id(group)]
            lengths = (4, 7, 10) if own else (0,)
            choices = [own[:n] for n in lengths if sum(dates[id(g)][:n] == own[:n] for g in rivals) == 1 and len(own) >= n]
            choices.append(f"{own[:4]}-{_digest(group)}" if own else _digest(group))
            candidates = [f"{base}-{c}" if c else base for c in choices]
            chosen = next((c for c in candidates if c not in used), f"{base}-{_digest(group, 8)}")
            used.add(chosen)
            named.append((chosen, group))
    return named


def _digest(group: list[Telling], size: int = 3) -> str:
    first = min(group, key=lambda t: (t.published or "9999", t.article, t.claim))
    return digest(first.article, first.claim, size=size)


def _event(id: str, group: list[Telling], labels: Mapping[str, str]) -> Event:
    head = group[0]
    when = _date(group)
    spec = ontology().events[head.type]
    told = [labels[p] for p in head.parties]
    words = f"{told[0]} {spec.verb}" + (f" {told[1]}" if len(told) > 1 else "")
    one_party = head.object is None
    status = min((t.status for t in group), key=STATUSES.index)
    return Event(
        id=id,
        type=head.type,
        label=_label(words, status, when),
        agents=() if one_party else head.parties if head.symmetric else head.parties[:1],
        targets=() if one_party or head.symmetric else tuple(sorted({t.object for t in group if t.object})),
        participants=head.parties if one_party else (),
        lawsuit=_most(Counter({t.lawsuit: 1 for t in group if t.lawsuit})),
        status=status,
        date=when,
        money=_money(group),
    )


def _label(words: str, status: Status, when: str | None) -> str:
    """What an event is called. One that is no fact says so, for its label may be all that somebody sees of it."""
    notes = ", ".join(note for note in ("" if status == "fact" else status, when) if note)
    return f"{words} ({notes})" if notes else words


def _date(group: list[Telling]) -> str | None:
    """The date that most articles support among the most exact ones; told facts go before plans."""
    firm = [t for t in group if t.date and t.status == "fact"] or [t for t in group if t.date]
    longest = max((len(t.date) for t in firm if t.date), default=0)
    return _most(Counter(date for date, _ in {(t.date, t.article) for t in firm if t.date and len(t.date) == longest}))


def _money(group: list[Telling]) -> Money | None:
    """The sum that most articles give; then the one with more digits that are not nought, which is less rounded."""
    votes = Counter((m.currency, m.amount.normalize()) for m, _ in {(t.money, t.article) for t in group if t.money})
    if not votes:
        return None
    currency, amount = min(votes, key=lambda v: (-votes[v], -len(v[1].as_tuple().digits), v[0], v[1]))
    return Money(amount=Decimal(format(amount, "f")), currency=currency)


class Choice(Record):
    """Which value an event took where its claims give others, and why. `what` is "date" or "amount"; `over` are the others, sorted."""

    event: str
    what: str
    took: str
    over: tuple[str, ...]
    reason: str


def choices(happened: Iterable[Event], tellings: Iterable[Telling], of_claim: Mapping[str, str]) -> list[Choice]:
    """What each event took of claims that conflict, sorted by event. A date that is only less exact conflicts with none."""
    told: dict[str, list[Telling]] = defaultdict(list)
    for t in tellings:
        told[of_claim[t.claim]].append(t)
    found: list[Choice] = []
    for event in sorted(happened, key=lambda e: e.id):
        group = told.get(event.id, [])
        if event.date:
            found += _chosen(event.id, "date", event.date, _by_value(group, lambda t: t.date), _why_date)
        if event.money:
            found += _chosen(event.id, "amount", _sum(event.money), _by_value(group, lambda t: _sum(t.money) if t.money else None), _why_sum)
    return found


def _by_value(group: list[Telling], value: Callable[[Telling], str | None]) -> dict[str, list[Telling]]:
    found: dict[str, list[Telling]] = defaultdict(list)
    for t in group:
        if (said := value(t)) is not None:
            found[said].append(t)
    return found


def _chosen(
    event: str, what: str, took: str, said: Mapping[str, list[Telling]], why: Callable[[str, str, Mapping[str, list[Telling]]], str]
) -> Iterator[Choice]:
    others = sorted(v for v in said if not (v.startswith(took) or took.startswith(v)))
    if took in said and others:
        reasons = "; ".join(f"{other}: {why(took, other, said)}" for other in others)
        yield Choice(event=event, what=what, took=took, over=tuple(others), reason=reasons)


def _why_date(took: str, other: str, said: Mapping[str, list[Telling]]) -> str:
    firm, plain = (any(t.status == "fact" for t in said[v]) for v in (took, other))
    if firm and not plain:
        return "told as no fact"
    return "less exact" if len(other) < len(took) else _votes(took, other, said) or "as many articles, a later date"


def _why_sum(took: str, other: str, said: Mapping[str, list[Telling]]) -> str:
    exact, rough = (len(Decimal(v.split()[0]).normalize().as_tuple().digits) for v in (took, other))
    return _votes(took, other, said) or ("as many articles, more rounded" if rough < exact else "as many articles, no less rounded")


def _votes(took: str, other: str, said: Mapping[str, list[Telling]]) -> str | None:
    ours, theirs = (len({t.article for t in said[v]}) for v in (took, other))
    return f"in {theirs} of the articles, the other in {ours}" if theirs < ours else None


def _sum(money: Money) -> str:
    return f"{format(money.amount.normalize(), 'f')} {money.currency}"


def _most(votes: Counter[str]) -> str | None:
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None
