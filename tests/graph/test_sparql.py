"""A query taken apart: the same to the engine, and only one way to read it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.graph.query import named_queries, query_text
from kg.graph.sparql import question, without_graphs


@pytest.fixture(scope="module")
def store() -> ox.Store:
    made = ox.Store()
    made.load(
        b'<http://x.test/#a(b)> <http://x.test/p> "1" , "it\'s \\"so\\" #1" . <http://x.test/s> <http://x.test/p> 2 .', format=ox.RdfFormat.TURTLE
    )
    return made


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o }",
        "SELECT*{?s ?p ?o FILTER(?o< 3&&?o>1)}",
        "SELECT * { ?s ?p ?o FILTER(?o <3 || ?o>= 1) } # end",
        "SELECT ?p { <http://x.test/#a(b)> ?p ?o }",
        "PREFIX x: <http://x.test/#> SELECT ?p { x:a\\(b\\) ?p ?o }",
        "BASE <http://x.test/> SELECT ?o { <#a(b)> <p> ?o }",
        "SELECT ?s { ?s ?p '''it's \"so\" #1''' }",
        'SELECT ?s { ?s ?p "it\'s \\"so\\" #1" }',
        "SELECT ?s { ?s ?p 2 . FILTER(2.0e0=2&&.5<1) }",
        "SELECT * { ?s (<http://x.test/p>|^<http://x.test/p>)+ ?o FILTER(!isIRI(?o)) }",
        "SELECT (COUNT(*) AS ?n) (1.5+.5 AS ?x) ('a'@en-GB AS ?y) (\"1\"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?z) { ?s ?p ?o }",
        "SELECT * { ?s ?p ?o } ORDER BY DESC(?o)\r\nLIMIT 1",
    ],
)
def test_the_same_answer_as_the_text_that_came(store: ox.Store, query: str) -> None:
    came, asked = store.query(query), store.query(question(query).text)
    rows = [sorted(map(str, answer)) for answer in (came, asked)]  # type: ignore[arg-type]
    assert rows[0] == rows[1] != []


@pytest.mark.parametrize("name", named_queries())
def test_named_queries_stay_what_they_are(name: str) -> None:
    parts = question(query_text(named=name))
    assert parts.kind == "query"
    assert set(parts.used) <= parts.declared
    assert ox.Store().query(parts.text) is not None
    assert question(parts.text).words == parts.words


@pytest.mark.parametrize(
    ("query", "kind"),
    [("ask {}", "query"), ("PREFIX a: <b:> BASE <c:> Describe a:x", "query"), ("# x\nload <a:b>", "update"), ("With <a:b> DELETE {}", "update"),
     ("", "unknown"), ("FROB", "unknown"), ("PREFIX ASK: <a:> DROP ALL", "update")],
)  # fmt: skip
def test_the_kind_is_the_first_keyword_after_the_prologue(query: str, kind: str) -> None:
    assert question(query).kind == kind


def test_the_graphs_and_prefixes() -> None:
    parts = question("PREFIX a: <x:> SELECT * FROM <a:1> FROM NAMED <a:2> FROM a:3 { ?s reg:x 'FROM <a:4>' ; _:b a:c } # FROM <a:5>")
    assert parts.graphs == ("<a:1>", "<a:2>", "a:3")
    assert (parts.declared, parts.used) == ({"a"}, ("a", "reg"))
    with pytest.raises(UsageError, match="FROM <a:1> is not allowed"):
        without_graphs(parts)


@pytest.mark.parametrize("query", ["SELECT 'open", "ASK { ?s ?p \\x }", "ASK {\u200b}", "SELECT \x00", "ASK { ?s ?p `x` }"])
def test_what_begins_no_token(query: str) -> None:
    with pytest.raises(UsageError, match="not a SPARQL query: line 1"):
        question(query)


def test_a_less_than_that_is_an_iri_by_the_standard_is_one_here() -> None:
    """Oxigraph would read `?o < 3 && ?o > 1`, and so could be made to see a keyword where a reader sees an IRI."""
    asked = question("SELECT * { ?s ?p ?o FILTER(?o<3&&?o>1) }").text
    with pytest.raises(SyntaxError):
        ox.Store().query(asked)


WORDS = ("SERVICE", "service", "ex:", "<http://127.0.0.1:9/>", "'''", "?s", "true", "FILTER", "@en", "{ ?a ?b ?c }", "#>", "?o<?s", "FILTER(1<2")
PIECES = [*"<>?#()'\"{}.:;=|&!\\ \n1", *WORDS]


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
def test_the_engine_never_calls(store: ox.Store, text: str) -> None:
    """Whatever stands around it. Port 9 is one that Oxigraph refuses to call, so that it would say that it had tried."""
    try:
        asked = question("PREFIX ex: <http://127.0.0.1:9/> SELECT * { ?s ?p ?o " + text + " }").text
        list(store.query(asked))  # type: ignore[arg-type]
    except (UsageError, SyntaxError):
        return


@given(st.text(max_size=80))
def test_any_text_is_taken_apart_or_refused(text: str) -> None:
    try:
        parts = question(text)
    except UsageError as error:
        said = str(error)
    else:
        said = ""
        assert parts.text.count("\n") == text.count("\n")
        assert question(parts.text) == parts
    assert "\n" not in said


MANY = 20_000
TOO_DEEP = {
    "groups": "SELECT * {" + "{" * MANY + "?s ?p ?o" + "}" * MANY + "}",
    "brackets": "SELECT * { FILTER(" + "(" * MANY + "1" + ")" * MANY + ") }",
    "brackets that stay open": "SELECT * { FILTER" + "(" * MANY,
    "blank nodes": "SELECT * { ?s ?p " + "[ ?p " * MANY + "?o" + "]" * MANY + " }",
    "not not": "SELECT * { FILTER(" + "!" * MANY + "?o) }",
    "minus minus": "SELECT * { FILTER(" + "- " * MANY + "?o) }",
    "functions": "SELECT * { FILTER(" + "STR(" * MANY + "1" + ")" * MANY + ") }",
    "quoted triples": "SELECT * { " + "<<" * MANY + "?s ?p ?o" + ">> ?p ?o" * MANY + " }",
    "in the data": "SELECT * { VALUES ?x {" + "(" * MANY + "1" + ")" * MANY + "} }",
}
TOO_LONG = {
    "a sum": "SELECT * { FILTER(1" + " + ?o" * MANY + ") }",
    "or": "SELECT * { FILTER(?a" + " || ?o" * MANY + ") }",
    "union": "SELECT * { {?s ?p ?o}" + " UNION {?s ?p ?o}" * MANY + " }",
    "a path": "SELECT * { ?s <a:b>" + "/<a:b>" * MANY + " ?o }",
    "triples": "SELECT * { ?s ?p ?o" + " . ?s ?p ?o" * MANY + " }",
    "objects": "SELECT * { ?s ?p 1" + ", 1" * MANY + " }",
    "a list": "SELECT * { ?s ?p (" + "1 " * MANY + ") }",
    "after the data": "SELECT * { VALUES (?x) { (1) } ?s ?p (" + "1 " * MANY + ") }",
    "quoted triples in the data": "SELECT * { VALUES ?x {" + "<< <a:b> <a:b> " * MANY + "1" + ">>" * MANY + "} }",
}


@pytest.mark.parametrize("query", TOO_DEEP.values(), ids=TOO_DEEP)
def test_what_would_end_the_stack_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match=r"nested too deeply|too long"):
        question(query)


@pytest.mark.parametrize("query", TOO_LONG.values(), ids=TOO_LONG)
def test_a_chain_that_would_end_the_stack_is_refused(query: str) -> None:
    with pytest.raises(UsageError, match="too long"):
        question(query)


@pytest.mark.parametrize("data", ["?x {" + " 1" * MANY + "}", "(?x ?y) {" + ' (<a:b> "c"^^<d:e>) (UNDEF -1)' * (MANY // 2) + "}"])
def test_data_may_be_long(store: ox.Store, data: str) -> None:
    asked = question("SELECT (COUNT(*) AS ?n) { VALUES " + data + " }")
    (row,) = store.query(asked.text)  # type: ignore[misc, union-attr]
    assert int(row[0].value) == MANY  # type: ignore[union-attr, index]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{ " * 99 + "?s ?p ?o" + " }" * 99 + " }",
        "SELECT * { " + "FILTER NOT EXISTS { " * 99 + "?s ?p ?o" + " }" * 99 + " }",
        "SELECT * { ?s ?p ?o FILTER(?o" + " + ?o" * 1_400 + ") }",
        "SELECT * { ?s ?p ?o FILTER(" + "!" * 100 + "?o) }",
    ],
)
def test_what_is_let_through_the_stack_can_hold(store: ox.Store, query: str) -> None:
    assert list(store.query(question(query).text)) is not None  # type: ignore[arg-type]
