"""graph.nt and graph.nq: a line a triple or quad, sorted. In N-Quads each article has a graph of its own."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.export.by_article import by_article


def ntriples(triples: Iterable[ox.Triple]) -> str:
    """The text of graph.nt."""
    return _sorted(ox.serialize(dict.fromkeys(triples), format=ox.RdfFormat.N_TRIPLES))


def nquads(triples: Iterable[ox.Triple]) -> str:
    """The text of graph.nq: the graphs are those of `by_article`."""
    quads = [ox.Quad(triple.subject, triple.predicate, triple.object, graph) for graph, said in by_article(triples).items() for triple in said]
    return _sorted(ox.serialize(quads, format=ox.RdfFormat.N_QUADS))


def _sorted(text: bytes | None) -> str:
    lines = sorted((text or b"").decode("utf-8").split("\n"))  # not splitlines: a literal may hold U+2028 as it is
    return "".join(line + "\n" for line in lines if line)
