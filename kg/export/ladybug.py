"""ladybug/: schema.cypher, copy.cypher and the CSV files that it copies, for LadybugDB and for Kuzu, which it comes from."""

from __future__ import annotations

from collections.abc import Sequence

from kg.export.delimited import LIST_SEPARATOR, NODE_FILES, cells, delimited
from kg.export.property_graph import LINK, LINKS, NODES, RELATION, Columns, Edge, Kind, PropertyGraph, relation_types

FOLDER = "ladybug/"
NAMES = tuple(FOLDER + name for name in ("schema.cypher", "copy.cypher", *NODE_FILES.values(), "relations.csv", "links.csv"))

_TYPES: dict[Kind, str] = {"string": "STRING", "strings": "STRING[]", "integer": "INT64", "double": "DOUBLE", "date": "DATE"}
_ENDS: Columns = {"start": "string", "end": "string", "edge_type": "string", "start_group": "string", "end_group": "string"}
_READER = "header=true, parallel=false, quote='\"', escape='\"'"


def ladybug(graph: PropertyGraph) -> dict[str, str]:
    """File name -> its text."""
    files = {"schema.cypher": _schema(), "copy.cypher": _copy(graph)}
    for group, name in NODE_FILES.items():
        files[name] = delimited(list(NODES[group]), [cells(NODES[group], n.properties) for n in graph.group(group)])
    files["relations.csv"] = _edges(RELATION, graph.relations)
    files["links.csv"] = _edges(LINK, graph.links)
    return {FOLDER + name: text for name, text in files.items()}


def _edges(columns: Columns, edges: Sequence[Edge]) -> str:
    rows = [[e.start, e.end, e.type, e.start_group, e.end_group, *cells(columns, e.properties)] for e in edges]
    return delimited([*_ENDS, *columns], rows)


def _schema() -> str:
    lines = []
    for group, columns in NODES.items():
        lines.append(f"CREATE NODE TABLE IF NOT EXISTS `{group}` ({_columns(columns)}, PRIMARY KEY (`id`));")
    for type_ in relation_types():
        lines.append(f"CREATE REL TABLE IF NOT EXISTS `{type_}` (FROM `Entity` TO `Entity`, {_columns(RELATION)});")
    for type_, pairs in LINKS.items():
        ends = ", ".join(f"FROM `{start}` TO `{end}`" for start, end in pairs)
        lines.append(f"CREATE REL TABLE IF NOT EXISTS `{type_}` ({ends}, {_columns(LINK)});")
    return "\n".join(lines) + "\n"


def _columns(columns: Columns) -> str:
    return ", ".join(f"`{name}` {_TYPES[kind]}" for name, kind in columns.items())


def _copy(graph: PropertyGraph) -> str:
    """Run in the folder of the files: the paths are relative. Only what is there is copied."""
    lines = []
    for group, name in NODE_FILES.items():
        if graph.group(group):
            lines.append(f"COPY `{group}` FROM ({_load(name, NODES[group])} RETURN {_returned(NODES[group])});")
    for name, columns, edges in (("relations.csv", RELATION, graph.relations), ("links.csv", LINK, graph.links)):
        for type_, start, end in sorted({(e.type, e.start_group, e.end_group) for e in edges}):
            wanted = f"`edge_type` = '{type_}' AND `start_group` = '{start}' AND `end_group` = '{end}'"
            pair = f" (from='{start}', to='{end}')" if len(LINKS.get(type_, ())) > 1 else ""
            read = f"{_load(name, {**_ENDS, **columns})} WHERE {wanted} RETURN `start`, `end`, {_returned(columns)}"
            lines.append(f"COPY `{type_}` FROM ({read}){pair};")
    return "\n".join(lines) + ("\n" if lines else "")


def _load(name: str, columns: Columns) -> str:
    given = ", ".join(f"`{column}` {_TYPES['string' if kind == 'strings' else kind]}" for column, kind in columns.items())
    return f"LOAD WITH HEADERS ({given}) FROM '{name}' ({_READER})"


def _returned(columns: Columns) -> str:
    return ", ".join(f"string_split(`{name}`, '{LIST_SEPARATOR}')" if kind == "strings" else f"`{name}`" for name, kind in columns.items())
