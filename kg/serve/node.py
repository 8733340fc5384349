"""What a graph says of one node: for its page, and as RDF."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

import pyoxigraph as ox

from kg.serve.frames import Message

_RDFS_LABEL = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#label")
_TITLE = ox.NamedNode("http://purl.org/dc/terms/title")
_SELECTOR = ox.NamedNode("http://www.w3.org/ns/oa#hasSelector")
_EXACT = ox.NamedNode("http://www.w3.org/ns/oa#exact")
_RELATION = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate")
_STATUS = ox.NamedNode("https://w3id.org/corekg/ns#status")  # said here, as the labels are: a worker starts without the ontology
_DEEPEST = 8  # blank nodes within blank nodes

Subject = ox.NamedNode | ox.BlankNode


def description(store: ox.Store, node: ox.NamedNode) -> list[ox.Triple]:
    """The triples that the node is subject of, sorted, with those of the blank nodes they lead to. None: the graph does not know it."""
    found: dict[ox.Triple, None] = {}
    seen: set[Subject] = set()
    level: list[Subject] = [node]
    for _ in range(_DEEPEST):
        below: list[Subject] = []
        for subject in level:
            if subject in seen:
                continue
            seen.add(subject)
            for quad in _sorted(store.quads_for_pattern(subject, None, None, None)):
                found[quad.triple] = None
                if isinstance(quad.object, ox.BlankNode):
                    below.append(quad.object)
        level = below
    return list(found)


def about(store: ox.Store, node: ox.NamedNode, most: int = 300) -> Message:
    """For the page: {"iri", "label", "out": [[predicate, value]], "in": [[value, predicate]], "more": bool}.

    A value is {"kind": "iri" | "text", "text", "label"}; one of an event or a claim has its "status" and one of a claim the "relation" that it
    states, both IRIs. At most `most` of those that lead to the node are told; `more`: there are others.
    """
    out = []
    for triple in description(store, node):
        if triple.subject == node and isinstance(triple.object, ox.BlankNode):
            continue  # what stands in it follows
        out.append([triple.predicate.value, _value(store, triple.object)])
    quads = list(islice(store.quads_for_pattern(None, None, node, None), most + 1))
    into = [(_value(store, quad.subject), quad.predicate.value) for quad in quads[:most] if not isinstance(quad.subject, ox.BlankNode)]
    into.sort(key=lambda pair: (pair[1], pair[0]["label"], pair[0]["text"]))
    return {"iri": node.value, "label": _label(store, node), "out": out, "in": into, "more": len(quads) > most}


def _value(store: ox.Store, term: object) -> Message:
    if isinstance(term, ox.NamedNode):
        said = {"status": _STATUS, "relation": _RELATION}
        more = {name: told for name, predicate in said.items() if (told := _first(store, term, predicate))}
        return {"kind": "iri", "text": term.value, "label": _label(store, term), **more}
    text = term.value if isinstance(term, ox.Literal | ox.BlankNode) else str(term)
    return {"kind": "text", "text": text, "label": text}


def _label(store: ox.Store, node: ox.NamedNode) -> str:
    """Its label or title; a claim's own words; else nothing."""
    for predicate in (_RDFS_LABEL, _TITLE):
        labels = sorted(q.object.value for q in store.quads_for_pattern(node, predicate, None, None) if isinstance(q.object, ox.Literal))
        if labels:
            return labels[0]
    words = [
        exact.object.value
        for selector in store.quads_for_pattern(node, _SELECTOR, None, None)
        if isinstance(selector.object, ox.NamedNode | ox.BlankNode)
        for exact in store.quads_for_pattern(selector.object, _EXACT, None, None)
        if isinstance(exact.object, ox.Literal)
    ]
    return f"“{min(words)}”" if words else ""


def _first(store: ox.Store, node: ox.NamedNode, predicate: ox.NamedNode) -> str:
    """The IRI to which the predicate leads from the node, "" where it leads to none."""
    found = (quad.object for quad in store.quads_for_pattern(node, predicate, None, None))
    return min((term.value for term in found if isinstance(term, ox.NamedNode)), default="")


def _sorted(quads: Iterator[ox.Quad]) -> list[ox.Quad]:
    return sorted(quads, key=lambda quad: (quad.predicate.value, str(quad.object)))
