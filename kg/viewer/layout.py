"""Where the nodes of the page stand: computed here, once, so that the page opens still and looks the same on every build.

Each connected component is laid out on its own and has a direction from the middle of the page that the name of its busiest node decides: along it,
it stands as near to the middle as it fits, the largest first. What no claim is about stands aside, in rows under all others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

import networkx as nx
import numpy as np
from numpy.typing import NDArray

from kg.viewer.forces import SPACING, Points, anchor, placed

Boxes = NDArray[np.float64]  # shape (n, 2): width and height that a node takes with its label

_APART_UP_TO = 900  # labels of larger components are too many to be read at once
_GAP = SPACING * 0.45
_WIDE = 1.0  # how much wider than high the whole is; the drawing's share of a screen is about square


def layout(boxes: Mapping[str, tuple[float, float]], edges: Iterable[tuple[str, str]], aside: Iterable[str] = ()) -> dict[str, tuple[int, int]]:
    """Give each node (x, y) in whole units of the page.

    `boxes` gives the width and height of each node with its label, in the same units; nodes of `aside` have no edge. No order matters.
    """
    apart = sorted(set(aside))
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(sorted(boxes.keys() - set(apart)))
    graph.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in edges if a != b))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    result: dict[str, tuple[int, int]] = {}
    taken = np.zeros((0, 4))
    for part in parts:
        index = {name: i for i, name in enumerate(part)}
        pairs = np.array(sorted(sorted((index[a], index[b])) for a, b in graph.subgraph(part).edges), dtype=np.intp)
        size = np.array([boxes[name] for name in part])
        points = _without_overlap(placed(part, pairs.reshape(-1, 2)), size)
        low, high = (points - size / 2).min(axis=0), (points + size / 2).max(axis=0)
        hub = min(part, key=lambda name: (-graph.degree(name), name))
        middle = _free_place(high - low + _GAP, anchor(hub), taken)
        taken = np.concatenate([taken, [[*middle, *(high - low + _GAP)]]])
        for name, (x, y) in zip(part, points + middle - (low + high) / 2, strict=True):
            result[name] = (round(float(x)), round(float(y)))
    result.update(_rows(apart, boxes, taken))
    return result


def _without_overlap(points: Points, size: Boxes, rounds: int = 60) -> Points:
    """Push nodes whose boxes overlap apart, along the way that is shorter."""
    n = len(points)
    if n == 1 or n > _APART_UP_TO:
        return points
    need = (size[:, None, :] + size[None, :, :]) / 2 + 6
    points = points.copy()
    for _ in range(rounds):
        delta = points[:, None, :] - points[None, :, :]
        over = need - np.abs(delta)
        hit: NDArray[np.bool_] = np.asarray((over > 0).all(axis=2))
        np.fill_diagonal(hit, False)
        if not hit.any():
            break
        across = over[..., 0] <= over[..., 1]
        side = np.where(delta == 0, np.sign(np.arange(n)[:, None] - np.arange(n)[None, :])[..., None], np.sign(delta))
        for axis, chosen in ((0, across), (1, ~across)):
            points[:, axis] += (np.where(hit & chosen, over[..., axis] * side[..., axis], 0) * 0.35).sum(axis=1)
    return points


def _free_place(size: NDArray[np.float64], direction: tuple[float, float], taken: NDArray[np.float64]) -> NDArray[np.float64]:
    """The middle of a box of this size, as near to the origin along the direction as no box of `taken` (rows x, y, width, height) is touched."""
    if not len(taken):
        return np.zeros(2)
    length = math.sqrt(direction[0] ** 2 + direction[1] ** 2) or 1.0
    ray = np.array([_WIDE * direction[0] / length, direction[1] / length])
    reach = (taken[:, 2:] + size) / 2
    # Along the ray, each box of `taken` forbids one stretch: where both axes overlap.
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = np.stack([(taken[:, :2] - reach) / ray, (taken[:, :2] + reach) / ray])
    begin, end = ends.min(axis=0).max(axis=1), ends.max(axis=0).min(axis=1)
    at = 0.0
    for first, last in sorted(zip(begin.tolist(), end.tolist(), strict=True)):
        if first < last and first <= at < last:
            at = last
    return np.asarray(ray * at)


def _rows(names: Iterable[str], boxes: Mapping[str, tuple[float, float]], taken: NDArray[np.float64]) -> dict[str, tuple[int, int]]:
    left, right, top = -6 * SPACING, 6 * SPACING, 0.0
    if len(taken):
        left, right = float((taken[:, 0] - taken[:, 2] / 2).min()), float((taken[:, 0] + taken[:, 2] / 2).max())
        top = float((taken[:, 1] + taken[:, 3] / 2).max()) + SPACING
    result: dict[str, tuple[int, int]] = {}
    x, y, row = left, top, 0.0
    for name in names:
        width, height = boxes[name]
        if x > left and x + width > right:
            x, y, row = left, y + row + 14, 0.0
        result[name] = (round(x + width / 2), round(y + height / 2))
        x, row = x + width + 14, max(row, height)
    return result
