"""Wilson's interval: known values, its limits, and how often it holds what is so."""

from __future__ import annotations

from math import comb, inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.review.interval import estimate, wilson

shares = st.floats(0, 1)
weights = st.lists(st.tuples(st.floats(1, 50), st.booleans()), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [(9, 10, 0.5958, 0.9821), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662), (1, 1, 0.2065, 1.0)],
)
def test_known_values(right: int, n: int, low: float, high: float) -> None:
    assert wilson(right / n, n) == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))


@given(shares, st.floats(0.01, 1e9))
def test_the_share_lies_within_and_all_within_0_and_1(share: float, n: float) -> None:
    low, high = wilson(share, n)
    assert 0 <= low <= share <= high <= 1


@given(shares, st.floats(0.5, 1e6), st.floats(1.01, 100))
def test_more_draws_make_it_narrower(share: float, n: float, more: float) -> None:
    (low, high), (inner_low, inner_high) = wilson(share, n), wilson(share, n * more)
    assert inner_high - inner_low < high - low
    assert inner_low >= low - 1e-12
    assert inner_high <= high + 1e-12


@given(shares, st.floats(0.5, 1e6))
def test_right_and_wrong_are_mirrored(share: float, n: float) -> None:
    (low, high), (mirrored_low, mirrored_high) = wilson(share, n), wilson(1 - share, n)
    assert (low, high) == (pytest.approx(1 - mirrored_high, abs=1e-9), pytest.approx(1 - mirrored_low, abs=1e-9))


def test_it_holds_the_truth_nineteen_times_in_twenty() -> None:
    covered = []
    for n in (10, 20, 50, 100):
        for truth in (i / 40 for i in range(4, 37)):
            chance = [comb(n, k) * truth**k * (1 - truth) ** (n - k) for k in range(n + 1)]
            covered.append(sum(p for k, p in enumerate(chance) if wilson(k / n, n)[0] <= truth <= wilson(k / n, n)[1]))
    assert 0.945 < sum(covered) / len(covered) < 0.965
    assert min(covered) > 0.9


def test_it_closes_where_all_was_judged() -> None:
    assert wilson(0.4, inf) == (0.4, 0.4)
    found = estimate([(1.0, True), (1.0, True), (1.0, False), (1.0, True)], 4)
    assert (found.share, found.low, found.high) == (0.75, 0.75, 0.75)


@given(weights)
def test_an_estimate_weighs(rows: list[tuple[float, bool]]) -> None:
    found = estimate(rows, 1000)
    assert found.judged == len(rows)
    assert found.right == sum(right for _, right in rows)
    assert found.share is not None
    assert found.low is not None
    assert found.high is not None
    assert found.share == pytest.approx(sum(w for w, right in rows if right) / sum(w for w, _ in rows))
    assert 0 <= found.low <= found.share <= found.high <= 1
    assert estimate(list(reversed(rows)), 1000).share == pytest.approx(found.share)


def test_uneven_weights_widen_it() -> None:
    even = estimate([(10.0, i < 8) for i in range(10)], 100)
    uneven = estimate([(1.0 if i % 2 else 19.0, i < 8) for i in range(10)], 100)
    assert even.share == uneven.share == 0.8
    assert uneven.high - uneven.low > 1.2 * (even.high - even.low)  # type: ignore[operator]


def test_nothing_judged_says_nothing() -> None:
    assert estimate([], 7).model_dump() == {"judged": 0, "right": 0, "of": 7, "share": None, "low": None, "high": None}
