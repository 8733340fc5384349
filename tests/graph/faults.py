"""Faults to plant in a graph's triples: each a way in which a graph may be wrong."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pyoxigraph as ox

from kg.ids import prefixes
from kg.ontology import ontology

Graph = list[ox.Triple]
Fault = Callable[[Graph, Random], Graph]


def term(name: str) -> ox.NamedNode:
    """A term by its prefixed name, or an id under the base."""
    prefix, colon, local = name.partition(":")
    return ox.NamedNode(prefixes()[prefix] + local if colon else ontology().base + name)


def drop(graph: Graph, random: Random) -> Graph:
    """A triple is missing."""
    out = list(graph)
    del out[random.randrange(len(out))]
    return out


def drop_predicate(graph: Graph, random: Random) -> Graph:
    """A node lacks all that it had of one predicate."""
    chosen = random.choice(graph)
    return [t for t in graph if (t.subject, t.predicate) != (chosen.subject, chosen.predicate)]


def other_object(graph: Graph, random: Random) -> Graph:
    """A triple points to what another triple points to."""
    out, i = list(graph), random.randrange(len(graph))
    out[i] = ox.Triple(graph[i].subject, graph[i].predicate, random.choice(graph).object)
    return out


def second_object(graph: Graph, random: Random) -> Graph:
    """A node has a second value of a predicate, of the same kind."""
    chosen = random.choice(graph)
    like = [t.object for t in graph if t.predicate == chosen.predicate]
    return [*graph, ox.Triple(chosen.subject, chosen.predicate, random.choice(like))]


def other_type(graph: Graph, random: Random) -> Graph:
    """A node is of another class."""
    out = list(graph)
    typed = [i for i, t in enumerate(graph) if t.predicate == term("rdf:type")]
    i = random.choice(typed)
    classes = [*ontology().entity_types(), *ontology().events, "Claim", "Article", "Nothing"]
    out[i] = ox.Triple(graph[i].subject, graph[i].predicate, term(f"reg:{random.choice(classes)}"))
    return out


def other_spelling(graph: Graph, random: Random) -> Graph:
    """A literal's text is not what its datatype allows, or what it says is false."""
    return _relabelled(
        graph, random, lambda literal: ox.Literal(random.choice(["", "x", "-3", "1.5", "2021-13", "2021-02-30", "9" * 30]), datatype=literal.datatype)
    )


def other_datatype(graph: Graph, random: Random) -> Graph:
    """A literal has another datatype."""
    kinds = ["xsd:string", "xsd:integer", "xsd:decimal", "xsd:date", "xsd:gYear", "xsd:gYearMonth", "xsd:anyURI"]
    return _relabelled(graph, random, lambda literal: ox.Literal(literal.value, datatype=term(random.choice(kinds))))


def in_a_language(graph: Graph, random: Random) -> Graph:
    """A plain literal has a language."""
    return _relabelled(graph, random, lambda literal: ox.Literal(literal.value, language="en"))


def new_edge(graph: Graph, random: Random) -> Graph:
    """An edge that nobody claims."""
    nodes = [t.subject for t in graph if t.predicate == term("rdfs:label")]
    relation = random.choice([*ontology().relations, *ontology().roles])
    return [*graph, ox.Triple(random.choice(nodes), term(f"reg:{relation}"), random.choice(nodes))]


def other_subject(graph: Graph, random: Random) -> Graph:
    """A triple is said of another node."""
    out, i = list(graph), random.randrange(len(graph))
    out[i] = ox.Triple(random.choice(graph).subject, graph[i].predicate, graph[i].object)
    return out


def _relabelled(graph: Graph, random: Random, change: Callable[[ox.Literal], ox.Literal]) -> Graph:
    out = list(graph)
    i = random.choice([i for i, t in enumerate(graph) if isinstance(t.object, ox.Literal)])
    out[i] = ox.Triple(graph[i].subject, graph[i].predicate, change(graph[i].object))
    return out


FAULTS: tuple[Fault, ...] = (
    drop,
    drop_predicate,
    other_object,
    second_object,
    other_type,
    other_spelling,
    other_datatype,
    in_a_language,
    new_edge,
    other_subject,
)
