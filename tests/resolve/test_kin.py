"""A man and the firm of his name, two of one family: set apart where the words tell, and only there."""

from __future__ import annotations

import pytest

from kg.checked_yaml import load_knowledge
from kg.resolve.kin import Kin, is_persons, kin_apart
from tests.resolve.test_within import named, reading


def test_a_man_and_the_firm_of_his_name_read_as_one_are_two() -> None:
    r = reading(
        "Edwin Ruhl left Ruhl Motors. Lorne bought half of Ruhl. Then Edwin Ruhl died. Ruhl was 80.",
        ("Company", "Edwin Ruhl", ["Edwin Ruhl", "Ruhl Motors", "Ruhl@3", "Edwin Ruhl@2", "Ruhl@5"]),
    )
    assert named(kin_apart(r)) == {"Ruhl Motors": ["Ruhl Motors", "Ruhl"], "Edwin Ruhl": ["Edwin Ruhl", "Edwin Ruhl", "Ruhl"]}


def test_a_person_read_for_the_firm_gives_the_firm_back() -> None:
    r = reading("Edwin Ruhl left Ruhl Motors.", ("Person", "Ruhl Motors", ["Edwin Ruhl", "Ruhl Motors"]))
    assert [(e.type, e.name) for e in kin_apart(r).entities] == [("Person", "Edwin Ruhl"), ("Company", "Ruhl Motors")]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Grupo Ruhl is Ada Ruhl's. Ruhl senior stays.", True),
        ("Grupo Ruhl is Ada Ruhl's. Ruhl leaves the firm to his son.", True),
        ("Grupo Ruhl is Ada Ruhl's. Ruhl leaves its chairman to his fate.", False),
        ("Grupo Ruhl is Ada Ruhl's. Ruhl tells Lorne of his plan.", False),
        ("Grupo Ruhl is Ada Ruhl's. Ruhl leaves.", False),
    ],
)
def test_a_short_name_is_the_man_s_where_a_word_or_his_tells(text: str, person: bool) -> None:
    r = reading(text, ("Company", "Grupo Ruhl", ["Grupo Ruhl", "Ruhl@3"]), ("Person", "Ada Ruhl", ["Ada Ruhl"]))
    assert named(kin_apart(r)) == {"Grupo Ruhl": ["Grupo Ruhl"] + ["Ruhl"] * (not person), "Ada Ruhl": ["Ada Ruhl"] + ["Ruhl"] * person}


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("Anna Ruhl has left Anna Ruhl Ltd. Ms Ruhl makes hats.", True),
        ("Osk Ruhl, 58, has left Osk Ruhl Ltd, says Ruhl.", True),
        ("Anna Ruhl fell. Anna Ruhl Ltd is a shop. Ruhl rose.", False),
        ("Anna Foods, who else, is Anna Foods Ltd. Ruhl rose.", False),
    ],
)
def test_a_man_and_the_firm_of_his_name(text: str, parted: bool) -> None:
    man = " ".join(text.split()[:2]).rstrip(",")
    r = reading(text, ("Company", f"{man} Ltd", [man, f"{man} Ltd", f"Ruhl@{text.count('Ruhl')}"]))
    assert (man in named(kin_apart(r))) == parted


def test_a_man_whose_name_a_firm_begins_with() -> None:
    r = reading("Henry Tarvos built Tarvos Quarries.", ("Company", "Tarvos Quarries", ["Henry Tarvos", "Tarvos Quarries"]))
    assert named(kin_apart(r)) == {"Tarvos Quarries": ["Tarvos Quarries"], "Henry Tarvos": ["Henry Tarvos"]}
    firm = reading("Osk Tarvos, as Tarvos Quarries is called, fell.", ("Company", "Tarvos Quarries", ["Osk Tarvos", "Tarvos Quarries"]))
    assert len(kin_apart(firm).entities) == 1


def test_plain_names_beside_titled_ones_are_the_firm_s() -> None:
    r = reading(
        "Mr Tarvos sold Tarvos Quarries. A plan of Tarvos failed.",
        ("Person", "Tarvos", ["Tarvos@1", "Tarvos@3"]),
        ("Company", "Tarvos Quarries", ["Tarvos Quarries"]),
    )
    assert named(kin_apart(r)) == {"Tarvos": ["Tarvos"], "Tarvos Quarries": ["Tarvos Quarries", "Tarvos"]}


def test_of_two_of_a_family_the_one_named_just_before() -> None:
    text = "Ida Ruhl is a judge. Mrs Ruhl married Otto Ruhl. Ruhl plays cricket."
    r = reading(text, ("Person", "Ida Ruhl", ["Ida Ruhl", "Ruhl@2", "Ruhl@4"]), ("Person", "Otto Ruhl", ["Otto Ruhl"]))
    assert named(kin_apart(r)) == {"Ida Ruhl": ["Ida Ruhl", "Ruhl"], "Otto Ruhl": ["Otto Ruhl", "Ruhl"]}


def test_kin_as_their_file_says() -> None:
    words = load_knowledge("lexicons/kin.yaml", Kin)
    for sentence in (*words.examples, *words.counter_examples):
        start, end = sentence.index("["), sentence.index("]") - 1
        plain = sentence.replace("[", "").replace("]", "")
        assert is_persons(plain, start, end) == (sentence in words.examples), sentence


def test_a_man_at_law_with_the_firm_of_his_name() -> None:
    text = "Ruhl is suing Ruhl. Osk Ruhl left Osk Ruhl Ltd."
    r = reading(text, ("Person", "Osk Ruhl", ["Ruhl@1", "Ruhl@2", "Osk Ruhl"]), ("Company", "Osk Ruhl Ltd", ["Osk Ruhl Ltd"]))
    assert named(kin_apart(r)) == {"Osk Ruhl": ["Ruhl", "Osk Ruhl"], "Osk Ruhl Ltd": ["Ruhl", "Osk Ruhl Ltd"]}
    other = reading(
        text.replace("suing", "beside"), ("Person", "Osk Ruhl", ["Ruhl@1", "Ruhl@2", "Osk Ruhl"]), ("Company", "Osk Ruhl Ltd", ["Osk Ruhl Ltd"])
    )
    assert named(kin_apart(other))["Osk Ruhl"] == ["Ruhl", "Ruhl", "Osk Ruhl"]


def test_the_younger_is_not_the_senior() -> None:
    text = 'Osk Ruhl will go. His son Miles waits. Ruhl senior stays. "Good," said the younger Ruhl.'
    r = reading(text, ("Person", "Osk Ruhl", ["Osk Ruhl", "Ruhl@2", "Ruhl@3"]), ("Person", "Miles Ruhl", ["Miles"]))
    assert named(kin_apart(r)) == {"Osk Ruhl": ["Osk Ruhl", "Ruhl"], "Miles Ruhl": ["Miles", "Ruhl"]}


def test_a_known_firm_keeps_its_short_name_beside_its_founder() -> None:
    r = reading("Edwin Ruhl built Ruhl Motors. Ruhl rose.", ("Company", "Ruhl Motors", ["Edwin Ruhl", "Ruhl Motors", "Ruhl@3"]))
    known = r.model_copy(update={"entities": (r.entities[0].model_copy(update={"reference": "company/ruhl"}),)})
    assert named(kin_apart(known)) == {"Ruhl Motors": ["Ruhl Motors", "Ruhl"], "Edwin Ruhl": ["Edwin Ruhl"]}


def test_the_man_is_the_one_whom_the_article_calls_by_his_family_name_alone() -> None:
    r = reading(
        "Anna Ruhl has left Anna Ruhl Ltd. Lorne thanked Ms Ruhl.",
        ("Company", "Anna Ruhl Ltd", ["Anna Ruhl", "Anna Ruhl Ltd"]),
        ("Person", "Ruhl", ["Ruhl@3"]),
    )
    assert named(kin_apart(r)) == {"Anna Ruhl Ltd": ["Anna Ruhl Ltd"], "Anna Ruhl": ["Anna Ruhl", "Ruhl"]}
