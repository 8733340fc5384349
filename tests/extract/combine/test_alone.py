"""The learned reader by itself."""

from __future__ import annotations

from kg.extract.combine import LearnedAlone
from tests.extract.combine.made import Maker

TEXT = "The regulator reportedly fined Quill. Quill is in Brome."


class Fixed:
    name = "learned"

    def read(self, articles):
        for _ in articles:
            made = Maker("learned", TEXT)
            made.claim(made.entity("Agency", "regulator"), "fined", made.entity("Company", "Quill"), "The regulator reportedly fined Quill.", "fined")
            yield made.reading()


def test_hearsay_is_told_as_that() -> None:
    (before,) = Fixed().read([None])
    (after,) = LearnedAlone(Fixed()).read([before.article])
    assert [(c.status, d.status) for c, d in zip(before.claims, after.claims, strict=True)] == [("fact", "alleged")]
