"""The cases of the W3C's SPARQL 1.1 protocol tests that a read-only endpoint has, and the forms of its answers."""

from __future__ import annotations

import csv
import io
import json
from urllib.parse import quote
from xml.etree import ElementTree

import httpx
import pyoxigraph as ox
import pytest

from tests.serve.conftest import CLIENT, Running

SELECT = "SELECT ?name WHERE { ?firm a reg:Company ; rdfs:label ?name } ORDER BY ?name"
CONSTRUCT = "CONSTRUCT { ?firm a schema:Thing } WHERE { ?firm a reg:Company }"
FORM = "application/x-www-form-urlencoded"
DIRECT = {"Content-Type": "application/sparql-query"}
JSON = "application/sparql-results+json"


def names(reply: httpx.Response) -> list[str]:
    assert reply.status_code == 200, reply.text
    return [next(iter(row.values()))["value"] for row in reply.json()["results"]["bindings"]]


def test_query_by_get_by_form_and_directly(server: Running) -> None:
    by_get = CLIENT.get(server.sparql, params={"query": SELECT})
    by_form = CLIENT.post(server.sparql, data={"query": SELECT})
    directly = CLIENT.post(server.sparql, content=SELECT.encode(), headers=DIRECT)
    assert names(by_get) == names(by_form) == names(directly) == ["Acme", "Bolt Ltd"]
    assert by_get.headers["content-type"] == JSON
    assert "Accept" in by_get.headers["vary"]


def test_head_is_get_without_a_body(server: Running) -> None:
    reply = CLIENT.head(server.sparql, params={"query": SELECT})
    assert (reply.status_code, reply.content, reply.headers["content-type"]) == (200, b"", JSON)


def test_the_forms_of_a_table_say_the_same(server: Running) -> None:
    as_xml = ElementTree.fromstring(server.ask(SELECT, "application/sparql-results+xml").content)
    expected = ["Acme", "Bolt Ltd"]
    assert [e.text for e in as_xml.iter("{http://www.w3.org/2005/sparql-results#}literal")] == expected
    assert [row["name"] for row in csv.DictReader(io.StringIO(server.ask(SELECT, "text/csv").text))] == expected
    assert server.ask(SELECT, "text/tab-separated-values").text.split("\n")[:3] == ["?name", '"Acme"', '"Bolt Ltd"']
    assert names(server.ask(SELECT, "application/json")) == expected


def test_ask(server: Running) -> None:
    assert server.ask("ASK { ?x a reg:Company }").json()["boolean"] is True
    assert server.ask("ASK { ?x a reg:Nothing }", "application/sparql-results+xml").text.count("false") == 1


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        (None, "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/n-triples", "application/n-triples", ox.RdfFormat.N_TRIPLES),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
        ("application/rdf+xml", "application/rdf+xml", ox.RdfFormat.RDF_XML),
    ],
)
@pytest.mark.parametrize("query", [CONSTRUCT, "DESCRIBE <company/acme>"])
def test_the_forms_of_a_graph_say_the_same(server: Running, query: str, accept: str | None, media: str, form: ox.RdfFormat) -> None:
    reply = server.ask(query, accept)
    assert reply.headers["content-type"] == media
    expected = {quad.triple for quad in ox.parse(server.ask(query, "application/n-triples").content, format=ox.RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in ox.parse(reply.content, format=form)} == expected != set()


@pytest.mark.parametrize(("query", "accept"), [(SELECT, "text/turtle"), (CONSTRUCT, "text/csv"), (SELECT, "image/png"), (SELECT, f"{JSON};q=0")])
def test_no_form_that_the_client_takes_is_406(server: Running, query: str, accept: str) -> None:
    assert server.ask(query, accept).status_code == 406


def test_the_same_question_has_the_same_bytes(server: Running) -> None:
    for query, accept in ((SELECT, JSON), (CONSTRUCT, "text/turtle"), ("SELECT * { ?s reg:fined ?o }", "text/csv")):
        assert len({server.ask(query, accept).content for _ in range(6)}) == 1


@pytest.mark.parametrize("query", ["", "SELECT", "SELECT * WHERE {", "SELECT ?x WHERE { ?x nope:y 1 }", "SELECT * { ?s ?p 'open }", "\x00"])
def test_what_is_no_query_is_400_in_one_line(server: Running, query: str) -> None:
    reply = server.ask(query)
    assert reply.status_code == 400
    assert "not a SPARQL query" in reply.text
    assert reply.text.count("\n") == 1


def test_an_error_keeps_the_line_it_stands_in(server: Running) -> None:
    """Though what is asked is not the text that came."""
    for query in ("# a remark\nSELECT * {\n ?s ?p 1 }\n#\nLIMIT x", "SELECT *\n\n# { }\nWHERE ?x", "ASK {\r\n ?s <http://x.test/#(y)> 'a\\n' , }"):
        with pytest.raises(SyntaxError) as caught:
            ox.Store().query(query)
        line = str(caught.value.msg).split("error at ")[1].split(":")[0]
        assert f"error at {line}:" in server.ask(query).text


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("PUT", {"params": {"query": SELECT}}, 405),
        ("DELETE", {}, 405),
        ("PATCH", {}, 405),
        ("OPTIONS", {}, 405),
        ("GET", {"params": [("query", SELECT), ("query", SELECT)]}, 400),
        ("GET", {"params": {"default-graph-uri": "http://graphs.test/one"}}, 400),
        ("POST", {"data": {"query": [SELECT, SELECT]}}, 400),
        ("POST", {"params": {"query": SELECT}, "content": SELECT.encode(), "headers": DIRECT}, 400),
        ("POST", {"content": b"query=" + quote(SELECT).encode()}, 415),
        ("POST", {"content": SELECT.encode()}, 415),
        ("POST", {"content": SELECT.encode(), "headers": {"Content-Type": "text/plain"}}, 415),
        ("POST", {"content": SELECT.encode("utf-16"), "headers": DIRECT}, 400),
        ("POST", {"content": SELECT.encode("utf-16"), "headers": {"Content-Type": "application/sparql-query; charset=UTF-16"}}, 415),
        ("POST", {"content": b"ASK { ?s ?p '\xff' }", "headers": DIRECT}, 400),
        ("GET", {"params": {"query": "ASK {}", "default-graph-uri": "not an iri"}}, 400),
        ("POST", {"content": b"#" * 1_000_001, "headers": DIRECT}, 413),
    ],
)
def test_bad_requests(server: Running, method: str, arguments: dict[str, object], status: int) -> None:
    reply = CLIENT.request(method, server.sparql, **arguments)  # type: ignore[arg-type]
    assert reply.status_code == status
    if status == 405:
        assert {m.strip() for m in reply.headers["allow"].split(",")} == {"GET", "HEAD", "POST"}


LABELS = "SELECT ?l WHERE { ?s rdfs:label ?l } ORDER BY ?l"
IN_NAMED = "SELECT ?l WHERE { GRAPH ?g { ?s rdfs:label ?l } } ORDER BY ?l"
ONE, TWO = "http://graphs.test/one", "http://graphs.test/two"


@pytest.mark.parametrize("method", ["get", "post", "direct"])
@pytest.mark.parametrize(
    ("query", "chosen", "expected"),
    [
        (LABELS, [], ["default"]),
        (IN_NAMED, [], ["first", "second"]),
        (LABELS, [("default-graph-uri", ONE)], ["first"]),
        (LABELS, [("default-graph-uri", ONE), ("default-graph-uri", TWO)], ["first", "second"]),
        (IN_NAMED, [("named-graph-uri", TWO)], ["second"]),
        (LABELS, [("named-graph-uri", TWO)], []),
        (LABELS.replace("WHERE", f"FROM <{TWO}> WHERE"), [], ["second"]),
        (LABELS.replace("WHERE", f"FROM <{TWO}> WHERE"), [("default-graph-uri", ONE)], ["first"]),
        (IN_NAMED.replace("WHERE", f"FROM NAMED <{TWO}> WHERE"), [], ["second"]),
    ],
)
def test_the_graphs_that_are_asked(named: Running, method: str, query: str, chosen: list[tuple[str, str]], expected: list[str]) -> None:
    if method == "get":
        reply = CLIENT.get(named.sparql, params=[("query", query), *chosen])
    elif method == "post":
        body = "&".join(f"{name}={quote(value)}" for name, value in [("query", query), *chosen])
        reply = CLIENT.post(named.sparql, content=body, headers={"Content-Type": FORM})
    else:
        reply = CLIENT.post(named.sparql, params=chosen, content=query.encode(), headers=DIRECT)
    assert names(reply) == expected


@pytest.mark.parametrize("form", ["{} FROM <{}> WHERE", "{} FROM NAMED <{}> WHERE"])
@pytest.mark.parametrize("graph", ["http://127.0.0.1:9/data.ttl", "file:///etc/passwd", "relative"])
def test_a_graph_that_is_not_served_is_never_fetched(named: Running, form: str, graph: str) -> None:
    assert named.ask(form.format("SELECT *", graph) + " { ?s ?p ?o }").status_code == 400
    if graph != "relative":
        for field in ("default-graph-uri", "named-graph-uri"):
            assert "nothing is fetched" in named.ask("ASK {}", **{field: graph}).text


def test_service_description(server: Running, named: Running) -> None:
    sd = "http://www.w3.org/ns/sparql-service-description#"
    store = ox.Store()
    store.load(CLIENT.get(server.sparql, headers={"Accept": "text/turtle"}).content, format=ox.RdfFormat.TURTLE)
    query = f"PREFIX sd: <{sd}> SELECT ?e {{ ?s a sd:Service ; sd:endpoint ?e ; sd:supportedLanguage sd:SPARQL11Query }}"
    assert [row["e"].value for row in store.query(query)] == [server.sparql]  # type: ignore[union-attr, index]
    assert CLIENT.get(named.sparql).text.count("sd:name <") == 2
    assert json.loads(CLIENT.get(server.sparql, headers={"Accept": "application/ld+json"}).text)
    browser = CLIENT.get(server.sparql, headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status_code, browser.headers["location"]) == (303, "/")
