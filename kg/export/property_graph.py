"""The graph as nodes and edges with typed properties: the one model behind every export for a property graph database.

Nodes: entities, events, claims, articles, cases. Edges: the direct relations, with what their claims say, and the links that hold the rest together
(an event's roles, a claim's ends and evidence, what an article mentions). Both are named in capitals: `sued` is SUED, `inLawsuit` IN_LAWSUIT.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from kg.counting import decimal_text
from kg.edges import direct_edges
from kg.errors import UsageError
from kg.export.days import days
from kg.ids import iri
from kg.ontology import ontology
from kg.records import STATUSES, ArticleNode, Case, Entity, Event, KnowledgeGraph, Money, Statement

Kind = Literal["string", "strings", "integer", "double", "date"]
"""What a property holds; a date is YYYY-MM-DD."""
Value = str | int | float | tuple[str, ...]
Columns = Mapping[str, Kind]

_MOMENT: dict[str, Kind] = {"date": "string", "earliest": "date", "latest": "date"}
_SUM: dict[str, Kind] = {"amount": "double", "currency": "string"}

NODES: dict[str, Columns] = {
    "Entity": {
        **{"id": "string", "iri": "string", "type": "string", "label": "string"},
        **{"aliases": "strings", "country": "string", "identifiers": "strings"},
    },
    "Event": {
        **{"id": "string", "iri": "string", "type": "string", "label": "string", "status": "string"},
        **_MOMENT,
        **_SUM,
        **{"articles": "integer", "sources": "integer"},
    },
    "Claim": {
        **{"id": "string", "iri": "string", "predicate": "string", "status": "string", "confidence": "double"},
        **{"quote": "string", "quote_start": "integer", "quote_end": "integer", "trigger_start": "integer", "trigger_end": "integer"},
        **_MOMENT,
        **_SUM,
        **{"role": "string", "attribution": "string", "engine": "string", "rule": "string"},
    },
    "Article": {
        **{"id": "string", "iri": "string", "source": "string", "title": "string"},
        **_MOMENT,
        **{"publisher": "string", "url": "string", "language": "string", "text": "string"},
    },
    "Case": {"id": "string", "iri": "string", "label": "string", "state": "string", "since": "string"},
}
"""Group of nodes -> its properties, in order. Which of them a node has depends on what is known."""

FILES: dict[str, str] = {"Entity": "entities", "Event": "events", "Claim": "claims", "Article": "articles", "Case": "cases"}
"""Group of nodes -> what a file of them is called."""

RELATION: Columns = {
    **{"id": "string", "label": "string", "status": "string", "confidence": "double"},
    **_MOMENT,
    **_SUM,
    **{"dates": "strings", "amounts": "strings", "sources": "strings", "claims": "strings"},
}
"""The properties of a direct relation: what its claims of its status say. `date`, `amount` and `currency` only where all that tell agree."""

LINK: Columns = {"id": "string"}
"""The properties of every other edge."""

LINKS: dict[str, tuple[tuple[str, str], ...]] = {
    "AGENT": (("Event", "Entity"),),
    "TARGET": (("Event", "Entity"),),
    "PARTICIPANT": (("Event", "Entity"),),
    "IN_LAWSUIT": (("Event", "Entity"),),
    "IN_CASE": (("Event", "Case"), ("Entity", "Case")),
    "CONCERNS": (("Case", "Entity"),),
    "SUBJECT": (("Claim", "Entity"),),
    "OBJECT": (("Claim", "Entity"), ("Claim", "Event")),
    "DESCRIBES": (("Claim", "Event"),),
    "DERIVED_FROM": (("Claim", "Article"),),
    "ACCORDING_TO": (("Claim", "Entity"),),
    "RETRACTED_BY": (("Claim", "Article"),),
    "DENIES": (("Claim", "Claim"),),
    "MENTIONS": (("Article", "Entity"),),
    "REPRINT_OF": (("Article", "Article"),),
    "CORRECTS": (("Article", "Article"),),
    "POSSIBLY_SAME_AS": (("Entity", "Entity"),),
}
"""Type of link -> the groups that it leads from and to."""


@dataclass(frozen=True)
class Node:
    """`labels` are the class, those above it, and the group, most exact first: ("Court", "Agency", "Entity"). `group` is a key of NODES."""

    id: str
    group: str
    labels: tuple[str, ...]
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class Edge:
    """`id` is made of the ends and the type; `start_group` and `end_group` are the groups of the nodes that it leads from and to."""

    id: str
    type: str
    start: str
    end: str
    start_group: str
    end_group: str
    properties: Mapping[str, Value]


@dataclass(frozen=True)
class PropertyGraph:
    """Nodes by group and id; relations and links by type, start and end."""

    nodes: tuple[Node, ...]
    relations: tuple[Edge, ...]
    links: tuple[Edge, ...]

    def group(self, name: str) -> tuple[Node, ...]:
        return tuple(node for node in self.nodes if node.group == name)


def edge_type(name: str) -> str:
    """A relation's or role's name in capitals: "settledWith" gives "SETTLED_WITH"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def relation_types() -> dict[str, str]:
    """Type of edge -> the relation of the ontology, in its order."""
    return {edge_type(name): name for name in ontology().relations}


def property_graph(graph: KnowledgeGraph, base_iri: str) -> PropertyGraph:
    """The model of a graph. Raises UsageError where something leads to what is not in the graph: a database would refuse it, or make it up."""
    nodes = tuple(_Nodes(base_iri).of(graph))
    groups = {node.id: node.group for node in nodes}
    if len(groups) != len(nodes):
        raise UsageError("two nodes of the graph have the same id")

    def edge(start: str, type_: str, end: str, properties: Mapping[str, Value] | None = None) -> Edge:
        for id in (start, end):
            if id not in groups:
                raise UsageError(f"{start} {type_} {end}: {id} is not in the graph")
        id = f"{start}|{type_}|{end}"
        return Edge(id, type_, start, end, groups[start], groups[end], {"id": id, **(properties or {})})

    relations = [edge(start, edge_type(name), end, said) for start, name, end, said in _relations(graph)]
    links = [edge(start, type_, end) for start, type_, end in dict.fromkeys(links_of(graph))]
    for link in links:
        if (link.start_group, link.end_group) not in LINKS[link.type]:
            raise UsageError(f"{link.start} {link.type} {link.end}: leads from {link.start_group} to {link.end_group}")
    return PropertyGraph(nodes, tuple(sorted(relations, key=_order)), tuple(sorted(links, key=_order)))


def _order(edge: Edge) -> tuple[str, str, str]:
    return edge.type, edge.start, edge.end


class _Nodes:
    def __init__(self, base: str) -> None:
        self._base = base

    def of(self, graph: KnowledgeGraph) -> Iterator[Node]:
        o = ontology()
        for entity in sorted(graph.entities, key=lambda e: e.id):
            yield self._node(entity.id, "Entity", o.ancestors(entity.type), _entity(entity))
        for event in sorted(graph.events, key=lambda e: e.id):
            yield self._node(event.id, "Event", (event.type, "Event"), _event(event))
        for statement in sorted(graph.statements, key=lambda s: s.id):
            yield self._node(statement.id, "Claim", ("Claim",), _claim(statement))
        for article in sorted(graph.articles, key=lambda a: a.id):
            yield self._node(article.id, "Article", ("Article",), _article(article))
        for case in sorted(graph.cases, key=lambda c: c.id):
            yield self._node(case.id, "Case", ("Case",), _case(case))

    def _node(self, id: str, group: str, labels: tuple[str, ...], properties: Mapping[str, Value | None]) -> Node:
        return Node(id, group, labels, _known(NODES[group], {"id": id, "iri": iri(self._base, id), **properties}))


def _known(columns: Columns, properties: Mapping[str, Value | None]) -> dict[str, Value]:
    """The properties that have a value, in the order of the columns."""
    return {name: value for name in columns if (value := properties.get(name)) is not None}


def _entity(e: Entity) -> dict[str, Value | None]:
    identifiers = tuple(sorted({f"{scheme}:{value}" for scheme, value in e.identifiers}))
    return {"type": e.type, "label": e.label, "aliases": tuple(sorted(set(e.aliases))), "country": e.country, "identifiers": identifiers}


def _event(e: Event) -> dict[str, Value | None]:
    said: dict[str, Value | None] = {"type": e.type, "label": e.label, "status": e.status, "articles": e.article_count, "sources": e.source_count}
    return {**said, **_moment(e.date), **_sum(e.money)}


def _claim(s: Statement) -> dict[str, Value | None]:
    return {
        "predicate": s.predicate,
        "status": s.status,
        "confidence": s.confidence,
        "quote": s.quote,
        "quote_start": s.span.start,
        "quote_end": s.span.end,
        "trigger_start": s.trigger.start if s.trigger else None,
        "trigger_end": s.trigger.end if s.trigger else None,
        "role": s.role,
        "attribution": s.speaker_text,
        "engine": s.engine,
        "rule": s.rule,
        **_moment(s.date),
        **_sum(s.money),
    }


def _article(a: ArticleNode) -> dict[str, Value | None]:
    article = a.article
    said: dict[str, Value | None] = {"source": article.source, "title": article.title, "publisher": article.publisher, "url": article.url}
    return {**said, "language": article.language, "text": article.text, **_moment(article.date)}


def _case(c: Case) -> dict[str, Value | None]:
    return {"label": c.label, "state": c.state, "since": c.since}


def _moment(date: str | None) -> dict[str, Value | None]:
    earliest, latest = days(date) or (None, None)
    return {"date": date, "earliest": earliest, "latest": latest}


def _sum(money: Money | None) -> dict[str, Value | None]:
    return {"amount": float(money.amount), "currency": money.currency} if money else {}


def _relations(graph: KnowledgeGraph) -> Iterator[tuple[str, str, str, dict[str, Value]]]:
    ids = {a.article.source: a.id for a in graph.articles}
    claims: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in graph.statements:
        claims[statement.subject, statement.predicate, statement.object].append(statement)
    for subject, name, object_ in direct_edges(graph):
        spec = ontology().relations[name]
        said = list(claims[subject, name, object_])
        if spec.symmetric and subject != object_:
            said += claims[object_, name, subject]
        status = min((s.status for s in said), key=STATUSES.index)
        yield subject, name, object_, _known(RELATION, {"label": spec.label, "status": status, **_said([s for s in said if s.status == status], ids)})


def _said(claims: list[Statement], article_ids: Mapping[str, str]) -> dict[str, Value | None]:
    dates = sorted({s.date for s in claims if s.date is not None})
    sums = {_amount(s.money): s.money for s in claims if s.money is not None}
    return {
        "confidence": max(s.confidence for s in claims),
        "dates": tuple(dates),
        "amounts": tuple(sorted(sums)),
        "sources": tuple(sorted({article_ids[s.article] for s in claims if s.article in article_ids})),
        "claims": tuple(sorted(s.id for s in claims)),
        **_moment(dates[0] if len(dates) == 1 else None),
        **_sum(next(iter(sums.values())) if len(sums) == 1 else None),
    }


def _amount(money: Money) -> str:
    """ "5000000 USD", without idle zeros."""
    return f"{decimal_text(money.amount)} {money.currency}"


def links_of(graph: KnowledgeGraph) -> Iterator[tuple[str, str, str]]:
    """(id, type of link, id) for all that is no direct relation, in the order of the records; one that is told twice comes twice."""
    ids = {a.article.source: a.id for a in graph.articles}
    for e in graph.entities:
        yield from ((e.id, "POSSIBLY_SAME_AS", other) for other in e.possibly_same)
        yield from _maybe(e.id, "IN_CASE", e.case)
    for v in graph.events:
        for type_, ends in (("AGENT", v.agents), ("TARGET", v.targets), ("PARTICIPANT", v.participants)):
            yield from ((v.id, type_, end) for end in ends)
        yield from _maybe(v.id, "IN_LAWSUIT", v.lawsuit)
        yield from _maybe(v.id, "IN_CASE", v.case)
    for s in graph.statements:
        yield s.id, "SUBJECT", s.subject
        yield s.id, "OBJECT", s.object
        yield s.id, "DERIVED_FROM", ids.get(s.article, s.article)
        yield from _maybe(s.id, "DESCRIBES", s.event)
        yield from _maybe(s.id, "ACCORDING_TO", s.speaker)
        yield from _maybe(s.id, "RETRACTED_BY", s.retracted_by)
        yield from ((s.id, "DENIES", other) for other in s.denies)
    for a in graph.articles:
        yield from ((a.id, "MENTIONS", end) for end in a.mentions)
        yield from _maybe(a.id, "REPRINT_OF", a.reprint_of)
        yield from ((a.id, "CORRECTS", end) for end in a.corrects)
    for c in graph.cases:
        yield from ((c.id, "CONCERNS", end) for end in c.parties)


def _maybe(start: str, type_: str, end: str | None) -> Iterator[tuple[str, str, str]]:
    if end is not None:
        yield start, type_, end
