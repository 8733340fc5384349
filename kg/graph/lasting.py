"""The triples of a Turtle file with names for its blank nodes that last: the same claim's words have the same name in every file."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReadError
from kg.graph.rdf import triples
from kg.graph.reading import read_graph
from kg.graph.turtle_file import base_of, parse_file
from kg.ontology import ontology


def lasting_triples(path: str | Path) -> list[ox.Triple]:
    """What the file says, each triple once; blank nodes are named as in graph.nt. Triples that are no record's are kept where they have none.

    Raises UsageError (no such file) and ReadError (not Turtle, not a graph of ours, a blank node that is no claim's).
    """
    base = base_of(path) or ontology().base
    ours = dict.fromkeys(triples(read_graph(path, base), base))
    anonymous, more = 0, []
    for triple in dict.fromkeys(parse_file(path)):
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            anonymous += 1
        elif triple not in ours:
            more.append(triple)
    named = sum(isinstance(t.subject, ox.BlankNode) or isinstance(t.object, ox.BlankNode) for t in ours)
    if anonymous != named:
        raise ReadError("it holds blank nodes that are no claim's: these have no name by which to know them again", str(path))
    return [*ours, *more]
