"""The direct edges of a graph: what RDF, network, report and page all draw."""

from __future__ import annotations

from collections.abc import Iterator

from kg.ontology import ontology
from kg.records import KnowledgeGraph


def direct_edges(graph: KnowledgeGraph) -> Iterator[tuple[str, str, str]]:
    """The edges that a fact claim carries, sorted; a symmetric one that is told both ways round stands once, from the smaller id."""
    edges = set(graph.edges())
    relations = ontology().relations
    for subject, relation, object_ in sorted(edges):
        if subject > object_ and relations[relation].symmetric and (object_, relation, subject) in edges:
            continue
        yield subject, relation, object_
