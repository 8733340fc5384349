"""A reader's figures on annotated rows, each article by itself, without resolution over articles."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kg.evaluation import GoldDocument, Scores
from kg.evaluation.found import FoundClaim, FoundDocument, FoundDocuments, FoundEntity, FoundEvent
from kg.evaluation.matching import folded
from kg.evaluation.scores import score
from kg.extract.engine import Extractor
from kg.records import Article, LocalEntity, Reading
from training.data import document_text

SHOWN = ("entity", "relation", "pair", "event")


def article_of(row: dict) -> Article:
    return Article(source=row["id"], text=document_text(row.get("title"), row["text"]), title=row.get("title"), date=row.get("date"))


def gold_of(row: dict) -> GoldDocument:
    return GoldDocument.model_validate(json.loads(json.dumps(row), parse_float=Decimal))


def found_entity(entity: LocalEntity) -> FoundEntity:
    return FoundEntity(frozenset([entity.type]), frozenset(folded(n) for n in (entity.name, *entity.aliases)))


def found_of(reading: Reading) -> FoundDocument:
    """A reading as the score sees it, without resolution over articles."""
    document = FoundDocument(entities={str(e.id): found_entity(e) for e in reading.entities})
    for c in reading.claims:
        quote = c.span.of(reading.article.text)
        document.quotes.append(quote)
        if c.status == "negated":
            continue
        sure = Decimal(str(round(c.confidence, 4)))
        if c.object is None:
            document.events.append(FoundEvent(c.event or "", str(c.subject), sure, quote))
            continue
        dates = frozenset([c.date] if c.date else [])
        amounts = frozenset([(c.money.amount, c.money.currency)] if c.money else [])
        document.claims.append(FoundClaim(str(c.subject), c.predicate, str(c.object), c.status, sure, quote, dates, amounts))
    return document


def read_documents(rows: Sequence[dict], reader: Extractor) -> dict[str, FoundDocument]:
    """By the rows' ids, what the reader finds."""
    return {r.article.source: found_of(r) for r in reader.read(article_of(row) for row in rows)}


def scores_of(rows: Iterable[dict], documents: Mapping[str, FoundDocument]) -> Scores:
    gold = [gold_of(row) for row in rows]
    return score(gold, FoundDocuments({g.id: documents[g.id] for g in gold}))


def figures_of(scores: Scores) -> dict[str, float]:
    """Precision, recall and F1 of entities, relations, pairs and events, and the share of right statuses, by name ("relation p")."""
    out = {f"{name} {part}": scores.tallies[name].figures()[part] for name in SHOWN if name in scores.tallies for part in ("p", "r", "f1")}
    return out | ({"status": scores.rates["status"].figures()["accuracy"]} if "status" in scores.rates and scores.rates["status"].of else {})


def by_relation(scores: Scores) -> dict[str, dict[str, float]]:
    return {name.partition(":")[2]: tally.figures() for name, tally in sorted(scores.tallies.items()) if name.startswith("relation:")}


def genre_of(id_: str) -> str:
    """The letters with which an article's id begins."""
    return re.match(r"[A-Za-z]*", id_)[0]


def by_genre(rows: Sequence[dict], documents: Mapping[str, FoundDocument]) -> dict[str, tuple[int, Scores]]:
    """Number of articles and scores by the letters with which the ids begin."""
    parts: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        parts[genre_of(row["id"])].append(row)
    return {genre: (len(parts[genre]), scores_of(parts[genre], documents)) for genre in sorted(parts)}
