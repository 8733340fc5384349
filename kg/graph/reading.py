"""A graph read back from the Turtle that we wrote: what the other tools work on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypeVar

import pyoxigraph as ox
from pydantic import ValidationError

from kg.errors import ReadError
from kg.graph.turtle_file import base_of, parse_graph
from kg.ids import id_of, prefixes
from kg.ontology import ontology
from kg.records import Article, ArticleNode, Case, Entity, Event, KnowledgeGraph, Money, Record, Span, Statement

_Node = ox.NamedNode | ox.BlankNode

T = TypeVar("T")
R = TypeVar("R", bound=Record)
N = TypeVar("N", Entity, Event, Statement, ArticleNode, Case)


def read_graph(path: str | Path, base_iri: str | None = None) -> KnowledgeGraph:
    """The records of a Turtle file. What the file does not hold comes back empty: see `as_written`.

    Without `base_iri` the base is found out: the file's own, or the ontology's.
    Raises UsageError (no such file) and ReadError (not Turtle, or not one of our graphs: names the node and what is wrong with it).
    """
    triples = parse_graph(path)
    return _Reader(triples, base_iri or base_of(path) or ontology().base, str(path)).graph()


def as_written(graph: KnowledgeGraph) -> KnowledgeGraph:
    """The graph as a file keeps it, sorted: without the articles' sections and offset maps and the places of names."""
    return KnowledgeGraph(
        entities=tuple(sorted((_entity_as_written(e) for e in graph.entities), key=lambda e: e.id)),
        events=tuple(sorted((_event_as_written(e) for e in graph.events), key=lambda e: e.id)),
        statements=tuple(sorted((s.model_copy(update={"denies": _once(s.denies)}) for s in graph.statements), key=lambda s: s.id)),
        articles=tuple(sorted((_article_as_written(a) for a in graph.articles), key=lambda a: a.id)),
        cases=tuple(sorted((c.model_copy(update={"parties": _once(c.parties)}) for c in graph.cases), key=lambda c: c.id)),
    )


def _once(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(items)))


def _entity_as_written(e: Entity) -> Entity:
    return e.model_copy(
        update={"aliases": _once(e.aliases), "identifiers": tuple(sorted(set(e.identifiers))), "possibly_same": _once(e.possibly_same)}
    )


def _event_as_written(e: Event) -> Event:
    return e.model_copy(update={"agents": _once(e.agents), "targets": _once(e.targets), "participants": _once(e.participants)})


def _article_as_written(a: ArticleNode) -> ArticleNode:
    article = a.article.model_copy(update={"sections": (), "offsets": ()})
    return a.model_copy(update={"article": article, "mentions": _once(a.mentions), "places": (), "corrects": _once(a.corrects)})


class _Reader:
    def __init__(self, triples: list[ox.Triple], base: str, path: str) -> None:
        self._base, self._path = base, path
        self._of: defaultdict[_Node, defaultdict[str, list[object]]] = defaultdict(lambda: defaultdict(list))
        self._by_type: defaultdict[str, list[ox.NamedNode]] = defaultdict(list)
        names = sorted(prefixes().items(), key=lambda item: -len(item[1]))
        short: dict[str, str] = {}
        for triple in triples:
            subject, predicate, object_ = triple
            name = short.get(predicate.value)
            if name is None:
                iri = predicate.value
                name = short[iri] = next((f"{p}:{iri[len(n) :]}" for p, n in names if iri.startswith(n)), iri)
            self._of[subject][name].append(object_)
            if name == "rdf:type" and isinstance(subject, ox.NamedNode) and isinstance(object_, ox.NamedNode):
                self._by_type[object_.value.removeprefix(prefixes()["reg"])].append(subject)

    def graph(self) -> KnowledgeGraph:
        o = ontology()
        articles = [self._article(node) for node in self._by_type["Article"]]
        sources = {a.id: a.article.source for a in articles}
        return KnowledgeGraph(
            entities=_by_id(self._entity(node, t) for t in o.entity_types() for node in self._by_type[t]),
            events=_by_id(self._event(node, t) for t in o.events for node in self._by_type[t]),
            statements=_by_id(self._statement(node, sources) for node in self._by_type["Claim"]),
            articles=_by_id(articles),
            cases=_by_id(self._case(node) for node in self._by_type["Case"]),
        )

    def _entity(self, node: ox.NamedNode, type_: str) -> Entity:
        identifiers = sorted(self._texts(node, "schema:identifier"))
        return self._record(
            Entity,
            node,
            type=type_,
            label=self._text(node, "rdfs:label"),
            aliases=tuple(sorted(self._texts(node, "skos:altLabel"))),
            country=self._text(node, "reg:country"),
            identifiers=tuple(sorted((scheme, value) for scheme, _, value in (i.partition(":") for i in identifiers))),
            possibly_same=self._ids(node, "reg:possiblySameAs"),
            case=self._id(node, "reg:inCase"),
        )

    def _event(self, node: ox.NamedNode, type_: str) -> Event:
        return self._record(
            Event,
            node,
            type=type_,
            label=self._text(node, "rdfs:label"),
            agents=self._ids(node, "reg:agent"),
            targets=self._ids(node, "reg:target"),
            participants=self._ids(node, "reg:participant"),
            lawsuit=self._id(node, "reg:inLawsuit"),
            status=self._word(node, "reg:status"),
            date=self._text(node, "reg:date"),
            money=self._money(node),
            article_count=self._text(node, "reg:articleCount"),
            source_count=self._text(node, "reg:sourceCount"),
            case=self._id(node, "reg:inCase"),
            choices=tuple(sorted(self._texts(node, "rdfs:comment"))),
        )

    def _case(self, node: ox.NamedNode) -> Case:
        return self._record(
            Case,
            node,
            label=self._text(node, "rdfs:label"),
            parties=self._ids(node, "reg:concerns"),
            state=self._text(node, "reg:state"),
            since=self._text(node, "reg:stateSince"),
        )

    def _statement(self, node: ox.NamedNode, sources: dict[str, str]) -> Statement:
        article = self._id(node, "prov:wasDerivedFrom")
        if article not in sources:
            raise self._fault(node, "is taken from no article of the file")
        place: dict[str, str] = {}
        for selector in self._of[node]["oa:hasSelector"]:
            if not isinstance(selector, _Node):
                raise self._fault(node, "has a selector that is a literal")
            for part in ("start", "end", "exact"):
                text = self._text(selector, f"oa:{part}")
                if text is not None:
                    place[part] = text
        trigger = self._text(node, "reg:triggerStart"), self._text(node, "reg:triggerEnd")
        sure = self._text(node, "reg:confidence")
        return self._record(
            Statement,
            node,
            subject=self._id(node, "rdf:subject"),
            predicate=self._word(node, "rdf:predicate"),
            object=self._id(node, "rdf:object"),
            status=self._word(node, "reg:status"),
            article=sources[article],
            span=self._span(node, place.get("start"), place.get("end")),
            quote=place.get("exact"),
            trigger=self._span(node, *trigger) if trigger != (None, None) else None,
            event=self._id(node, "reg:describes"),
            date=self._text(node, "reg:date"),
            money=self._money(node),
            role=self._text(node, "reg:role"),
            speaker=self._id(node, "reg:accordingTo"),
            speaker_text=self._text(node, "reg:attribution"),
            confidence=sure,
            engine=self._text(node, "reg:engine"),
            rule=self._text(node, "reg:rule"),
            retracted_by=self._id(node, "reg:retractedBy"),
            denies=self._ids(node, "reg:denies"),
        )

    def _article(self, node: ox.NamedNode) -> ArticleNode:
        article = self._record(
            Article,
            node,
            named=False,
            source=self._text(node, "dcterms:source"),
            text=self._text(node, "schema:articleBody"),
            title=self._text(node, "dcterms:title"),
            date=self._text(node, "dcterms:issued"),
            publisher=self._text(node, "schema:publisher"),
            url=self._text(node, "schema:url"),
            language=self._text(node, "schema:inLanguage"),
        )
        return self._record(
            ArticleNode,
            node,
            article=article,
            mentions=self._ids(node, "schema:mentions"),
            reprint_of=self._id(node, "reg:reprintOf"),
            corrects=self._ids(node, "reg:corrects"),
        )

    # What is said of a node.

    def _texts(self, node: _Node, name: str) -> list[str]:
        values = self._of[node][name]
        for value in values:
            if not isinstance(value, ox.Literal):
                raise self._fault(node, f"{name} is not a literal")
        return [value.value for value in values if isinstance(value, ox.Literal)]

    def _text(self, node: _Node, name: str) -> str | None:
        return self._only(node, name, self._texts(node, name))

    def _ids(self, node: _Node, name: str) -> tuple[str, ...]:
        return tuple(sorted(self._id_of(node, name, value) for value in self._of[node][name]))

    def _id(self, node: _Node, name: str) -> str | None:
        return self._only(node, name, list(self._ids(node, name)))

    def _word(self, node: _Node, name: str) -> str | None:
        """The local name of the one term of the vocabulary."""
        value = self._only(node, name, self._of[node][name])
        if value is None:
            return None
        namespace = prefixes()["reg"]
        if not isinstance(value, ox.NamedNode) or not value.value.startswith(namespace):
            raise self._fault(node, f"{name} is no term of the ontology")
        return value.value.removeprefix(namespace)

    def _money(self, node: ox.NamedNode) -> Money | None:
        amount, currency = self._text(node, "reg:amount"), self._text(node, "reg:currency")
        if amount is None and currency is None:
            return None
        try:
            return self._record(Money, node, named=False, amount=Decimal(amount or ""), currency=currency)
        except InvalidOperation as error:
            raise self._fault(node, f"reg:amount is no number: {amount!r}") from error

    def _span(self, node: ox.NamedNode, start: str | None, end: str | None) -> Span:
        return self._record(Span, node, named=False, start=start, end=end)

    def _only(self, node: _Node, name: str, values: list[T]) -> T | None:
        if len(values) > 1:
            raise self._fault(node, f"{name} stands {len(values)} times")
        return values[0] if values else None

    def _id_of(self, node: _Node, name: str, value: object) -> str:
        id = id_of(self._base, value.value) if isinstance(value, ox.NamedNode) else None
        if id is None:
            raise self._fault(node, f"{name} leads out of {self._base}")
        return id

    def _record(self, kind: type[R], node: ox.NamedNode, named: bool = True, **fields: object) -> R:
        given = {name: value for name, value in fields.items() if value is not None}
        try:
            return kind.model_validate({"id": self._id_of(node, "its IRI", node), **given} if named else given)
        except ValidationError as error:
            first = error.errors()[0]
            raise self._fault(node, f"{'.'.join(map(str, first['loc'])) or kind.__name__}: {first['msg']}") from error

    def _fault(self, node: _Node, reason: str) -> ReadError:
        return ReadError(f"not a graph of ours: {node}: {reason}", self._path)


def _by_id(records: Iterable[N]) -> tuple[N, ...]:
    return tuple(sorted(records, key=lambda r: r.id))
