"""Names from another reader in place of the recogniser's."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from spacy.tokens import Doc

from kg.extract.frames import FramesExtractor
from kg.extract.frames.parse import parse
from kg.extract.frames.recognised import LABELS, recognise
from kg.extract.frames.runs import columns
from kg.ontology import ontology
from kg.records import Article, EntityType, LocalEntity, Mention, Reading, Span

TEXT = "Orvella Tam of Quill was in Paris on Tuesday with 40 French lawyers. The firm said nothing."


def entity(number: int, type_: EntityType, text: str, name: str, kind: str = "name") -> LocalEntity:
    start = text.index(name)
    mention = Mention.model_validate({"span": Span(start=start, end=start + len(name)), "text": name, "kind": kind})
    return LocalEntity(id=number, type=type_, name=name, mentions=(mention,))


def parsed(text: str, entities: Sequence[LocalEntity]) -> Doc:
    ((_, doc),) = parse([Article(source="a.txt", text=text)], recognise=False)
    recognise(doc, entities)
    return doc


def test_the_parse_alone_names_nothing() -> None:
    ((_, doc),) = parse([Article(source="a.txt", text=TEXT)], recognise=False)
    assert not doc.ents


def test_names_bear_their_types_and_lists_tell_places_nations_days_and_figures() -> None:
    named = [entity(0, "Person", TEXT, "Orvella Tam"), entity(1, "Company", TEXT, "Quill")]
    doc = parsed(TEXT, [*named, entity(2, "Company", TEXT, "The firm", "nominal")])
    found = [(e.text, e.label_, e.kb_id_) for e in doc.ents]
    assert found == [
        ("Orvella Tam", "PERSON", "Person"), ("Quill", "ORG", "Company"), ("Paris", "GPE", ""), ("Tuesday", "DATE", ""), ("40", "CARDINAL", ""),
        ("French", "NORP", ""),
    ]  # fmt: skip
    tokens = columns(doc)
    assert tokens.kind[:4] == ["Person", "Person", "", "Company"]
    assert tokens.begins[:4] == [True, False, False, True]


def test_of_names_that_overlap_the_longer_holds() -> None:
    doc = parsed(TEXT, [entity(0, "Company", TEXT, "Orvella"), entity(1, "Person", TEXT, "Orvella Tam")])
    assert [(e.text, e.kb_id_) for e in doc.ents][:1] == [("Orvella Tam", "Person")]


@pytest.mark.parametrize("type_", ["Agency", "Organization"])
def test_what_the_other_reader_takes_a_name_for_counts(type_: EntityType) -> None:
    text = "Vorlund spoke to Marrick on Friday. Marrick gave no answer."
    other = Reading(article=Article(source="a.txt", text=text), entities=(entity(0, type_, text, "Marrick"),), claims=())
    (reading,) = FramesExtractor().read_after([other])
    assert {e.name: e.type for e in reading.entities}.get("Marrick") == type_


def test_every_type_of_a_name_has_a_label() -> None:
    named = {"Person", "Company", "Agency", "Court", "Organization", "Product", "RegulatoryList", "Law"}
    assert set(LABELS) == named <= set(ontology().classes)
