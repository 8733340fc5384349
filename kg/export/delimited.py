"""Rows as CSV (RFC 4180, but for line feeds as ends of lines): text in quotes, a number bare, nothing where there is no value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from kg.counting import decimal_text
from kg.export.property_graph import FILES, Columns, Value

NODE_FILES = {group: f"{name}.csv" for group, name in FILES.items()}
"""Group of nodes -> the file of its rows."""

LIST_SEPARATOR = "\x1f"
"""What stands between the items of a list where the reader can be told: the unit separator, which no text has."""

Cell = str | int | float | None


def delimited(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """The text of a CSV file. An empty string is a pair of quotes, so that it differs from no value. U+FFFD stands for NUL, which readers cut at."""
    lines = [",".join(header), *(",".join(map(_cell, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return '"' + plain(value).replace('"', '""') + '"'
    return decimal_text(Decimal(repr(value)))


def cells(columns: Columns, properties: Mapping[str, Value]) -> list[Cell]:
    """The values in the order of the columns, lists in one cell, an empty list as none."""
    values = [properties.get(name) for name in columns]
    return [(joined(value) or None) if isinstance(value, tuple) else value for value in values]


def plain(text: str) -> str:
    """`text` without NUL."""
    return text.replace("\0", "\ufffd")


def joined(items: Iterable[str], separator: str = LIST_SEPARATOR) -> str:
    """A list in one cell. U+FFFD stands for a separator within an item."""
    return separator.join(item.replace(separator, "\ufffd") for item in items)
