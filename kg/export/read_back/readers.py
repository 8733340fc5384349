"""Which format is read by what, and what of a graph it holds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.export.delimited import plain
from kg.export.follow_the_money import SCHEMAS, ftm_id
from kg.export.read_back import databases, networks
from kg.export.read_back.contents import LINK_NAMES, Contents, Holds, differences
from kg.export.read_back.rdf import read_rdf
from kg.export.xml_text import legal
from kg.ontology import ontology


@dataclass(frozen=True)
class Reader:
    """`read` takes a file's name, its bytes and the base of the IRIs; it raises ValueError or KeyError where the file is broken.

    `wanted` gives what all the files of the format together are to say of a graph; None where only part of a graph is there.
    """

    read: Callable[[str, bytes, str], Contents]
    wanted: Callable[[Contents], Contents]
    partial: bool = False


def _rdf(form: ox.RdfFormat, holds: Holds) -> Reader:
    return Reader(lambda name, content, base: read_rdf(form, content, base), holds.part)


def _network(read: Callable[[bytes], Contents]) -> Reader:
    names = frozenset({*ontology().relations, "agent", "target", "participant", "inLawsuit"})
    holds = Holds(("Entity", "Event"), names, evidence=False, texts=False)
    return Reader(lambda name, content, base: read(content), holds.part)


def _database(read: Callable[[str, bytes], Contents], holds: Holds) -> Reader:
    return Reader(lambda name, content, base: _nothing(name) if name.endswith(".cypher") else read(name, content), holds.part)


def _nothing(name: str) -> Contents:
    return Contents()


def _ftm_wanted(whole: Contents) -> Contents:
    """The entities that have a schema, and the articles; how many edges and events there are to be hangs on more than this."""
    made = Contents()
    for (id, class_), count in whole.nodes.items():
        schema = SCHEMAS.get(class_) or ("Article" if class_ == "Article" else None)
        if schema is not None:
            made.nodes[ftm_id(id), schema] += count
    return made


_ALL = Holds()
_PLAIN = Holds(spelled=plain)
_IN_TABLES = ("Entity", "Event", "Claim", "Article")
_TABLE_LINKS = frozenset(LINK_NAMES) - {"concerns"}

READERS: dict[str, Reader] = {
    "turtle": _rdf(ox.RdfFormat.TURTLE, _ALL),
    "jsonld": _rdf(ox.RdfFormat.JSON_LD, _ALL),
    "ntriples": _rdf(ox.RdfFormat.N_TRIPLES, _ALL),
    "nquads": _rdf(ox.RdfFormat.N_QUADS, _ALL),
    "trig": _rdf(ox.RdfFormat.TRIG, _ALL),
    "rdfxml": _rdf(ox.RdfFormat.RDF_XML, Holds(spelled=legal)),
    "graphml": _network(networks.read_graphml),
    "gexf": _network(networks.read_gexf),
    "nodelink": _network(networks.read_node_link),
    "cytoscape": _network(networks.read_cytoscape),
    "html": Reader(lambda name, content, base: networks.read_page(content), Holds(edges=frozenset({"derivedFrom"})).part, partial=True),
    "neo4j": _database(databases.read_csv, _PLAIN),
    "neptune-opencypher": _database(databases.read_csv, _PLAIN),
    "neptune-gremlin": _database(databases.read_csv, _PLAIN),
    "ladybug": _database(databases.read_csv, _PLAIN),
    "memgraph": _database(lambda name, content: databases.read_cypherl(content), _PLAIN),
    "arangodb": _database(lambda name, content: databases.read_arangodb(content), _ALL),
    "csv": _database(databases.read_table, Holds(_IN_TABLES, _TABLE_LINKS, spelled=plain)),
    "parquet": _database(databases.read_parquet, Holds(_IN_TABLES, _TABLE_LINKS)),
    "ftm": Reader(lambda name, content, base: databases.read_ftm(content), _ftm_wanted),
}
"""Format -> its reader."""


def faults(form: str, found: Contents, whole: Contents) -> list[str]:
    """A line for each thing in which the files of a format do not say what they are to say of the whole graph."""
    reader = READERS[form]
    wanted = reader.wanted(whole)
    if form == "ftm":
        found = Contents(nodes=type(found.nodes)({key: n for key, n in found.nodes.items() if key[1] != "Event"}))
    lines = differences(found, wanted)
    return [line for line in lines if not line.endswith((" is missing", ": no quote", ": no text"))] if reader.partial else lines
