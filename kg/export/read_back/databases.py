"""The files for property graph databases and the tables read back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from kg.export.parquet import pyarrow
from kg.export.property_graph import LINKS, relation_types
from kg.export.read_back.contents import Contents, Evidence, link_name
from kg.export.tables import LINKED, SEPARATOR, as_meant

_CELL = re.compile(r'(?:"([^"]*(?:""[^"]*)*)"|([^",\n]*))(,|\n)')
_CLASS_OF_FILE = {"claims": "Claim", "articles": "Article", "cases": "Case"}
# Headers of ids, ends and types, by what they are called in each database.
_IDS = ("id:ID", ":ID", "~id", "id")
_STARTS, _ENDS, _TYPES = (":START_ID", "~from", "start"), (":END_ID", "~to", "end"), (":TYPE", "~label", "edge_type")


def rows(text: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file that we wrote, by header. Raises ValueError where it is broken off or of uneven rows."""
    at, row, header = 0, [], None
    while at < len(text):
        cell = _CELL.match(text, at)
        if cell is None:
            raise ValueError(f"broken CSV at character {at}")
        row.append(cell[1].replace('""', '"') if cell[1] is not None else cell[2])
        at = cell.end()
        if cell[3] == "\n":
            if header is None:
                header = row
            elif len(row) != len(header):
                raise ValueError(f"a row of {len(row)} cells under {len(header)} headers")
            else:
                yield dict(zip(header, row, strict=True))
            row = []
    if row or header is None:
        raise ValueError("broken off")


def read_csv(name: str, content: bytes) -> Contents:
    """A file of nodes, or relations.csv or links.csv, of Neo4j, Neptune or LadybugDB. Raises ValueError, KeyError."""
    made = Contents()
    kind = name.rpartition("/")[2].removesuffix(".csv")
    for row in rows(content.decode("utf-8")):
        if kind in ("relations", "links"):
            made.edges[_one(row, _STARTS), edge_name(_one(row, _TYPES)), _one(row, _ENDS)] += 1
            continue
        bare = {column.partition(":")[0]: value for column, value in row.items()}
        _node(made, _one(row, _IDS), _CLASS_OF_FILE.get(kind) or bare["type"], bare)
    return made


def read_table(name: str, content: bytes) -> Contents:
    """A table as CSV. Raises ValueError, KeyError."""
    made = Contents()
    kind = name.rpartition("/")[2].removesuffix(".csv")
    for row in rows(content.decode("utf-8")):
        plain = {column: as_meant(value) for column, value in row.items()}
        _table_row(made, kind, {c: v.split(SEPARATOR) if _linked_list(kind, c) and v else v for c, v in plain.items()})
    return made


def read_parquet(name: str, content: bytes) -> Contents:
    """A table as Parquet. Raises ValueError; UsageError where pyarrow is not installed."""
    arrow, reader = pyarrow()
    made = Contents()
    try:
        read = reader.read_table(BytesIO(content)).to_pylist()
    except arrow.ArrowException as error:
        raise ValueError(str(error).partition("\n")[0]) from error
    for row in read:
        _table_row(made, name.rpartition("/")[2].removesuffix(".parquet"), row)
    return made


def _linked_list(kind: str, column: str) -> bool:
    return column in LINKED[kind] and LINKED[kind][column][1] == "strings"


def _table_row(made: Contents, kind: str, row: dict[str, Any]) -> None:
    _node(made, row["id"], _CLASS_OF_FILE.get(kind) or row["type"], row)
    for column, (type_, _) in LINKED[kind].items():
        ends = row[column] if isinstance(row[column], list) else [row[column]] if row[column] else []
        made.edges.update((row["id"], link_name(type_), end) for end in ends)


def read_cypherl(content: bytes) -> Contents:
    """Raises ValueError where a line is none of ours."""
    made = Contents()
    string = r'"(?:[^"\\\n]|\\.)*"'
    node = re.compile(rf"MERGE \(n:(\w+) \{{id: ({string})\}}\) SET (?:n((?::\w+)+), )?n \+= \{{(.*)\}};")
    edge = re.compile(rf"MATCH \(a:\w+ \{{id: ({string})\}}\), \(b:\w+ \{{id: ({string})\}}\) MERGE \(a\)-\[r:(\w+)\]->\(b\) SET r \+= \{{.*\}};")
    property_ = re.compile(rf"(\w+): ({string}|-?[0-9.e+-]+)(?=, \w+: |$)")
    for line in content.decode("utf-8").split("\n"):
        if found := node.fullmatch(line):
            said = {name: json.loads(value) for name, value in property_.findall(found[4])}
            labels = (found[3] or f":{found[1]}").split(":")
            _node(made, json.loads(found[2]), labels[1], said)
        elif found := edge.fullmatch(line):
            made.edges[json.loads(found[1]), edge_name(found[3]), json.loads(found[2])] += 1
        elif line and not re.fullmatch(r"CREATE INDEX ON :\w+\(id\);", line):
            raise ValueError(f"no statement of ours: {line[:60]}")
    return made


def read_arangodb(content: bytes) -> Contents:
    """Raises ValueError, KeyError."""
    made = Contents()
    for line in content.decode("utf-8").split("\n"):
        if not line:
            continue
        said = json.loads(line)
        if "_from" not in said:
            _node(made, said["id"], said["labels"][0], said)
            continue
        start, end = said["id"].split(f"|{said['type']}|")
        if any(len(said[side]) < 200 and unquote(said[side].replace(":", "/")) != f"vertices/{id}" for side, id in (("_from", start), ("_to", end))):
            raise ValueError(f"{said['id']} leads elsewhere")
        made.edges[start, edge_name(said["type"]), end] += 1
    return made


def read_ftm(content: bytes) -> Contents:
    """The entities by schema; those that are edges of that model as edges of that name. Raises ValueError, KeyError."""
    made = Contents()
    for line in content.decode("utf-8").split("\n"):
        if line:
            said = json.loads(line)
            if said["id"].startswith("edge."):
                made.edges[said["id"], said["schema"], ""] += 1
            else:
                made.nodes[said["id"], said["schema"]] += 1
    return made


def edge_name(type_: str) -> str:
    """The name of an edge by its type. Raises ValueError for one that is none of ours."""
    if type_ in LINKS:
        return link_name(type_)
    if type_ not in relation_types():
        raise ValueError(f"no edge is called {type_}")
    return relation_types()[type_]


def _node(made: Contents, id: str, class_: str, said: dict[str, Any]) -> None:
    made.nodes[id, class_] += 1
    if class_ == "Claim":
        made.evidence[id] = Evidence(int(said["quote_start"]), int(said["quote_end"]), said["quote"])
    elif class_ == "Article":
        made.texts[id] = said["text"]


def _one(row: dict[str, str], names: tuple[str, ...]) -> str:
    return next(row[name] for name in names if name in row)
