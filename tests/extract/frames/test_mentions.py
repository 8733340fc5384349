"""Named entities: every example in the naming lexicons, and the rules that no lexicon holds."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kg.checked_yaml import load_knowledge
from kg.extract.frames import name_words as words
from kg.extract.frames.mentions import find_entities
from kg.extract.frames.parse import parse
from kg.records import Article, LocalEntity, Section, Span

LEXICONS = (
    ("legal_forms", words.LegalForms),
    ("titles", words.Titles),
    ("org_words", words.OrgWords),
    ("nominals", words.Nominals),
    ("not_names", words.NotNames),
    ("acting", words.Acting),
    ("name_cues", words.NameCues),
)
EXAMPLES = [(name, example) for name, model in LEXICONS for example in load_knowledge(f"lexicons/{name}.yaml", model).examples]


def entities(text: str, title: str | None = None, sections: tuple[Section, ...] = ()) -> tuple[LocalEntity, ...]:
    article = Article(source="a.txt", text=text, title=title, sections=sections)
    return find_entities(*next(parse([article])))


def types(text: str, title: str | None = None) -> dict[str, str]:
    return {e.name: e.type for e in entities(text, title)}


@pytest.mark.parametrize(("lexicon", "example"), EXAMPLES, ids=[f"{name}-{i}" for i, (name, _) in enumerate(EXAMPLES)])
def test_a_lexicon_example_is_found(lexicon: str, example: words.Example) -> None:
    assert types(example.text) == example.finds


@pytest.mark.parametrize("example", load_knowledge("lexicons/acting.yaml", words.Acting).counter_examples, ids=lambda e: e.text)
def test_a_counter_example_is_not_found(example: words.CounterExample) -> None:
    assert not set(types(example.text)) & set(example.lacks)


STORY = (
    "Regulator fines Halden Shipping\n\n"
    "The Harbour Safety Commission (HSC) fined Halden Shipping Ltd on Monday. Its chief executive, Marta Oyelaran, said that Halden would appeal. "
    "Ms Oyelaran blamed the HSC's inspectors. The case goes to Bristol Crown Court."
)


def test_forms_of_one_name_are_one_entity() -> None:
    found = {e.name: e for e in entities(STORY, title="Regulator fines Halden Shipping")}
    assert set(found) == {"Harbour Safety Commission", "Halden Shipping Ltd", "Marta Oyelaran", "Bristol Crown Court"}
    assert set(found["Halden Shipping Ltd"].aliases) == {"Halden Shipping", "Halden"}
    assert "HSC" in found["Harbour Safety Commission"].aliases
    assert "Oyelaran" in found["Marta Oyelaran"].aliases


def test_mentions_are_slices_in_text_order_and_ids_are_indexes() -> None:
    found = entities(STORY)
    assert [e.id for e in found] == list(range(len(found)))
    for entity in found:
        starts = [m.span.start for m in entity.mentions]
        assert starts == sorted(starts)
        assert all(m.span.of(STORY) == m.text and m.kind == "name" for m in entity.mentions)


def test_firms_that_share_a_word_stay_apart() -> None:
    found = types("Samsung Electronics sued a supplier. Samsung SDI, a battery maker, was not part of the case.")
    assert found == {"Samsung Electronics": "Company", "Samsung SDI": "Company"}


def test_firms_with_a_legal_form_each_stay_apart() -> None:
    found = types("Corvane Care Inc. and Corvane Care Services Inc. agreed to pay $2 million.")
    assert found == {"Corvane Care Inc.": "Company", "Corvane Care Services Inc.": "Company"}


def test_a_man_and_his_firm_stay_apart() -> None:
    found = types("Ford, the carmaker, named Eleanor Ford as a director. Ms Ford joins in May.")
    assert found == {"Ford": "Company", "Eleanor Ford": "Person"}


def test_a_renamed_firm_is_one() -> None:
    (found,) = entities("Halden Freight Ltd (now Ostwin Logistics Ltd) was fined.")
    assert {found.name, *found.aliases} == {"Halden Freight Ltd", "Ostwin Logistics Ltd"}


def test_terms_and_datelines_are_no_names() -> None:
    assert types("CHURCHVILLE, PA - The sale of personal video recorders (PVRs) rose. Germans paid R5bn.") == {}


def test_a_country_acts_or_is_a_place() -> None:
    assert types("Russia sued the bank.") == {"Russia": "Agency"}
    assert types("The bank has branches in Russia.") == {}


def test_a_seat_and_its_country_are_one_government() -> None:
    (found,) = entities("China banned the chips. Beijing accused the makers of spying.")
    assert (found.type, found.country, set(found.aliases)) == ("Agency", "CN", {"Beijing"})


def test_a_headline_in_capitals_names_only_what_the_body_names() -> None:
    title = "Court Rejects Bold Plan From Brandvik Foods"
    text = f"{title}\n\nA court turned down a plan by Brandvik Foods on Monday."
    assert types(text, title) == {"Brandvik Foods": "Company"}


def test_bylines_and_furniture_are_passed_over() -> None:
    text = "Quill Bank fell.\n\nBy Jane Winterbourne"
    sections = (Section(kind="body", span=Span(start=0, end=16)), Section(kind="byline", span=Span(start=18, end=len(text))))
    assert [e.name for e in entities(text, sections=sections)] == ["Quill Bank"]


def test_a_known_body_gets_its_reference_and_an_acronym_alone_does_not() -> None:
    (known,) = entities("The US Securities and Exchange Commission closed the case.")
    assert known.reference == "agency/us-securities-and-exchange-commission"
    assert known.country == "US"
    (unsure,) = entities("The CMA closed the case.")
    assert (unsure.type, unsure.reference) == ("Agency", None)
    clear = next(e for e in entities("The British watchdog, the CMA, closed the case.") if e.name == "CMA")
    assert clear.reference == "agency/gb-competition-and-markets-authority"


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("He heads the Department of Health and Human Services.", "Department of Health and Human Services", "Agency"),
        ("It was put on the Entity List.", "Entity List", "RegulatoryList"),
        ("The suit rests on the Clean Harbours Act.", "Clean Harbours Act", "Law"),
        ("It went to the Court of Appeals for the Ninth Circuit.", "Court of Appeals for the Ninth Circuit", "Court"),
        ("A London-based firm hired Joost van der Meulen, a lawyer.", "Joost van der Meulen", "Person"),
        ("The law firm King & Aldous advised it.", "King & Aldous", "Company"),
        ("It sold the painkiller Doludex for years.", "Doludex", "Product"),
        ("It makes the brands Zellwig, Puracan and Oriso.", "Puracan", "Product"),
        ('Delbert "Skip" Marlow left the bank.', 'Delbert "Skip" Marlow', "Person"),
        ("The clinic, Kenilworth Internists, P.A., was fined.", "Kenilworth Internists, P.A.", "Company"),
        ("The Third Circuit reversed him.", "Third Circuit", "Court"),
        ("The fine hit the maker of Doludex.", "Doludex", "Product"),
    ],
)
def test_a_name_and_its_type(text: str, name: str, type_: str) -> None:
    assert types(text).get(name) == type_


@pytest.mark.parametrize("text", ["", "Nothing happened.", "...", "\n\n\n", "McX's", '’s "', "- - -", "A.", "The the of and"])
def test_texts_without_names_break_nothing(text: str) -> None:
    assert isinstance(entities(text), tuple)


def test_hash_seeds_change_nothing() -> None:
    code = (
        "from kg.extract.frames.parse import parse; from kg.extract.frames.mentions import find_entities; from kg.records import Article;"
        f"print([e.model_dump_json() for a, d in parse([Article(source='a', text={STORY!r})]) for e in find_entities(a, d)])"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1]
    assert "Halden" in outputs[0]
