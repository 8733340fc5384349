"""White space and Unicode made regular: NFC, "\\n" line ends, one blank between words, one empty line between paragraphs.

Nothing else is altered, so that the words of the text can be found again in what was read.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from kg.read.traced import Traced

_UNWRITABLE = re.compile(r"[\ud800-\udfff\ufffe\uffff]")  # no UTF-8 or XML file can hold these
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BEYOND_LATIN = re.compile(r"[\s\S]?[\u0300-\U0010ffff]+")  # a code point below U+0300 never composes with the one before it
_CR_OF_CRLF = re.compile(r"\r(?=\n)")
_LINE_END = re.compile(r"[\r\x0b\x0c\x85\u2028\u2029]")
_ODD_BLANK = re.compile(r"[^\S\n ]")
_SPARE_BLANK = re.compile(r"(?<=[ \n]) +| +(?=\n)")
_SPARE_LINE = re.compile(r"(?<=\n\n)\n+")
_SOFT_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_HYPHEN_BREAK = re.compile(r"(?<=\w-)\n(?=[a-z])")

_WIDEST_WRAP, _NARROWEST_WRAP = 120, 40


def clean(text: Traced) -> Traced:
    """Regular white space and NFC; line breaks inside paragraphs stay."""
    text = text.replaced(_UNWRITABLE, "\ufffd")
    if not unicodedata.is_normalized("NFC", text.text):
        text = text.replaced(_BEYOND_LATIN, lambda run: unicodedata.normalize("NFC", run))
    text = text.replaced(_CR_OF_CRLF, "").replaced(_LINE_END, "\n").replaced(_CONTROL, " ").replaced(_ODD_BLANK, " ")
    return text.replaced(_SPARE_BLANK, "").replaced(_SPARE_LINE, "").stripped()


def clean_line(text: Traced) -> Traced:
    """As `clean`, on one line."""
    return clean(text).replaced(re.compile(r"\n+"), " ")


def unwrapped(text: Traced) -> Traced:
    """Cleaned text with the line breaks that only kept lines short made blanks; those that mean something stay.

    A text with no empty line, of which each line is a paragraph, gets its empty lines.
    """
    breaks = [found.start() for found in _SOFT_BREAK.finditer(text.text)]
    if not breaks:
        return text
    lines = text.text.split("\n")
    if _is_wrapped(lines):
        return text.replaced(_HYPHEN_BREAK, "").replaced(_SOFT_BREAK, " ")
    if "\n\n" not in text.text and sum(map(len, lines)) > _WIDEST_WRAP * 0.75 * len(lines):
        return text.replaced(_SOFT_BREAK, "\n\n")
    return text


def _is_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken only for want of room: then the next line's first word did not fit."""
    width = max(map(len, lines))
    if not _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        return False
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    full = sum(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairs)
    return len(pairs) >= 2 and full >= 0.85 * len(pairs)
