"""Which words tell of which party, where the learned reader claims one thing of it in several places."""

from __future__ import annotations

from kg.extract.combine.own_words import in_own_words
from kg.records import Claim, Span


def claim(object: int, at: int, engine: str, predicate: str = "fined") -> Claim:
    return Claim(
        subject=0, predicate=predicate, object=object, span=Span(start=at, end=at + 20), trigger=Span(start=at, end=at + 5),
        confidence=0.8, engine=engine, rule="test/rule",
    )  # fmt: skip


def test_words_of_another_party_tell_nothing_where_it_has_its_own() -> None:
    first, borrowed, own = claim(1, 10, "both"), claim(2, 10, "learned"), claim(2, 90, "learned")
    assert in_own_words([first, borrowed, own]) == [first, own]


def test_shared_words_are_kept_where_there_are_no_others() -> None:
    both = [claim(1, 10, "both"), claim(2, 10, "learned")]
    assert in_own_words(both) == both


def test_what_the_frames_say_is_never_borrowed() -> None:
    listed = [claim(1, 10, "frames"), claim(2, 10, "both"), claim(2, 90, "learned"), claim(2, 10, "learned", "sued")]
    assert in_own_words(listed) == listed
