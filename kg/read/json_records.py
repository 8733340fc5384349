"""JSON: an object, an array of objects, an object that holds such an array, or one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from kg.read.draft import Draft, Fault
from kg.read.markup import looks_like_markup, plain
from kg.read.options import FIELD_NAMES, ReadOptions
from kg.read.traced import Traced

_BLANK = re.compile(r"[ \t\r\n]*")
_HOLDERS = ("articles", "items", "documents", "docs", "data", "results", "records", "entries", "news", "response")
_ANNOTATED = frozenset({"id", "entities", "relations"})
_DECODER = json.JSONDecoder()


def drafts(source: str, options: ReadOptions, *, one: bool = True) -> Iterator[Draft | Fault]:
    """The records of a .json file. A single object is the file's one record and has no id. Where `one` value should stand, more are a fault."""
    at = _skip(source, 0)
    if source.startswith("[", at):
        yield from _array(source, at, options)
        return
    values: list[tuple[int, Any]] = []
    fault: Fault | None = None
    while at < len(source):
        value, end, fault = _value(source, at)
        if fault is not None:
            break
        values.append((at, value))
        at = _skip(source, end)
    if len(values) == 1 and fault is None and isinstance(values[0][1], dict):
        held = _held(values[0][1], options)
        if held is None:
            yield _draft(values[0][1], options, None, None)
        else:
            for number, value in enumerate(held, 1):
                yield _draft(value, options, str(number), None)
        return
    if fault is not None and not values and (held_at := _held_before(source, at, options)) is not None:
        *records, _ = _array(source, held_at, options)  # the last of them is that something is wrong, which the fault tells better
        yield from records
    for number, (start, value) in enumerate(values, 1):
        yield _draft(value, options, str(number), _line(source, start))
    if one and len(values) > 1:
        yield Fault("not JSON: one value stands after the other, as in a .jsonl file; each is read as a record", _line(source, values[1][0]))
    if fault is not None:
        yield fault


def line_drafts(lines: Iterable[tuple[int, str | Fault]], options: ReadOptions) -> Iterator[Draft | Fault]:
    """The records of a .jsonl file from its numbered lines. Empty lines are none, nor are annotations, which are named once for all."""
    number = 0
    annotated = False
    for line_number, line in lines:
        if isinstance(line, Fault):
            number += 1
            yield line
            continue
        if not line.strip():
            continue
        number += 1
        value, end, fault = _value(line, _skip(line, 0))
        if fault is None and _skip(line, end) < len(line):
            fault = Fault(f"not JSON: more stands after the first value, at column {_skip(line, end) + 1}")
        if fault is None and _is_annotation(value, options):
            if not annotated:
                yield Fault("annotations: what is to be found in other documents, no articles", line_number)
            annotated = True
            continue
        yield Fault(fault.reason, line_number) if fault is not None else _draft(value, options, str(number), line_number)


def _is_annotation(value: Any, options: ReadOptions) -> bool:
    """Whether a line is one of a gold file (`kg eval`)."""
    return isinstance(value, dict) and value.keys() >= _ANNOTATED and options.column("text", list(value)) is None


def _array(source: str, at: int, options: ReadOptions) -> Iterator[Draft | Fault]:
    number, line, counted = 0, 1, 0
    at = _skip(source, at + 1)
    if source.startswith("]", at):
        at = _skip(source, at + 1)
    else:
        while True:
            number += 1
            value, end, fault = _value(source, at)
            if fault is not None:
                yield fault
                return
            line, counted = line + source.count("\n", counted, at), at
            yield _draft(value, options, str(number), line)
            at = _skip(source, end)
            if source.startswith(",", at):
                at = _skip(source, at + 1)
                continue
            if not source.startswith("]", at):
                what = "not whole: the array does not end" if at >= len(source) else "not JSON: ',' or ']' expected"
                yield Fault(what, _line(source, at))
                return
            at = _skip(source, at + 1)
            break
    if at < len(source):
        yield Fault("not JSON: more stands after the array", _line(source, at))


def _value(source: str, at: int) -> tuple[Any, int, Fault | None]:
    try:
        value, end = _DECODER.raw_decode(source, at)
    except json.JSONDecodeError as error:
        if error.msg.startswith("Unterminated"):
            return None, at, Fault(f"not whole: ends inside the string that starts at column {error.colno}", error.lineno)
        if error.pos >= len(source.rstrip()):
            return None, at, Fault("not whole: ends inside a value", _line(source, len(source.rstrip())))
        what = error.msg[:1].lower() + error.msg[1:].removesuffix(" at")
        return None, at, Fault(f"not JSON: {what} at column {error.colno}", error.lineno)
    except RecursionError:
        return None, at, Fault("not read: nested too deeply", _line(source, at))
    except ValueError:  # Python turns no more digits into a number
        return None, at, Fault("not read: a number of thousands of digits", _line(source, at))
    return value, end, None


def _held(value: dict[str, Any], options: ReadOptions) -> list[Any] | None:
    """The array of records that an object holds, where it is no record itself."""
    if options.column("text", list(value)) is not None:
        held = value[options.column("text", list(value)) or ""]
        if not isinstance(held, list):
            return None
    for key, inner in value.items():
        if key.lower() in _HOLDERS and isinstance(inner, list) and inner and all(isinstance(item, dict) for item in inner):
            return inner
    return None


def _held_before(source: str, at: int, options: ReadOptions) -> int | None:
    """Where the array of records starts that an object, in which something is wrong, holds before that place or round it."""
    keys: list[str] = []
    held: int | None = None
    if not source.startswith("{", at):
        return None
    while source.startswith(("{", ","), at):
        key, end, fault = _value(source, _skip(source, at + 1))
        at = _skip(source, end)
        if fault is not None or not isinstance(key, str) or not source.startswith(":", at):
            break
        keys.append(key)
        at = _skip(source, at + 1)
        if held is None and key.lower() in _HOLDERS and source.startswith("[", at) and source.startswith("{", _skip(source, at + 1)):
            held = at
        _, end, fault = _value(source, at)
        if fault is not None:
            break
        at = _skip(source, end)
    return held if options.column("text", keys) is None else None


def _draft(value: Any, options: ReadOptions, id_: str | None, line: int | None) -> Draft | Fault:
    if not isinstance(value, dict):
        return Fault(f"not a record: an object is expected, not {_kind(value)}", line)
    texts: dict[str, str | None] = {}
    for field in FIELD_NAMES:
        column = options.column(field, list(value))
        texts[field] = None if column is None else _text(value[column])
        if field == "text" and column is None:
            keys = ", ".join(map(repr, list(value)[:8])) or "none"
            return Fault(f"no text: no key is known to hold it (keys: {keys}; --field text=KEY names it)", line)
        if field == "text" and (other := _no_words(value[column])):
            return Fault(f"no text: its text is {other}, not a string", line)
    return record_draft(texts, texts["id"] if id_ is not None and texts["id"] else id_, line)


def record_draft(texts: dict[str, str | None], id_: str | None, line: int | None) -> Draft | Fault:
    """The draft of a record of named fields. Offsets lead to its title and text as they stand there, joined by an empty line."""
    title, body = texts.get("title"), texts.get("text")
    if not body or not body.strip():
        return Fault("no text: it is empty", line)
    has_title = bool(title and title.strip())
    title_trace = Traced.verbatim(title) if title and has_title else None
    body_trace = Traced.verbatim(body, len(title) + 2 if title and has_title else 0)
    markup = looks_like_markup(body)
    if title_trace is not None and looks_like_markup(title_trace.text):
        title_trace = plain(title_trace)
    return Draft(
        body=plain(body_trace) if markup else body_trace,
        title=title_trace,
        date=texts.get("date"),
        publisher=texts.get("publisher"),
        url=texts.get("url"),
        language=texts.get("language"),
        id=id_,
        line=line,
        wrapped=not markup,
    )


def _no_words(value: Any) -> str | None:
    """What a text is that holds no string, but for one that is not given."""
    if isinstance(value, int | float):
        return _kind(value)
    if isinstance(value, list | dict) and value and _text(value) is None:
        return f"{_kind(value)} without words"
    return None


def _text(value: Any) -> str | None:
    """A value as text: paragraphs in a list are joined, an object's name or value stands for it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, list):
        return "\n\n".join(item for item in value if isinstance(item, str)) or None
    if isinstance(value, dict):
        return next((value[key] for key in ("name", "title", "value", "text", "#text", "@value") if isinstance(value.get(key), str)), None)
    return None


def _kind(value: Any) -> str:
    return {str: "a string", list: "an array", dict: "an object", bool: "true or false", type(None): "null"}.get(type(value), "a number")


def _skip(source: str, at: int) -> int:
    found = _BLANK.match(source, at)
    return found.end() if found else at


def _line(source: str, at: int) -> int:
    return source.count("\n", 0, at) + 1
