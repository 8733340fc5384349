"""The exported files imported where people import them, and counted back."""

from __future__ import annotations

import json
from collections import Counter
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest

from kg.export.atomic import write_files
from kg.export.ladybug import ladybug
from kg.export.neo4j import neo4j
from kg.export.property_graph import NODES, PropertyGraph, property_graph
from kg.formats import FORMATS, Source
from kg.graph.network import to_networkx
from kg.graph.rdf import triples
from kg.graph.reading import read_graph
from kg.records import KnowledgeGraph
from tests.databases.arcade import Arcade
from tests.databases.conftest import BASE, edge_counts, node_counts

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("graph.ttl", ox.RdfFormat.TURTLE),
        ("graph.nt", ox.RdfFormat.N_TRIPLES),
        ("graph.nq", ox.RdfFormat.N_QUADS),
        ("graph.trig", ox.RdfFormat.TRIG),
        ("graph.rdf", ox.RdfFormat.RDF_XML),
    ],
)
def test_oxigraph_bulk(files: Path, seeds: KnowledgeGraph, tmp_path: Path, name: str, form: ox.RdfFormat) -> None:
    store = ox.Store(tmp_path / "store")
    store.bulk_load(path=str(files / name), format=form)
    assert len(store) == len(list(triples(seeds)))
    for class_, wanted in (("Claim", seeds.statements), ("Article", seeds.articles), ("Fine", [e for e in seeds.events if e.type == "Fine"])):
        query = f"SELECT (COUNT(?x) AS ?n) {{ ?x a <https://w3id.org/corekg/ns#{class_}> }}"
        (row,) = store.query(query, use_default_graph_as_union=True)  # type: ignore[misc]
        assert int(row["n"].value) == len(wanted)


def copied(folder: Path) -> Any:
    """A LadybugDB (or Kuzu) connection after schema.cypher and copy.cypher of `folder`, run as they stand."""
    try:
        import real_ladybug as db
    except ImportError:
        db = pytest.importorskip("kuzu", reason="neither real-ladybug nor kuzu is installed")
    connection = db.Connection(db.Database(str(folder / "db")))
    for script in ("schema.cypher", "copy.cypher"):
        for statement in (folder / "ladybug" / script).read_text("utf-8").split(";\n"):
            if statement.strip():
                connection.execute(statement)
    return connection


def rows(connection: Any, query: str) -> list[list[Any]]:
    result = connection.execute(query)
    found = []
    while result.has_next():
        found.append(result.get_next())
    return found


@pytest.mark.parametrize("which", ["seeds", "hostile"])
def test_ladybug_copies_all(model: PropertyGraph, hostile_model: PropertyGraph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    graph = model if which == "seeds" else hostile_model
    write_files(tmp_path, ladybug(graph))
    monkeypatch.chdir(tmp_path / "ladybug")  # the paths in it are relative
    connection = copied(tmp_path)
    nodes = {group: rows(connection, f"MATCH (n:`{group}`) RETURN count(n)")[0][0] for group in NODES}
    assert {group: n for group, n in sorted(nodes.items()) if n} == node_counts(graph)
    edges = {type_: rows(connection, f"MATCH ()-[r:`{type_}`]->() RETURN count(r)")[0][0] for type_ in edge_counts(graph)}
    assert edges == edge_counts(graph)
    quotes = {node.id: str(node.properties["quote"]).replace("\0", "\ufffd") for node in graph.group("Claim")}
    assert dict(rows(connection, "MATCH (c:Claim) RETURN c.id, c.quote")) == quotes


def test_load_cypher_reads_the_same_into_a_bolt_database(arcade: Arcade, story: Path, tmp_path: Path) -> None:
    """Run twice; the files' place is put in, as the head of load.cypher says."""
    model = property_graph(read_graph(story), BASE)
    write_files(tmp_path, neo4j(model))
    script = (tmp_path / "neo4j" / "load.cypher").read_text("utf-8").replace("'file:///", f"'file://{tmp_path}/neo4j/")
    statements = [s for s in "\n".join(line for line in script.split("\n") if not line.startswith("//")).split(";\n") if s.strip()]
    for _ in range(2):
        for statement in statements:
            arcade.ask("csv", statement)
    nodes = {group: arcade.number("csv", f"MATCH (n:{group}) RETURN count(n) AS n") for group in NODES}
    assert {group: n for group, n in sorted(nodes.items()) if n} == node_counts(model)
    edges = {row["type"]: row["n"] for row in arcade.ask("csv", "MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n")}
    assert edges == edge_counts(model)


def test_duckdb_on_parquet_and_csv(files: Path, seeds: KnowledgeGraph, tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    write_files(tmp_path, FORMATS["parquet"].write(Source(seeds)))
    parquet = {path.stem: path for path in tmp_path.rglob("*.parquet")}
    tables = {path.stem: path for name in FORMATS["csv"].names for path in [files / name]}
    wanted = {"entities": seeds.entities, "events": seeds.events, "claims": seeds.statements, "articles": seeds.articles}
    assert wanted.keys() <= parquet.keys() == tables.keys()
    with duckdb.connect() as connection:
        for name, records in wanted.items():
            for source in (f"read_parquet('{parquet[name]}')", f"read_csv('{tables[name]}', header=true, all_varchar=true)"):
                (found,) = connection.execute(f"SELECT count(*), count(DISTINCT id) FROM {source}").fetchall()
                assert found == (len(records), len(records)), source
        fines = connection.execute(f"SELECT count(*) FROM read_parquet('{parquet['events']}') WHERE type = 'Fine'").fetchall()
        assert fines == [(sum(event.type == "Fine" for event in seeds.events),)]
        quotes = connection.execute(f"SELECT id, quote FROM read_parquet('{parquet['claims']}')").fetchall()
        assert dict(quotes) == {s.id: s.quote for s in seeds.statements}


@pytest.mark.parametrize("name", ["graph.graphml", "graph.gexf", "graph.nodelink.json"])
def test_networkx_reads_what_it_was_written_from(files: Path, seeds: KnowledgeGraph, name: str) -> None:
    path, wanted = files / name, to_networkx(seeds)
    if name.endswith(".gexf"):
        # It knows GEXF up to 1.2, whose nodes and edges are the same.
        text = path.read_text("utf-8").replace("http://gexf.net/1.3", "http://www.gexf.net/1.2draft").replace('version="1.3"', 'version="1.2"')
        read = nx.read_gexf(BytesIO(text.encode("utf-8")))
    elif name.endswith(".graphml"):
        read = nx.read_graphml(path, force_multigraph=True)
    else:
        read = nx.node_link_graph(json.loads(path.read_text("utf-8")), edges="edges")
    assert set(read.nodes) == set(wanted.nodes)
    assert Counter((s, t) for s, t in read.edges()) == Counter((s, t) for s, t in wanted.edges())
    assert Counter(data["kind"] for _, data in read.nodes(data=True)) == Counter(data["kind"] for _, data in wanted.nodes(data=True))


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_followthemoney_finds_every_entity_valid(files: Path, seeds: KnowledgeGraph) -> None:
    ftm = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    made = [json.loads(line) for line in (files / "graph.ftm.jsonl").read_text("utf-8").split("\n") if line]
    assert len({entity["id"] for entity in made}) == len(made) > len(seeds.entities)
    for entity in made:
        ftm.model.get(entity["schema"]).validate(entity)  # raises
        proxy = ftm.model.get_proxy(entity, cleaned=False)  # cleans, and drops what it cannot make sense of
        kept = {p.name: sorted({" ".join(v.split()) for v in proxy.get(p)}) for p in proxy.iterprops()}
        assert kept == {name: sorted({" ".join(v.split()) for v in values}) for name, values in entity["properties"].items()}, entity["id"]
