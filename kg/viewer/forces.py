"""Where the nodes of one connected component stand, relative to each other.

Up to `EXACT` nodes by stress majorization (Gansner, Koren and North, 2005): the distance on the page follows the distance along the lines. Above
that by a projection of the distances to a few landmarks, spread out by forces. Both start from places that the nodes' own names decide, and no step
of either jumps, so that a component that gains a node keeps its picture.

The places are the same to the last bit on every machine. Products of matrices and inverses as BLAS and LAPACK make them are not: they add in an order
that depends on the processor. So sums are NumPy's own, whose order is fixed, and the only function that is no plain arithmetic is the square root,
which IEEE 754 defines.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]  # shape (n, 2)
Pairs = NDArray[np.intp]  # shape (m, 2): indices of joined nodes

SPACING = 100.0  # the page's units between two joined nodes of few lines
EXACT = 350
_LANDMARKS = 40
_CELLS = 16


def placed(names: Sequence[str], pairs: Pairs) -> Points:
    """Places of the nodes of a connected component, shape (n, 2), centred. `pairs` index `names`; each pair once, none with itself."""
    n = len(names)
    if n == 1:
        return np.zeros((1, 2))
    degree = np.bincount(pairs.ravel(), minlength=n)
    # Lines of a busy node are longer: its neighbours need room on their ring.
    length = SPACING * (1 + 0.16 * np.sqrt(np.maximum(degree[pairs].sum(axis=1) - 2, 0)))
    anchors = np.array([anchor(name) for name in names]) * np.sqrt(degree)[:, None]
    points = _by_stress(anchors, _distances(n, pairs, length)) if n <= EXACT else _by_landmarks(anchors, pairs, degree)
    return np.asarray(points - (points.min(axis=0) + points.max(axis=0)) / 2)


def anchor(name: str) -> tuple[float, float]:
    """A place in the square from (-1, -1) to (1, 1) that the name alone decides."""
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).digest()
    return int.from_bytes(digest[:4], "big") / 2**31 - 1, int.from_bytes(digest[4:8], "big") / 2**31 - 1


def _distances(n: int, pairs: Pairs, length: NDArray[np.float64]) -> NDArray[np.float64]:
    """Shortest paths between all, shape (n, n) (Floyd and Warshall)."""
    distance = np.full((n, n), np.inf)
    np.fill_diagonal(distance, 0)
    distance[pairs[:, 0], pairs[:, 1]] = distance[pairs[:, 1], pairs[:, 0]] = length
    for k in range(n):
        np.minimum(distance, distance[:, k : k + 1] + distance[k : k + 1, :], out=distance)
    return distance


def _product(matrix: NDArray[np.float64], points: Points) -> Points:
    """The matrix times the points, each row's terms added in a fixed order."""
    return np.stack([(matrix * points[:, axis]).sum(axis=1) for axis in (0, 1)], axis=1)


def _inverse(matrix: NDArray[np.float64]) -> NDArray[np.float64]:
    """The inverse of a symmetric, positive definite matrix (Gauss and Jordan; such a matrix needs no pivoting)."""
    n = len(matrix)
    both = np.concatenate([matrix, np.eye(n)], axis=1)
    for k in range(n):
        row = both[k] / both[k, k]
        both -= both[:, k : k + 1] * row
        both[k] = row
    return both[:, n:]


def _projected(centred: NDArray[np.float64], anchors: Points) -> Points:
    """A plane through doubly centred squared distances, found from the anchors by two rounds of power iteration."""
    plane = anchors
    for _ in range(2):
        plane = _product(centred, _product(np.ascontiguousarray(centred.T), plane))
        first = plane[:, 0] / (np.sqrt((plane[:, 0] ** 2).sum()) + 1e-12)
        second = plane[:, 1] - first * (first * plane[:, 1]).sum()
        plane = np.stack([first, second / (np.sqrt((second**2).sum()) + 1e-12)], axis=1)
    return np.asarray(plane)


def _by_stress(anchors: Points, distance: NDArray[np.float64], rounds: int = 100) -> Points:
    n = len(anchors)
    square = distance**2
    centred = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    points = _projected(centred, anchors) * distance.mean() * np.sqrt(n) / 2 + anchors * SPACING * 0.3
    weight = np.divide(1.0, square, out=np.zeros_like(square), where=square > 0)
    laplacian = np.diag(weight.sum(axis=1)) - weight
    inverse = _inverse(laplacian + 1.0 / n)
    pull = weight * distance
    for _ in range(rounds):
        apart = np.sqrt(((points[:, None, :] - points[None, :, :]) ** 2).sum(axis=2))
        b = -np.divide(pull, apart, out=np.zeros_like(pull), where=apart > 1e-9)
        np.fill_diagonal(b, -b.sum(axis=1))
        moved = _product(inverse, _product(b, points))
        step = np.abs(moved - points).max()
        points = np.asarray(moved)
        if step < 0.5:
            break
    return np.asarray(points)


def _by_landmarks(anchors: Points, pairs: Pairs, degree: NDArray[np.intp]) -> Points:
    n = len(anchors)
    marks = np.lexsort((np.arange(n), -degree))[:_LANDMARKS]
    square = _steps(n, pairs, marks) ** 2
    centred = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    spread = SPACING * 0.9 * np.sqrt(n)
    points = _projected(centred, anchors) * np.sqrt(n) * spread / 4 + anchors * SPACING
    rounds = 36
    for step in range(rounds):
        push = _push_by_cells(points)
        delta = points[pairs[:, 0]] - points[pairs[:, 1]]
        pull = delta * (np.sqrt((delta**2).sum(axis=1)) / SPACING)[:, None]
        for axis in (0, 1):
            push[:, axis] -= np.bincount(pairs[:, 0], pull[:, axis], n) - np.bincount(pairs[:, 1], pull[:, axis], n)
        push -= points * 0.06  # a little gravity, so that long chains do not wander off
        force = np.sqrt((push**2).sum(axis=1)) + 1e-9
        cooled = 1 - step / rounds
        heat = spread / 12 * cooled * math.sqrt(cooled) + 0.5
        points = points + push / force[:, None] * np.minimum(force, heat)[:, None]
    return np.asarray(points)


def _steps(n: int, pairs: Pairs, marks: NDArray[np.intp]) -> NDArray[np.float64]:
    """How many lines lie between each node and each mark, shape (n, marks)."""
    steps = np.full((n, len(marks)), -1.0)
    steps[marks, np.arange(len(marks))] = 0
    both = np.concatenate([pairs, pairs[:, ::-1]])
    for step in range(n):
        source, column = np.nonzero(steps[both[:, 0]] == step)
        target = both[source, 1]
        new = steps[target, column] < 0
        if not new.any():
            break
        steps[target[new], column[new]] = step + 1
    return steps


def _push_by_cells(points: Points) -> Points:
    """What all do to each, SPACING² / distance away from them, those of a cell acting as one from its centre."""
    low, high = points.min(axis=0), points.max(axis=0)
    place = np.minimum(((points - low) / (high - low + 1e-9) * _CELLS).astype(np.intp), _CELLS - 1)
    cell = place[:, 0] * _CELLS + place[:, 1]
    mass = np.bincount(cell, minlength=_CELLS**2)
    used = np.flatnonzero(mass)
    centre = np.stack([np.bincount(cell, points[:, axis], _CELLS**2)[used] / mass[used] for axis in (0, 1)], axis=1)
    push = np.empty_like(points)
    for begin in range(0, len(points), 2048):
        delta = points[begin : begin + 2048, None, :] - centre[None, :, :]
        strength = SPACING**2 * mass[used] / ((delta**2).sum(axis=2) + SPACING**2)
        push[begin : begin + 2048] = (delta * strength[..., None]).sum(axis=1)
    return push
