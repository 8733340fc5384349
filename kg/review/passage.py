"""The words around a claim: the text before and after its quote, and where the names of both its ends stand in the article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from kg.records import Entity

End = Literal["subject", "object"]

_AROUND = 200  # code points on each side of a quote in a table's cell


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """The text before and after a quote, cut at a blank, in one line."""
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    if start > _AROUND:
        before = "… " + before.partition(" ")[2]
    if end + _AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return " ".join(before.split()), " ".join(after.split())


def places(text: str, ends: Mapping[End, Entity]) -> tuple[tuple[int, int, End], ...]:
    """(start, end, whose) for each place where a name of an end stands as a word of its own, in text order; a longer name before one within it."""
    whose: dict[str, End] = {}
    for end, entity in ends.items():
        for name in (entity.label, *entity.aliases):
            if name.strip():
                whose.setdefault(name, end)
                whose.setdefault(name[0].upper() + name[1:], end)  # "the board" where a sentence begins
    taken = bytearray(len(text))
    found: list[tuple[int, int, End]] = []
    for name in sorted(whose, key=lambda name: (-len(name), name)):
        for start in _occurrences(text, name):
            stop = start + len(name)
            if not any(taken[start:stop]):
                taken[start:stop] = b"\1" * len(name)
                found.append((start, stop, whose[name]))
    return tuple(sorted(found))


def _occurrences(text: str, name: str) -> Iterable[int]:
    at = text.find(name)
    while at >= 0:
        stop = at + len(name)
        if not text[max(0, at - 1) : at].isalnum() and not text[stop : stop + 1].isalnum():
            yield at
        at = text.find(name, at + 1)
