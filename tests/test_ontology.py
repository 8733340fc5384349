"""The ontology: the contract's words, and a faulty file refused with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import OntologyError
from kg.ids import STANDARD_PREFIXES
from kg.ontology import ontology, parse_ontology

TEXT = (Path(__file__).parents[1] / "schemas" / "ontology.yaml").read_text("utf-8")


# The words of the graph's contract, and those that we have added; more may come, none of these may go.
RELATIONS = """sued plaintiffIn defendantIn heardIn judgeIn charged settledWith ruledAgainst ruledFor investigated fined sanctioned
    liftedSanctionOn listedOn approved blocked banned ordered warned raided recalled acquired mergedWith ownsStakeIn subsidiaryOf partneredWith
    competesWith makes worksFor founded"""
EVENTS = """LawsuitFiling Charges Settlement Ruling Investigation Fine Sanction SanctionLifting Approval Block Ban Order Warning
    Raid Recall Acquisition Merger StakePurchase Partnership ProductLaunch Appointment Departure"""
ADDED = {"Founding", "Listing", "GoingToCourt", "Hearing", "Sitting"}
ONE_PARTY = ("BankruptcyFiling", "GuiltyPlea", "Conviction", "Sentencing", "Acquittal", "Appeal")


def test_the_contract_s_words_are_there() -> None:
    o = ontology()
    assert o.namespace == "https://w3id.org/corekg/ns#"
    assert o.entity_types() == ("Company", "Agency", "Court", "Organization", "Person", "Product", "Lawsuit", "RegulatoryList", "Law")
    assert o.relations.keys() >= set(RELATIONS.split())
    assert o.events.keys() >= {*EVENTS.split(), *ONE_PARTY, *ADDED}
    assert set(o.one_party_events()) >= set(ONE_PARTY)
    assert {n for n in RELATIONS.split() if o.relations[n].symmetric} == {"settledWith", "mergedWith", "partneredWith", "competesWith"}


def test_what_may_stand_between_what() -> None:
    o = ontology()
    assert o.admits("fined", "Court", "Company")  # a court is an agency
    assert o.admits("worksFor", "Person", "Court")
    assert not o.admits("fined", "Company", "Agency")
    assert not o.admits("heardIn", "Lawsuit", "Agency")
    assert not o.admits("sued", "Product", "Company")
    assert o.default_event("fined") == "Fine"
    assert o.default_event("makes") is None
    assert o.default_event("heardIn") is None


def test_everything_is_defined() -> None:
    o = ontology()
    for part in (o.structure, o.classes, o.relations, o.events, o.statuses, o.roles, o.attributes):
        for name, spec in part.items():
            assert spec.definition, name
            assert spec.definition.endswith("."), name


def test_vocabularies_that_are_also_prefixes_agree() -> None:
    for name, address in ontology().vocabularies.items():
        assert STANDARD_PREFIXES.get(name, address) == address


# What to replace in the file, by what, and what must be said.
FAULTS = [
    (
        "no such class",
        "domain: [Agency], range: [Party], label: fined",
        "domain: [Agencyy], range: [Party], label: fined",
        "no class or group 'Agencyy'",
    ),
    (
        "no such family",
        "label: fined, inverse_label: fined by, family: enforcement",
        "label: fined, inverse_label: fined by, family: penal",
        "no family 'penal'",
    ),
    ("no such event", "event: Fine,", "event: Fines,", "no event 'Fines'"),
    ("one-party event", "event: Fine,", "event: GuiltyPlea,", "one-party event"),
    ("event without when", "event: Raid, event_when: always", "event: Raid", "event and event_when go together"),
    ("bad when", "event: Raid, event_when: always", "event: Raid, event_when: often", "Input should be 'always' or 'sometimes'"),
    ("unknown field", "label: fined, inverse_label", "labell: x, label: fined, inverse_label", "Extra inputs are not permitted"),
    ("missing field", "{label: fine, verb: fined,", "{label: fine,", "verb: Field required"),
    ("wrong type", "symmetric: true, label: settled with", "symmetric: perhaps, label: settled with", "should be a valid boolean"),
    ("twice", "  Court:          {parent", "  Agency:          {parent", "'Agency' stands twice"),
    ("twice in one", "label: fined, inverse_label", "label: fined, label: fined, inverse_label", "'label' stands twice"),
    ("no parent", "parent: Agency, label: court", "parent: Agencies, label: court", "no class 'Agencies'"),
    ("own ancestor", "parent: Entity, label: agency", "parent: Court, label: agency", "its own ancestor"),
    ("no colour", 'align: ["schema:Person", "ftm:Person"], color: "#c98a1b",', 'align: ["schema:Person"],', "needs path, color and shape"),
    ("group of none", "Party: [Company,", "Party: [Firm,", "no class 'Firm'"),
    ("unknown vocabulary", '"fibo-law:Law"', '"fibu:Law"', "'fibu:Law' is in none of the vocabularies"),
    ("no vocabulary", '"fibo-law:Law"', '"Law"', "'Law' is in none of the vocabularies"),
    ("no owner", "currency:     {of: [Event, Claim]", "currency:     {of: [Event, Claims]", "no class 'Claims'"),
    (
        "no datatype",
        "currency:     {of: [Event, Claim], datatype: string",
        "currency:     {of: [Event, Claim], datatype: text",
        "neither a class nor one of",
    ),
    ("role of none", "range: Lawsuit, label: in lawsuit", "range: Suit, label: in lawsuit", "no class 'Suit'"),
    ("empty range", "range: [Court], label: heard in", "range: [], label: heard in", "must not be empty"),
    ("unused event", "event: Raid, event_when: always", "event: Ban, event_when: always", "no relation tells of it"),
    ("statuses out of order", "  alleged: {label: alleged", "  rumour: {label: alleged", "must be fact, alleged, planned, former, negated"),
    ("not YAML", "range: [Court], label: heard in", "range: [Court, label: heard in", "not YAML"),
]


# Where the line named is not that of the replacement.
NAMED_ELSEWHERE = {"no relation tells of it": "  Raid: ", "must be fact, alleged, planned, former, negated": "statuses:"}


@pytest.mark.parametrize(("old", "new", "message"), [f[1:] for f in FAULTS], ids=[f[0] for f in FAULTS])
def test_a_faulty_file_is_refused_with_its_line(old: str, new: str, message: str) -> None:
    assert TEXT.count(old) == 1, "the fault must be planted in one place"
    with pytest.raises(OntologyError, match=re.escape(message)) as caught:
        parse_ontology(TEXT.replace(old, new), "mine.yaml")
    assert "\n" not in str(caught.value)
    line = TEXT[: TEXT.index(NAMED_ELSEWHERE.get(message, old))].count("\n") + 1
    assert str(caught.value).startswith(f"mine.yaml:{line}: ")


@pytest.mark.parametrize("text", ["", "- a list\n", "just text\n", "42\n"])
def test_what_is_no_mapping_is_refused(text: str) -> None:
    with pytest.raises(OntologyError, match=r"mine\.yaml:1: the file is not a mapping"):
        parse_ontology(text, "mine.yaml")
