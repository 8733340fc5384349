"""Two things of one article read as one: where they are set apart, and where not."""

from __future__ import annotations

from kg.checked_yaml import load_knowledge
from kg.records import Reading
from kg.resolve.apart import Namesakes, is_namesake, set_apart
from kg.resolve.within import straightened
from tests.resolve.make import told
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


def test_two_courts_of_one_name_in_two_countries_are_two() -> None:
    r = reading(
        "Kenya's High Court sat. The High Court of Justice in England sat, too.",
        ("Court", "High Court of Justice", ["High Court", "High Court of Justice"]),
    )
    assert [(e.name, e.country) for e in set_apart(r).entities] == [("High Court of Justice", "GB"), ("High Court", "KE")]
    one = reading("Kenya's High Court sat. The High Court in Nairobi rose.", ("Court", "High Court", ["High Court", "High Court@2"]))
    assert [e.country for e in set_apart(one).entities] == ["KE"]


def test_a_court_with_nothing_beside_it_is_of_where_the_report_comes_from() -> None:
    text = "LONDON - Lorne paid Kenyan villagers, and the High Court rose."
    assert straightened(told("1.txt", [("Court", "High Court")], text=text)).entities[0].country == "GB"


def test_a_court_whose_name_stands_in_full_beside_a_place_is_of_it_whatever_else_is_named() -> None:
    r = reading(
        "Kenya's High Court sat. The High Court of Justice in England sat, too.",
        ("Court", "High Court of Justice", ["High Court", "High Court of Justice"]),
    )
    assert [e.reference for e in straightened(r).entities] == ["court/gb-high-court-of-england-and-wales", "court/ke-high-court-of-kenya"]


def test_the_end_of_a_possessive_is_no_part_of_a_name() -> None:
    r = reading("Kenya's Toll Board met. Lorne s Mill fell.", ("Agency", "s Toll Board", ["s Toll Board"]), ("Company", "s Mill", ["s Mill"]))
    assert [e.name for e in set_apart(r).entities] == ["Toll Board", "s Mill"]
