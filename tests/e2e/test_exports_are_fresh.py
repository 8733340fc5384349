"""exports/ is what the seeds build to; and what they build to is sound by the measures of others: rdflib, Oxigraph, pySHACL, NetworkX."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path

import networkx as nx
import pyoxigraph as ox
import pyshacl
import pytest
import rdflib

from kg.formats import DEFAULT, FORMATS
from kg.graph.network import to_networkx
from kg.graph.query import ask, query_text
from kg.graph.reading import as_written, read_graph
from kg.ids import id_of, prefixes
from kg.ontology import ontology
from kg.pipeline import ALWAYS, Report
from kg.read import read
from kg.records import Article
from tests.e2e.conftest import ROOT, SEEDS, contents

FILES = {*(name for f in DEFAULT for name in FORMATS[f].names), *ALWAYS}
EXPORTS = ROOT / "exports"
REG, PROV, DCTERMS = (rdflib.Namespace(prefixes()[name]) for name in ("reg", "prov", "dcterms"))
OA, RDF = rdflib.Namespace(prefixes()["oa"]), rdflib.RDF


@pytest.mark.skipif(not (EXPORTS / "graph.ttl").exists(), reason="exports/ has not been built yet")
def test_what_is_committed_is_what_the_seeds_build_to(built: Path) -> None:
    committed, fresh = contents(EXPORTS), contents(built)
    stale = [name for name in fresh if committed.get(name) != fresh[name]]
    assert stale == [], f"exports/ is stale ({', '.join(stale)}): run `make graph` and commit what it writes"


@pytest.fixture(scope="module")
def turtle(built: Path) -> Path:
    return built / "graph.ttl"


@pytest.fixture(scope="module")
def rdf(turtle: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(turtle, format="turtle")


def test_all_is_written(seeds_report: tuple[Report, Path]) -> None:
    report, folder = seeds_report
    assert {name: len(content) for name, content in contents(folder).items()} == dict(report.files)
    assert set(dict(report.files)) == FILES
    assert report.built.set_aside == ()


def flat(triples: Iterable[ox.Triple]) -> list[tuple[str, ...]]:
    """The triples sorted, a blank node written as what is said of it, for its name means nothing."""
    plain = list(triples)
    said = defaultdict(list)
    for triple in plain:
        if isinstance(triple.subject, ox.BlankNode):
            said[triple.subject.value].append(f"{triple.predicate} {triple.object}")
    names = {name: " ; ".join(sorted(parts)) for name, parts in said.items()}
    return sorted(tuple(names[term.value] if isinstance(term, ox.BlankNode) else str(term) for term in triple) for triple in plain)


def parsed(content: bytes, form: ox.RdfFormat) -> list[tuple[str, ...]]:
    return flat(ox.Triple(quad.subject, quad.predicate, quad.object) for quad in ox.parse(content, format=form))


def test_two_parsers_find_the_same_triples(turtle: Path, rdf: rdflib.Graph) -> None:
    by_oxigraph = parsed(turtle.read_bytes(), ox.RdfFormat.TURTLE)
    assert len(by_oxigraph) == len(rdf) > 1000
    assert parsed(rdf.serialize(format="nt").encode(), ox.RdfFormat.N_TRIPLES) == by_oxigraph


def test_json_ld_holds_the_same_triples(built: Path, turtle: Path) -> None:
    assert parsed((built / "graph.jsonld").read_bytes(), ox.RdfFormat.JSON_LD) == parsed(turtle.read_bytes(), ox.RdfFormat.TURTLE)


def test_it_conforms_by_pyshacl(rdf: rdflib.Graph) -> None:
    shapes = rdflib.Graph().parse(ROOT / "schemas" / "shapes.ttl", format="turtle")
    conforms, _, said = pyshacl.validate(rdf, shacl_graph=shapes, inference="none")
    assert conforms, said[:3000]


def test_it_conforms_by_our_own_check(seeds_report: tuple[Report, Path]) -> None:
    assert [str(violation) for violation in seeds_report[0].conformance.violations] == []


def test_no_claim_was_dropped(seeds_report: tuple[Report, Path]) -> None:
    assert [str(item) for item in seeds_report[0].built.resolution.dropped] == []


def test_every_quote_is_the_slice_that_its_offsets_give(rdf: rdflib.Graph) -> None:
    texts = {article.source: article.text for article in read([SEEDS]) if isinstance(article, Article)}
    claims = list(rdf.subjects(RDF.type, REG.Claim))
    assert len(claims) > 50
    for claim in claims:
        source = str(rdf.value(rdf.value(claim, PROV.wasDerivedFrom), DCTERMS.source))
        selectors = list(rdf.objects(claim, OA.hasSelector))
        place = next(s for s in selectors if (s, RDF.type, OA.TextPositionSelector) in rdf)
        quote = next(s for s in selectors if (s, RDF.type, OA.TextQuoteSelector) in rdf)
        start, end = (int(str(rdf.value(place, bound))) for bound in (OA.start, OA.end))
        assert texts[source][start:end] == str(rdf.value(quote, OA.exact)), claim


def test_every_seed_is_in_it(rdf: rdflib.Graph) -> None:
    sources = sorted(str(rdf.value(article, DCTERMS.source)) for article in rdf.subjects(RDF.type, REG.Article))
    assert sources == sorted(article.source for article in read([SEEDS]) if isinstance(article, Article))


def test_the_records_read_back_are_those_that_were_built(seeds_report: tuple[Report, Path], turtle: Path) -> None:
    assert read_graph(turtle) == as_written(seeds_report[0].built.graph)


def test_network_file_and_rdf_have_the_same_nodes_and_edges(built: Path, turtle: Path, rdf: rdflib.Graph) -> None:
    network = to_networkx(read_graph(turtle))
    read_back = nx.read_graphml(built / "graph.graphml", force_multigraph=True)
    assert sorted(read_back.nodes) == sorted(network.nodes)
    assert sorted((s, o, data["relation"]) for s, o, data in read_back.edges(data=True)) == sorted(network.edges(keys=True))
    base = ontology().base
    things = {REG[name] for name in (*ontology().entity_types(), *ontology().events)}
    assert sorted(network.nodes) == sorted(str(id_of(base, str(s))) for s, o in rdf.subject_objects(RDF.type) if o in things)
    lines = {REG[name] for name in (*ontology().relations, *ontology().roles)}
    assert network.number_of_edges() == sum(predicate in lines for predicate in rdf.predicates())


def test_a_direct_edge_stands_where_a_fact_claim_does(rdf: rdflib.Graph) -> None:
    relations = {REG[name]: relation for name, relation in ontology().relations.items()}
    facts = {
        (rdf.value(claim, RDF.subject), rdf.value(claim, RDF.predicate), rdf.value(claim, RDF.object)) for claim in rdf.subjects(REG.status, REG.fact)
    }
    said = {(s, p, o) for s, p, o in facts if p in relations}
    edges = {(s, p, o) for s, p, o in rdf if p in relations}
    assert edges <= said
    assert {(s, p, o) for s, p, o in said - edges if not (relations[p].symmetric and (o, p, s) in edges)} == set()


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "schemas" / "queries").glob("*.rq")))
def test_two_engines_answer_a_question_alike(name: str, turtle: Path, rdf: rdflib.Graph) -> None:
    text = query_text(named=name)
    rows = list(csv.reader(io.StringIO(ask(turtle, text).render("csv"))))
    result = rdf.query(text)
    assert result.vars is not None
    assert rows[0] == [str(variable) for variable in result.vars]
    by_rdflib = [["" if cell is None else str(cell) for cell in row] for row in result]  # type: ignore[union-attr]
    assert [list(map(number, row)) for row in rows[1:]] == [list(map(number, row)) for row in by_rdflib]


def number(cell: str) -> str | Decimal:
    """A number by its value: engines differ in how many idle zeros they write."""
    try:
        return Decimal(cell) if re.fullmatch(r"[+-]?\d+(\.\d+)?", cell) else cell
    except InvalidOperation:
        return cell


def test_the_page_is_one_file_that_asks_for_nothing(built: Path) -> None:
    page = (built / "graph.html").read_text("utf-8")
    assert re.findall(r"<(?:script|img|iframe|link|source)\b[^>]*\b(?:src|href)\s*=\s*[\"']?(?!data:|#)[^\s\"'>]+", page) == []
    assert "@import" not in page


def test_the_report_counts_what_was_built(seeds_report: tuple[Report, Path]) -> None:
    report, folder = seeds_report
    text = (folder / "report.md").read_text("utf-8")
    graph = report.built.graph
    for what, count in (("articles read", graph.articles), ("entities", graph.entities), ("events", graph.events), ("claims", graph.statements)):
        assert f"| {what} | {len(count)} |" in text
    assert "Nothing was set aside." in text
