"""A patch makes the old triples into the new ones."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings

from kg.compare import rdf_patch
from kg.errors import ReadError
from kg.export.turtle import turtle
from kg.graph.lasting import lasting_triples
from kg.graph.rdf import triples
from kg.ontology import ontology
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample


def patched(old: set[ox.Triple], patch: str) -> set[ox.Triple]:
    """What a program that knows RDF Patch makes of it: every D is of what is there, every A of what is not."""
    head, *lines, foot, end = patch.split("\n")
    assert (head, foot, end) == ("TX .", "TC .", "")
    now = set(old)
    for line in lines:
        sign, space, rest = line[:1], line[1:2], line[2:]
        assert space == " "
        (quad,) = ox.parse(rest, format=ox.RdfFormat.N_TRIPLES)
        triple = ox.Triple(quad.subject, quad.predicate, quad.object)
        if sign == "D":
            now.remove(triple)
        else:
            assert sign == "A"
            assert triple not in now
            now.add(triple)
    return now


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), graphs())
def test_any_graph_is_made_into_any_other(one: KnowledgeGraph, other: KnowledgeGraph) -> None:
    old, new = set(triples(one)), set(triples(other))
    patch = rdf_patch(old, new)
    assert patched(old, patch) == new
    assert patched(new, rdf_patch(new, old)) == old
    assert rdf_patch(old, old) == "TX .\nTC .\n"
    assert patch == rdf_patch(list(triples(one)), list(triples(other)))


def test_the_triples_of_a_file_keep_the_names_of_their_blank_nodes(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    facts = list(triples(sample()))
    path.write_text(turtle(facts, ontology().base), "utf-8")
    assert set(lasting_triples(path)) == set(facts)
    path.write_text(path.read_text("utf-8") + '<https://example.org/a> <https://example.org/b> "c" .\n', "utf-8")
    assert len(lasting_triples(path)) == len(facts) + 1
    path.write_text(path.read_text("utf-8") + "<https://example.org/a> <https://example.org/b> [] .\n", "utf-8")
    with pytest.raises(ReadError, match="blank nodes that are no claim's"):
        lasting_triples(path)
