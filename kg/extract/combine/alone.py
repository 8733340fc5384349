"""The learned reader by itself: what it claims, as the words right beside have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kg.extract.combine.list_items import within_items
from kg.extract.combine.undone import with_undone
from kg.extract.engine import Extractor
from kg.extract.learned import LearnedExtractor
from kg.records import Article, Reading


class LearnedAlone:
    """Reads by the learned reader alone; hearsay, what did not come about and what is over are told as that. `learned`: another in its place."""

    name = "learned"

    def __init__(self, learned: Extractor | None = None) -> None:
        self._learned: Extractor = learned or LearnedExtractor()

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One Reading for each article, in the order given. An article's reading depends on that article alone."""
        for reading in self._learned.read(articles):
            yield within_items(with_undone(reading))
