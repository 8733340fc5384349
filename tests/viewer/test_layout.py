"""Where nodes stand: apart, the same whatever the order, near their place when the graph grows, and soon enough for large graphs."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.viewer.layout import layout

BOX = (90.0, 50.0)
Edges = list[tuple[str, str]]


def story(clusters: int, size: int, seed: int) -> tuple[list[str], Edges]:
    """Names and lines as articles give them: a few busy names in each story, and some stories that share a name."""
    chance = random.Random(seed)
    names: list[str] = []
    edges: Edges = []
    for c in range(clusters):
        members = [f"company/c{c}-{i}" for i in range(size)]
        names += members
        for i in range(1, size):
            edges.append((members[i], members[chance.randrange(max(1, i // 3))]))
        if c % 3 == 1:
            edges.append((members[0], f"company/c{c - 1}-0"))
    return names, edges


def far_apart(places: dict[str, tuple[int, int]]) -> float:
    points = np.array(list(places.values()), dtype=float)
    return float(np.linalg.norm(points.max(axis=0) - points.min(axis=0)))


@given(st.integers(0, 40), st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=60), st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_nodes_and_edges_does_not_matter(n: int, pairs: list[tuple[int, int]], chance: random.Random) -> None:
    boxes = {f"n{i}": BOX for i in range(n)}
    edges = [(f"n{a}", f"n{b}") for a, b in pairs if a < n and b < n]
    joined = {end for edge in edges for end in edge}
    aside = [name for name in boxes if name not in joined][::2]
    first = layout(boxes, edges, aside)
    shuffled = list(boxes)
    chance.shuffle(shuffled)
    chance.shuffle(edges)
    assert layout(dict.fromkeys(shuffled, BOX), [(b, a) for a, b in edges], reversed(aside)) == first
    assert first.keys() == boxes.keys()


def test_boxes_do_not_cover_each_other() -> None:
    names, edges = story(9, 12, 3)
    aside = [f"person/p{i}" for i in range(30)]
    places = layout(dict.fromkeys([*names, *aside], BOX), edges, aside)
    points = np.array([places[name] for name in sorted(places)], dtype=float)
    delta = np.abs(points[:, None, :] - points[None, :, :])
    cover = (delta[..., 0] < BOX[0] - 4) & (delta[..., 1] < BOX[1] - 4)
    np.fill_diagonal(cover, False)
    assert cover.sum() / 2 <= 0.01 * len(places)


def test_what_no_claim_is_about_stands_below() -> None:
    names, edges = story(3, 6, 1)
    places = layout(dict.fromkeys([*names, "a", "b"], BOX), edges, ["a", "b"])
    assert min(places["a"][1], places["b"][1]) > max(places[name][1] for name in names)


@pytest.mark.parametrize("seed", range(4))
def test_a_node_stays_near_its_place_when_articles_are_added(seed: int) -> None:
    names, edges = story(8, 14, seed)
    before = layout(dict.fromkeys(names, BOX), edges)
    grown = [*names, "company/new", "person/new", "company/apart", "person/apart"]
    more = [*edges, ("company/new", names[3]), ("person/new", "company/new"), ("company/apart", "person/apart")]
    after = layout(dict.fromkeys(grown, BOX), more)
    moved = np.array([np.hypot(after[name][0] - before[name][0], after[name][1] - before[name][1]) for name in names])
    assert np.median(moved) < 0.04 * far_apart(before)
    assert np.quantile(moved, 0.8) < 0.1 * far_apart(before)


def test_ten_thousand_nodes_are_placed_in_time() -> None:
    chance = random.Random(5)
    names = [f"company/n{i}" for i in range(10_000)]
    weights = [1 / (i + 1) ** 0.7 for i in range(len(names))]
    edges = list(zip(chance.choices(names, weights, k=30_000), chance.choices(names, k=30_000), strict=True))
    start = time.process_time()
    places = layout(dict.fromkeys(names, BOX), edges)
    assert time.process_time() - start < 10
    assert len(set(places.values())) > 9_500


def test_no_sum_is_left_to_blas() -> None:
    """The places are the same whichever kernels the linear algebra of this machine would use, and with the least of its vector instructions."""
    program = (
        "import hashlib, json\nimport numpy as np\n"
        "from tests.viewer.test_layout import BOX, story\nfrom kg.viewer.forces import placed\nfrom kg.viewer.layout import layout\n"
        "for clusters, size in ((8, 14), (1, 340), (1, 700)):\n"
        "    names, edges = story(clusters, size, 5)\n"
        "    at = {name: i for i, name in enumerate(sorted(names))}\n"
        "    pairs = np.array(sorted({tuple(sorted((at[a], at[b]))) for a, b in edges}))\n"
        "    exact = placed(sorted(names), pairs).tobytes() if clusters == 1 else b''\n"
        "    told = json.dumps(sorted(layout(dict.fromkeys(names, BOX), edges).items())).encode()\n"
        "    print(hashlib.sha256(exact + told).hexdigest())\n"
    )
    seen = set()
    for changed in ({}, {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3"}, {"OPENBLAS_CORETYPE": "Haswell"}):
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **changed}
        # What a processor does not have cannot be switched off; NumPy then only warns.
        done = subprocess.run([sys.executable, "-W", "ignore", "-c", program], env=environment, capture_output=True, text=True, check=True)
        assert len(done.stdout.split()) == 3
        seen.add(done.stdout)
    assert len(seen) == 1
