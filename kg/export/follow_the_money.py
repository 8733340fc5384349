"""graph.ftm.jsonl: entities of FollowTheMoney, one a line. docs/exports.md has the mapping, and what has no place in that model.

Only what an article reports as fact is there: the model has no word for a fine that was threatened or a charge that was denied.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import blake2b, sha1
from typing import Any

from kg.counting import decimal_text
from kg.export.property_graph import Edge, Node, PropertyGraph, Value

SCHEMAS = {
    **{"Company": "Company", "Agency": "PublicBody", "Court": "PublicBody", "Organization": "Organization"},
    **{"Person": "Person", "Lawsuit": "CourtCase"},
}
"""Class -> schema. Products, laws and lists have none."""

_PARTY = ("Company", "PublicBody", "Organization", "Person")
_SIDES = {"PLAINTIFF_IN": "plaintiff", "DEFENDANT_IN": "defendant", "JUDGE_IN": "judge"}
_OWNED = {"OWNS_STAKE_IN": False, "ACQUIRED": False, "SUBSIDIARY_OF": True}  # type -> whether the owner is the object
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff]")
_URL = re.compile(r"https?://[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(:\d{2,5})?(/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?(\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?")
_LEI = re.compile(r"[A-Z0-9]{18}[0-9]{2}")


def follow_the_money(graph: PropertyGraph) -> str:
    """The text of graph.ftm.jsonl: sorted by id; properties are lists of strings, sorted, without empty ones."""
    made = _Mapping(graph).entities()
    lines = [json.dumps(entity, ensure_ascii=False, sort_keys=True) for entity in sorted(made, key=lambda e: str(e["id"]))]
    return "".join(line + "\n" for line in lines)


def ftm_id(id: str) -> str:
    """An id as FollowTheMoney allows it: "company.xiaomi"; a digest in place of one that cannot be spelled so."""
    made = id.replace("/", ".")
    return made if re.fullmatch(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?", made) and "." not in id else "x." + _digest(id)


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


class _Mapping:
    def __init__(self, graph: PropertyGraph) -> None:
        self._graph = graph
        self._nodes = {node.id: node for node in graph.nodes}
        self._schemas = {n.id: SCHEMAS[n.labels[0]] for n in graph.group("Entity") if n.labels[0] in SCHEMAS and _name(n.properties["label"])}
        self._ends: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        for link in graph.links:
            self._ends[link.start, link.type].append(link.end)
        self._courts: defaultdict[str, list[str]] = defaultdict(list)
        for edge in graph.relations:
            if edge.type == "HEARD_IN":
                self._courts[edge.start].append(edge.end)
        self._claims_of: defaultdict[str, list[Node]] = defaultdict(list)
        for claim in graph.group("Claim"):
            for event in self._ends[claim.id, "DESCRIBES"]:
                if claim.properties["status"] == "fact":
                    self._claims_of[event].append(claim)

    def entities(self) -> Iterator[dict[str, Any]]:
        for node in self._graph.group("Entity"):
            if node.id in self._schemas:
                yield self._entity(node)
        for node in self._graph.group("Article"):
            yield self._article(node)
        for node in self._graph.group("Event"):
            if node.properties["status"] == "fact" and _name(node.properties["label"]):
                yield self._event(node)
        for edge in self._graph.relations:
            yield from self._relation(edge)

    def _entity(self, node: Node) -> dict[str, Any]:
        said = node.properties
        schemes = dict(str(i).split(":", 1) for i in _list(said.get("identifiers")))
        properties: dict[str, Iterable[object]] = {"name": [said["label"]], "alias": _list(said.get("aliases"))}
        if said.get("country"):
            properties["country"] = [str(said["country"]).lower()]
        if re.fullmatch(r"Q[1-9][0-9]*", schemes.get("wikidata", "")):
            properties["wikidataId"] = [schemes["wikidata"]]
        schema = self._schemas[node.id]
        if schema in _PARTY and _is_lei(schemes.get("lei", "")):
            properties["leiCode"] = [schemes["lei"]]
        if node.labels[0] == "Court":
            properties["classification"] = ["court"]
        if schema == "CourtCase":
            properties["court"] = [self._nodes[court].properties["label"] for court in self._courts[node.id]]
        return _made(ftm_id(node.id), schema, properties)

    def _article(self, node: Node) -> dict[str, Any]:
        said = node.properties
        text = str(said["text"])
        properties: dict[str, Iterable[object]] = {
            **{"title": [said.get("title")], "fileName": [said["source"]], "bodyText": [text], "publisher": [said.get("publisher")]},
            **{"publishedAt": _dated(said), "sourceUrl": _urls(said), "language": ["eng"] if said["language"] == "en" else []},
            "contentHash": [sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()],
        }
        return _made(ftm_id(node.id), "Article", properties)

    def _event(self, node: Node) -> dict[str, Any]:
        parties = [end for role in ("AGENT", "TARGET", "PARTICIPANT") for end in self._ends[node.id, role]]
        claims = self._claims_of[node.id]
        properties: dict[str, Iterable[object]] = {
            **{"name": [node.properties["label"]], "date": _dated(node.properties), "keywords": [node.properties["type"]]},
            "involved": [ftm_id(end) for end in parties if self._schemas.get(end) in _PARTY],
            **{"summary": [claim.properties["quote"] for claim in claims], "description": _sums(node.properties)},
            "proof": [ftm_id(end) for claim in claims for end in self._ends[claim.id, "DERIVED_FROM"]],
        }
        return _made(ftm_id(node.id), "Event", properties)

    def _relation(self, edge: Edge) -> Iterator[dict[str, Any]]:
        start, end = self._schemas.get(edge.start), self._schemas.get(edge.end)
        if start is None or end is None or edge.type == "HEARD_IN":
            # A sanctions list has no schema, but its name has a place in the sanction.
            if edge.type == "LISTED_ON" and start is not None:
                yield self._sanction(edge, edge.start, {"program": [self._nodes[edge.end].properties["label"]]})
            return
        a, b = ftm_id(edge.start), ftm_id(edge.end)
        owner, asset = (edge.end, edge.start) if _OWNED.get(edge.type) else (edge.start, edge.end)
        if edge.type in _SIDES and start in _PARTY and end == "CourtCase":
            yield self._edge(edge, "CourtCaseParty", {"party": [a], "case": [b], "role": [_SIDES[edge.type]]})
        elif edge.type in _OWNED and self._schemas[asset] == "Company" and self._schemas[owner] in _PARTY:
            yield self._edge(edge, "Ownership", {"owner": [ftm_id(owner)], "asset": [ftm_id(asset)], "role": [edge.properties["label"]]})
        elif edge.type == "WORKS_FOR" and start == "Person" and end in ("Company", "Organization", "PublicBody"):
            posts = [self._nodes[str(claim)].properties.get("role") for claim in _list(edge.properties.get("claims"))]
            yield self._edge(edge, "Employment", {"employee": [a], "employer": [b], "role": posts})
        elif edge.type == "SANCTIONED":
            yield self._sanction(edge, edge.end, {"authority": [self._nodes[edge.start].properties["label"]]})
        else:
            yield self._edge(edge, "UnknownLink", {"subject": [a], "object": [b], "role": [edge.properties["label"]]})

    def _sanction(self, edge: Edge, target: str, properties: dict[str, list[Value]]) -> dict[str, Any]:
        return self._edge(edge, "Sanction", {"entity": [ftm_id(target)], **properties})

    def _edge(self, edge: Edge, schema: str, properties: dict[str, Any]) -> dict[str, Any]:
        claims = [self._nodes[str(claim)] for claim in _list(edge.properties.get("claims"))]
        common: dict[str, Iterable[object]] = {
            **{"date": [d for claim in claims for d in _dated(claim.properties)], "recordId": [ftm_id(claim.id) for claim in claims]},
            **{"summary": [claim.properties["quote"] for claim in claims], "description": _list(edge.properties.get("amounts"))},
            "proof": [ftm_id(str(source)) for source in _list(edge.properties.get("sources"))],
        }
        return _made("edge." + _digest(edge.id), schema, {**common, **properties})


def _made(id: str, schema: str, properties: dict[str, Iterable[object]]) -> dict[str, Any]:
    cleaned = {name: sorted({text for value in values if value is not None and (text := _text(str(value)))}) for name, values in properties.items()}
    return {"id": id, "schema": schema, "properties": {name: values for name, values in cleaned.items() if values}}


def _text(text: str) -> str:
    """Without control characters, which the model's own cleaning takes out too."""
    return _CONTROLS.sub("", text).strip()


def _name(value: Value) -> str:
    return _text(str(value))


def _list(value: Value | None) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _dated(properties: Any) -> list[str]:
    """The date, where a calendar has it."""
    return [str(properties["date"])] if "earliest" in properties else []


def _sums(properties: Any) -> list[str]:
    return [f"{decimal_text(Decimal(repr(properties['amount'])))} {properties['currency']}"] if "amount" in properties else []


def _urls(properties: Any) -> list[str]:
    url = str(properties.get("url", ""))
    return [url] if _URL.fullmatch(url) else []


def _is_lei(text: str) -> bool:
    return _LEI.fullmatch(text) is not None and int("".join(str(int(c, 36)) for c in text)) % 97 == 1
