"""What one reader alone claims in an article that tells of little else is believed less."""

from __future__ import annotations

import pytest

from kg.extract.combine.candidates import Candidate, join
from kg.extract.combine.measured import Quiet, measured
from kg.extract.combine.quiet import shifted, tempered
from kg.extract.combine.weigh import weigh
from tests.extract.combine.made import Maker, even

SENTENCE = "Larkin Foods makes Crispo."
LONG = f"{SENTENCE} " + "It rained on the village green all day long. " * 20
QUIET = Quiet(least=0.5, shift=-1.0, sure=0.85)


def found(text: str, *readers: str) -> tuple[Maker, Maker]:
    frames, learned = Maker("frames", text), Maker("learned", text)
    for name, maker in (("frames", frames), ("learned", learned)):
        firm, product = maker.entity("Company", "Larkin Foods"), maker.entity("Product", "Crispo")
        if name in readers:
            maker.claim(firm, "makes", product, SENTENCE, "makes")
    return frames, learned


def claims(text: str, *readers: str) -> list[float]:
    frames, learned = found(text, *readers)
    figures = even(quiet=QUIET)
    return [c.confidence for c in weigh(join(frames.reading(), learned.reading(), figures), figures).claims]


def test_a_lone_claim_of_a_quiet_article_is_not_said() -> None:
    assert claims(LONG, "learned") == []


@pytest.mark.parametrize(("confidence", "said"), [(0.8, False), (0.9, True)])
def test_a_frame_that_is_nearly_always_right_needs_no_company(confidence: float, said: bool) -> None:
    frames, learned = Maker("frames", LONG), Maker("learned", LONG)
    for maker in (frames, learned):
        firm, product = maker.entity("Company", "Larkin Foods"), maker.entity("Product", "Crispo")
        if maker is frames:
            maker.claim(firm, "makes", product, SENTENCE, "makes", confidence=confidence)
    figures = even(quiet=QUIET)
    assert bool(weigh(join(frames.reading(), learned.reading(), figures), figures).claims) == said


def test_both_readers_together_are_believed_wherever_they_agree() -> None:
    assert claims(LONG, "frames", "learned") == [pytest.approx(0.668, abs=0.01)]


def test_other_claims_make_an_article_tell_of_much() -> None:
    candidates = [Candidate("makes", 0, n) for n in range(1, 5)]
    sure = {c.key: 0.6 for c in candidates}
    assert tempered(sure, candidates, 300, QUIET) == sure
    assert all(v < 0.4 for v in tempered(sure, candidates, 400, QUIET).values())


def test_a_share_is_moved_in_its_log_odds() -> None:
    assert shifted(0.5, 0.0) == pytest.approx(0.5)
    assert shifted(0.9, -1.0) == pytest.approx(0.768, abs=0.001)
    assert 0.0 < shifted(0.0, -1.0) < shifted(1.0, -1.0) < 1.0


def test_what_is_shipped_lowers() -> None:
    assert measured().quiet.shift < 0 < measured().quiet.least
