"""How well each reader reads: every gold set beside it, one row a set and reader, end to end through resolution and Turtle.

    python benchmarks/quality.py [FOLDER] [--engine NAME ...] [--sets NAME ...] [--model FOLDER] [--check]

FOLDER holds gold sets, each with docs/ and gold.jsonl. Two more are our own and always there: "kept out", the tenth of training/data that is kept out
of training, and "ordinary", benchmarks/news, on which nothing was chosen. Prints the figures by set, the relations by type, and how far confidence is
borne out; writes them to benchmarks/quality.json. With --check nothing is written: exit 1 where a figure is worse by more than 0.01 than the one in
that file, and sets that are there but not here are named and passed over.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from kg.errors import KGError, UsageError
from kg.evaluation import Rate, Scores, Tally, read_gold
from kg.evaluation.found import FoundDocuments, read_found
from kg.evaluation.scores import BANDS, score
from kg.export.turtle import turtle
from kg.extract.combine import CombinedExtractor, LearnedAlone
from kg.extract.engine import ENGINES, Extractor
from kg.extract.learned import LearnedExtractor, missing
from kg.graph.rdf import triples
from kg.ontology import ontology
from kg.pipeline import extractor
from kg.read import read
from kg.records import Article, Reading
from kg.resolve import resolve
from training.data import read_rows, write_gold_set, write_kept_out

KEPT_OUT, ORDINARY = "kept out", "ordinary"
OWN_NEWS = Path(__file__).parent / "news"
KEPT = Path(__file__).parent / "quality.json"
ALLOWED = 0.01
TALLIED = ("entity", "relation", "pair", "event")
RATED = ("status", "date", "date wrong", "amount")
WORSE_IF_MORE = ("date wrong",)
Figures = dict[str, dict[str, dict[str, float]]]  # set -> engine -> figure -> value
BAR = 40  # characters of a bar that means 1.0


@dataclass(frozen=True)
class GoldSet:
    """One folder with docs/ and gold.jsonl."""

    name: str
    folder: Path

    def articles(self) -> list[Article]:
        return [a for a in read([self.folder / "docs"]) if isinstance(a, Article)]


@dataclass
class Row:
    """The scores of one reader on one set (or on several, summed), with the sum of the confidences in each band."""

    scores: Scores = field(default_factory=Scores)
    sure: list[float] = field(default_factory=lambda: [0.0] * BANDS)
    claims: list[int] = field(default_factory=lambda: [0] * BANDS)

    def figures(self) -> dict[str, float]:
        """Every figure by its name ("relation p"), to three places; what was not asked is left out."""
        out: dict[str, float] = {}
        for name in TALLIED:
            tally = self.scores.tallies.get(name, Tally())
            if tally.right + tally.missed + tally.wrong:
                out |= {f"{name} {part}": value for part, value in tally.figures().items() if part in ("p", "r", "f1")}
        return out | {name: self.scores.rates[name].figures()["accuracy"] for name in RATED if self.scores.rates.get(name, Rate()).of}

    def reliability(self) -> dict[str, dict[str, float]]:
        """By band of confidence: the mean confidence, the share that is right, and of how many."""
        bands = enumerate(zip(self.scores.bands, self.sure, self.claims, strict=True))
        return {
            f"{i / BANDS:.1f}": {"confidence": round(sure / n, 3), "precision": round(band.held / band.of, 3), "of": band.of}
            for i, (band, sure, n) in bands
            if band.of and n
        }

    def add(self, other: Row) -> None:
        for name, tally in other.scores.tallies.items():
            mine = self.scores.tallies[name]
            mine.right, mine.wrong, mine.missed = mine.right + tally.right, mine.wrong + tally.wrong, mine.missed + tally.missed
        for mine_band, band in zip(self.scores.bands, other.scores.bands, strict=True):
            mine_band.held, mine_band.of = mine_band.held + band.held, mine_band.of + band.of
        self.sure = [a + b for a, b in zip(self.sure, other.sure, strict=True)]
        self.claims = [a + b for a, b in zip(self.claims, other.claims, strict=True)]


def gold_sets(folder: Path | None, scratch: Path) -> list[GoldSet]:
    """The sets under the folder, by their paths, and our own two, the articles kept out of training and ordinary news, written to `scratch`."""
    found = []
    if folder is not None:
        found = [GoldSet(gold.parent.relative_to(folder).as_posix(), gold.parent) for gold in sorted(folder.rglob("gold.jsonl"))]
        if not found:
            print(f"{folder}: no gold.jsonl in it; only our own articles are measured", file=sys.stderr)
    write_kept_out(scratch / "kept-out")
    write_gold_set(scratch / "ordinary", read_rows(OWN_NEWS))
    return [*found, GoldSet(KEPT_OUT, scratch / "kept-out"), GoldSet(ORDINARY, scratch / "ordinary")]


class Again:
    """A reader that gives what another has read already."""

    def __init__(self, name: str, readings: Iterable[Reading]) -> None:
        self.name = name
        self._readings = {r.article.source: r for r in readings}

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        for article in articles:
            yield self._readings[article.source]


def readings_of(articles: Sequence[Article], engines: Sequence[str], model: Path | None) -> dict[str, list[Reading]]:
    """What each reader reads, the learned one by the model in `model`. The combined one is given what that one has read."""
    found: dict[str, list[Reading]] = {}
    learned = Again("learned", LearnedExtractor(model).read(articles) if {"both", "learned"} & set(engines) else ())
    for engine in engines:
        reader: Extractor
        if engine == "both":
            reader = CombinedExtractor(learned=learned)
        elif engine == "learned":
            reader = LearnedAlone(learned)
        else:
            reader = extractor(engine)
        found[engine] = list(reader.read(articles))
    return found


def row_of(gold: GoldSet, readings: Sequence[Reading]) -> Row:
    with tempfile.TemporaryDirectory() as folder:
        graph = Path(folder) / "graph.ttl"
        graph.write_text(turtle(list(triples(resolve(readings).graph)), ontology().base), "utf-8")
        found = read_found(graph)
    documents = read_gold(gold.folder / "gold.jsonl")
    row = Row(score(documents, found))
    for confidence in _confidences(found, [g.id for g in documents]):
        band = min(int(confidence * BANDS), BANDS - 1)
        row.sure[band] += confidence
        row.claims[band] += 1
    return row


def _confidences(found: FoundDocuments, ids: Iterable[str]) -> Iterator[float]:
    for document in filter(None, map(found.get, ids)):
        yield from (float(claim.confidence) for claim in document.claims if claim.confidence is not None)
        yield from (float(event.confidence) for event in document.events if event.confidence is not None)


COLUMNS = {
    "entity f1": ("entity", 8), "relation p": ("relation: p", 13), "relation r": ("r", 6), "relation f1": ("f1", 6), "pair f1": ("pair", 7),
    "event f1": ("event", 7), "status": ("status", 8), "date": ("date", 7), "date wrong": ("wrong", 7), "amount": ("amount", 8),
}  # fmt: skip


def main_table(rows: dict[str, dict[str, Row]]) -> str:
    lines = [f"{'set':<14}{'reader':<9}" + "".join(f"{head:>{width}}" for head, width in COLUMNS.values())]
    for name, by_engine in rows.items():
        for engine, row in by_engine.items():
            f = row.figures()
            cells = (f"{f[key]:>{width}.3f}" if key in f else f"{'–':>{width}}" for key, (_, width) in COLUMNS.items())
            lines.append(f"{name:<14}{engine:<9}" + "".join(cells))
    return "\n".join(lines)


def relation_table(sums: dict[str, Row]) -> str:
    names = sorted({name for row in sums.values() for name in row.scores.tallies if name.startswith("relation:")})
    lines = [f"{'all sets, p / r / f1':<24}{'gold':>6}" + "".join(f"{engine:>20}" for engine in sums)]
    for name in names:
        tallies = [row.scores.tallies.get(name, Tally()) for row in sums.values()]
        cells = (f"{t.precision:>8.2f}{t.recall:>6.2f}{t.f1:>6.2f}" for t in tallies)
        lines.append(f"{name.partition(':')[2]:<24}{tallies[0].right + tallies[0].missed:>6.0f}" + "".join(cells))
    return "\n".join(lines)


def diagram(engine: str, row: Row) -> str:
    """A bar a band: as long as the share that is right, with a | where the mean confidence lies."""
    lines = [f"{engine}: confidence and what is right"]
    for band, f in row.reliability().items():
        right, mark = round(f["precision"] * BAR), round(f["confidence"] * BAR)
        bar = ("#" * right).ljust(BAR + 1)
        lines.append(f"  {band}  {f['confidence']:.2f} {f['precision']:.2f} {f['of']:>5.0f}  {bar[:mark]}|{bar[mark + 1 :]}".rstrip())
    return "\n".join(lines)


def worse(figures: Figures, kept: Figures) -> list[str]:
    """A line for every figure that is worse than the kept one by more than ALLOWED."""
    out = []
    for name, by_engine in figures.items():
        for engine, row in by_engine.items():
            for key, before in kept.get(name, {}).get(engine, {}).items():
                now = row.get(key, 0.0)
                fall = now - before if key in WORSE_IF_MORE else before - now
                if fall > ALLOWED + 1e-9:
                    out.append(f"{name} {engine}: {key} was {before:.3f}, is {now:.3f}")
    return out


def measure_set(gold: GoldSet, engines: Sequence[str], model: Path | None) -> dict[str, Row]:
    articles = gold.articles()
    print(f"{gold.name}: {len(articles)} articles", file=sys.stderr, flush=True)
    return {engine: row_of(gold, found) for engine, found in readings_of(articles, engines, model).items()}


def measure(sets: Sequence[GoldSet], engines: Sequence[str], model: Path | None, jobs: int = 1) -> dict[str, dict[str, Row]]:
    """By set and reader; the sets are read side by side by `jobs` processes. The figures are the same however many."""
    if jobs < 2 or len(sets) < 2:
        return {gold.name: measure_set(gold, engines, model) for gold in sets}
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        rows = pool.map(measure_set, sets, [engines] * len(sets), [model] * len(sets))
        return {gold.name: row for gold, row in zip(sets, rows, strict=True)}


def arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--engine", "--engines", nargs="+", choices=list(ENGINES), dest="engines", help="default: all that can read")
    parser.add_argument("--sets", nargs="+", help="only these, by name")
    parser.add_argument("--model", type=Path, help="a folder with another model than the one installed")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="processes, each reading a set")
    parser.add_argument("--json", type=Path, default=KEPT)
    return parser.parse_args(given)


def chosen_sets(args: argparse.Namespace, scratch: Path) -> list[GoldSet]:
    """Raises UsageError where a set is asked for by name that is not there."""
    sets = gold_sets(args.folder, scratch)
    if unknown := [name for name in args.sets or () if name not in {s.name for s in sets}]:
        raise UsageError(f"no set {', '.join(unknown)} in {args.folder}: there are {', '.join(s.name for s in sets)}")
    return [s for s in sets if args.sets is None or s.name in args.sets]


def main(given: Sequence[str] | None = None) -> int:
    args = arguments(given)
    kept = json.loads(args.json.read_text("utf-8")) if args.json.is_file() else {"sets": {}, "reliability": {}}
    try:
        lacking = missing(args.model)
        if lacking and args.engines is None:
            print(f"{lacking}: only the frames are measured", file=sys.stderr)
        engines = args.engines or (["frames"] if lacking else list(ENGINES))
        with tempfile.TemporaryDirectory() as scratch:
            sets = chosen_sets(args, Path(scratch))
            rows = measure(sets, engines, args.model, args.jobs)
    except KGError as error:
        print(error, file=sys.stderr)
        return 2
    sums: dict[str, Row] = defaultdict(Row)
    for by_engine in rows.values():
        for engine, row in by_engine.items():
            sums[engine].add(row)
    print("\n\n".join([main_table(rows), relation_table(sums), *(diagram(engine, row) for engine, row in sums.items())]))
    figures = {name: {engine: row.figures() for engine, row in by_engine.items()} for name, by_engine in rows.items()}
    if args.check:
        return check(figures, kept["sets"], args.sets or sorted(kept["sets"]), engines)
    for name, by_name in figures.items():
        kept["sets"].setdefault(name, {}).update(by_name)
    if args.sets is None:
        kept["reliability"].update({engine: row.reliability() for engine, row in sums.items()})
    args.json.write_text(json.dumps(kept, indent=1, sort_keys=True) + "\n", "utf-8")
    return 0


def check(figures: Figures, kept: Figures, wanted: Sequence[str], engines: Sequence[str]) -> int:
    """Print what is worse than kept, and what could not be compared; 1 where anything is worse, else 0."""
    falls = worse(figures, kept)
    print("\n" + "\n".join(falls or [f"no figure is worse by more than {ALLOWED} than the one kept"]))
    if absent := [name for name in wanted if name not in figures]:
        print(f"not measured, for the gold is not here: {', '.join(absent)}")
    if new := [f"{name} {engine}" for name in figures for engine in engines if engine not in kept.get(name, {})]:
        print(f"nothing to compare with: {', '.join(new)}")
    return int(bool(falls))


if __name__ == "__main__":
    raise SystemExit(main())
