"""HTML as a row of text pieces with their places: for fragments inside records, and to find a page's words again in its source."""

from __future__ import annotations

import re
from html import unescape

from kg.read.traced import Traced

TOKEN = re.compile(
    r"(?P<skip><!--.*?(?:-->|$)|<(?P<raw>script|style|template|noscript)\b[^>]*>.*?(?:</(?P=raw)\s*>|$)|<[!?][^>]*(?:>|$))"
    r"|(?P<tag></?(?P<name>[a-zA-Z][\w:-]*)(?:\s[^<>]*|/)?>)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<text>[^<&]+|[<&])",
    re.DOTALL | re.IGNORECASE,
)
"""A piece of HTML: what is skipped, a tag, an entity, text."""

_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "p div li ul ol h1 h2 h3 h4 h5 h6 blockquote section article header footer aside figure figcaption table tr pre hr dl dt dd nav main address",
    )
)
_MARKUP = re.compile(r"</?(?:p|div|br|span|a|b|i|em|strong|ul|ol|li|h[1-6]|blockquote|img|figure|table)\b[^<>]*>", re.IGNORECASE)


def looks_like_markup(text: str) -> bool:
    """Whether a field's value is HTML rather than text."""
    return "<" in text and _MARKUP.search(text) is not None


def plain(markup: Traced) -> Traced:
    """The words of an HTML fragment: tags taken out, entities resolved, an empty line between blocks."""
    parts: list[Traced] = []
    for found in TOKEN.finditer(markup.text):
        if found["text"] is not None:
            parts.append(markup.part(*found.span()).replaced(re.compile(r"\s*[\r\n]\s*"), " "))
        elif found["entity"] is not None:
            parts.append(Traced(unescape(found["entity"])))
        elif found["tag"] is not None:
            name = found["name"].lower()
            parts.append(Traced("\n" if name == "br" else "\n\n" if name in _BLOCKS else ""))
    return Traced.joined(parts)


class SourceIndex:
    """The visible words of an HTML source without their white space, to find text in it."""

    def __init__(self, source: str) -> None:
        self.source = source
        letters: list[str] = []
        places: list[int] = []  # where each letter stands; -1 where an entity stands for it
        for found in TOKEN.finditer(source):
            if found["text"] is not None:
                start = found.start()
                for offset, letter in enumerate(found["text"]):
                    if not letter.isspace():
                        letters.append(letter)
                        places.append(start + offset)
            elif found["entity"] is not None:
                for letter in unescape(found["entity"]):
                    if not letter.isspace():
                        letters.append(letter)
                        places.append(-1)
        self._letters, self._places = "".join(letters), places

    def trace(self, text: str, after: int = 0) -> tuple[Traced, int]:
        """`text` with its places in the source, looked for from `after` on (an index into the words), then from the start.

        Gives also where to look for what follows. Text that is not found has no places.
        """
        squeezed = "".join(text.split())
        at = self._letters.find(squeezed, after)
        if at < 0:
            at = self._letters.find(squeezed)
        if not squeezed or at < 0:
            return Traced(text), after
        places = [-1] * len(text)
        index = at
        for i, letter in enumerate(text):
            if not letter.isspace():
                places[i] = self._places[index]
                index += 1
        for i in range(1, len(text) - 1):  # a blank that stands in the source between the same two letters
            before = places[i - 1]
            if text[i].isspace() and before >= 0 and places[i + 1] == before + 2 and self.source[before + 1] == text[i]:
                places[i] = before + 1
        pieces = (Traced.verbatim(letter, place) if place >= 0 else Traced(letter) for letter, place in zip(text, places, strict=True))
        return Traced.joined(pieces), index
