"""What a name is known as, told by the countries of its article."""

from __future__ import annotations

import pytest

from kg.resolve import names, resolve
from kg.resolve.look_up import plain_one_of, sure_acronym, usual_acronym
from kg.resolve.within import straightened
from tests.resolve.make import Named, fine, ids, money, thing, told


@pytest.mark.parametrize(
    ("name", "country", "key"),
    [
        ("High Court", "IE", "court/ie-irish-high-court"),
        ("High Court", "GB", "court/gb-high-court-of-england-and-wales"),
        ("High Court", "IN", None),
        ("Supreme Court", "US", "court/us-supreme-court"),
    ],
)
def test_the_court_of_a_country(name: str, country: str, key: str | None) -> None:
    assert plain_one_of(name, country) == key


@pytest.mark.parametrize(
    ("short", "countries", "key"),
    [
        ("NHTSA", {"CA"}, "agency/us-national-highway-traffic-safety-administration"),
        ("OSHA", set(), "agency/us-occupational-safety-and-health-administration"),
        ("OSHA", {"CA"}, None),
        ("SEC", set(), None),
    ],
)
def test_an_acronym_that_one_alone_bears(short: str, countries: set[str], key: str | None) -> None:
    assert sure_acronym(short, countries) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The High Court sat at the Four Courts in Dublin.", "court/ie-irish-high-court"),
        ("The High Court has heard Tarvos.", None),
        ("The High Court heard of Irish and British banks.", None),
        ("PARIS - The High Court in Dublin sat.", "court/ie-irish-high-court"),
    ],
)
def test_a_high_court_is_of_the_only_country_told_of(text: str, key: str | None) -> None:
    assert straightened(told("1.txt", [("Court", "High Court")], text=text)).entities[0].reference == key


@pytest.mark.parametrize(
    ("left", "right", "number"),
    [
        ("The German toll ministry", "German toll ministry", 1),
        ("the Norwegian finance ministry", "Norwegian Ministry of Finance", 1),
        ("the Norwegian finance ministry", "the Danish finance ministry", 2),
        ("finance ministry", "the Norwegian finance ministry", 2),
    ],
)
def test_ministries_of_states(left: str, right: str, number: int) -> None:
    readings = [told(f"{n}.txt", [("Agency", name)]) for n, name in enumerate((left, right))]
    assert len(ids(resolve(readings), "agency/")) == number


def test_ministries_in_one_order() -> None:
    assert names.ministry_of("Ministry of the Economy") == "economy ministry"
    assert names.ministry_of("German Ministry for Economic Affairs") == "german economic ministry"
    assert names.ministry_of("Ministry of Sound Ltd") == "ministry of sound ltd"


def test_beside_two_that_it_could_be_a_court_is_neither() -> None:
    two: list[Named] = [
        thing("Court", "High Court of England and Wales", reference="court/gb-high-court-of-england-and-wales", country="GB"),
        thing("Court", "Irish High Court", "High Court", reference="court/ie-irish-high-court", country="IE"),
        ("Company", "Tarvos Rail"),
        ("Company", "Lorne Mills"),
    ]
    one: list[Named] = [("Court", "High Court"), ("Company", "Tarvos Rail"), ("Company", "Lorne Mills")]
    assert len(ids(resolve([told("1.txt", two, date="2020-01-02"), told("2.txt", one, date="2020-01-03")]), "court/")) == 3


@pytest.mark.parametrize(
    ("short", "spoken", "key"),
    [
        ("SEC", set(), "agency/us-securities-and-exchange-commission"),
        ("SEC", {"US", "SE"}, "agency/us-securities-and-exchange-commission"),
        ("SEC", {"PH"}, "agency/ph-philippine-securities-and-exchange-commission"),
        ("SEC", {"US", "PH"}, None),
        ("SEC", {"SE"}, None),
        ("OFT", {"GB"}, "agency/gb-office-of-fair-trading"),
        ("OFT", {"GB", "AU"}, None),
        ("OFT", set(), None),
        ("OCC", {"US", "SE"}, "agency/us-office-of-the-comptroller-of-the-currency"),
    ],
)
def test_an_acronym_is_that_of_the_countries_spoken_of(short: str, spoken: set[str], key: str | None) -> None:
    assert usual_acronym(short, spoken) == key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("The FCA fined a broker of Leeds.", "agency/gb-financial-conduct-authority"),
        ("LONDON - The FCA fined a broker.", "agency/gb-financial-conduct-authority"),
        ("The FCA fined it 3 million pounds.", "agency/gb-financial-conduct-authority"),
        ("The FCA fined it 3 million dollars.", None),
        ("The FCA fined a broker of Leeds and one of Ohio.", None),
    ],
)
def test_places_and_money_tell_of_whose_country_an_acronym_is(text: str, key: str | None) -> None:
    paid = money(3, "GBP" if "pounds" in text else "USD") if "million" in text else None
    reading = told("1.txt", [("Agency", "FCA"), ("Company", "broker")], [fine(0, 1, money=paid)], text=text)
    assert straightened(reading).entities[0].reference == key


def test_where_a_report_comes_from_is_spoken_of() -> None:
    for text, country in (("MANILA - The SEC met.", "PH"), ("OSLO - The SEC met.", None), ("The SEC met.", "US")):
        assert straightened(told("1.txt", [("Agency", "SEC")], text=text)).entities[0].country == country


def test_a_known_firm_tells_of_its_country_where_nothing_else_does() -> None:
    tesla = thing("Company", "Tesla", reference="company/tesla", country="US")
    for text, key in (("The OCC praised Tesla.", "US"), ("The OCC praised Tesla in Manila.", None)):
        assert straightened(told("1.txt", [("Agency", "OCC"), tesla], text=text)).entities[0].country == key


def test_what_one_acronym_stands_for_tells_of_another() -> None:
    entities = straightened(told("1.txt", [("Agency", "CFPB"), ("Agency", "OCC")], text="The CFPB agreed, and so did the OCC.")).entities
    assert [e.country for e in entities] == ["US", "US"]


def test_a_name_without_its_state_is_that_of_a_country_spoken_of() -> None:
    for text, key in (("The Competition Commission of tolls in Mumbai met.", "IN"), ("The Competition Commission of tolls met.", None)):
        name = "Securities and Exchange Board"
        entities = straightened(told("1.txt", [("Agency", name)], text=text.replace("Competition Commission of tolls", name))).entities
        assert entities[0].country == key


def test_a_shared_name_read_as_that_of_a_country_not_spoken_of_is_another_s() -> None:
    read = thing("Agency", "Fair Trade Commission", reference="agency/tw-taiwan-fair-trade-commission", country="TW")
    for place, country in (("Seoul", "KR"), ("Taipei", "TW"), ("Oslo", "TW")):
        entities = straightened(told("1.txt", [read], text=f"The Fair Trade Commission in {place} met.")).entities
        assert entities[0].country == country
