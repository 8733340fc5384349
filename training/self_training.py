"""Articles without gold, annotated by the readers themselves: what a reader that learns may be given besides what people annotated.

    python -m training.self_training ARTICLES --out FOLDER [--engine both] [--sure 0.7] [--known GOLD_FOLDER ...]

FOLDER gets docs/ and gold.jsonl, as `training.train --extra` takes them. A claim that the readers are sure of is required; one that they tell but are
less sure of is optional, so that it counts half. Articles that stand in a GOLD_FOLDER are left out.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.extract.combine.extractor import CombinedExtractor
from kg.extract.engine import Extractor
from kg.extract.learned import LearnedExtractor
from kg.records import Claim, Reading
from training.data import document_text, find_all_loose, read_rows, write_gold_set
from training.scoring import article_of

SURE = 0.7


def gold_row(reading: Reading, row: dict, sure: float = SURE) -> dict:
    """The row with what was read as its gold: every name that stands in the text, every claim between such."""
    text = reading.article.text
    named = {}
    entities = []
    for e in reading.entities:
        forms = [e.name] if e.type == "Lawsuit" else [n for n in dict.fromkeys((e.name, *e.aliases)) if next(find_all_loose(text, n), None)]
        if forms and forms[0] not in named.values():
            named[e.id] = forms[0]
            entities.append({"name": forms[0], "type": e.type, "aliases": forms[1:], "optional": False})

    def said(c: Claim) -> dict:
        quote = c.span.of(text)
        trigger = c.trigger.of(text) if c.trigger and c.span.start <= c.trigger.start and c.trigger.end <= c.span.end else None
        return {"status": c.status, "quote": quote, "trigger": trigger, "date": c.date, "optional": c.confidence < sure}

    claims = [c for c in reading.claims if c.subject in named]
    relations = [
        {"s": named[c.subject], "p": c.predicate, "o": named[c.object], **said(c)} for c in claims if c.object is not None and c.object in named
    ]
    events = [{"type": c.event, "who": named[c.subject], **said(c)} for c in claims if c.object is None]
    return {**row, "entities": entities, "relations": relations, "events": events}


def unread(folder: Path, known: Iterable[dict]) -> Iterator[dict]:
    """Articles of a folder of JSON files (title, date, text) that are not among the known ones; one told twice comes once."""
    seen = {" ".join(row["text"].split()) for row in known}
    for path in sorted(folder.glob("*.json")):
        doc = json.loads(path.read_text("utf-8"))
        words = " ".join(doc["text"].split())
        if words not in seen:
            seen.add(words)
            yield {"id": path.name, **{k: doc.get(k) for k in ("title", "date", "text")}}


def annotate(rows: Iterable[dict], reader: Extractor, sure: float = SURE) -> Iterator[dict]:
    rows = list(rows)
    readings = {r.article.source: r for r in reader.read(article_of(row) for row in rows)}
    for row in rows:
        assert readings[row["id"]].article.text == document_text(row.get("title"), row["text"])
        yield gold_row(readings[row["id"]], row, sure)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path, help="folder of JSON files: title, date, text")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--engine", choices=["learned", "both"], default="both", help="who reads (both)")
    parser.add_argument("--sure", type=float, default=SURE, help=f"how sure a claim must be to be required ({SURE})")
    parser.add_argument("--known", type=Path, action="append", default=[], help="articles to leave out: a folder with docs/ and gold.jsonl")
    args = parser.parse_args()
    reader: Extractor = LearnedExtractor() if args.engine == "learned" else CombinedExtractor()
    known = [row for folder in args.known for row in read_rows(folder)]
    write_gold_set(args.out, annotate(unread(args.articles, known), reader, args.sure))


if __name__ == "__main__":
    main()
