"""When a post began or ended."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.dates import find_dates
from kg.extract.values.posts import PostExample, Telling, dated_post, post_words
from kg.records import Claim, Span


def _places(name: str, text: str) -> list[Span]:
    return [Span(start=m.start(), end=m.end()) for m in re.finditer(re.escape(name), text)]


@pytest.mark.parametrize("example", post_words().examples, ids=lambda e: e.text[:60])
def test_examples(example: PostExample) -> None:
    whole = Span(start=0, end=len(example.text))
    names = _places("Jo Field", example.text)
    claim = Claim(subject=0, predicate="worksFor", object=1, status=example.status, span=whole, confidence=0.9, engine="x", rule="x")
    told = Telling(
        example.text, whole, find_dates(example.text, example.published), names, [*names, *_places("Al Ray", example.text)], example.published[:7]
    )
    made = dated_post(claim, told)
    assert (made.event, made.date, made.status) == (example.event, example.date, example.becomes or example.status)
