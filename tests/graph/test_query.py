"""Questions: answers in three forms, deterministic, read only, without the network; faults in one line."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import pytest

from kg.errors import ReadError, UsageError
from kg.graph.query import Iri, ask, named_queries, query_text
from kg.graph.rdf import triples
from kg.turtle import to_turtle
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    path = tmp_path / "graph.ttl"
    path.write_text(to_turtle(triples(sample()), BASE), "utf-8")
    return path


def test_a_select_gives_typed_cells(graph: Path) -> None:
    answer = ask(graph, "SELECT ?e ?amount ?note WHERE { ?e a ?t ; reg:amount ?amount . FILTER(STRSTARTS(STR(?e), STR(<event/>))) } ORDER BY ?amount")
    assert answer.columns == ("e", "amount", "note")
    assert answer.rows[0] == (Iri(BASE + "event/settlement-acme-bolt"), Decimal("1250000.5"), None)
    assert answer.rows[1][1] == 5000000


def test_rows_without_an_order_are_sorted(graph: Path) -> None:
    rows = ask(graph, "SELECT ?label WHERE { ?x a reg:Company ; rdfs:label ?label }").rows
    assert rows == (("Acme",), ("Bolt Ltd",))
    turned = ask(graph, "SELECT ?label WHERE { ?x a reg:Company ; rdfs:label ?label } ORDER BY DESC(?label)").rows
    assert turned == (("Bolt Ltd",), ("Acme",))


def test_the_three_forms(graph: Path) -> None:
    answer = ask(graph, 'SELECT ?who ?n ?quote WHERE { ?who reg:fined ?x . BIND(7 AS ?n) BIND("a, \\"b\\"\\nc" AS ?quote) }')
    assert answer.render("table") == (
        "who                              n  quote\n"
        "───────────────────────────────  ─  ────────\n"
        'agency/federal-market-authority  7  a, "b" c\n'
        "(1 row)\n"
    )
    assert list(csv.reader(io.StringIO(answer.render("csv"), newline=""))) == [
        ["who", "n", "quote"],
        [BASE + "agency/federal-market-authority", "7", 'a, "b"\nc'],
    ]
    assert json.loads(answer.render("json")) == [{"who": BASE + "agency/federal-market-authority", "n": 7, "quote": 'a, "b"\nc'}]
    with pytest.raises(UsageError, match="no such format"):
        answer.render("xml")  # type: ignore[arg-type]


def test_ask_and_construct(graph: Path) -> None:
    assert ask(graph, "ASK { ?a reg:sued ?b }").rows == ((True,),)
    assert ask(graph, "ASK { ?a reg:raided ?b }").render("csv") == "answer\r\nfalse\r\n"
    made = ask(graph, "CONSTRUCT { ?b reg:suedBy ?a } WHERE { ?a reg:sued ?b }")
    assert made.columns == ("subject", "predicate", "object")
    assert made.rows == ((BASE + "company/acme", "https://w3id.org/corekg/ns#suedBy", BASE + "company/bolt"),)


def test_no_rows_is_an_answer(graph: Path) -> None:
    assert ask(graph, "SELECT ?a WHERE { ?a reg:raided ?b }").render() == "a\n─\n(0 rows)\n"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * WHERE { service silent <http://127.0.0.1:9/> { ?s ?p ?o } }",
        'SELECT * WHERE { BIND(<http://127.0.0.1:9/> AS ?x) # "\n SERVICE ?x { ?s ?p ?o } }',
        "SELECT * WHERE { ?s ?p '''SERVICE' ''' . SERVICE<http://127.0.0.1:9/>{?s ?p ?o} }",
        "PREFIX a: <http://127.0.0.1:9/> SELECT * { SERVICE a:b {} }",
    ],
)
def test_service_is_refused(graph: Path, query: str) -> None:
    with pytest.raises(UsageError, match="SERVICE is not allowed"):
        ask(graph, query)


def test_the_word_service_elsewhere_is_no_matter(graph: Path) -> None:
    query = """PREFIX service: <http://example.org/service#> # SERVICE
    SELECT ?service WHERE { ?service reg:fined ?x . FILTER("SERVICE" != 'SERVICE <x>' && ?x != service:SERVICE && ?x != <http://x/SERVICE>) }"""
    assert len(ask(graph, query).rows) == 1


@pytest.mark.parametrize(
    "query", ["", "SELECT", "SELECT * WHERE {", "INSERT DATA { <a:a> <a:b> <a:c> }", "LOAD <http://127.0.0.1:9/>", "SELECT ?x WHERE { ?x nope:y 1 }"]
)
def test_what_is_no_query_is_refused_in_one_line(graph: Path, query: str) -> None:
    before = graph.read_bytes()
    with pytest.raises(UsageError, match="not a SPARQL query") as caught:
        ask(graph, query)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 200
    assert graph.read_bytes() == before


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        ask(tmp_path / "none.ttl", "ASK {}")
    (tmp_path / "bad.ttl").write_text("<", "utf-8")
    with pytest.raises(ReadError, match="not Turtle"):
        ask(tmp_path / "bad.ttl", "ASK {}")


def test_named_queries_have_a_meaning_and_are_asked(graph: Path) -> None:
    named = named_queries()
    assert len(named) >= 10
    assert list(named) == sorted(named)
    for name, meaning in named.items():
        assert meaning.endswith(".")
        assert ask(graph, query_text(named=name)).columns


def test_settings_are_put_in_safely(tmp_path: Path, graph: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text('SELECT ?x WHERE { BIND("Acme" AS ?name) BIND("other" AS ?more) ?x rdfs:label ?name }', "utf-8")
    assert len(ask(graph, query_text(file)).rows) == 1
    assert ask(graph, query_text(file, settings=["name=Bolt Ltd"])).rows == ((BASE + "company/bolt",),)
    for odd in ('"', "\\", 'x" AS ?name) ?x ?y ?z . BIND("', "a=b", "é\n\t", ""):
        assert ask(graph, query_text(file, settings=[f"name={odd}"])).rows == ()
    with pytest.raises(UsageError, match=r"no setting 'nme'; it has name, more"):
        query_text(file, settings=["nme=x"])
    with pytest.raises(UsageError, match="NAME=VALUE"):
        query_text(file, settings=["name"])


def test_which_query_is_said_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="give a query file or --named"):
        query_text()
    with pytest.raises(UsageError, match="not both"):
        query_text(tmp_path, "fines")
    with pytest.raises(UsageError, match="no question named 'nope': choose from"):
        query_text(named="nope")
    with pytest.raises(UsageError, match="cannot read"):
        query_text(tmp_path / "none.rq")
