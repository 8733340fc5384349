"""corekg: news and agency notices into a knowledge graph, every claim tied to the words that make it.

    import kg

    built = kg.collect(["seeds/"])              # read, extract, resolve
    for edge in built.graph.edges():
        print(*edge)
    network = kg.to_networkx(built.graph)       # a networkx.MultiDiGraph
    triples = kg.to_rdf(built.graph)            # an rdflib.Graph
    kg.build(["seeds/"], "exports/")            # the same, written as the command `kg build` does
    print(kg.ask("exports/graph.ttl", kg.query_text(named="fines")).render("table"))

The names below are the public surface; the rest may change. None of them is also a module's, which would hide it once imported:
to read alone, `from kg.read import read`; for the classes and relations, `from kg.ontology import ontology`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.errors import ConformanceError, KGError, KnowledgeError, OntologyError, ReadError, UsageError
    from kg.evaluation import evaluate
    from kg.graph.network import to_networkx
    from kg.graph.query import ask, named_queries, query_text
    from kg.graph.rdf import to_rdf
    from kg.graph.reading import read_graph
    from kg.graph.validate import validate
    from kg.pipeline import BuildOptions, build, collect
    from kg.read import ReadOptions
    from kg.records import Article, Claim, Entity, Event, KnowledgeGraph, Reading, SetAside, Statement

_WHERE = {
    "kg.errors": ("ConformanceError", "KGError", "KnowledgeError", "OntologyError", "ReadError", "UsageError"),
    "kg.evaluation": ("evaluate",),
    "kg.graph.network": ("to_networkx",),
    "kg.graph.query": ("ask", "named_queries", "query_text"),
    "kg.graph.rdf": ("to_rdf",),
    "kg.graph.reading": ("read_graph",),
    "kg.graph.validate": ("validate",),
    "kg.pipeline": ("BuildOptions", "build", "collect"),
    "kg.read": ("ReadOptions",),
    "kg.records": ("Article", "Claim", "Entity", "Event", "KnowledgeGraph", "Reading", "SetAside", "Statement"),
}
_MODULE_OF = {name: module for module, names in _WHERE.items() for name in names}

__all__ = [
    "Article",
    "BuildOptions",
    "Claim",
    "ConformanceError",
    "Entity",
    "Event",
    "KGError",
    "KnowledgeError",
    "KnowledgeGraph",
    "OntologyError",
    "ReadError",
    "ReadOptions",
    "Reading",
    "SetAside",
    "Statement",
    "UsageError",
    "ask",
    "build",
    "collect",
    "evaluate",
    "named_queries",
    "query_text",
    "read_graph",
    "to_networkx",
    "to_rdf",
    "validate",
]


def __getattr__(name: str) -> Any:
    # Imported when first asked for: `kg --help` need not wait for rdflib and spaCy.
    if name not in _MODULE_OF:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    value = getattr(import_module(_MODULE_OF[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
