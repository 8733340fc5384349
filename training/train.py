"""Train one of the two models; resumes from the last checkpoint in its folder.

python -m training.train tagger  --base FOLDER --out RUN [--extra FOLDER] [--epochs N] [--limit N]
python -m training.train relator --base FOLDER --out RUN ...
"""

from __future__ import annotations

import argparse
import math
import random
import time
from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import distributed
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from kg.extract.learned.heads import Place, nearest
from kg.extract.learned.labels import allowed, labels
from kg.extract.learned.pieces import CLS, MENTION_TYPES, SEP, sentences
from training.data import HERE, Example, is_dev, make_example, read_rows
from training.model import Relator, Tagger, adaptive_loss

OPTIONAL_WEIGHT = 0.5
DISTANCE_STEPS = (0, 1, 2, 3, 5, 8, 12, 20)


def batch_windows(examples: list[Example], tags: list[list[int]] | None = None) -> tuple[torch.Tensor, ...]:
    """ids, cases, tags and mask of all windows of the examples, padded: each [windows, pieces]."""
    rows = [(i, w) for i, e in enumerate(examples) for w in e.windows]
    width = max(len(w) for _, w in rows) + 2
    ids, cases, marks = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(3))
    mask = torch.zeros(len(rows), width, dtype=torch.bool)
    for k, (i, w) in enumerate(rows):
        e, n = examples[i], len(w)
        ids[k, : n + 2] = torch.tensor([CLS, *e.pieces.ids[w.start : w.stop], SEP])
        cases[k, 1 : n + 1] = torch.tensor(e.pieces.cases[w.start : w.stop])
        cases[k, 0] = cases[k, n + 1] = 5
        if tags is not None:
            marks[k, 1 : n + 1] = torch.tensor(tags[i][w.start : w.stop])
        mask[k, : n + 2] = True
    return ids, cases, marks, mask


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


def tagger_loss(model: Tagger, batch: list[Example], rng: random.Random) -> tuple[torch.Tensor, dict[str, float]]:
    ids, cases, _, mask = batch_windows(batch)
    wanted = torch.full(ids.shape, -100)
    k = 0
    for e in batch:
        for w in e.windows:
            for j, piece in enumerate(w, 1):
                if piece == w.start or e.pieces.word[piece] != e.pieces.word[piece - 1]:
                    wanted[k, j] = e.tags[piece]
            k += 1
    # Now and then letter case is withheld, so that headlines in capitals and lower-case brands are read too.
    if rng.random() < 0.1:
        cases = torch.zeros_like(cases)
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(ids, cases, mask)
    loss = F.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=-100, label_smoothing=0.02)
    return loss, {"tag": float(loss.detach())}


def noisy_tags(e: Example, keep: list[list[tuple[int, int]]], types: list[int]) -> list[int]:
    tags = [0] * len(e.pieces)
    for spans, kind in zip(keep, types, strict=True):
        for a, b in spans:
            for i in range(a, b):
                tags[i] = 1 + 2 * kind + (e.pieces.word[i] != e.pieces.word[a])
    return tags


def disturb(e: Example, rng: random.Random, rate: float) -> tuple[list[list[tuple[int, int]]], list[int], list[int]]:
    """The mentions kept, the types and the entities kept, as a tagger that errs would give them."""
    keep, types, alive = [], [], []
    for i, entity in enumerate(e.entities):
        inside = [(a, b) for a, b in entity.mentions if any(w.start <= a and b <= w.stop for w in e.windows)]
        spans = [m for m in inside if rng.random() >= rate]
        if not spans or rng.random() < rate / 2:
            spans = [] if rng.random() < 0.5 else inside[:1]
        kind = MENTION_TYPES.index(entity.type)
        if rng.random() < rate / 3 and entity.type in ("Company", "Organization", "Agency"):
            kind = MENTION_TYPES.index(rng.choice(("Company", "Organization", "Agency")))
        keep.append(spans)
        types.append(kind)
        if spans:
            alive.append(i)
    return keep, types, alive


def sentence_distance(a: list[int], b: list[int]) -> int:
    """Bucket of the least distance in sentences between two entities' mentions."""
    near = min(abs(x - y) for x in a for y in b)
    return bisect_right(DISTANCE_STEPS, near)


def make_doc(e: Example, first: int, keep: list[list[tuple[int, int]]], types: list[int], alive: list[int]) -> dict:
    """What Relator.pool and .halves want of one article; pairs are all ordered ones that some label admits, and each entity with itself."""
    heads = [a for a, _ in sentences(e.text)]
    pw, pp, pm, me, mw = [], [], [], [], []
    lines = []
    places: list[list[Place]] = []
    for n, i in enumerate(alive):
        lines.append([bisect_right(heads, e.pieces.starts[a]) for a, _ in keep[i]])
        places.append([])
        for a, b in keep[i]:
            for w, span in enumerate(e.windows):
                if span.start <= a and b <= span.stop:
                    for piece in range(a, b):
                        pw.append(w)
                        pp.append(piece - span.start + 1)
                        pm.append(len(me))
                    places[-1].append(Place(len(me), w, a - span.start + 1, b - span.start + 1))
                    me.append(n)
                    mw.append(w)
    pairs, far, admitted, near = [], [], [], []
    for s in range(len(alive)):
        for o in range(len(alive)):
            ok = allowed(MENTION_TYPES[types[alive[s]]], None if s == o else MENTION_TYPES[types[alive[o]]])
            if any(ok):
                pairs.append((s, o))
                far.append(sentence_distance(lines[s], lines[o]))
                n = nearest(places[s], places[o])
                near.append((n.subject, n.object, n.window, n.start, n.stop, n.gap))
                admitted.append(ok)
    t = torch.tensor
    return {
        "windows": (first, first + len(e.windows)), "count": len(alive), "piece_window": t(pw), "piece_place": t(pp), "piece_mention": t(pm),
        "mention_entity": t(me), "mention_window": t(mw), "pairs": t(pairs), "distance": t(far), "types": t([types[i] for i in alive]),
        "admitted": t(admitted), "near": t(near),
    }  # fmt: skip


def relator_loss(model: Relator, batch: list[Example], rng: random.Random) -> tuple[torch.Tensor, dict[str, float]]:
    noise = [disturb(e, rng, 0.06) for e in batch]
    ids, cases, marks, mask = batch_windows(batch, [noisy_tags(e, n[0], n[1]) for e, n in zip(batch, noise, strict=True)])
    with torch.autocast("cpu", torch.bfloat16):
        states, attention = model.encoder(ids, cases, marks, mask, with_attention=True)
        shown = model.shows(model.dropout(states)).float()
    states = states.float()
    shows = torch.zeros(shown.shape)
    sums = {"pair": torch.zeros(()), "point": torch.zeros(()), "status": torch.zeros(())}
    positives = points = statuses = 0.0
    first = 0
    width = ids.shape[1]
    for e, (keep, types, alive) in zip(batch, noise, strict=True):
        begin, first = first, first + len(e.windows)
        for fact in e.facts:
            for piece in fact.trigger:
                for w, span in enumerate(e.windows):
                    if piece in span:
                        shows[begin + w, piece - span.start + 1, fact.label] = 1
        if not alive:
            continue
        doc = make_doc(e, begin, keep, types, alive)
        if not len(doc["pairs"]):
            continue
        pooled, attended, rep = model.pool(states, attention, doc)
        zs, zo = model.halves(states, pooled, attended, rep, doc)
        scores = model.score(zs, zo)
        place = {i: n for n, i in enumerate(alive)}
        at = {tuple(p): k for k, p in enumerate(doc["pairs"].tolist())}
        wanted = torch.zeros(len(at), len(labels()), dtype=torch.bool)
        weight = torch.ones(len(at), len(labels()))
        rows, kinds, targets, states_wanted = [], [], [], []
        for fact in e.facts:
            k = at.get((place.get(fact.subject, -1), place.get(fact.object, -1)))
            if k is None or not doc["admitted"][k, fact.label]:
                continue
            wanted[k, fact.label] = True
            weight[k, fact.label] = OPTIONAL_WEIGHT if fact.optional else 1.0
            target = torch.zeros(len(e.windows) * width)
            for piece in fact.trigger:
                for w, span in enumerate(e.windows):
                    if piece in span:
                        target[w * width + piece - span.start + 1] = 1
            rows.append(k)
            kinds.append(fact.label)
            targets.append(target / target.sum().clamp_min(1))
            states_wanted.append(fact.status)
        sums["pair"] = sums["pair"] + adaptive_loss(scores, wanted, weight, doc["admitted"])
        positives += float(wanted.sum())
        if rows:
            pick = torch.tensor(rows)
            valid = mask[begin:first].flatten()
            where, status = model.point(states[begin:first].flatten(0, 1), valid, zs[pick], zo[pick], torch.tensor(kinds))
            target = torch.stack(targets)
            sums["point"] = sums["point"] - (torch.log_softmax(where, 1) * target).sum()
            points += float(target.sum())
            balance = torch.tensor([1.0, 2.0, 1.5, 1.5, 1.5])
            sums["status"] = sums["status"] + F.cross_entropy(status, torch.tensor(states_wanted), weight=balance, reduction="sum")
            statuses += len(rows)
    tokens = F.binary_cross_entropy_with_logits(shown, shows, reduction="none")[mask].sum() / (shows.sum() + 10)
    parts = {"pair": sums["pair"] / (positives + 10), "point": sums["point"] / (points + 1), "status": sums["status"] / (statuses + 1)}
    parts["shows"] = tokens
    loss = parts["pair"] + 0.3 * parts["point"] + 0.4 * parts["status"] + 0.3 * parts["shows"]
    return loss, {name: float(part.detach()) for name, part in parts.items()}


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
    """Take a run's averaged weights; a table that has grown gets them in its first rows and columns, noughts elsewhere."""
    saved = torch.load(run / "last.pt", weights_only=True)
    old = {**saved["model"], **saved["average"]}
    with torch.no_grad():
        for name, p in model.named_parameters():
            if name not in old:
                continue
            if p.shape != old[name].shape:
                p.zero_()
            p[tuple(slice(0, n) for n in old[name].shape)] = old[name]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", choices=["tagger", "relator"])
    parser.add_argument("--base", type=Path, required=True, help="folder of the base model: config.json, model.safetensors, tokenizer.json")
    parser.add_argument("--out", type=Path, required=True, help="where checkpoints and the log go")
    parser.add_argument("--data", type=Path, default=HERE / "data")
    parser.add_argument("--extra", type=Path, action="append", default=[], help="one more folder of articles (docs/ and gold.jsonl)")
    parser.add_argument("--epochs", type=float, default=12)
    parser.add_argument("--limit", type=int, help="use this many articles only")
    parser.add_argument("--pieces", type=int, default=1800, help="word-pieces in a step")
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--head-rate", type=float, default=5e-4)
    parser.add_argument("--begin-from", type=Path, help="a run whose weights are taken to begin with, for as much as fits")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1, help="that share the work of a step; start each with its own --rank")
    parser.add_argument("--rank", type=int, default=0)
    parser.add_argument("--port", type=int, default=29511)
    parser.add_argument("--all", action="store_true", help="keep no article out")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    args.out.mkdir(parents=True, exist_ok=True)

    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    rows = [r for folder in (args.data, *args.extra) for r in read_rows(folder) if args.all or not is_dev(r["id"])]
    examples = [make_example(r, tokenizer) for r in rows[: args.limit]]
    torch.manual_seed(args.seed)
    model: Tagger | Relator = Tagger() if args.model == "tagger" else Relator()
    model.encoder.load_base(args.base)
    if args.begin_from:
        begin_from(model, args.begin_from)
    optimizer = torch.optim.AdamW(groups_of(model, args.rate, args.head_rate), weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    measure = tagger_loss if args.model == "tagger" else relator_loss

    if args.processes > 1:
        distributed.init_process_group("gloo", init_method=f"tcp://127.0.0.1:{args.port}", rank=args.rank, world_size=args.processes)
        torch.manual_seed(args.seed + args.rank)
    share = args.pieces // args.processes
    per_epoch = len(list(batches(examples, share, random.Random(0)))) // args.processes
    total = math.ceil(per_epoch * args.epochs)
    step, path = 0, args.out / "last.pt"
    if path.exists():
        saved = torch.load(path, weights_only=True)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    average = {n: p.detach().clone() for n, p in model.named_parameters() if p.requires_grad}
    if path.exists():
        average.update(saved["average"])
    print(f"{args.model}: {len(examples)} articles, {per_epoch} steps an epoch, {total} in all, from {step}", flush=True)

    def save() -> None:
        state = {"model": model.state_dict(), "average": average, "optimizer": optimizer.state_dict(), "step": step}
        torch.save(state, args.out / "new.pt")
        (args.out / "new.pt").replace(path)

    begun, shown = time.time(), {}
    model.train()
    while step < total:
        epoch = step // per_epoch
        rng = random.Random(args.seed * 1000 + epoch)
        everything = list(batches(examples, share, rng))
        mine = everything[args.rank : len(everything) // args.processes * args.processes : args.processes]
        for number, batch in enumerate(mine):
            if number < step - epoch * per_epoch:
                continue  # done before the checkpoint
            rise = min(1.0, (step + 1) / (0.06 * total))
            factor = rise * max(0.02, 1 - step / total)
            for group in optimizer.param_groups:
                group["lr"] = group["peak"] * factor
            loss, parts = measure(model, batch, random.Random(f"{args.seed}/{step}/{args.rank}"))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            if args.processes > 1:
                share_gradients(model, args.processes)
            torch.nn.utils.clip_grad_norm_([p for p in model.parameters() if p.requires_grad], 1.0)
            optimizer.step()
            step += 1
            decay = min(0.995, step / (step + 50))
            with torch.no_grad():
                for n, p in model.named_parameters():
                    if n in average:
                        average[n].lerp_(p, 1 - decay)
            for name, value in parts.items():
                shown[name] = 0.97 * shown.get(name, value) + 0.03 * value
            if step % 20 == 0 or step == total:
                figures = " ".join(f"{k} {v:.3f}" for k, v in shown.items())
                print(f"step {step} epoch {step / per_epoch:.2f} {time.time() - begun:.0f}s {figures}", flush=True)
            if step % 50 == 0 and args.rank == 0:
                save()
            if step >= total:
                break
        else:
            step = max(step, (epoch + 1) * per_epoch)  # an epoch may hold a batch more or fewer than the first
    if args.rank == 0:
        save()


if __name__ == "__main__":
    main()
