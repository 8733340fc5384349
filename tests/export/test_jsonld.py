"""JSON-LD: the context inside, the same triples, claims as the JSON Schema says."""

from __future__ import annotations

import json
import re
from random import Random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.export.jsonld import jsonld, project_context
from kg.graph.rdf import to_rdf, triples
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"


@settings(max_examples=40, deadline=None)
@given(graphs(), st.sampled_from([BASE, "http://example.org/y/"]), st.randoms(use_true_random=False))
def test_it_says_what_the_turtle_says_whatever_the_order(graph: KnowledgeGraph, base: str, random: Random) -> None:
    given_ = list(triples(graph, base))
    text = jsonld(given_, base)
    random.shuffle(given_)
    assert jsonld(given_, base) == text
    ours = ox.Dataset(ox.Quad(*t) for t in given_)
    theirs = ox.Dataset(ox.parse(text, format=ox.RdfFormat.JSON_LD))
    for dataset in (ours, theirs):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert ours == theirs


# rdflib's reader of JSON-LD uses what rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
@pytest.mark.parametrize("base", [BASE, "http://example.org/x#", "urn:mine:"])
def test_rdflib_reads_it_too(base: str) -> None:
    read = rdflib.Graph().parse(data=jsonld(triples(sample(), base), base), format="json-ld")
    assert isomorphic(read, to_rdf(sample(), base))


def test_the_context_is_inside_and_nothing_is_fetched() -> None:
    data = json.loads(jsonld(triples(sample()), BASE))
    assert data["@context"] == project_context()["@context"]
    assert not re.search(r'"@(import|context)": "', jsonld(triples(sample()), BASE))


def test_names_are_short_and_what_may_be_several_is_an_array() -> None:
    nodes = {n["id"]: n for n in json.loads(jsonld(triples(sample()), BASE))["@graph"]}
    assert nodes["company/acme"]["aliases"] == ['Acme "A" Corp', "Acme Corp."]
    assert nodes["agency/federal-market-authority"]["fined"] == ["company/acme"]
    claim = nodes["claim/001"]
    assert (claim["type"], claim["predicate"], claim["status"], claim["confidence"]) == ("Claim", "fined", "fact", "0.91")
    assert claim["date"] == {"type": "xsd:date", "@value": "2021-05-03"}
    assert [s["type"] for s in claim["selectors"]] == ["TextPositionSelector", "TextQuoteSelector"]
