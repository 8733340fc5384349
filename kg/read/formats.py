"""Every format by its name, and the way from a file to its articles."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain, islice
from pathlib import Path, PurePosixPath

from kg.errors import ReadError
from kg.read import json_records, table, text
from kg.read.assemble import article, unread_date
from kg.read.clean import clean_line
from kg.read.content import beginning, lines, opened, whole
from kg.read.draft import NOT_WHOLE, Draft, Fault
from kg.read.encoding import decode
from kg.read.inputs import InputFile, find
from kg.read.options import ReadOptions
from kg.read.traced import Traced
from kg.records import Article, SetAside

Drafts = Iterator[Draft | Fault]
Format = Callable[[io.BufferedReader, ReadOptions], Drafts]


def read(inputs: Sequence[str | Path], options: ReadOptions | None = None) -> Iterator[Article | SetAside]:
    """The articles of `inputs` (files, folders, glob patterns, "-" for standard input), sorted by file whatever the order given.

    Every record is either an Article or a SetAside; dates that cannot be read are a SetAside beside their articles, one a file. In a folder,
    hidden files and gold.jsonl (annotations) are passed over.
    Raises UsageError at the first step where an input does not exist.
    """
    options = options or ReadOptions()
    for file in find(inputs):
        yield from _read_file(file, options)


def _read_file(file: InputFile, options: ReadOptions) -> Iterator[Article | SetAside]:
    seen: set[str] = set()
    dates: list[tuple[str, int | None]] = []
    empty = True
    try:
        with opened(file) as stream:
            for item in _format(file, stream)(stream, options):
                empty = False
                if isinstance(item, Fault):
                    yield SetAside(path=file.source, line=item.line, reason=item.reason)
                    continue
                id_ = None if item.id is None else clean_line(Traced(item.id)).text
                if id_ is not None and id_ in seen:
                    yield SetAside(path=file.source, line=item.line, reason=f"the id {id_!r} stands twice")
                    continue
                if id_ is not None:
                    seen.add(id_)
                made = article(item, file.source if id_ is None else f"{file.source}#{id_}", options)
                yield made
                if isinstance(made, Article) and (date := unread_date(item, made, options)):
                    dates.append((date, item.line))
    except ReadError as error:
        yield SetAside(path=file.source, line=error.line, reason=error.reason)
    else:
        if empty:
            yield SetAside(path=file.source, reason="no record stands in it")
    if dates:
        yield _unread(file, dates)


def _unread(file: InputFile, dates: list[tuple[str, int | None]]) -> SetAside:
    """The dates of a file that are none: set aside, all in one, and not their articles."""
    (first, line), number = dates[0], len(dates)
    reason = (
        f"the date {first!r} cannot be read; the article is kept without it"
        if number == 1
        else f"the dates of {number} articles cannot be read, the first of them {first!r}; the articles are kept without them"
    )
    return SetAside(path=file.source, line=line, reason=reason)


def _text(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    yield text.draft(decode(whole(stream, options.max_bytes)))


def _json(stream: io.BufferedReader, options: ReadOptions, *, one: bool = True) -> Drafts:
    data, fault = beginning(stream, options.max_bytes)
    yield from _broken_off(json_records.drafts(decode(data), options, one=one), fault)


def _json_lines(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    yield from json_records.line_drafts(lines(stream, options.max_bytes), options)


def _json_in_lines(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    """A value a line; or an array of records, or an object that holds one, in the only line."""
    numbered = lines(stream, options.max_bytes)
    first = list(islice(numbered, 1))
    try:
        second = list(islice((line for line in numbered if isinstance(line[1], Fault) or line[1].strip()), 1))
    except ReadError:
        yield from json_records.line_drafts(first, options)
        raise
    if not second and (alone := [text for _, text in first if isinstance(text, str)]):
        records = list(json_records.drafts(alone[0], options))
        if any(isinstance(record, Draft) and record.id is not None for record in records):
            yield from records
            return
    yield from json_records.line_drafts(chain(first, second, numbered), options)


def _markdown(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    from kg.read import markdown

    yield markdown.draft(decode(whole(stream, options.max_bytes)), options)


def _html(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    from kg.read import html

    yield html.draft(decode(whole(stream, options.max_bytes), markup=True))


def _feed(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    from kg.read import feed

    data, fault = beginning(stream, options.max_bytes)
    yield from _broken_off(feed.drafts(decode(data, markup=True)), fault)


def _broken_off(drafts: Drafts, fault: str | None) -> Drafts:
    """The records of an input that breaks off by `fault` (None: it does not): those that are whole, and where it does."""
    last: Draft | Fault | None = None
    for item in drafts:
        if last is not None:
            yield last
        last = item
    cut = isinstance(last, Fault) and last.reason.startswith(NOT_WHOLE)
    if last is not None and not (fault and cut):
        yield last
    if fault:
        yield Fault(fault, last.line if last is not None and cut else None)


def _csv(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    yield from table.drafts(lines(stream, options.max_bytes), ",", options)


def _tsv(stream: io.BufferedReader, options: ReadOptions) -> Drafts:
    yield from table.drafts(lines(stream, options.max_bytes), "\t", options)


FORMATS: dict[str, Format] = {
    ".txt": _text,
    ".json": _json,
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".csv": _csv,
    ".tsv": _tsv,
    ".xml": _feed,
    ".rss": _feed,
    ".atom": _feed,
}
"""Suffix -> how it is read. Each may have ".gz" after it."""


def _format(file: InputFile, stream: io.BufferedReader) -> Format:
    """By the file's name; where that tells nothing and the caller named the very file, by how it starts."""
    name = PurePosixPath(file.source.lower().removesuffix(".gz"))
    if name.suffix in FORMATS:
        return FORMATS[name.suffix]
    if file.asked:
        return _sniffed(stream.peek(4096)[:4096])
    raise ReadError(f"no known format: {name.suffix or 'its name has no suffix'}")


def _sniffed(start: bytes) -> Format:
    start = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith(b"{"):
        return _json_in_lines if re.match(rb"\{[^\n]*(?:\}\s*\n|\Z)", start) else partial(_json, one=False)
    if re.match(rb"\[\s*\{", start):
        return _json
    if re.match(rb"<\?xml[^>]*\?>\s*(?:<!--.*?-->\s*)*<(?:rss|feed|rdf:rdf)\b|<(?:rss|feed|rdf:rdf)\b", start, re.DOTALL):
        return _feed
    if re.match(rb"<(?:!doctype html|html|head|body|\?xml)\b", start):
        return _html
    return _markdown if re.match(rb"---[ \t]*\r?\n\w+:", start) else _text
