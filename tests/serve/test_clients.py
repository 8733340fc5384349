"""Ordinary clients: SPARQLWrapper, and `kg query --endpoint`, whose answers are those on the file."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, TSV, TURTLE, URLENCODED, XML, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import EndPointInternalError, QueryBadFormed

from kg.errors import UsageError
from kg.graph.endpoint import ask_endpoint
from kg.graph.query import ask, named_queries, query_text
from tests.cli.conftest import Call, kg
from tests.serve.conftest import RUNAWAY, Running

__all__ = ["kg"]  # a fixture

PREFIXES = "PREFIX reg: <https://w3id.org/corekg/ns#> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
SELECT = PREFIXES + "SELECT ?n WHERE { ?x a reg:Company ; rdfs:label ?n } ORDER BY ?n"
CONSTRUCT = PREFIXES + "CONSTRUCT { ?x rdfs:label ?n } WHERE { ?x a reg:Company ; rdfs:label ?n }"


@pytest.mark.parametrize(("method", "request_method"), [("GET", URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)])
def test_sparqlwrapper(server: Running, method: str, request_method: str) -> None:
    client = SPARQLWrapper(server.sparql)
    client.setMethod(method)
    client.setRequestMethod(request_method)
    client.setQuery(SELECT)
    client.setReturnFormat(JSON)
    rows = client.queryAndConvert()["results"]["bindings"]
    assert [row["n"]["value"] for row in rows] == ["Acme", "Bolt Ltd"]
    client.setReturnFormat(XML)
    assert [e.firstChild.data for e in client.queryAndConvert().getElementsByTagName("literal")] == ["Acme", "Bolt Ltd"]
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().split() == [b"n", b"Acme", b"Bolt", b"Ltd"]
    client.setReturnFormat(TSV)
    assert client.queryAndConvert().splitlines()[1] == b'"Acme"'


@pytest.mark.parametrize("form", [TURTLE, N3])
def test_sparqlwrapper_gets_graphs(server: Running, form: str) -> None:
    client = SPARQLWrapper(server.sparql)
    client.setQuery(CONSTRUCT)
    client.setReturnFormat(form)
    body = client.query().response.read()
    assert len(list(ox.parse(body, format=ox.RdfFormat.TURTLE))) == 2
    client.setReturnFormat(JSONLD)
    assert len(json.loads(client.query().response.read())) == 2


def test_sparqlwrapper_is_told_what_is_wrong(server: Running) -> None:
    client = SPARQLWrapper(server.sparql)
    client.setQuery("SELECT * {")
    with pytest.raises(QueryBadFormed):
        client.query()
    client.setQuery(PREFIXES + "INSERT DATA { <a:a> <a:b> <a:c> }")
    client.setMethod(POST)
    with pytest.raises((QueryBadFormed, EndPointInternalError, OSError)):
        client.query()


@pytest.mark.parametrize("name", named_queries())
def test_named_questions_have_equal_answers(server: Running, graph: Path, name: str) -> None:
    query = query_text(named=name)
    on_file, on_server = ask(graph, query), ask_endpoint(server.sparql, query)
    assert on_server == on_file
    assert [on_server.render(form) for form in ("table", "csv", "json")] == [on_file.render(form) for form in ("table", "csv", "json")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s reg:fined ?o }",
        "# first\nPREFIX x: <http://x.test/> SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o FILTER(?p != x:y) } GROUP BY ?p",
        "ASK { ?s a reg:Company }",
        "CONSTRUCT { ?x a schema:Thing } WHERE { ?x a reg:Company }",
        "DESCRIBE <company/acme>",
        "SELECT ?x ?y { ?x reg:amount ?y OPTIONAL { ?x reg:none ?z } }",
        "SELECT (1/3 AS ?third) (1e0 AS ?double) (true AS ?yes) ('é\u202e\\t\\\"' AS ?text) { }",
        "SELECT * { ?s ?p ?o FILTER(false) }",
    ],
)
def test_questions_of_ones_own_have_equal_answers(server: Running, graph: Path, query: str) -> None:
    assert ask_endpoint(server.sparql, query) == ask(graph, query)


def test_the_command(kg: Call, server: Running, graph: Path) -> None:
    for form in ("table", "csv", "json"):
        arguments = ("query", "--named", "company-timeline", "--set", "name=Acme", "--format", form)
        answer = kg(*arguments, "--endpoint", server.sparql)
        assert (answer.code, answer.err) == (0, "")
        assert answer == kg(*arguments, "--graph", graph)
    assert json.loads(answer.out)


@pytest.mark.parametrize(
    ("endpoint", "query", "said"),
    [
        (None, RUNAWAY, "took longer than"),
        (None, "SELECT * {", "not a SPARQL query"),
        (None, "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "SERVICE is not allowed"),
        (None, "DROP ALL", "read only"),
        ("http://127.0.0.1:9/sparql", "ASK {}", "refused"),
        ("ftp://127.0.0.1/", "ASK {}", "not the address of an endpoint"),
        ("file:///etc/passwd", "ASK {}", "not the address of an endpoint"),
        ("http://[", "ASK {}", "not the address of an endpoint"),
    ],
)
def test_what_goes_wrong_is_one_line(kg: Call, server: Running, tmp_path: Path, endpoint: str | None, query: str, said: str) -> None:
    (tmp_path / "mine.rq").write_text(query, "utf-8")
    outcome = kg("query", "mine.rq", "--endpoint", endpoint or server.sparql)
    assert outcome.code == 2
    assert said in outcome.err
    assert outcome.err.count("\n") == 1


def test_what_is_no_endpoint(server: Running) -> None:
    with pytest.raises(UsageError, match="POST is not allowed"):
        ask_endpoint(server.url + "graph", "ASK {}")


def test_a_file_or_a_server_not_both(kg: Call, graph: Path) -> None:
    assert kg("query", "--named", "fines", "--graph", graph, "--endpoint", "http://127.0.0.1:9/").code == 2
