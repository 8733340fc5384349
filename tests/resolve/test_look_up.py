"""What a name is known as, told by the countries of its article."""

from __future__ import annotations

import pytest

from kg.resolve import names, resolve
from kg.resolve.look_up import plain_one_of, sure_acronym
from kg.resolve.within import straightened
from tests.resolve.make import Named, ids, thing, told


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
