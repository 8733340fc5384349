"""The reader that knows: entities by gazetteers and words, claims by frames over a dependency parse."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee

from spacy.tokens import Doc

from kg.extract.frames.by_name import with_makers_by_name
from kg.extract.frames.coref import link_nominals
from kg.extract.frames.doubtful import LEAST, without_doubtful
from kg.extract.frames.mentions import find_entities
from kg.extract.frames.notices import with_notice
from kg.extract.frames.parse import parse
from kg.extract.frames.reader import ENGINE, read_claims
from kg.extract.frames.recognised import recognise
from kg.records import Article, Reading


class FramesExtractor:
    """Extractor by hand-written frames. Deterministic, offline: equal articles give equal readings.

    `least`: claims less sure than this are left out (0: none is).
    """

    name = ENGINE

    def __init__(self, least: float = LEAST) -> None:
        self._least = least

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One Reading for each article, in the order given."""
        for article, doc in parse(articles):
            yield self._reading(article, doc)

    def read_after(self, readings: Iterable[Reading]) -> Iterator[Reading]:
        """One Reading for each article that another reader has read, in the order given; the names are looked for where that one found them."""
        others, again = tee(readings)
        for (article, doc), other in zip(parse((r.article for r in again), recognise=False), others, strict=True):
            recognise(doc, other.entities)
            yield self._reading(article, doc)

    def _reading(self, article: Article, doc: Doc) -> Reading:
        reading = read_claims(article, doc, link_nominals(article, doc, find_entities(article, doc)))
        reading = with_makers_by_name(reading, doc, ENGINE)
        return without_doubtful(with_notice(reading, ENGINE), self._least)
