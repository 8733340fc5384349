"""Measure both readers on articles kept out of training, and write whom to believe in what: kg/extract/combine/readers.yaml.

    python -m training.calibrate [--model MODEL] [--extra FOLDER] [--readings FILE] [--former FILE] [--out FILE]

The articles are the tenth of training/data that is kept out, those of training/measure, and all of each --extra FOLDER (docs/ and gold.jsonl),
which must not have been trained on. Figures printed come from cross-validation by article; what is written is fitted on all. --readings keeps what
was read for the next time.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import pickle
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import yaml

from kg.checked_yaml import parse_yaml
from kg.errors import KnowledgeError
from kg.evaluation import GoldDocument, Scores, read_gold
from kg.evaluation.found import FoundDocument, FoundDocuments
from kg.evaluation.matching import Alignment, keys
from kg.evaluation.scores import score
from kg.extract.combine.align import align
from kg.extract.combine.candidates import SIGNS, Candidate, Joined, join
from kg.extract.combine.measured import Curve, Finder, Measured, Quiet
from kg.extract.combine.quiet import lone
from kg.extract.combine.weigh import weigh
from kg.extract.frames.extractor import FramesExtractor
from kg.extract.learned import LearnedExtractor
from kg.read import read
from kg.records import Article, Reading
from training.data import HERE, read_rows, write_gold_set, write_kept_out
from training.scoring import found_entity, found_of

FINDERS: tuple[Finder, ...] = ("both", "frames", "learned")
FOLDS = 5
OUT = HERE.parent / "kg" / "extract" / "combine" / "readers.yaml"
PRECISION = 0.75  # of relations, that the least confidence must hold
OWN = {"both": 8.0, "frames": 4.0, "learned": 4.0}  # what both say is seldom wrong, so that a label's own share is drawn to 0 harder
LEAST_SEEN = 4  # differences of type from which a preference is taken
HEAD = """# Measured, not written: how far each reader is right on annotated articles that neither was made on.
# `python -m training.calibrate` writes this file.
#
# claims: who found it -> the curve of its log odds: `base` + the label's own + for each sign its weight times its value.
#   signs: frames, learned: log odds of that reader's own confidence; unshared: ends that only one reader found; typed: ends that the readers take
#   for different things; pair: the other reader says something else of the two; talk: it says something in the same place; against: the opposite
#   is said too; apart: ends that the quoted words do not name; title: from the headline; doubtful: not told as a fact; filed: a party whose suit
#   or charges are told as well.
# least: the confidence from which a claim is said. types: "by frames, by learned" -> whose type holds. fields: whose word holds where both have one.
# quiet: an article of which fewer than `least` claims in 100 words are expected, the one in question aside, is quiet; there, what one reader alone
#   claims has its log odds moved by `shift`, but for what the frames by themselves are as `sure` of.
# lone_entities: "finder, type" -> the share that is right of those without a claim or a gazetteer's row; from `least_entity` they are kept.
"""


@dataclass(frozen=True)
class Case:
    """One article read by both readers, with its gold. `own`: it is of our own articles, whose kind the readers are meant for."""

    frames: Reading
    learned: Reading
    gold: GoldDocument
    own: bool = True

    @property
    def fold(self) -> int:
        return int(hashlib.sha256(self.gold.id.encode()).hexdigest(), 16) // 10 % FOLDS


@dataclass(frozen=True)
class Point:
    """A candidate as it is weighed: what it was found by, its label, its signs, whether it is right."""

    finder: str
    label: str
    signs: dict[str, float]
    right: bool


class Judge:
    """Says of a candidate whether the gold has it: True, False, or None where it is optional."""

    def __init__(self, gold: GoldDocument, joined: Joined) -> None:
        self._joined = joined
        self._aligned = Alignment(gold, {str(e.id): found_entity(e) for e in joined.aligned.entities})
        self._required, self._optional, self._negated = set(), set(), set()
        for r in gold.relations:
            place = self._negated if r.status == "negated" else self._optional if r.optional else self._required
            place.update(keys(r.readings()))
        for e in gold.events:
            place = self._negated if e.status == "negated" else self._optional if e.optional else self._required
            place.add((e.who, e.type, ""))

    def right(self, candidate: Candidate) -> bool | None:
        subject = self._aligned.name_or_iri(str(candidate.subject))
        if candidate.object < 0:
            key = (subject, candidate.label, "")
        else:
            ends = (subject, candidate.label, self._aligned.name_or_iri(str(candidate.object)))
            (key,) = keys([ends if candidate.label != "heardIn" else ends[::-1]])
        if candidate.best().status == "negated":
            return True if key in self._negated else None if key in self._required | self._optional else False
        return True if key in self._required else None if key in self._optional else False


def points(cases: Iterable[Case], measured: Measured) -> list[Point]:
    out = []
    for case in cases:
        joined = join(case.frames, case.learned, measured)
        judge = Judge(case.gold, joined)
        out += [Point(c.finder, c.label, c.signs, right) for c in joined.candidates if (right := judge.right(c)) is not None]
    return out


def fit_curve(seen: Sequence[Point], strength: float, own: float) -> Curve:
    """A logistic curve by Newton's method; signs are drawn to 0 by `strength`, labels' own shares by `own`."""
    signs = [s for s in SIGNS if any(p.signs.get(s) for p in seen)]
    labels = sorted({p.label for p in seen})
    x = np.zeros((len(seen), 1 + len(signs) + len(labels)))
    x[:, 0] = 1
    for n, p in enumerate(seen):
        x[n, 1 : 1 + len(signs)] = [p.signs.get(s, 0.0) for s in signs]
        x[n, 1 + len(signs) + labels.index(p.label)] = 1
    y = np.array([float(p.right) for p in seen])
    ridge = np.array([0.01, *[strength] * len(signs), *[own] * len(labels)])
    w = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge), x.T @ (p - y) + ridge * w)
        w -= step
        if abs(step).max() < 1e-8:
            break
    numbers = [round(float(v), 3) + 0.0 for v in w]
    return Curve(
        base=numbers[0],
        signs=dict(zip(signs, numbers[1:], strict=False)),
        labels={label: v for label, v in zip(labels, numbers[1 + len(signs) :], strict=True) if abs(v) >= 0.02},
    )


def measure_types(cases: Iterable[Case]) -> dict[str, str]:
    votes: dict[str, dict[str, int]] = defaultdict(lambda: {"frames": 0, "learned": 0})
    for case in cases:
        aligned = align(case.frames, case.learned, FIRST)
        of_gold = Alignment(case.gold, {str(e.id): found_entity(e) for e in aligned.entities})
        known = case.gold.entity()
        pairs = {n: i for i, n in aligned.frames.items()}
        for i, n in aligned.learned.items():
            name = of_gold.name(str(n))
            if n not in pairs or name is None or known[name].optional:
                continue
            ours, theirs = case.frames.entities[pairs[n]], case.learned.entities[i]
            if ours.type != theirs.type:
                place = "known" if ours.reference is not None else f"{ours.type}, {theirs.type}"
                for reader, e in (("frames", ours), ("learned", theirs)):
                    votes[place][reader] += e.type == known[name].type
                    if place != "known":
                        votes["else"][reader] += e.type == known[name].type
    said = {p: max(sorted(v), key=lambda r, v=v: v[r]) for p, v in sorted(votes.items())}
    return {"else": "learned", "known": "frames"} | {
        p: r for p, r in said.items() if p in ("known", "else") or (sum(votes[p].values()) >= LEAST_SEEN and r != said["else"])
    }


def measure_fields(cases: Iterable[Case], measured: Measured) -> dict[str, str]:
    """For status, date and sum: who is right more often where both say the same thing and differ."""
    votes: dict[str, dict[str, int]] = {f: {"frames": 0, "learned": 0} for f in ("status", "date", "money")}
    for case in cases:
        joined = join(case.frames, case.learned, measured)
        of_gold = Alignment(case.gold, {str(e.id): found_entity(e) for e in joined.aligned.entities})
        gold = {k: r for r in case.gold.relations for k in keys(r.readings())}
        for c in joined.candidates:
            if c.finder != "both" or c.object < 0:
                continue
            ends = (of_gold.name_or_iri(str(c.subject)), c.label, of_gold.name_or_iri(str(c.object)))
            (key,) = keys([ends if c.label != "heardIn" else ends[::-1]])
            if (wanted := gold.get(key)) is None:
                continue
            for ours in c.claims["frames"][:1]:
                for theirs in c.claims["learned"][:1]:
                    for reader, said in (("frames", ours), ("learned", theirs)):
                        if ours.status != theirs.status and wanted.status:
                            votes["status"][reader] += said.status == wanted.status
                        if ours.date and theirs.date and ours.date != theirs.date and wanted.date:
                            votes["date"][reader] += said.date.startswith(wanted.date) or wanted.date.startswith(said.date)
                        if ours.money and theirs.money and ours.money != theirs.money and wanted.amount is not None:
                            votes["money"][reader] += abs(said.money.amount - wanted.amount) <= abs(wanted.amount) / 100
    return {f: max(sorted(v), key=lambda r, v=v: v[r]) for f, v in votes.items()} | {"event": "frames"}


def measure_lone(cases: Iterable[Case], measured: Measured) -> dict[str, float]:
    seen: dict[str, list[int]] = defaultdict(list)
    for case in cases:
        aligned = align(case.frames, case.learned, measured)
        of_gold = Alignment(case.gold, {str(e.id): found_entity(e) for e in aligned.entities})
        known = case.gold.entity()
        used = {aligned.ids(r)[i] for r, reading in (("frames", case.frames), ("learned", case.learned)) for c in reading.claims
                for i in (c.subject, c.object) if i in aligned.ids(r)}  # fmt: skip
        for e, by in zip(aligned.entities, aligned.found_by, strict=True):
            if by == "both" or e.id in used or e.reference is not None:
                continue
            name = of_gold.name(str(e.id))
            if name is None or not known[name].optional:
                seen[f"{by}, {e.type}"].append(name is not None)
    # Drawn to one half as by four cases, so that a few say little.
    return {place: round((sum(v) + 2) / (len(v) + 4), 3) for place, v in sorted(seen.items())}


def measure_quiet(cases: Iterable[Case], measured: Measured) -> Quiet:
    """How much less what one reader alone claims is to be believed in articles that tell of little else."""
    plain = Quiet(least=LEAST_TOLD, shift=0.0, sure=FIRM)
    seen: list[tuple[float, bool]] = []  # how sure, and whether right
    for case in cases:
        joined = join(case.frames, case.learned, measured)
        judge = Judge(case.gold, joined)
        sure = {c.key: measured.claims[c.finder].sure(c.label, c.signs) for c in joined.candidates}
        for c in lone(sure, joined.candidates, len(joined.article.text.split()), plain):
            if sure[c.key] >= measured.least[c.finder] and (right := judge.right(c)) is not None:
                seen.append((sure[c.key], right))
    if not seen:
        return plain
    expected = sum(sure for sure, _ in seen) / len(seen)
    # Drawn to what is expected elsewhere as by four claims.
    found = (sum(right for _, right in seen) + 4 * expected) / (len(seen) + 4)
    shift = math.log(found / (1 - found)) - math.log(expected / (1 - expected))
    return plain.model_copy(update={"shift": round(min(0.0, shift), 2)})


FIRM = 0.85  # of its own confidence, a claim of the frames that needs no company
LEAST_TOLD = 0.5  # claims in 100 words of which an article is no longer quiet
LEAST = {"both": 0.5, "frames": 0.5, "learned": 0.5}  # what is said is more likely right than not
LEAST_ENTITY = 0.7  # and what one reader alone names, without saying anything of it, is worth little: it must be rather sure
FIRST = Measured(
    claims={f: Curve(base=0.0) for f in FINDERS}, least=LEAST, types={"else": "learned", "known": "frames"},
    fields=dict.fromkeys(("status", "date", "money", "event"), "frames"), lone_entities={}, least_entity=LEAST_ENTITY,
    quiet=Quiet(least=0.0, shift=0.0, sure=1.0),
)  # fmt: skip


def measure(cases: Sequence[Case], least: dict[str, float], least_entity: float, strength: float = 3.0) -> Measured:
    first = FIRST.model_copy(update={"types": measure_types(cases), "least": least, "least_entity": least_entity})
    seen = points(cases, first)
    claims = {f: fit_curve([p for p in seen if p.finder == f], strength, OWN[f]) for f in FINDERS}
    update = {"claims": claims, "fields": measure_fields(cases, first), "lone_entities": measure_lone(cases, first)}
    made = first.model_copy(update=update)
    return made.model_copy(update={"quiet": measure_quiet(cases, made)})


def joined_curves(former: Measured, now: Measured) -> dict[Finder, Curve]:
    """The mean of two measurements' curves: what was measured before, on other articles that have been learned from since, counts as much as now."""

    def mean(a: Curve, b: Curve) -> Curve:
        def halves(x: Mapping[str, float], y: Mapping[str, float]) -> dict[str, float]:
            return {name: round((x.get(name, 0.0) + y.get(name, 0.0)) / 2, 3) for name in sorted({*x, *y})}

        return Curve(base=round((a.base + b.base) / 2, 3), signs=halves(a.signs, b.signs), labels=halves(a.labels, b.labels))

    return {finder: mean(former.claims[finder], now.claims[finder]) for finder in FINDERS}


def cross_validated(cases: Sequence[Case], **settings: object) -> Scores:
    """The figures of the readers together on our own articles, each read by what was measured on the others'."""
    documents: dict[str, FoundDocument] = {}
    for fold in range(FOLDS):
        figures = measure([c for c in cases if c.fold != fold], **settings)
        for case in cases:
            if case.own and case.fold == fold:
                documents[case.gold.id] = found_of(weigh(join(case.frames, case.learned, figures), figures))
    return score([c.gold for c in cases if c.own], FoundDocuments(documents))


def choose_least(cases: Sequence[Case], precision: float) -> float:
    """The confidence from which claims are said: best in F1 while precision holds."""
    best, least = (False, 0.0), 0.5
    for tenth in range(30, 85, 5):
        at = tenth / 100
        scores = cross_validated(cases, least=dict.fromkeys(FINDERS, at), least_entity=LEAST_ENTITY)
        tally = scores.tallies["relation"]
        print(f"least {at:.2f}: relation P {tally.precision:.3f} R {tally.recall:.3f} F1 {tally.f1:.3f}", flush=True)
        reached = (tally.precision >= precision, tally.f1 if tally.precision >= precision else tally.precision)
        if reached > best:
            best, least = reached, at
    return least


def read_cases(model: Path | None, extra: Sequence[Path]) -> list[Case]:
    """Every kept-out article read by both readers, as a build would read it."""
    cases: list[Case] = []
    frames, learned = FramesExtractor(least=0.0), LearnedExtractor(model, threads=1)
    with tempfile.TemporaryDirectory() as scratch:
        own, ordinary = Path(scratch) / "training-data", Path(scratch) / "training-measure"
        write_kept_out(own)
        write_gold_set(ordinary, read_rows(HERE / "measure"))
        for folder in (own, ordinary, *extra):
            articles = [a for a in read([folder / "docs"]) if isinstance(a, Article)]
            by_name = {g.id: g for g in read_gold(folder / "gold.jsonl")}
            articles = [a for a in articles if Path(a.source).name in by_name]
            found = list(learned.read(articles))
            for ours, theirs in zip(frames.read_after(found), found, strict=True):
                cases.append(Case(ours, theirs, by_name[Path(ours.article.source).name], folder in (own, ordinary)))
            print(f"{folder.name}: {len(articles)} articles read", flush=True)
    return cases


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, help="folder of the learned reader's model (default: the one installed)")
    parser.add_argument("--extra", type=Path, action="append", default=[], help="a folder with docs/ and gold.jsonl that was not trained on")
    parser.add_argument("--readings", type=Path, help="where readings are kept; read from there if it exists")
    parser.add_argument("--precision", type=float, default=PRECISION, help="of relations, that the least confidence must hold")
    parser.add_argument("--former", type=Path, help="an earlier measurement (such a file) on other articles, which counts as much as this one")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    if args.readings and args.readings.is_file():
        cases = pickle.loads(args.readings.read_bytes())
    else:
        cases = read_cases(args.model, args.extra)
        if args.readings:
            args.readings.write_bytes(pickle.dumps(cases))
    former = parse_yaml(args.former.read_text("utf-8"), Measured, str(args.former), KnowledgeError)[0] if args.former else None
    write(args.out, cases, args.precision, former)


def write(out: Path, cases: Sequence[Case], precision: float, former: Measured | None = None) -> None:
    least = choose_least(cases, precision)
    figures = measure(cases, {f: max(least, LEAST[f]) for f in FINDERS}, LEAST_ENTITY)
    if former is not None:
        figures = figures.model_copy(update={"claims": joined_curves(former, figures)})
    out.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(figures.model_dump(), sort_keys=False, width=140, default_flow_style=None, allow_unicode=True)
    out.write_text(HEAD + text, "utf-8")
    print(f"{out}: {len(cases)} articles, claims from a confidence of {least}")


if __name__ == "__main__":
    main()
