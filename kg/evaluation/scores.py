"""The figures: precision, recall and F1 of entities, relations, pairs and events; accuracy of status, date and amount; and where it went wrong."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.evaluation.found import FoundClaim, FoundDocument, FoundDocuments, read_found
from kg.evaluation.gold import GoldDocument, GoldRelation, read_gold
from kg.evaluation.matching import Alignment, Key, credit, keys, scored_types, with_lawsuit

BANDS = 10


@dataclass
class Tally:
    """What was found rightly, found wrongly and missed; halves where the class is half right."""

    right: float = 0
    wrong: float = 0
    missed: float = 0

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def figures(self) -> dict[str, float]:
        """p, r and f1 to three places; how many the gold has and the system gives."""
        return {
            "p": round(self.precision, 3),
            "r": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "gold": round(self.right + self.missed),
            "system": round(self.right + self.wrong),
        }


@dataclass
class Rate:
    """How often something held, of how many times asked."""

    held: int = 0
    of: int = 0

    def add(self, held: bool) -> None:
        self.held, self.of = self.held + held, self.of + 1

    def figures(self) -> dict[str, float]:
        return {"accuracy": round(self.held / self.of, 3), "of": self.of}


@dataclass(frozen=True)
class Discrepancy:
    """One thing missed ("relation-"), surplus ("relation+") or found in another class; with the words it was found in, or the gold's."""

    document: str
    kind: str
    what: tuple[str, ...]
    quote: str = ""

    def __str__(self) -> str:
        quote = " ".join(self.quote.split())
        return "\t".join((self.document, self.kind, *self.what)) + (f"\t“{quote}”" if quote else "")


@dataclass
class Scores:
    """`tallies` by what is counted ("entity", "entity:Court", "relation", "relation:fined", "pair", "event"); `rates` by what is asked.

    `bands[i]` tallies the claims and events with a confidence from i/10 up to (i+1)/10; optional ones are left out. `documents` is how many
    the gold has, `missing` those of them that the graph lacks.
    """

    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    rates: dict[str, Rate] = field(default_factory=lambda: defaultdict(Rate))
    bands: list[Rate] = field(default_factory=lambda: [Rate() for _ in range(BANDS)])
    errors: list[Discrepancy] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    documents: int = 0

    def figures(self) -> dict[str, dict[str, float]]:
        tallies = {name: tally.figures() for name, tally in sorted(self.tallies.items())}
        return tallies | {name: rate.figures() for name, rate in sorted(self.rates.items())}

    def by_confidence(self) -> dict[str, dict[str, float]]:
        """Precision of the claims in each band of confidence, 0.1 wide, that has any."""
        rows = ((f"{i / BANDS:.1f}-{(i + 1) / BANDS:.1f}", band) for i, band in enumerate(self.bands) if band.of)
        return {name: {"precision": round(band.held / band.of, 3), "of": band.of} for name, band in rows}

    def to_dict(self) -> dict[str, Any]:
        """Everything but the list of errors, ready for JSON."""
        return {"figures": self.figures(), "by_confidence": self.by_confidence(), "missing": list(self.missing)}

    def to_table(self) -> str:
        """The figures as text: the sums, then entities by class, relations by name, and precision by confidence."""
        lines = [f"not in the graph: {name}" for name in self.missing]
        lines.append(_HEADER)
        parts = ("entity", "relation", "pair", "event")
        lines += [_row(name, self.tallies[name]) for name in parts if name in self.tallies]
        for part in ("entity", "relation"):
            inner = [name for name in sorted(self.tallies) if name.startswith(f"{part}:")]
            if inner:
                lines += ["", f"{part} by kind"]
                lines += [_row(f"  {name.partition(':')[2]}", self.tallies[name], precision=part == "relation") for name in inner]
        if self.rates:
            lines += ["", f"{'of what matched':<28}{'share':>8}{'of':>8}"]
            lines += [f"  {name:<26}{rate.held / rate.of:>8.3f}{rate.of:>8}" for name, rate in sorted(self.rates.items())]
        if bands := self.by_confidence():
            lines += ["", f"{'confidence':<28}{'precision':>9}{'of':>7}"]
            lines += [f"  {band:<26}{row['precision']:>9.3f}{row['of']:>7}" for band, row in bands.items()]
        return "\n".join(lines)


_HEADER = f"{'':<28}{'p':>8}{'r':>8}{'f1':>8}{'gold':>8}{'system':>8}"


def _row(name: str, tally: Tally, precision: bool = True) -> str:
    figures = tally.figures()
    if not precision:  # a surplus entity is of no gold class
        return f"{name:<28}{'':>8}{figures['r']:>8.3f}{'':>8}{figures['gold']:>8}{'':>8}"
    return f"{name:<28}{figures['p']:>8.3f}{figures['r']:>8.3f}{figures['f1']:>8.3f}{figures['gold']:>8}{figures['system']:>8}"


TextOf = Callable[[str], str | None]
"""The text of a document by its id; None where there is no such document."""


def evaluate(graph_path: str | Path, gold_path: str | Path, docs: str | Path | TextOf | None = None) -> Scores:
    """Score a graph in Turtle against a gold file; with the documents, also whether each quote stands in its document.

    `docs` gives the text of a document as it was read, or is the folder of the files: then a quote must stand in a file as it is, mark-up,
    entities and all. Raises UsageError for a file or folder that is not there, ReadError for one that is malformed.
    """
    if isinstance(docs, str | Path):
        folder = Path(docs)
        if not folder.is_dir():
            raise UsageError(f"no such folder: {docs}")
        docs = partial(_file_text, folder)
    return score(read_gold(Path(gold_path)), read_found(Path(graph_path)), docs)


def score(gold: Iterable[GoldDocument], found: FoundDocuments, docs: TextOf | None = None) -> Scores:
    """Score what was found; a gold document that the graph lacks counts as read and empty, and is listed in `missing`."""
    scores = Scores()
    for document in gold:
        scores.documents += 1
        reading = found.get(document.id)
        if reading is None:
            scores.missing.append(document.id)
            reading = FoundDocument()
        _Comparison(document, reading, scores).run()
        if docs is not None:
            words = _squeeze(docs(document.id) or "")
            for quote in reading.quotes:
                scores.rates["grounded"].add(bool(quote.strip()) and _squeeze(quote) in words)
    return scores


class _Comparison:
    """One document against what was found in it; adds to the scores."""

    def __init__(self, gold: GoldDocument, found: FoundDocument, scores: Scores) -> None:
        self._gold, self._found, self._scores = gold, found, scores
        self._aligned = Alignment(gold, found.entities)

    def run(self) -> None:
        self._entities()
        self._relations()
        self._events()

    def _differ(self, kind: str, *what: str, quote: str | None = None) -> None:
        self._scores.errors.append(Discrepancy(self._gold.id, kind, what, quote or ""))

    def _entities(self) -> None:
        tallies, known = self._scores.tallies, self._gold.entity()
        counted = scored_types()
        credits: dict[str, list[float]] = {}
        for iri, entity in self._found.entities.items():
            types = sorted(entity.types & counted)
            if not types:
                continue
            name = self._aligned.name(iri)
            if name is None:
                tallies["entity"].wrong += 1
                self._differ("entity+", "/".join(types), min(entity.names, default=iri))
                continue
            won = credit(known[name].type, entity.types)
            credits.setdefault(name, []).append(won)
            if won < 1 and not known[name].optional:
                self._differ("entity type", name, f"{known[name].type}, found as {'/'.join(types)}")
        for name, wanted in known.items():
            if wanted.optional:
                continue
            won_by = credits.get(name, [])
            best = max(won_by, default=0.0)
            for row in ("entity", f"entity:{wanted.type}"):
                tallies[row].right += best
                tallies[row].missed += 1 - best
            if not won_by:
                self._differ("entity-", wanted.type, name)
                continue
            tallies["entity"].wrong += 1 - best
            twice = sum(c > 0 for c in won_by) - 1  # the same thing twice: all but one are surplus
            if twice > 0:
                tallies["entity"].wrong += twice
                self._differ("entity twice", name)

    def _relations(self) -> None:
        tallies = self._scores.tallies
        gold = [r for r in self._gold.relations if r.status != "negated"]
        required: dict[frozenset[Key], GoldRelation] = {frozenset(keys(r.readings())): r for r in gold if not r.optional}
        allowed = {key for r in gold for key in keys(r.readings())}
        got: dict[Key, list[FoundClaim]] = defaultdict(list)
        pairs: set[frozenset[str]] = set()
        needed = {key for wanted in required for key in wanted}
        for claim in self._found.claims:
            subject, object_ = self._aligned.name_or_iri(claim.subject), self._aligned.name_or_iri(claim.object)
            (key,) = keys([(subject, claim.relation, object_)])
            got[key].append(claim)
            if not with_lawsuit(claim.relation):
                pairs.add(frozenset((subject, object_)))
            if key in needed or key not in allowed:
                self._band(claim.confidence, key in needed)
        for wanted, relation in required.items():
            matched = [claim for key in sorted(wanted) for claim in got.get(key, ())]
            for row in ("relation", f"relation:{relation.p}"):
                tallies[row].right += bool(matched)
                tallies[row].missed += not matched
            if matched:
                self._details(relation, matched)
            else:
                self._differ("relation-", relation.s, relation.p, relation.o, quote=relation.quote)
        for key, claims in got.items():
            if key not in allowed:
                name = claims[0].relation
                tallies["relation"].wrong += 1
                tallies[f"relation:{name}"].wrong += 1
                ends = (self._aligned.name_or_iri(claims[0].subject), name, self._aligned.name_or_iri(claims[0].object))
                self._differ("relation+", *ends, claims[0].status, quote=claims[0].quote)
        self._pairs(gold, pairs)

    def _details(self, relation: GoldRelation, matched: list[FoundClaim]) -> None:
        """Whether any of the claims has the gold's status, date (as exact as either tells) and amount (to one in a hundred)."""
        rates = self._scores.rates
        if relation.status:
            rates["status"].add(any(c.status == relation.status for c in matched))
        if relation.date:
            told = {date for c in matched for date in c.dates}
            right = any(date.startswith(relation.date) or relation.date.startswith(date) for date in told)
            rates["date"].add(right)
            rates["date wrong"].add(bool(told) and not right)
        if relation.amount is not None:
            wanted, currency = relation.amount, relation.currency or ""
            sums = {amount for c in matched for amount in c.amounts}
            rates["amount"].add(any(code == currency and abs(amount - wanted) <= abs(wanted) / 100 for amount, code in sums))

    def _pairs(self, gold: list[GoldRelation], got: set[frozenset[str]]) -> None:
        """Who has to do with whom, whatever the relation."""
        required = {frozenset((r.s, r.o)) for r in gold if not r.optional and not with_lawsuit(r.p)}
        optional = {frozenset((r.s, r.o)) for r in gold if r.optional and not with_lawsuit(r.p)}
        tally = self._scores.tallies["pair"]
        tally.right += len(required & got)
        tally.missed += len(required - got)
        tally.wrong += len(got - required - optional)

    def _events(self) -> None:
        required = {(e.type, e.who): e.quote for e in self._gold.events if e.status != "negated" and not e.optional}
        optional = {(e.type, e.who) for e in self._gold.events if e.optional}
        got: dict[tuple[str, str], str] = {}
        for event in self._found.events:
            place = (event.type, self._aligned.name_or_iri(event.who))
            got.setdefault(place, event.quote)
            if place in required or place not in optional:
                self._band(event.confidence, place in required)
        tally = self._scores.tallies["event"]
        for place in sorted(required):
            if place in got:
                tally.right += 1
            else:
                tally.missed += 1
                self._differ("event-", *place, quote=required[place])
        for place in sorted(set(got) - set(required) - optional):
            tally.wrong += 1
            self._differ("event+", *place, quote=got[place])

    def _band(self, confidence: Decimal | None, right: bool) -> None:
        if confidence is not None:
            self._scores.bands[min(max(int(confidence * BANDS), 0), BANDS - 1)].add(right)


def _squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _file_text(folder: Path, document_id: str) -> str | None:
    """What stands in the document's file; of JSON, its values."""
    path = next(iter(folder.rglob(document_id)), None)
    if path is None:
        return None
    text = path.read_text("utf-8", "replace")
    return " ".join(str(value) for value in json.loads(text).values()) if path.suffix == ".json" else text
