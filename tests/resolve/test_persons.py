"""Persons named short: by initials, by the family name alone."""

from __future__ import annotations

import pytest

from kg.checked_yaml import load_knowledge
from kg.records import Reading
from kg.resolve import names, resolve
from kg.resolve.said import JobMoves, tells_of_a_move
from tests.resolve.make import Named, ids, says, told

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


def test_a_family_name_that_one_alone_bears_in_full() -> None:
    def near(source: str, person: str, *others: str) -> Reading:
        text = f"{person} met men of {' and '.join(others)}. Nobody spoke."
        return told(source, [("Person", person), *(("Company", o) for o in others)], text=text)

    full, short = near("1.txt", "Ada Tarvos", "Lorne Mills"), near("2.txt", "Tarvos", "Lorne Mills")
    assert people(full, short) == 1
    assert people(full, short, near("3.txt", "Osk Tarvos", "Quorne")) == 3
    apart = told("2.txt", [("Person", "Tarvos"), ("Company", "Lorne Mills")], text="Tarvos slept. Lorne Mills rose.")
    assert people(full, apart) == 2
    two = [("Company", "Lorne Mills"), ("Company", "Osk Paper")]
    apart = told("2.txt", [("Person", "Tarvos"), *two], text="Tarvos slept. Lorne Mills rose. Osk Paper fell.")
    assert people(near("1.txt", "Ada Tarvos", "Lorne Mills", "Osk Paper"), apart) == 1


def test_an_initial_in_front_of_a_given_name_may_be_left_out() -> None:
    assert names.key_without_initial("C. Parth Tarvos") == "parth tarvos"
    assert names.key_without_initial("C. P. Tarvos") is names.key_without_initial("Carl Parth Tarvos") is None
    assert people(works("1.txt", "C. Parth Tarvos", "Lorne Mills"), works("2.txt", "Parth Tarvos", "Lorne Mills")) == 1
    assert people(works("1.txt", "C. Parth Tarvos", "Lorne Mills"), works("2.txt", "Parth Tarvos", "Osk Paper")) == 2


def beside(source: str, date: str, text: str) -> Reading:
    things: list[Named] = [("Person", "Ada Tarvos"), ("Company", "Lorne Mills"), ("Person", "Otto Ruhl")]
    return told(source, [t for t in things if isinstance(t, tuple) and t[1] in text], date=date, text=text)


@pytest.mark.parametrize(
    ("one", "two", "date", "number"),
    [
        ("Ada Tarvos met men of Lorne Mills.", "Ada Tarvos left Lorne Mills.", "2020-09-01", 1),
        ("Ada Tarvos met men of Lorne Mills.", "Ada Tarvos left Lorne Mills.", "2022-09-01", 2),
        ("Ada Tarvos met men of Lorne Mills.", "Ada Tarvos left. Lorne Mills fell.", "2020-09-01", 2),
        ("Ada Tarvos met Otto Ruhl.", "Ada Tarvos left. Otto Ruhl fell.", "2020-09-01", 1),
        ("Ada Tarvos met finance minister Otto Ruhl.", "Ada Tarvos left. Otto Ruhl fell.", "2020-09-01", 2),
    ],
)
def test_who_stands_in_a_sentence_with_them_joins_persons_within_a_year(one: str, two: str, date: str, number: int) -> None:
    found = ids(resolve([beside("1.txt", "2020-01-01", one), beside("2.txt", date, two)]), "person/ada")
    assert len(found) == number


def test_moves_as_their_file_says() -> None:
    file = load_knowledge("lexicons/job_moves.yaml", JobMoves)
    assert all(map(tells_of_a_move, file.examples))
    assert not any(map(tells_of_a_move, file.counter_examples))


@pytest.mark.parametrize(("text", "number"), [("Lorne has hired Ada Tarvos from Quorne.", 1), ("Ada Tarvos of Lorne praised Quorne.", 2)])
def test_a_former_employer_named_where_the_person_moves_is_a_sign(text: str, number: int) -> None:
    now = told("2.txt", [("Person", "Ada Tarvos"), ("Company", "Lorne"), ("Company", "Quorne")], [says(0, "worksFor", 1)], text=text)
    assert people(works("1.txt", "Ada Tarvos", "Quorne"), now) == number
