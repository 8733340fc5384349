"""Names that one letter parts: one with a second sign, else possibly one; short words, figures and endings are no slips."""

from __future__ import annotations

import re

import pytest

from kg.records import Mention, Reading, Span
from kg.resolve import resolve
from kg.resolve.spelling import slip_of
from tests.resolve.make import Named, ids, thing, told


@pytest.mark.parametrize(
    ("left", "right", "slip"),
    [
        ("thyrsquil", "thirsquil", "thyrsquil"),
        ("tarvosmill", "tarvosmil", "tarvosmill"),
        ("tarvso mills", "tarvos mills", "tarvso"),
        ("ida quernstone", "ida quernstne", "quernstone"),
        ("quernstone mills", "quernstone hills", "mills"),
        ("quernstone 2", "quernstone 3", None),
        ("quernstone ltd", "quernstone lt", None),
        ("quern", "quorn", None),
        ("quernstone", "quornstine", None),
        ("quernstone", "quernstone", None),
    ],
)
def test_a_slip_is_one_letter_of_a_long_word(left: str, right: str, slip: str | None) -> None:
    assert slip_of(tuple(left.split()), tuple(right.split())) == slip


def companies(*lists: list[Named], dates: tuple[str | None, str | None] = (None, None)) -> tuple[int, int]:
    """How many firms called so there are, and how many are possibly another."""
    r = resolve([told(f"{n}.txt", list(names), date=dates[n % 2]) for n, names in enumerate(lists)])
    return len(ids(r, "company/quern")), sum(bool(e.possibly_same) for e in r.graph.entities if e.type == "Company")


FIRM, SLIP = ("Company", "Quernstone Mills"), ("Company", "Quernstine Mills")


def test_a_slip_takes_a_second_sign() -> None:
    assert companies([FIRM], [SLIP]) == (2, 1)
    assert companies([FIRM, ("Person", "Ida Ruhl")], [SLIP, ("Person", "Ida Ruhl")]) == (1, 0)
    assert companies([FIRM, SLIP]) == (2, 0)


def test_two_slips_tell_of_one_another() -> None:
    assert companies([FIRM, ("Person", "Ida Harlowick")], [SLIP, ("Person", "Ida Harlowich")])[0] == 1
    assert companies([FIRM, ("Company", "Quernstone")], [SLIP, ("Company", "Quernstine")])[0] > 1


def test_two_firms_told_of_at_one_time() -> None:
    one: list[Named] = [("Company", "Quernstone")]
    days = ("2020-01-02", "2020-01-05")
    assert companies(one, [("Company", "Quernstine")], dates=days)[0] == 1
    assert companies(one, [("Company", "Quernstine")], dates=("2020-01-02", "2020-03-05"))[0] == 2
    assert companies(one, [("Company", "Quernstones")], dates=days)[0] == 2


def test_a_slip_of_a_long_name_that_is_known() -> None:
    known = thing("Company", "DaimlerChrysler", reference="company/daimlerchrysler")
    assert len(ids(resolve([told("1.txt", [known]), told("2.txt", [("Company", "DaimlerChrylser")])]), "company/")) == 1
    other = thing("Company", "DaimlerChrylser", reference="company/other")
    assert len(ids(resolve([told("1.txt", [known]), told("2.txt", [other])]), "company/")) == 2


def test_persons_take_a_second_sign_too() -> None:
    one: list[Named] = [("Person", "Ida Quernstone"), ("Company", "Lorne"), ("Company", "Harl")]
    two: list[Named] = [("Person", "Ida Quernstine"), ("Company", "Lorne"), ("Company", "Harl")]
    assert len(ids(resolve([told("1.txt", one), told("2.txt", two)]), "person/")) == 1
    assert len(ids(resolve([told("1.txt", one), told("2.txt", two[:1])]), "person/")) == 2


@pytest.mark.parametrize(
    ("right", "slip", "text", "number"),
    [
        ("Quernstone Mills", "Quernstine Mills", "Quernstone Mills fell. Quernstone Mills rose. Quernstine Mills was sold.", 1),
        ("Quernstone Mills", "Quernstine Mills", "Quernstone Mills, Quernstine Mills; Quernstone Mills, Quernstine Mills.", 2),
        ("US Quernways", "US Quernway", "US Quernways fell. It may cost US Quernway's staff. US Quernways rose.", 1),
    ],
)
def test_what_an_article_spells_once_otherwise_is_a_slip(right: str, slip: str, text: str, number: int) -> None:
    spots = [thing("Company", n).model_copy(update={"mentions": places(text, n)}) for n in (right, slip)]
    blank = told("a.txt", [], text=text)
    reading = Reading(article=blank.article, entities=tuple(e.model_copy(update={"id": i}) for i, e in enumerate(spots)))
    assert len(ids(resolve([reading]), "company/")) == number


def places(text: str, name: str) -> tuple[Mention, ...]:
    return tuple(Mention(span=Span(start=m.start(), end=m.end()), text=name) for m in re.finditer(rf"\b{name}\b", text))


def test_a_family_name_that_an_article_spells_otherwise() -> None:
    def persons(*names: str) -> int:
        return len(ids(resolve([told("a.txt", [("Person", n) for n in names])]), "person/"))

    assert persons("Ida Harlowick", "Harlowich") == 1
    assert persons("Ida Harlowick", "Otto Harlowich") == 2
    assert persons("Ida Harlowick", "Harlowicks") == 2
