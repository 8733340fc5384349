"""parquet/: the tables with their types, for DuckDB, pandas, Polars and Spark. Needs pyarrow, which the extra `parquet` brings."""

from __future__ import annotations

from datetime import date
from importlib import import_module
from io import BytesIO
from typing import Any

from kg.errors import UsageError
from kg.export.property_graph import Kind, PropertyGraph, Value
from kg.export.tables import TABLES, tables

FOLDER = "parquet/"
NAMES = tuple(f"{FOLDER}{name}.parquet" for name in TABLES.values())


def parquet(graph: PropertyGraph) -> dict[str, bytes]:
    """File name -> its bytes; a list is a list, a date a date, no value null. Raises UsageError where pyarrow is not installed."""
    arrow, writer = pyarrow()
    types: dict[Kind, Any] = {
        **{"string": arrow.string(), "strings": arrow.list_(arrow.string())},
        **{"integer": arrow.int64(), "double": arrow.float64(), "date": arrow.date32()},
    }
    files = {}
    for table in tables(graph):
        schema = arrow.schema([(name, types[kind]) for name, kind in table.columns.items()])
        columns = [[_value(row[i], kind) for row in table.rows] for i, kind in enumerate(table.columns.values())]
        out = BytesIO()
        writer.write_table(arrow.table([arrow.array(c, t) for c, t in zip(columns, schema.types, strict=True)], schema=schema), out)
        files[f"{FOLDER}{table.name}.parquet"] = out.getvalue()
    return files


def pyarrow() -> tuple[Any, Any]:
    """The modules pyarrow and pyarrow.parquet."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow: pip install 'corekg[parquet]'") from error


def _value(value: Value | None, kind: Kind) -> Any:
    if kind == "date" and isinstance(value, str):
        return date.fromisoformat(value)
    return list(value) if isinstance(value, tuple) else value
