"""Turtle: the same bytes whatever the order, the same triples to every parser, and a page that reads like the contract."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.export.turtle import turtle
from kg.graph.rdf import graph_of, to_rdf, triples
from kg.ontology import ontology
from kg.records import KnowledgeGraph
from kg.turtle import quoted, to_turtle
from tests.graph.odd_graphs import TEXT, graphs
from tests.graph.sample import many, sample

BASE = "https://w3id.org/corekg/id/"
GOLDEN = Path(__file__).parent / "golden.ttl"


def _parsed(text: str) -> rdflib.Graph:
    return rdflib.Graph().parse(data=text, format="turtle")


@settings(max_examples=50, deadline=None)
@given(graphs(), st.sampled_from([BASE, "http://example.org/x#"]), st.randoms(use_true_random=False))
def test_both_parsers_read_what_was_written_and_order_does_not_show(graph: KnowledgeGraph, base: str, random: Random) -> None:
    given_ = list(triples(graph, base))
    text = turtle(given_, base)
    random.shuffle(given_)
    assert turtle(given_ + given_[:3], base) == text
    ours = ox.Dataset(ox.Quad(*t) for t in given_)
    theirs = ox.Dataset(ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(text, format=ox.RdfFormat.TURTLE))
    for dataset in (ours, theirs):
        dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    assert ours == theirs


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_rdflib_reads_it_too(graph: KnowledgeGraph) -> None:
    assert isomorphic(_parsed(turtle(triples(graph), BASE)), to_rdf(graph))


@settings(max_examples=300, deadline=None)
@given(TEXT | st.text(alphabet='"\\\n\r\t a', max_size=12) | st.text(alphabet=st.characters(codec="utf-8")))
def test_any_string_is_quoted_so_that_both_parsers_read_it(text: str) -> None:
    line = f"<a:s> <a:p> {quoted(text)} ."
    (read,) = ox.parse(line, format=ox.RdfFormat.TURTLE)
    assert read.object.value == text
    assert str(next(iter(_parsed(line).objects()))) == text


def test_the_sample_reads_like_the_contract() -> None:
    assert turtle(triples(sample()), BASE) == GOLDEN.read_text("utf-8")


@pytest.mark.parametrize("seed", ["0", "1", "77"])
def test_the_hash_seed_does_not_show(seed: str) -> None:
    code = "from tests.graph.sample import sample; from kg.graph.rdf import triples; from kg.export.turtle import turtle\n"
    code += f"import sys; sys.stdout.buffer.write(turtle(triples(sample()), {BASE!r}).encode())"
    root = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", code], cwd=root, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True)
    assert ran.stdout == GOLDEN.read_bytes()


def test_no_triples_are_a_head_alone() -> None:
    assert turtle([], BASE) == f"@base <{BASE}> .\n@prefix reg: <{ontology().namespace}> .\n"


def _node(name: str) -> ox.NamedNode:
    return ox.NamedNode("http://example.org/" + name)


def test_blank_nodes_lists_and_rings_come_back() -> None:
    b = [ox.BlankNode(f"n{i}") for i in range(8)]
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    first, rest, nil = (ox.NamedNode(rdf + n) for n in ("first", "rest", "nil"))
    given_ = [
        ox.Triple(_node("a"), _node("list"), b[0]),
        ox.Triple(b[0], first, ox.Literal("1")),
        ox.Triple(b[0], rest, b[1]),
        ox.Triple(b[1], first, ox.Literal("2", language="en")),
        ox.Triple(b[1], rest, nil),
        ox.Triple(_node("a"), _node("broken"), b[2]),
        ox.Triple(b[2], first, _node("x")),
        ox.Triple(b[2], first, _node("y")),
        ox.Triple(b[2], rest, nil),
        ox.Triple(b[3], _node("ring"), b[4]),
        ox.Triple(b[4], _node("ring"), b[3]),
        ox.Triple(_node("a"), _node("shared"), b[5]),
        ox.Triple(_node("b"), _node("shared"), b[5]),
        ox.Triple(b[5], _node("p"), ox.Literal("x")),
        ox.Triple(b[6], _node("alone"), ox.Literal("x")),
        ox.Triple(_node("a"), _node("bare"), b[7]),
        ox.Triple(_node("a b".replace(" ", "%20")), _node("p"), _node("odd,local'name")),
        ox.Triple(_node("a"), _node("empty"), nil),
    ]
    text = to_turtle(given_)
    assert isomorphic(_parsed(text), graph_of(given_))
    assert '( "1" "2"@en )' in text
    assert "[] <http://example.org/alone>" in text


def test_numbers_that_are_spelled_oddly_keep_their_spelling() -> None:
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for spelling, datatype in (
        ("+1", "integer"),
        ("01", "integer"),
        ("1.", "decimal"),
        (".5", "decimal"),
        ("1", "decimal"),
        ("1", "boolean"),
        ("x", "integer"),
    ):
        literal = ox.Literal(spelling, datatype=ox.NamedNode(xsd + datatype))
        (read,) = ox.parse(to_turtle([ox.Triple(_node("a"), _node("p"), literal)]), format=ox.RdfFormat.TURTLE)
        assert read.object == literal


def test_a_large_graph_is_written_whole() -> None:
    given_ = list(triples(many(60)))
    assert sum(1 for _ in ox.parse(turtle(given_, BASE), format=ox.RdfFormat.TURTLE)) == len(given_)
