"""Where the nodes of the page stand: computed here, once, so that the page opens still and looks the same on every build.

Each connected component is laid out by forces (Fruchterman and Reingold, 1991) and the components are packed side by side, largest first.
A node starts from a place that its own id decides, so that it stays near it when others come and go.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence

import networkx as nx
import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # shape (n, 2)

SPACING = 110.0  # the page's units that two joined nodes keep between them
_EXACT = 700  # above so many nodes, far ones act on a node through the cell they lie in
_CELLS = 24  # cells a side, then


def layout(nodes: Iterable[str], edges: Iterable[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """Give each node (x, y) in whole units of the page. The order of nodes and edges does not matter."""
    graph = nx.Graph()
    graph.add_nodes_from(sorted(nodes))
    graph.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in edges if a != b))
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part[0]))
    placed = [(part, _forces(part, list(graph.subgraph(part).edges))) for part in parts]
    return _packed(placed)


def _start(name: str, spread: float) -> tuple[float, float]:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    x, y = int.from_bytes(digest[:4], "big") / 2**32 - 0.5, int.from_bytes(digest[4:8], "big") / 2**32 - 0.5
    return x * spread, y * spread


def _forces(part: Sequence[str], edges: Sequence[tuple[str, str]]) -> Points:
    n = len(part)
    if n == 1:
        return np.zeros((1, 2))
    spread = SPACING * math.sqrt(n)
    points = np.array([_start(name, spread) for name in part])
    index = {name: i for i, name in enumerate(part)}
    pairs = np.array([(index[a], index[b]) for a, b in edges], dtype=np.intp)
    rounds = 120 if n <= _EXACT else 80
    for step in range(rounds):
        push = _push(points) if n <= _EXACT else _push_by_cells(points)
        delta = points[pairs[:, 0]] - points[pairs[:, 1]]
        length = np.sqrt(delta[:, 0] ** 2 + delta[:, 1] ** 2) + 1e-6
        pull = delta * (length / SPACING)[:, None]
        for axis in (0, 1):
            push[:, axis] -= np.bincount(pairs[:, 0], pull[:, axis], n) - np.bincount(pairs[:, 1], pull[:, axis], n)
        push -= points * 0.06  # a little gravity, so that long chains do not wander off
        force = np.sqrt(push[:, 0] ** 2 + push[:, 1] ** 2) + 1e-9
        heat = spread / 8 * (1 - step / rounds) ** 1.5 + 0.5
        points = points + push / force[:, None] * np.minimum(force, heat)[:, None]
    return points - (points.min(axis=0) + points.max(axis=0)) / 2


def _push(points: Points) -> Points:
    """What every node does to every other: SPACING² / distance, away from it."""
    delta = points[:, None, :] - points[None, :, :]
    square = delta[..., 0] ** 2 + delta[..., 1] ** 2 + 1.0
    return np.asarray((delta * (SPACING**2 / square)[..., None]).sum(axis=1))


def _push_by_cells(points: Points) -> Points:
    """The same, each far node standing in for by the centre of the cell it lies in: time grows with n, not n²."""
    low, high = points.min(axis=0), points.max(axis=0)
    place = np.minimum(((points - low) / (high - low + 1e-9) * _CELLS).astype(np.intp), _CELLS - 1)
    cell = place[:, 0] * _CELLS + place[:, 1]
    mass = np.bincount(cell, minlength=_CELLS**2)
    used = np.flatnonzero(mass)
    centre = np.stack([np.bincount(cell, points[:, axis], _CELLS**2)[used] / mass[used] for axis in (0, 1)], axis=1)
    delta = points[:, None, :] - centre[None, :, :]
    square = delta[..., 0] ** 2 + delta[..., 1] ** 2 + SPACING**2
    return np.asarray((delta * (SPACING**2 * mass[used][None, :] / square)[..., None]).sum(axis=1))


def _packed(placed: Sequence[tuple[Sequence[str], Points]]) -> dict[str, tuple[int, int]]:
    """Components in rows of about equal width under the first, without overlap."""
    sizes = [(points.max(axis=0) - points.min(axis=0)) + SPACING * 1.4 for _, points in placed]
    area = sum(float(size[0] * size[1]) for size in sizes)
    width = max([math.sqrt(area) * 1.35, *(float(size[0]) for size in sizes)], default=0.0)
    result: dict[str, tuple[int, int]] = {}
    x = y = row = 0.0
    for (part, points), size in zip(placed, sizes, strict=True):
        if x and x + size[0] > width:
            x, y, row = 0.0, y + row, 0.0
        corner = points - points.min(axis=0) + SPACING * 0.7 + np.array([x, y])
        for name, (px, py) in zip(part, corner, strict=True):
            result[name] = (round(float(px)), round(float(py)))
        x, row = x + float(size[0]), max(row, float(size[1]))
    return result
