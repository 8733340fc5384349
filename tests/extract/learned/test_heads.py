"""The arithmetic above the encoder: nearest places, and entities pooled over windows."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.learned.heads import GAPS, Heads, Place, Window, distance_bucket, nearest, softmax


def places(*spans: tuple[int, int, int], first: int = 0) -> list[Place]:
    return [Place(first + i, w, a, b) for i, (w, a, b) in enumerate(spans)]


def test_nearest_takes_the_closest_two_of_one_window_and_what_stands_between() -> None:
    a, b = places((0, 2, 4), (0, 30, 31), (1, 5, 6)), places((0, 20, 22), (1, 90, 91), first=3)
    near = nearest(a, b)
    assert (near.subject, near.object, near.window, near.start, near.stop) == (1, 3, 0, 22, 30)


def test_nearest_tells_which_comes_first() -> None:
    a, b = places((0, 2, 3)), places((0, 5, 6), first=1)
    assert nearest(a, b).gap != nearest(b, a).gap


def test_entities_that_share_no_window_have_nothing_between_them() -> None:
    near = nearest(places((0, 2, 3)), places((1, 2, 3), first=1))
    assert (near.start, near.stop, near.gap) == (0, 0, 0)


spans = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 60), st.integers(1, 3)), min_size=1, max_size=5)


@given(spans, spans)
def test_nearest_is_within_bounds_and_mirrors(a: list[tuple[int, int, int]], b: list[tuple[int, int, int]]) -> None:
    x = places(*((w, s, s + n) for w, s, n in a))
    y = places(*((w, s, s + n) for w, s, n in b), first=len(x))
    there, back = nearest(x, y), nearest(y, x)
    assert 0 <= there.gap < GAPS
    assert there.start <= there.stop
    assert (there.stop - there.start, there.gap == 0) == (back.stop - back.start, back.gap == 0)


def test_distance_in_sentences() -> None:
    assert distance_bucket([3], [3, 9]) < distance_bucket([3], [4]) < distance_bucket([0], [30])


def test_an_entity_named_once_is_pooled_to_that_place() -> None:
    states = np.arange(5 * 4, dtype=np.float32).reshape(5, 4)
    window = Window(range(10, 13), states, np.full((2, 5, 5), 0.2, np.float32))
    pooled = Heads({}).pool([window], [[range(11, 12)], [range(10, 11), range(12, 13)]])
    assert pooled.states[0] == pytest.approx(states[2], abs=1e-4)
    assert (pooled.states[1] >= states[3]).all()
    assert [len(p) for p in pooled.places] == [1, 2]


def test_softmax_sums_to_one_even_for_large_scores() -> None:
    assert softmax(np.array([[1e4, 1e4, -1e4]], np.float32)).sum() == pytest.approx(1)
