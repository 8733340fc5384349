"""Both readers at once, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Protocol

from kg.extract.combine.candidates import join
from kg.extract.combine.list_items import within_items
from kg.extract.combine.measured import Measured, measured
from kg.extract.combine.undone import with_undone
from kg.extract.combine.weigh import ENGINE, weigh
from kg.extract.engine import Extractor
from kg.extract.frames.extractor import FramesExtractor
from kg.extract.learned import LearnedExtractor
from kg.extract.values.occasions import with_values
from kg.records import Article, Reading

_BATCH = 32


class SecondReader(Protocol):
    """A reader that knows what another has read: one Reading for each of those, of the same article, in the order given."""

    def read_after(self, readings: Iterable[Reading]) -> Iterator[Reading]: ...


class CombinedExtractor:
    """Reads each article by the learned reader and, with the names that this one found, by the frames, and makes one reading of the two.

    `frames` and `learned`: other readers in their place; `weights`: other figures than those shipped. Raises UsageError as the learned reader does.
    """

    name = ENGINE

    def __init__(self, frames: SecondReader | None = None, learned: Extractor | None = None, weights: Measured | None = None) -> None:
        self._frames: SecondReader = frames or FramesExtractor(least=0.0)
        self._learned: Extractor = learned or LearnedExtractor()
        self._weights = weights

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One Reading for each article, in the order given. An article's reading depends on that article alone."""
        weights = self._weights or measured()
        rest = iter(articles)
        while batch := list(islice(rest, _BATCH)):
            learned = list(self._learned.read(batch))
            for ours, theirs in zip(self._frames.read_after(learned), learned, strict=True):
                yield with_values(within_items(with_undone(weigh(join(ours, theirs, weights), weights))))
