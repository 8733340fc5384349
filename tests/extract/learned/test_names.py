"""Which forms name one entity, and which do not though they look alike."""

import random
import re
import subprocess
import sys

import pytest

from kg.checked_yaml import load_knowledge
from kg.extract.learned.defined import DefinedTerms, is_defined_term
from kg.extract.learned.names import Found, acronym_of, fold, group_names, named_part, next_sentence, spelled_from, tidy


def found(text: str, *names: tuple[str, str]) -> list[Found]:
    out, at = [], 0
    for name, kind in names:
        at = text.index(name, at)
        out.append(Found(at, at + len(name), kind, 0.9))
        at += len(name)
    return out


def grouped(text: str, *names: tuple[str, str]) -> list[tuple[str, list[str]]]:
    return [(g.name, sorted(g.aliases)) for g in group_names(text, found(text, *names))]


def test_acronyms_surnames_and_short_forms_join_their_full_form() -> None:
    text = "The Harbour Safety Board (HSB) fined Larkin Foods Inc. The HSB said Larkin and its founder Ada Brome erred. Brome disagreed."
    names = [("Harbour Safety Board", "Agency"), ("HSB", "Agency"), ("Larkin Foods Inc.", "Company"), ("HSB", "Agency")]
    names += [("Larkin", "Company"), ("Ada Brome", "Person"), ("Brome", "Person")]
    assert grouped(text, *names) == [("Harbour Safety Board", ["HSB"]), ("Larkin Foods Inc.", ["Larkin"]), ("Ada Brome", ["Brome"])]


def test_a_unit_named_after_its_parent_is_another_company() -> None:
    text = "Larkin said a suit against Larkin Wholesale was without merit."
    assert grouped(text, ("Larkin", "Company"), ("Larkin Wholesale", "Company")) == [("Larkin", []), ("Larkin Wholesale", [])]


def test_a_country_is_not_its_ministry_and_a_person_not_a_firm() -> None:
    text = "Norland's Ministry of Trade sued Vale & Sons. Norland and Ada Vale were silent."
    names = [("Norland's Ministry of Trade", "Agency"), ("Vale & Sons", "Company"), ("Norland", "Agency"), ("Ada Vale", "Person")]
    assert [name for name, _ in grouped(text, *names)] == ["Norland's Ministry of Trade", "Vale & Sons", "Norland", "Ada Vale"]


def test_the_type_is_what_most_places_say() -> None:
    text = "Quill rose. Quill fell. Quill stood."
    places = [Found(0, 5, "Company", 0.9), Found(12, 17, "Person", 0.5), Found(24, 29, "Company", 0.6)]
    assert [(g.type, len(g.found)) for g in group_names(text, places)] == [("Company", 3)]


def test_grouping_does_not_depend_on_the_order_of_what_was_found() -> None:
    text = "The Harbour Safety Board (HSB) fined Larkin Foods Inc. Larkin paid the HSB and Bram Oduya of Larkin."
    names = [("Harbour Safety Board", "Agency"), ("HSB", "Agency"), ("Larkin Foods Inc.", "Company"), ("Larkin", "Company")]
    places = found(text, *names, ("HSB", "Agency"), ("Bram Oduya", "Person"), ("Larkin", "Company"))
    wanted = group_names(text, places)
    for seed in range(10):
        random.Random(seed).shuffle(places)
        assert group_names(text, places) == wanted


@pytest.mark.parametrize(
    ("short", "full", "yes"),
    [("HSB", "Harbour Safety Board", True), ("DoT", "Department of Trade", True), ("HSB", "Harbour Board", False), ("Acme", "A C M E", False)],
)
def test_acronym(short: str, full: str, yes: bool) -> None:
    assert acronym_of(short, full) is yes


@pytest.mark.parametrize(
    ("short", "full", "yes"),
    [("NORTRAC", "Norland Transactions and Reports Analysis Centre", True), ("LKT", "LK Telecom", True), ("BOARD", "Harbour Safety Board", False)],
)
def test_spelled_from(short: str, full: str, yes: bool) -> None:
    assert spelled_from(short, full) is yes


@pytest.mark.parametrize(
    ("given", "want"), [("the Acme's", "Acme"), ("Acme Inc.", "Acme Inc."), (" Acme,", "Acme"), ("Acme)", "Acme"), ("J. Vale.", "J. Vale")]
)
def test_tidy(given: str, want: str) -> None:
    start, end = tidy(given, 0, len(given))
    assert given[start:end] == want


def test_a_dotted_abbreviation_is_taken_whole() -> None:
    text = "A U.S. court and the U.S.A. agreed."
    assert text[slice(*tidy(text, 4, 5))] == "U.S."
    assert text[slice(*tidy(text, 2, 3))] == "U.S."
    assert text[slice(*tidy(text, 21, 22))] == "U.S.A."


def test_a_common_noun_alone_is_no_name_and_no_parser_is_needed_to_know_it() -> None:
    script = "import sys; import kg.extract.learned.scored as s; print('company' in s.noun_types(), 'spacy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["True", "False"]


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("It fined Orme 189 million euros.", "Orme 189", "Orme"),
        ("It fined Orme Trust S$1.1 million.", "Orme Trust S$1.1", "Orme Trust"),
        ("It bought Orme 1.5bn shares.", "Orme 1.5", "Orme"),
        ("It sold the Quill 2 in March.", "Quill 2", "Quill 2"),
    ],
)
def test_a_sum_behind_a_name_is_no_part_of_it(text: str, span: str, name: str) -> None:
    start, end = tidy(text, text.index(span), text.index(span) + len(span))
    assert text[start:end] == name


@pytest.mark.parametrize(
    ("span", "rest"),
    [
        ("Orme Inc. Harl", "Harl"),
        ("Orme Corporation. Harl Holdings", "Harl Holdings"),
        ("Orme Co. Ltd.", None),
        ("Orme Inc.", None),
        ("J. Orme", None),
    ],
)
def test_a_name_ends_with_its_sentence(span: str, rest: str | None) -> None:
    text = f"It sued {span} today."
    at = next_sentence(text, 8, 8 + len(span))
    assert (text[at : 8 + len(span)] if at is not None else None) == rest


@pytest.mark.parametrize(
    ("span", "name"),
    [
        ("bank Orme Harl", "Orme Harl"),
        ("Orme network", "Orme"),
        ("Orme bank", "Orme bank"),
        ("Orme investment bank", "Orme"),
        ("eOrme inc", "eOrme inc"),
        ("Omar al Orme", "Omar al Orme"),
        ("orme", "orme"),
    ],
)
def test_common_nouns_around_a_name_are_no_part_of_it(span: str, name: str) -> None:
    start, end = named_part(f"So {span}.", 3, 3 + len(span))
    assert f"So {span}."[start:end] == name


def test_a_noun_that_the_text_defines_stands_for_its_party_and_is_no_name() -> None:
    text = 'Orme Health Inc. (the "Hospital") agreed to pay. The Hospital and Harl denied it.'
    (orme, harl) = group_names(
        text, found(text, ("Orme Health Inc.", "Company"), ("Hospital", "Company"), ("Hospital", "Company"), ("Harl", "Company"))
    )
    assert (orme.name, orme.aliases, [text[f.start : f.end] for f in orme.found]) == (
        "Orme Health Inc.",
        (),
        ["Orme Health Inc.", "Hospital", "Hospital"],
    )
    assert harl.name == "Harl"


def test_a_noun_that_no_text_defines_is_nobody() -> None:
    text = "The Defendants paid. Orme and the Hospital System said nothing; the Companies did."
    names = [("Defendants", "Company"), ("Orme", "Company"), ("Hospital System", "Company"), ("Companies", "Company")]
    assert [g.name for g in group_names(text, found(text, *names))] == ["Orme"]


def test_a_university_is_called_the_university_all_the_same() -> None:
    text = "Orme University was sued. The University denied it."
    (orme,) = group_names(text, found(text, ("Orme University", "Organization"), ("University", "Organization")))
    assert (orme.name, len(orme.found)) == ("Orme University", 2)


def test_every_example_of_a_defined_term() -> None:
    terms = load_knowledge("lexicons/defined_terms.yaml", DefinedTerms)
    for text in terms.examples:
        name, term = re.match(r"(.+?) \((?:the |)\"(?:the )?(\w+)\"\)", text).groups()  # type: ignore[union-attr]
        places = [(name, "Company"), (term, "Company"), (term, "Company")]
        assert [len(g.found) for g in group_names(text, found(text, *places))] == [3]
    for text in terms.counter_examples:
        for name in re.findall(r"Orme Hospital|Quill Clinic|Harl", text):
            assert not is_defined_term(fold(name))
