"""A Turtle file put into a database, by the protocol that the address names."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import UsageError
from kg.export.property_graph import NODES, RELATION, property_graph
from kg.graph.lasting import lasting_triples
from kg.graph.reading import read_graph
from kg.graph.turtle_file import base_of
from kg.load import LoadReport, Login, Progress, bolt, load_bolt, load_sparql, sparql
from kg.ontology import ontology
from kg.records import Record


class LoadOptions(Record):
    """`database` is Bolt's, `graph_iri` and `query_url` are SPARQL's; `batch` is how many nodes, edges or triples go at once."""

    login: Login | None = None
    database: str | None = None
    graph_iri: str | None = None
    query_url: str | None = None
    batch: int = 500


def load(url: str, path: str | Path, options: LoadOptions | None = None, progress: Progress | None = None) -> LoadReport:
    """Put the graph of a Turtle file into the database at `url`. Loaded twice it is there once; a load that was cut off goes on where it was.

    Raises UsageError (see `load_bolt` and `load_sparql`; an option of the other protocol) and ReadError (the file).
    """
    options = options or LoadOptions()
    try:
        scheme = urlsplit(url).scheme
    except ValueError as error:
        raise UsageError(f"not an address of a database: {url!r}: {error}") from error
    if scheme in bolt.SCHEMES:
        if options.graph_iri is not None or options.query_url is not None:
            raise UsageError("--graph-iri and --query-url are for SPARQL endpoints (http, https)")
        model = property_graph(read_graph(path), base_of(path) or ontology().base)
        dates = sorted({name for columns in (*NODES.values(), RELATION) for name, kind in columns.items() if kind == "date"})
        edges = (*model.relations, *model.links)
        return load_bolt(url, model.nodes, edges, options.login, options.database, dates, options.batch, progress)
    if scheme in sparql.SCHEMES:
        if options.database is not None:
            raise UsageError("--database is for Bolt (bolt, neo4j)")
        base = base_of(path) or ontology().base
        return load_sparql(url, lasting_triples(path), base, options.login, options.graph_iri, options.query_url, options.batch, progress)
    raise UsageError(f"not an address of a database: it must begin with {', '.join(s + '://' for s in (*bolt.SCHEMES, *sparql.SCHEMES))}")
