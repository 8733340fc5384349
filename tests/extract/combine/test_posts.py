"""A judge is in the service of a court, not of who won before it."""

from __future__ import annotations

import pytest

from kg.records import EntityType
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
