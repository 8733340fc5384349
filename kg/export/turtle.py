"""graph.ttl."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.turtle import to_turtle


def turtle(triples: Iterable[ox.Triple], base_iri: str) -> str:
    """The text of graph.ttl. `triples` as `kg.graph.rdf.triples` gives them, under the same base."""
    return to_turtle(triples, base_iri)
