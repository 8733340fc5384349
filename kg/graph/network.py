"""The records as a NetworkX graph: what the page draws and what graph algorithms run on."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import networkx as nx

from kg.counting import decimal_text
from kg.edges import direct_edges
from kg.ontology import ontology
from kg.records import STATUSES, Event, KnowledgeGraph, Statement

ROLES = ("agent", "target", "participant", "inLawsuit")


def to_networkx(graph: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Entities and events as nodes, keyed by id; direct edges and event roles as edges, keyed by relation or role.

    Node attributes: `kind` ("entity" or "event"), `type`, `label`; an entity's `aliases` (list), `identifiers` (list of "scheme:value")
    and, where known, `country`; an event's `status` and, where known, `date`, `amount` (decimal text, full units), `currency`, `articles` and
    `sources` (how many tell of it, how many of these independently).
    Edge attributes: `kind` ("relation" or "role"), `label`. A relation also has what its claims say, lists in one order, strongest status first:
    `claims` (ids), `statuses`, `quotes`, `articles` (sources), `dates` and `amounts` ("5000000 USD"), "" where a claim has none; and
    `status`, the strongest. There is a relation edge where the RDF has a direct edge, and nowhere else.
    """
    network: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for entity in graph.entities:
        node: dict[str, Any] = {"kind": "entity", "type": entity.type, "label": entity.label, "aliases": list(entity.aliases)}
        node["identifiers"] = [f"{scheme}:{value}" for scheme, value in entity.identifiers]
        network.add_node(entity.id, **node, **({"country": entity.country} if entity.country else {}))
    for event in graph.events:
        network.add_node(event.id, **_event(event))
    claims = _claims_by_edge(graph)
    for subject, relation, object_ in direct_edges(graph):
        said = list(claims[subject, relation, object_])
        if ontology().relations[relation].symmetric and subject != object_:
            said += claims[object_, relation, subject]
        network.add_edge(subject, object_, key=relation, kind="relation", label=ontology().relations[relation].label, **_said(said))
    for event in graph.events:
        for role, ids in zip(ROLES, (event.agents, event.targets, event.participants, (event.lawsuit,) if event.lawsuit else ()), strict=True):
            for id in dict.fromkeys(ids):
                network.add_edge(event.id, id, key=role, kind="role", label=ontology().roles[role].label)
    return network


def _event(event: Event) -> dict[str, Any]:
    node: dict[str, Any] = {"kind": "event", "type": event.type, "label": event.label, "status": event.status}
    if event.date is not None:
        node["date"] = event.date
    for name, count in (("articles", event.article_count), ("sources", event.source_count)):
        if count is not None:
            node[name] = count
    if event.money is not None:
        node |= {"amount": decimal_text(event.money.amount), "currency": event.money.currency}
    return node


def _claims_by_edge(graph: KnowledgeGraph) -> defaultdict[tuple[str, str, str], list[Statement]]:
    claims: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in graph.statements:
        claims[statement.subject, statement.predicate, statement.object].append(statement)
    return claims


def _said(claims: list[Statement]) -> dict[str, Any]:
    claims = sorted(claims, key=lambda c: (STATUSES.index(c.status), c.id))
    return {
        "status": claims[0].status,
        "claims": [c.id for c in claims],
        "statuses": [c.status for c in claims],
        "quotes": [c.quote for c in claims],
        "articles": [c.article for c in claims],
        "dates": [c.date or "" for c in claims],
        "amounts": [f"{decimal_text(c.money.amount)} {c.money.currency}" if c.money else "" for c in claims],
    }
