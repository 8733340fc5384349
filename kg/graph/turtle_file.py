"""Turtle files read: triples, or one line that says what is wrong and where."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReadError, UsageError
from kg.ids import STANDARD_PREFIXES, prefixes

_TYPE = STANDARD_PREFIXES["rdf"] + "type"


def parse_file(path: str | Path) -> list[ox.Triple]:
    """The triples of a Turtle file. Raises UsageError (it cannot be opened) and ReadError (it is not Turtle; with its line)."""
    return parse_text(_content(path), str(path))


def parse_text(text: str, path: str) -> list[ox.Triple]:
    """The triples of a Turtle text that stands in `path`."""
    try:
        return [ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    except SyntaxError as error:
        raise ReadError(f"not Turtle: {_one_line(error.msg)}", path, error.lineno) from error


def parse_graph(path: str | Path) -> list[ox.Triple]:
    """The triples of a Turtle file of ours: it declares the ontology's prefix, as every graph that is written does (one of nothing too), or says
    of something that it is of one of the ontology's classes. Raises as `parse_file`, and ReadError where it does neither."""
    text = _content(path)
    triples = parse_text(text, str(path))
    ours = prefixes()["reg"]
    parser = ox.parse(text, format=ox.RdfFormat.TURTLE)
    next(parser, None)  # the head has then been read
    declared = parser.prefixes.values()
    if ours not in declared and not any(
        t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode) and t.object.value.startswith(ours) for t in triples
    ):
        raise ReadError("not a graph that this program wrote", str(path))
    return triples


def base_of(path: str | Path) -> str | None:
    """The @base at the head of a Turtle file; None where it has none. Raises as `parse_file`."""
    parser = ox.parse(_content(path), format=ox.RdfFormat.TURTLE)
    try:
        next(parser, None)  # the head has then been read
    except SyntaxError as error:
        raise ReadError(f"not Turtle: {_one_line(error.msg)}", str(path), error.lineno) from error
    return parser.base_iri


def _content(path: str | Path) -> str:
    try:
        return Path(path).read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8: byte {error.start}", str(path)) from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error


def _one_line(message: str) -> str:
    return re.sub(r"\s+", " ", message).strip()
