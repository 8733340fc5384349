"""Triples put into named graphs: what an article says and is in the graph of that article, what many articles make up in the default graph."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.ids import prefixes

GraphName = ox.NamedNode | ox.DefaultGraph


def by_article(triples: Iterable[ox.Triple]) -> dict[GraphName, list[ox.Triple]]:
    """Graph name -> its triples, each once. The default graph comes first, then the articles by IRI; a graph's name is its article's IRI.

    In an article's graph: the article's own triples, and its claims with their evidence. In the default graph: entities, events, cases, direct edges.
    """
    once = list(dict.fromkeys(triples))
    reg, rdf, oa, prov = (prefixes()[name] for name in ("reg", "rdf", "oa", "prov"))
    home: dict[object, ox.NamedNode] = {}
    for subject, predicate, object_ in once:
        if isinstance(object_, ox.NamedNode) and isinstance(subject, ox.NamedNode):
            if predicate.value == prov + "wasDerivedFrom":
                home[subject] = object_
            elif predicate.value == rdf + "type" and object_.value == reg + "Article":
                home[subject] = subject
    for subject, predicate, object_ in once:
        if predicate.value == oa + "hasSelector" and subject in home:
            home[object_] = home[subject]
    graphs: dict[GraphName, list[ox.Triple]] = {ox.DefaultGraph(): []}
    graphs |= {article: [] for article in sorted(set(home.values()), key=lambda node: node.value)}
    for triple in once:
        graphs[home.get(triple.subject, ox.DefaultGraph())].append(triple)
    return graphs
