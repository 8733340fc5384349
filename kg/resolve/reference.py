"""What is known of names beforehand: the rows of the gazetteers, by their key, and the names of states."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from kg.errors import KnowledgeError
from kg.records import Record
from kg.resolve.names import key


class Known(Record):
    """A gazetteer row with a key: its usual name and, where it has one, its country (ISO 3166 alpha-2, EU for the Union)."""

    name: str
    country: str | None = None


@cache
def known() -> dict[str, Known]:
    """Reference key -> what the gazetteers say. Raises KnowledgeError where a row has a key but no name."""
    rows: dict[str, Known] = {}
    for path, line, row in _rows():
        if row.get("key"):
            if not row.get("name"):
                raise KnowledgeError("a key without a name", path, line)
            rows[row["key"]] = Known(name=row["name"], country=row.get("country") or None)
    return rows


@cache
def state_names() -> frozenset[str]:
    """The name keys of states and their seats of government: standing in two articles, they prove nothing of the articles."""
    return frozenset(key(n) for _, _, row in _rows() for column in ("names", "seats") for n in (row.get(column) or "").split("|") if n)


def _rows() -> list[tuple[str, int, dict[str, str]]]:
    """Every row of every gazetteer: path, line, column -> value. Lines that begin with "#" are notes."""
    rows = []
    for file in sorted((f for f in (files("kg") / "knowledge" / "gazetteers").iterdir() if f.name.endswith(".csv")), key=lambda f: f.name):
        lines = [(number, text) for number, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text.strip() and not text.startswith("#")]
        header = next(csv.reader([lines[0][1]])) if lines else []
        for number, text in lines[1:]:
            values = next(csv.reader([text]))
            if len(values) != len(header):
                raise KnowledgeError(f"{len(values)} values for {len(header)} columns", f"kg/knowledge/gazetteers/{file.name}", number)
            rows.append((f"kg/knowledge/gazetteers/{file.name}", number, dict(zip(header, values, strict=True))))
    return rows
