"""Words that point to several named things at once."""

import pytest

from kg.extract.frames.coref import link_nominals
from kg.extract.frames.mentions import find_entities
from kg.extract.frames.parse import parse
from kg.extract.frames.plurals import GroupExample, plurals
from kg.records import Article


def pointing(text: str) -> dict[str, list[str]]:
    article, doc = next(iter(parse([Article(source="a.txt", text=text)])))
    found = link_nominals(article, doc, find_entities(article, doc))
    return {e.name: [m.text for m in e.mentions if m.kind != "name"] for e in found}


@pytest.mark.parametrize("example", plurals().examples, ids=lambda e: e.text)
def test_a_plural_points_to_all_that_it_means(example: GroupExample) -> None:
    held = pointing(example.text)
    assert {name: [w for w in held[name] if w in example.words] for name in example.to} == {name: list(example.words) for name in example.to}


@pytest.mark.parametrize("example", plurals().not_linked, ids=lambda e: e.text)
def test_a_plural_points_to_none_where_others_may_be_meant(example: GroupExample) -> None:
    held = pointing(example.text)
    assert not [w for name in example.to for w in held[name] if w in example.words]
