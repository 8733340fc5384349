"""graph.graphml, for Gephi, yEd, Cytoscape and the like: every attribute a string, one key each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.export.xml_text import attribute, element_text

SEPARATOR = " | "
"""What stands between the items of a list."""


def graphml(network: nx.MultiDiGraph[str]) -> str:
    """The text of graph.graphml: nodes by id, edges by source, target and key; the edge's key is its attribute `relation`.

    A character that XML cannot hold becomes U+FFFD.
    """
    stubless: Any = network  # the type stubs know neither nodes nor edges with all that is given here
    nodes: list[tuple[str, dict[str, Any]]] = sorted(stubless.nodes(data=True), key=lambda n: n[0])
    edges: list[tuple[str, str, str, dict[str, Any]]] = sorted(stubless.edges(keys=True, data=True), key=lambda e: e[:3])
    edge_data = [{**data, "relation": key} for _, _, key, data in edges]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += _keys("node", (data for _, data in nodes))
    lines += _keys("edge", edge_data)
    lines.append('  <graph id="corekg" edgedefault="directed">')
    for id, data in nodes:
        lines.append(f"    <node id={attribute(id)}>")
        lines += _data("node", data)
        lines.append("    </node>")
    for number, ((source, target, _, _), data) in enumerate(zip(edges, edge_data, strict=True)):
        lines.append(f'    <edge id="e{number}" source={attribute(source)} target={attribute(target)}>')
        lines += _data("edge", data)
        lines.append("    </edge>")
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


def _keys(domain: str, attributes: Iterable[Mapping[str, Any]]) -> list[str]:
    names = sorted({name for data in attributes for name in data})
    return [f'  <key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="string"/>' for name in names]


def _data(domain: str, data: Mapping[str, Any]) -> list[str]:
    return [f'      <data key="{domain}-{name}">{element_text(flat(data[name]))}</data>' for name in sorted(data)]


def flat(value: Any) -> str:
    """A value in one text, the items of a list side by side; empty where every item is."""
    if not isinstance(value, list):
        return str(value)
    items = [str(item) for item in value]
    return SEPARATOR.join(items) if any(items) else ""
