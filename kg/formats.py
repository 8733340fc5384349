"""The formats that a graph can be written in: one table, of which the build, the commands and the tests know them all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import networkx as nx
import pyoxigraph as ox

from kg.errors import UsageError
from kg.export.arangodb import NAMES as ARANGODB
from kg.export.arangodb import arangodb
from kg.export.cytoscape import cytoscape
from kg.export.follow_the_money import follow_the_money
from kg.export.gexf import gexf
from kg.export.graphml import graphml
from kg.export.jsonld import jsonld
from kg.export.ladybug import NAMES as LADYBUG
from kg.export.ladybug import ladybug
from kg.export.memgraph import cypherl
from kg.export.neo4j import NAMES as NEO4J
from kg.export.neo4j import neo4j
from kg.export.neptune import GREMLIN_NAMES, OPENCYPHER_NAMES, neptune_gremlin, neptune_opencypher
from kg.export.node_link import node_link
from kg.export.ntriples import nquads, ntriples
from kg.export.parquet import NAMES as PARQUET
from kg.export.parquet import parquet, pyarrow
from kg.export.property_graph import PropertyGraph, property_graph
from kg.export.rdfxml import rdfxml
from kg.export.tables import NAMES as CSV
from kg.export.tables import csv_tables
from kg.export.trig import trig
from kg.export.turtle import turtle
from kg.graph.network import to_networkx
from kg.graph.rdf import triples
from kg.ontology import ontology
from kg.records import KnowledgeGraph, Record
from kg.viewer import named, render

Files = Mapping[str, str | bytes]
"""File name -> content."""


class Page(Record):
    """What graph.html shows: `only` is the id, label or alias of an entity with what lies within `depth` steps of it; None shows the whole graph.

    Without `texts` the articles' texts are left out, but for the words around each quote.
    """

    title: str = "Knowledge graph"
    only: str | None = None
    depth: int = 1
    texts: bool = True


@dataclass(frozen=True)
class Source:
    """A graph to be written, in the shapes that the writers want it in; each shape is made once."""

    graph: KnowledgeGraph
    base_iri: str = field(default_factory=lambda: ontology().base)
    page: Page = field(default_factory=Page)

    @cached_property
    def facts(self) -> list[ox.Triple]:
        return list(triples(self.graph, self.base_iri))

    @cached_property
    def network(self) -> nx.MultiDiGraph[str]:
        return to_networkx(self.graph)

    @cached_property
    def properties(self) -> PropertyGraph:
        return property_graph(self.graph, self.base_iri)

    def html(self) -> str:
        """Raises UsageError where no entity, or more than one, is called what `page.only` says."""
        page = self.page
        only = named(self.graph, page.only) if page.only is not None else None
        return render(self.graph, page.title, only=only, depth=page.depth, texts=page.texts)


@dataclass(frozen=True)
class Format:
    """`names` are the files that `write` makes. `ready` raises UsageError where something that it needs is not installed."""

    names: tuple[str, ...]
    write: Callable[[Source], Files]
    ready: Callable[[], object] = bool


FORMATS: dict[str, Format] = {
    "turtle": Format(("graph.ttl",), lambda source: {"graph.ttl": turtle(source.facts, source.base_iri)}),
    "jsonld": Format(("graph.jsonld",), lambda source: {"graph.jsonld": jsonld(source.facts, source.base_iri)}),
    "graphml": Format(("graph.graphml",), lambda source: {"graph.graphml": graphml(source.network)}),
    "html": Format(("graph.html",), lambda source: {"graph.html": source.html()}),
    "ntriples": Format(("graph.nt",), lambda source: {"graph.nt": ntriples(source.facts)}),
    "nquads": Format(("graph.nq",), lambda source: {"graph.nq": nquads(source.facts)}),
    "trig": Format(("graph.trig",), lambda source: {"graph.trig": trig(source.facts, source.base_iri)}),
    "rdfxml": Format(("graph.rdf",), lambda source: {"graph.rdf": rdfxml(source.facts)}),
    "gexf": Format(("graph.gexf",), lambda source: {"graph.gexf": gexf(source.network)}),
    "nodelink": Format(("graph.nodelink.json",), lambda source: {"graph.nodelink.json": node_link(source.network)}),
    "cytoscape": Format(("graph.cyjs",), lambda source: {"graph.cyjs": cytoscape(source.network)}),
    "neo4j": Format(NEO4J, lambda source: neo4j(source.properties)),
    "neptune-opencypher": Format(OPENCYPHER_NAMES, lambda source: neptune_opencypher(source.properties)),
    "neptune-gremlin": Format(GREMLIN_NAMES, lambda source: neptune_gremlin(source.properties)),
    "memgraph": Format(("graph.cypherl",), lambda source: {"graph.cypherl": cypherl(source.properties)}),
    "ladybug": Format(LADYBUG, lambda source: ladybug(source.properties)),
    "arangodb": Format(ARANGODB, lambda source: arangodb(source.properties)),
    "csv": Format(CSV, lambda source: csv_tables(source.properties)),
    "parquet": Format(PARQUET, lambda source: parquet(source.properties), ready=pyarrow),
    "ftm": Format(("graph.ftm.jsonl",), lambda source: {"graph.ftm.jsonl": follow_the_money(source.properties)}),
}
"""What can be written."""

DEFAULT = ("turtle", "jsonld", "graphml", "html")
"""What a build writes where nothing else is asked for."""


def chosen(formats: tuple[str, ...]) -> tuple[str, ...]:
    """The formats in the table's order, each once. Raises UsageError: one that is not there or not ready, or none at all."""
    unknown = [f for f in formats if f not in FORMATS]
    if unknown:
        raise UsageError(f"no format {', '.join(map(repr, unknown))}: choose from {', '.join(FORMATS)}")
    if not formats:
        raise UsageError(f"no format is given: choose from {', '.join(FORMATS)}")
    wanted = tuple(f for f in FORMATS if f in formats)
    for form in wanted:
        FORMATS[form].ready()
    return wanted
