"""Questions in SPARQL, asked of a Turtle file by Oxigraph: read only, and without the network."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.errors import UsageError
from kg.graph.sparql import question, without_graphs
from kg.graph.turtle_file import base_of, parse_file
from kg.ids import STANDARD_PREFIXES, id_of, prefixes
from kg.ontology import schemas_folder

Form = Literal["table", "csv", "json"]

_XSD = STANDARD_PREFIXES["xsd"]
_WIDEST = 100  # characters of a cell in a table

_SETTABLE = r'(\bBIND\s*\(\s*)"(?:[^"\\\n]|\\.)*"(\s+AS\s+\?{}\s*\))'


class Iri(str):
    """A cell that is an IRI."""

    __slots__ = ()


Cell = Iri | str | int | Decimal | bool | None


@dataclass(frozen=True)
class QueryResult:
    """The answer: rows of cells in the order of `columns`; None where a row has no value.

    An IRI is an `Iri`, a number an int or Decimal, everything else its text. `base` shortens IRIs in a table.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    base: str = ""

    def render(self, form: Form = "table") -> str:
        """As text that ends in a line feed: aligned for the eye, CSV (RFC 4180, IRIs in full), or JSON (a list of objects)."""
        if form == "csv":
            out = io.StringIO()
            writer = csv.writer(out, lineterminator="\r\n")
            writer.writerow(self.columns)
            writer.writerows([["" if cell is None else _text(cell) for cell in row] for row in self.rows])
            return out.getvalue()
        if form == "json":
            objects = [{c: _json(v) for c, v in zip(self.columns, row, strict=True)} for row in self.rows]
            return json.dumps(objects, ensure_ascii=False, indent=2) + "\n"
        if form == "table":
            return self._table()
        raise UsageError(f"no such format: {form!r} (choose table, csv or json)")

    def _table(self) -> str:
        cells = [self.columns, *([self._short(cell) for cell in row] for row in self.rows)]
        widths = [max(len(row[i]) for row in cells) for i in range(len(self.columns))]
        numeric = [any(row[i] is not None for row in self.rows) and all(_is_number(row[i]) for row in self.rows) for i in range(len(self.columns))]
        lines = []
        for row in cells:
            padded = (cell.rjust(width) if number else cell.ljust(width) for cell, width, number in zip(row, widths, numeric, strict=True))
            lines.append("  ".join(padded).rstrip())
        lines.insert(1, "  ".join("─" * width for width in widths))
        lines.append(f"({len(self.rows)} row{'' if len(self.rows) == 1 else 's'})")
        return "\n".join(lines) + "\n"

    def _short(self, cell: Cell) -> str:
        text = "" if cell is None else " ".join(_text(cell).split())
        if isinstance(cell, Iri):
            id = id_of(self.base, cell) if self.base else None
            if id is not None:
                return id
            name = next((n for n, namespace in prefixes().items() if cell.startswith(namespace)), None)
            return f"{name}:{cell[len(prefixes()[name]) :]}" if name is not None else text
        return text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"


def ask(path: str | Path, query: str) -> QueryResult:
    """Ask the Turtle file `path` a SELECT, ASK, CONSTRUCT or DESCRIBE query.

    The project's prefixes need not be declared. Rows without ORDER BY are sorted, so that the same question has the same answer.
    Raises UsageError (no such file, not SPARQL, an update, SERVICE, FROM) and ReadError (not Turtle).
    """
    asked = without_graphs(question(query))
    store = ox.Store()
    store.bulk_extend(ox.Quad(*triple) for triple in parse_file(path))
    base = base_of(path) or ""
    try:
        answer = store.query(asked.text, prefixes=prefixes(), base_iri=base or None)
        return tabled(answer, asked.ordered, base)
    except SyntaxError as error:
        message = " ".join(str(error.msg).split())  # it may list all that might have stood there
        raise UsageError(f"not a SPARQL query: {message if len(message) <= 160 else message[:159] + '…'}") from error


def named_queries() -> dict[str, str]:
    """The questions that come with the program: name -> its one-line meaning, sorted."""
    folder = schemas_folder() / "queries"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".rq")), key=lambda f: f.name) if folder.is_dir() else []
    return {f.name.removesuffix(".rq"): f.read_text("utf-8").splitlines()[0].lstrip("# ").strip() for f in files}


def query_text(file: str | Path | None = None, named: str | None = None, settings: Iterable[str] = ()) -> str:
    """The text of a query file or of a named query, with its settings put in.

    A setting NAME=VALUE replaces the string in `BIND("…" AS ?NAME)`.
    Raises UsageError: not exactly one of file and name, no such file or name, a setting that the query does not have.
    """
    if (file is None) == (named is None):
        raise UsageError("give a query file or --named NAME" if file is None else "give a query file or --named NAME, not both")
    if named is not None:
        if named not in named_queries():
            raise UsageError(f"no question named {named!r}: choose from {', '.join(named_queries())}")
        text = (schemas_folder() / "queries" / f"{named}.rq").read_text("utf-8")
    else:
        text = _file_text(Path(file or ""))
    for setting in settings:
        text = _with_setting(text, setting)
    return text


def settings_of(text: str) -> dict[str, str]:
    """The settings that a query has, in the order in which they stand: name -> the value that it has by itself, as it is written."""
    found = re.finditer(_SETTABLE.format(r"(\w+)"), text, flags=re.IGNORECASE)
    return {m[3]: m[0][len(m[1]) + 1 : -len(m[2]) - 1] for m in found}


def _file_text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8") from error
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror or error}") from error


def _with_setting(text: str, setting: str) -> str:
    name, equals, value = setting.partition("=")
    if not equals or not re.fullmatch(r"\w+", name):
        raise UsageError(f"a setting is NAME=VALUE: {setting!r}")
    literal = json.dumps(value, ensure_ascii=False).replace("\\/", "/").replace("\x7f", "\\u007F")
    changed, count = re.subn(_SETTABLE.format(re.escape(name)), lambda m: m[1] + literal + m[2], text, flags=re.IGNORECASE)
    if not count:
        known = settings_of(text)
        has = f"; it has {', '.join(known)}" if known else ""
        raise UsageError(f"the query has no setting {name!r}{has}")
    return changed


def tabled(answer: ox.QuerySolutions | ox.QueryBoolean | Iterable[ox.Triple], ordered: bool, base: str) -> QueryResult:
    """An answer of Oxigraph as rows. Where the query did not order them (`ordered`), they are sorted."""
    if isinstance(answer, ox.QueryBoolean):
        return QueryResult(("answer",), ((bool(answer),),), base)
    rows: Iterable[tuple[Cell, ...]]
    if isinstance(answer, ox.QuerySolutions):
        columns: tuple[str, ...] = tuple(v.value for v in answer.variables)
        rows = [tuple(map(_cell, solution)) for solution in answer]
    else:
        columns = ("subject", "predicate", "object")
        rows, ordered = [tuple(map(_cell, triple)) for triple in answer], False
    return QueryResult(columns, tuple(rows if ordered else sorted(rows, key=_sort_key)), base)


def _cell(term: object) -> Cell:
    if term is None:
        return None
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if not isinstance(term, ox.Literal):
        return str(term)
    datatype = term.datatype.value.removeprefix(_XSD)
    if datatype == "boolean":
        return term.value in ("true", "1")
    if datatype == "integer" and re.fullmatch(r"[+-]?\d+", term.value):
        return int(term.value)
    if datatype == "decimal" and re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)", term.value):
        number = Decimal(term.value)
        return int(number) if number == number.to_integral_value() else number
    return term.value


def _is_number(cell: Cell) -> bool:
    return cell is None or (isinstance(cell, int | Decimal) and not isinstance(cell, bool))


def _text(cell: Cell) -> str:
    return str(cell).lower() if isinstance(cell, bool) else format(cell, "f") if isinstance(cell, Decimal) else str(cell)


def _json(cell: Cell) -> str | int | float | bool | None:
    return float(cell) if isinstance(cell, Decimal) else cell


def _sort_key(row: Sequence[Cell]) -> list[tuple[bool, str]]:
    return [(cell is not None, "" if cell is None else _text(cell)) for cell in row]
