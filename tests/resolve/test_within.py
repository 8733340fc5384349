"""One article put straight: whom a stretch names, where its neighbours tell."""

from __future__ import annotations

import re

import pytest

from kg.checked_yaml import load_knowledge
from kg.records import LocalEntity, Mention, Reading, Span
from kg.resolve import resolve
from kg.resolve.fitting import product_within, stranger
from kg.resolve.look_up import acronym_among, agency_named
from kg.resolve.said import Renamings, Units, called_a_unit
from kg.resolve.within import straightened
from tests.resolve.make import Named, fine, ids, says, thing, told


def reading(text: str, *entities: tuple[str, str, list[str]], claims: list[dict[str, object]] | None = None, reference: str | None = None) -> Reading:
    """Entities as (type, name, mentions in the text as (words or words@n)); every claim spans its own sentence, the one with `at` in it."""
    made: list[Named] = []
    for number, (type, name, words) in enumerate(entities):
        mentions = []
        for word in words:
            word, _, nth = word.partition("@")
            at = -1
            for _ in range(int(nth or 1)):
                at = text.index(word, at + 1)
            mentions.append(Mention(span=Span(start=at, end=at + len(word)), text=word))
        aliases = tuple(dict.fromkeys(m.text for m in mentions if m.text != name))
        made.append(
            LocalEntity.model_validate(
                {"id": number, "type": type, "name": name, "aliases": aliases, "mentions": mentions, "reference": reference if not number else None}
            )
        )
    told_so = told("a.txt", [], [], text=text)
    bare = Reading(article=told_so.article, entities=tuple(e for e in made if isinstance(e, LocalEntity)))
    said = []
    for claim in claims or ():
        at = text.index(str(claim.pop("at")))
        end = text.index(".", at) + 1
        said.append({"span": {"start": text.rfind(". ", 0, at) + 1, "end": end}, "confidence": 0.8, "engine": "hand", "rule": "hand", **claim})
    return Reading.model_validate({**bare.model_dump(), "claims": said})


def named(r: Reading) -> dict[str, list[str]]:
    return {e.name: [m.text for m in e.mentions] for e in r.entities}


def test_a_title_tells_the_man_from_the_maker() -> None:
    text = "Harrow named a chief. Bill Harrow stays. Mr Harrow sued Orme. Harrow Motor fell."
    r = reading(
        text,
        ("Company", "Harrow Motor", ["Harrow@1", "Harrow@3", "Harrow Motor"]),
        ("Person", "Bill Harrow", ["Bill Harrow"]),
        ("Company", "Orme", ["Orme"]),
        claims=[{"at": "sued", "subject": 0, "predicate": "sued", "object": 2, "event": "LawsuitFiling"}],
    )
    straight = straightened(r)
    assert named(straight) == {"Harrow Motor": ["Harrow", "Harrow Motor"], "Bill Harrow": ["Bill Harrow", "Harrow"], "Orme": ["Orme"]}
    assert straight.entities[1].aliases == ("Harrow",)
    assert straight.claims[0].subject == 1


def test_two_of_a_family_leave_the_title_open() -> None:
    r = reading(
        "Bill Harrow and Ann Harrow met. Mr Harrow left Harrow Motor.",
        ("Company", "Harrow Motor", ["Harrow@3", "Harrow Motor"]),
        ("Person", "Bill Harrow", ["Bill Harrow"]),
        ("Person", "Ann Harrow", ["Ann Harrow"]),
    )
    assert named(straightened(r)) == named(r)


def test_the_last_named_of_the_family_name_is_meant_unless_the_firm_is_known_by_it() -> None:
    text = "Quillan Fargot was sued. Judge Martha Quillan will hear it. Quillan has done so before."
    r = reading(text, ("Company", "Quillan Fargot", ["Quillan Fargot", "Quillan@3"]), ("Person", "Martha Quillan", ["Martha Quillan"]))
    assert named(straightened(r))["Martha Quillan"] == ["Martha Quillan", "Quillan"]
    text = "Boeing Co was sued. Judge Martha Boeing will hear it. Boeing fell."
    r = reading(text, ("Company", "Boeing Co", ["Boeing Co", "Boeing@3"]), ("Person", "Martha Boeing", ["Martha Boeing"]), reference="company/boeing")
    assert named(straightened(r)) == named(r)


def test_what_one_owns_half_of_is_the_firm() -> None:
    r = reading(
        "Harrow Motor said Bill Harrow left. Orme, which bought half of Harrow, was glad.",
        ("Company", "Harrow Motor", ["Harrow Motor", "Harrow@3"]),
        ("Person", "Bill Harrow", ["Bill Harrow"]),
    )
    assert named(straightened(r)) == {"Harrow Motor": ["Harrow Motor", "Harrow"], "Bill Harrow": ["Bill Harrow"]}


def test_a_stretch_that_two_claim_goes_to_the_one_of_that_name() -> None:
    text = "Osk Private Bank denies it. Osk owns the bank."
    r = reading(text, ("Company", "Osk Private Bank", ["Osk Private Bank", "Osk@2"]), ("Company", "Osk", ["Osk@2"]))
    straight = straightened(r)
    assert named(straight) == {"Osk Private Bank": ["Osk Private Bank"], "Osk": ["Osk"]}
    assert straight.entities[0].aliases == ()


def test_legal_forms_of_two_countries_are_two_firms_and_take_their_claims_along() -> None:
    text = "Lahn GmbH sued Orme. Lahn Plc denied it."
    r = reading(
        text,
        ("Company", "Lahn Plc", ["Lahn GmbH", "Lahn Plc"]),
        ("Company", "Orme", ["Orme"]),
        claims=[{"at": "sued", "subject": 0, "predicate": "sued", "object": 1, "event": "LawsuitFiling"}],
    )
    straight = straightened(r)
    assert named(straight) == {"Lahn Plc": ["Lahn Plc"], "Orme": ["Orme"], "Lahn GmbH": ["Lahn GmbH"]}
    assert straight.entities[straight.claims[0].subject].name == "Lahn GmbH"
    assert [e.id for e in straight.entities] == [0, 1, 2]


def test_a_firm_is_called_by_its_fullest_name() -> None:
    r = reading("Orme Trucks recalled lorries. Orme paid.", ("Company", "Orme", ["Orme Trucks", "Orme@2"]))
    assert straightened(r).entities[0].name == "Orme Trucks"


def test_what_is_straight_stays_as_it_was() -> None:
    r = told("a.txt", [("Company", "Orme Trucks", "Orme"), ("Person", "Ann Lee", "Lee")], [fine(0, 1)])
    assert straightened(r) == r
    once = straightened(
        reading("Mr Harrow left Harrow Motor. Bill Harrow.", ("Company", "Harrow Motor", ["Harrow@1"]), ("Person", "Bill Harrow", ["Bill Harrow"]))
    )
    assert straightened(once) == once


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("US SEC", "agency/us-securities-and-exchange-commission"),
        ("Thai SEC", "agency/th-thai-securities-and-exchange-commission"),
        ("Commerce Ministry of China", "agency/cn-chinese-ministry-of-commerce"),
        ("EU Commission", "agency/european-commission"),
        ("Southern District of New York", "court/us-district-court-for-the-southern-district-of-new-york"),
        ("SEC", None),
        ("US Board of Lanterns", None),
        ("Bank of England", None),
        ("Chinese government", None),
    ],
)
def test_an_agency_behind_its_state_s_name(name: str, key: str | None) -> None:
    assert agency_named(name) == key


def test_an_acronym_is_the_one_of_the_article_s_countries() -> None:
    assert acronym_among("NCA", {"GB", "US"}) == "agency/gb-national-crime-agency"
    assert acronym_among("SEC", {"US", "PH"}) is None
    assert acronym_among("SEC", set()) is None
    r = straightened(
        told("a.txt", [thing("Agency", "FCA"), thing("Agency", "PRA", reference="agency/gb-prudential-regulation-authority", country="GB")])
    )
    assert r.entities[0].reference == "agency/gb-financial-conduct-authority"
    assert straightened(told("a.txt", [("Agency", "FCA")])).entities[0].reference is None


def test_renamings_as_their_file_says() -> None:
    file = load_knowledge("lexicons/renamings.yaml", Renamings)
    for sentences, holds in ((file.examples, True), (file.counter_examples, False)):
        assert sentences
        for sentence in sentences:
            plain = sentence.replace("[", "").replace("]", "")
            kind = "Person" if "Ida" in plain else "Company"
            found = dict.fromkeys([*re.findall(r"\[(.*?)\]", sentence), *(["Osk"] if "Osk" in plain else [])])
            one = resolve([told("a.txt", [(kind, name) for name in found], text=plain)])
            left, right = list(found)[:2]
            assert any({left, right} <= {e.label, *e.aliases} for e in one.graph.entities) == holds, sentence


def test_a_renamed_firm_is_one_over_articles() -> None:
    new = told("a.txt", [("Company", "Tolvane"), ("Company", "Harl Mutual")], text="Tolvane, formerly known as Harl Mutual, was fined.")
    old = told("b.txt", [("Company", "Harl Mutual")], text="Harl Mutual was fined.")
    unit = told("c.txt", [("Company", "Quorne"), ("Company", "Harl Mutual")], text="Quorne, formerly a unit of Harl Mutual, was fined.")
    assert len(ids(resolve([new, old]))) == 1
    assert len(ids(resolve([unit, old]))) == 2


def test_a_group_is_the_firm_unless_an_article_names_both() -> None:
    one, group = told("a.txt", [("Company", "Quillmark")]), told("b.txt", [("Company", "Quillmark Group")])
    assert len(ids(resolve([one, group]))) == 1
    both = told("c.txt", [("Company", "Quillmark"), ("Company", "Quillmark Group")])
    assert len(ids(resolve([both]))) == 2


def test_a_model_with_its_maker_in_front_is_the_model() -> None:
    maker = told("a.txt", [("Company", "Quillmark"), ("Product", "Quillmark Zephyr 9")])
    model = told("b.txt", [("Product", "Zephyr 9")])
    assert len(ids(resolve([maker, model]), "product/")) == 1
    assert len(ids(resolve([told("a.txt", [("Product", "Grey Zephyr 9")]), model]), "product/")) == 2


def test_names_in_another_script_need_a_second_sign() -> None:
    first = told("a.txt", [("Person", "Pavel Orlovskiy"), ("Company", "Yukanov")], [says(0, "worksFor", 1)])
    second = told("b.txt", [("Person", "Pavel Orlovsky"), ("Company", "Yukanov")], [says(0, "worksFor", 1)])
    alone = told("b.txt", [("Person", "Pavel Orlovsky")])
    assert len(ids(resolve([first, second]), "person/")) == 1
    assert len(ids(resolve([first, alone]), "person/")) == 2


def test_kin_named_side_by_side_twice_are_the_same_two() -> None:
    pair: list[Named] = [("Person", "Bernard Quorne"), ("Person", "Peter Quorne")]
    assert len(ids(resolve([told("a.txt", pair, date="2009-01-01"), told("b.txt", pair, date="2013-01-01")]), "person/")) == 2
    others: list[Named] = [("Person", "Bernard Quorne"), ("Person", "Ann Lee")]
    assert len(ids(resolve([told("a.txt", others, date="2009-01-01"), told("b.txt", others, date="2013-01-01")]), "person/")) == 4


def test_a_state_is_no_acronym_of_its_bodies() -> None:
    assert len(ids(resolve([told("a.txt", [("Agency", "US"), ("Agency", "US Senate"), ("Agency", "US Board of Tolls", "UBT")])]), "agency/")) == 3


def test_a_state_s_name_is_the_state_and_not_its_senate() -> None:
    r = reading(
        "France lifted its ban on Orme. The France Senate met.",
        ("Agency", "France Senate", ["France@1", "France Senate"]),
        ("Company", "Orme", ["Orme"]),
        claims=[{"at": "lifted", "subject": 0, "predicate": "liftedSanctionOn", "object": 1, "event": "SanctionLifting"}],
    )
    straight = straightened(r)
    assert named(straight) == {"France Senate": ["France Senate"], "Orme": ["Orme"], "France": ["France"]}
    assert straight.entities[2].country == "FR"
    assert straight.claims[0].subject == 2


def test_an_agency_is_of_the_state_whose_possessive_stands_before_it() -> None:
    text = "Ireland's Environmental Protection Agency fined Orme."
    us = "agency/us-environmental-protection-agency"
    one = straightened(reading(text, ("Agency", "Environmental Protection Agency", ["Environmental Protection Agency"]), reference=us)).entities[0]
    assert (one.country, one.reference == us) == ("IE", False)
    own = straightened(reading(text[10:], ("Agency", "Environmental Protection Agency", ["Environmental Protection Agency"]), reference=us)).entities[
        0
    ]
    assert own.reference == us


@pytest.mark.parametrize(
    ("name", "reference", "place"),
    [
        ("BBC", "company/bbc", None),
        ("BBC World Service", "company/bbc", "behind"),
        ("Boeing Company", "company/boeing", None),
        ("US Boeing Corporation", "company/boeing", None),
        ("Boeing spokespeople", "company/boeing", None),
        ("Fiat 12", "company/fiat", None),
        ("Xbox 2", "product/xbox", "behind"),
        ("Microsoft Xbox", "product/xbox", None),
        ("iPods", "product/ipod", None),
        ("Institute for the Study of Labour", "organization/labour-party", "before"),
        ("State Environmental Protection Agency", "agency/gb-scottish-environment-protection-agency", "before"),
        ("US Securities Exchange Commission", "agency/us-securities-and-exchange-commission", None),
        ("Orme", "company/of-no-gazetteer", None),
    ],
)
def test_a_longer_name_is_not_the_known_thing_that_it_holds(name: str, reference: str, place: str | None) -> None:
    assert stranger(name, reference) == place


def test_a_known_product_behind_its_maker_s_name() -> None:
    assert product_within("Sony PlayStation", "company/sony") == "product/playstation"
    assert product_within("Sony Lanterns", "company/sony") is None


def test_what_only_begins_with_a_known_name_is_a_thing_of_its_own() -> None:
    text = "Boeing was sued. Boeing Lanterns was not. A Sony PlayStation was."
    r = straightened(reading(text, ("Company", "Boeing", ["Boeing", "Boeing Lanterns"]), reference="company/boeing"))
    assert named(r) == {"Boeing": ["Boeing"], "Boeing Lanterns": ["Boeing Lanterns"]}
    assert [e.reference for e in r.entities] == ["company/boeing", None]
    r = straightened(reading("Sony sells the Sony PlayStation.", ("Company", "Sony", ["Sony", "Sony PlayStation"]), reference="company/sony"))
    assert [(e.type, e.reference) for e in r.entities] == [("Company", "company/sony"), ("Product", "product/playstation")]
    r = straightened(reading("The Xbox 2 comes after the Xbox.", ("Product", "Xbox 2", ["Xbox 2", "Xbox@2"]), reference="product/xbox"))
    assert {e.name: e.reference for e in r.entities} == {"Xbox": "product/xbox", "Xbox 2": None}


def test_a_name_in_full_before_the_short_one_stays_the_known_firm() -> None:
    text = "Boeing Lanterns Group was sued. Boeing denied it."
    r = reading(text, ("Company", "Boeing Lanterns Group", ["Boeing Lanterns Group", "Boeing@2"]), reference="company/boeing")
    assert straightened(r) == r
    alone = reading("Boeing Lanterns was sued.", ("Company", "Boeing Lanterns", ["Boeing Lanterns"]), reference="company/boeing")
    assert straightened(alone).entities[0].reference is None


def test_units_as_their_file_says() -> None:
    file = load_knowledge("lexicons/units.yaml", Units)
    for sentences, holds in ((file.examples, True), (file.counter_examples, False)):
        assert sentences
        for sentence in sentences:
            start, end = sentence.index("["), sentence.index("]") - 1
            assert called_a_unit(sentence.replace("[", "").replace("]", ""), start, end) == holds, sentence


def test_a_unit_beside_its_firm_is_another_and_takes_its_claims_along() -> None:
    text = "Orme, previously known as Harl, was fined. Orme Trucks, its unit, was sued by Bolt."
    r = reading(
        text,
        ("Company", "Orme Trucks", ["Orme", "Orme Trucks"]),
        ("Company", "Harl", ["Harl"]),
        ("Company", "Bolt", ["Bolt"]),
        claims=[{"at": "sued", "subject": 2, "predicate": "sued", "object": 0, "event": "LawsuitFiling"}],
    )
    straight = straightened(r)
    assert named(straight)["Orme"] == ["Orme"]
    assert named(straight)["Orme Trucks"] == ["Orme Trucks"]
    assert straight.entities[straight.claims[0].object or 0].name == "Orme Trucks"


def test_a_unit_of_the_firm_named_last_is_not_the_first_one_s() -> None:
    text = "Orme rose. Harl will buy all of Orme Trucks, its unit."
    r = reading(text, ("Company", "Orme Trucks", ["Orme", "Orme Trucks"]), ("Company", "Harl", ["Harl"]))
    assert named(straightened(r)) == named(r)


def test_the_new_name_is_the_renamed_firm_s_though_another_bears_it_too() -> None:
    text = "Harl Glass, now called Orme Belgium, was fined. Orme Group regretted it."
    r = reading(text, ("Company", "Harl Glass", ["Harl Glass", "Orme Belgium"]), ("Company", "Orme Group", ["Orme Belgium", "Orme Group"]))
    assert named(straightened(r)) == {"Harl Glass": ["Harl Glass", "Orme Belgium"], "Orme Group": ["Orme Group"]}


def test_a_state_s_treasury_is_no_firm_and_its_board_not_the_state() -> None:
    text = "Treasury Trucks fell. Australia's Treasury was silent."
    r = straightened(reading(text, ("Company", "Treasury Trucks", ["Treasury Trucks", "Treasury@2"])))
    assert [(e.type, e.name, e.country) for e in r.entities] == [("Company", "Treasury Trucks", None), ("Agency", "Treasury", "AU")]
    r = straightened(reading("The UK was silent; so was the UK's Board of Tolls.", ("Agency", "UK", ["UK", "UK's Board of Tolls"])))
    assert [(e.name, e.country) for e in r.entities] == [("UK", None), ("Board of Tolls", "GB")]


def test_an_acronym_is_called_by_what_it_stands_for_and_common_nouns_fall_off() -> None:
    r = straightened(told("a.txt", [("Organization", "ALS", "Alpine Lantern Show"), ("Company", "Orme network", "Orme")]))
    assert [e.name for e in r.entities] == ["Alpine Lantern Show", "Orme"]
    r = straightened(told("a.txt", [("Organization", "Orme foundation", "Orme")]))
    assert r.entities[0].name == "Orme foundation"
    r = straightened(told("a.txt", [("Agency", "Bank's Toll Policy Committee", "Toll Policy Committee")]))
    assert r.entities[0].name == "Toll Policy Committee"


def test_the_bank_is_the_firm_named_last() -> None:
    text = "The Bank of Spain took over Banco Orme. The bank had lent too much."
    r = reading(text, ("Agency", "Bank of Spain", ["Bank of Spain", "The bank"]), ("Company", "Banco Orme", ["Banco Orme"]))
    assert named(straightened(r)) == {"Bank of Spain": ["Bank of Spain"], "Banco Orme": ["Banco Orme", "The bank"]}
    text = "Banco Orme fell. The Bank of Spain rose. The bank had lent too much."
    r = reading(text, ("Agency", "Bank of Spain", ["Bank of Spain", "The bank"]), ("Company", "Banco Orme", ["Banco Orme"]))
    assert named(straightened(r)) == named(r)


def test_a_short_form_is_the_parent_s_where_its_unit_s_name_begins_with_the_parent_s() -> None:
    text = "Orme Motor fell. Orme Motor Leasing rose. Orme denied it."
    r = reading(text, ("Company", "Orme Motor", ["Orme Motor"]), ("Company", "Orme Motor Leasing", ["Orme Motor Leasing", "Orme@3"]))
    assert named(straightened(r)) == {"Orme Motor": ["Orme Motor", "Orme"], "Orme Motor Leasing": ["Orme Motor Leasing"]}
