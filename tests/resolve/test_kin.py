"""A man and the firm of his name, two courts of one name: set apart where the words tell, and only there."""

from __future__ import annotations

import pytest

from kg.resolve.kin import kin_apart
from kg.resolve.within import straightened
from tests.resolve.make import told
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


def test_two_courts_of_one_name_in_two_countries_are_two() -> None:
    r = reading(
        "Kenya's High Court sat. The High Court of Justice in England sat, too.",
        ("Court", "High Court of Justice", ["High Court", "High Court of Justice"]),
    )
    assert [(e.name, e.country) for e in kin_apart(r).entities] == [("High Court of Justice", "GB"), ("High Court", "KE")]
    one = reading("Kenya's High Court sat. The High Court in Nairobi rose.", ("Court", "High Court", ["High Court", "High Court@2"]))
    assert [e.country for e in kin_apart(one).entities] == ["KE"]


def test_a_court_with_nothing_beside_it_is_of_where_the_report_comes_from() -> None:
    text = "LONDON - Lorne paid Kenyan villagers, and the High Court rose."
    assert straightened(told("1.txt", [("Court", "High Court")], text=text)).entities[0].country == "GB"


def test_a_court_whose_name_stands_in_full_beside_a_place_is_of_it_whatever_else_is_named() -> None:
    r = reading(
        "Kenya's High Court sat. The High Court of Justice in England sat, too.",
        ("Court", "High Court of Justice", ["High Court", "High Court of Justice"]),
    )
    assert [e.reference for e in straightened(r).entities] == ["court/gb-high-court-of-england-and-wales", "court/ke-high-court-of-kenya"]
