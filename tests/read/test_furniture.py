"""Every example in kg/knowledge/lexicons/furniture.yaml is taken by its entry, no counter-example by any."""

from __future__ import annotations

import time
from typing import get_args

import pytest

from kg.read.furniture import Place, matcher

CASES = [(entry, text) for entry in matcher().entries for text in entry.examples]
COUNTER_CASES = [(entry, text) for entry in matcher().entries for text in entry.counter_examples]


@pytest.mark.parametrize(("entry", "text"), CASES, ids=[f"{e.name}-{i}" for i, (e, _) in enumerate(CASES)])
def test_example_is_of_its_kind(entry, text):
    found = matcher().match(text, entry.place)
    assert found is not None
    assert found[0].kind == entry.kind


@pytest.mark.parametrize("place", get_args(Place))
@pytest.mark.parametrize(("entry", "text"), COUNTER_CASES, ids=[f"{e.name}-{i}" for i, (e, _) in enumerate(COUNTER_CASES)])
def test_counter_example_is_story(entry, text, place):
    assert matcher().match(text, place) is None


TAILS = [(entry, story, tail) for entry in matcher().entries for story, tail in entry.tail_examples]


@pytest.mark.parametrize(("entry", "story", "tail"), TAILS, ids=[entry.name for entry, _, _ in TAILS])
def test_tail_is_cut_off(entry, story, tail):
    assert matcher().tail(f"{story} {tail}") == (entry.kind, len(story) + 1)
    assert matcher().tail(story) is None


def test_every_entry_with_tails_has_an_example():
    assert {entry.name for entry in matcher().entries if entry.tails} == {entry.name for entry, _, _ in TAILS}


@pytest.mark.parametrize(("entry", "text"), COUNTER_CASES, ids=[f"{e.name}-{i}" for i, (e, _) in enumerate(COUNTER_CASES)])
def test_counter_example_has_no_tail(entry, text):
    assert matcher().tail(text) is None


@pytest.mark.parametrize(
    "text",
    ["A" * 700, "AB " * 230, "x " * 340 + "?", "share/" * 110 + "?", "A.-'" * 170, "Aa, " * 170, "(" * 700, "By " + "A-" * 340, "photo " * 110],
)
def test_no_line_takes_long(text):
    begun = time.process_time()
    for place in get_args(Place):
        matcher().match(text, place)
    matcher().tail(text)
    assert time.process_time() - begun < 0.5


def test_every_entry_is_reached_by_an_example_of_its_own():
    reached = {found[0].name for entry, text in CASES if (found := matcher().match(text, entry.place))}
    assert reached == {entry.name for entry in matcher().entries}
