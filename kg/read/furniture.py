"""Which lines of a page are not the story: kg/knowledge/lexicons/furniture.yaml, compiled."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from pydantic import field_validator

from kg.checked_yaml import load_knowledge
from kg.records import Record, SectionKind

Place = Literal["anywhere", "top", "bottom"]


class Pattern(Record):
    """A line or paragraph that one of `patterns` matches whole is a section of `kind`.

    `place`: "top" means the first paragraphs only, "bottom" the last only. A group named `date` gives the article's date.
    `tails` take the end of a line where a sentence ends before it; `tail_examples` are pairs of what stays and what is taken.
    `below` also takes all that follows ("Related stories").
    """

    name: str
    kind: SectionKind
    place: Place = "anywhere"
    below: bool = False
    ignore_case: bool = True
    patterns: tuple[str, ...]
    tails: tuple[str, ...] = ()
    tail_examples: tuple[tuple[str, str], ...] = ()
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...] = ()

    @field_validator("patterns", "tails")
    @classmethod
    def _patterns_compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"not a regular expression: {pattern} ({error})") from error
        return patterns


class Furniture(Record):
    """The file: its entries, tried in order."""

    entries: tuple[Pattern, ...]


class Matcher:
    """The entries compiled."""

    def __init__(self, furniture: Furniture) -> None:
        self.entries = furniture.entries
        self._compiled = [
            (entry, re.compile("|".join(f"(?:{pattern})" for pattern in entry.patterns), re.IGNORECASE if entry.ignore_case else 0))
            for entry in self.entries
        ]

        self._tails = [
            (entry.kind, re.compile(r"(?<=[.!?\"”’)])\s+(" + "|".join(entry.tails) + r")\s*\Z", re.IGNORECASE if entry.ignore_case else 0))
            for entry in self.entries
            if entry.tails
        ]

    def tail(self, line: str) -> tuple[SectionKind, int] | None:
        """The kind of what stands at the end of `line` after its last sentence, with where it starts; None where nothing does."""
        for kind, compiled in self._tails:
            if found := compiled.search(line):
                return kind, found.start(1)
        return None

    def match(self, line: str, place: Place) -> tuple[Pattern, str | None] | None:
        """The first entry that takes `line`, with the date it gives; `place` is where the line stands ("anywhere": in the middle)."""
        line = line.strip()
        for entry, compiled in self._compiled:
            if entry.place in ("anywhere", place) and (found := compiled.fullmatch(line)):
                return entry, found.groupdict().get("date")
        return None


@cache
def matcher() -> Matcher:
    """The project's own. Raises KnowledgeError where the file is malformed."""
    loaded: Furniture = load_knowledge("lexicons/furniture.yaml", Furniture)
    return Matcher(loaded)
