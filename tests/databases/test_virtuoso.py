"""Virtuoso: the Turtle by its own loader, and `kg load` by SPARQL Update; counted back, and the questions have the same answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from pydantic import SecretStr

from kg.graph.rdf import triples
from kg.load import Login, load_sparql
from kg.records import KnowledgeGraph
from tests.databases.conftest import BASE, SEEDS
from tests.databases.test_arcade import NAMES
from tests.databases.virtuoso import Virtuoso
from tests.export.hostile import hostile
from tests.queries.test_queries import Row, by_oxigraph, by_rdflib, query, shown

pytestmark = pytest.mark.slow

COUNTS = {
    "claims": "SELECT (COUNT(?x) AS ?n) { ?x a <https://w3id.org/corekg/ns#Claim> }",
    "articles": "SELECT (COUNT(?x) AS ?n) { ?x a <https://w3id.org/corekg/ns#Article> }",
    "events": "SELECT (COUNT(?x) AS ?n) { ?x a ?c ; <https://w3id.org/corekg/ns#status> ?y FILTER(?c != <https://w3id.org/corekg/ns#Claim>) }",
    "triples": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
}


def by_virtuoso(text: str, server: Virtuoso, graph: str) -> list[Row]:
    answer = server.ask(text, graph)
    columns: list[str] = answer["head"]["vars"]  # type: ignore[index]
    rows = answer["results"]["bindings"]  # type: ignore[index]
    return [tuple(columns), *(tuple(shown(row[c]["value"], row[c].get("datatype", "")) if c in row else "" for c in columns) for row in rows)]


@pytest.fixture(scope="module")
def loaded(virtuoso: Virtuoso, story: Path) -> Virtuoso:
    """With the seeds in urn:seeds and the story in urn:story."""
    for name, path in (("seeds", SEEDS), ("story", story)):
        shutil.copy(path, virtuoso.folder / f"{name}.ttl")
        virtuoso.sql_run(f"ld_dir('{virtuoso.folder}', '{name}.ttl', 'urn:{name}');\n")
    virtuoso.sql_run("rdf_loader_run();\n")
    assert "FAULTS 0" in virtuoso.sql_run("select concat('FAULTS ', cast(count(*) as varchar)) from DB.DBA.load_list where ll_error is not null;\n")
    return virtuoso


def test_its_loader_takes_the_whole_graph(loaded: Virtuoso, seeds: KnowledgeGraph) -> None:
    counts = {what: loaded.number(count, "urn:seeds") for what, count in COUNTS.items()}
    wanted = {"claims": len(seeds.statements), "articles": len(seeds.articles), "events": len(seeds.events), "triples": len(list(triples(seeds)))}
    assert counts == wanted


def test_kg_load_twice_gives_what_its_loader_gives(loaded: Virtuoso, seeds: KnowledgeGraph) -> None:
    login = Login(user="dba", password=SecretStr("dba"))
    facts = list(triples(seeds))
    for _ in range(2):
        done = load_sparql(f"{loaded.url}/sparql-auth", facts, BASE, login, "urn:sent")
        assert (done.counts, done.notes) == ((("triples", len(facts)),), ())
    for count in COUNTS.values():
        assert loaded.number(count, "urn:sent") == loaded.number(count, "urn:seeds")


def test_hostile_text_arrives_as_it_is(loaded: Virtuoso) -> None:
    login = Login(user="dba", password=SecretStr("dba"))
    load_sparql(f"{loaded.url}/sparql-auth", triples(hostile()), BASE, login, "urn:hostile")
    labels = {row[0] for row in by_virtuoso("SELECT ?l { ?x a <https://w3id.org/corekg/ns#Company> ; rdfs:label ?l }", loaded, "urn:hostile")[1:]}
    assert labels == {e.label for e in hostile().entities if e.type == "Company"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("graph", ["story", "seeds"])
def test_a_named_question_has_the_same_answer_everywhere(loaded: Virtuoso, story: Path, graph: str, name: str) -> None:
    company, path = ("acme CORP.", story) if graph == "story" else ("Xiaomi", SEEDS)
    text = query(name, company)
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    wanted = by_oxigraph(text, store)
    assert by_virtuoso(text, loaded, f"urn:{graph}") == wanted
    if graph == "story":  # the seeds take rdflib minutes
        assert by_rdflib(text, rdflib.Graph().parse(path, format="turtle")) == wanted
