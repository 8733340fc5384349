"""graph.graphml, for Gephi, yEd, Cytoscape and the like: every attribute a string, one key each."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx

SEPARATOR = " | "
"""What stands between the items of a list."""

_RETURN = {"\r": "&#13;"}  # a bare one would be read back as a line feed
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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
        lines.append(f"    <node id={quoteattr(_clean(id))}>")
        lines += _data("node", data)
        lines.append("    </node>")
    for number, ((source, target, _, _), data) in enumerate(zip(edges, edge_data, strict=True)):
        lines.append(f'    <edge id="e{number}" source={quoteattr(_clean(source))} target={quoteattr(_clean(target))}>')
        lines += _data("edge", data)
        lines.append("    </edge>")
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


def _keys(domain: str, attributes: Iterable[Mapping[str, Any]]) -> list[str]:
    names = sorted({name for data in attributes for name in data})
    return [f'  <key id="{domain}-{name}" for="{domain}" attr.name="{name}" attr.type="string"/>' for name in names]


def _data(domain: str, data: Mapping[str, Any]) -> list[str]:
    return [f'      <data key="{domain}-{name}">{escape(_flat(data[name]), _RETURN)}</data>' for name in sorted(data)]


def _flat(value: Any) -> str:
    return _clean(SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value))


def _clean(text: str) -> str:
    return _NOT_IN_XML.sub("\ufffd", text)
