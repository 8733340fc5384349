"""What is written is read back; what is not ours is refused in one line."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import ReadError, UsageError
from kg.graph.rdf import triples
from kg.graph.reading import as_written, read_graph
from kg.records import KnowledgeGraph
from kg.turtle import to_turtle
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"


@settings(max_examples=60, deadline=None)
@given(graphs(), st.sampled_from([BASE, "http://example.org/other/"]))
def test_a_graph_comes_back_from_its_file(graph: KnowledgeGraph, base: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "graph.ttl"
        path.write_bytes(to_turtle(triples(graph, base), base).encode("utf-8"))
        assert read_graph(path) == as_written(graph)


def test_a_base_that_is_not_written_relative_is_given(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(to_turtle(triples(sample(), "urn:mine:"), "urn:mine:"), "utf-8")
    assert read_graph(path, "urn:mine:") == as_written(sample())


def _with(tmp_path: Path, old: str, new: str) -> Path:
    text = to_turtle(triples(sample()), BASE)
    assert old in text
    path = tmp_path / "graph.ttl"
    path.write_text(text.replace(old, new), "utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("reg:status reg:fact", "reg:status reg:fact , reg:alleged", "reg:status stands 2 times"),
        ("oa:start 22", "oa:start 93", "a span must not be empty"),
        ("oa:start 22", 'oa:start "x"', "start: Input should be a valid integer"),
        ('reg:amount "5000000"', 'reg:amount "much"', "reg:amount is no number"),
        ("prov:wasDerivedFrom <article/news-fine>", "prov:wasDerivedFrom <article/other>", "taken from no article"),
        ("reg:confidence 0.91 ;", "", "confidence: Field required"),
        ("rdf:predicate reg:fined", "rdf:predicate skos:broader", "rdf:predicate is no term of the ontology"),
        ("rdf:object <company/acme>", "rdf:object <http://elsewhere.example/x>", "leads out of"),
        ('rdfs:label "Acme"', "rdfs:label <company/acme>", "rdfs:label is not a literal"),
    ],
)
def test_a_file_that_is_no_graph_of_ours_is_refused_in_one_line(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = _with(tmp_path, old, new)
    with pytest.raises(ReadError, match=message) as caught:
        read_graph(path)
    assert str(caught.value).startswith(str(path))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_no_turtle_is_named_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_text("@prefix a: <http://a/> .\na:b a:c .\n", "utf-8")
    with pytest.raises(ReadError, match=r"bad\.ttl:2: not Turtle"):
        read_graph(path)


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    path = tmp_path / "bad.ttl"
    path.write_bytes(b'<a:b> <a:c> "\xff" .')
    with pytest.raises(ReadError, match="not UTF-8: byte 13"):
        read_graph(path)


def test_a_missing_file_is_a_bad_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read_graph(tmp_path / "none.ttl")
