"""Two things of one article read as one: where they are set apart, and where not."""

from __future__ import annotations

import pytest

from kg.checked_yaml import load_knowledge
from kg.records import Reading
from kg.resolve.apart import Namesakes, is_namesake, set_apart
from tests.resolve.test_within import named, reading


def test_a_paper_s_short_name_is_its_own() -> None:
    r = reading("He told the Courier that Lorne had won.", ("Company", "Courier", ["Courier"]), ("Company", "Lorne", ["Lorne"]))
    ours = Reading(article=r.article.model_copy(update={"publisher": "Lorne Courier"}), entities=r.entities)
    assert [e.name for e in set_apart(ours).entities] == ["Lorne Courier", "Lorne"]
    other = Reading(article=r.article.model_copy(update={"publisher": "Harbour Star"}), entities=r.entities)
    assert [e.name for e in set_apart(other).entities] == ["Courier", "Lorne"]


def test_the_name_of_a_case_is_not_its_defendant() -> None:
    r = reading(
        "The suit, Ruhl v. Tarvos LLC, is new.",
        ("Person", "Ruhl", ["Ruhl"]),
        ("Company", "Tarvos LLC", ["Tarvos LLC"]),
        ("Lawsuit", "Ruhl v. Tarvos LLC", []),
        claims=[
            {"at": "suit", "subject": 0, "predicate": "plaintiffIn", "object": 2},
            {"at": "suit", "subject": 1, "predicate": "defendantIn", "object": 2},
        ],
    )
    assert named(set_apart(r))["Ruhl v. Tarvos LLC"] == ["Ruhl v. Tarvos LLC"]


def test_figures_tell_two_of_a_row_apart() -> None:
    r = reading(
        "Lot 4 beat Lot 6. Lot 4 sold Lot VI for 6 million.",
        ("Company", "Lot 4", ["Lot 4", "Lot 6", "Lot 4@2", "Lot VI"]),
    )
    assert named(set_apart(r)) == {"Lot 4": ["Lot 4", "Lot 4"], "Lot 6": ["Lot 6", "Lot VI"]}
    cut_short = reading("Lot 4 beat Lot 6, a neighbour.", ("Company", "Lot 4", ["Lot 4", "Lot@2"]))
    assert named(set_apart(cut_short)) == {"Lot 4": ["Lot 4"], "Lot 6": ["Lot 6"]}
    a_sum = reading("Lot 4 was fined. It cost Lot 6 million.", ("Company", "Lot 4", ["Lot 4", "Lot@2"]))
    assert list(named(set_apart(a_sum))) == ["Lot 4"]


def test_a_holder_is_not_its_unit() -> None:
    r = reading(
        "Tarvos UK Bank left Tarvos Holdings. Tarvos UK thanked the group.",
        ("Company", "Tarvos UK Bank", ["Tarvos UK Bank", "Tarvos Holdings", "Tarvos UK@2"]),
    )
    assert named(set_apart(r)) == {"Tarvos UK Bank": ["Tarvos UK Bank", "Tarvos UK"], "Tarvos Holdings": ["Tarvos Holdings"]}
    same = reading("Tarvos Motor Holdings rose. Tarvos Group fell.", ("Company", "Tarvos Motor Holdings", ["Tarvos Motor Holdings", "Tarvos Group"]))
    assert len(set_apart(same).entities) == 1


def test_a_word_more_in_the_middle_is_another_body() -> None:
    r = reading(
        "Lorne University lost to Lorne Hill University. Hill won.",
        ("Organization", "Lorne University", ["Lorne University", "Lorne Hill University"]),
        ("Company", "Hill", ["Hill@2"]),
    )
    assert named(set_apart(r)) == {"Lorne University": ["Lorne University"], "Hill": [], "Lorne Hill University": ["Lorne Hill University", "Hill"]}


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
    assert (man in named(set_apart(r))) == parted


def test_a_man_whose_name_a_firm_begins_with() -> None:
    r = reading("Henry Tarvos built Tarvos Quarries.", ("Company", "Tarvos Quarries", ["Henry Tarvos", "Tarvos Quarries"]))
    assert named(set_apart(r)) == {"Tarvos Quarries": ["Tarvos Quarries"], "Henry Tarvos": ["Henry Tarvos"]}
    firm = reading("Osk Tarvos, as Tarvos Quarries is called, fell.", ("Company", "Tarvos Quarries", ["Osk Tarvos", "Tarvos Quarries"]))
    assert len(set_apart(firm).entities) == 1


def test_plain_names_beside_titled_ones_are_the_firm_s() -> None:
    r = reading(
        "Mr Tarvos sold Tarvos Quarries. A plan of Tarvos failed.",
        ("Person", "Tarvos", ["Tarvos@1", "Tarvos@3"]),
        ("Company", "Tarvos Quarries", ["Tarvos Quarries"]),
    )
    assert named(set_apart(r)) == {"Tarvos": ["Tarvos"], "Tarvos Quarries": ["Tarvos Quarries", "Tarvos"]}


def test_of_two_of_a_family_the_one_named_just_before() -> None:
    text = "Ida Ruhl is a judge. Mrs Ruhl married Otto Ruhl. Ruhl plays cricket."
    r = reading(text, ("Person", "Ida Ruhl", ["Ida Ruhl", "Ruhl@2", "Ruhl@4"]), ("Person", "Otto Ruhl", ["Otto Ruhl"]))
    assert named(set_apart(r)) == {"Ida Ruhl": ["Ida Ruhl", "Ruhl"], "Otto Ruhl": ["Otto Ruhl", "Ruhl"]}


def test_namesakes_as_their_file_says() -> None:
    words = load_knowledge("lexicons/namesakes.yaml", Namesakes)
    for sentence in (*words.examples, *words.counter_examples):
        start, end = sentence.index("["), sentence.index("]") - 1
        plain = sentence.replace("[", "").replace("]", "")
        assert is_namesake(plain, start, end) == (sentence in words.examples), sentence


def test_a_namesake_is_another() -> None:
    text = "Tarvos, the bank, has sued a driller that is also called Tarvos."
    straight = set_apart(reading(text, ("Company", "Tarvos", ["Tarvos@1", "Tarvos@2"])))
    assert [len(e.mentions) for e in straight.entities] == [1, 1]


def test_the_place_a_report_is_dated_from_is_no_part_of_a_name() -> None:
    r = reading("AMMAN - Omar Tarvos has sold it.", ("Person", "AMMAN - Omar Tarvos", ["AMMAN - Omar Tarvos"]))
    assert named(set_apart(r)) == {"Omar Tarvos": ["Omar Tarvos"]}


def test_a_seat_is_no_part_of_a_name_that_stands_without_it() -> None:
    r = reading("Tarvos of Lyon fell. Tarvos rose.", ("Company", "Tarvos of Lyon", ["Tarvos of Lyon", "Tarvos@2"]))
    assert [e.name for e in set_apart(r).entities] == ["Tarvos"]
    whole = reading("Sons of Lyon fell. Lyon rose.", ("Company", "Sons of Lyon", ["Sons of Lyon", "Lyon@2"]))
    assert [e.name for e in set_apart(whole).entities] == ["Sons of Lyon"]


def test_a_short_name_is_the_plainest_of_several() -> None:
    r = reading(
        "Tarvos Partners runs Tarvos Fund 3. Tarvos is in Oslo.",
        ("Company", "Tarvos Partners", ["Tarvos Partners"]),
        ("Company", "Tarvos Fund 3", ["Tarvos Fund 3", "Tarvos@3"]),
    )
    assert named(set_apart(r)) == {"Tarvos Partners": ["Tarvos Partners", "Tarvos"], "Tarvos Fund 3": ["Tarvos Fund 3"]}
    two = reading(
        "Tarvos Mills left Tarvos Paper. Tarvos is in Oslo.",
        ("Company", "Tarvos Mills", ["Tarvos Mills"]),
        ("Company", "Tarvos Paper", ["Tarvos Paper"]),
        ("Company", "Tarvos", ["Tarvos@3"]),
    )
    assert len(named(set_apart(two))["Tarvos"]) == 1
