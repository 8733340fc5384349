"""Loading by SPARQL into a store that runs: once, twice, cut off and resumed, refused, and text that would break a query."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

from kg.errors import UsageError
from kg.graph.rdf import triples
from kg.load import Login, load_sparql
from kg.ontology import ontology
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample
from tests.load.sparql_server import Store, running

BASE = ontology().base
FACTS = list(triples(sample()))


@pytest.fixture
def store() -> Iterator[Store]:
    with running() as held:
        yield held


def held(store: Store, graph: str | None = None) -> set[ox.Triple]:
    name = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    return {ox.Triple(q.subject, q.predicate, q.object) for q in store.store.quads_for_pattern(None, None, None, name)}


def named(facts: list[ox.Triple]) -> set[ox.Triple]:
    """The triples with IRIs for their blank nodes, as Oxigraph spells their numbers."""

    def term(node: object) -> object:
        return ox.NamedNode(f"https://w3id.org/.well-known/genid/{node.value}") if isinstance(node, ox.BlankNode) else node

    kept = ox.Store()
    kept.extend(ox.Quad(term(t.subject), t.predicate, term(t.object)) for t in facts)  # type: ignore[arg-type]
    return {ox.Triple(q.subject, q.predicate, q.object) for q in kept}


@pytest.mark.parametrize("graph", [None, "https://example.org/news"])
def test_loaded_twice_it_is_there_once(store: Store, graph: str | None) -> None:
    steps: list[tuple[str, int, int | None]] = []
    first = load_sparql(store.url + "/update", FACTS, BASE, graph_iri=graph, batch=50, progress=lambda *step: steps.append(step))
    assert held(store, graph) == named(FACTS)
    assert first.counts == (("triples", len(FACTS)),)
    assert first.batches == -(-len(FACTS) // 50)
    assert steps == [("loading", n + 1, first.batches) for n in range(first.batches)]
    assert load_sparql(store.url + "/update", FACTS[::-1], BASE, graph_iri=graph, batch=50) == first
    assert held(store, graph) == named(FACTS)
    assert len(store.store) == len(FACTS)


def test_cut_off_it_goes_on_where_it_was(store: Store) -> None:
    store.fails_at = 4
    with pytest.raises(UsageError, match=r"HTTP 503 .*: out of breath \(3 of \d+ batches are in: run it again to go on\)"):
        load_sparql(store.url + "/update", FACTS, BASE, batch=20)
    store.fails_at = None
    sent = len(store.updates)
    again = load_sparql(store.url + "/update", FACTS, BASE, batch=20)
    assert again.resumed == sent == 3
    assert len(store.updates) == again.batches + 1  # and the one that takes the numbers away
    assert held(store) == named(FACTS)


def test_what_was_lost_since_is_sent_again(store: Store) -> None:
    store.fails_at = 4
    with pytest.raises(UsageError):
        load_sparql(store.url + "/update", FACTS, BASE, batch=20)
    store.fails_at = None
    store.store.update("DELETE { ?s a ?c } WHERE { ?s a ?c }")  # somebody tidied up, but for the marker
    again = load_sparql(store.url + "/update", FACTS, BASE, batch=20)
    assert again.resumed == 0
    assert held(store) == named(FACTS)


def test_another_graph_does_not_resume_this_one(store: Store) -> None:
    store.fails_at = 4
    with pytest.raises(UsageError):
        load_sparql(store.url + "/update", FACTS, BASE, batch=20)
    store.fails_at = None
    assert load_sparql(store.url + "/update", FACTS[:-1], BASE, batch=20).resumed == 0


def test_a_store_that_loses_triples_is_found_out(store: Store) -> None:
    store.forgets = True
    with pytest.raises(UsageError, match=r"does not hold what was sent: \d+ triples sent, \d+ found"):
        load_sparql(store.url + "/update", FACTS, BASE)


def test_what_others_said_stays_and_is_noted(store: Store) -> None:
    more = ox.Quad(ox.NamedNode(BASE + "company/acme"), ox.NamedNode("https://example.org/p"), ox.Literal("x"))
    store.store.add(more)
    done = load_sparql(store.url + "/update", FACTS, BASE)
    assert done.notes == ("of the same things the store holds 1 triples more, from elsewhere or from an earlier graph",)
    assert more in store.store


def test_a_store_that_cannot_be_asked_is_loaded_uncounted(store: Store) -> None:
    store.answers = False
    done = load_sparql(store.url + "/update", FACTS, BASE, query_url=store.url + "/query")
    assert done.counts == ()
    assert "not counted back" in done.notes[0]
    assert "404" in done.notes[0]
    assert held(store) == named(FACTS)


def test_the_password_is_needed_and_shown_nowhere(store: Store) -> None:
    store.password = "open-sesame"
    url = store.url + "/update"
    assert load_sparql(url, FACTS, BASE, Login(user="ann", password=SecretStr("open-sesame"))).counts
    for login in (None, Login(user="ann", password=SecretStr("wrong-guess"))):
        with pytest.raises(UsageError, match="HTTP 401") as refused:
            load_sparql(url, FACTS, BASE, login)
        assert "guess" not in str(refused.value) + repr(login)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("http://ann:secret@localhost/update", "holds a name or a password"),
        ("http://ann@localhost/update", "holds a name or a password"),
        ("ftp://localhost/update", "not an address of a database"),
        ("file:///etc/passwd", "not an address of a database"),
        ("http:///update", "no host"),
        ("http://localhost:port/update", "not an address of a database"),
        ("http://127.0.0.1:9/update", "127.0.0.1:9"),
    ],
)
def test_bad_addresses(url: str, message: str) -> None:
    with pytest.raises(UsageError, match=message) as refused:
        load_sparql(url, FACTS, BASE)
    assert "secret" not in str(refused.value)


def test_nothing_follows_to_another_address(store: Store) -> None:
    with pytest.raises(UsageError, match="HTTP 302"):
        load_sparql(store.url + "/elsewhere/update", FACTS, BASE)
    assert not store.updates


def test_a_named_graph_must_be_an_iri(store: Store) -> None:
    with pytest.raises(UsageError, match="not an IRI"):
        load_sparql(store.url + "/update", FACTS, BASE, graph_iri="x> } ; DROP ALL ; INSERT DATA { <a")


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(graph=graphs())
def test_any_text_arrives_as_it_is(store: Store, graph: KnowledgeGraph) -> None:
    store.store.clear()
    facts = list(triples(graph))
    load_sparql(store.url + "/update", facts, BASE, batch=7)
    assert held(store) == named(facts)


HOSTILE = [
    '" . } ; DROP ALL ; INSERT DATA { <a:a> <a:b> "',
    "\\u0022",
    "\\\\u0022 \\U00000022",
    "a\nb\r\tc",
    "'''\"\"\"",
    "\u2028\u202e\x7f\x01",
    "\x00",
    "{}$<>#",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(store: Store, text: str) -> None:
    fact = ox.Triple(ox.NamedNode(BASE + "company/a"), ox.NamedNode(BASE + "p"), ox.Literal(text))
    store.store.add(ox.Quad(ox.NamedNode("https://example.org/a"), ox.NamedNode("https://example.org/b"), ox.Literal("stays")))
    load_sparql(store.url + "/update", [fact], BASE)
    assert held(store) >= {fact}
    assert len(store.store) == 2
    assert "\\\\u0022" not in store.updates[0]  # a store that resolves \u first would read a quote there
