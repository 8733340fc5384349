"""A suit needs words of one."""

from __future__ import annotations

import pytest

from kg.extract.combine.proceedings import proceeding_words, tells_of_one
from tests.extract.combine.test_contested import both, weighed


@pytest.mark.parametrize("text", proceeding_words().examples)
def test_examples(text: str) -> None:
    assert tells_of_one(text)


@pytest.mark.parametrize("text", proceeding_words().counter_examples)
def test_counter_examples(text: str) -> None:
    assert not tells_of_one(text)


@pytest.mark.parametrize(
    ("words", "left"),
    [("Brome Authority settled claims with Quill.", set()), ("Brome Authority filed a complaint over Quill.", {"plaintiffIn", "defendantIn"})],
)
def test_the_learned_reader_alone_makes_no_suit_of_other_words(words: str, left: set[str]) -> None:
    frames, learned, who = both(words, Brome_Authority=("Agency", "GB"), Quill=("Company", None))
    suit = learned.entity("Lawsuit", "Brome Authority v. Quill")
    learned.claim(who["Brome_Authority"], "plaintiffIn", suit, words)
    learned.claim(who["Quill"], "defendantIn", suit, words)
    assert {c.predicate for c in weighed(frames, learned).claims} == left
