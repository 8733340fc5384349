"""Annotated articles as what the models learn from: word-pieces, tags of words, entities with their mentions, labelled pairs.

python -m training.data MODERN_FOLDER    copy docs and gold into training/data/*.jsonl
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from kg.extract.learned.labels import EVENTS, LAWSUIT_RELATIONS, labels, symmetric
from kg.extract.learned.pieces import MENTION_TYPES, TAGS, Pieces, cut, sentences, windows
from kg.ontology import ontology

HERE = Path(__file__).parent
PART = 1_900_000  # bytes of text in one file of training/data


@dataclass
class Entity:
    name: str
    type: str
    optional: bool
    mentions: list[tuple[int, int]]  # pieces, half open


@dataclass
class Fact:
    """One label on a pair: entity indices (equal: said of one entity), statuses' index, pieces that show it."""

    subject: int
    object: int
    label: int
    status: int
    optional: bool
    trigger: list[int] = field(default_factory=list)


@dataclass
class Example:
    id: str
    text: str
    pieces: Pieces
    windows: list[range]
    tags: list[int]  # of each piece
    entities: list[Entity]
    facts: list[Fact]


STATUS_INDEX = {"fact": 0, "alleged": 1, "planned": 2, "former": 3, "negated": 4}


def document_text(title: str | None, text: str) -> str:
    return f"{title}\n\n{text}" if title else text


def read_rows(folder: Path) -> Iterator[dict]:
    """Rows with "id", "text", and the gold's keys: from a folder of jsonl files, or from one with docs/ and gold.jsonl."""
    if (folder / "gold.jsonl").is_file():
        for line in (folder / "gold.jsonl").read_text("utf-8").splitlines():
            gold = json.loads(line)
            path = folder / "docs" / gold["id"]
            raw = path.read_text("utf-8")
            doc = json.loads(raw) if path.suffix == ".json" else {"title": None, "text": raw}
            yield {**gold, "title": doc.get("title"), "date": doc.get("date"), "text": doc["text"], "fictional": doc.get("fictional", False)}
    else:
        for path in sorted(folder.glob("*.jsonl")):
            yield from (json.loads(line) for line in path.read_text("utf-8").splitlines())


def is_dev(id_: str, share: int = 10, fold: int = 0) -> bool:
    """Whether an article is kept out of training: a tenth of them, by a hash of the id; of another `fold`, another tenth."""
    return int(hashlib.sha256(id_.encode()).hexdigest(), 16) % share == fold


def write_kept_out(folder: Path, source: Path = HERE / "data") -> None:
    """The articles kept out of training as a gold set: docs/ID.json and gold.jsonl."""
    write_gold_set(folder, (row for row in read_rows(source) if is_dev(row["id"])))


def write_gold_set(folder: Path, rows: Iterable[dict]) -> None:
    """Annotated articles as a gold set: docs/ID.json and gold.jsonl."""
    (folder / "docs").mkdir(parents=True)
    with (folder / "gold.jsonl").open("w", encoding="utf-8") as gold:
        for row in rows:
            name = Path(row["id"]).with_suffix(".json").name
            doc = {k: row[k] for k in ("title", "date", "text") if row.get(k)}
            (folder / "docs" / name).write_text(json.dumps(doc, ensure_ascii=False), "utf-8")
            gold.write(json.dumps({**row, "id": name}, ensure_ascii=False) + "\n")


def find_all(text: str, name: str) -> list[tuple[int, int]]:
    """Where the name stands as whole words, a longer one also in capitals (a headline); in any other letter case only if it never stands so."""

    def spans(form: str, flags: int = 0) -> list[tuple[int, int]]:
        pattern = r"(?<!\w)" + r"\s+".join(map(re.escape, form.split())) + r"(?!\w)"
        return [m.span() for m in re.finditer(pattern, text, flags)]

    capitals = spans(name.upper()) if len(name) > 3 and name != name.upper() else []
    return sorted(spans(name) + capitals) or spans(name, re.IGNORECASE)


def place_names(text: str, entities: list[dict]) -> list[tuple[int, int, int]]:
    """Where the names stand: (start, end, entity), longer names first, no two overlapping, in text order."""
    forms = sorted(
        ((name, i) for i, e in enumerate(entities) if e["type"] in MENTION_TYPES for name in dict.fromkeys((e["name"], *e["aliases"]))),
        key=lambda form: (-len(form[0]), form[1]),
    )
    taken = bytearray(len(text))
    out = []
    for name, i in forms:
        for start, end in find_all(text, name):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                out.append((start, end, i))
    return sorted(out)


def _trigger(text: str, pieces: Pieces, row: dict) -> list[int]:
    """Pieces of the trigger inside the quote; of the quote's own words where no trigger is given."""
    quote, trigger = row.get("quote"), row.get("trigger")
    if not quote:
        return []
    at = next(find_all_loose(text, quote), None)
    if at is None:
        return []
    if not trigger:
        return []
    inside = next(find_all_loose(text[at[0] : at[1]], trigger), None)
    if inside is None:
        return []
    return list(pieces.within(at[0] + inside[0], at[0] + inside[1]))


def find_all_loose(text: str, words: str) -> Iterator[tuple[int, int]]:
    """Where the words stand, whatever their letter case and the white space between them."""
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())), re.IGNORECASE)
    yield from (m.span() for m in pattern.finditer(text))


def _suit_facts(row: dict, index: dict[str, int]) -> Iterator[tuple[int, int, str, dict]]:
    """(subject, object, label, gold relation) for what the gold says of lawsuits."""
    suits: dict[str, dict[str, list[tuple[int, dict]]]] = defaultdict(lambda: defaultdict(list))
    for r in row["relations"]:
        if r["p"] in LAWSUIT_RELATIONS:
            suit, other = (r["s"], r["o"]) if r["p"] == "heardIn" else (r["o"], r["s"])
            if other in index:
                suits[suit][r["p"]].append((index[other], r))
    for sides in suits.values():
        for label, members in sides.items():
            for i, r in members:
                yield i, i, label, r
        plaintiffs, defendants = sides["plaintiffIn"], sides["defendantIn"]
        for i, r in plaintiffs:
            for j, q in defendants:
                yield i, j, "against", {**q, "optional": r["optional"] or q["optional"]}
        for label, members in (("plaintiffsTogether", plaintiffs), ("defendantsTogether", defendants)):
            for i, r in members:
                for j, q in members:
                    if i != j:
                        yield i, j, label, {**r, "optional": r["optional"] or q["optional"]}
        for label, members in (("judges", sides["judgeIn"]), ("hears", sides["heardIn"])):
            for i, r in members:
                for j, q in (*plaintiffs, *defendants):
                    if i != j:
                        yield i, j, label, {**r, "optional": r["optional"] or q["optional"]}


def make_example(row: dict, tokenizer: Tokenizer) -> Example:
    text = document_text(row.get("title"), row["text"])
    pieces = cut(text, tokenizer.encode(text, add_special_tokens=False))
    spans = windows(pieces, [a for a, _ in sentences(text)])
    places = place_names(text, row["entities"])
    tags = [0] * len(pieces)
    mentions: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for start, end, i in places:
        inside = pieces.within(start, end)
        if not inside:
            continue
        mentions[i].append((inside.start, inside.stop))
        tag = TAGS.index(f"B-{row['entities'][i]['type']}")
        for k, piece in enumerate(inside):
            tags[piece] = tag if pieces.word[piece] == pieces.word[inside.start] or k == 0 else tag + 1
    entities, index = [], {}
    for i, e in enumerate(row["entities"]):
        if mentions.get(i):
            index[e["name"]] = len(entities)
            entities.append(Entity(e["name"], e["type"], bool(e.get("optional")), mentions[i]))
    number = {label: k for k, label in enumerate(labels())}
    facts: dict[tuple[int, int, int], Fact] = {}

    def add(s: int, o: int, label: str, r: dict) -> None:
        optional = bool(r.get("optional"))
        status = STATUS_INDEX[r.get("status") or "fact"]
        trigger = _trigger(text, pieces, r)
        known = facts.get((s, o, number[label]))
        if known is None:
            facts[s, o, number[label]] = Fact(s, o, number[label], status, optional, trigger)
            return
        if known.optional and not optional:
            known.optional, known.status = False, status
        elif optional == known.optional and status < known.status:
            known.status = status
        known.trigger += [t for t in trigger if t not in known.trigger]

    for r in row["relations"]:
        if r["p"] in LAWSUIT_RELATIONS or r["s"] not in index or r["o"] not in index or r["s"] == r["o"]:
            continue
        s, o = index[r["s"]], index[r["o"]]
        add(s, o, r["p"], r)
        if r["p"] in symmetric():
            add(o, s, r["p"], r)
    for s, o, label, r in _suit_facts(row, index):
        add(s, o, label, r)
    for e in row.get("events", []):
        if e["who"] in index and e["type"] in EVENTS:
            add(index[e["who"]], index[e["who"]], e["type"], e)
    return Example(row["id"], text, pieces, spans, tags, entities, list(facts.values()))


def _without_faults(row: dict) -> dict:
    """The row less what check_data would refuse: relations that the ontology does not admit, names that only stand inside other words."""
    text = document_text(row["title"], row["text"])
    entities = []
    for e in row["entities"]:
        if e["type"] != "Lawsuit":
            forms = [n for n in dict.fromkeys((e["name"], *e["aliases"])) if next(find_all_loose(text, n), None)]
            if not forms:
                continue
            if forms[0] != e["name"]:
                raise SystemExit(f"{row['id']}: {e['name']!r} is not in the text")
            e = {**e, "aliases": forms[1:]}
        entities.append(e)
    types = {e["name"]: e["type"] for e in entities}
    relations = []
    for r in row["relations"]:
        p = r["p"].split("|")[0].lstrip("^")
        if r["s"] in types and r["o"] in types and p == r["p"] and ontology().admits(p, types[r["s"]], types[r["o"]]):
            relations.append(r)
    return {**row, "entities": entities, "relations": relations}


def write_parts(source: Path, target: Path) -> None:
    """Copy docs and gold into files of training/data, each below PART bytes or so, rows in the order of the ids."""
    rows = [_without_faults(row) for row in sorted(read_rows(source), key=lambda r: r["id"])]
    parts: list[list[str]] = [[]]
    size = 0
    for row in rows:
        line = json.dumps(row, ensure_ascii=False, sort_keys=True)
        if size + len(line.encode()) > PART:
            parts.append([])
            size = 0
        parts[-1].append(line)
        size += len(line.encode())
    target.mkdir(parents=True, exist_ok=True)
    for number, lines in enumerate(parts, 1):
        (target / f"articles-{number:02}.jsonl").write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    write_parts(Path(sys.argv[1]), HERE / "data")
