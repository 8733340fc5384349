"""From scored candidates to claims: thresholds, confidence, event classes, lawsuits, dates and sums."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kg.extract.learned.labels import EVENTS, LAWSUIT_RELATIONS, labels, relation_labels
from kg.extract.learned.names import Group
from kg.extract.learned.scored import Candidate, Scored, Shown
from kg.extract.learned.suits import Suit, find_suits
from kg.extract.values import DateMention, MoneyMention, find_dates, find_money
from kg.extract.values.dates import Tense
from kg.extract.values.money import told_again
from kg.extract.values.owners import own_dates, parted
from kg.ontology import ontology
from kg.records import STATUSES, Article, Claim, EntityType, LocalEntity, Mention, Money, PartialDate, Span, Status

ENGINE = "learned"
# Chosen by what the annotated articles bear out: how often a sum or date beside the trigger is the relation's own.
WITH_MONEY = frozenset(("fined", "settledWith", "ordered", "acquired"))
STATES = frozenset(("subsidiaryOf", "competesWith", "makes", "worksFor", "founded", "ownsStakeIn", *LAWSUIT_RELATIONS))
SOMETIMES = {
    # The relation tells of an event where its trigger has such a word.
    "ownsStakeIn": ((re.compile(r"\b(?:b(?:uy|ought|uying)|acqui|purchas|invest|took|tak(?:e|en|ing)|rais)", re.I), "StakePurchase"),),
    "makes": ((re.compile(r"\b(?:launch|unveil|introduc|releas|debut|roll(?:ed|ing|s)?[ -]out)", re.I), "ProductLaunch"),),
    "worksFor": (
        (re.compile(r"\b(?:appoint|nam(?:ed|ing)|hir(?:e|ed|ing)|join(?:s|ed)?|promot|elect|took over|succeed|will become)", re.I), "Appointment"),
        (
            re.compile(r"\b(?:resign|quit|left|leav(?:e|es|ing)|step(?:s|ped|ping)? (?:down|aside)|fired|dismiss|oust|sack|retir|depart)", re.I),
            "Departure",
        ),
    ),
}


@dataclass(frozen=True)
class Calibration:
    """What was measured on articles kept out of training.

    `slope`, `offset`: of each label, from margin to the share of right ones. `threshold`: the least such share at which a label is said.
    `join`: the margin at which two parties stand on one side of a suit. `alone`: how sure a party is that makes a suit by itself.
    """

    slope: Mapping[str, float]
    offset: Mapping[str, float]
    threshold: Mapping[str, float]
    join: float = 0.0
    alone: float = 0.5

    @classmethod
    def of(cls, settings: Mapping[str, Any], bar: float | None = None) -> Calibration:
        c = settings.get("calibration", {})
        threshold = c.get("threshold", {}) if bar is None else dict.fromkeys(labels(), bar)
        return cls(c.get("slope", {}), c.get("offset", {}), threshold, c.get("join", 0.0), c.get("alone", 0.5))

    def sure(self, label: str, margin: float) -> float:
        x = self.slope.get(label, 1.0) * margin + self.offset.get(label, 0.0)
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))

    def says(self, candidate: Candidate) -> bool:
        return self.sure(candidate.label, candidate.margin) >= self.threshold.get(candidate.label, 0.5)


class Values:
    """Dates and sums of an article, found once, given out by sentence."""

    def __init__(self, article: Article) -> None:
        self._text = article.text
        self._dates: tuple[DateMention, ...] = find_dates(article.text, article.date)
        sums = find_money(article.text)
        again = told_again(article.text, sums)
        self._sums: tuple[MoneyMention, ...] = tuple(m for m in sums if m not in again)

    def date(self, sentence: tuple[int, int], trigger: Span, status: Status) -> PartialDate | None:
        """The date nearest to the trigger in its clause; never the article's own, which no words of the claim give."""
        tense: Tense = "future" if status == "planned" else "past"
        own = own_dates(self._text, sentence, trigger, self._dates, status)
        return next((value for d in own if (value := d.resolve(tense)) is not None), None)

    def money(self, sentence: tuple[int, int], trigger: Span, own_clause: bool = False) -> Money | None:
        """The sum nearest to the trigger in its sentence; with `own_clause`, none that another clause may own."""
        near = [m for m in self._sums if sentence[0] <= m.span.start and m.span.end <= sentence[1] and not m.per_unit]
        if own_clause:
            near = [m for m in near if not parted(self._text, min(m.span.end, trigger.end), max(m.span.start, trigger.start))]
        return min(near, key=lambda m: (m.span.gap(trigger), m.span.start)).money if near else None


def local_entities(text: str, groups: Sequence[Group]) -> list[LocalEntity]:
    out = []
    for i, g in enumerate(groups):
        mentions = tuple(Mention(span=Span(start=f.start, end=f.end), text=text[f.start : f.end]) for f in g.found)
        kind: EntityType = g.type  # type: ignore[assignment]
        out.append(LocalEntity(id=i, type=kind, name=g.name, aliases=g.aliases, mentions=mentions))
    return out


def choose(candidates: Sequence[Candidate], calibration: Calibration) -> dict[str, list[Candidate]]:
    """The candidates that are said, by label, best first."""
    chosen: dict[str, list[Candidate]] = defaultdict(list)
    for c in candidates:
        if calibration.says(c):
            chosen[c.label].append(c)
    return chosen


def readable(article: Article, position: int) -> bool:
    return not article.sections or article.section_at(position) in ("title", "body")


def make_claims(article: Article, scored: Scored, calibration: Calibration) -> tuple[list[LocalEntity], list[Claim]]:
    """Entities (the lawsuits last) and claims of an article, in text order. A claim whose words stand in a caption or the like is dropped."""
    text = article.text
    entities = local_entities(text, scored.groups)
    chosen = choose(scored.candidates, calibration)
    suits = find_suits(chosen, scored.candidates, calibration.join, lambda c: calibration.sure(c.label, c.margin) >= calibration.alone)
    base = len(entities)
    for suit in suits:
        sides = [entities[min(side)].name if side else "?" for side in (suit.plaintiffs, suit.defendants)]
        entities.append(LocalEntity(id=len(entities), type="Lawsuit", name=f"{sides[0]} v. {sides[1]}"))

    wanted: list[tuple[Candidate, str, int, int | None, int | None]] = []  # candidate, predicate, subject, object, lawsuit
    for label in (*relation_labels(), *EVENTS):
        for c in chosen.get(label, ()):
            if label in EVENTS:
                wanted.append((c, "participant", c.subject, None, None))
            else:
                wanted.append((c, label, c.subject, c.object, _suit_of(c, suits, base)))
    for n, suit in enumerate(suits, base):
        wanted += [(c, "plaintiffIn", i, n, n) for i, c in suit.plaintiffs.items()]
        wanted += [(c, "defendantIn", i, n, n) for i, c in suit.defendants.items()]
        wanted += [(c, "heardIn", n, i, n) for i, c in suit.courts.items()]
        wanted += [(c, "judgeIn", i, n, n) for i, c in suit.judges.items()]
    wanted = [w for w in wanted if w[1] == "participant" or w[1] in ontology().relations]
    values = Values(article)
    claims = []
    for (c, predicate, subject, object_, lawsuit), shown in zip(wanted, scored.show([w[0] for w in wanted]), strict=True):
        if not readable(article, shown.start):
            continue
        claims.append(_claim(c, predicate, subject, object_, lawsuit, shown, scored, calibration, values))
    claims.sort(key=lambda c: (c.span.start, c.trigger.start if c.trigger else 0, c.predicate, c.subject, -1 if c.object is None else c.object))
    return entities, claims


def _suit_of(c: Candidate, suits: Sequence[Suit], base: int) -> int | None:
    """The suit that a claim belongs to: its two ends stand against each other there, or (of a ruling) its target is a party of the only one."""
    if c.label not in ("sued", "charged", "settledWith", "ruledAgainst", "ruledFor"):
        return None
    fit = [n for n, s in enumerate(suits, base) if s.between(c.subject, c.object)]
    if not fit and c.label.startswith("ruled"):
        fit = [n for n, s in enumerate(suits, base) if c.object in s.parties]
    return fit[0] if len(fit) == 1 else None


def _event(predicate: str, label: str, words: str) -> str | None:
    if predicate == "participant":
        return label
    if (always := ontology().default_event(predicate)) is not None:
        return always
    known = ontology().relations[predicate].event
    return next((event for pattern, event in SOMETIMES.get(predicate, ()) if event in known and pattern.search(words)), None)


def _claim(
    c: Candidate,
    predicate: str,
    subject: int,
    object_: int | None,
    lawsuit: int | None,
    shown: Shown,
    scored: Scored,
    calibration: Calibration,
    values: Values,
) -> Claim:
    trigger = Span(start=shown.start, end=shown.end)
    at = scored.sentence_at(shown.start)
    sentence = scored.sentences[at]
    words = trigger.of(scored.text)
    status = STATUSES[max(range(len(STATUSES)), key=lambda i: (shown.statuses[i], -i))]
    event = _event(predicate, c.label, words)
    happens = event is not None or predicate not in STATES
    return Claim(
        subject=subject,
        predicate=predicate,
        object=object_,
        event=event,
        status=status,
        date=values.date(scored.sentences[at], trigger, status) if happens else None,
        money=values.money(sentence, trigger, predicate == "acquired") if predicate in WITH_MONEY else None,
        role=words if predicate == "worksFor" and event is None else None,
        lawsuit=lawsuit,
        span=Span(start=min(sentence[0], shown.start), end=max(sentence[1], shown.end)),
        trigger=trigger,
        confidence=round(calibration.sure(c.label, c.margin), 4),
        engine=ENGINE,
        rule=f"learned/{c.label}",
    )
