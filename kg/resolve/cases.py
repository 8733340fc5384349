"""Stages of one matter as one case: what was alleged, investigated, charged or sued over, decided, appealed, overturned; and where it stood when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import combinations, product

from kg.checked_yaml import load_knowledge
from kg.ids import slug
from kg.ontology import ontology
from kg.records import STATUSES, Case, Entity, Event, KnowledgeGraph, PartialDate, Record, Statement
from kg.resolve.dates import stretch
from kg.resolve.identity import digest


class Stage(Record):
    stage: str
    rank: int


class Stages(Record):
    """See the head of lexicons/case_stages.yaml."""

    stages: dict[str, Stage]
    alleged: Stage
    overturned: Stage
    contested: int
    outcome: int
    criminal: frozenset[str]
    years: int
    examples: tuple[tuple[tuple[str, str], ...], ...]


@cache
def case_stages() -> Stages:
    """The stages. Raises KnowledgeError where the file is malformed."""
    stages: Stages = load_knowledge("lexicons/case_stages.yaml", Stages)
    return stages


@dataclass(frozen=True)
class Step:
    """One event of a case: `day` is the ordinal of the day by which it is known to have happened, None where nothing tells; `stage` where it led."""

    event: Event
    day: int | None
    stage: str | None


def with_cases(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph with its cases, and its events and lawsuits with the case that each belongs to.

    A case is a lawsuit of which anything is told, or two events or more of one matter.
    """
    matters = _Matters(graph)
    case_of: dict[str, str] = {}
    cases: list[Case] = []
    told = _Told(graph)
    for id, members in _named(matters):
        case_of.update(dict.fromkeys(members, id))
        steps = _steps(told, [matters.events[m] for m in members if m in matters.events])
        cases.append(_case(id, members, matters, steps))
    return graph.model_copy(
        update={
            "cases": tuple(sorted(cases, key=lambda c: c.id)),
            "events": tuple(e.model_copy(update={"case": case_of[e.id]}) if e.id in case_of else e for e in graph.events),
            "entities": tuple(e.model_copy(update={"case": case_of[e.id]}) if e.id in case_of else e for e in graph.entities),
        }
    )


def timelines(graph: KnowledgeGraph, as_of: PartialDate | None = None) -> dict[str, list[Step]]:
    """Case id -> its events in time, only those known to have happened by the end of `as_of` where it is given. Sorted by id."""
    told = _Told(graph)
    events: dict[str, list[Event]] = {c.id: [] for c in sorted(graph.cases, key=lambda c: c.id)}
    for e in graph.events:
        if e.case in events:
            events[e.case or ""].append(e)
    found = {case: _steps(told, own) for case, own in events.items()}
    by = stretch(as_of) if as_of is not None else None
    if as_of is None:
        return found
    return {case: [s for s in steps if by is not None and s.day is not None and s.day <= by[1]] for case, steps in found.items()}


def state(steps: Iterable[Step]) -> tuple[str, PartialDate | None]:
    """What the steps, in time, have come to, and since when; where none has happened, the strongest status among them ("planned"), else "open"."""
    steps = list(steps)
    reached = [s for s in steps if s.stage is not None]
    if not reached:
        return min((s.event.status for s in steps), key=STATUSES.index, default="open"), None
    return reached[-1].stage or "open", reached[-1].event.date


class _Told:
    """What is said of each event, and when it came out."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        published = {a.article.source: a.article.date for a in graph.articles}
        self._of: dict[str, list[Statement]] = defaultdict(list)
        self._published: dict[str, list[str | None]] = defaultdict(list)
        for s in graph.statements:
            if s.event is not None:
                self._of[s.event].append(s)
                self._published[s.event].append(published.get(s.article))

    def helps(self, event: Event) -> bool:
        """Whether it is a ruling for those that it is about."""
        return event.type == "Ruling" and any(s.predicate == "ruledFor" for s in self._of[event.id])

    def day(self, event: Event) -> int | None:
        """The day by which the event had happened: the last that its date may be, or that on which an article told of it as done."""
        own = stretch(event.date) if event.date else None
        ends = [own[1]] if own else []
        if event.status in ("fact", "former"):
            told = [days[1] for date in self._published[event.id] if date and (days := stretch(date))]
            ends += [day for day in told if own is None or day >= own[0]]
        return min(ends, default=None)


def _steps(told: _Told, events: Iterable[Event]) -> list[Step]:
    wanted = {e.id: e for e in events}
    days = {id: told.day(e) for id, e in wanted.items()}
    last = max((d for d in days.values() if d is not None), default=0)
    ordered = sorted(wanted.values(), key=lambda e: (days[e.id] if days[e.id] is not None else last + 1, _rank(e), e.id))
    steps: list[Step] = []
    lost: set[str] = set()  # who had an outcome against it
    appealed: set[str] = set()  # who of these then appealed
    for e in ordered:
        helped = told.helps(e)
        steps.append(Step(e, days[e.id], _stage(e, helped and bool(lost & appealed & set(e.targets)))))
        if e.status != "fact":
            continue
        if e.type == "Appeal":
            appealed.update(lost & set(e.participants))
        elif _rank(e) == case_stages().outcome and not helped:
            lost.update(e.targets or e.participants)
    return steps


def _rank(event: Event) -> int:
    """As the class has it; a suit that a party brings against an agency contests what the agency did before."""
    if event.type == "LawsuitFiling" and any(_is_agency(t) for t in event.targets) and not any(_is_agency(a) for a in event.agents):
        return case_stages().contested
    return case_stages().stages[event.type].rank if event.type in case_stages().stages else 0


def _is_agency(id: str) -> bool:
    return id.partition("/")[0] == ontology().classes["Agency"].path


def _stage(event: Event, overturns: bool) -> str | None:
    if event.status == "alleged":
        return case_stages().alleged.stage
    if event.status != "fact":
        return None
    return case_stages().overturned.stage if overturns else case_stages().stages[event.type].stage


class _Matters:
    """A union-find over the ids of events and lawsuits."""

    def __init__(self, graph: KnowledgeGraph) -> None:
        self.entities = {e.id: e for e in graph.entities}
        self.events = {e.id: e for e in graph.events if e.type in case_stages().stages}
        self._head: dict[str, str] = {}
        self._sides: dict[str, set[str]] = defaultdict(set)  # lawsuit -> its parties
        self._before: dict[str, set[str]] = defaultdict(set)  # lawsuit -> its judges and courts
        self._told: dict[str, set[str]] = defaultdict(set)  # event or lawsuit -> articles
        told = _Told(graph)
        for s in graph.statements:
            if s.predicate in ("plaintiffIn", "defendantIn"):
                self._sides[s.object].add(s.subject)
                self._told[s.object].add(s.article)
            elif s.predicate == "judgeIn":
                self._before[s.object].add(s.subject)
            elif s.predicate == "heardIn":
                self._before[s.subject].add(s.object)
            if s.event in self.events:
                self._told[s.event or ""].add(s.article)
        self._days = {id: told.day(e) for id, e in self.events.items()}
        for id, e in self.events.items():
            if e.lawsuit:
                self._unite(id, e.lawsuit)
                self._told[e.lawsuit].update(self._told[id])
        self._by_pair()
        self._by_court()
        self._by_article()

    def all(self) -> list[list[str]]:
        """The members of each matter that has a lawsuit with an event, or two events."""
        groups: dict[str, list[str]] = defaultdict(list)
        for id in sorted({*self.events, *self._sides, *(e.lawsuit for e in self.events.values() if e.lawsuit)}):
            groups[self._root(id)].append(id)
        return [g for _, g in sorted(groups.items()) if len(g) > 1]

    def parties(self, members: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for m in members:
            event = self.events.get(m)
            found.update((*event.agents, *event.targets, *event.participants) if event else self._sides[m])
        return {p for p in found if p in self.entities and self.entities[p].type != "Court" and not self._judges(members, p)}

    def _judges(self, members: Iterable[str], party: str) -> bool:
        rulings = [self.events[m] for m in members if m in self.events and self.events[m].type == "Ruling"]
        return self.entities[party].type == "Person" and any(party in e.agents for e in rulings) and not any(party in e.targets for e in rulings)

    def _root(self, id: str) -> str:
        while self._head.get(id, id) != id:
            id = self._head[id]
        return id

    def _unite(self, left: str, right: str) -> None:
        a, b = sorted((self._root(left), self._root(right)))
        self._head[b] = a

    def _by_pair(self) -> None:
        """Events between an agency and one party, in time, as long as each leads on from the last; so those of one accused alone."""
        pairs: dict[tuple[str, str], list[Event]] = defaultdict(list)
        for e in self.events.values():
            for a, t in product(e.agents, e.targets) if e.targets else combinations(e.agents, 2):
                left, right = sorted((a, t))
                if "Agency" in {self.entities[p].type for p in (a, t) if p in self.entities}:
                    pairs[left, right].append(e)
            for p in e.participants:
                if e.type != "Appeal":
                    pairs["", p].append(e)
        for pair, events in sorted(pairs.items()):
            if "" in pair or len(events) > 1:
                self._chain(sorted(events, key=lambda e: (self._days[e.id] is None, self._days[e.id] or 0, _rank(e), e.id)))

    def _chain(self, events: list[Event]) -> None:
        matter: list[Event] = []
        for e in events:
            if matter and not self._leads_on(matter, e):
                matter = []
            for other in matter[-1:]:
                self._unite(other.id, e.id)
            matter.append(e)

    def _leads_on(self, matter: list[Event], event: Event) -> bool:
        suits = {e.lawsuit for e in matter if e.lawsuit}
        if suits and event.lawsuit and event.lawsuit not in suits:
            return False
        if _rank(event) < max(map(_rank, matter)):
            return False
        if _rank(event) == case_stages().outcome and any(e.type == event.type for e in matter):
            return False
        last, day = self._days[matter[-1].id], self._days[event.id]
        return last is None or day is None or day - last <= case_stages().years * 366

    def _by_court(self) -> None:
        """A ruling without a lawsuit belongs to the only one that its judge or court has, with one that it is about as a party."""
        before: dict[str, list[str]] = defaultdict(list)
        for suit, judges in sorted(self._before.items()):
            for judge in judges:
                before[judge].append(suit)
        for id, e in sorted(self.events.items()):
            if e.lawsuit or not e.agents:
                continue
            fits = sorted({s for a in e.agents for s in before[a] if self._sides[s] & set(e.targets)})
            if len({self._root(s) for s in fits}) == 1:
                self._unite(id, fits[0])
                self._told[fits[0]].update(self._told[id])

    def _by_article(self) -> None:
        """What stands alone (an appeal, a plea, a ruling) belongs to the only matter about its party that the same articles tell of.

        Pleas, verdicts and sentences belong to charges and prosecutions alone.
        """
        groups: dict[str, list[str]] = defaultdict(list)
        for id in sorted({*self.events, *self._sides}):
            groups[self._root(id)].append(id)
        charged = {root for root, ids in groups.items() if any(self._is_prosecution(i) for i in ids)}
        suited = {root for root, ids in groups.items() if any(i in self._sides for i in ids)}
        by_article: dict[str, set[str]] = defaultdict(set)
        for id in sorted({*self.events, *self._sides}):
            for source in self._told[id]:
                by_article[source].add(id)
        orphans: set[str] = set()
        for id, e in self.events.items():
            root = self._root(id)
            courtly = bool(e.participants) or any(self.entities[a].type in ("Court", "Person") for a in e.agents if a in self.entities)
            if courtly and root not in suited and (e.type in case_stages().criminal or len(groups[root]) == 1):
                orphans.add(id)
        joins: list[tuple[str, str]] = []
        for id in sorted(orphans):
            e = self.events[id]
            own = set(e.participants or e.targets)
            others = {m for source in self._told[id] for m in by_article[source] if m not in orphans and own & self.parties([m])}
            roots = {self._root(m) for m in others}
            if e.type in case_stages().criminal:
                roots &= charged
            if len(roots) == 1:
                joins.append((id, min(roots)))
        for left, right in joins:
            self._unite(left, right)

    def _is_prosecution(self, id: str) -> bool:
        """Charges, or a proceeding whose other side is not named, as that of the state mostly is not."""
        event = self.events.get(id)
        return event.type == "Charges" if event else id.partition("/")[2].startswith("unknown-v-")


def _named(matters: _Matters) -> list[tuple[str, list[str]]]:
    """An id for each matter: that of its lawsuit, else of its agency and party, with the year or a digest where several have it."""
    by_base: dict[str, list[list[str]]] = defaultdict(list)
    for members in matters.all():
        by_base[_base(members, matters)].append(members)
    named = []
    for base, rivals in sorted(by_base.items()):
        years = [_year(members, matters) for members in rivals]
        for members, year in zip(rivals, years, strict=True):
            if len(rivals) == 1:
                suffix = ""
            elif year and years.count(year) == 1:
                suffix = f"-{year}"
            else:
                suffix = f"-{digest(members[0])}"
            named.append((base + suffix, members))
    return named


def _base(members: list[str], matters: _Matters) -> str:
    suits = [m for m in members if m.startswith("lawsuit/")]
    if suits:
        return f"case/{min(suits, key=lambda s: ('unknown' in s, s)).partition('/')[2]}"
    first, *rest = _parties(members, matters)
    tail = "-".join(p.partition("/")[2] for p in (first, *rest[:1]))
    return f"case/{tail if len(tail) <= 150 else slug(tail, 150)}"


def _parties(members: Iterable[str], matters: _Matters) -> list[str]:
    """The agencies first, then those that most events name."""
    votes = Counter(p for m in members for p in matters.parties([m]))
    return sorted(votes, key=lambda p: (matters.entities[p].type != "Agency", -votes[p], p)) or ["unknown"]


def _year(members: Iterable[str], matters: _Matters) -> str | None:
    dates = sorted(e.date for m in members if (e := matters.events.get(m)) and e.date)
    return dates[0][:4] if dates else None


def _case(id: str, members: list[str], matters: _Matters, steps: list[Step]) -> Case:
    entities: Mapping[str, Entity] = matters.entities
    suits = [m for m in members if m.startswith("lawsuit/")]
    parties = [p for p in _parties(members, matters) if p in entities]
    if suits:
        label = entities[min(suits, key=lambda s: ("unknown" in s, s))].label
    else:
        label = " and ".join(entities[p].label for p in parties[:2]) or steps[0].event.label
    stage, since = state(steps)
    return Case(id=id, label=label, parties=tuple(sorted(parties)), state=stage, since=since)
