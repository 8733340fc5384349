"""The records as RDF, in the shape of the graph contract. The only file that makes a URIRef.

`triples` is the one source; `to_rdf` gives the same triples as an rdflib graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from hashlib import blake2b

import pyoxigraph as ox
import rdflib

from kg.counting import decimal_text
from kg.edges import direct_edges
from kg.ids import STANDARD_PREFIXES, checked_base, iri, prefixes
from kg.ontology import ontology
from kg.records import Article, ArticleNode, Case, Entity, Event, KnowledgeGraph, Money, Statement

# Identifier schemes whose values have an IRI of their own.
SAME_AS: dict[str, str] = {"wikidata": "http://www.wikidata.org/entity/", "lei": "https://www.gleif.org/lei/"}

_XSD = STANDARD_PREFIXES["xsd"]
_DATE_TYPES = {4: "gYear", 7: "gYearMonth", 10: "date"}


def date_type(date: str) -> str:
    """The XSD type, by its local name, of a date as exact as this one."""
    return _DATE_TYPES[len(date)]


def triples(graph: KnowledgeGraph, base_iri: str | None = None) -> Iterator[ox.Triple]:
    """Everything that the graph says, each triple once, in the order of the records. `base_iri` is the ontology's base unless given.

    Raises UsageError where the base is none, ValueError where a statement's article is not in the graph.
    """
    yield from _Writer(checked_base(base_iri or ontology().base)).graph(graph)


def to_rdf(graph: KnowledgeGraph, base_iri: str | None = None) -> rdflib.Graph:
    """The same as `triples`, as an rdflib graph with its prefixes bound."""
    return graph_of(triples(graph, base_iri))


def graph_of(triples: Iterable[ox.Triple]) -> rdflib.Graph:
    """Triples of Oxigraph as an rdflib graph. Literals keep their spelling."""
    out = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in prefixes().items():
        out.bind(prefix, namespace)
    made: dict[object, rdflib.term.Node] = {}
    for triple in triples:
        nodes = []
        for term in (triple.subject, triple.predicate, triple.object):
            node = made.get(term)
            if node is None:
                node = made[term] = _rdflib_term(term)
            nodes.append(node)
        out.add((nodes[0], nodes[1], nodes[2]))
    return out


def term_of(node: rdflib.term.Node) -> ox.NamedNode | ox.BlankNode | ox.Literal:
    """The way back: a term of rdflib as one of Oxigraph."""
    if isinstance(node, rdflib.URIRef):
        return ox.NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return ox.BlankNode(str(node))
    if isinstance(node, rdflib.Literal):
        if node.language is not None:
            return ox.Literal(str(node), language=node.language)
        return ox.Literal(str(node), datatype=ox.NamedNode(str(node.datatype)) if node.datatype is not None else None)
    raise TypeError(f"not an RDF term: {node!r}")


def _rdflib_term(term: object) -> rdflib.term.Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Literal):
        datatype = None if term.language or term.datatype.value == _XSD + "string" else rdflib.URIRef(term.datatype.value)
        return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
    raise TypeError(f"not an RDF term: {term!r}")


class _Writer:
    """Makes each term once; the terms of the vocabulary are attributes' values by their prefixed name."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._nodes: dict[str, ox.NamedNode] = {}
        self._words: dict[str, ox.NamedNode] = {}
        self._xsd = {name: ox.NamedNode(_XSD + name) for name in ("gYear", "gYearMonth", "date", "decimal", "integer", "anyURI")}

    def word(self, name: str) -> ox.NamedNode:
        """A term of a vocabulary by its prefixed name: "reg:sued"."""
        node = self._words.get(name)
        if node is None:
            prefix, _, local = name.partition(":")
            node = self._words[name] = ox.NamedNode(prefixes()[prefix] + local)
        return node

    def node(self, id: str) -> ox.NamedNode:
        node = self._nodes.get(id)
        if node is None:
            node = self._nodes[id] = ox.NamedNode(iri(self._base, id))
        return node

    def graph(self, graph: KnowledgeGraph) -> Iterator[ox.Triple]:
        articles = {a.article.source: a.id for a in graph.articles}
        for entity in graph.entities:
            yield from self.entity(entity)
        for subject, relation, object_ in direct_edges(graph):
            yield ox.Triple(self.node(subject), self.word("reg:" + relation), self.node(object_))
        for event in graph.events:
            yield from self.event(event)
        for statement in graph.statements:
            if statement.article not in articles:
                raise ValueError(f"{statement.id} is taken from {statement.article!r}, which is not in the graph")
            yield from self.statement(statement, articles[statement.article])
        for article in graph.articles:
            yield from self.article(article)
        for case in graph.cases:
            yield from self.case(case)

    def entity(self, entity: Entity) -> Iterator[ox.Triple]:
        node = self.node(entity.id)
        yield ox.Triple(node, self.word("rdf:type"), self.word("reg:" + entity.type))
        yield ox.Triple(node, self.word("rdfs:label"), ox.Literal(entity.label))
        for alias in dict.fromkeys(entity.aliases):
            yield ox.Triple(node, self.word("skos:altLabel"), ox.Literal(alias))
        if entity.country is not None:
            yield ox.Triple(node, self.word("reg:country"), ox.Literal(entity.country))
        for scheme, value in dict.fromkeys(entity.identifiers):
            yield ox.Triple(node, self.word("schema:identifier"), ox.Literal(f"{scheme}:{value}"))
            if scheme in SAME_AS:
                yield ox.Triple(node, self.word("owl:sameAs"), ox.NamedNode(iri(SAME_AS[scheme], value)))
        for id in dict.fromkeys(entity.possibly_same):
            yield ox.Triple(node, self.word("reg:possiblySameAs"), self.node(id))
        if entity.case is not None:
            yield ox.Triple(node, self.word("reg:inCase"), self.node(entity.case))

    def event(self, event: Event) -> Iterator[ox.Triple]:
        node = self.node(event.id)
        yield ox.Triple(node, self.word("rdf:type"), self.word("reg:" + event.type))
        yield ox.Triple(node, self.word("rdfs:label"), ox.Literal(event.label))
        yield ox.Triple(node, self.word("reg:status"), self.word("reg:" + event.status))
        for role, ids in (("reg:agent", event.agents), ("reg:target", event.targets), ("reg:participant", event.participants)):
            for id in dict.fromkeys(ids):
                yield ox.Triple(node, self.word(role), self.node(id))
        if event.lawsuit is not None:
            yield ox.Triple(node, self.word("reg:inLawsuit"), self.node(event.lawsuit))
        if event.case is not None:
            yield ox.Triple(node, self.word("reg:inCase"), self.node(event.case))
        yield from self._when_and_how_much(node, event.date, event.money)
        for predicate, count in (("reg:articleCount", event.article_count), ("reg:sourceCount", event.source_count)):
            if count is not None:
                yield ox.Triple(node, self.word(predicate), self._integer(count))
        for choice in dict.fromkeys(event.choices):
            yield ox.Triple(node, self.word("rdfs:comment"), ox.Literal(choice))

    def case(self, case: Case) -> Iterator[ox.Triple]:
        node = self.node(case.id)
        yield ox.Triple(node, self.word("rdf:type"), self.word("reg:Case"))
        yield ox.Triple(node, self.word("rdfs:label"), ox.Literal(case.label))
        yield ox.Triple(node, self.word("reg:state"), ox.Literal(case.state))
        if case.since is not None:
            yield ox.Triple(node, self.word("reg:stateSince"), self._date(case.since))
        for id in dict.fromkeys(case.parties):
            yield ox.Triple(node, self.word("reg:concerns"), self.node(id))

    def statement(self, s: Statement, article: str) -> Iterator[ox.Triple]:
        node = self.node(s.id)
        yield ox.Triple(node, self.word("rdf:type"), self.word("reg:Claim"))
        yield ox.Triple(node, self.word("rdf:subject"), self.node(s.subject))
        yield ox.Triple(node, self.word("rdf:predicate"), self.word("reg:" + s.predicate))
        yield ox.Triple(node, self.word("rdf:object"), self.node(s.object))
        yield ox.Triple(node, self.word("reg:status"), self.word("reg:" + s.status))
        # A decimal with a point, so that Turtle shows it bare.
        sure = decimal_text(Decimal(repr(s.confidence)))
        yield ox.Triple(node, self.word("reg:confidence"), ox.Literal(sure if "." in sure else sure + ".0", datatype=self._xsd["decimal"]))
        if s.event is not None:
            yield ox.Triple(node, self.word("reg:describes"), self.node(s.event))
        yield from self._when_and_how_much(node, s.date, s.money)
        if s.role is not None:
            yield ox.Triple(node, self.word("reg:role"), ox.Literal(s.role))
        if s.speaker is not None:
            yield ox.Triple(node, self.word("reg:accordingTo"), self.node(s.speaker))
        if s.speaker_text is not None:
            yield ox.Triple(node, self.word("reg:attribution"), ox.Literal(s.speaker_text))
        if s.retracted_by is not None:
            yield ox.Triple(node, self.word("reg:retractedBy"), self.node(s.retracted_by))
        for id in dict.fromkeys(s.denies):
            yield ox.Triple(node, self.word("reg:denies"), self.node(id))
        yield ox.Triple(node, self.word("reg:engine"), ox.Literal(s.engine))
        yield ox.Triple(node, self.word("reg:rule"), ox.Literal(s.rule))
        yield ox.Triple(node, self.word("prov:wasDerivedFrom"), self.node(article))
        # Named after the claim, so that they are the same in every run.
        name = blake2b(s.id.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
        for kind, parts in (
            ("Position", (("oa:start", self._integer(s.span.start)), ("oa:end", self._integer(s.span.end)))),
            ("Quote", (("oa:exact", ox.Literal(s.quote)),)),
        ):
            selector = ox.BlankNode(f"{kind.lower()}-{name}")
            yield ox.Triple(node, self.word("oa:hasSelector"), selector)
            yield ox.Triple(selector, self.word("rdf:type"), self.word(f"oa:Text{kind}Selector"))
            for predicate, value in parts:
                yield ox.Triple(selector, self.word(predicate), value)
        if s.trigger is not None:
            yield ox.Triple(node, self.word("reg:triggerStart"), self._integer(s.trigger.start))
            yield ox.Triple(node, self.word("reg:triggerEnd"), self._integer(s.trigger.end))

    def article(self, article_node: ArticleNode) -> Iterator[ox.Triple]:
        node, article = self.node(article_node.id), article_node.article
        yield ox.Triple(node, self.word("rdf:type"), self.word("reg:Article"))
        for predicate, value in self._said_of(article):
            yield ox.Triple(node, self.word(predicate), value)
        for id in dict.fromkeys(article_node.mentions):
            yield ox.Triple(node, self.word("schema:mentions"), self.node(id))
        if article_node.reprint_of is not None:
            yield ox.Triple(node, self.word("reg:reprintOf"), self.node(article_node.reprint_of))
        for id in dict.fromkeys(article_node.corrects):
            yield ox.Triple(node, self.word("reg:corrects"), self.node(id))

    def _said_of(self, article: Article) -> Iterator[tuple[str, ox.Literal]]:
        yield "dcterms:source", ox.Literal(article.source)
        if article.title is not None:
            yield "dcterms:title", ox.Literal(article.title)
        if article.date is not None:
            yield "dcterms:issued", self._date(article.date)
        if article.publisher is not None:
            yield "schema:publisher", ox.Literal(article.publisher)
        if article.url is not None:
            # A literal: what an article gives as its address need not be a well-formed IRI.
            yield "schema:url", ox.Literal(article.url, datatype=self._xsd["anyURI"])
        yield "schema:inLanguage", ox.Literal(article.language)
        yield "schema:articleBody", ox.Literal(article.text)

    def _when_and_how_much(self, node: ox.NamedNode, date: str | None, money: Money | None) -> Iterator[ox.Triple]:
        if date is not None:
            yield ox.Triple(node, self.word("reg:date"), self._date(date))
        if money is not None:
            yield ox.Triple(node, self.word("reg:amount"), ox.Literal(decimal_text(money.amount), datatype=self._xsd["decimal"]))
            yield ox.Triple(node, self.word("reg:currency"), ox.Literal(money.currency))

    def _date(self, date: str) -> ox.Literal:
        return ox.Literal(date, datatype=self._xsd[date_type(date)])

    def _integer(self, number: int) -> ox.Literal:
        return ox.Literal(str(number), datatype=self._xsd["integer"])
