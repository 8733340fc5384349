"""Calibrate a model on the articles kept out of training, and score it end to end.

    python -m training.evaluate calibrate MODEL [--extra FOLDER]     confidences into MODEL/settings.json, on training/measure besides
    python -m training.evaluate score MODEL --scorer score.py [--set NAME=FOLDER ...]
    python -m training.evaluate compare MODEL --with OTHER           the figures of both on the articles kept out, and the differences

Scoring leaves resolution over articles out: an article's entities are taken as they were read.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import math
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from types import ModuleType

import numpy as np

from kg.extract.learned.extractor import LearnedExtractor
from kg.extract.learned.labels import EVENTS, LAWSUIT_RELATIONS, labels, symmetric
from kg.extract.learned.names import fold
from kg.records import Reading
from training.data import HERE, _suit_facts, is_dev, read_rows
from training.scoring import article_of, figures_of, read_documents, scores_of

SHRINK = 15.0  # how strongly a label's curve is drawn to the common one
BAR, JOIN, ALONE = 0.5, -3.0, 0.55  # how sure a claim must be; the margin that joins parties; how sure a party is that makes a suit by itself


def gold_labels(row: dict) -> dict[tuple[str, str, str], str]:
    """(subject, label, object) -> required, optional or negated; what is said of one entity has it at both ends."""
    out: dict[tuple[str, str, str], str] = {}

    def add(s: str, label: str, o: str, r: dict) -> None:
        kind = "optional" if r.get("optional") else "required"
        if out.get((s, label, o)) != "required":
            out[s, label, o] = kind

    for r in row["relations"]:
        for p in r["p"].split("|"):
            s, o = (r["o"], r["s"]) if p.startswith("^") else (r["s"], r["o"])
            if p.lstrip("^") not in LAWSUIT_RELATIONS:
                add(s, p.lstrip("^"), o, r)
    names = [e["name"] for e in row["entities"]]
    index = {n: i for i, n in enumerate(names)}
    for s, o, label, r in _suit_facts(row, index):
        add(names[s], label, names[o], r)
    for e in row.get("events", []):
        add(e["who"], e["type"], e["who"], e)
    return out


def aligned(groups, row: dict) -> list[str | None]:
    """For each group the gold entity that shares a name with it."""
    table = {}
    for e in row["entities"]:
        for n in (e["name"], *e.get("aliases", [])):
            table.setdefault(fold(n), e["name"])
    out = []
    for g in groups:
        hits = [table[fold(n)] for n in (g.name, *g.aliases) if fold(n) in table]
        out.append(hits[0] if hits else None)
    return out


def collect(extractor: LearnedExtractor, rows: list[dict]) -> tuple[dict[str, list[tuple[float, float]]], dict[str, int]]:
    """By label: (margin, 1 right, 0 wrong) of every candidate that is not optional; and how many the gold has."""
    seen: dict[str, list[tuple[float, float]]] = defaultdict(list)
    total: dict[str, int] = defaultdict(int)
    for row in rows:
        gold = gold_labels(row)
        for (_, label, _), kind in gold.items():
            total[label] += kind == "required"
        scored = extractor.score(article_of(row))
        names = aligned(scored.groups, row)
        for c in scored.candidates:
            s, o = names[c.subject], names[c.object]
            keys = [(s, c.label, o)] + ([(o, c.label, s)] if c.label in symmetric() else [])
            kinds = {gold.get(k) for k in keys if k[0] and k[2]}
            if "required" in kinds:
                seen[c.label].append((c.margin, 1.0))
            elif "optional" not in kinds:
                seen[c.label].append((c.margin, 0.0))
    return seen, total


def fit(points: list[tuple[float, float]], prior: tuple[float, float], strength: float) -> tuple[float, float]:
    """Slope and offset of a logistic curve, drawn to `prior` as by `strength` articles' worth of evidence."""
    x = np.array([m for m, _ in points])
    y = np.array([r for _, r in points])
    pull, start = np.array([4 * strength, strength]), np.array(prior)

    def cost(w: np.ndarray) -> float:
        z = w[0] * x + w[1]
        return float((np.logaddexp(0, z) - y * z).sum() + 0.5 * (pull * (w - start) ** 2).sum())

    w = start.copy()
    for _ in range(100):
        p = 1 / (1 + np.exp(-np.clip(w[0] * x + w[1], -30, 30)))
        g = np.array([((p - y) * x).sum(), (p - y).sum()]) + pull * (w - start)
        v = p * (1 - p)
        h = np.array([[(v * x * x).sum(), (v * x).sum()], [(v * x).sum(), v.sum()]]) + np.diag(pull)
        step = np.linalg.solve(h, g)
        while cost(w - step) > cost(w) and abs(step).max() > 1e-9:
            step = step / 2  # Newton's step goes too far where the curve is flat
        w = w - step
        if abs(step).max() < 1e-7:
            break
    a, b = w
    return float(max(a, 0.2)), float(b)


def calibrate(folder: Path, rows: list[dict], bar: float, join: float, alone: float) -> dict[str, float]:
    """Curves of all labels, and one bar for all: bars chosen label by label did worse on articles they were not chosen on."""
    path = folder / "settings.json"
    settings = json.loads(path.read_text("utf-8"))
    settings.pop("calibration", None)
    path.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    seen, total = collect(LearnedExtractor(folder, threads=1), rows)
    every = [p for label in sorted(seen) for p in seen[label]]
    common = fit(every, (1.0, 0.0), 0.1)
    slope, offset = {}, {}
    right = said = 0.0
    for label in labels():
        a, b = fit(seen[label], common, SHRINK) if seen.get(label) else common
        slope[label], offset[label] = round(a, 4), round(b, 4)
        above = [y for m, y in seen.get(label, []) if a * m + b >= math.log(bar / (1 - bar))]
        right, said = right + sum(above), said + len(above)
    settings["calibration"] = {"slope": slope, "offset": offset, "threshold": dict.fromkeys(labels(), bar), "join": join, "alone": alone}
    path.write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    print(f"{len(rows)} articles, {sum(total.values())} labels: at {bar}, {said:.0f} said, {right:.0f} right")
    return {"labels": sum(total.values()), "said": said, "right": right}


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["scorer"] = module
    spec.loader.exec_module(module)
    return module


def document_of(reading: Reading, scorer: ModuleType):
    """A reading as the scorer's Document."""
    document = scorer.Document()
    for e in reading.entities:
        document.entities[str(e.id)] = scorer.Entity({e.type}, {scorer.normal(n) for n in (e.name, *e.aliases)})
    for c in reading.claims:
        document.quotes.append(c.span.of(reading.article.text))
        if c.status == "negated":
            continue
        if c.object is None:
            document.events.add((c.event, str(c.subject)))
            continue
        amounts = {(c.money.amount, c.money.currency)} if c.money else set()
        dates = {c.date} if c.date else set()
        document.relations.append(scorer.Relation(str(c.subject), c.predicate, str(c.object), c.status, dates, amounts))
    return document


def compare(folder: Path, other: Path, rows: list[dict]) -> dict[str, float]:
    """Print the figures of two models side by side; the differences. `other` is read with the calibration of `folder` where it has none."""
    settings = json.loads((other / "settings.json").read_text("utf-8"))
    if "calibration" not in settings:
        settings["calibration"] = json.loads((folder / "settings.json").read_text("utf-8"))["calibration"]
        (other / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    first, second = (figures_of(scores_of(rows, read_documents(rows, LearnedExtractor(f, threads=1)))) for f in (folder, other))
    print(f"{'':14}{folder.name:>12}{other.name:>12}{'difference':>12}")
    for name in first:
        print(f"{name:14}{first[name]:>12.3f}{second[name]:>12.3f}{second[name] - first[name]:>+12.3f}")
    return {name: round(second[name] - first[name], 3) for name in first}


SHOWN = ("entity", "relation", "pair", "event", "status", "date", "date wrong", "amount")


def score_set(name: str, rows: list[dict], extractor: LearnedExtractor, scorer: ModuleType, detail: bool, errors: bool) -> dict:
    begun = time.time()
    documents = {r.article.source: document_of(r, scorer) for r in extractor.read(article_of(row) for row in rows)}
    figures, faults, _ = scorer.score(documents, {row["id"]: row for row in rows})
    words = sum(len(re.findall(r"\S+", row["text"])) for row in rows)
    line = [f"{name} ({len(rows)} articles, {words / (time.time() - begun):.0f} words/s)"]
    for key in SHOWN:
        if key in figures:
            f = figures[key]
            line.append(f"{key} P {f['p']} R {f['r']} F1 {f['f1']}" if "f1" in f else f"{key} {f['accuracy']}")
    print(" | ".join(line), flush=True)
    if detail:
        for key, f in figures.items():
            if ":" in key:
                print(f"  {key:28} P {f['p']:.3f} R {f['r']:.3f} F1 {f['f1']:.3f} gold {f['gold']} system {f['system']}")
    if errors:
        print("\n".join(faults))
    return figures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["calibrate", "score", "compare"])
    parser.add_argument("model", type=Path)
    parser.add_argument("--data", type=Path, default=HERE / "data")
    parser.add_argument("--extra", type=Path, action="append", default=[], help="calibrate: kept-out articles of this folder too")
    parser.add_argument("--bar", type=float, default=BAR, help="calibrate: how sure a claim must be to be said")
    parser.add_argument("--join", type=float, default=JOIN, help="calibrate: margin at which parties share a side of a suit")
    parser.add_argument("--alone", type=float, default=ALONE, help="calibrate: how sure a party is that makes a suit by itself")
    parser.add_argument("--with", type=Path, dest="other", help="compare: the other model, as of full precision")
    parser.add_argument("--scorer", type=Path, help="score: the scoring script")
    parser.add_argument("--set", action="append", default=[], metavar="NAME=FOLDER", help="score: a gold set (docs/ and gold.jsonl) besides dev")
    parser.add_argument("--detail", action="store_true", help="figures by type and relation")
    parser.add_argument("--errors", action="store_true", help="list what was missed and what was surplus")
    parser.add_argument("--no-dev", action="store_true")
    args = parser.parse_args()
    dev = [r for folder in (args.data, *args.extra) for r in read_rows(folder) if is_dev(r["id"])]
    if args.what == "calibrate":
        calibrate(args.model, [*dev, *read_rows(HERE / "measure")], args.bar, args.join, args.alone)
        return
    if args.what == "compare":
        if args.other is None:
            parser.error("compare: --with OTHER is wanted")
        compare(args.model, args.other, dev)
        return
    scorer = load_scorer(args.scorer)
    extractor = LearnedExtractor(args.model, threads=1)
    if not args.no_dev:
        score_set("dev", [r for r in read_rows(args.data) if is_dev(r["id"])], extractor, scorer, args.detail, args.errors)
    for given in args.set:
        name, folder = given.split("=", 1)
        score_set(name, list(read_rows(Path(folder))), extractor, scorer, args.detail, args.errors)


assert set(EVENTS) <= set(labels())

if __name__ == "__main__":
    main()
