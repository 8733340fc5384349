"""Check every line of the training articles against the text and the ontology; prints what is wrong, exit status 1 if anything is.

python -m training.check_data [FOLDER]
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.ontology import ontology
from kg.records import STATUSES
from training.data import HERE, document_text, find_all_loose

DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?\Z")
KEYS = {"id", "text", "title", "date", "fictional", "entities", "relations", "events"}


def faults(row: dict) -> Iterator[str]:
    """What is wrong with one article, a line each."""
    if missing := KEYS - row.keys():
        yield f"no {', '.join(sorted(missing))}"
        return
    text = document_text(row["title"], row["text"])

    def stands(words: str) -> bool:
        return next(find_all_loose(text, words), None) is not None

    types = {}
    for e in row["entities"]:
        if e["type"] not in ontology().entity_types():
            yield f"entity {e['name']!r}: no type {e['type']!r}"
        if e["name"] in types:
            yield f"entity {e['name']!r} twice"
        types[e["name"]] = e["type"]
        if e["type"] != "Lawsuit":
            yield from (f"entity {e['name']!r}: {n!r} is not in the text" for n in (e["name"], *e["aliases"]) if not stands(n))
    for r in row["relations"]:
        what = f"{r['s']} {r['p']} {r['o']}"
        if r["p"] not in ontology().relations:
            yield f"{what}: no such relation"
            continue
        if unknown := [end for end in (r["s"], r["o"]) if end not in types]:
            yield f"{what}: {', '.join(unknown)} not among the entities"
        elif not ontology().admits(r["p"], types[r["s"]], types[r["o"]]):
            yield f"{what}: does not stand between {types[r['s']]} and {types[r['o']]}"
        yield from _common(what, r, stands)
        if r.get("trigger") and r["trigger"] not in r["quote"]:
            yield f"{what}: the trigger {r['trigger']!r} is not in the quote"
        if (r.get("amount") is None) != (r.get("currency") is None):
            yield f"{what}: an amount and its currency go together"
    for e in row["events"]:
        what = f"{e['who']} {e['type']}"
        if e["type"] not in ontology().one_party_events():
            yield f"{what}: no such one-party event"
        if e["who"] not in types:
            yield f"{what}: {e['who']} not among the entities"
        yield from _common(what, e, stands)


def _common(what: str, row: dict, stands: Callable[[str], bool]) -> Iterator[str]:
    if row.get("status") not in STATUSES:
        yield f"{what}: no status {row.get('status')!r}"
    if row.get("date") and not DATE.match(row["date"]):
        yield f"{what}: {row['date']!r} is no date"
    if not row.get("quote") or not stands(row["quote"]):
        yield f"{what}: the quote {row.get('quote')!r} is not in the text"


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "data"
    wrong = rows = 0
    seen: set[str] = set()
    for path in sorted(folder.glob("*.jsonl")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            rows += 1
            try:
                row = json.loads(line)
            except json.JSONDecodeError as error:
                print(f"{path.name}:{number}: {error}")
                wrong += 1
                continue
            found = list(faults(row))
            if row.get("id") in seen:
                found.append("an id that another line has")
            seen.add(row.get("id"))
            for fault in found:
                print(f"{path.name}:{number}: {row.get('id')}: {fault}")
            wrong += len(found)
    print(f"{rows} articles, {wrong} faults")
    return 1 if wrong or not rows else 0


if __name__ == "__main__":
    raise SystemExit(main())
