"""What is no product of a firm near it."""

from __future__ import annotations

import pytest

from kg.extract.combine.not_made import NotMadeExample, is_no_product, not_made
from kg.records import Span


def told(example: NotMadeExample) -> bool:
    firm, name = (example.text.index(word) for word in (example.firm, example.name))
    ends = Span(start=firm, end=firm + len(example.firm)), Span(start=name, end=name + len(example.name))
    return is_no_product(example.text, *ends, Span(start=0, end=len(example.text)))


@pytest.mark.parametrize("example", not_made().examples, ids=lambda e: e.text)
def test_examples(example: NotMadeExample) -> None:
    assert told(example)


@pytest.mark.parametrize("example", not_made().counter_examples, ids=lambda e: e.text)
def test_counter_examples(example: NotMadeExample) -> None:
    assert not told(example)
