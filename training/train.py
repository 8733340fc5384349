"""Train one of the two models; resumes from the last checkpoint in its folder.

python -m training.train tagger  --base FOLDER --out RUN [--extra FOLDER] [--epochs N] [--limit N] [--swap RATE]
python -m training.train relator --base FOLDER --out RUN ...
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import distributed

from training.data import HERE, Example, is_dev, make_example, read_rows
from training.losses import Noise, relator_loss, tagger_loss
from training.model import HIDDEN, TYPE_WIDTH, Relator, Tagger
from training.restore import restore
from training.swapping import Swapper, gather

_WIDE = 5 * HIDDEN + 3 * TYPE_WIDTH  # where the gap begins in what a pair's halves are made of
# What a model can be trained without, and the weights that are then nought: a parameter, or of the two halves' input these columns.
PARTS: dict[str, tuple[tuple[str, slice], ...]] = {
    "case": (("encoder.cases.weight", slice(None)),),
    "markers": (("encoder.tags.weight", slice(None)),),
    "types": (("kind.weight", slice(None)),),
    "distance": (("distance.weight", slice(None)), ("gap.weight", slice(None))),
    "context": tuple((f"{half}.weight", slice(HIDDEN, 2 * HIDDEN)) for half in ("subject", "object")),
    "nearest": tuple((f"{half}.weight", slice(2 * HIDDEN + 3 * TYPE_WIDTH, _WIDE)) for half in ("subject", "object")),
}


@dataclass(frozen=True)
class Settings:
    """One run. `steps`: end after so many, whatever the epochs; `share`: of the articles, a sample that holds that of every smaller share."""

    model: str
    base: Path
    out: Path
    data: Path = HERE / "data"
    extra: tuple[Path, ...] = ()
    epochs: float = 12
    steps: int | None = None
    limit: int | None = None
    share: float = 1.0
    pieces: int = 1800
    rate: float = 1e-4
    head_rate: float = 5e-4
    begin_from: Path | None = None
    swap: float = 0.0
    dropout: float = 0.1
    noise: Noise = field(default_factory=Noise)
    without: tuple[str, ...] = ()
    keep: bool = False
    seed: int = 1
    threads: int = 1
    processes: int = 1
    rank: int = 0
    port: int = 29511
    fold: int = 0
    all: bool = False


class Articles:
    """The articles to learn from, as examples; a share of them with other names in each epoch."""

    def __init__(self, rows: Sequence[dict], tokenizer: Tokenizer, swap: float, seed: int) -> None:
        self._rows, self._tokenizer = rows, tokenizer
        self._plain = [make_example(row, tokenizer) for row in rows]
        self._swapper = Swapper(gather(rows), swap, seed) if swap else None

    def __len__(self) -> int:
        return len(self._rows)

    def epoch(self, number: int) -> list[Example]:
        """Number -1: as they are written."""
        if self._swapper is None or number < 0:
            return self._plain
        out = []
        for row, plain in zip(self._rows, self._plain, strict=True):
            other = self._swapper.swap(row, number)
            out.append(plain if other is row else make_example(other, self._tokenizer))
        return out


def batches(examples: list[Example], pieces: int, rng: random.Random) -> Iterator[list[Example]]:
    """Articles of like length together, up to about `pieces` word-pieces, in random order."""
    order = sorted(examples, key=lambda e: len(e.pieces) * rng.uniform(0.9, 1.1))
    groups: list[list[Example]] = [[]]
    for e in order:
        if sum(len(x.pieces) for x in groups[-1]) + len(e.pieces) > pieces and groups[-1]:
            groups.append([])
        groups[-1].append(e)
    rng.shuffle(groups)
    yield from groups


def groups_of(model: torch.nn.Module, rate: float, head_rate: float) -> list[dict]:
    """Parameter groups: the encoder's layers at `rate`, all that is new at `head_rate`; embeddings and frozen layers not at all."""
    slow, fast = [], []
    frozen = model.encoder.frozen
    for name, p in model.named_parameters():
        inside = name.startswith("encoder.")
        if name.startswith(("encoder.words", "encoder.places", "encoder.norm", *(f"encoder.layers.{i}." for i in range(frozen)))):
            p.requires_grad_(False)
        elif inside and not name.startswith(("encoder.cases", "encoder.tags")):
            slow.append(p)
        else:
            fast.append(p)
    return [{"params": slow, "lr": rate, "peak": rate}, {"params": fast, "lr": head_rate, "peak": head_rate}]


def share_gradients(model: torch.nn.Module, processes: int) -> None:
    """The mean of all processes' gradients, in each of them."""
    parameters = [p for p in model.parameters() if p.requires_grad]
    flat = torch.cat([(p.grad if p.grad is not None else torch.zeros_like(p)).flatten() for p in parameters])
    distributed.all_reduce(flat)
    for p, part in zip(parameters, (flat / processes).split([p.numel() for p in parameters]), strict=True):
        p.grad = part.view_as(p)


def begin_from(model: torch.nn.Module, run: Path) -> None:
    """Take the averaged weights of a run, or those of an exported model; a table that has grown: in its first rows and columns."""
    if (run / "last.pt").exists():
        saved = torch.load(run / "last.pt", weights_only=True)
        old = {**saved["model"], **saved["average"]}
    else:
        old = restore(run, type(model).__name__.lower())
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name not in old:
                continue
            if p.shape != old[name].shape:
                p.zero_()
            p[tuple(slice(0, n) for n in old[name].shape)] = old[name]


def clear(weights: dict[str, torch.Tensor], without: Sequence[str]) -> None:
    """Set to nought what the model is to do without; a part that it has not is no matter."""
    with torch.no_grad():
        for part in without:
            for name, columns in PARTS[part]:
                if name in weights:
                    weights[name][..., columns] = 0


def sample(rows: list[dict], share: float) -> list[dict]:
    """A share of the rows, in their order; it holds every smaller share."""
    order = sorted(rows, key=lambda r: random.Random(f"share/{r['id']}").random())
    taken = {r["id"] for r in order[: max(1, round(share * len(rows)))]}
    return [r for r in rows if r["id"] in taken]


def rows_of(settings: Settings) -> list[dict]:
    rows = [r for folder in (settings.data, *settings.extra) for r in read_rows(folder) if settings.all or not is_dev(r["id"], fold=settings.fold)]
    return sample(rows, settings.share)[: settings.limit]


def train(settings: Settings) -> dict[str, float]:
    """Train to the end and leave last.pt in `settings.out`; the parts of the loss, smoothed over the last steps."""
    torch.set_num_threads(settings.threads)
    settings.out.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(settings.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    articles = Articles(rows_of(settings), tokenizer, settings.swap, settings.seed)
    torch.manual_seed(settings.seed)
    model: Tagger | Relator = (Tagger if settings.model == "tagger" else Relator)(dropout=settings.dropout)
    model.encoder.load_base(settings.base)
    if settings.begin_from:
        begin_from(model, settings.begin_from)
    optimizer = torch.optim.AdamW(groups_of(model, settings.rate, settings.head_rate), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    measure = tagger_loss if settings.model == "tagger" else relator_loss
    named = dict(model.named_parameters())
    clear(named, settings.without)

    if settings.processes > 1:
        distributed.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{settings.port}", rank=settings.rank, world_size=settings.processes)
        torch.manual_seed(settings.seed + settings.rank)
    share = settings.pieces // settings.processes
    per_epoch = max(1, len(list(batches(articles.epoch(-1), share, random.Random(0)))) // settings.processes)
    total = math.ceil(per_epoch * settings.epochs) if settings.steps is None else settings.steps
    step, path = 0, settings.out / "last.pt"
    if path.exists():
        saved = torch.load(path, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    average = {n: p.detach().clone() for n, p in named.items() if p.requires_grad}
    if path.exists():
        average.update(saved["average"])
    if settings.rank == 0:
        print(f"{settings.model}: {len(articles)} articles, {per_epoch} steps an epoch, {total} in all, from {step}", flush=True)

    def save(to: Path, whole: bool = True) -> None:
        state = {"model": model.state_dict(), "average": average, "step": step}
        if whole:
            state["optimizer"] = optimizer.state_dict()
        to.parent.mkdir(parents=True, exist_ok=True)
        torch.save(state, to.with_name("new.pt"))
        to.with_name("new.pt").replace(to)

    begun, shown = time.time(), {}
    model.train()
    while step < total:
        epoch = step // per_epoch
        everything = list(batches(articles.epoch(epoch), share, random.Random(settings.seed * 1000 + epoch)))
        mine = everything[settings.rank : len(everything) // settings.processes * settings.processes : settings.processes]
        # An epoch may hold a batch more or fewer than the first; each is given as many steps as the first, so that one can go on anywhere.
        for batch in mine[step - epoch * per_epoch : per_epoch]:
            rise = min(1.0, (step + 1) / (0.06 * total))
            factor = rise * max(0.02, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            loss, parts = measure(model, batch, random.Random(f"{settings.seed}/{step}/{settings.rank}"), settings.noise)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            if settings.processes > 1:
                share_gradients(model, settings.processes)
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            clear(named, settings.without)
            step += 1
            decay = min(0.995, step / (step + 50))
            with torch.no_grad():
                for n, p in named.items():
                    if n in average:
                        average[n].lerp_(p, 1 - decay)
            for name, value in parts.items():
                shown[name] = 0.97 * shown.get(name, value) + 0.03 * value
            if settings.rank == 0 and (step % 20 == 0 or step == total):
                figures = " ".join(f"{k} {v:.3f}" for k, v in shown.items())
                print(f"step {step} epoch {step / per_epoch:.2f} {time.time() - begun:.0f}s {figures}", flush=True)
            if step % 50 == 0 and settings.rank == 0:
                save(path)
            if step >= total:
                break
        else:
            step = (epoch + 1) * per_epoch
            if settings.keep and settings.rank == 0:
                save(settings.out / f"epoch-{epoch + 1:02}" / "last.pt", whole=False)
    if settings.rank == 0:
        save(path)
    return shown


def settings_of(arguments: Sequence[str] | None = None) -> Settings:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["tagger", "relator"])
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model: config.json, model.safetensors, tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints go")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--extra", type=Path, action="append", help="one more folder of articles (docs/ and gold.jsonl)")
    parser.add_argument("--epochs", type=float)
    parser.add_argument("--steps", type=int, help="end after so many steps")
    parser.add_argument("--limit", type=int, help="use this many articles only")
    parser.add_argument("--share", type=float, help="use this share of the articles only (0.1: a tenth)")
    parser.add_argument("--pieces", type=int, help="word-pieces in a step (1800)")
    parser.add_argument("--rate", type=float, help="peak learning rate of the encoder (1e-4)")
    parser.add_argument("--head-rate", type=float, help="peak learning rate of all that is new (5e-4)")
    parser.add_argument("--begin-from", type=Path, help="a run, or an exported model, whose weights are taken to begin with, for as much as fits")
    parser.add_argument("--swap", type=float, help="share of the articles whose names are swapped, anew each epoch (0)")
    parser.add_argument("--dropout", type=float, help="of the encoder and the heads (0.1)")
    parser.add_argument("--noise", type=float, help="relator: share of the mentions that are withheld (0.06)")
    parser.add_argument("--caseless", type=float, help="tagger: share of the steps without letter case (0.1)")
    parser.add_argument("--smoothing", type=float, help="of the targets: tags (0.02), statuses (0)")
    parser.add_argument("--without", action="append", choices=sorted(PARTS), help="train without this part")
    parser.add_argument("--keep", action="store_true", help="keep the weights of each epoch, in OUT/epoch-NN")
    parser.add_argument("--seed", type=int)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--processes", type=int, help="that share the work of a step; start each with its own --rank")
    parser.add_argument("--rank", type=int)
    parser.add_argument("--port", type=int)
    parser.add_argument("--fold", type=int, choices=range(10), help="which tenth is kept out (0)")
    parser.add_argument("--all", action="store_true", help="keep no article out")
    given = {k: v for k, v in vars(parser.parse_args(arguments)).items() if v is not None}
    noise = Noise(smoothing=0.02 if given["model"] == "tagger" else 0.0)
    for name, option in (("names", "noise"), ("smoothing", "smoothing"), ("caseless", "caseless")):
        if option in given:
            noise = replace(noise, **{name: given.pop(option)})
    for name in ("extra", "without"):
        if name in given:
            given[name] = tuple(given[name])
    assert set(given) <= {f.name for f in fields(Settings)}
    return Settings(**given, noise=noise)


if __name__ == "__main__":
    train(settings_of())
