"""What a format makes of one record, before anything is cleaned: the same for all formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kg.read.traced import Traced
from kg.records import SectionKind

NOT_WHOLE = "not whole"
"""How the reason begins where an input breaks off."""


@dataclass(frozen=True, slots=True)
class Draft:
    """One record as its format gives it. `date` and `language` are as written there; `line` is where the record starts, if in a larger file.

    `id` tells records of one file apart: None where the file is the record. `known` maps paragraphs (all white space taken out) to the kind
    of section that the markup says they are. `wrapped` says that line breaks may be there only to keep lines short, `headline` that a title
    without text is a record too.
    """

    body: Traced
    title: Traced | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None
    id: str | None = None
    line: int | None = None
    known: Mapping[str, SectionKind] = field(default_factory=dict)
    wrapped: bool = True
    headline: bool = False


@dataclass(frozen=True, slots=True)
class Fault:
    """A record, or the rest of a file, that its format cannot read: the line it starts at, if known, and why."""

    reason: str
    line: int | None = None
