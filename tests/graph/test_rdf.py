"""The records as RDF: one source for both libraries, and the shape that the contract gives."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from rdflib import RDF, RDFS, Literal, Namespace
from rdflib.namespace import DCTERMS, OWL, PROV, SKOS, XSD

from kg.edges import direct_edges
from kg.errors import UsageError
from kg.graph.rdf import term_of, to_rdf, triples
from kg.ontology import ontology
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import FINE_TEXT, sample

REG, BASE = Namespace("https://w3id.org/corekg/ns#"), Namespace("https://w3id.org/corekg/id/")
OA, SCHEMA = Namespace("http://www.w3.org/ns/oa#"), Namespace("https://schema.org/")


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_both_libraries_are_given_the_same_triples(graph: KnowledgeGraph) -> None:
    fast = list(triples(graph))
    assert len(fast) == len(set(fast))
    assert {tuple(map(term_of, triple)) for triple in to_rdf(graph)} == {(t.subject, t.predicate, t.object) for t in fast}


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_an_edge_stands_only_where_a_claim_is_fact(graph: KnowledgeGraph) -> None:
    rdf = to_rdf(graph)
    told = {(s.subject, s.predicate, s.object) for s in graph.statements if s.status == "fact"}
    edges = {(s, p, o) for name in ontology().relations for s, p, o in rdf.triples((None, REG[name], None))}
    assert len(edges) == len(list(direct_edges(graph)))
    for subject, predicate, object_ in direct_edges(graph):
        assert (subject, predicate, object_) in told
        assert (BASE[subject], REG[predicate], BASE[object_]) in rdf
    for subject, predicate, object_ in told:
        if predicate != "participant":
            turned = ontology().relations[predicate].symmetric and (BASE[object_], REG[predicate], BASE[subject]) in edges
            assert turned or (BASE[subject], REG[predicate], BASE[object_]) in edges


def test_the_sample_has_the_contract_s_shape() -> None:
    rdf = to_rdf(sample())
    acme, authority = BASE["company/acme"], BASE["agency/federal-market-authority"]
    assert rdf.value(acme, RDF.type) == REG.Company
    assert rdf.value(acme, RDFS.label) == Literal("Acme")
    assert Literal("Acme Corp.") in rdf.objects(acme, SKOS.altLabel)
    assert (acme, OWL.sameAs, rdflib.URIRef("http://www.wikidata.org/entity/Q1")) in rdf
    assert (authority, REG.fined, acme) in rdf
    event = BASE["event/fine-federal-market-authority-acme-2021-05"]
    assert rdf.value(event, REG.date) == Literal("2021-05-03", datatype=XSD.date)
    assert rdf.value(BASE["event/lawsuit-filing-bolt-acme-2021-03"], REG.date).datatype == XSD.gYearMonth
    assert rdf.value(BASE["event/guilty-plea-acme"], REG.date).datatype == XSD.gYear
    assert rdf.value(event, REG.amount).n3() == '"5000000"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    claim = BASE["claim/001"]
    assert (rdf.value(claim, RDF.subject), rdf.value(claim, RDF.predicate), rdf.value(claim, RDF.object)) == (authority, REG.fined, acme)
    assert rdf.value(claim, PROV.wasDerivedFrom) == BASE["article/news-fine"]
    selectors = {rdf.value(s, RDF.type): s for s in rdf.objects(claim, OA.hasSelector)}
    start, end = (int(rdf.value(selectors[OA.TextPositionSelector], p)) for p in (OA.start, OA.end))
    body = str(rdf.value(BASE["article/news-fine"], SCHEMA.articleBody))
    assert body == FINE_TEXT
    assert body[start:end] == str(rdf.value(selectors[OA.TextQuoteSelector], OA.exact))
    plea = BASE["claim/006"]
    assert rdf.value(plea, RDF.predicate) == REG.participant
    assert rdf.value(plea, RDF.object) == BASE["event/guilty-plea-acme"]
    assert rdf.value(BASE["article/news-fine"], DCTERMS.source) == Literal("news/fine.txt")


def test_what_is_planned_alleged_or_denied_has_no_edge() -> None:
    rdf = to_rdf(sample())
    for name in ("banned", "settledWith", "listedOn"):
        assert not list(rdf.triples((None, REG[name], None)))
        assert list(rdf.subjects(RDF.predicate, REG[name]))


def test_a_symmetric_edge_told_both_ways_stands_once() -> None:
    graph = sample()
    told = graph.statements[7].model_copy(update={"status": "fact"})
    back = told.model_copy(update={"id": "claim/100", "subject": told.object, "object": told.subject})
    both = graph.model_copy(update={"statements": (*graph.statements, told, back)})
    edges = list(to_rdf(both).subject_objects(REG.settledWith))
    assert edges == [(BASE["company/acme"], BASE["company/bolt"])]
    only_back = graph.model_copy(update={"statements": (*graph.statements, back)})
    assert list(to_rdf(only_back).subject_objects(REG.settledWith)) == [(BASE["company/bolt"], BASE["company/acme"])]


def test_another_base() -> None:
    subjects = {t.subject.value for t in triples(sample(), "urn:mine:") if isinstance(t.subject, ox.NamedNode)}
    assert all(s.startswith("urn:mine:") for s in subjects)
    with pytest.raises(UsageError, match="base IRI"):
        list(triples(sample(), "nonsense"))


def test_a_claim_without_its_article_is_an_error() -> None:
    graph = sample()
    with pytest.raises(ValueError, match="not in the graph"):
        list(triples(graph.model_copy(update={"articles": graph.articles[1:]})))
