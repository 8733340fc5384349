"""What a reader must be able to do, whoever it is: one protocol, many engines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from kg.records import Article, Reading

ENGINES: dict[str, str] = {
    "both": "kg.extract.combine:CombinedExtractor",
    "frames": "kg.extract.frames.extractor:FramesExtractor",
    "learned": "kg.extract.combine:LearnedAlone",
}
"""What can read: name -> where its Extractor is. The first is the default."""


class Extractor(Protocol):
    """Reads articles. Yields one Reading for each, in the order given; equal articles give equal readings."""

    name: str

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]: ...
