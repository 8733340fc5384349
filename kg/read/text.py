"""Plain text: a headline, a blank line, the body; lines such as "Date: …" may stand on top."""

from __future__ import annotations

import re

from kg.read.draft import Draft
from kg.read.options import FIELD_NAMES
from kg.read.traced import Traced

_HEADER = re.compile(
    r"(?P<name>title|headline|date|published(?: on| at)?|publisher|source|outlet|url|link|language|author|by|byline)"
    r"[ \t]*:[ \t]*(?P<value>\S[^\r\n]*)",
    re.IGNORECASE,
)
_BLANK = re.compile(r"\s*")
_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"[ \t]*(?:\r\n?|\n)")
_ENDS_SENTENCE = re.compile(r"[.,;:]['\"”’)]*$")
_ENDS_ABBREVIATION = re.compile(r"(?:\b(?:Inc|Corp|Co|Ltd|Bros|Cos|Jr|Sr|No|vs?)|\b[A-Z]\.[A-Z]|\.\.)\.['\"”’)]*$")
_DATELINE = re.compile(r"^[A-Z][A-Z .,'/-]{2,}.{0,40}?(?:\)|\d)\s*[-–—]{1,2}\s")
_LONGEST_TITLE = 200


def draft(source: str) -> Draft:
    """The record that a text file is. `source` is the decoded file; offsets lead to it."""
    at, fields = _headers(source, 0, {})
    title: Traced | None = None
    if found := _LINE.match(source, at):
        line, after = found[0], found.end()
        if _is_headline(line, source, after):
            title, at = Traced.verbatim(line, found.start()), after
            at, fields = _headers(source, at, fields)
    if named := fields.get("title"):
        start, end = named
        title = Traced.verbatim(source[start:end], start)

    def value(name: str) -> str | None:
        return source[slice(*fields[name])].strip() if name in fields else None

    return Draft(
        body=Traced.verbatim(source[at:], at),
        title=title,
        date=value("date"),
        publisher=value("publisher"),
        url=value("url"),
        language=value("language"),
    )


def _headers(source: str, at: int, fields: dict[str, tuple[int, int]]) -> tuple[int, dict[str, tuple[int, int]]]:
    """Where the first line from `at` on that is no header line stands, with what the headers give (field -> place of its value)."""
    fields = dict(fields)
    while True:
        blank = _BLANK.match(source, at)
        start = blank.end() if blank else at
        found = _HEADER.match(source, start)
        if not found:
            return start, fields
        name = found["name"].lower().split()[0]
        field = next((field for field, names in FIELD_NAMES.items() if name in names), None)
        if field is not None:
            fields.setdefault(field, found.span("value"))
        at = found.end()


def _is_headline(line: str, source: str, after: int) -> bool:
    """Whether the first line reads as a headline and a blank line and more follow it."""
    gap = 0
    while found := _BREAK.match(source, after):
        after, gap = found.end(), gap + 1
    if gap < 2 or after >= len(source):
        return False
    line = line.strip()
    if not 0 < len(line) <= _LONGEST_TITLE or _DATELINE.match(line):
        return False
    return not _ENDS_SENTENCE.search(line) or bool(_ENDS_ABBREVIATION.search(line))
