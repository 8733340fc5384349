"""Who makes a product, by its own name."""

from __future__ import annotations

from collections.abc import Iterator

from kg.extract.frames.by_name import products_by_name, with_makers_by_name
from kg.extract.frames.examples import faults, named_entities
from kg.extract.frames.frames import Example
from kg.extract.frames.parse import parse
from kg.extract.frames.reader import read_claims
from kg.records import Article, Reading

WORDS = products_by_name()


def _read(examples: tuple[Example, ...]) -> Iterator[tuple[Example, Reading]]:
    articles = [Article(source=f"{i}.txt", text=e.text) for i, e in enumerate(examples)]
    for example, (article, doc) in zip(examples, parse(articles), strict=True):
        reading = read_claims(article, doc, named_entities(example))
        yield example, with_makers_by_name(reading, doc, "frames")


def test_the_examples_give_what_they_say() -> None:
    assert [f for example, reading in _read((*WORDS.examples, *WORDS.counter_examples)) for f in faults(example, reading)] == []


def test_another_maker_told_of_goes_before_the_name() -> None:
    text = "Beta makes the Acme Fooline. Acme said nothing."
    example = Example(text=text, entities={"Acme Fooline": "Product", "Acme": "Company", "Beta": "Company"})
    ((_, reading),) = _read((example,))
    assert [reading.entities[c.subject].name for c in reading.claims if c.predicate == "makes"] == ["Beta"]


def test_the_words_are_the_sentence_that_names_the_product() -> None:
    ((_, reading),) = _read(WORDS.examples[:1])
    (claim,) = reading.claims
    assert claim.span.of(reading.article.text) == "The shop sells the Acme Fooline."
    assert claim.place.of(reading.article.text) == "Acme Fooline"
