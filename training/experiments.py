"""What each part of the model and of its training is worth: one named change at a time, trained anew and scored on articles kept out.

    python -m training.experiments [NAME ...] --out FOLDER [--steps N] [--folds N] [--extra FOLDER] [--detail] [--list]

Each experiment trains both encoders for as many steps as the others, on the articles outside a fold (a tenth), and is scored on that fold, with the
bar for claims and the confidences measured on one half of it and used on the other. With several folds the figures are those of all folds' articles
together. Prints a table, a row an experiment; with --detail also by relation and by genre. What has been trained in FOLDER is not trained again,
and an experiment that leaves the tagger as it is takes the usual one.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kg.evaluation import Scores
from kg.evaluation.found import FoundDocument
from kg.extract.learned import LearnedExtractor
from training import evaluate, export
from training.build import base_model, runs
from training.data import HERE, is_dev, read_rows
from training.losses import Noise
from training.scoring import by_genre, by_relation, figures_of, read_documents, scores_of
from training.train import Settings, train

COLUMNS = ("entity f1", "relation p", "relation r", "relation f1", "pair f1", "event f1", "status")


@dataclass(frozen=True)
class Experiment:
    """What is other than usual: in both runs, or in one of them."""

    says: str
    both: Mapping[str, object] = field(default_factory=dict)
    tagger: Mapping[str, object] = field(default_factory=dict)
    relator: Mapping[str, object] = field(default_factory=dict)

    def changed(self, settings: Settings) -> Settings:
        return replace(settings, **{**self.both, **(self.tagger if settings.model == "tagger" else self.relator)})


EXPERIMENTS = {
    "usual": Experiment("as the installed kind of model is trained"),
    "half": Experiment("half of the articles", {"share": 0.5}),
    "quarter": Experiment("a quarter of the articles", {"share": 0.25}),
    "no-swap": Experiment("names as they are written", {"swap": 0.0}),
    "all-swap": Experiment("other names in every article", {"swap": 1.0}),
    "no-case": Experiment("without letter case", {"without": ("case",)}),
    "no-markers": Experiment("without the marks of names in the relator's input", relator={"without": ("markers",)}),
    "no-types": Experiment("without the ends' types in a pair's halves", relator={"without": ("types",)}),
    "no-context": Experiment("without localised context", relator={"without": ("context",)}),
    "no-nearest": Experiment("without the nearest places and what stands between", relator={"without": ("nearest", "distance")}),
    "no-noise": Experiment("no mention withheld from the relator", relator={"noise": Noise(names=0.0)}),
    "more-noise": Experiment("a fifth of the mentions withheld from the relator", relator={"noise": Noise(names=0.2)}),
    "less-dropout": Experiment("dropout 0.05", {"dropout": 0.05}),
    "more-dropout": Experiment("dropout 0.2", {"dropout": 0.2}),
}


@dataclass(frozen=True)
class Plan:
    """What all experiments of a table have in common. `limit`: score so many articles of a fold and no more."""

    out: Path
    base: Path
    steps: int | None
    folds: int = 1
    threads: int = 1
    limit: int | None = None
    extra: tuple[Path, ...] = ()


def second_half(row: dict) -> bool:
    return hashlib.sha256(f"half/{row['id']}".encode()).digest()[0] % 2 == 1


def read_fold(name: str, plan: Plan, fold: int, rows: Sequence[dict]) -> dict[str, FoundDocument]:
    """Train for a fold, and read its articles: each half by what was measured on the other."""
    out = plan.out / f"{name}-{fold}"
    trained: dict[str, Path] = {}
    for usual in runs(plan.out / f"usual-{fold}", plan.base, 1.0, plan.steps, plan.threads):
        usual = replace(usual, fold=fold, extra=plan.extra)
        changed = EXPERIMENTS[name].changed(usual)
        settings = changed if changed == usual else replace(changed, out=out / usual.model)
        train(settings)
        trained[settings.model] = settings.out
    documents: dict[str, FoundDocument] = {}
    model = out / "model"
    export.write_model(trained["tagger"], trained["relator"], plan.base, model)
    for half in (False, True):
        evaluate.calibrate(model, [r for r in rows if second_half(r) is half], evaluate.BAR, evaluate.JOIN, evaluate.ALONE)
        documents |= read_documents([r for r in rows if second_half(r) is not half], LearnedExtractor(model, threads=plan.threads))
    shutil.rmtree(model)
    return documents


def run(name: str, plan: Plan) -> tuple[list[dict], dict[str, FoundDocument]]:
    """The articles that were kept out, fold by fold, and what was read in them."""
    rows, documents = [], {}
    for fold in range(plan.folds):
        held = [r for r in read_rows(HERE / "data") if is_dev(r["id"], fold=fold)][: plan.limit]
        rows += held
        documents |= read_fold(name, plan, fold, held)
    return rows, documents


def table_row(name: str, scores: Scores, articles: int) -> str:
    figures = figures_of(scores)
    cells = (f"{figures[c]:.3f}" if c in figures else "–" for c in COLUMNS)
    return f"| {name} | {EXPERIMENTS[name].says} | {articles} | {' | '.join(cells)} |"


def details(rows: Sequence[dict], documents: Mapping[str, FoundDocument]) -> str:
    """Two tables more: by relation, and by genre, as the first letters of the articles' ids name it."""
    lines = ["", "| relation | p | r | f1 | gold |", "|" + " --- |" * 5]
    lines += [
        f"| {name} | {f['p']:.3f} | {f['r']:.3f} | {f['f1']:.3f} | {f['gold']} |" for name, f in by_relation(scores_of(rows, documents)).items()
    ]
    lines += ["", f"| genre | articles | {' | '.join(COLUMNS)} |", "|" + " --- |" * (2 + len(COLUMNS))]
    for genre, (count, scores) in by_genre(rows, documents).items():
        figures = figures_of(scores)
        lines.append(f"| {genre} | {count} | " + " | ".join(f"{figures[c]:.3f}" if c in figures else "–" for c in COLUMNS) + " |")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all")
    parser.add_argument("--out", type=Path, default=HERE / "runs" / "experiments")
    parser.add_argument("--base", type=Path, help="folder of the base model (default: that of the installed package)")
    parser.add_argument("--steps", type=int, help="of each encoder (default: as many as are usual)")
    parser.add_argument("--folds", type=int, default=1, choices=range(1, 11))
    parser.add_argument("--extra", type=Path, action="append", default=[], help="one more folder of articles to learn from (docs/ and gold.jsonl)")
    parser.add_argument("--limit", type=int, help="score so many articles of each fold")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--detail", action="store_true", help="figures by relation and by genre")
    parser.add_argument("--list", action="store_true", help="name the experiments and end")
    args = parser.parse_args()
    if args.list:
        print("\n".join(f"{name:14} {e.says}" for name, e in EXPERIMENTS.items()))
        return
    if unknown := [name for name in args.names if name not in EXPERIMENTS]:
        parser.error(f"no experiment {', '.join(unknown)}; there are {', '.join(EXPERIMENTS)}")
    plan = Plan(args.out, args.base or base_model(), args.steps, args.folds, args.threads, args.limit, tuple(args.extra))
    lines = [f"| experiment | what is changed | articles | {' | '.join(COLUMNS)} |", "|" + " --- |" * (3 + len(COLUMNS))]
    for name in args.names or EXPERIMENTS:
        rows, documents = run(name, plan)
        lines.append(table_row(name, scores_of(rows, documents), len(rows)))
        print(lines[-1] + ("\n" + details(rows, documents) if args.detail else ""), flush=True)
    print("\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
