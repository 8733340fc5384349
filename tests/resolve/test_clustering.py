"""Who is one with whom, and who is not."""

import pytest

from kg.records import Reading
from tests.resolve.make import Named, entity, fine, ids, named_in, resolve, says, thing, told


def test_renamed_legal_forms_and_possessives_are_one_company() -> None:
    r = resolve(
        [
            told(f"{n}.txt", [("Company", name)])
            for n, name in enumerate(["Quillmark Inc.", "Quillmark Corporation", "The Quillmark Co., Ltd.", "Quillmark's"])
        ]
    )
    assert ids(r) == ["company/quillmark"]


def test_the_gazetteer_key_is_the_id_and_joins_what_shares_it() -> None:
    sec = "agency/us-securities-and-exchange-commission"
    r = resolve(
        [
            told("a.txt", [thing("Agency", "SEC", reference=sec)]),
            told("b.txt", [thing("Agency", "Securities and Exchange Commission", reference=sec)]),
        ]
    )
    assert ids(r) == [sec]
    assert "SEC" in {entity(r, sec).label, *entity(r, sec).aliases}


def test_two_references_are_two_whatever_they_are_called() -> None:
    r = resolve(
        [
            told("a.txt", [thing("Company", "Mercury", reference="company/mercury-bank")]),
            told("b.txt", [thing("Company", "Mercury", reference="company/mercury-foods")]),
        ]
    )
    assert ids(r) == ["company/mercury-bank", "company/mercury-foods"]


def test_a_name_goes_to_the_one_reference_that_bears_it_but_not_to_one_of_two() -> None:
    known = told("a.txt", [thing("Company", "Mercury", reference="company/mercury-bank")])
    plain = told("b.txt", [("Company", "Mercury")])
    assert ids(resolve([known, plain])) == ["company/mercury-bank"]
    other = told("c.txt", [thing("Company", "Mercury", reference="company/mercury-foods")])
    assert len(ids(resolve([known, plain, other]))) == 3


def test_a_name_meets_the_usual_name_of_a_reference() -> None:
    r = resolve([told("a.txt", [thing("Company", "Advanced Micro Devices", reference="company/amd")]), told("b.txt", [("Company", "AMD")])])
    assert ids(r) == ["company/amd"]


def test_samsung_joins_neither_of_two() -> None:
    r = resolve(
        [
            told("a.txt", [("Company", "Samsung Electronics", "Samsung")]),
            told("b.txt", [("Company", "Samsung SDI", "Samsung")]),
            told("c.txt", [("Company", "Samsung")]),
        ]
    )
    assert ids(r) == ["company/samsung", "company/samsung-electronics", "company/samsung-sdi"]


def test_a_short_form_never_chains_two_full_names() -> None:
    r = resolve([told("a.txt", [("Company", "Harrow Motor", "Harrow")]), told("b.txt", [("Company", "Harrow Foods", "Harrow")])])
    assert len(ids(r)) == 2


def test_a_short_form_joins_the_only_full_name_that_an_article_gives_for_it() -> None:
    r = resolve([told("a.txt", [("Company", "Harrow Motor Co.", "Harrow")]), told("b.txt", [("Company", "Harrow")])])
    assert ids(r) == ["company/harrow-motor"]
    assert entity(r, "company/harrow-motor").aliases == ("Harrow",)


def test_a_short_form_without_an_article_that_gives_it_stays_apart() -> None:
    assert len(ids(resolve([told("a.txt", [("Company", "Harrow Motor Co.")]), told("b.txt", [("Company", "Harrow")])]))) == 2


def test_parent_and_unit_named_side_by_side_stay_apart() -> None:
    r = resolve([told("a.txt", [("Company", "Harrow Motor", "Harrow")]), told("b.txt", [("Company", "Harrow"), ("Company", "Harrow Motor")])])
    assert len(ids(r)) == 2


@pytest.mark.parametrize("longer", ["Quillmark Pantheon", "Quillmark Investments", "Quillmark Holding Company", "Quillmark and Harrow"])
def test_a_longer_name_that_says_more_is_another_firm(longer: str) -> None:
    assert len(ids(resolve([told("a.txt", [("Company", "Quillmark")]), told("b.txt", [("Company", longer, "Quillmark")])]))) == 2


def test_a_state_is_no_short_form_of_its_senate_but_is_one_with_its_government() -> None:
    r = resolve([told("a.txt", [("Agency", "US")]), told("b.txt", [("Agency", "US Senate", "US")]), told("c.txt", [("Agency", "the US government")])])
    assert len(ids(r)) == 2
    assert named_in(r, "a.txt") == named_in(r, "c.txt")
    r = resolve(
        [told(f"{n}.txt", [("Agency", name)]) for n, name in enumerate(["Britain", "UK", "British government", "Government of the United Kingdom"])]
    )
    assert len(ids(r)) == 1


def test_two_letters_and_names_of_products_are_not_short_forms() -> None:
    assert len(ids(resolve([told("a.txt", [("Company", "Garden Bolts", "GB")]), told("b.txt", [("Company", "GB")])]))) == 2
    assert len(ids(resolve([told("a.txt", [("Product", "Zephyr Two", "Zephyr")]), told("b.txt", [("Product", "Zephyr")])]))) == 2


def test_an_acronym_joins_the_name_that_an_article_gives_with_it() -> None:
    r = resolve([told("a.txt", [("Agency", "Bureau of Harbour Tolls", "BHT")]), told("b.txt", [("Agency", "BHT")])])
    assert ids(r) == ["agency/bureau-of-harbour-tolls"]


def test_fsa_of_two_countries() -> None:
    uk = told("uk.txt", [thing("Agency", "Financial Services Authority", "FSA", country="GB")])
    japan = told("jp.txt", [thing("Agency", "Financial Services Agency", "FSA", country="JP")])
    bare = told("bare.txt", [("Agency", "FSA")])
    british = told("gb.txt", [thing("Agency", "FSA", country="GB")])
    r = resolve([uk, japan, bare, british])
    assert len(ids(r)) == 3
    assert named_in(r, "gb.txt") == named_in(r, "uk.txt")
    assert named_in(r, "bare.txt")[0] not in named_in(r, "uk.txt") + named_in(r, "jp.txt")


def test_a_shared_acronym_joins_by_a_second_sign() -> None:
    long = told("a.txt", [("Agency", "Financial Services Authority", "FSA"), ("Company", "Quillmark")], [fine(0, 1)])
    assert len(ids(resolve([long, told("b.txt", [("Agency", "FSA"), ("Company", "Quillmark")], [fine(0, 1)])]), "agency/")) == 1
    assert len(ids(resolve([long, told("b.txt", [("Agency", "FSA"), ("Company", "Harrow")], [fine(0, 1)])]), "agency/")) == 2


def test_names_that_many_bodies_bear_stay_apart_but_for_country_or_sign() -> None:
    plain = [told(f"{n}.txt", [("Court", "Supreme Court")]) for n in range(3)]
    assert len(ids(resolve(plain))) == 3
    same_country = [told(f"{n}.txt", [thing("Court", "Supreme Court", country=c)]) for n, c in enumerate(["BR", "BR", "IN"])]
    assert len(ids(resolve(same_country))) == 2
    local = [told(f"{n}.txt", [thing("Court", "District Court", country="US")]) for n in range(2)]
    assert len(ids(resolve(local))) == 2


def test_ford_the_man_and_ford_the_maker() -> None:
    r = resolve([told("a.txt", [("Person", "Ford"), ("Company", "Ford")]), told("b.txt", [("Company", "Ford Motor", "Ford")])])
    assert len(ids(r, "person/")) == 1
    assert ids(r, "company/") == ["company/ford-motor"]
    assert ids(resolve([told("a.txt", [("Person", "Harrison Ford")]), told("b.txt", [("Company", "Ford")])])) == [
        "company/ford",
        "person/harrison-ford",
    ]


def test_the_type_that_most_articles_give() -> None:
    r = resolve([told(f"{n}.txt", [(t, "Harbour Watch")]) for n, t in enumerate(["Company", "Organization", "Organization"])])
    assert ids(r) == ["organization/harbour-watch"]


def test_types_stay_apart_where_one_article_tells_them_apart() -> None:
    r = resolve([told("a.txt", [("Company", "Meridian"), ("Organization", "Meridian")]), told("b.txt", [("Company", "Meridian")])])
    assert ids(r) == ["company/meridian", "organization/meridian"]


def test_legal_forms_of_two_countries_are_parent_and_unit() -> None:
    r = resolve([told("a.txt", [("Company", "Isar GmbH")]), told("b.txt", [("Company", "Isar plc")]), told("c.txt", [("Company", "Isar GmbH")])])
    assert len(ids(r)) == 2


def test_two_firms_of_one_name_on_two_continents() -> None:
    r = resolve([told("a.txt", [("Company", "Lahn & Co.")]), told("b.txt", [("Company", "Lahn KGaA")]), told("c.txt", [("Company", "Lahn & Co.")])])
    assert len(ids(r)) == 2


def test_a_reference_does_not_hold_against_the_legal_form() -> None:
    german = thing("Company", "Merck KGaA", "Merck", reference="company/merck", country="US")
    american = thing("Company", "Merck & Co.", "Merck", reference="company/merck", country="US")
    assert len(ids(resolve([told("a.txt", [german]), told("b.txt", [american])]))) == 2
    plain = thing("Company", "Merck", reference="company/merck", country="US")
    assert len(ids(resolve([told("a.txt", [german]), told("b.txt", [plain])]))) == 2


def test_products_and_firms_of_one_name_are_two() -> None:
    assert ids(resolve([told("a.txt", [("Product", "Zephyr")]), told("b.txt", [("Company", "Zephyr")])])) == ["company/zephyr", "product/zephyr"]


def smith(source: str, *others: str, employer: str | None = None, date: str | None = None) -> object:
    entities = [("Person", "John Smith"), *(("Company", o) for o in others)]
    claims = [says(0, "worksFor", len(entities))] if employer else []
    return told(source, [*entities, ("Company", employer)] if employer else entities, claims, date)


def test_two_john_smiths() -> None:
    r = resolve([smith("a.txt", employer="Acme"), smith("b.txt", employer="Quillmark"), smith("c.txt", employer="Acme")])
    assert ids(r, "person/") == ["person/john-smith", "person/john-smith-quillmark"]
    assert named_in(r, "a.txt")[1] == named_in(r, "c.txt")[1] == "person/john-smith"


def test_the_employer_that_one_article_gives_and_the_other_names_is_a_sign() -> None:
    assert len(ids(resolve([smith("a.txt", employer="Acme"), smith("b.txt", "Acme")]), "person/")) == 1
    assert len(ids(resolve([smith("a.txt", employer="Acme"), smith("b.txt", "Acme", employer="Harrow")]), "person/")) == 2


def test_a_firm_in_the_same_case_is_a_sign() -> None:
    suit = [("Person", "John Smith"), ("Company", "Acme"), ("Lawsuit", "? v. Acme")]
    accused = told("a.txt", suit, [says(0, "defendantIn", 2), says(1, "defendantIn", 2)])
    assert len(ids(resolve([accused, smith("b.txt", employer="Acme")]), "person/")) == 1
    assert len(ids(resolve([accused, smith("b.txt", employer="Harrow")]), "person/")) == 2


def test_a_name_alone_joins_no_persons() -> None:
    assert len(ids(resolve([smith("a.txt"), smith("b.txt")]), "person/")) == 2


@pytest.mark.parametrize(
    ("dates", "shared", "persons"),
    [((None, None), 1, 2), ((None, None), 2, 1), (("2021-05-12", "2021-05-14"), 1, 1), (("2019-05-12", "2021-05-14"), 1, 2)],
)
def test_who_is_named_beside_them_may_join_persons(dates: tuple[str | None, str | None], shared: int, persons: int) -> None:
    others = ["Quillmark", "Harrow"][:shared]
    assert len(ids(resolve([smith("a.txt", *others, date=dates[0]), smith("b.txt", *others, date=dates[1])]), "person/")) == persons


@pytest.mark.parametrize(
    ("first", "second", "persons"),
    [
        ("The rules were read out by Chancellor Ada Moss on Monday.", "Ada Moss, the chancellor, was not in town.", 1),
        ("It was the French president Ada Moss who came.", "French President Ada Moss stayed away.", 1),
        ("Their president Ada Moss came.", "Its president Ada Moss stayed away.", 2),
        ("The judge Ada Moss came.", "Chancellor Ada Moss stayed away.", 2),
        ("The Chancellor of the Exchequer Ada Moss came.", "Chancellor Ada Moss stayed away.", 1),
        ("Economics minister Ada Moss came.", "The economy minister Ada Moss stayed away.", 1),
    ],
)
def test_an_office_is_a_second_sign(first: str, second: str, persons: int) -> None:
    assert len(ids(resolve([told("a.txt", [("Person", "Ada Moss")], text=first), told("b.txt", [("Person", "Ada Moss")], text=second)]))) == persons


@pytest.mark.parametrize(
    ("name", "text", "persons"),
    [
        ("Prime Minister Ada Moss", "Prime Minister Ada Moss stayed away.", 1),
        ("Exchequer Ada Moss", "The Chancellor of the Exchequer Ada Moss stayed away.", 2),
        ("Ms Ada Moss", "Ms Ada Moss stayed away.", 2),
    ],
)
def test_an_office_may_be_read_as_part_of_the_name(name: str, text: str, persons: int) -> None:
    head = told("a.txt", [("Person", "Ada Moss")], text="It was Prime Minister Ada Moss who came.")
    assert len(ids(resolve([head, told("b.txt", [("Person", name)], text=text)]))) == persons


@pytest.mark.parametrize(
    ("first", "second", "persons"),
    [
        ("Tarvos Mills", "Tarvos Mills Retail", 1),
        ("Inner Tarvos", "Tarvos", 1),
        ("Tarvos Mills", "Tarvos Paper", 2),
        ("Group", "Tarvos Group", 2),
        ("France", "France Paper", 2),
    ],
)
def test_posts_at_two_firms_of_one_house_are_a_second_sign(first: str, second: str, persons: int) -> None:
    assert len(ids(resolve([smith("a.txt", employer=first), smith("b.txt", employer=second)]), "person/")) == persons


def test_the_same_closing_line_names_the_same_writer() -> None:
    line = " {} writes every other week for the toll page of the harbour paper and its readers."
    first, second = "The crane was sold in spring.", "No ship came in at all for all of a wet week, and the old dock stood as empty as it ever had."

    def by(source: str, body: str, line: str) -> Reading:
        return told(source, [("Person", "Ada Moss")], text=body + line.format("Ada Moss"))

    assert len(ids(resolve([by("a.txt", first, line), by("b.txt", second, line)]))) == 1
    assert len(ids(resolve([by("a.txt", first, " {} said so."), by("b.txt", second, " {} said so.")]))) == 2


def test_news_makers_and_states_are_no_sign() -> None:
    def report(source: str) -> object:
        return told(source, [("Person", "John Smith"), ("Company", "Reuters"), ("Agency", "China"), ("Agency", "Russia")], date="2021-05-12")

    assert len(ids(resolve([report("a.txt"), report("b.txt")]), "person/")) == 2


def test_middle_initials_keep_persons_apart_and_are_not_bridged() -> None:
    def at_acme(source: str, name: str) -> object:
        return told(source, [("Person", name), ("Company", "Acme")], [says(0, "worksFor", 1)])

    r = resolve([at_acme("a.txt", "John A. Smith"), at_acme("b.txt", "John B. Smith"), at_acme("c.txt", "John Smith")])
    assert len(ids(r, "person/")) == 2


def test_family_names_alone_are_nobody_elsewhere_and_never_take_the_plain_id() -> None:
    def at_acme(source: str) -> object:
        return told(source, [("Person", "Smith"), ("Company", "Acme")], [says(0, "worksFor", 1)])

    r = resolve([at_acme("a.txt"), at_acme("b.txt")])
    found = ids(r, "person/")
    assert len(found) == 2
    assert "person/smith" not in found


def test_one_article_that_names_two_of_a_name_keeps_them() -> None:
    r = resolve(
        [told("a.txt", [("Person", "John Smith"), ("Person", "John Smith"), ("Company", "Acme")], [says(0, "worksFor", 2), says(1, "worksFor", 2)])]
    )
    assert len(ids(r, "person/")) == 2


def test_a_reprint_names_the_same_people() -> None:
    body = "The toll board of the old harbour met on a wet morning and heard that Smith had sold the crane "
    body += "to a dealer from the north without asking for any bids at all."
    r = resolve([told("a.txt", [("Person", "Smith")], text=body), told("b.txt", [("Person", "Smith")], text=body + " Copied with leave.")])
    assert len(ids(r, "person/")) == 1


def test_every_join_and_every_refusal_has_a_reason() -> None:
    r = resolve([smith("a.txt", employer="Acme"), smith("b.txt", employer="Quillmark"), smith("c.txt", employer="Acme")])
    said = {(j.left, j.right, j.verdict): j.reason for j in r.judgements}
    assert said["a.txt: John Smith", "c.txt: John Smith", "same"] == "one name, both with Acme"
    assert said["a.txt: John Smith", "b.txt: John Smith", "different"] == "one with Acme, the other with Quillmark"


def test_what_only_a_name_speaks_for_is_unsure_and_said_to_be_possibly_the_same() -> None:
    r = resolve([smith("a.txt", employer="Acme"), smith("b.txt", "Quillmark")])
    (doubt,) = (j for j in r.judgements if j.verdict == "unsure")
    first, second = ids(r, "person/")
    assert (doubt.reason, doubt.left_id, doubt.right_id) == ("one name, no second sign", first, second)
    assert (entity(r, first).possibly_same, entity(r, second).possibly_same) == ((second,), ())
    assert 0 < doubt.score < 1


def test_a_short_form_of_several_is_possibly_each_of_them() -> None:
    r = resolve(
        [
            told("a.txt", [("Company", "Harrow Motor", "Harrow")]),
            told("b.txt", [("Company", "Harrow Foods", "Harrow")]),
            told("c.txt", [("Company", "Harrow")]),
        ]
    )
    assert entity(r, "company/harrow").possibly_same == ("company/harrow-foods", "company/harrow-motor")


def person(source: str, text: str, name: str, *others: Named) -> Reading:
    return told(source, [("Person", name), *others], text=text)


@pytest.mark.parametrize(
    ("one", "two", "names", "joined"),
    [
        ("Toll economist {0} said so.", "So said toll economist {1}.", ("Ann Orme", "Ann Orme"), True),
        ("Chief executive {0} said so.", "So said chief executive {1}.", ("Ann Orme", "Ann Orme"), False),
        ("Senior analyst {0} said so.", "So said senior analyst {1}.", ("Ann Orme", "Ann Orme"), False),
        ("Brazilian President {0} said so.", "In Brazil, President {1} left.", ("Ann Orme", "Ann Orme"), True),
        ("Brazil's president, {0}, said so.", "Brazilian President {1} left.", ("Ann Orme", "Ann Orme"), True),
        ("In Brazil President {0} said so.", "In Chile President {1} left.", ("Ann Orme", "Ann Orme"), False),
        ("In Brazil its President {0} said so.", "In Brazil its President {1} left.", ("Ann Orme", "Ann Orme"), False),
        ("In Brazil Bolt President {0} said so.", "In Brazil Harl President {1} left.", ("Ann Orme", "Ann Orme"), False),
        ("Toll minister {0} said so.", "So said toll minister {1}.", ("Yevgeny Orme", "Evgeniy Orme"), True),
        ("Toll minister {0} said so.", "So said toll minister {1}.", ("Mohammed Al-Orme", "Muhammad al Orme"), True),
        ("Toll minister {0} said so.", "So said toll minister {1}.", ("José Luis Orme Ruiz", "Jose Luis Orme"), True),
        ("Toll minister {0} said so.", "So said toll minister {1}.", ("José Pablo Orme Ruiz", "Jose Luis Orme"), False),
    ],
)
def test_what_a_person_is_called_before_the_name_is_a_second_sign(one: str, two: str, names: tuple[str, str], joined: bool) -> None:
    r = resolve([person("a.txt", one.format(*names), names[0]), person("b.txt", two.format(*names), names[1])])
    assert len(ids(r, "person/")) == (1 if joined else 2)


def test_the_first_of_two_family_names_stands_for_both_in_one_article() -> None:
    text = "José Luis Ruiz Marquina fled. Mr Ruiz is missed."
    assert ids(resolve([person("a.txt", text, "José Luis Ruiz Marquina", ("Person", "Ruiz"))])) == ["person/jose-luis-ruiz-marquina"]
    text = "José Luis Ruiz Marquina and Ana Ruiz fled. Mr Ruiz is missed."
    r = resolve([person("a.txt", text, "José Luis Ruiz Marquina", ("Person", "Ana Ruiz"), ("Person", "Ruiz"))])
    assert "person/jose-luis-ruiz-marquina" in ids(r)
    assert len(ids(r)) == 3


def test_a_product_with_its_maker_in_front_is_one_in_an_article() -> None:
    r = resolve([told("a.txt", [("Company", "Orme"), ("Product", "Orme Quill"), ("Product", "Quill")])])
    assert len(ids(r, "product/")) == 1
    r = resolve([told("a.txt", [("Company", "Harl"), ("Product", "Orme Quill"), ("Product", "Quill")])])
    assert len(ids(r, "product/")) == 2


def test_what_a_person_is_known_as_is_his_name_too() -> None:
    works = [says(0, "worksFor", 1)]
    called = told("a.txt", [("Person", "William Orme", "Bill Orme"), ("Company", "Quillmark")], works)
    assert ids(resolve([called, told("b.txt", [("Person", "Bill Orme"), ("Company", "Quillmark")], works)]), "person/") == ["person/william-orme"]
    assert len(ids(resolve([called, told("b.txt", [("Person", "Bill Orme"), ("Company", "Harl")], works)]), "person/")) == 2
