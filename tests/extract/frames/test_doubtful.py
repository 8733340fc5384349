"""What the frames leave unsaid where they speak alone."""

from __future__ import annotations

from kg.extract.frames.doubtful import without_doubtful
from kg.extract.frames.extractor import FramesExtractor
from kg.records import Article, Claim, LocalEntity, Reading, Span

TEXT = "The FCA fined Acme. Beta sued Acme."


def _claim(subject: int, predicate: str, object: int, confidence: float, lawsuit: int | None = None) -> Claim:
    return Claim(
        subject=subject, predicate=predicate, object=object, lawsuit=lawsuit, span=Span(start=0, end=19),
        confidence=confidence, engine="frames", rule="test/rule",
    )  # fmt: skip


def _reading(*claims: Claim) -> Reading:
    entities = (
        LocalEntity(id=0, type="Company", name="Beta"),
        LocalEntity(id=1, type="Lawsuit", name="Beta v. Acme"),
        LocalEntity(id=2, type="Company", name="Acme"),
        LocalEntity(id=3, type="Agency", name="FCA"),
    )
    return Reading(article=Article(source="a.txt", text=TEXT), entities=entities, claims=claims)


def test_a_doubtful_claim_goes_and_the_suit_that_it_alone_told_of() -> None:
    left = without_doubtful(_reading(_claim(3, "fined", 2, 0.9), _claim(0, "sued", 2, 0.5, 1), _claim(0, "plaintiffIn", 1, 0.5, 1)), 0.6)
    assert [e.name for e in left.entities] == ["Beta", "Acme", "FCA"]
    assert [(left.entities[c.subject].name, c.predicate, left.entities[c.object or 0].name) for c in left.claims] == [("FCA", "fined", "Acme")]


def test_a_suit_that_a_sure_claim_tells_of_stays() -> None:
    left = without_doubtful(_reading(_claim(3, "fined", 2, 0.3), _claim(0, "sued", 2, 0.8, 1), _claim(0, "plaintiffIn", 1, 0.4, 1)), 0.6)
    assert [e.type for e in left.entities] == ["Company", "Lawsuit", "Company", "Agency"]
    assert [(c.predicate, c.lawsuit) for c in left.claims] == [("sued", 1)]


def test_all_stays_where_nothing_is_asked() -> None:
    whole = _reading(_claim(3, "fined", 2, 0.1))
    assert without_doubtful(whole, 0.0) is whole
    (reading,) = FramesExtractor(least=0.0).read([whole.article])
    (sure,) = FramesExtractor(least=0.99).read([whole.article])
    assert reading.claims
    assert not sure.claims
