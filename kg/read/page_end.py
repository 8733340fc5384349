"""Where a web page is cut off, told from how it ends. Many whole pages leave out end tags, so that alone tells nothing."""

from __future__ import annotations

import re

from kg.read.markup import TOKEN

_END = re.compile(r"</(?:body|html)\b", re.IGNORECASE)
_PAGE = re.compile(r"<(?:html|body|!doctype)\b", re.IGNORECASE)
_IN_TAG = re.compile(r"<(?:/?(?:[a-zA-Z][^<>]*)?)?\Z")
_IN_ENTITY = re.compile(r"&(?:#\w*|[a-z]{2,8})\Z")
_SENTENCE_END = re.compile(r"[.!?…:;)\]|»”’\"'*©®™–—-]\Z")
_NEVER_LEFT_OPEN = frozenset(
    re.findall(
        r"\w+",
        "article section main div span a b i em strong ul ol table h1 h2 h3 h4 h5 h6 blockquote figure header footer nav aside",
    )
)
"""Elements whose end tag HTML does not let anybody leave out."""


def cut_off(source: str) -> str | None:
    """What the page ends inside of ("a tag", "a comment", …), where it is certain that more was there; None where it is not."""
    source = source.rstrip()
    if _END.search(source):
        return None
    after_tag, open_elements, paragraphs = 0, dict.fromkeys(_NEVER_LEFT_OPEN, 0), [0, 0]
    for found in TOKEN.finditer(source):
        if found["skip"] is not None:
            if found.end() == len(source) and (inside := _unended(found["skip"], found["raw"])):
                return inside
            after_tag = found.end()
        elif found["tag"] is not None:
            name, closes, after_tag = found["name"].lower(), found["tag"].startswith("</"), found.end()
            if found["tag"].endswith("/>"):
                continue
            if name in open_elements:
                open_elements[name] += -1 if closes else 1
            elif name == "p":
                paragraphs[closes] += 1
    rest = source[after_tag:]
    if _IN_TAG.search(rest):
        return "a tag"
    if not _PAGE.search(source):
        return None
    if _IN_ENTITY.search(rest):
        return "an entity"
    opened, closed = paragraphs
    if rest.strip() and not _SENTENCE_END.search(rest) and (max(open_elements.values()) > 0 or opened - 1 == closed >= 2):
        return "a sentence, with elements open"
    return None


def _unended(skipped: str, raw: str | None) -> str | None:
    if skipped.startswith("<!--"):
        return None if "-->" in skipped else "a comment"
    if raw is None:
        return None if skipped.endswith(">") else "a tag"
    if raw.lower() not in ("script", "style") or (skipped.endswith(">") and re.search(rf"</{raw}\s*>\Z", skipped, re.IGNORECASE)):
        return None
    return f"a {raw.lower()}"
