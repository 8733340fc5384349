"""What is asked of the places where an article mentions its entities."""

import pytest

from kg.extract.frames.examples import named_entities
from kg.extract.frames.frames import Example
from kg.extract.frames.parse import parse
from kg.extract.frames.places import Place, Places
from kg.records import Article

KINDS = {"Acme Bank": "Company", "Quall": "Company", "Fair Trade Board": "Agency", "Ann Lee": "Person", "Ben Roe": "Person"}
TEXT = "Acme Bank fell. Quall, an old law firm, rose. Judge Ann Lee met Ben Roe. The Fair Trade Board watched Quall and the end came."


def places(text: str = TEXT) -> tuple[Places, dict[str, int], dict[str, int]]:
    """The places, the entities by name and the first token of each word."""
    entities = named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text}))
    _, doc = next(iter(parse([Article(source="x", text=text)])))
    sentences = list(doc.sents)
    found = []
    for entity in entities:
        for mention in entity.mentions:
            span = doc.char_span(mention.span.start, mention.span.end)
            assert span is not None
            found.append(Place(entity.id, span.start, span.end, sentences.index(span.sent), False, False))
    at = {token.text: token.i for token in reversed(doc)}
    return Places(doc, entities, found), {e.name: e.id for e in entities}, at


def test_near_are_those_of_the_sentences_before_in_text_order() -> None:
    known, ids, at = places()
    assert [p.entity for p in known.near(at["met"], 2, 1)] == [ids["Quall"], ids["Ann Lee"]]
    assert [p.entity for p in known.near(at["met"], 2, 2)] == [ids["Acme Bank"], ids["Quall"], ids["Ann Lee"]]
    assert known.near(0, 0, 3) == []


def test_an_entity_is_named_before_a_word_or_not() -> None:
    known, ids, at = places()
    assert known.named_before(ids["Quall"], at["rose"])
    assert not known.named_before(ids["Quall"], at["Quall"])
    assert not known.named_before(ids["Ben Roe"], at["met"])


@pytest.mark.parametrize(
    ("word", "kinds", "name"),
    [
        ("fell", {"Company"}, "Acme Bank"),
        ("rose", {"Company"}, None),  # two
        ("rose", {"Person"}, None),  # none yet
        ("met", {"Person"}, "Ann Lee"),
        ("end", {"Agency", "Court"}, "Fair Trade Board"),
        ("end", {"Agency", "Person"}, None),
    ],
)
def test_the_only_one_of_its_kind_before_a_word(word: str, kinds: set[str], name: str | None) -> None:
    known, ids, at = places()
    assert known.only_before(at[word], kinds) == (ids[name] if name else None)  # type: ignore[arg-type]


def test_a_noun_is_said_of_a_name_beside_it() -> None:
    known, ids, at = places()
    assert known.called("firm", at["end"], ("Company",)) == known.called("law firm", at["end"], ("Company",)) == [ids["Quall"]]
    assert known.called("firm", at["Quall"], ("Company",)) == []
    assert known.called("firm", at["end"], ("Agency",)) == known.called("met", at["end"], ("Company",)) == []


def test_a_name_says_by_its_words_what_its_bearer_is() -> None:
    known, ids, at = places()
    assert known.headed("board", at["end"], ("Agency",)) == known.ending("board", at["end"]) == [ids["Fair Trade Board"]]
    assert known.headed("trade", at["end"], ("Agency",)) == known.ending("trade", at["end"]) == []
    assert known.headed("bank", at["Acme"], ("Company",)) == []


def test_who_is_called_judge_is_known() -> None:
    known, ids, _ = places()
    assert known.judges == {ids["Ann Lee"]}


def test_a_place_added_counts_from_then_on() -> None:
    known, ids, at = places()
    assert known.only_before(at["fell"], ("Agency",)) is None
    known.add(Place(ids["Fair Trade Board"], 0, 1, 0, False, False))
    assert known.only_before(at["fell"], ("Agency",)) == ids["Fair Trade Board"]
    assert [p.entity for p in known.near(at["fell"], 0, 0)] == [ids["Fair Trade Board"], ids["Acme Bank"]]
