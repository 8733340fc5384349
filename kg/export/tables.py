"""tables/: entities, events, claims and articles as CSV, for spreadsheets and data frames; and the same rows for Parquet."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from kg.export.delimited import Cell, delimited, joined
from kg.export.property_graph import FILES, NODES, Columns, Kind, Node, PropertyGraph, Value

FOLDER = "tables/"
TABLES = {group: name for group, name in FILES.items() if group != "Case"}
NAMES = tuple(f"{FOLDER}{name}.csv" for name in TABLES.values())

_FORMULA = re.compile("'*[=+\\-@\t\r]")

SEPARATOR = " | "
"""What stands between the items of a list."""

LINKED: dict[str, dict[str, tuple[str, Kind]]] = {
    "entities": {"case": ("IN_CASE", "string"), "possibly_same_as": ("POSSIBLY_SAME_AS", "strings")},
    "events": {
        **{"agents": ("AGENT", "strings"), "targets": ("TARGET", "strings"), "participants": ("PARTICIPANT", "strings")},
        **{"lawsuit": ("IN_LAWSUIT", "string"), "case": ("IN_CASE", "string")},
    },
    "claims": {
        **{"subject": ("SUBJECT", "string"), "object": ("OBJECT", "string"), "event": ("DESCRIBES", "string")},
        **{"article": ("DERIVED_FROM", "string"), "according_to": ("ACCORDING_TO", "string")},
        **{"retracted_by": ("RETRACTED_BY", "string"), "denies": ("DENIES", "strings")},
    },
    "articles": {"mentions": ("MENTIONS", "strings"), "reprint_of": ("REPRINT_OF", "string"), "corrects": ("CORRECTS", "strings")},
}
"""Table -> the columns that a link fills, with the link's type and what the column holds."""


@dataclass(frozen=True)
class Table:
    """`rows` in the order of `columns`; None where there is no value, never for a list."""

    name: str
    columns: Columns
    rows: tuple[tuple[Value | None, ...], ...]


def tables(graph: PropertyGraph) -> tuple[Table, ...]:
    """Entities, events, claims, articles: a row each, by id. What they are linked to stands in their row, by id."""
    ends: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for link in graph.links:
        ends[link.start, link.type].append(link.end)
    made = []
    for group, name in TABLES.items():
        columns: dict[str, Kind] = {**NODES[group], **{column: kind for column, (_, kind) in LINKED[name].items()}}
        rows = tuple(tuple(_value(node, column, kind, name, ends) for column, kind in columns.items()) for node in graph.group(group))
        made.append(Table(name, columns, rows))
    return tuple(made)


def _value(node: Node, column: str, kind: Kind, name: str, ends: Mapping[tuple[str, str], list[str]]) -> Value | None:
    if column not in LINKED[name]:
        return node.properties.get(column, () if kind == "strings" else None)
    found = ends.get((node.id, LINKED[name][column][0]), [])
    if kind == "strings":
        return tuple(found)
    return found[0] if found else None


def csv_tables(graph: PropertyGraph) -> dict[str, str]:
    """File name -> its text. A text that a spreadsheet would run as a formula has an apostrophe before it; lists stand in one cell."""
    return {f"{FOLDER}{t.name}.csv": delimited(list(t.columns), [[_cell(value) for value in row] for row in t.rows]) for t in tables(graph)}


def _cell(value: Value | None) -> Cell:
    if isinstance(value, tuple):
        return _inert(joined(value, SEPARATOR)) if value else None
    return _inert(value) if isinstance(value, str) else value


def _inert(text: str) -> str:
    return "'" + text if _FORMULA.match(text) else text


def as_meant(cell: str) -> str:
    """The text behind a cell of a CSV table: without the apostrophe that keeps it from being run."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell
