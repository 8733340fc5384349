"""N-Triples, N-Quads, TriG, RDF/XML: what the Turtle says, to two parsers; each article's own graph; the same bytes whatever the order."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.compare import isomorphic

from kg.export.by_article import by_article
from kg.export.ntriples import nquads, ntriples
from kg.export.rdfxml import rdfxml
from kg.export.trig import trig
from kg.export.xml_text import legal
from kg.graph.rdf import to_rdf, triples
from kg.ids import prefixes
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"
BASES = st.sampled_from([BASE, "http://example.org/x#", "urn:mine:"])


def _canonical(quads: list[ox.Quad]) -> ox.Dataset:
    dataset = ox.Dataset(quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def _in_one(quads: list[ox.Quad]) -> ox.Dataset:
    return _canonical([ox.Quad(q.subject, q.predicate, q.object) for q in quads])


@settings(max_examples=20, deadline=None)
@given(graphs(), BASES, st.randoms(use_true_random=False))
def test_lines_say_what_the_triples_say_whatever_the_order(graph: KnowledgeGraph, base: str, random: Random) -> None:
    given_ = list(triples(graph, base))
    before = ntriples(given_), nquads(given_), trig(given_, base), rdfxml(given_)
    random.shuffle(given_)
    assert (ntriples(given_ + given_[:2]), nquads(given_), trig(given_, base), rdfxml(given_)) == before
    ours = _canonical([ox.Quad(*t) for t in given_])
    assert _canonical(list(ox.parse(before[0], format=ox.RdfFormat.N_TRIPLES))) == ours
    assert _in_one(list(ox.parse(before[1], format=ox.RdfFormat.N_QUADS))) == ours
    assert _in_one(list(ox.parse(before[2], format=ox.RdfFormat.TRIG))) == ours


@settings(max_examples=15, deadline=None)
@given(graphs(), BASES)
def test_both_forms_of_named_graphs_have_the_same_graphs(graph: KnowledgeGraph, base: str) -> None:
    given_ = list(triples(graph, base))
    lines = _canonical(list(ox.parse(nquads(given_), format=ox.RdfFormat.N_QUADS)))
    assert _canonical(list(ox.parse(trig(given_, base), format=ox.RdfFormat.TRIG))) == lines


@settings(max_examples=20, deadline=None)
@given(graphs(), BASES)
def test_rdf_xml_says_the_same_but_for_what_xml_cannot_hold(graph: KnowledgeGraph, base: str) -> None:
    given_ = list(triples(graph, base))
    read = _canonical(list(ox.parse(rdfxml(given_), format=ox.RdfFormat.RDF_XML)))

    def held(term: object) -> object:
        return ox.Literal(legal(term.value), datatype=term.datatype) if isinstance(term, ox.Literal) else term

    assert read == _canonical([ox.Quad(t.subject, t.predicate, held(t.object)) for t in given_])


# rdflib's readers of quads use what rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore:Dataset\\..* is deprecated:DeprecationWarning", "ignore:.*Dataset:DeprecationWarning")
def test_rdflib_reads_them_too() -> None:
    given_ = list(triples(sample(), BASE))
    ours = to_rdf(sample(), BASE)
    for text, form in ((ntriples(given_), "nt"), (rdfxml(given_), "xml")):
        assert isomorphic(rdflib.Graph().parse(data=text, format=form), ours)
    for text, form in ((nquads(given_), "nquads"), (trig(given_, BASE), "trig")):
        read = rdflib.Dataset(default_union=True).parse(data=text, format=form)
        whole = rdflib.Graph()
        for s, p, o, _ in read.quads():
            whole.add((s, p, o))
        assert isomorphic(whole, ours)


def test_an_article_has_a_graph_with_its_claims_and_their_evidence() -> None:
    graphs_ = by_article(triples(sample(), BASE))
    fine = ox.NamedNode(BASE + "article/news-fine")
    assert [g for g in graphs_ if isinstance(g, ox.NamedNode)] == [fine, ox.NamedNode(BASE + "article/notices-plea-7")]
    said = graphs_[fine]
    claims = {t.subject.value for t in said if t.object == ox.NamedNode(prefixes()["reg"] + "Claim")}
    assert claims == {f"{BASE}claim/00{i}" for i in range(1, 6)}
    quotes = [t.object.value for t in said if t.predicate.value == prefixes()["oa"] + "exact"]
    assert len(quotes) == 5
    assert '"We did nothing wrong," said Ann Bell, Acme\'s chief executive.' in quotes
    assert any(t.predicate.value == prefixes()["schema"] + "articleBody" for t in said)
    rest = graphs_[ox.DefaultGraph()]
    assert {t.subject.value.removeprefix(BASE).partition("/")[0] for t in rest} == {
        *("agency", "company", "court", "event", "law", "lawsuit", "list", "organization", "person", "product")
    }


def test_a_file_of_nothing_is_well_formed() -> None:
    assert (ntriples([]), nquads([])) == ("", "")
    assert list(ox.parse(trig([], BASE), format=ox.RdfFormat.TRIG)) == []
    assert list(ox.parse(rdfxml([]), format=ox.RdfFormat.RDF_XML)) == []


def test_a_predicate_without_an_xml_name_is_refused() -> None:
    with pytest.raises(ValueError, match="no XML name"):
        rdfxml([ox.Triple(ox.NamedNode("a:s"), ox.NamedNode("http://example.org/1"), ox.Literal("x"))])


def test_oxigraph_bulk_loads_the_named_graphs(tmp_path: Path) -> None:
    given_ = list(triples(sample(), BASE))
    quotes = f"SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH <{BASE}article/news-fine> {{ ?s <{prefixes()['oa']}exact> ?o }} }}"
    for text, form in ((nquads(given_), ox.RdfFormat.N_QUADS), (trig(given_, BASE), ox.RdfFormat.TRIG)):
        (tmp_path / "graph").write_text(text, "utf-8", newline="")
        store = ox.Store()
        store.bulk_load(path=tmp_path / "graph", format=form)
        assert len(store) == len(set(given_))
        (row,) = store.query(quotes)  # type: ignore[misc]
        assert row["n"].value == "5"
