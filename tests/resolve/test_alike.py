"""What is one thing by the parts of its name."""

from __future__ import annotations

import pytest

from kg.resolve import resolve
from tests.resolve.make import Named, ids, thing, told


@pytest.mark.parametrize(
    ("left", "right", "number"),
    [
        ([("Company", "Grünholz Möbel")], [("Company", "Gruenholz Moebel GmbH")], 1),
        ([("Company", "Grünholz Möbel")], [("Company", "Grunholz Mobel")], 1),
        ([("Company", "Gruenholz")], [("Company", "Grunholz")], 2),
        ([("Organization", "Lorne Hill University")], [("Organization", "Lorne Hill")], 1),
        ([("Organization", "Lorne University")], [("Organization", "Lorne")], 2),
        ([("Organization", "Lorne Hill University"), ("Organization", "Lorne Hill")], [("Organization", "Lorne Hill")], 2),
        ([("Company", "Tarvos Seven")], [("Company", "Tarvos 7 Inc.")], 1),
        ([("Company", "Tarvos Fund II")], [("Company", "Tarvos Fund 2")], 1),
        ([("Company", "Tarvos Fund II")], [("Company", "Tarvos Fund III")], 2),
        ([("Company", "Tarvos Motors")], [("Company", "Tarvos Motor Corp.")], 1),
        ([("Company", "Tarvos Safety Systems Inc.")], [("Company", "Tarvos Safety")], 1),
        ([("Company", "Tarvos Safety Systems"), ("Company", "Tarvos Safety")], [("Company", "Tarvos Safety")], 2),
        ([("Company", "Tarvos Systems")], [("Company", "Tarvos")], 2),
        ([("Company", "Tarvos Safety Bank")], [("Company", "Tarvos Safety")], 2),
    ],
)
def test_names_of_one_thing(left: list[Named], right: list[Named], number: int) -> None:
    assert len(ids(resolve([told("1.txt", left), told("2.txt", right)]))) == number


def test_a_product_behind_its_maker_s_short_name() -> None:
    maker = told("1.txt", [("Company", "Tarvos Motors", "Tarvos"), ("Product", "Zephyr")])
    assert len(ids(resolve([maker, told("2.txt", [("Product", "Tarvos Zephyr")])]), "product/")) == 1
    assert len(ids(resolve([maker, told("2.txt", [("Product", "Osk Zephyr")])]), "product/")) == 2


@pytest.mark.parametrize(
    ("text", "reference", "number"),
    [
        ("Tarvos has a new Zephyr.", None, 1),
        ("There is a new Zephyr.", None, 2),
        ("Tarvos has a new Zephyr.", "product/mini", 2),
    ],
)
def test_a_product_without_its_maker_may_be_anybody_s(text: str, reference: str | None, number: int) -> None:
    maker = told("1.txt", [("Company", "Tarvos"), ("Product", "Tarvos Zephyr")])
    bare = told("2.txt", [thing("Product", "Zephyr", reference=reference)], text=text)
    assert len(ids(resolve([maker, bare]), "product/")) == number


def test_a_short_form_with_a_person_named_beside_both() -> None:
    full = told("1.txt", [("Company", "Tarvos Partners", "Tarvos"), ("Person", "Ida Ruhl")])
    assert len(ids(resolve([full, told("2.txt", [("Company", "Tarvos"), ("Person", "Ida Ruhl")])]), "company/")) == 1
    assert len(ids(resolve([full, told("2.txt", [("Company", "Tarvos"), ("Person", "Otto Ruhl")])]), "company/")) == 2


def test_of_several_that_a_short_form_begins_the_one_of_which_a_sign_tells() -> None:
    full = told("1.txt", [("Company", "Tarvos Partners", "Tarvos"), ("Person", "Ida Ruhl")])
    short = told("2.txt", [("Company", "Tarvos"), ("Person", "Ida Ruhl")])
    for beside, number in (("Otto Ruhl", 2), ("Ida Ruhl", 3)):
        other = told("3.txt", [("Company", "Tarvos Mills"), ("Person", beside)])
        assert len(ids(resolve([full, other, short]), "company/")) == number


def test_two_firms_beside_both_are_a_sign_of_a_short_form_and_one_is_none() -> None:
    full = told("1.txt", [("Company", "Tarvos Stonecraft", "Tarvos"), ("Company", "Lorne"), ("Organization", "Toll Union")])
    two = told("2.txt", [("Company", "Tarvos"), ("Company", "Lorne"), ("Organization", "Toll Union")])
    assert len(ids(resolve([full, two]), "company/tarvos")) == 1
    one = told("2.txt", [("Company", "Tarvos"), ("Company", "Lorne")])
    assert len(ids(resolve([full, one]), "company/tarvos")) == 2
    assert (
        len(ids(resolve([full, told("2.txt", [("Company", "Tarvos"), ("Company", "Tarvos Stonecraft"), ("Person", "Ida Ruhl")])]), "company/tarvos"))
        == 2
    )


def test_a_firm_with_its_founder_s_given_name_in_front() -> None:
    for founder, number in (("Ada Tarvos", 1), ("Ida Tarvos", 2)):
        long = told("1.txt", [("Company", "Ada Tarvos Stonecraft"), ("Person", founder)])
        short = told("2.txt", [("Company", "Tarvos Stonecraft"), ("Person", founder)])
        assert len(ids(resolve([long, short]), "company/")) == number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Tarvos Inc. d/b/a Quillhouse was fined.", 1),
        ("Tarvos Inc., which does business as Quillhouse, was fined.", 1),
        ("Tarvos Inc. did business with Quillhouse.", 2),
        ("Tarvos Inc. d/b/a Quillhouse and Tarvos Co d/b/a Ruhlhouse were fined.", 3),
    ],
)
def test_the_name_under_which_a_firm_trades(text: str, number: int) -> None:
    firms: list[Named] = [("Company", "Tarvos Inc.", "Tarvos Co"), *(("Company", name) for name in ("Quillhouse", "Ruhlhouse") if name in text)]
    assert len(ids(resolve([told("1.txt", firms, text=text)]), "company/")) == number


def test_the_short_form_of_the_only_known_firm_that_begins_so() -> None:
    known = thing("Company", "Mercedes-Benz", reference="company/mercedes-benz")
    short: Named = ("Company", "Mercedes")
    assert len(ids(resolve([told("1.txt", [known, short])]), "company/")) == 1
    assert len(ids(resolve([told("1.txt", [known, short, ("Company", "Mercedes Trucks")])]), "company/")) == 3
    assert (
        len(
            ids(
                resolve(
                    [told("1.txt", [thing("Company", "London Stock Exchange", reference="company/london-stock-exchange"), ("Company", "London")])]
                ),
                "company/",
            )
        )
        == 2
    )
