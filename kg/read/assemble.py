"""A draft made an Article: cleaned, dated, its sections marked; or set aside with the reason."""

from __future__ import annotations

import re

from kg.read.clean import clean, clean_line, unwrapped
from kg.read.dates import dateline, publication_date
from kg.read.draft import Draft
from kg.read.language import other_language
from kg.read.options import ReadOptions
from kg.read.sections import mark
from kg.read.traced import Traced
from kg.records import Article, SetAside

_LONGEST_SHOWN = 60
_GAP = Traced("\n\n")
_FIRST_LINE = re.compile(r"[^\n]*\n*")


def article(draft: Draft, source: str, options: ReadOptions) -> Article | SetAside:
    """The article that a draft gives. `source` is the article's own name, "path" or "path#id"."""
    title = clean_line(draft.title) if draft.title is not None else Traced("")
    body = clean(draft.body)
    if draft.wrapped:
        body = unwrapped(body)
    if title.text and not body.text and not draft.headline:
        return SetAside(path=source, line=draft.line, reason="no text: it has a title alone")
    if title.text and (first := _FIRST_LINE.match(body.text)) and _same(first[0], title.text):
        body = body.part(first.end(), len(body))
    text = title if not body.text else body if not title.text else Traced.joined((title, _GAP, body))
    if not any(letter.isalnum() for letter in text.text):
        return SetAside(path=source, line=draft.line, reason="no text: it holds no word")
    if options.check_language and (other := other_language(body.text or title.text, draft.language)):
        return SetAside(path=source, line=draft.line, reason=f"not English: {other}")
    marked = mark(text.text, len(title), draft.known)
    day = publication_date(draft.date) if draft.date else None
    if day is None and marked.date:
        day = publication_date(marked.date)
    day = day or options.date
    for section in marked.sections:
        if section.kind == "body":
            day = dateline(section.span.of(text.text), day) or day
            break
    return Article(
        source=source,
        text=text.text,
        title=title.text or None,
        date=day,
        publisher=_line(draft.publisher),
        url=_line(draft.url),
        sections=marked.sections,
        offsets=text.segments(),
    )


def unread_date(draft: Draft, made: Article, options: ReadOptions) -> str | None:
    """The draft's date, where it is one that cannot be read and nothing in the article itself gives another."""
    written = " ".join((draft.date or "").split())
    if not written or made.date not in (None, options.date) or publication_date(written) is not None:
        return None
    return written if len(written) <= _LONGEST_SHOWN else f"{written[:_LONGEST_SHOWN]}…"


def _same(line: str, title: str) -> bool:
    return "".join(line.split()).casefold() == "".join(title.split()).casefold()


def _line(value: str | None) -> str | None:
    return (clean_line(Traced(value)).text or None) if value else None
