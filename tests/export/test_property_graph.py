"""The model behind the property graphs: events are nodes, relations say what their claims say, every quote is within reach; and its faults."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kg.edges import direct_edges
from kg.errors import UsageError
from kg.export.property_graph import LINKS, NODES, RELATION, PropertyGraph, edge_type, property_graph, relation_types
from kg.ontology import ontology
from kg.records import Event, KnowledgeGraph
from tests.export.hostile import hostile
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"


def _made(graph: KnowledgeGraph) -> PropertyGraph:
    return property_graph(graph, BASE)


def test_a_direct_relation_says_what_its_claims_say() -> None:
    (fined,) = [edge for edge in _made(sample()).relations if edge.type == "FINED"]
    assert (fined.start, fined.end) == ("agency/federal-market-authority", "company/acme")
    assert fined.properties == {
        **{"id": fined.id, "label": "fined", "status": "fact", "confidence": 0.91, "date": "2021-05-03", "earliest": "2021-05-03"},
        **{"latest": "2021-05-03", "amount": 5000000.0, "currency": "USD", "dates": ("2021-05-03",), "amounts": ("5000000 USD",)},
        **{"sources": ("article/news-fine",), "claims": ("claim/001",)},
    }


def test_where_claims_differ_no_single_date_or_sum_is_given_and_what_is_no_fact_is_left_out() -> None:
    graph = sample()
    fine = graph.statements[0]
    other = fine.model_copy(update={"id": "claim/100", "date": "2021", "money": fine.money.model_copy(update={"currency": "EUR"})})  # type: ignore[union-attr]
    alleged = fine.model_copy(update={"id": "claim/101", "date": "1999", "status": "alleged", "confidence": 1.0})
    made = _made(graph.model_copy(update={"statements": (*graph.statements, other, alleged)}))
    (fined,) = [edge for edge in made.relations if edge.type == "FINED"]
    assert "date" not in fined.properties
    assert "amount" not in fined.properties
    assert fined.properties["dates"] == ("2021", "2021-05-03")
    assert fined.properties["amounts"] == ("5000000 EUR", "5000000 USD")
    assert fined.properties["claims"] == ("claim/001", "claim/100")
    assert fined.properties["confidence"] == 0.91


def test_every_claim_is_a_node_with_its_quote_led_to_its_ends_and_its_article() -> None:
    graph = sample()
    made = _made(graph)
    links = {(edge.start, edge.type): edge.end for edge in made.links}
    assert len(made.group("Claim")) == len(graph.statements)
    for node, claim in zip(made.group("Claim"), graph.statements, strict=True):
        assert node.properties["quote"] == claim.quote
        assert links[node.id, "SUBJECT"] == claim.subject
        assert links[node.id, "OBJECT"] == claim.object
        assert links[node.id, "DERIVED_FROM"] in {a.id for a in graph.articles if a.article.source == claim.article}


def test_labels_lead_from_the_class_to_the_group() -> None:
    labels = {node.id: node.labels for node in _made(sample()).nodes}
    assert labels["court/high-court"] == ("Court", "Agency", "Entity")
    assert labels["event/guilty-plea-acme"] == ("GuiltyPlea", "Event")
    assert labels["claim/001"] == ("Claim",)


@settings(max_examples=40, deadline=None)
@given(graphs())
def test_nothing_is_lost_or_made_up(graph: KnowledgeGraph) -> None:
    made = _made(graph)
    ids = {node.id for node in made.nodes}
    assert len(made.nodes) == len(graph.entities) + len(graph.events) + len(graph.statements) + len(graph.articles) == len(ids)
    assert sorted((e.start, relation_types()[e.type], e.end) for e in made.relations) == sorted(direct_edges(graph))
    edges = (*made.relations, *made.links)
    assert len({edge.id for edge in edges}) == len(edges)
    assert {end for edge in edges for end in (edge.start, edge.end)} <= ids
    for node in made.nodes:
        assert set(node.properties) <= set(NODES[node.group])
    for edge in made.relations:
        assert set(edge.properties) <= set(RELATION)


def test_the_order_of_the_records_does_not_show() -> None:
    graph = hostile()
    turned = KnowledgeGraph(
        entities=graph.entities[::-1], events=graph.events[::-1], statements=graph.statements[::-1], articles=graph.articles, cases=graph.cases
    )
    assert _made(turned) == _made(graph)


def test_what_leads_nowhere_is_refused() -> None:
    graph = sample()
    lost = Event(id="event/x", type="Fine", label="x", agents=("company/gone",), status="fact")
    with pytest.raises(UsageError, match=r"event/x AGENT company/gone: company/gone is not in the graph"):
        _made(graph.model_copy(update={"events": (lost,)}))
    wrong = lost.model_copy(update={"agents": (), "case": "company/acme"})
    with pytest.raises(UsageError, match=r"event/x IN_CASE company/acme: leads from Event to Entity"):
        _made(graph.model_copy(update={"statements": (), "events": (wrong,)}))
    with pytest.raises(UsageError, match="same id"):
        _made(KnowledgeGraph(entities=graph.entities[:1] * 2))


def test_no_relation_is_named_as_a_link_is() -> None:
    assert not set(relation_types()) & set(LINKS)
    assert len(relation_types()) == len(ontology().relations)
    assert edge_type("liftedSanctionOn") == "LIFTED_SANCTION_ON"
