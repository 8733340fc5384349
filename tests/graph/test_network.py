"""The network and the RDF say the same."""

from __future__ import annotations

from hypothesis import given, settings
from rdflib import RDF, Namespace

from kg.graph.network import to_networkx
from kg.graph.rdf import to_rdf
from kg.ids import id_of
from kg.ontology import ontology
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE, REG = "https://w3id.org/corekg/id/", Namespace("https://w3id.org/corekg/ns#")


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_nodes_and_edges_are_those_of_the_rdf(graph: KnowledgeGraph) -> None:
    network, rdf = to_networkx(graph), to_rdf(graph)
    classes = {REG[name]: name for name in (*ontology().entity_types(), *ontology().events)}
    nodes = {(id_of(BASE, str(s)), classes[o]) for s, o in rdf.subject_objects(RDF.type) if o in classes}
    assert {(id, data["type"]) for id, data in network.nodes(data=True)} == nodes
    terms = {REG[name]: name for name in (*ontology().relations, *ontology().roles)}
    edges = {(id_of(BASE, str(s)), id_of(BASE, str(o)), terms[p]) for s, p, o in rdf if p in terms}
    found = list(network.edges(keys=True))
    assert len(found) == len(edges)
    assert set(found) == edges


def test_an_edge_carries_what_its_claims_say() -> None:
    network = to_networkx(sample())
    fined = network.edges["agency/federal-market-authority", "company/acme", "fined"]
    assert fined["claims"] == ["claim/001"]
    assert fined["status"] == "fact"
    assert fined["dates"] == ["2021-05-03"]
    assert fined["amounts"] == ["5000000 USD"]
    assert fined["quotes"] == ["The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."]
    assert network.nodes["company/acme"]["identifiers"] == ["lei:5493001KJTIIGC8Y1R12", "wikidata:Q1"]
    assert network.nodes["event/settlement-acme-bolt"]["amount"] == "1250000.5"


def test_two_relations_between_the_same_pair_both_stand() -> None:
    graph = sample()
    second = graph.statements[0].model_copy(update={"id": "claim/200", "predicate": "warned"})
    network = to_networkx(graph.model_copy(update={"statements": (*graph.statements, second)}))
    assert set(network["agency/federal-market-authority"]["company/acme"]) == {"fined", "warned"}


def test_a_doubt_beside_a_fact_is_kept_on_the_edge() -> None:
    graph = sample()
    denied = graph.statements[0].model_copy(update={"id": "claim/000", "status": "negated"})
    network = to_networkx(graph.model_copy(update={"statements": (denied, *graph.statements)}))
    assert network.edges["agency/federal-market-authority", "company/acme", "fined"]["statuses"] == ["fact", "negated"]
