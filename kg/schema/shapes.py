"""shapes.ttl: what a graph must be to be one of ours, in SHACL: domains, ranges, cardinalities, literal types, evidence.

Written so that any SHACL engine checks it without inference and in passable time: classes are written out, and what holds of all
claims of a relation is asked once from the relation, not once from each claim.
"""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.ontology import Ontology
from kg.records import STATUSES
from kg.schema.sheet import Sheet, Term
from kg.turtle import to_turtle

SHAPES = "https://w3id.org/corekg/shapes#"

# Edges and claims are counted side by side: to look for the one from the other, edge by edge, is what engines are slow at.
_EDGE_AND_CLAIM = """
SELECT $this ?value WHERE {{
  {{ ?from $this ?to . BIND ( 1 AS ?edge ) }}
  UNION
  {{ ?claim rdf:predicate $this ; reg:status reg:{fact} ; rdf:subject ?from ; rdf:object ?to }}
  BIND ( {value} AS ?value )
  BIND ( {other} AS ?other )
}}
GROUP BY $this ?value ?other
HAVING ( COUNT(?{counted}) = 0 )
"""
# A place that ends before it starts has no words, so that no quote is what stands there. Offsets that are no numbers are the
# business of another shape, and not every engine computes with them without harm.
_OTHER_QUOTE = """
SELECT $this ?value WHERE {
  ?value a $this ; oa:hasSelector ?position , ?quote ; prov:wasDerivedFrom ?article .
  ?position oa:start ?start ; oa:end ?end .
  ?quote oa:exact ?exact .
  ?article schema:articleBody ?text .
  FILTER ( IF ( REGEX(CONCAT(STR(?start), " ", STR(?end)), "^[0-9]{1,9} [0-9]{1,9}$"),
    SUBSTR(STR(?text), xsd:integer(STR(?start)) + 1, xsd:integer(STR(?end)) - xsd:integer(STR(?start))) != STR(?exact), false ) )
}
"""
_WEAKER_STATUS = """
SELECT $this ?value WHERE {{
  ?claim reg:describes ?value ; reg:status ?said .
  ?value reg:status ?told .
  BIND ( {said} AS ?saidRank )
  BIND ( {told} AS ?toldRank )
}}
GROUP BY $this ?value
HAVING ( MIN(?saidRank) != MIN(?toldRank) )
"""


def shapes_ttl(o: Ontology) -> str:
    """The shapes of the ontology, as Turtle."""
    return _Shapes(o).text()


class _Shapes:
    def __init__(self, o: Ontology) -> None:
        self._o = o
        self._sheet = Sheet(o, {"shapes": SHAPES})
        self._entities = o.entity_types()

    def text(self) -> str:
        self._declare_prefixes()
        self._entity()
        self._event()
        self._claim()
        self._article()
        self._case()
        for name in self._o.relations:
            self._relation(name)
        self._edges_and_claims()
        header = "Printed from ontology.yaml by `kg schema`; edit that."
        return to_turtle(self._sheet.triples, None, self._sheet.names, header)

    # What the parts are written with.

    def _declare_prefixes(self) -> None:
        root = ox.NamedNode(SHAPES.rstrip("#"))
        self._sheet.add(root, "rdf:type", "owl:Ontology")
        for name in ("rdf", "xsd", "reg", "oa", "prov", "schema"):
            address = ox.Literal(self._sheet.names[name], datatype=self._sheet.term("xsd:anyURI"))
            self._sheet.add(root, "sh:declare", self._sheet.described(("sh:prefix", ox.Literal(name)), ("sh:namespace", address)))

    def _shape(self, name: str, *targets: tuple[str, str]) -> str:
        shape = f"shapes:{name}"
        self._sheet.add(shape, "rdf:type", "sh:NodeShape")
        for kind, target in targets:
            self._sheet.add(shape, f"sh:target{kind}", target)
        return shape

    def _named(self, shape: str) -> None:
        self._sheet.add(shape, "sh:nodeKind", "sh:IRI")
        self._sheet.add(shape, "sh:message", ox.Literal("Entities, events, claims and articles have IRIs."))

    def _property(
        self, shape: str | ox.BlankNode, path: str | Term, message: str, least: int = 0, most: int | None = None, **rest: str | int | Term
    ) -> ox.BlankNode:
        """Add a property shape; in `rest` the names of SHACL's parameters less their prefix."""
        node = self._sheet.described(("sh:path", path), ("sh:message", ox.Literal(message)))
        if least:
            self._sheet.add(node, "sh:minCount", least)
        if most is not None:
            self._sheet.add(node, "sh:maxCount", most)
        for name, value in rest.items():
            # `in_` and `or_`, since `in` and `or` are words of Python.
            self._sheet.add(node, f"sh:{name.rstrip('_')}", value)
        self._sheet.add(shape, "sh:property", node)
        return node

    def _text(self, shape: str, path: str, message: str, least: int = 0, most: int | None = None, **rest: str | int | Term) -> None:
        self._property(shape, path, message, least, most, datatype="xsd:string", **rest)

    def _number(self, shape: str, path: str | Term, message: str, least: int = 0, datatype: str = "xsd:integer", **rest: str | int | Term) -> None:
        self._property(shape, path, message, least, 1, datatype=datatype, minInclusive=0, **rest)

    def _words(self, names: Iterable[str]) -> Term:
        return self._sheet.list(f"reg:{name}" for name in names)

    def _path(self, *steps: str) -> Term:
        """A sequence path; "^" before a step turns it round."""
        return self._sheet.list(self._sheet.described(("sh:inversePath", s[1:])) if s.startswith("^") else s for s in steps)

    def _subclasses(self, names: Iterable[str]) -> tuple[str, ...]:
        """The concrete classes that a domain or range admits."""
        wanted = self._o.members(tuple(names))
        return tuple(c for c in self._entities if any(self._o.is_a(c, w) for w in wanted))

    def _typed(self, shape: str | ox.BlankNode, classes: Iterable[str], message: str) -> None:
        self._property(shape, "rdf:type", message, 1, in_=self._words(classes))

    def _sparql(self, shape: str, query: str, message: str) -> None:
        node = self._sheet.described(
            ("rdf:type", "sh:SPARQLConstraint"),
            ("sh:message", ox.Literal(message)),
            ("sh:prefixes", ox.NamedNode(SHAPES.rstrip("#"))),
            ("sh:select", ox.Literal(query)),
        )
        self._sheet.add(shape, "sh:sparql", node)

    # What the graph is made of.

    def _entity(self) -> None:
        shape = self._shape("Entity", *(("Class", f"reg:{c}") for c in self._entities))
        self._named(shape)
        self._property(shape, "rdf:type", "An entity has one type.", 1, 1, in_=self._words(self._entities))
        self._text(shape, "rdfs:label", "An entity has one label, a string that is not empty.", 1, 1, minLength=1)
        self._text(shape, "skos:altLabel", "An alias is a string that is not empty.", minLength=1)
        self._text(shape, "reg:country", "A country is an ISO 3166 alpha-2 code.", 0, 1, pattern=ox.Literal("^[A-Z]{2}$"))
        self._text(shape, "schema:identifier", "An identifier is written scheme:value.", pattern=ox.Literal("^[A-Za-z][A-Za-z0-9_-]*:.+$"))
        self._property(shape, "owl:sameAs", "What an entity is the same as is an IRI.", nodeKind="sh:IRI")
        self._property(shape, "reg:possiblySameAs", "What an entity may be the same as is an entity.", nodeKind="sh:IRI")
        self._property(shape, "reg:inCase", "A proceeding belongs to one case at most.", 0, 1, nodeKind="sh:IRI")
        named = ("reg:possiblySameAs", "reg:concerns", "reg:agent", "reg:target", "reg:participant", "reg:accordingTo", "schema:mentions")
        self._typed(self._shape("Named", *(("ObjectsOf", p) for p in named)), self._entities, "What is pointed to here is an entity.")

        money = self._shape("Money", ("SubjectsOf", "reg:amount"), ("SubjectsOf", "reg:currency"))
        for path in ("reg:amount", "reg:currency"):
            self._property(money, path, "Amount and currency go together.", 1)

    def _event(self) -> None:
        events, shape = self._o.events, self._shape("Event", *(("Class", f"reg:{e}") for e in self._o.events))
        self._named(shape)
        self._property(shape, "rdf:type", "An event has one type.", 1, 1, in_=self._words(events))
        self._text(shape, "rdfs:label", "An event has one label, a string that is not empty.", 1, 1, minLength=1)
        self._status_date_amount(shape, "An event")
        self._property(shape, "reg:inLawsuit", "An event belongs to one proceeding at most.", 0, 1, nodeKind="sh:IRI")
        self._property(shape, self._sheet.described(("sh:inversePath", "reg:describes")), "An event is told by a claim.", 1)
        for path in ("reg:articleCount", "reg:sourceCount"):
            self._number(shape, path, "An event has one count of its articles and one of its sources at most.")
        self._property(shape, "reg:inCase", "An event belongs to one case at most.", 0, 1, nodeKind="sh:IRI")
        self._typed(self._shape("Proceeding", ("ObjectsOf", "reg:inLawsuit")), ("Lawsuit",), "What an event belongs to is a lawsuit.")
        self._typed(self._shape("Described", ("ObjectsOf", "reg:describes")), events, "What a claim describes is an event.")
        one = self._shape("OnePartyEvent", *(("Class", f"reg:{e}") for e in self._o.one_party_events()))
        self._property(one, "reg:participant", "A one-party event has its party as participant.", 1)
        two = self._shape("TwoPartyEvent", *(("Class", f"reg:{e}") for e, spec in events.items() if not spec.one_party))
        for role in ("reg:agent", "reg:target"):
            self._property(one, role, "A one-party event has a participant only.", 0, 0)
        self._property(two, "reg:agent", "An event of two parties has an agent.", 1)
        self._property(two, "reg:participant", "An event of two parties has agent and target, not participant.", 0, 0)
        either = self._sheet.described(("sh:alternativePath", self._sheet.list(["reg:agent", "reg:target"])))
        self._property(two, either, "An event of two parties names both.", 2)
        for event, spec in events.items():
            if not spec.one_party:
                self._roles(event)

    def _roles(self, event: str) -> None:
        relations = [r for r in self._o.relations.values() if event in r.event]
        agents = self._subclasses(c for r in relations for c in (*r.domain, *(r.range if r.symmetric else ())))
        targets = self._subclasses(c for r in relations for c in (*r.range, *(r.domain if r.symmetric else ())))
        shape = self._shape(event, ("Class", f"reg:{event}"))
        for role, classes in (("agent", agents), ("target", targets)):
            self._property(shape, self._path(f"reg:{role}", "rdf:type"), _admitted(f"The {role} of this event", classes), in_=self._words(classes))

    def _status_date_amount(self, shape: str, what: str) -> None:
        self._property(shape, "reg:status", f"{what} has one status of {', '.join(STATUSES)}.", 1, 1, in_=self._words(STATUSES))
        self._date(shape, "reg:date", f"{what} has one date at most, an xsd:gYear, xsd:gYearMonth or xsd:date.")
        self._number(shape, "reg:amount", f"{what} has one amount at most, an xsd:decimal that is not negative.", datatype="xsd:decimal")
        self._text(shape, "reg:currency", f"{what} has one currency at most, an ISO 4217 code.", 0, 1, pattern=ox.Literal("^[A-Z]{3}$"))

    def _date(self, shape: str, path: str, message: str) -> None:
        # The spelling too, for not every engine looks at what is between the quotes.
        spelled = {"gYear": "^[0-9]{4}$", "gYearMonth": "^[0-9]{4}-[0-9]{2}$", "date": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
        kinds = [self._sheet.described(("sh:datatype", f"xsd:{t}"), ("sh:pattern", ox.Literal(p))) for t, p in spelled.items()]
        self._property(shape, path, message, 0, 1, or_=self._sheet.list(kinds))

    def _claim(self) -> None:
        shape = self._shape("Claim", ("Class", "reg:Claim"))
        self._named(shape)
        self._property(shape, "rdf:subject", "A claim has one subject, a node.", 1, 1, nodeKind="sh:IRI")
        self._property(shape, "rdf:object", "A claim has one object, a node.", 1, 1, nodeKind="sh:IRI")
        known = self._words((*self._o.relations, "participant"))
        self._property(shape, "rdf:predicate", "A claim has one predicate, a relation of the ontology.", 1, 1, in_=known)
        self._status_date_amount(shape, "A claim")
        sure = "A claim has one confidence, an xsd:decimal from 0 to 1."
        self._number(shape, "reg:confidence", sure, 1, "xsd:decimal", maxInclusive=1)
        self._property(shape, "reg:describes", "A claim describes one event at most.", 0, 1, nodeKind="sh:IRI")
        self._property(shape, "reg:accordingTo", "A claim names one speaker at most.", 0, 1, nodeKind="sh:IRI")
        self._property(shape, "reg:retractedBy", "A claim is retracted by one article at most.", 0, 1, nodeKind="sh:IRI")
        self._property(shape, "reg:denies", "What a claim denies is a claim.", nodeKind="sh:IRI")
        for name, least in (("engine", 1), ("rule", 1), ("role", 0), ("attribution", 0)):
            self._text(shape, f"reg:{name}", f"A claim has one {name}{'' if least else ' at most'}, a string.", least, 1)
        self._number(shape, "reg:triggerStart", "A claim has one trigger at most; its offsets are integers.")
        self._number(shape, "reg:triggerEnd", "A claim has one trigger at most; its offsets are integers.")
        self._property(shape, "prov:wasDerivedFrom", "A claim is taken from one article.", 1, 1, nodeKind="sh:IRI")
        for part in ("start", "end"):
            self._number(shape, self._path("oa:hasSelector", f"oa:{part}"), f"A claim has its place: one oa:{part}, an integer.", 1)
        quote = "A claim has its quote: one oa:exact, a string that is not empty."
        self._property(shape, self._path("oa:hasSelector", "oa:exact"), quote, 1, 1, datatype="xsd:string", minLength=1)
        kinds = self._sheet.list(["oa:TextPositionSelector", "oa:TextQuoteSelector"])
        types = "A claim has a position selector and a quote selector."
        self._property(shape, self._path("oa:hasSelector", "rdf:type"), types, 2, in_=kinds)
        said = self._shape("Statement", ("Node", "reg:Claim"))
        self._sparql(said, _OTHER_QUOTE, "The quote is what stands at its offsets in the article.")
        told = self._shape("ToldStatus", ("Node", "reg:Event"))
        query = _WEAKER_STATUS.format(said=_rank("?said"), told=_rank("?told"))
        self._sparql(told, query, "The status of an event is the strongest of its claims'.")
        party = self._shape("Participation", ("Node", "reg:participant"))
        for end, classes in (("subject", self._subclasses((self._o.roles["participant"].range,))), ("object", self._o.one_party_events())):
            self._end_of_claims(party, end, self._kind(f"Participation{end.title()}", classes, "A one-party event is claimed of a party."))

    def _article(self) -> None:
        shape = self._shape("Article", ("Class", "reg:Article"))
        self._named(shape)
        self._text(shape, "dcterms:source", "An article has one source, its path.", 1, 1, minLength=1)
        self._text(shape, "schema:articleBody", "An article has its text.", 1, 1, minLength=1)
        self._text(shape, "schema:inLanguage", "An article has one language.", 1, 1, minLength=1)
        self._text(shape, "dcterms:title", "An article has one title at most, a string.", 0, 1)
        self._text(shape, "schema:publisher", "An article has one publisher at most, a string.", 0, 1)
        self._property(shape, "schema:url", "An article has one address at most, an xsd:anyURI.", 0, 1, datatype="xsd:anyURI")
        self._date(shape, "dcterms:issued", "An article has one date at most, an xsd:gYear, xsd:gYearMonth or xsd:date.")
        self._typed(self._shape("Source", ("ObjectsOf", "prov:wasDerivedFrom")), ("Article",), "What a claim is taken from is an article.")
        self._property(shape, "reg:reprintOf", "An article is the reprint of one at most.", 0, 1, nodeKind="sh:IRI")
        pointed = [("ObjectsOf", p) for p in ("reg:reprintOf", "reg:corrects", "reg:retractedBy")]
        self._typed(self._shape("Told", *pointed), ("Article",), "What is repeated or corrected, or retracts, is an article.")
        self._typed(self._shape("Denied", ("ObjectsOf", "reg:denies")), ("Claim",), "What a claim denies is a claim.")

    def _case(self) -> None:
        shape = self._shape("Case", ("Class", "reg:Case"))
        self._named(shape)
        self._text(shape, "rdfs:label", "A case has one label, a string that is not empty.", 1, 1, minLength=1)
        self._text(shape, "reg:state", "A case has one state, a string that is not empty.", 1, 1, minLength=1)
        self._date(shape, "reg:stateSince", "A case has come to its state at one date at most.")
        self._property(shape, self._sheet.described(("sh:inversePath", "reg:inCase")), "Something belongs to the case.", 1)
        self._typed(self._shape("Matter", ("ObjectsOf", "reg:inCase")), ("Case",), "What events and proceedings belong to is a case.")

    # What the relations hold between.

    def _kind(self, name: str, classes: Iterable[str], message: str, *targets: tuple[str, str]) -> str:
        shape = self._shape(name, *targets)
        self._sheet.add(shape, "sh:message", ox.Literal(message))
        self._typed(shape, classes, message)
        return shape

    def _end_of_claims(self, shape: str, end: str, kind: str) -> None:
        path = self._path("^rdf:predicate", f"rdf:{end}")
        message = f"The {end} of such a claim is of the right class."
        self._property(shape, path, message, node=kind)

    def _relation(self, name: str) -> None:
        relation = self._o.relations[name]
        turned = relation.symmetric
        either = (*relation.domain, *relation.range)
        domain = self._subclasses(either if turned else relation.domain)
        range_ = self._subclasses(either if turned else relation.range)
        term, shape = f"reg:{name}", self._shape(name, ("Node", f"reg:{name}"))
        from_ = self._kind(f"{name}-from", domain, _admitted(f"What {relation.label!r} starts from", domain), ("SubjectsOf", term))
        to = self._kind(f"{name}-to", range_, _admitted(f"What {relation.label!r} leads to", range_), ("ObjectsOf", term))
        self._end_of_claims(shape, "subject", from_)
        self._end_of_claims(shape, "object", to)
        if turned and domain != self._subclasses(relation.domain):
            # One of the two ends must be of the narrower side: not two ministries that are partners.
            narrow = self._subclasses(relation.domain)
            sides = []
            for path in ("rdf:type", self._path(term, "rdf:type")):
                side = self._sheet.blank()
                self._property(side, path, "narrow", in_=self._words(narrow))
                sides.append(side)
            self._sheet.add(from_, "sh:or", self._sheet.list(sides))

    def _edges_and_claims(self) -> None:
        for name, symmetric in (("Edge", False), ("SymmetricEdge", True)):
            shape = self._shape(name, *(("Node", f"reg:{r}") for r, spec in self._o.relations.items() if spec.symmetric == symmetric))
            # A symmetric relation is stated once, either way round: its ends in one order.
            value = "IF ( STR(?from) < STR(?to), ?from, ?to )" if symmetric else "?from"
            other = "IF ( STR(?from) < STR(?to), ?to, ?from )" if symmetric else "?to"
            for counted, message in (("claim", "A direct edge has a claim of status fact."), ("edge", "A claim of status fact has its direct edge.")):
                self._sparql(shape, _EDGE_AND_CLAIM.format(fact=STATUSES[0], value=value, other=other, counted=counted), message)


def _admitted(what: str, classes: tuple[str, ...]) -> str:
    return f"{what} is of class {' or '.join(classes)}."


def _rank(variable: str) -> str:
    """A SPARQL expression: 0 for the strongest status, and so on."""
    text = str(len(STATUSES))
    for rank, status in reversed(list(enumerate(STATUSES))):
        text = f"IF ( {variable} = reg:{status}, {rank}, {text} )"
    return text
