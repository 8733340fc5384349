"""The network's files read back: GraphML, GEXF, node-link JSON, Cytoscape; and the page."""

from __future__ import annotations

import json
import re
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from kg.export.gexf import NAMESPACE
from kg.export.read_back.contents import Contents, Evidence

_GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
_GEXF = "{" + NAMESPACE + "}"


def read_graphml(content: bytes) -> Contents:
    """Raises ValueError where the content is no XML, or lacks what each node and edge has."""
    made = Contents()
    root = _xml(content)
    for node in root.iter(_GRAPHML + "node"):
        made.nodes[str(node.get("id")), _data(node, "node-type")] += 1
    for edge in root.iter(_GRAPHML + "edge"):
        made.edges[str(edge.get("source")), _data(edge, "edge-relation"), str(edge.get("target"))] += 1
    return made


def _data(element: Any, key: str) -> str:
    found = element.find(f"{_GRAPHML}data[@key='{key}']")
    if found is None:
        raise ValueError(f"{element.get('id')} has no {key}")
    return found.text or ""


def read_gexf(content: bytes) -> Contents:
    """Raises as `read_graphml`."""
    made = Contents()
    root = _xml(content)
    for node in root.iter(_GEXF + "node"):
        found = node.find(f"{_GEXF}attvalues/{_GEXF}attvalue[@for='type']")
        if found is None:
            raise ValueError(f"{node.get('id')} has no type")
        made.nodes[str(node.get("id")), str(found.get("value"))] += 1
    for edge in root.iter(_GEXF + "edge"):
        made.edges[str(edge.get("source")), str(edge.get("kind")), str(edge.get("target"))] += 1
    return made


def read_node_link(content: bytes) -> Contents:
    """Raises ValueError where the content is no JSON, KeyError where a node or edge lacks what each has."""
    data = json.loads(content)
    made = Contents()
    made.nodes.update((node["id"], node["type"]) for node in data["nodes"])
    made.edges.update((edge["source"], edge["key"], edge["target"]) for edge in data["edges"])
    return made


def read_cytoscape(content: bytes) -> Contents:
    """Raises as `read_node_link`."""
    elements = json.loads(content)["elements"]
    made = Contents()
    made.nodes.update((node["data"]["id"], node["data"]["type"]) for node in elements["nodes"])
    made.edges.update((edge["data"]["source"], edge["data"]["key"], edge["data"]["target"]) for edge in elements["edges"])
    return made


def read_page(content: bytes) -> Contents:
    """The records behind the page. Raises ValueError where there are none, else as `read_node_link`."""
    found = re.search(rb'<script type="application/json" id="data">(.*?)</script>', content, re.DOTALL)
    if found is None:
        raise ValueError("the page holds no data")
    data = json.loads(found[1])
    made = Contents()
    for part in ("entities", "events"):
        made.nodes.update((id, thing["type"]) for id, thing in data[part].items())
    for part, class_ in (("claims", "Claim"), ("articles", "Article"), ("cases", "Case")):
        made.nodes.update((id, class_) for id in data[part])
    for id, claim in data["claims"].items():
        made.edges[id, "derivedFrom", claim["article"]] += 1
        made.evidence[id] = Evidence(claim["start"], claim["end"], claim["quote"])
    if data["texts"]:
        made.texts = {id: article["text"] for id, article in data["articles"].items()}
    return made


def _xml(content: bytes) -> Any:
    try:
        return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError as error:
        raise ValueError(str(error)) from error
