"""An article's text as word-pieces: what the encoders are given, and the way back to the text.

Training and reading share this file, so that a model sees at run time what it saw while it learned.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

MENTION_TYPES = ("Company", "Agency", "Court", "Organization", "Person", "Product", "RegulatoryList", "Law")
TAGS = ("O", *(f"{place}-{name}" for name in MENTION_TYPES for place in ("B", "I")))
"""Tags of a word: outside, or first or later word of a name. As a feature of a word-piece a tag is its index."""

WINDOW, OVERLAP = 510, 128  # word-pieces, [CLS] and [SEP] not counted
CLS, SEP = 101, 102
CASES = 6

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Gen|Sen|Rep|Gov|Lt|Col|Sgt|St|Jr|Sr|Inc|Corp|Co|Ltd|Cos|Bros|vs?|No|Nos|Art|Sec|approx|est|Jan|Feb|Mar|Apr|Jun|Jul|Aug"
    r"|Sept?|Oct|Nov|Dec)|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])$"
)
_STOP = re.compile(r"[.!?…][\"'”’)\]]*(?=\s)|\n+")


class Encoding(Protocol):
    """What is asked of the tokenizer's answer."""

    ids: list[int]
    offsets: list[tuple[int, int]]
    word_ids: list[int | None]


@dataclass(frozen=True)
class Pieces:
    """Parallel lists over word-pieces: vocabulary ids, letter case, and the code points that each covers; `word` numbers the words."""

    ids: tuple[int, ...]
    cases: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    word: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.ids)

    def within(self, start: int, end: int) -> range:
        """The pieces that lie in the code points [start, end)."""
        return range(bisect_right(self.ends, start), bisect_left(self.starts, end))


def case_of(word: str) -> int:
    """0 lower, 1 Capital, 2 ALL CAPITALS, 3 miXed, 4 with a digit, 5 no letter at all."""
    if any(c.isdigit() for c in word):
        return 4
    if not any(c.isalpha() for c in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2 if len(word) > 1 else 1
    return 1 if word[0].isupper() and word[1:].islower() else 3


def cut(text: str, encoding: Encoding) -> Pieces:
    """Pieces of a text from its tokenizer's encoding without special tokens; pieces that stand for nothing in the text are left out."""
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    words: list[int] = []
    for id_, (start, end), word in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
        if word is None or end <= start:
            continue
        ids.append(id_)
        starts.append(start)
        ends.append(end)
        words.append(word)
    cases: list[int] = []
    first = 0
    for i in range(1, len(words) + 1):
        if i == len(words) or words[i] != words[first]:
            cases += [case_of(text[starts[first] : ends[i - 1]])] * (i - first)
            first = i
    return Pieces(tuple(ids), tuple(cases), tuple(starts), tuple(ends), tuple(words))


def sentences(text: str) -> list[tuple[int, int]]:
    """Sentences as [start, end) without the white space around them, in order. A line's end always ends a sentence."""
    bounds, start = [], 0
    for stop in _STOP.finditer(text):
        if not stop.group().startswith("\n"):
            after = text[stop.end() : stop.end() + 20].lstrip()[:1]
            if after.islower() or (stop.group().startswith(".") and _ABBREVIATION.search(text, max(0, stop.start() - 12), stop.start())):
                continue
        bounds.append((start, stop.end()))
        start = stop.end()
    bounds.append((start, len(text)))
    out = []
    for a, b in bounds:
        body = text[a:b]
        if body.strip():
            left = a + len(body) - len(body.lstrip())
            out.append((left, left + len(body.strip())))
    return out


def windows(pieces: Pieces, sentence_starts: Sequence[int], size: int = WINDOW, overlap: int = OVERLAP) -> list[range]:
    """Ranges of pieces that cover the text, each at most `size` long; each starts at a sentence, at least `overlap` before the last one's end."""
    total, out, begin = len(pieces), [], 0
    heads = [bisect_left(pieces.starts, s) for s in sentence_starts]
    while True:
        if total - begin <= size:
            out.append(range(begin, total))
            return out
        end = begin + size
        at = bisect_right(heads, end) - 1
        if at >= 0 and heads[at] > begin + overlap * 2:
            end = heads[at]
        out.append(range(begin, end))
        at = bisect_right(heads, end - overlap) - 1
        begin = heads[at] if at >= 0 and heads[at] > begin else end - overlap
