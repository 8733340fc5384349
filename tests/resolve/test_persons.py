"""Persons named short: by initials, by the family name alone."""

from __future__ import annotations

import pytest

from kg.checked_yaml import load_knowledge
from kg.records import Reading
from kg.resolve import names, resolve
from tests.resolve.make import ids, says, told

NICKNAMES = load_knowledge("lexicons/nicknames.yaml", names.Nicknames)


def test_nicknames_as_their_file_says() -> None:
    for left, right in NICKNAMES.examples:
        assert names.loose_person_key(left) == names.loose_person_key(right)
    for left, right in NICKNAMES.counter_examples:
        assert names.loose_person_key(left) != names.loose_person_key(right)


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("R. J. Tarvos", ("r", "j"), "tarvos"),
        ("J.K. Tarvos", ("j", "k"), "tarvos"),
        ("Al Tarvos", ("al",), "tarvos"),
        ("U.S. Tarvos", ("u", "s"), "tarvos"),
    ],
)
def test_initials_are_given_names(name: str, given: tuple[str, ...], family: str) -> None:
    assert (names.person(name).given, names.person(name).family) == (given, family)


def works(source: str, person: str, firm: str) -> Reading:
    return told(source, [("Person", person), ("Company", firm)], [says(0, "worksFor", 1)])


def people(*readings: Reading) -> int:
    return len(ids(resolve(readings), "person/"))


def test_initials_take_a_second_sign() -> None:
    assert people(works("1.txt", "R. J. Tarvos", "Lorne Mills"), works("2.txt", "Bob Tarvos", "Lorne Mills")) == 1
    assert people(works("1.txt", "R. J. Tarvos", "Lorne Mills"), works("2.txt", "Robert Tarvos", "Osk Paper")) == 2
    assert people(works("1.txt", "R. J. Tarvos", "Lorne Mills"), works("2.txt", "Robert K. Tarvos", "Lorne Mills")) == 2


def test_initials_of_two_stay_open() -> None:
    two = [works("1.txt", "R. Tarvos", "Lorne Mills"), works("2.txt", "Robert Tarvos", "Lorne Mills"), works("3.txt", "Rachel Tarvos", "Lorne Mills")]
    assert people(*two) == 3


def test_a_family_name_is_the_one_s_who_works_there() -> None:
    assert people(works("1.txt", "Ada Tarvos", "Lorne Mills"), works("2.txt", "Tarvos", "Lorne Mills")) == 1
    assert people(works("1.txt", "Ada Tarvos", "Lorne Mills"), told("2.txt", [("Person", "Tarvos"), ("Company", "Lorne Mills")])) == 1
    assert people(works("1.txt", "Ada Tarvos", "Lorne Mills"), works("2.txt", "Tarvos", "Osk Paper")) == 2


def test_a_family_name_of_two_or_in_a_family_s_firm_stays_open() -> None:
    two = [works("1.txt", "Ada Tarvos", "Lorne Mills"), works("2.txt", "Osk Tarvos", "Lorne Mills"), works("3.txt", "Tarvos", "Lorne Mills")]
    assert people(*two) == 3
    assert people(works("1.txt", "Ada Tarvos", "Tarvos Mills"), works("2.txt", "Tarvos", "Tarvos Mills")) == 2
