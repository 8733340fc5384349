"""Kinds that other articles tell."""

from __future__ import annotations

from kg.records import Reading
from kg.resolve.retyped import retyped
from tests.resolve.make import Named, says, told


def types(*readings: Reading) -> list[list[str]]:
    return [[e.type for e in r.entities] for r in retyped(readings)]


def test_a_family_name_alone_is_the_person_named_in_full_elsewhere() -> None:
    full: list[Named] = [("Person", "Ada Tarvos"), ("Company", "Lorne Mills")]
    assert types(told("1.txt", full), told("2.txt", [("Company", "Tarvos"), ("Company", "Lorne Mills")]))[1] == ["Person", "Company"]
    assert types(told("1.txt", full), told("2.txt", [("Company", "Tarvos"), ("Company", "Osk Paper")]))[1] == ["Company", "Company"]


def test_a_firm_of_that_name_stays_a_firm() -> None:
    full: list[Named] = [("Person", "Ada Tarvos"), ("Company", "Lorne Mills")]
    short: list[Named] = [("Company", "Tarvos"), ("Company", "Lorne Mills")]
    assert types(told("1.txt", full), told("2.txt", short), told("3.txt", [("Company", "Tarvos Group")]))[1][0] == "Company"
    assert types(told("1.txt", full), told("2.txt", short, [says(0, "subsidiaryOf", 1)]))[1][0] == "Company"
    assert types(told("1.txt", full), told("2.txt", [("Company", "Tarvos Ltd"), ("Company", "Lorne Mills")]))[1][0] == "Company"


def test_a_firm_read_as_a_person() -> None:
    firm: list[Named] = [("Company", "Tarvos Osk LLP"), ("Person", "Ida Ruhl")]
    assert types(told("1.txt", firm), told("2.txt", [("Person", "Tarvos Osk"), ("Person", "Ida Ruhl")]))[1] == ["Company", "Person"]
    assert types(told("1.txt", firm), told("2.txt", [("Person", "Tarvos Osk"), ("Person", "Otto Ruhl")]))[1] == ["Person", "Person"]
    both: list[Named] = [("Company", "Tarvos Osk LLP"), ("Person", "Tarvos Osk"), ("Person", "Ida Ruhl")]
    assert types(told("1.txt", firm), told("2.txt", both))[1][1] == "Person"


def test_a_firm_read_as_a_product() -> None:
    firm: list[Named] = [("Company", "Tarvos"), ("Person", "Ida Ruhl")]
    product: list[Named] = [("Product", "Tarvos"), ("Person", "Ida Ruhl")]
    assert types(told("1.txt", firm), told("2.txt", product))[1][0] == "Company"
    assert types(told("1.txt", firm), told("2.txt", [product[0], ("Person", "Otto Ruhl")]))[1][0] == "Product"
    assert types(told("1.txt", firm), told("2.txt", product), told("3.txt", product))[1][0] == "Product"
    maker: list[Named] = [*product, ("Company", "Lorne")]
    assert types(told("1.txt", firm), told("2.txt", product), told("3.txt", maker, [says(2, "makes", 0)]))[1][0] == "Product"
    assert types(told("1.txt", firm), told("2.txt", maker, [says(2, "makes", 0)]))[1][0] == "Product"


def test_a_firm_read_as_a_person_by_its_last_word() -> None:
    firm: list[Named] = [("Company", "Grupo Tarvos SA"), ("Person", "Ida Ruhl")]
    read: list[Named] = [("Person", "Tarvos", "Grupo Tarvos"), ("Person", "Ida Ruhl")]
    found = retyped([told("1.txt", firm), told("2.txt", read)])[1].entities[0]
    assert (found.type, found.name, found.aliases) == ("Company", "Grupo Tarvos", ("Tarvos",))
    assert types(told("1.txt", firm), told("2.txt", [read[0], ("Person", "Otto Ruhl")]))[1][0] == "Person"
