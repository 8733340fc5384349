"""graph.nodelink.json: the NetworkX graph as JSON, without pickle. `networkx.node_link_graph(json.load(file), edges="edges")` reads it."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx


def node_link(network: nx.MultiDiGraph[str]) -> str:
    """The text of graph.nodelink.json: one node or edge a line, sorted. Lists stay lists, numbers numbers."""
    stubless: Any = network  # the type stubs know neither nodes nor edges with all that is given here
    nodes = [{"id": id, **data} for id, data in sorted(stubless.nodes(data=True), key=lambda n: n[0])]
    edges = [
        {"source": source, "target": target, "key": key, **data}
        for source, target, key, data in sorted(stubless.edges(keys=True, data=True), key=lambda e: e[:3])
    ]
    head = '{"directed": true, "multigraph": true, "graph": {},\n'
    return f'{head}"nodes": {rows(nodes)},\n"edges": {rows(edges)}}}\n'


def rows(objects: list[dict[str, Any]]) -> str:
    """A JSON array with an object a line, keys sorted."""
    lines = ",\n".join(json.dumps(o, ensure_ascii=False, sort_keys=True) for o in objects)
    return f"[\n{lines}\n]" if lines else "[]"
