"""graph.cyjs: for Cytoscape (File > Import > Network from File) and Cytoscape.js (`cytoscape({elements: graph.elements})`)."""

from __future__ import annotations

from typing import Any

import networkx as nx

from kg.export.node_link import rows


def cytoscape(network: nx.MultiDiGraph[str]) -> str:
    """The text of graph.cyjs. A node is shown by its `name`, an edge by its `interaction`; ids are those of all other formats."""
    stubless: Any = network  # the type stubs know neither nodes nor edges with all that is given here
    nodes = [{"data": {**data, "id": id, "value": id, "name": data["label"]}} for id, data in sorted(stubless.nodes(data=True), key=lambda n: n[0])]
    edges = [
        {
            "data": {
                **data,
                "id": f"{source}|{key}|{target}",
                "source": source,
                "target": target,
                "key": key,
                "interaction": key,
                "name": data["label"],
            }
        }
        for source, target, key, data in sorted(stubless.edges(keys=True, data=True), key=lambda e: e[:3])
    ]
    head = '{"format_version": "1.0", "directed": true, "multigraph": true, "data": {"name": "corekg"},\n'
    return f'{head}"elements": {{\n"nodes": {rows(nodes)},\n"edges": {rows(edges)}}}}}\n'


def _named(key: str, label: str) -> dict[str, str]:
    return {"key": key, "interaction": key, "name": label}
