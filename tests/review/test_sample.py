"""What is drawn: some of everything, as many as asked for, the same whatever the order; each claim with its weight; a beginning is a sample too."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError, UsageError
from kg.records import KnowledgeGraph
from kg.review import Sample, draw
from kg.review.population import BANDS, band_of
from kg.review.sample import shares
from tests.graph.sample import sample as story
from tests.review.made import graph_of

RELATIONS = ("fined", "sued", "makes", "GuiltyPlea")
confidences = st.lists(st.sampled_from([0.0, 0.35, 0.5, 0.6, 0.61, 0.7, 0.88, 0.9, 1.0]), min_size=1, max_size=40)
populations = st.dictionaries(st.sampled_from(RELATIONS), confidences, min_size=1)


def ids(drawn: Sample) -> list[str]:
    return [row.claim.id for row in drawn.rows]


@given(populations, st.integers(0, 100), st.integers(0, 5))
@settings(deadline=None, max_examples=60)
def test_some_of_every_relation_and_each_with_its_weight(made: dict[str, list[float]], more: int, seed: int) -> None:
    graph = graph_of(made)
    n = len(made) + more
    drawn = draw(graph, n, seed)
    assert len(set(ids(drawn))) == len(drawn.rows) == min(n, len(graph.statements))
    assert {row.stratum.relation for row in drawn.rows} == set(made)
    for relation, values in made.items():
        strata = sorted((s for s in drawn.strata if s.relation == relation), key=lambda s: s.low)
        assert [s.low for s in strata] == [0, *(s.high for s in strata[:-1])]
        assert strata[-1].high == BANDS
        assert sum(s.size for s in strata) == len(values)
        assert all(s.size == sum(s.low <= band_of(v) < s.high for v in values) for s in strata)
        assert len(strata) == 1 or all(s.drawn >= min(1, s.size) for s in strata)
    # What is drawn stands for all, to the last claim.
    assert sum(row.stratum.weight for row in drawn.rows) == pytest.approx(len(graph.statements))
    for stratum in drawn.strata:
        inside = [row for row in drawn.rows if row.stratum == stratum]
        assert len(inside) == stratum.drawn
        assert all(stratum.low <= band_of(row.claim.confidence) < stratum.high for row in inside)


@given(populations, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=30)
def test_the_order_of_the_graph_does_not_matter(made: dict[str, list[float]], chance: random.Random) -> None:
    graph = graph_of(made)
    parts: dict[str, list[object]] = {part: list(getattr(graph, part)) for part in ("entities", "events", "statements", "articles")}
    for part in parts.values():
        chance.shuffle(part)
    shuffled = KnowledgeGraph.model_validate({part: tuple(values) for part, values in parts.items()})
    one, other = draw(graph, 20), draw(shuffled, 20)
    assert one.rows == other.rows
    assert one.population.whole_digest == other.population.whole_digest


def test_a_seed_is_a_sample() -> None:
    graph = graph_of({"fined": [0.8] * 200})
    assert ids(draw(graph, 20)) == ids(draw(graph, 20, 0)) != ids(draw(graph, 20, 1))


def test_every_claim_has_its_turn() -> None:
    graph = graph_of({"fined": [0.55] * 10 + [0.95] * 30})
    turns = Counter(id for seed in range(400) for id in ids(draw(graph, 8, seed)))
    low, high = ([turns[s.id] / 400 for s in graph.statements if s.confidence == c] for c in (0.55, 0.95))
    of_low = next(s for s in draw(graph, 8).strata if s.low == 0)
    assert min(low) > 0.6 / of_low.weight
    assert max(low) < 1.5 / of_low.weight
    assert min(high) > 0


def test_most_of_a_sample_is_drawn_again_when_the_graph_grows() -> None:
    before = graph_of({"fined": [0.8] * 100})
    after = graph_of({"fined": [0.8] * 110})
    again = set(ids(draw(before, 30))) & set(ids(draw(after, 30)))
    assert len(again) >= 22


def test_a_beginning_is_a_sample_too() -> None:
    drawn = draw(graph_of({"fined": [0.55] * 50 + [0.95] * 50, "sued": [0.7] * 100, "makes": [0.7] * 25}), 60)
    half = Counter(row.stratum.name for row in drawn.rows[:30])
    for stratum in drawn.strata:
        assert abs(half[stratum.name] - stratum.drawn / 2) <= 1


def test_bands_are_joined_until_each_has_two_draws() -> None:
    spread = [0.55, 0.65, 0.65, *[0.75] * 5, *[0.85] * 12, *[0.95] * 30]
    names = [s.name for s in draw(graph_of({"fined": spread}), 5).strata]
    assert names == ["fined 0.0-0.9", "fined 0.9-1.0"]
    all_of_it = draw(graph_of({"fined": spread}), 50)
    assert [(s.name, s.size, s.weight) for s in all_of_it.strata] == [
        ("fined 0.0-0.6", 1, 1),
        ("fined 0.6-0.7", 2, 1),
        ("fined 0.7-0.8", 5, 1),
        ("fined 0.8-0.9", 12, 1),
        ("fined 0.9-1.0", 30, 1),
    ]


@pytest.mark.parametrize(
    ("confidence", "band"), [(0, 0), (0.1, 1), (0.29, 2), (0.3, 3), (0.58, 5), (0.6, 6), (0.7, 7), (0.8999, 8), (0.9, 9), (1, 9)]
)
def test_bands(confidence: float, band: int) -> None:
    assert band_of(confidence) == band


@given(st.dictionaries(st.text(max_size=3), st.integers(1, 300), min_size=1, max_size=12), st.integers(0, 400))
def test_shares(sizes: dict[str, int], n: int) -> None:
    given_ = shares(sizes, n)
    assert sum(given_.values()) == min(n, sum(sizes.values()))
    assert all(0 <= given_[name] <= size for name, size in sizes.items())
    if n >= len(sizes):
        assert min(given_.values()) >= 1
    more = shares(sizes, n + 1)
    assert all(more[name] >= given_[name] for name in sizes)


def test_shares_follow_the_square_root() -> None:
    assert shares({"a": 400, "b": 100, "c": 25}, 35) == {"a": 20, "b": 10, "c": 5}


def test_relations_are_chosen() -> None:
    drawn = draw(story(), 100, relations=("GuiltyPlea", "fined"))
    assert [s.name for s in drawn.strata] == ["fined 0.0-1.0", "GuiltyPlea 0.0-1.0"]


@pytest.mark.parametrize(
    ("n", "relations", "message"),
    [
        (3, (), "3 claims are too few: some of each relation is drawn, and there are 11"),
        (9, ("Fined",), "no relation 'Fined'; the graph has plaintiffIn"),
        (9, ("raided",), "no claim of 'raided' in the graph"),
    ],
)
def test_what_cannot_be_drawn(n: int, relations: tuple[str, ...], message: str) -> None:
    with pytest.raises(UsageError) as raised:
        draw(story(), n, relations=relations)
    assert message.partition(";")[0] in str(raised.value)


def test_a_graph_without_claims() -> None:
    with pytest.raises(UsageError, match="no claims to review"):
        draw(KnowledgeGraph())


def test_a_claim_about_nothing_is_named() -> None:
    graph = story()
    torn = graph.model_copy(update={"entities": graph.entities[1:]})
    with pytest.raises(ReadError, match=r"claim/001 is about 'agency/federal-market-authority', which the graph does not hold"):
        draw(torn)
