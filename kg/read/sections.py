"""What is story and what stands around it: captions, bylines, notes on the author, page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kg.read.furniture import Place, matcher
from kg.records import Section, SectionKind, Span

_LINE = re.compile(r"[^\n]+")
_TOP, _BOTTOM = 4, 4
_LONGEST = 700


@dataclass(frozen=True, slots=True)
class Marked:
    """The sections of a text, side by side and in order, and the date that a dateline of the page gives, as written."""

    sections: tuple[Section, ...]
    date: str | None = None


def mark(text: str, title_end: int, known: Mapping[str, SectionKind]) -> Marked:
    """The sections of a cleaned text whose title ends at `title_end` (0: it has none).

    `known` gives the kind of paragraphs (without white space) that the markup tells. Neighbours of one kind are one section.
    """
    lines = [found.span() for found in _LINE.finditer(text, title_end)]
    spans: list[tuple[SectionKind, int, int]] = [("title", 0, title_end)] if title_end else []
    date: str | None = None
    rest_is_furniture = False
    for index, (start, end) in enumerate(lines):
        kind: SectionKind = "furniture" if rest_is_furniture else "body"
        line = text[start:end]
        if not rest_is_furniture:
            told = known.get("".join(line.split())) if known else None
            if told is not None:
                kind = told
            elif len(line) <= _LONGEST:
                for place in _places(index, len(lines)):
                    if found := matcher().match(line, place):
                        entry, given = found
                        kind, date, rest_is_furniture = entry.kind, date or given, entry.below
                        break
        tail = matcher().tail(line) if kind == "body" else None
        if tail is not None:
            story = start + len(line[: tail[1]].rstrip())
            _add(spans, kind, start, story)
            kind, start = tail[0], start + tail[1]
        _add(spans, kind, start, end)
    return Marked(tuple(Section(kind=kind, span=Span(start=start, end=end)) for kind, start, end in spans), date)


def _add(spans: list[tuple[SectionKind, int, int]], kind: SectionKind, start: int, end: int) -> None:
    if spans and spans[-1][0] == kind and kind != "title":
        spans[-1] = (kind, spans[-1][1], end)
    else:
        spans.append((kind, start, end))


def _places(index: int, total: int) -> Iterator[Place]:
    top, bottom = index < _TOP, index >= total - _BOTTOM
    if top:
        yield "top"
    if bottom:
        yield "bottom"
    if not (top or bottom):
        yield "anywhere"
