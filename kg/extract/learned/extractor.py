"""The reader that has learned: a small encoder over the whole article, from names to claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from kg.errors import UsageError
from kg.extract.learned.claims import Calibration, make_claims
from kg.extract.learned.encoders import Encoders
from kg.extract.learned.scored import Scored
from kg.records import Article, Reading


class LearnedExtractor:
    """Reads articles by the model in `folder` (default: the one installed), loaded at the first article.

    `threads`: of onnxruntime, 0 for as many as there are cores. `bar`: say what is at least so sure (0 to 1), in place of the model's own
    thresholds; a low one for who weighs claims against others. Raises UsageError where the model or a package it needs is absent.
    """

    name = "learned"

    def __init__(self, folder: Path | None = None, threads: int = 1, bar: float | None = None) -> None:
        if bar is not None and not 0 < bar < 1:
            raise UsageError(f"a bar is between 0 and 1, not {bar}")
        self._folder, self._threads, self._bar = folder, threads, bar
        self._encoders: Encoders | None = None
        self._calibration = Calibration({}, {}, {})

    def encoders(self) -> Encoders:
        """The loaded model."""
        if self._encoders is None:
            self._encoders = Encoders(self._folder, self._threads)
            self._calibration = Calibration.of(self._encoders.settings, self._bar)
        return self._encoders

    def read(self, articles: Iterable[Article]) -> Iterator[Reading]:
        """One Reading for each article, in the order given. An article's reading depends on that article alone."""
        for article in articles:
            scored = self.score(article)
            entities, claims = make_claims(article, scored, self._calibration)
            yield Reading(article=article, entities=tuple(entities), claims=tuple(claims))

    def score(self, article: Article) -> Scored:
        """The article's names and everything that may stand between them, with margins: what `read` chooses from."""
        return Scored(article.text, self.encoders(), body_start(article))


def body_start(article: Article) -> int:
    """Where the headline is over."""
    titles = [s.span.end for s in article.sections if s.kind == "title"]
    if titles:
        return titles[0]
    return len(article.title) if article.title and article.text.startswith(article.title) else 0
