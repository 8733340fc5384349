"""graph.gexf: GEXF 1.3 for Gephi, with time: an event lasts the day, month or year that it is dated to, and so do its edges.

An edge between entities has the times of the claims that say it as fact. What has no date is there at all times.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import networkx as nx

from kg.export.days import days
from kg.export.graphml import flat
from kg.export.xml_text import attribute

NAMESPACE = "http://gexf.net/1.3"
_TYPES = {"amount": "double", "articles": "integer", "sources": "integer"}


def gexf(network: nx.MultiDiGraph[str]) -> str:
    """The text of graph.gexf. Attributes are strings but for `amount` and the counts; items of a list stand side by side as in GraphML."""
    stubless: Any = network  # the type stubs know neither nodes nor edges with all that is given here
    nodes: list[tuple[str, dict[str, Any]]] = sorted(stubless.nodes(data=True), key=lambda n: n[0])
    edges: list[tuple[str, str, str, dict[str, Any]]] = sorted(stubless.edges(keys=True, data=True), key=lambda e: e[:3])
    dates = {id: data.get("date") for id, data in nodes if data["kind"] == "event"}
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<gexf xmlns="{NAMESPACE}" version="1.3">']
    lines.append('  <graph defaultedgetype="directed" mode="dynamic" timeformat="date" timerepresentation="interval" idtype="string">')
    node_names = _names(data for _, data in nodes)
    edge_names = _names([*(data for *_, data in edges), {"relation": ""}] if edges else [])
    for class_, names in (("node", node_names), ("edge", edge_names)):
        lines.append(f'    <attributes class="{class_}">')
        lines += [f'      <attribute id="{name}" title="{name}" type="{_type(class_, name)}"/>' for name in names]
        lines.append("    </attributes>")
    lines.append(f'    <nodes count="{len(nodes)}">')
    for id, data in nodes:
        lines.append(f"      <node id={attribute(id)} label={attribute(data['label'])}{_lasting(days(data.get('date')))}>")
        lines += [*_values("node", data), "      </node>"]
    lines += ["    </nodes>", f'    <edges count="{len(edges)}">']
    for number, (source, target, key, data) in enumerate(edges):
        times = _times(data, dates.get(source))
        ends = f"source={attribute(source)} target={attribute(target)}"
        alone = _lasting(times[0]) if len(times) == 1 else ""
        lines.append(f'      <edge id="e{number}" {ends} kind={attribute(key)} label={attribute(data["label"])}{alone}>')
        lines += _values("edge", {**data, "relation": key})
        if len(times) > 1:
            lines += ["        <spells>", *(f"          <spell{_lasting(time)}/>" for time in times), "        </spells>"]
        lines.append("      </edge>")
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>", ""])


def _times(edge: Mapping[str, Any], date_of_event: str | None) -> list[tuple[str, str]]:
    """When an edge is there, each time once, sorted; empty: always."""
    if edge["kind"] == "role":
        found = [days(date_of_event)]
    else:
        told = [date for date, status in zip(edge["dates"], edge["statuses"], strict=True) if status == "fact"]
        found = [days(date or None) for date in told]
    # A claim without a date says that it is so, but not when: then the others tell of some of its times, not of all. They are kept.
    return sorted({time for time in found if time is not None})


def _lasting(time: tuple[str, str] | None) -> str:
    return f' start="{time[0]}" end="{time[1]}"' if time is not None else ""


def _names(attributes: Iterable[Mapping[str, Any]]) -> list[str]:
    return sorted({name for data in attributes for name in data} - {"label"})


def _type(class_: str, name: str) -> str:
    return _TYPES.get(name, "string") if class_ == "node" else "string"


def _values(class_: str, data: Mapping[str, Any]) -> list[str]:
    lines = []
    for name in sorted(data):
        value = data[name]
        text = flat(value)
        if name == "label" or (isinstance(value, list) and not text):
            continue
        lines.append(f'          <attvalue for="{name}" value={attribute(text)}/>')
    return ["        <attvalues>", *lines, "        </attvalues>"]
