"""The combined reader as a whole, and the figures that it ships with."""

from __future__ import annotations

import pytest

from kg.checked_yaml import parse_yaml
from kg.errors import KnowledgeError
from kg.extract.combine import CombinedExtractor, Measured
from kg.extract.combine.candidates import SIGNS
from kg.extract.combine.measured import measured
from kg.extract.engine import ENGINES
from kg.extract.frames.extractor import FramesExtractor
from kg.ontology import ontology
from kg.records import Article, Reading
from tests.extract.combine.made import FINDERS, Fixed, Maker, even

TEXT = "The European Commission fined Larkin Foods on Monday."
QUIET = "Nothing happened at Quill."


def learned(text: str) -> Reading:
    maker = Maker("learned", text)
    if text == TEXT:
        maker.claim(maker.entity("Agency", "European Commission"), "fined", maker.entity("Company", "Larkin Foods"), TEXT, "fined", event="Fine")
    else:
        maker.entity("Company", "Quill")
    return maker.reading()


def test_articles_are_read_in_order_each_by_both() -> None:
    reader = CombinedExtractor(learned=Fixed(learned(TEXT), learned(QUIET)), weights=even())
    articles = [Article(source=f"{i}.txt", text=TEXT if i % 2 else QUIET) for i in range(70)]
    readings = list(reader.read(articles))
    assert [r.article for r in readings] == articles
    assert [len(r.claims) for r in readings] == [i % 2 for i in range(70)]
    (claim,) = readings[1].claims
    assert (claim.engine, claim.predicate) == ("both", "fined")
    assert claim.rule.endswith(" learned/fined")
    assert list(reader.read(articles[1:2])) == readings[1:2]


def test_frames_alone_are_kept_where_the_learned_reader_is_silent() -> None:
    silent = Maker("learned", TEXT).reading()
    (reading,) = CombinedExtractor(FramesExtractor(), Fixed(silent), even()).read([Article(source="a.txt", text=TEXT)])
    assert [(c.predicate, c.engine) for c in reading.claims] == [("fined", "frames")]


def test_the_engine_is_known_by_its_name() -> None:
    assert ENGINES["both"] == f"{CombinedExtractor.__module__.rpartition('.')[0]}:{CombinedExtractor.__name__}"
    assert CombinedExtractor.name == "both"


def test_the_figures_shipped_are_whole_and_speak_of_what_there_is() -> None:
    figures = measured()
    assert set(figures.claims) == set(figures.least) == set(FINDERS)
    labels = {*ontology().relations, *ontology().one_party_events()}
    for curve in figures.claims.values():
        assert set(curve.signs) <= set(SIGNS)
        assert set(curve.labels) <= labels
    assert {"else", "known"} <= set(figures.types)
    types = set(ontology().entity_types())
    assert {t for pair in figures.types if ", " in pair for t in pair.split(", ")} <= types
    assert {place.split(", ")[1] for place in figures.lone_entities} <= types


def test_a_claim_of_both_is_surer_than_the_same_of_one() -> None:
    figures = measured()
    for label in ("fined", "acquired", "sued", "worksFor"):
        both = figures.claims["both"].sure(label, {"frames": 1.0, "learned": 1.0})
        assert both > figures.claims["frames"].sure(label, {"frames": 1.0})
        assert both > figures.claims["learned"].sure(label, {"learned": 1.0})


def test_a_label_that_was_never_measured_has_no_share_of_its_own() -> None:
    for curve in measured().claims.values():
        bare = curve.model_copy(update={"labels": {}})
        assert curve.sure("subpoenaed", {"frames": 1.0}) == bare.sure("fined", {"frames": 1.0})


def test_malformed_figures_are_refused_with_their_line() -> None:
    with pytest.raises(KnowledgeError, match=r"figures\.yaml:2: "):
        parse_yaml("# Figures.\nclaims: 3\n", Measured, "figures.yaml")
