"""Both readers at once, weighed against each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from kg.extract.combine.candidates import join
from kg.extract.combine.measured import Measured, measured
from kg.extract.combine.undone import with_undone
from kg.extract.combine.weigh import ENGINE, weigh
from kg.extract.engine import Extractor
from kg.extract.frames.extractor import FramesExtractor
from kg.extract.learned import LearnedExtractor
from kg.extract.values.occasions import with_values
from kg.records import Article, Reading

_BATCH = 32


class CombinedExtractor:
    """Reads each article by the frames and by the learned reader, and makes one reading of the two.

    `frames` and `learned`: other readers in their place; `weights`: other figures than those shipped. Raises UsageError as the learned reader does.
    """

    name = ENGINE

    def __init__(self, frames: Extractor | None = None, learned: Extractor | None = None, weights: Measured | None = None) -> None:
        self._frames: Extractor = frames or FramesExtractor(least=0.0)
        self._learned: Extractor = learned or LearnedExtractor()
        self._weights = weights

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One Reading for each article, in the order given. An article's reading depends on that article alone."""
        weights = self._weights or measured()
        rest = iter(articles)
        while batch := list(islice(rest, _BATCH)):
            for ours, theirs in zip(self._frames.read(batch), self._learned.read(batch), strict=True):
                yield with_values(with_undone(weigh(join(ours, theirs, weights), weights)))
