"""A judge is in the service of a court, not of who won before it."""

from __future__ import annotations

import pytest

from kg.extract.combine.posts import NoPostsExample, is_no_post, no_posts
from kg.records import EntityType, Span
from tests.extract.combine.test_contested import both, weighed


@pytest.mark.parametrize(
    ("kind", "post", "left"), [("Company", "Judge", 0), ("Company", "judge's clerk", 0), ("Court", "Judge", 1), ("Company", "Director", 1)]
)
def test_a_judge_works_for_no_firm(kind: EntityType, post: str, left: int) -> None:
    text = f"{post} Ada Moss ruled for Quill."
    frames, learned, who = both(text, Ada_Moss=("Person", None), Quill=(kind, None))
    frames.claim(who["Ada_Moss"], "worksFor", who["Quill"], text, post)
    learned.claim(who["Ada_Moss"], "worksFor", who["Quill"], text, post)
    assert len(weighed(frames, learned).claims) == left


def told(example: NoPostsExample) -> bool:
    def place(word: str | None) -> list[Span]:
        return [] if word is None else [Span(start=example.text.index(word), end=example.text.index(word) + len(word))]

    return is_no_post(example.text, place(example.trigger)[0], place(example.firm), place(example.person), place(example.other))


@pytest.mark.parametrize("example", no_posts().examples, ids=lambda e: f"{e.text} ({e.trigger})")
def test_examples(example: NoPostsExample) -> None:
    assert told(example)


@pytest.mark.parametrize("example", no_posts().counter_examples, ids=lambda e: f"{e.text} ({e.trigger})")
def test_counter_examples(example: NoPostsExample) -> None:
    assert not told(example)


@pytest.mark.parametrize(("post", "left"), [("author", 0), ("director", 1)])
def test_the_learned_reader_alone_needs_a_post(post: str, left: int) -> None:
    text = f"Ada Moss, {post} of a Quill report, was there."
    frames, learned, who = both(text, Ada_Moss=("Person", None), Quill=("Company", None))
    learned.claim(who["Ada_Moss"], "worksFor", who["Quill"], text, post)
    assert len(weighed(frames, learned).claims) == left
    frames.claim(who["Ada_Moss"], "worksFor", who["Quill"], text, post)
    assert len(weighed(frames, learned).claims) == 1


def test_of_one_post_the_half_of_a_name_is_no_further_firm() -> None:
    text = "Ada Moss, president of Quill Lift and Brick Works, was there."
    frames, learned, who = both(text, Ada_Moss=("Person", None), Quill_Lift=("Company", None), Brick_Works=("Company", None))
    for firm in ("Quill_Lift", "Brick_Works"):
        frames.claim(who["Ada_Moss"], "worksFor", who[firm], text, "president")
    assert len(weighed(frames, learned).claims) == 2
    learned.claim(who["Ada_Moss"], "worksFor", who["Quill_Lift"], text, "president")
    assert len(weighed(frames, learned).claims) == 1
