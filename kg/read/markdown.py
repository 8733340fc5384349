"""Markdown: YAML front matter, then text whose syntax is taken out by a CommonMark parser."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from kg.errors import ReadError
from kg.read.draft import Draft
from kg.read.markup import plain
from kg.read.options import ReadOptions
from kg.read.traced import Traced
from kg.records import SectionKind

_FENCE = re.compile(r"---[ \t]*(?:\r\n?|\n)")
_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n?|\n|\Z)", re.MULTILINE)
_LINE_END = re.compile(r"\r\n?|\n")
_GAP = Traced("\n\n")


def draft(source: str, options: ReadOptions) -> Draft:
    """The record that a Markdown file is; offsets lead to the decoded file.

    The title is the front matter's, else that of a heading of the first rank on top.
    Raises ReadError: front matter that is no mapping or does not end.
    """
    front, at = _front_matter(source)
    blocks, known = _blocks(source, at)

    def value(field: str) -> str | None:
        column = options.column(field, list(front))
        return front[column].strip() or None if column is not None else None

    title = _traced_title(source[:at], value("title"))
    if title is None and blocks and blocks[0][0] == "h1":
        title = blocks.pop(0)[1]
    parts: list[Traced] = []
    for _, block in blocks:
        parts += [_GAP, block] if parts else [block]
    return Draft(
        body=Traced.joined(parts),
        title=title,
        date=value("date"),
        publisher=value("publisher"),
        url=value("url"),
        language=value("language"),
        known=known,
        wrapped=False,
    )


def _front_matter(source: str) -> tuple[dict[str, str], int]:
    """The front matter's plain values and where the text begins."""
    opening = _FENCE.match(source)
    if not opening:
        return {}, 0
    closing = _END.search(source, opening.end())
    if not closing:
        raise ReadError("front matter that does not end", line=1)
    try:
        values = yaml.load(source[opening.end() : closing.start()], Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise ReadError(f"front matter is not YAML: {error.problem}", line=line) from error
    except yaml.YAMLError as error:
        raise ReadError(f"front matter is not YAML: {' '.join(str(error).split())}", line=1) from error
    except RecursionError as error:
        raise ReadError("front matter is nested too deeply", line=1) from error
    if values is None or values == "":
        return {}, closing.end()
    if not isinstance(values, dict):
        raise ReadError("front matter is no mapping of names to values", line=2)
    return {key: value for key, value in values.items() if isinstance(key, str) and isinstance(value, str)}, closing.end()


def _traced_title(front: str, title: str | None) -> Traced | None:
    if title is None:
        return None
    at = front.find(title)
    return Traced.verbatim(title, at) if at >= 0 else Traced(title)


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").disable("text_join")  # joined, an entity could not be told from the text round it


def _blocks(source: str, at: int) -> tuple[list[tuple[str, Traced]], dict[str, SectionKind]]:
    """The blocks of text with the tag that each stands in; and which of them are captions, emphasised under a picture."""
    starts = [at, *(at + found.end() for found in _LINE_END.finditer(source[at:]))]
    blocks: list[tuple[str, Traced]] = []
    known: dict[str, SectionKind] = {}
    tag, after_picture = "", False
    for token in _parser().parse(source[at:]):
        if token.type.endswith("_open"):
            tag = token.tag
        if token.map is None or token.type not in ("inline", "fence", "code_block", "html_block"):
            continue
        start, end = (starts[line] if line < len(starts) else len(source) for line in token.map)
        if token.type == "inline":
            children = token.children or []
            block = _inline(source, children, start, end)
            picture = any(child.type == "image" for child in children)
            if block.text.strip() and (picture or after_picture) and _emphasised(children):
                known["".join(block.text.split())] = "caption"
            after_picture = picture
        elif token.type == "html_block":
            block = plain(Traced.verbatim(source[start:end], start))
        else:
            place = source.find(token.content, start, end)
            block = Traced.verbatim(token.content, place) if place >= 0 else Traced(token.content)
        if block.text.strip():
            blocks.append((tag, block))
    return blocks, known


def _inline(source: str, children: Sequence[Token], start: int, end: int) -> Traced:
    parts: list[Traced] = []
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            place = source.find(child.content, start, end) if child.content else -1
            if place >= 0:
                start = place + len(child.content)
                parts.append(Traced.verbatim(child.content, place))
            else:
                parts.append(Traced(child.content))
        elif child.type == "softbreak":
            parts.append(Traced(" "))
        elif child.type == "hardbreak":
            parts.append(Traced("\n"))
        elif (child.type == "link_close" and source.startswith("](", start)) or child.type == "image":
            start = max(source.find(")", start, end), start)
    return Traced.joined(parts)


def _emphasised(children: Sequence[Token]) -> bool:
    depth = 0
    for child in children:
        depth += child.nesting if child.type.startswith(("em_", "strong_")) else 0
        if child.type == "text" and child.content.strip() and depth == 0:
            return False
    return True
