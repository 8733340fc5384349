"""FollowTheMoney: each entity is valid under its own model, each edge leads somewhere, nothing that is no fact is told as one."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from kg.export.follow_the_money import follow_the_money, ftm_id
from kg.export.property_graph import property_graph
from kg.records import KnowledgeGraph, Money
from tests.export.hostile import hostile
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

IDS = {"wikidataId": ["Q1"], "leiCode": ["5493001KJTIIGC8Y1R12"]}
BASE = "https://w3id.org/corekg/id/"


def _entities(graph: KnowledgeGraph) -> dict[str, dict[str, Any]]:
    lines = follow_the_money(property_graph(graph, BASE)).split("\n")
    assert lines.pop() == ""
    read = [json.loads(line) for line in lines]
    made = {entity["id"]: entity for entity in read}
    assert len(made) == len(read)
    return made


def _check(entities: dict[str, dict[str, Any]]) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in entities.values():
        schema = ftm.model.get(entity["schema"])
        assert schema.validate(entity) is None, entity
        for name, values in entity["properties"].items():
            prop = schema.get(name)
            assert not prop.stub
            for value in values:
                assert prop.type.clean(value) is not None, (name, value)
                if prop.type.name == "entity":
                    assert ftm.model.get(entities[value]["schema"]).is_a(prop.range), (name, value)
        proxy = ftm.model.get_proxy(entity)
        assert {p.name for p in proxy.iterprops()} == set(entity["properties"])
        assert set(schema.required) <= set(entity["properties"])


@pytest.mark.slow  # followthemoney comes with the packages that the slow tests want
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_sample_and_hostile_texts_are_valid() -> None:
    for graph in (sample(), hostile(), KnowledgeGraph()):
        _check(_entities(graph))


@pytest.mark.slow  # followthemoney comes with the packages that the slow tests want
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@settings(max_examples=25, deadline=None)
@given(graphs())
def test_any_graph_is_valid(graph: KnowledgeGraph) -> None:
    _check(_entities(graph))


def test_what_is_said_of_the_sample() -> None:
    made = _entities(sample())
    assert made["company.acme"]["properties"] == {"name": ["Acme"], "alias": ['Acme "A" Corp', "Acme Corp."], **IDS}
    assert made["court.high-court"]["schema"] == "PublicBody"
    assert made["lawsuit.bolt-v-acme"]["properties"]["court"] == ["High Court"]
    edges = {(e["schema"], *e["properties"].get("role", [])) for e in made.values() if e["id"].startswith("edge.")}
    assert edges == {
        *(("CourtCaseParty", "plaintiff"), ("CourtCaseParty", "defendant"), ("Employment", "chief executive")),
        *(("UnknownLink", "fined"), ("UnknownLink", "sued")),
    }
    (fined,) = [e["properties"] for e in made.values() if e["properties"].get("role") == ["fined"]]
    assert fined["summary"] == ["The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."]
    assert (fined["proof"], fined["description"], fined["date"]) == (["article.news-fine"], ["5000000 USD"], ["2021-05-03"])


def test_sums_are_written_in_one_way() -> None:
    graph = sample()
    whole = Money(amount=Decimal("3000000.00"), currency="CHF")
    events = tuple(e.model_copy(update={"money": whole if e.money else None}) for e in graph.events)
    claims = tuple(s.model_copy(update={"money": whole if s.money else None}) for s in graph.statements)
    made = _entities(graph.model_copy(update={"events": events, "statements": claims}))
    sums = [text for e in made.values() if "CHF" in (text := " ".join(e["properties"].get("description", [])))]
    assert len(sums) > 1
    assert set(sums) == {"3000000 CHF"}


def test_what_is_no_fact_is_not_there() -> None:
    events = {e["properties"]["keywords"][0] for e in _entities(sample()).values() if e["schema"] == "Event"}
    assert events == {"Fine", "GuiltyPlea", "LawsuitFiling"}  # no ban that is planned, no settlement that is alleged


def test_a_sanction_and_a_list() -> None:
    graph = sample()
    fine, listed = graph.statements[0], graph.statements[10]
    sanction = fine.model_copy(update={"id": "claim/300", "predicate": "sanctioned"})
    stands = listed.model_copy(update={"id": "claim/301", "status": "fact"})
    made = _entities(graph.model_copy(update={"statements": (*graph.statements, sanction, stands)}))
    found = [e["properties"] for e in made.values() if e["schema"] == "Sanction"]
    assert sorted((p["entity"], p.get("authority"), p.get("program")) for p in found) == [
        (["company.acme"], ["Federal Market Authority"], None),
        (["company.bolt"], None, ["Debarred Firms"]),
    ]


def test_ids_are_legal_and_different() -> None:
    ids = ["company/a", "company.a", "company/a b", "company/a-", "é"]
    assert ftm_id("company/a") == "company.a"
    assert len({ftm_id(id) for id in ids}) == len(ids)
