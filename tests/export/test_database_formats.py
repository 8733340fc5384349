"""Each database's files, read back as that database reads them: nothing lost, nothing broken by any text; the same bytes whatever the order."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings

from kg.export.arangodb import arangodb, key
from kg.export.ladybug import ladybug
from kg.export.memgraph import cypherl
from kg.export.neo4j import neo4j
from kg.export.neptune import neptune_gremlin, neptune_opencypher
from kg.export.property_graph import NODES, PropertyGraph, property_graph
from kg.records import KnowledgeGraph
from tests.export.hostile import TEXTS, hostile
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"
WRITERS: tuple[Callable[[PropertyGraph], object], ...] = (neo4j, neptune_opencypher, neptune_gremlin, cypherl, ladybug, arangodb)


def _made(graph: KnowledgeGraph) -> PropertyGraph:
    return property_graph(graph, BASE)


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _held(text: object) -> str:
    """A text as CSV and Cypher keep it."""
    return str(text).replace("\0", "\ufffd")


@pytest.mark.parametrize("write", WRITERS)
def test_the_order_of_the_records_does_not_show_and_nothing_is_well_formed(write: Callable[[PropertyGraph], object]) -> None:
    graph = hostile()
    turned = KnowledgeGraph(
        entities=graph.entities[::-1], events=graph.events[::-1], statements=graph.statements[::-1], articles=graph.articles, cases=graph.cases
    )
    assert write(_made(turned)) == write(_made(graph))
    empty = write(_made(KnowledgeGraph()))
    for name, text in (empty if isinstance(empty, dict) else {"": empty}).items():
        assert not name.endswith(".csv") or text.count("\n") == 1


# Neo4j


def test_neo4j_headers_are_typed() -> None:
    files = neo4j(_made(sample()))
    first = {name.removeprefix("neo4j/"): text.partition("\n")[0] for name, text in files.items()}
    assert first["entities.csv"] == "id:ID,iri:string,type:string,label:string,aliases:string[],country:string,identifiers:string[],:LABEL"
    assert first["links.csv"] == ":START_ID,:END_ID,:TYPE,id:string"
    assert first["relations.csv"].startswith(
        ":START_ID,:END_ID,:TYPE,id:string,label:string,status:string,confidence:double,date:string,earliest:date,"
    )


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_neo4j_files_hold_every_node_and_edge_with_its_properties(graph: KnowledgeGraph) -> None:
    _check_neo4j(_made(graph))


def test_neo4j_files_hold_hostile_texts() -> None:
    _check_neo4j(_made(hostile()))


def _check_neo4j(made: PropertyGraph) -> None:
    files = {name.removeprefix("neo4j/"): text for name, text in neo4j(made).items()}
    rows = [row for name in ("entities.csv", "events.csv", "claims.csv", "articles.csv", "cases.csv") for row in _rows(files[name])]
    assert [(r["id:ID"], tuple(r[":LABEL"].split("\x1f"))) for r in rows] == [(n.id, n.labels) for n in made.nodes]
    for row, node in zip(rows, made.nodes, strict=True):
        read = {column.partition(":")[0]: value for column, value in row.items() if column not in ("id:ID", ":LABEL")}
        for name, kind in NODES[node.group].items():
            value = node.properties.get(name)
            if name == "id" or value is None:
                continue
            if isinstance(value, tuple):
                wanted = [_held(item).replace("\x1f", "\ufffd") for item in value]
                assert (read[name].split("\x1f") if value else []) == wanted
            elif kind in ("integer", "double"):
                assert float(read[name]) == value
            else:
                assert read[name] == _held(value)
    edges = [*made.relations, *made.links]
    assert [(r[":START_ID"], r[":TYPE"], r[":END_ID"]) for name in ("relations.csv", "links.csv") for r in _rows(files[name])] == [
        (e.start, e.type, e.end) for e in edges
    ]


def test_load_cypher_reads_every_row_of_every_file_once() -> None:
    made = _made(hostile())
    files = {name.removeprefix("neo4j/"): text for name, text in neo4j(made).items()}
    statements = [s for s in files["load.cypher"].split(";\n") if "LOAD CSV" in s]
    read = 0
    for statement in statements:
        (name,) = re.findall(r"'file:///(.+?)'", statement)
        rows = _rows(files[name])
        assert set(re.findall(r"row\.`(.+?)`", statement)) <= set(rows[0])
        where = re.search(r"WHERE row\.`(.+?)` = '(.+?)'", statement)
        matching = [row for row in rows if where is None or row[where[1]] == where[2]]
        ends = re.search(r"MATCH \(a:(\w+) .*\(b:(\w+) ", statement)
        if ends:  # of a type that leads to several groups, each statement finds the rows of its own
            groups = {node.id: node.group for node in made.nodes}
            matching = [row for row in matching if (groups[row[":START_ID"]], groups[row[":END_ID"]]) == ends.groups()]
        read += len(matching)
    assert read == len(made.nodes) + len(made.relations) + len(made.links)
    assert len(re.findall(r"^CREATE CONSTRAINT \w+ IF NOT EXISTS FOR", files["load.cypher"], re.MULTILINE)) == len(NODES)


# Neptune


@pytest.mark.parametrize(("write", "id", "ends"), [(neptune_opencypher, ":ID", (":START_ID", ":END_ID")), (neptune_gremlin, "~id", ("~from", "~to"))])
def test_neptune_files_hold_every_node_and_edge(write: Callable[[PropertyGraph], Mapping[str, str]], id: str, ends: tuple[str, str]) -> None:
    made = _made(hostile())
    files = {name.partition("/")[2]: text for name, text in write(made).items()}
    nodes = {row[id]: row for name in ("entities.csv", "events.csv", "claims.csv", "articles.csv", "cases.csv") for row in _rows(files[name])}
    edges = [row for name in ("relations.csv", "links.csv") for row in _rows(files[name])]
    assert list(nodes) == [n.id for n in made.nodes]
    assert sorted((r[id], r[ends[0]], r[ends[1]]) for r in edges) == sorted((e.id, e.start, e.end) for e in (*made.relations, *made.links))
    assert len({row[id] for row in edges}) == len(edges)
    office = nodes["agency/office"]["aliases:String[]"]
    items = [item.replace("\\;", ";") for item in re.split(r"(?<!\\);", office)]
    assert [item.rstrip(" ") for item in items] == sorted(_held(t).rstrip(" ") for t in TEXTS)
    labels = {row[":LABEL" if id == ":ID" else "~label"] for row in nodes.values()}
    assert labels == {"Agency;Entity", "Company;Entity", "Fine;Event", "Claim", "Article", "Case"}


def test_neptune_headers_are_typed_and_edges_hold_single_values() -> None:
    made = _made(sample())
    cypher, gremlin = neptune_opencypher(made), neptune_gremlin(made)
    assert cypher["neptune-opencypher/events.csv"].startswith(
        ":ID,:LABEL,iri:String,type:String,label:String,status:String,date:String,earliest:DateTime,"
    )
    assert gremlin["neptune-gremlin/events.csv"].startswith("~id,~label,iri:String(single),type:String(single),")
    assert "aliases:String[]," in gremlin["neptune-gremlin/entities.csv"]
    for text in (cypher["neptune-opencypher/relations.csv"], gremlin["neptune-gremlin/relations.csv"]):
        assert "[]" not in text.partition("\n")[0]
        assert "(single)" not in text.partition("\n")[0]


# Memgraph

_STRING = r'"(?:[^"\\\n]|\\.)*"'


def test_a_statement_of_cypherl_is_a_line_and_its_strings_are_whole() -> None:
    made = _made(hostile())
    lines = cypherl(made).split("\n")
    assert lines.pop() == ""
    assert len(lines) == len(NODES) + len(made.nodes) + len(made.relations) + len(made.links)
    for line in lines:
        bare = re.sub(_STRING, "S", line)
        assert re.fullmatch(r"(CREATE INDEX|MERGE|MATCH)[^\"\\;]*;", bare), line
    quotes = [json.loads(found) for found in re.findall(rf"quote: ({_STRING})", "\n".join(lines))]
    assert quotes == [_held(text) for text in TEXTS]


# ArangoDB


@settings(max_examples=25, deadline=None)
@given(graphs())
def test_arangodb_keys_are_legal_and_every_edge_leads_somewhere(graph: KnowledgeGraph) -> None:
    made = _made(graph)
    vertices, edges = ([json.loads(line) for line in text.split("\n") if line] for text in arangodb(made).values())
    keys = {v["_key"] for v in vertices}
    assert len(keys) == len(vertices) == len(made.nodes)
    assert len({e["_key"] for e in edges}) == len(edges) == len(made.relations) + len(made.links)
    assert all(re.fullmatch(r"[A-Za-z0-9_:.@()+,=;$!*'%-]{1,254}", k) for k in (*keys, *(e["_key"] for e in edges)))
    assert {e[end].removeprefix("vertices/") for e in edges for end in ("_from", "_to")} <= keys
    assert [v["iri"] for v in vertices] == [n.properties["iri"] for n in made.nodes]


@pytest.mark.parametrize("write", [neo4j, neptune_gremlin, neptune_opencypher, arangodb, ladybug])
def test_a_whole_sum_has_no_idle_zeros(write: Callable[[PropertyGraph], Mapping[str, str]]) -> None:
    text = "".join(write(property_graph(sample(), BASE)).values())
    assert "5000000" in text
    assert "1250000.5" in text
    assert "5000000.0" not in text


def test_different_ids_have_different_keys() -> None:
    ids = ["a/b", "a:b", "a%3Ab", "a~b", "a b", "é", "x" * 300, "x" * 299 + "y"]
    assert len({key(id) for id in ids}) == len(ids)


# LadybugDB


def test_ladybug_copies_all_and_gives_every_text_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    database = pytest.importorskip("real_ladybug", reason="LadybugDB is not installed")
    for number, graph in enumerate((hostile(), sample(), KnowledgeGraph())):
        made = _made(graph)
        for name, text in ladybug(made).items():
            path = tmp_path / str(number) / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
        monkeypatch.chdir(tmp_path / str(number) / "ladybug")
        connection = database.Connection(database.Database(str(tmp_path / f"{number}.db"), buffer_pool_size=64 * 1024 * 1024))

        def ask(query: str, connection: object = connection) -> list[list[object]]:
            return list(connection.execute(query))  # type: ignore[attr-defined]

        for file in ("schema.cypher", "copy.cypher"):
            for statement in Path(file).read_bytes().decode("utf-8").split(";\n"):
                if statement:
                    connection.execute(statement)
        assert ask("MATCH (n) RETURN count(*)") == [[len(made.nodes)]]
        types = [edge.type for edge in (*made.relations, *made.links)]
        assert ask("MATCH ()-[r]->() RETURN label(r), count(*) ORDER BY label(r)") == [[t, types.count(t)] for t in sorted(set(types))]
        for group, columns in NODES.items():
            wanted = {n.id: n.properties for n in made.group(group)}
            for id, *values in ask(f"MATCH (n:`{group}`) RETURN n.id, {', '.join(f'n.`{c}`' for c in columns)}"):
                for column, value in zip(columns, values, strict=True):
                    expected = wanted[str(id)].get(column)
                    if isinstance(expected, tuple):
                        assert (value or []) == [_held(item).replace("\x1f", "\ufffd") for item in expected]
                    elif isinstance(expected, str):
                        assert str(value) == _held(expected)
                    else:
                        assert value == expected
        connection.close()
