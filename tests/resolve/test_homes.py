"""Where a firm is at home, as its article says it."""

from __future__ import annotations

import pytest

from kg.checked_yaml import load_knowledge
from kg.records import Article
from kg.resolve import resolve
from kg.resolve.homes import Regions, country_in, dated_from, home_of
from tests.resolve.make import ids, thing, told
from tests.resolve.test_within import reading

REGIONS = load_knowledge("lexicons/regions.yaml", Regions)


@pytest.mark.parametrize(("words", "country"), [*REGIONS.examples.items(), *((w, None) for w in REGIONS.counter_examples)])
def test_regions_as_their_file_says(words: str, country: str | None) -> None:
    assert country_in(words) == country


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("The Houston oil producer Tarvos fell.", "US"),
        ("Tarvos of Lyon fell.", "FR"),
        ("Tarvos, a Swiss lift maker, fell.", "CH"),
        ("Tarvos fell in Lyon.", None),
        ("A judge in Houston fined Tarvos.", None),
        ("Germany fined Tarvos, a rival of Swiss lift makers.", None),
        ("The British arm of Tarvos fell.", None),
    ],
)
def test_what_is_said_beside_the_name(text: str, home: str | None) -> None:
    assert home_of(reading(text, ("Company", "Tarvos", ["Tarvos"])).entities[0], text) == home


def test_a_dateline_counts_where_no_other_country_is_told_of() -> None:
    for text, country in (("PERTH - Tarvos fell.", "AU"), ("PERTH - Tarvos sold a mine in Chile.", None), ("Tarvos fell in Perth.", None)):
        assert dated_from(Article(source="a", text=text)) == country


def test_firms_of_one_name_in_two_countries_are_two() -> None:
    us = told("1.txt", [thing("Company", "Tarvos Energy")], text="The Texas driller Tarvos Energy was fined.")
    au = told("2.txt", [thing("Company", "Tarvos Energy Ltd")], text="PERTH - Tarvos Energy Ltd rose.")
    open_ = told("3.txt", [thing("Company", "Tarvos Energy")], text="Tarvos Energy rose.")
    assert len(ids(resolve([us, au]))) == 2
    assert len(ids(resolve([us, open_]))) == len(ids(resolve([au, open_]))) == 1


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Beijing has banned lorries.", 1),
        ("Shanghai and Beijing have banned lorries.", 2),
        ("Beijing, Shanghai and Lorne have banned lorries.", 2),
        ("Lorries and Beijing have banned it.", 1),
    ],
)
def test_a_seat_of_government_is_the_state_but_in_a_row_of_places(text: str, number: int) -> None:
    state = told("1.txt", [("Agency", "Chinese government")], text="The Chinese government met.")
    assert len(ids(resolve([state, told("2.txt", [("Agency", "Beijing")], text=text)]))) == number
