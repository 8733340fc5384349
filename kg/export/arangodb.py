"""arangodb/: a JSON object a line for `arangoimport`, one collection of vertices and one of edges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any
from urllib.parse import quote

from kg.export.property_graph import Edge, Node, PropertyGraph, Value

FOLDER = "arangodb/"
NAMES = (FOLDER + "vertices.jsonl", FOLDER + "edges.jsonl")
_LONGEST = 254  # bytes of a key


def arangodb(graph: PropertyGraph) -> dict[str, str]:
    """File name -> its text."""
    edges = sorted((*graph.relations, *graph.links), key=lambda e: (e.type, e.start, e.end))
    return dict(zip(NAMES, (_lines([_vertex(n) for n in graph.nodes]), _lines([_edge(e) for e in edges])), strict=True))


def key(id: str) -> str:
    """An id as ArangoDB allows a key: ":" for "/", what else it may not hold percent-encoded; a digest for one that is too long."""
    made = quote(id, safe="/", encoding="utf-8", errors="surrogatepass").replace("~", "%7E").replace("/", ":")
    return made if len(made) <= _LONGEST else "x" + blake2b(made.encode(), digest_size=20).hexdigest()


def _vertex(node: Node) -> dict[str, Any]:
    return {"_key": key(node.id), "group": node.group, "labels": node.labels, **_plain(node.properties)}


def _edge(edge: Edge) -> dict[str, Any]:
    ends = {"_from": "vertices/" + key(edge.start), "_to": "vertices/" + key(edge.end)}
    return {"_key": key(edge.id), **ends, "type": edge.type, **_plain(edge.properties)}


def _plain(properties: Mapping[str, Value]) -> dict[str, Value]:
    """A whole number without idle zeros, as JSON may say it."""
    return {name: int(value) if isinstance(value, float) and value.is_integer() else value for name, value in properties.items()}


def _lines(objects: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(o, ensure_ascii=False) + "\n" for o in objects)
