"""neptune-opencypher/ and neptune-gremlin/: CSV for the bulk loader of Amazon Neptune, in its two forms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.export.delimited import NODE_FILES, Cell, delimited
from kg.export.property_graph import LINK, NODES, RELATION, Columns, Edge, Kind, Node, PropertyGraph, Value

OPENCYPHER, GREMLIN = "neptune-opencypher/", "neptune-gremlin/"
_ALL = (*NODE_FILES.values(), "relations.csv", "links.csv")
OPENCYPHER_NAMES = tuple(OPENCYPHER + name for name in _ALL)
GREMLIN_NAMES = tuple(GREMLIN + name for name in _ALL)

EDGE_LIST_SEPARATOR = " | "
"""What stands between the items of an edge's list: Neptune's edges hold single values."""

_CYPHER: dict[Kind, str] = {"string": "String", "strings": "String[]", "integer": "Long", "double": "Double", "date": "DateTime"}
_GREMLIN: dict[Kind, str] = {**_CYPHER, "date": "Date"}


def neptune_opencypher(graph: PropertyGraph) -> dict[str, str]:
    """File name -> its text, with the headers of the openCypher form."""
    files = {name: _nodes(group, graph.group(group), ":ID", ":LABEL", _CYPHER, "") for group, name in NODE_FILES.items()}
    head = [":ID", ":START_ID", ":END_ID", ":TYPE"]
    files |= {"relations.csv": _edges(head, RELATION, graph.relations, _CYPHER), "links.csv": _edges(head, LINK, graph.links, _CYPHER)}
    return {OPENCYPHER + name: text for name, text in files.items()}


def neptune_gremlin(graph: PropertyGraph) -> dict[str, str]:
    """File name -> its text, with the headers of the Gremlin form."""
    files = {name: _nodes(group, graph.group(group), "~id", "~label", _GREMLIN, "(single)") for group, name in NODE_FILES.items()}
    head = ["~id", "~from", "~to", "~label"]
    files |= {"relations.csv": _edges(head, RELATION, graph.relations, _GREMLIN), "links.csv": _edges(head, LINK, graph.links, _GREMLIN)}
    return {GREMLIN + name: text for name, text in files.items()}


def _nodes(group: str, nodes: Sequence[Node], id: str, label: str, types: Mapping[Kind, str], single: str) -> str:
    columns = {name: kind for name, kind in NODES[group].items() if name != "id"}
    header = [id, label, *(f"{name}:{types[kind]}{'' if kind == 'strings' else single}" for name, kind in columns.items())]
    return delimited(header, [[n.id, ";".join(n.labels), *(_cell(n.properties.get(name)) for name in columns)] for n in nodes])


def _edges(head: Sequence[str], columns: Columns, edges: Sequence[Edge], types: Mapping[Kind, str]) -> str:
    names = {name: kind for name, kind in columns.items() if name != "id"}
    header = [*head, *(f"{name}:{types['string' if kind == 'strings' else kind]}" for name, kind in names.items())]
    return delimited(header, [[e.id, e.start, e.end, e.type, *(_single(e.properties.get(name)) for name in names)] for e in edges])


def _cell(value: Value | None) -> Cell:
    """A list with semicolons between its items, those within escaped; a backslash that would escape the one after an item gets a blank."""
    if not isinstance(value, tuple):
        return value
    escaped = [item.replace("\\;", "\\ ;").replace(";", "\\;") for item in value]
    return ";".join(item + " " if item.endswith("\\") else item for item in escaped) if value else None


def _single(value: Value | None) -> Cell:
    return (EDGE_LIST_SEPARATOR.join(value) or None) if isinstance(value, tuple) else value
