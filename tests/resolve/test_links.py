"""Short names that point from one article to another: two tell of one another, one alone tells nothing."""

from __future__ import annotations

import pytest

from kg.resolve import names, resolve
from tests.resolve.make import Named, ids, told

FULL: list[Named] = [("Company", "Tarvos Stonecraft"), ("Person", "Ida Quorne"), ("Agency", "Lorne Department of Tolls")]


def count(*lists: list[Named]) -> int:
    return len(ids(resolve([told(f"{n}.txt", list(things)) for n, things in enumerate(lists)])))


@pytest.mark.parametrize(
    ("short", "number"),
    [
        ([("Company", "Tarvos"), ("Person", "Quorne")], 3),
        ([("Company", "Tarvos"), ("Agency", "LDT")], 3),
        ([("Company", "Tarvos"), ("Person", "Quorne"), ("Agency", "LDT")], 3),
        ([("Company", "Tarvos")], 4),
        ([("Company", "Tarvos"), ("Person", "Ruhl")], 5),
        ([("Person", "Quorne"), ("Person", "Ruhl")], 5),
    ],
)
def test_two_short_names_link_two_articles(short: list[Named], number: int) -> None:
    assert count(FULL, short) == number


@pytest.mark.parametrize("other", [("Company", "Tarvos Mills"), ("Organization", "Tarvos Union")])
def test_what_may_be_several_links_nothing(other: Named) -> None:
    assert count(FULL, [other], [("Company", "Tarvos"), ("Person", "Quorne")]) == 6


def test_what_the_article_itself_names_in_full_is_no_short_name_of_another() -> None:
    assert count(FULL, [("Company", "Tarvos"), ("Company", "Tarvos Stonecraft"), ("Agency", "LDT")]) == 5


def test_a_shared_acronym_takes_two_whom_both_articles_name() -> None:
    firms: list[Named] = [("Company", "Quorne"), ("Company", "Ruhl")]
    office: list[Named] = [("Agency", "Office of Ferry Traffic")]
    assert names.is_shared_acronym("OFT")
    assert count([*office, *firms], [("Agency", "OFT"), *firms]) == 3
    assert count([*office, firms[0]], [("Agency", "OFT"), firms[0]]) == 3
    assert count([*office, ("Person", "Ida Harl")], [("Agency", "OFT"), ("Person", "Harl")]) == 4


def test_agencies_alone_are_no_sign_of_what_letters_stand_for() -> None:
    boards: list[Named] = [("Agency", "Lorne Toll Board"), ("Agency", "Osk Ferry Board")]
    assert count([("Company", "Ruhl Stone Mills"), *boards], [("Company", "RSM"), *boards]) == 4


def test_the_acronyms_of_a_name_are_those_that_are_taken_for_its() -> None:
    for name in ("US Department of Tolls", "Lorne & Ruhl", "Board of Ferries and Tolls", "Tarvos"):
        assert all(names.is_acronym_of(letters, name) for letters in names.acronyms_of(name))
    assert names.acronyms_of("US Department of Tolls") == {"udt", "udot", "dt", "dot"}
    assert names.acronyms_of("Tarvos") == frozenset()
