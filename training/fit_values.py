"""Measure what tells a claim's date and its sum, on the articles that the learned reader was trained on: kg/extract/values/likely_*.json.

    python -m training.fit_values [--readings FILE] [--out FOLDER]

Every claim of both readers together that the gold has is an example, with each date (kg.extract.values.date_signs) or sum (sum_signs) that it may
have: right where it agrees with the gold's, wrong where it does not, and less surely so where the gold tells none, for it does not tell all that
the text does. The figures printed are those of the tenth of training/data that is kept out. --readings keeps what was read for the next time.
"""

from __future__ import annotations

import argparse
import json
import pickle
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from kg.evaluation import GoldDocument, GoldRelation, read_gold
from kg.evaluation.matching import Alignment, keys
from kg.extract.combine.candidates import join
from kg.extract.combine.measured import measured
from kg.extract.combine.undone import with_undone
from kg.extract.combine.weigh import weigh
from kg.extract.frames.extractor import FramesExtractor
from kg.extract.learned import LearnedExtractor
from kg.extract.values.likely import Weights, agree, dated, paid
from kg.extract.values.occasions import ruled_with_signs
from kg.read import read
from kg.records import Article, Claim, Reading
from training.data import HERE, is_dev, read_rows, write_gold_set
from training.scoring import found_entity

OUT = HERE.parent / "kg" / "extract" / "values"
STEPS = 400
ENOUGH = 1e-4  # weights that move less are found


@dataclass(frozen=True)
class Settings:
    """`least`, `lead` and `kept`: see Weights; a wrong value harms more than none.

    `untold`: what a claim counts that the gold tells none of; `seen`: examples in which a sign stands that is weighed; the larger `drawn`, the less
    the weights are drawn to 0.
    """

    least: float
    lead: float
    kept: float
    untold: float
    seen: int
    drawn: float


SETTINGS = {
    "dates": Settings(least=0.42, lead=0.37, kept=0.38, untold=0.4, seen=20, drawn=0.3),
    "sums": Settings(least=0.3, lead=0.1, kept=0.08, untold=0.5, seen=8, drawn=0.6),
}


@dataclass(frozen=True)
class Example:
    """A claim of the gold: whether that tells its value, what the rules say, the signs of each that it may have, and which of them are right."""

    told: bool
    ruled: Any
    candidates: Mapping[Any, frozenset[str]]
    right: frozenset[Any]


def examples(reading: Reading, gold: GoldDocument) -> Iterator[tuple[str, Example]]:
    """The claims of a reading that the gold has, weighed and undone, but without values: each as an example for dates, and for sums."""
    if not reading.claims:
        return
    aligned = Alignment(gold, {str(e.id): found_entity(e) for e in reading.entities})
    told: dict[tuple[str, str, str], list[GoldRelation]] = {}
    for r in gold.relations:
        if r.status != "negated":
            for key in keys(r.readings()):
                told.setdefault(key, []).append(r)
    claims, dates, sums = ruled_with_signs(reading)
    for claim in filter(dated, claims):
        (key,) = keys([(aligned.name_or_iri(str(claim.subject)), claim.predicate, aligned.name_or_iri(str(claim.object)))])
        wanted = told.get(key, [])
        if any(r.date or not r.optional for r in wanted):
            yield "dates", _by_date(claim, wanted, dates.candidates(claim))
        if paid(claim) and any(r.amount is not None or not r.optional for r in wanted):
            yield "sums", _by_sum(claim, wanted, sums.candidates(claim))


def _by_date(claim: Claim, wanted: Sequence[GoldRelation], found: Mapping[str, set[str]]) -> Example:
    days = {r.date for r in wanted if r.date}
    right = frozenset(when for when in found if any(agree(when, day) for day in days))
    return Example(bool(days), claim.date, {when: frozenset(signs) for when, signs in found.items()}, right)


def _by_sum(claim: Claim, wanted: Sequence[GoldRelation], found: Mapping[Any, set[str]]) -> Example:
    sums = [(r.amount, r.currency) for r in wanted if r.amount is not None]
    right = frozenset(m for m in found if any(m.currency == currency and abs(m.amount - amount) <= abs(amount) / 100 for amount, currency in sums))
    return Example(bool(sums), claim.money, {money: frozenset(signs) for money, signs in found.items()}, right)


def fit(seen: Sequence[Example], settings: Settings) -> Weights:
    """Logistic regression, its weights drawn to 0 so that most are: proximal gradient with momentum."""
    counted = Counter(sign for e in seen for signs in e.candidates.values() for sign in signs)
    column = {sign: i for i, sign in enumerate(sorted(sign for sign, n in counted.items() if n >= settings.seen), 1)}
    rows = [(e, value) for e in seen for value in sorted(e.candidates, key=str)]
    found = [[0, *sorted(column[s] for s in e.candidates[value] if s in column)] for e, value in rows]
    columns = np.concatenate([np.array(f) for f in found])
    row = np.repeat(np.arange(len(rows)), [len(f) for f in found])
    right = np.array([float(value in e.right) for e, value in rows])
    share = np.array([1.0 if e.told else settings.untold for e, _ in rows])
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
            new = np.sign(step) * np.maximum(np.abs(step) - free / (settings.drawn * pace), 0)
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
    return Weights(least=settings.least, lead=settings.lead, kept=settings.kept, base=round(float(w[0]), 2), signs=signs)


def figures(weights: Weights, seen: Sequence[Example]) -> str:
    """How many of the gold's values are right and wrong, by the rules alone and by the weights, and how many are given that it does not tell."""
    lines = []
    for name, said in (("rules", [e.ruled for e in seen]), ("weighed", [weights.choose(e.candidates, e.ruled) for e in seen])):
        given = [(e, value) for e, value in zip(seen, said, strict=True) if value is not None]
        told = sum(e.told for e in seen)
        right = sum(value in e.right for e, value in given)
        wrong = sum(e.told for e, _ in given) - right
        others = len(given) - right - wrong
        lines.append(f"{name}: right {right / told:.3f} wrong {wrong / told:.3f} of {told}, given {others} of {len(seen) - told} others")
    return "\n".join(lines)


def read_both(kept_out: bool) -> list[tuple[Reading, GoldDocument]]:
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
    parser.add_argument("--out", type=Path, default=OUT, help="the folder to write to")
    args = parser.parse_args()
    if args.readings and args.readings.is_file():
        rest, kept_out = pickle.loads(args.readings.read_bytes())
    else:
        rest, kept_out = read_both(kept_out=False), read_both(kept_out=True)
        if args.readings:
            args.readings.write_bytes(pickle.dumps((rest, kept_out)))
    by_value = [[found for reading, gold in part for found in examples(reading, gold)] for part in (rest, kept_out)]
    for of, settings in SETTINGS.items():
        learned_from, measured_on = ([e for kind, e in part if kind == of] for part in by_value)
        weights = fit(learned_from, settings)
        (args.out / f"likely_{of}.json").write_text(json.dumps(weights.model_dump(), indent=0, ensure_ascii=False, sort_keys=True) + "\n", "utf-8")
        print(f"{of}: {len(weights.signs)} signs\n{figures(weights, measured_on)}", flush=True)


if __name__ == "__main__":
    main()
