"""Annotation kept apart from the texts it is of: quotes as places, so that no text need lie where its annotation does.

    python -m training.standoff part FOLDER --out ANNOTATION.jsonl     docs/ and gold.jsonl -> the annotation alone
    python -m training.standoff join ANNOTATION.jsonl TEXTS --out FOLDER     the annotation and a folder of JSON texts -> docs/ and gold.jsonl

FOLDER is as `training.train --extra` takes it. A text that is absent, or no longer the one annotated, is named and left out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.data import document_text, find_all_loose, read_rows, write_gold_set


def mark(row: dict) -> str:
    """What tells the text that was annotated from any other."""
    return hashlib.sha256(document_text(row.get("title"), row["text"]).encode()).hexdigest()[:16]


def parted(row: dict) -> dict:
    """The row without its text: quotes and triggers as [start, end) in title and text. One that does not stand there stops it (ValueError)."""
    text = document_text(row.get("title"), row["text"])

    def place(r: dict) -> dict:
        quote = next(find_all_loose(text, r["quote"]), None)
        if quote is None:
            raise ValueError(f"{row['id']}: {r['quote']!r} is not in the text")
        words = r.get("trigger")
        inside = next(find_all_loose(text[quote[0] : quote[1]], words), None) if words else None
        trigger = [quote[0] + inside[0], quote[0] + inside[1]] if inside else None
        return {**{k: v for k, v in r.items() if k not in ("quote", "trigger")}, "quote": list(quote), "trigger": trigger}

    said = {kind: [place(r) for r in row[kind]] for kind in ("relations", "events")}
    return {"id": row["id"], "mark": mark(row), "entities": row["entities"], **said}


def joined(annotation: Iterable[dict], texts: Path) -> Iterator[dict]:
    """Rows with their texts, which lie in `texts` under the rows' ids."""
    for row in annotation:
        path = texts / row["id"]
        doc = json.loads(path.read_text("utf-8")) if path.is_file() else None
        if doc is None or mark(doc) != row["mark"]:
            print(f"{path}: {'not the text that was annotated' if doc else 'no such text'}, left out")
            continue
        text = document_text(doc.get("title"), doc["text"])

        def words(r: dict, text: str = text) -> dict:
            return r | {k: text[slice(*r[k])] if r[k] else None for k in ("quote", "trigger")}

        said = {kind: [words(r) for r in row[kind]] for kind in ("relations", "events")}
        yield {"id": row["id"], **{k: doc.get(k) for k in ("title", "date", "text")}, "entities": row["entities"], **said}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["part", "join"])
    parser.add_argument("source", type=Path)
    parser.add_argument("texts", type=Path, nargs="?", help="join: folder of JSON texts (title, date, text)")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    if args.what == "part":
        lines = [json.dumps(parted(row), ensure_ascii=False, sort_keys=True) + "\n" for row in read_rows(args.source)]
        args.out.write_text("".join(lines), "utf-8")
    elif args.texts is None:
        parser.error("join: the folder of the texts is wanted")
    else:
        rows = [json.loads(line) for line in args.source.read_text("utf-8").splitlines()]
        write_gold_set(args.out, joined(rows, args.texts))


if __name__ == "__main__":
    main()
