"""What a step is measured by: losses of both models on a batch of articles, with the noise that a tagger's errors would bring."""

from __future__ import annotations

import random
from bisect import bisect_right
from dataclasses import dataclass

import torch
from torch.nn import functional as F  # noqa: N812 (torch's own custom)

from kg.extract.learned.heads import Place, nearest
from kg.extract.learned.labels import allowed, labels
from kg.extract.learned.pieces import CLS, MENTION_TYPES, SEP, sentences
from training.data import Example
from training.model import Relator, Tagger, adaptive_loss

OPTIONAL_WEIGHT = 0.5
DISTANCE_STEPS = (0, 1, 2, 3, 5, 8, 12, 20)


@dataclass(frozen=True)
class Noise:
    """How hard learning is made: `names`: share of mentions withheld from the relator; `smoothing`: of tags' and statuses' targets;
    `caseless`: share of steps of the tagger without letter case."""

    names: float = 0.06
    smoothing: float = 0.0
    caseless: float = 0.1


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


def tagger_loss(model: Tagger, batch: list[Example], rng: random.Random, noise: Noise) -> tuple[torch.Tensor, dict[str, float]]:
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
    if rng.random() < noise.caseless:
        cases = torch.zeros_like(cases)
    with torch.autocast("cpu", torch.bfloat16):
        scores = model(ids, cases, mask)
    loss = F.cross_entropy(scores.flatten(0, 1), wanted.flatten(), ignore_index=-100, label_smoothing=noise.smoothing)
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


def relator_loss(model: Relator, batch: list[Example], rng: random.Random, noise: Noise) -> tuple[torch.Tensor, dict[str, float]]:
    disturbed = [disturb(e, rng, noise.names) for e in batch]
    ids, cases, marks, mask = batch_windows(batch, [noisy_tags(e, n[0], n[1]) for e, n in zip(batch, disturbed, strict=True)])
    with torch.autocast("cpu", torch.bfloat16):
        states, attention = model.encoder(ids, cases, marks, mask, with_attention=True)
        shown = model.shows(model.dropout(states)).float()
    states = states.float()
    shows = torch.zeros(shown.shape)
    sums = {"pair": torch.zeros(()), "point": torch.zeros(()), "status": torch.zeros(())}
    positives = points = statuses = 0.0
    first = 0
    width = ids.shape[1]
    for e, (keep, types, alive) in zip(batch, disturbed, strict=True):
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
            sums["status"] = sums["status"] + F.cross_entropy(
                status, torch.tensor(states_wanted), weight=balance, reduction="sum", label_smoothing=noise.smoothing
            )
            statuses += len(rows)
    tokens = F.binary_cross_entropy_with_logits(shown, shows, reduction="none")[mask].sum() / (shows.sum() + 10)
    parts = {"pair": sums["pair"] / (positives + 10), "point": sums["point"] / (points + 1), "status": sums["status"] / (statuses + 1)}
    parts["shows"] = tokens
    loss = parts["pair"] + 0.3 * parts["point"] + 0.4 * parts["status"] + 0.3 * parts["shows"]
    return loss, {name: float(part.detach()) for name, part in parts.items()}
