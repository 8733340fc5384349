"""The relation model above its encoder, in plain arrays: entities from mentions, pairs from entities, labels from pairs.

The arithmetic is that of training/model.py; shapes are given in its terms.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

BLOCK = 32
DISTANCE_STEPS = (0, 1, 2, 3, 5, 8, 12, 20)  # in sentences
GAP_STEPS = (3, 8, 16, 32, 64)  # in word-pieces
GAPS = 1 + 2 * (len(GAP_STEPS) + 1)
CHUNK = 512  # pairs worked on at a time


def distance_bucket(a: Sequence[int], b: Sequence[int]) -> int:
    """Bucket of the least distance between two entities' mentions, given the sentences' numbers."""
    return bisect_right(DISTANCE_STEPS, min(abs(x - y) for x in a for y in b))


@dataclass(frozen=True)
class Place:
    """A mention in a window: its number among all such, the window, and its rows in the window's states, half open."""

    number: int
    window: int
    start: int
    stop: int


@dataclass(frozen=True)
class Near:
    """The two places of a pair that stand nearest to each other, the rows between them (none where they share no window), and the gap's bucket."""

    subject: int
    object: int
    window: int
    start: int
    stop: int
    gap: int


def nearest(a: Sequence[Place], b: Sequence[Place]) -> Near:
    """Of two entities' places the nearest two; of an entity and itself its first place. A gap's bucket tells which comes first."""
    if a is b or a[0].number == b[0].number:
        return Near(a[0].number, a[0].number, a[0].window, 0, 0, 0)
    best, found = 1 << 30, Near(a[0].number, b[0].number, a[0].window, 0, 0, 0)
    for x in a:
        for y in b:
            if x.window != y.window:
                continue
            first, last = (x, y) if x.start < y.start else (y, x)
            gap = max(0, last.start - first.stop)
            if gap < best:
                bucket = 1 + bisect_right(GAP_STEPS, gap) + (0 if first is x else len(GAP_STEPS) + 1)
                best, found = gap, Near(x.number, y.number, x.window, first.stop, max(first.stop, last.start), bucket)
    return found


def softmax(x: Floats) -> Floats:
    e: Floats = np.exp(x - x.max(-1, keepdims=True))
    out: Floats = e / e.sum(-1, keepdims=True)
    return out


@dataclass(frozen=True)
class Window:
    """What the encoder gave for one window: states [pieces, hidden], attention [heads, pieces, pieces]; row 0 is [CLS]. `span` are its pieces."""

    span: range
    states: Floats
    attention: Floats


@dataclass(frozen=True)
class Pooled:
    """Entities of one article: states [entities, hidden], attention [entities, windows][heads, pieces]."""

    states: Floats
    attention: list[list[Floats | None]]
    places: list[list[Place]]
    reps: Floats  # of the places [places, hidden]


NEVER = -1e4
"""The bias of a label that is not to be said."""


def sorted_to(arrays: Mapping[str, NDArray[np.float16]], made_for: Sequence[str], wanted: Sequence[str]) -> dict[str, NDArray[np.float16]]:
    """The weights of a model made for some labels as those of one for others: what it never learned it never says, what is not wanted is dropped.

    Raises ValueError where the weights are not those of so many labels.
    """
    out = dict(arrays)
    count, place = len(made_for), {label: k for k, label in enumerate(made_for)}
    rows = [place.get(label, count) for label in wanted]  # `count`: a row of noughts, put behind the rest
    for name, first in (("bilinear_weight", 1), ("bilinear_bias", 1), ("linear_weight", 1), ("linear_bias", 1), ("label_weight", 0)):
        old = arrays[name]
        if len(old) != first + count:
            raise ValueError(f"{name} has {len(old) - first} labels, not {count}")
        if tuple(made_for) != tuple(wanted):
            noughts = np.zeros_like(old, shape=(1, *old.shape[1:]))
            if name == "bilinear_bias":
                noughts = np.full_like(noughts, NEVER)
            out[name] = np.concatenate([old, noughts])[[*range(first), *(first + row for row in rows)]]
    return out


class Heads:
    def __init__(self, arrays: Mapping[str, NDArray[np.float16]]) -> None:
        self._w: dict[str, Floats] = {name: arrays[name].astype(np.float32) for name in arrays}

    def _linear(self, name: str, x: Floats) -> Floats:
        out: Floats = x @ self._w[f"{name}_weight"].T + self._w[f"{name}_bias"]
        return out

    def pool(self, windows: Sequence[Window], mentions: Sequence[Sequence[range]]) -> Pooled:
        """`mentions`: of each entity, the ranges of pieces; each lies in a window or more."""
        states, attention = [], []
        every: list[Floats] = []
        placed: list[list[Place]] = []
        for spans in mentions:
            reps: list[Floats] = []
            placed.append([])
            rows: list[Floats | None] = []
            for w, window in enumerate(windows):
                inside = [s for s in spans if window.span.start <= s.start and s.stop <= window.span.stop]
                places = [range(s.start - window.span.start + 1, s.stop - window.span.start + 1) for s in inside]
                placed[-1] += [Place(len(every) + len(reps) + n, w, p.start, p.stop) for n, p in enumerate(places)]
                reps += [window.states[p.start : p.stop].mean(0) for p in places]
                rows.append(np.mean([window.attention[:, p.start : p.stop].mean(1) for p in places], axis=0) if places else None)
            every += reps
            stacked = np.stack(reps)
            top = np.maximum(stacked.max(0), -1e4)
            states.append(top + np.log(np.exp(stacked - top).sum(0)))
            attention.append(rows)
        return Pooled(np.stack(states).astype(np.float32), attention, placed, np.stack(every))

    def halves(self, windows: Sequence[Window], pooled: Pooled, pairs: Ints, kinds: Ints, distance: Ints) -> tuple[Floats, Floats]:
        """Both halves of each pair [pairs, width]; kinds are the entities' types, distance the pairs' buckets."""
        context = np.zeros((len(pairs), pooled.states.shape[1]), np.float32)
        total = np.zeros((len(pairs), 1), np.float32)
        for w, window in enumerate(windows):
            rows = [entity[w] for entity in pooled.attention]
            here = [i for i, row in enumerate(rows) if row is not None]
            if not here:
                continue
            place = np.full(len(rows), -1)
            place[here] = np.arange(len(here))
            stacked = np.stack([row for row in rows if row is not None])  # [entities here, heads, pieces]
            both = (place[pairs] >= 0).all(1)
            for part in np.array_split(np.flatnonzero(both), max(1, -(-int(both.sum()) // CHUNK))):
                s, o = place[pairs[part]].T
                shared = np.einsum("phk,phk->pk", stacked[s], stacked[o]) / stacked.shape[1]
                context[part] += shared @ window.states
                total[part] += shared.sum(1, keepdims=True)
        context /= total + 1e-5
        s, o = pairs.T
        ts, to, far = self._w["kind_weight"][kinds[s]], self._w["kind_weight"][kinds[o]], self._w["distance_weight"][distance]
        near = [nearest(pooled.places[i], pooled.places[j]) for i, j in pairs.tolist()]
        local = self._local(windows, pooled, near)
        zs = np.tanh(self._linear("subject", np.concatenate([pooled.states[s], context, ts, to, far, local], 1)))
        zo = np.tanh(self._linear("object", np.concatenate([pooled.states[o], context, ts, to, far, local], 1)))
        return zs, zo

    def _local(self, windows: Sequence[Window], pooled: Pooled, near: Sequence[Near]) -> Floats:
        """The pairs' nearest places: both, the mean of what stands between, and the gap [pairs, 3 * hidden + gap]."""
        sums = [np.concatenate([np.zeros((1, w.states.shape[1]), np.float32), w.states.cumsum(0, dtype=np.float32)]) for w in windows]
        between = np.stack([(sums[n.window][n.stop] - sums[n.window][n.start]) / max(1, n.stop - n.start) for n in near])
        subject, object_ = pooled.reps[[n.subject for n in near]], pooled.reps[[n.object for n in near]]
        return np.concatenate([subject, object_, between, self._w["gap_weight"][[n.gap for n in near]]], 1)

    def margins(self, zs: Floats, zo: Floats) -> Floats:
        """How far each label stands above the pair's own threshold [pairs, labels]."""
        out = []
        for a in range(0, len(zs), CHUNK):
            s, o = zs[a : a + CHUNK], zo[a : a + CHUNK]
            grouped = s.reshape(len(s), -1, BLOCK, 1) * o.reshape(len(o), -1, 1, BLOCK)
            scores = self._linear("bilinear", grouped.reshape(len(s), -1)) + self._linear("linear", np.concatenate([s, o], 1))
            out.append(scores[:, 1:] - scores[:, :1])
        return np.concatenate(out)

    def point(self, states: Floats, valid: NDArray[np.bool_], zs: Floats, zo: Floats, label: Ints) -> tuple[Floats, Floats]:
        """For pairs with a label each: how likely each piece shows it [pairs, all windows' pieces], and the statuses' shares [pairs, 5]."""
        query = np.tanh(self._linear("query", np.concatenate([zs, zo, self._w["label_weight"][label]], 1)))
        scores = query @ self._linear("pointer", states).T * np.float32(states.shape[1] ** -0.5 * 4)
        shown = softmax(np.where(valid, scores, np.float32(-1e4)))
        return shown, softmax(self._linear("status", np.concatenate([query, shown @ states], 1)))
