"""graph.cypherl: a Cypher statement a line, for Memgraph (`mgconsole < graph.cypherl`, or Lab's import). Run twice, it changes nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping

from kg.export.delimited import plain
from kg.export.property_graph import LINK, NODES, RELATION, Columns, Kind, PropertyGraph, Value


def cypherl(graph: PropertyGraph) -> str:
    """The text of graph.cypherl: an index a group, then the nodes, then the edges."""
    lines = [f"CREATE INDEX ON :{group}(id);" for group in NODES]
    for node in graph.nodes:
        more = "".join(f":{label}" for label in node.labels if label != node.group)
        sets = [f"n{more}"] if more else []
        sets.append(f"n += {_map(NODES[node.group], node.properties)}")
        lines.append(f"MERGE (n:{node.group} {{id: {_text(node.id)}}}) SET {', '.join(sets)};")
    for columns, edges in ((RELATION, graph.relations), (LINK, graph.links)):
        for edge in edges:
            ends = f"(a:{edge.start_group} {{id: {_text(edge.start)}}}), (b:{edge.end_group} {{id: {_text(edge.end)}}})"
            lines.append(f"MATCH {ends} MERGE (a)-[r:{edge.type}]->(b) SET r += {_map(columns, edge.properties)};")
    return "\n".join(lines) + "\n"


def _map(columns: Columns, properties: Mapping[str, Value]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(properties[name], kind)}" for name, kind in columns.items() if name in properties) + "}"


def _literal(value: Value, kind: Kind) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_text, value)) + "]"
    if isinstance(value, str):
        return f"date({_text(value)})" if kind == "date" else _text(value)
    return repr(value)


def _text(text: str) -> str:
    """A string of Cypher in one line: its escapes are those of JSON."""
    return json.dumps(plain(text), ensure_ascii=False)
