"""Nominals and pronouns: linked where one antecedent is clear, left alone where two could be meant."""

from __future__ import annotations

import pytest

from kg.checked_yaml import load_knowledge
from kg.extract.frames.coref import link_nominals
from kg.extract.frames.mentions import find_entities
from kg.extract.frames.name_words import LinkExample, Nominals
from kg.extract.frames.parse import parse
from kg.records import Article


def links(text: str) -> dict[str, str]:
    """Each nominal or pronoun of the text with the name of the entity that it points to."""
    article, doc = next(parse([Article(source="a.txt", text=text)]))
    found = link_nominals(article, doc, find_entities(article, doc))
    return {m.text: e.name for e in found for m in e.mentions if m.kind != "name"}


@pytest.mark.parametrize("example", load_knowledge("lexicons/nominals.yaml", Nominals).links, ids=lambda e: e.to)
def test_a_lexicon_example_is_linked(example: LinkExample) -> None:
    found = links(example.text)
    assert {word: found.get(word) for word in example.words} == dict.fromkeys(example.words, example.to)


@pytest.mark.parametrize("example", load_knowledge("lexicons/nominals.yaml", Nominals).not_linked, ids=lambda e: e.words[0])
def test_a_lexicon_counter_example_is_not_linked(example: LinkExample) -> None:
    found = links(example.text)
    assert not {word for word in example.words if found.get(word) == example.to}


@pytest.mark.parametrize(
    ("text", "word", "to"),
    [
        ("Quallor said it would appeal.", "it", "Quallor"),
        ("Marta Oyelaran resigned on Monday. She had led Quallor Foods since May.", "She", "Marta Oyelaran"),
        ("The Harbour Safety Commission fined Quallor Foods Ltd. The watchdog found rust.", "The watchdog", "Harbour Safety Commission"),
        ("Judge Maria Okafor dismissed the suit. The judge gave her reasons in June.", "The judge", "Maria Okafor"),
        ("Halden Shipping bought Quallor Foods and Brandvik Ltd. The shipping group is glad.", "The shipping group", "Halden Shipping"),
        ("The Harbour Ministry helped the Oresk Safety Bureau. The agency is glad.", "The agency", "Oresk Safety Bureau"),
    ],
)
def test_a_clear_antecedent_is_linked(text: str, word: str, to: str) -> None:
    assert links(text).get(word) == to


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("It is likely that Quallor Foods will appeal.", "It"),
        ("Quallor Foods met Brandvik Ltd and Halden Shipping in court. The company said nothing.", "The company"),
        ("Anna Berg and Lotte Dahl left. She was the first to go.", "She"),
        ("Marta Oyelaran resigned. The company said so.", "The company"),
        ("Quallor Foods rose. Marta Oyelaran and a neighbour said they were glad.", "they"),
        ("Marta Oyelaran wrote to Quallor Foods and Brandvik Ltd and Halden Shipping Ltd. The two companies did not answer.", "The two companies"),
        ("The Competition and Markets Authority in London met the Danish regulator.", "the Danish regulator"),
        ("Halden Shipping has a new head. Marta Oyelaran used to work for Quallor Foods. She said that the firm had paid.", "the firm"),
        ("Halden Shipping met Quallor Foods. Brandvik Ltd told partners of the law firm so.", "the law firm"),
    ],
)
def test_an_unclear_antecedent_is_left_alone(text: str, word: str) -> None:
    assert word not in links(text)


def test_mentions_stay_in_text_order_and_names_are_kept() -> None:
    text = "Halden Shipping Ltd was fined. The company said it would appeal. Halden has ten ships."
    article, doc = next(parse([Article(source="a.txt", text=text)]))
    before = find_entities(article, doc)
    after = link_nominals(article, doc, before)
    assert [(e.id, e.name, e.aliases) for e in after] == [(e.id, e.name, e.aliases) for e in before]
    for old, new in zip(before, after, strict=True):
        starts = [m.span.start for m in new.mentions]
        assert starts == sorted(starts)
        assert [m for m in new.mentions if m.kind == "name"] == list(old.mentions)
        assert all(m.span.of(text) == m.text for m in new.mentions)


def test_a_plural_points_to_all_that_it_means() -> None:
    text = "Quallor Foods Ltd and Brandvik Ltd rose. Both said that they were glad. The two companies sell fish."
    article, doc = next(parse([Article(source="a.txt", text=text)]))
    found = link_nominals(article, doc, find_entities(article, doc))
    held = {e.name: [m.text for m in e.mentions if m.kind != "name"] for e in found}
    assert held == {name: ["Both", "they", "The two companies"] for name in ("Quallor Foods Ltd", "Brandvik Ltd")}


@pytest.mark.parametrize(
    ("text", "word", "to"),
    [
        (
            "Britain's competition regulator blocked the deal. The Competition and Markets Authority gave reasons.",
            "Britain's competition regulator",
            "Competition and Markets Authority",
        ),
        ("Quallor Foods and its founder, Marta Oyelaran, were glad.", "its", "Quallor Foods"),
        ("The Harbour Safety Commission fined Quallor Foods for using its mill.", "its", "Quallor Foods"),
    ],
)
def test_bodies_by_country_and_owners_by_their_place(text: str, word: str, to: str) -> None:
    assert links(text).get(word) == to
