"""Every example in kg/knowledge/lexicons/furniture.yaml is taken by its entry, no counter-example by any."""

from __future__ import annotations

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


def test_every_entry_is_reached_by_an_example_of_its_own():
    reached = {found[0].name for entry, text in CASES if (found := matcher().match(text, entry.place))}
    assert reached == {entry.name for entry in matcher().entries}
