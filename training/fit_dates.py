"""Measure what tells a claim's date, on the articles that the learned reader was trained on: kg/extract/values/likely_dates.json.

    python -m training.fit_dates [--readings FILE] [--out FILE]

Every claim of both readers together that the gold has is an example, with each date that it may have (kg.extract.values.date_signs): right where it
agrees with the gold's, wrong where it does not, and less surely so where the gold tells none, for it does not date all that has a date. The figures
printed are those of the tenth of training/data that is kept out. --readings keeps what was read for the next time.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kg.evaluation import GoldDocument, read_gold
from kg.evaluation.matching import Alignment, keys
from kg.extract.combine.candidates import join
from kg.extract.combine.measured import measured
from kg.extract.combine.undone import with_undone
from kg.extract.combine.weigh import weigh
from kg.extract.frames.extractor import FramesExtractor
from kg.extract.learned import LearnedExtractor
from kg.extract.values.likely_dates import DateWeights, agree, weighed
from kg.extract.values.occasions import ruled_with_signs
from kg.read import read
from kg.records import Article, PartialDate, Reading
from training.data import HERE, is_dev, read_rows, write_gold_set
from training.scoring import found_entity

OUT = HERE.parent / "kg" / "extract" / "values" / "likely_dates.json"
LEAST, LEAD = 0.42, 0.25  # a wrong date harms more than none
UNTOLD = 0.4  # what a claim that the gold gives no date counts
SEEN = 20  # examples in which a sign stands that is weighed
DRAWN = 0.3  # the larger, the less the weights are drawn to 0
STEPS = 400
ENOUGH = 1e-4  # weights that move less are found


@dataclass(frozen=True)
class Example:
    """A claim of the gold: its dates there, the rules' date, and the signs of each that it may have."""

    gold: frozenset[PartialDate]
    ruled: PartialDate | None
    candidates: dict[PartialDate, frozenset[str]]

    def right(self, when: PartialDate) -> bool:
        return any(agree(when, day) for day in self.gold)


def examples(reading: Reading, gold: GoldDocument) -> Iterator[Example]:
    """The claims of a reading that the gold has, weighed and undone, but without values."""
    if not reading.claims:
        return
    aligned = Alignment(gold, {str(e.id): found_entity(e) for e in reading.entities})
    told: dict[tuple[str, str, str], list[tuple[PartialDate | None, bool]]] = {}
    for r in gold.relations:
        if r.status != "negated":
            for key in keys(r.readings()):
                told.setdefault(key, []).append((r.date, r.optional))
    claims, signs = ruled_with_signs(reading)
    for claim in claims:
        if not weighed(claim):
            continue
        ends = (aligned.name_or_iri(str(claim.subject)), claim.predicate, aligned.name_or_iri(str(claim.object)))
        (key,) = keys([ends])
        dates = frozenset(when for when, _ in told.get(key, ()) if when)
        if key in told and (dates or not all(optional for _, optional in told[key])):
            yield Example(dates, claim.date, {when: frozenset(s) for when, s in signs.candidates(claim).items()})


def fit(seen: Sequence[Example]) -> DateWeights:
    """Logistic regression, its weights drawn to 0 so that most are: proximal gradient with momentum."""
    counted = Counter(sign for e in seen for signs in e.candidates.values() for sign in signs)
    column = {sign: i for i, sign in enumerate(sorted(sign for sign, n in counted.items() if n >= SEEN), 1)}
    rows = [(e, when) for e in seen for when in sorted(e.candidates)]
    found = [[0, *sorted(column[s] for s in e.candidates[when] if s in column)] for e, when in rows]
    columns = np.concatenate([np.array(f) for f in found])
    row = np.repeat(np.arange(len(rows)), [len(f) for f in found])
    right = np.array([float(e.right(when)) for e, when in rows])
    share = np.array([1.0 if e.gold else UNTOLD for e, _ in rows])
    free = np.ones(len(column) + 1)
    free[0] = 0.0  # the base is drawn nowhere
    w = ahead = np.zeros(len(column) + 1)
    pace, momentum = 1.0, 1.0

    def loss(x: np.ndarray) -> tuple[float, np.ndarray]:
        odds = np.bincount(row, weights=x[columns], minlength=len(rows))
        chance = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        slope = np.bincount(columns, weights=(share * (chance - right))[row], minlength=len(x))
        return float((share * (np.logaddexp(0, odds) - right * odds)).sum()), slope

    for _ in range(STEPS):
        here, slope = loss(ahead)
        while True:
            step = ahead - slope / pace
            new = np.sign(step) * np.maximum(np.abs(step) - free / (DRAWN * pace), 0)
            gone = new - ahead
            if loss(new)[0] <= here + float(slope @ gone) + pace / 2 * float(gone @ gone) + 1e-9 * abs(here):
                break
            pace *= 2
        faster = (1 + (1 + 4 * momentum**2) ** 0.5) / 2
        moved = float(np.abs(new - w).max())
        ahead, w, momentum = new + (momentum - 1) / faster * (new - w), new, faster
        if moved < ENOUGH:
            break
    signs = {sign: round(float(w[i]), 2) for sign, i in column.items() if abs(w[i]) >= 0.01}
    return DateWeights(least=LEAST, lead=LEAD, base=round(float(w[0]), 2), signs=signs)


def figures(weights: DateWeights, seen: Iterable[Example]) -> str:
    """How many of the gold's dates are right and wrong, by the rules alone and by the weights, and how many are given that the gold does not tell."""
    lines = []
    for name, choose in (("rules", lambda e: e.ruled), ("weighed", lambda e: weights.choose(e.candidates))):
        said = [(e, choose(e)) for e in seen]
        dated, undated = [(e, w) for e, w in said if e.gold], [w for e, w in said if not e.gold]
        right = sum(w is not None and e.right(w) for e, w in dated)
        wrong = sum(w is not None for _, w in dated) - right
        given = sum(w is not None for w in undated)
        lines.append(f"{name}: right {right / len(dated):.3f} wrong {wrong / len(dated):.3f} of {len(dated)}, given {given} of {len(undated)} others")
    return "\n".join(lines)


def read_all(kept_out: bool) -> list[tuple[Reading, GoldDocument]]:
    """The articles of training/data, of its tenth that is kept out or of the rest, as both readers together read them, without values."""
    frames, learned, weights = FramesExtractor(least=0.0), LearnedExtractor(threads=1), measured()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "training-data"
        write_gold_set(folder, [r for r in read_rows(HERE / "data") if is_dev(r["id"], fold=0) == kept_out])
        gold = {g.id: g for g in read_gold(folder / "gold.jsonl")}
        articles = [a for a in read([folder / "docs"]) if isinstance(a, Article)]
        found = list(learned.read(articles))
        both = zip(frames.read_after(found), found, strict=True)
        return [(with_undone(weigh(join(f, t, weights), weights)), gold[Path(f.article.source).name]) for f, t in both]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--readings", type=Path, help="where readings are kept; read from there if it exists")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    if args.readings and args.readings.is_file():
        rest, kept_out = pickle.loads(args.readings.read_bytes())
    else:
        rest, kept_out = read_all(kept_out=False), read_all(kept_out=True)
        if args.readings:
            args.readings.write_bytes(pickle.dumps((rest, kept_out)))
    weights = fit([e for r, g in rest for e in examples(r, g)])
    args.out.write_text(json.dumps(weights.model_dump(), indent=0, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
    print(f"{args.out}: {len(weights.signs)} signs\n{figures(weights, [e for r, g in kept_out for e in examples(r, g)])}")


if __name__ == "__main__":
    main()
