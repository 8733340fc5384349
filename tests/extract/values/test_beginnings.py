"""When what lasts began."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.beginnings import BeginningExample, beginning_words
from kg.extract.values.occasions import by_rules
from kg.ontology import ontology
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span


def read(example: BeginningExample) -> tuple[Claim, list[str]]:
    """The claim, with what is told of its beginning, and the dates that are marked in the example."""
    marked = example.text.replace("{", "").replace("}", "")
    start, end = marked.index("["), marked.index("]") - 1
    text = marked.replace("[", "").replace("]", "")
    entities: list[LocalEntity] = []
    for name in ("Corvane", "Grey Roll" if "Roll" in text else "Hadley"):
        places = tuple(Mention(span=Span(start=m.start(), end=m.end()), text=name) for m in re.finditer(name, text))
        entities.append(LocalEntity(id=len(entities), type="Company", name=name, mentions=places))
    claim = Claim(
        subject=0, predicate=example.relation, object=1, event=ontology().default_event(example.relation), span=Span(start=0, end=len(text)),
        trigger=Span(start=start, end=end), confidence=0.9, engine="x", rule="x",
    )  # fmt: skip
    reading = Reading(article=Article(source="a", text=text, date="2024-11-29"), entities=tuple(entities), claims=(claim,))
    return by_rules(reading).claims[0], re.findall(r"\{(.*?)\}", example.text)


@pytest.mark.parametrize("example", beginning_words().examples, ids=lambda e: f"{e.relation}: {e.text}")
def test_a_beginning_has_its_date(example: BeginningExample) -> None:
    claim, marked = read(example)
    assert claim.date is not None
    assert claim.date[:4] == marked[0][-4:]
    assert claim.event in ontology().relations[example.relation].event


@pytest.mark.parametrize("example", beginning_words().counter_examples, ids=lambda e: f"{e.relation}: {e.text}")
def test_without_a_date_there_is_no_event(example: BeginningExample) -> None:
    claim, _ = read(example)
    assert (claim.date, claim.event) == (None, None)


def test_the_events_are_those_of_their_relations() -> None:
    words = beginning_words()
    assert all(event in ontology().relations[relation].event for relation, event in words.events.items())
    assert {*words.words, *words.since, *words.heading} <= ontology().relations.keys()


def test_what_else_befalls_a_suit_is_not_its_beginning() -> None:
    def charged(text: str) -> str | None:
        return read(BeginningExample(relation="charged", text=text))[0].date

    assert charged("On Monday its [prosecution] of Corvane came to an end.") is None
    assert charged("On Monday it brought its [prosecution] of Corvane.") == "2024-11-25"
