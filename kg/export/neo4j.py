"""neo4j/: CSV with typed headers for `neo4j-admin database import`, and load.cypher, which reads the same files into a database that runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.export.delimited import NODE_FILES, cells, delimited, joined
from kg.export.property_graph import LINK, NODES, RELATION, Columns, Edge, Kind, PropertyGraph

FOLDER = "neo4j/"
NAMES = tuple(FOLDER + name for name in (*NODE_FILES.values(), "relations.csv", "links.csv", "load.cypher"))

_TYPES: dict[Kind, str] = {"string": "string", "strings": "string[]", "integer": "long", "double": "double", "date": "date"}
_READ: dict[Kind, str] = {
    **{"string": "{}", "strings": r"split({}, '\u001F')"},
    **{"integer": "toInteger({})", "double": "toFloat({})", "date": "CASE WHEN {0} <> '' THEN date({0}) END"},
}
_HEAD = """// Reads the CSV files beside this one into a database that runs. They must lie in its import folder; else put where they lie for 'file:///'.
// Text may hold backslashes: set server.directories.import as you need, and db.import.csv.legacy_quote_escaping=false.
// Run twice, it changes nothing: cypher-shell -f load.cypher
"""


def neo4j(graph: PropertyGraph) -> dict[str, str]:
    """File name -> its text."""
    files = {}
    for group, name in NODE_FILES.items():
        columns = NODES[group]
        header = ["id:ID", *(f"{c}:{_TYPES[kind]}" for c, kind in columns.items() if c != "id"), ":LABEL"]
        files[name] = delimited(header, [[*cells(columns, n.properties), joined(n.labels)] for n in graph.group(group)])
    files["relations.csv"] = _edges(RELATION, graph.relations)
    files["links.csv"] = _edges(LINK, graph.links)
    files["load.cypher"] = _load(graph)
    return {FOLDER + name: text for name, text in files.items()}


def _edges(columns: Columns, edges: Sequence[Edge]) -> str:
    header = [":START_ID", ":END_ID", ":TYPE", *(f"{name}:{_TYPES[kind]}" for name, kind in columns.items())]
    return delimited(header, [[e.start, e.end, e.type, *cells(columns, e.properties)] for e in edges])


def _load(graph: PropertyGraph) -> str:
    parts = [_HEAD]
    parts += [f"CREATE CONSTRAINT {group.lower()}_id IF NOT EXISTS FOR (n:{group}) REQUIRE n.id IS UNIQUE;" for group in NODE_FILES]
    for group, name in NODE_FILES.items():
        kinds = list(dict.fromkeys(n.labels for n in sorted(graph.group(group), key=lambda n: n.labels)))
        parts += [_load_nodes(group, name, labels) for labels in kinds]
    parts += _load_edges("relations.csv", RELATION, graph.relations)
    parts += _load_edges("links.csv", LINK, graph.links)
    return "\n".join(parts) + "\n"


def _load_nodes(group: str, name: str, labels: tuple[str, ...]) -> str:
    where = f"WITH row WHERE row.`type:string` = '{labels[0]}'\n" if labels[0] != group else ""
    more = "".join(f":{label}" for label in labels if label != group)
    sets = [f"n{more}"] if more else []
    sets += [_set("n", column, kind) for column, kind in NODES[group].items() if column != "id"]
    return f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row\n{where}MERGE (n:{group} {{id: row.`id:ID`}})\nSET {', '.join(sets)};"


def _load_edges(name: str, columns: Columns, edges: Iterable[Edge]) -> list[str]:
    kinds = sorted({(e.type, e.start_group, e.end_group) for e in edges})
    return [
        f"LOAD CSV WITH HEADERS FROM 'file:///{name}' AS row\nWITH row WHERE row.`:TYPE` = '{type_}'\n"
        f"MATCH (a:{start} {{id: row.`:START_ID`}}), (b:{end} {{id: row.`:END_ID`}})\n"
        f"MERGE (a)-[r:{type_}]->(b)\nSET {', '.join(_set('r', column, kind) for column, kind in columns.items())};"
        for type_, start, end in kinds
    ]


def _set(variable: str, column: str, kind: Kind) -> str:
    return f"{variable}.{column} = " + _READ[kind].format(f"row.`{column}:{_TYPES[kind]}`")
