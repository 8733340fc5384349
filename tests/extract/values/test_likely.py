"""The likeliest of the dates and sums that a claim may have."""

from __future__ import annotations

import pytest

from kg.extract.values.likely import Weights, agree, weights
from kg.extract.values.occasions import ruled_with_signs, with_values
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span

PLAIN = Weights(least=0.5, lead=0.3, kept=0.2, base=0.0, signs={"good": 2.0, "better": 2.5, "bad": -1.0})


def reading(text: str, published: str | None, trigger: str, predicate: str, status: str = "fact", event: str | None = None) -> Reading:
    """Hadley's (or Ann Lee's) claim about Corvane, made by the words `trigger`."""
    names = (("Agency", "Hadley"), ("Company", "Corvane")) if "Hadley" in text else (("Person", "Ann Lee"), ("Company", "Corvane"))
    entities = [
        LocalEntity(id=i, type=kind, name=name, mentions=(Mention(span=Span(start=text.index(name), end=text.index(name) + len(name)), text=name),))
        for i, (kind, name) in enumerate(names)
    ]
    place = Span(start=text.index(trigger), end=text.index(trigger) + len(trigger))
    start = text.rfind(". ", 0, place.start) + 2 if ". " in text[: place.start] else 0
    end = text.find(". ", place.end)
    span = Span(start=start, end=end + 1 if end >= 0 else len(text))
    claim = Claim(
        subject=0, predicate=predicate, object=1, event=event, status=status, span=span, trigger=place, confidence=0.9, engine="both", rule="x"
    )
    return Reading(article=Article(source="a", text=text, date=published), entities=tuple(entities), claims=(claim,))


@pytest.mark.parametrize(
    ("candidates", "chosen"),
    [
        ({"2020": ["good"]}, "2020"),
        ({"2020": ["bad"]}, None),
        ({}, None),
        ({"2020": ["good"], "2019": ["good"]}, None),
        ({"2020": ["good"], "2019": ["good", "bad", "bad"]}, "2020"),
        ({"2020": ["good"], "2020-05": ["good"]}, "2020-05"),
        ({"2020": ["better"], "2020-05": ["good"]}, "2020-05"),
        ({"2020": ["never seen"]}, "2020"),
    ],
)
def test_the_likeliest_is_chosen_where_none_that_contradicts_it_is_near(candidates: dict[str, list[str]], chosen: str | None) -> None:
    assert PLAIN.choose(candidates) == chosen
    assert PLAIN.choose(dict(reversed(candidates.items()))) == chosen


def test_what_the_rules_say_stays_where_no_other_is_given_and_it_is_not_unlikely() -> None:
    assert PLAIN.choose({"2020": ["bad"], "2019": ["bad"]}, "2019") == "2019"
    assert PLAIN.choose({"2020": ["good"], "2019": ["bad"]}, "2019") == "2020"
    assert PLAIN.choose({"2019": ["bad", "worse"]}, "2019") == "2019"
    assert Weights(least=0.5, lead=0.3, kept=0.2, base=-2.0, signs={}).choose({"2019": []}, "2019") is None


def test_dates_agree_where_one_is_the_other_more_exactly() -> None:
    assert agree("2020", "2020-05")
    assert agree("2020-05-03", "2020-05")
    assert not agree("2020-05", "2020-06")


@pytest.mark.parametrize(
    ("text", "trigger", "predicate", "status", "event", "date"),
    [
        ("Ann Lee, who joined in May from Tollmark, is head coach of Corvane.", "head coach", "worksFor", "fact", "Appointment", "2022-05"),
        ("Ann Lee, the chief executive of Corvane, left in 2019.", "chief executive", "worksFor", "former", "Departure", "2019"),
        ("Ann Lee, who founded Corvane, died on 3 May 2020.", "founded", "founded", "fact", None, None),
        ("Ann Lee, 61, is the chief executive of Corvane.", "chief executive", "worksFor", "fact", None, None),
    ],
)
def test_an_article_tells_the_date(text: str, trigger: str, predicate: str, status: str, event: str | None, date: str | None) -> None:
    (got,) = with_values(reading(text, "2022-09-14", trigger, predicate, status)).claims
    assert (got.event, got.date) == (event, date)


def test_what_is_denied_has_the_date_that_the_rules_gave_it() -> None:
    made = reading("Hadley did not fine Corvane in 2019.", "2022-09-14", "fine", "fined", "negated", "Fine")
    (claim,) = made.claims
    dated = made.model_copy(update={"claims": (claim.model_copy(update={"date": "2019"}),)})
    assert with_values(dated).claims[0].date == "2019"


def test_the_candidates_of_a_claim() -> None:
    text = "Hadley said on Tuesday that it had fined Corvane in August. The inquiry began in 2019."
    (claim,), signs, _ = ruled_with_signs(reading(text, "2022-09-14", "fined", "fined", "fact", "Fine"))
    found = signs.candidates(claim)
    assert set(found) == {"2022-09-13", "2022-08", "2019", "2022-09"}
    assert {"beside:behind", "before:in", "near:in"} <= found["2022-08"]
    assert {"beside:ahead", "day"} <= found["2022-09-13"]
    assert "behind1" in found["2019"]
    assert "month" in found["2022-09"]


@pytest.mark.parametrize("of", ["dates", "sums"])
def test_the_figures_are_sound(of: str) -> None:
    figures = weights(of)
    assert 0.2 < figures.least < 0.7
    assert 0 < figures.lead < 0.5
    assert figures.signs["ruled:otherwise"] < 0
    assert list(figures.signs) == sorted(figures.signs)


def test_the_day_goes_before_its_month_where_it_is_likely_too() -> None:
    weights = Weights(least=0.4, lead=0.3, kept=0.4, base=0.0, signs={"sure": 3.0, "likely": 1.0, "hardly": 0.2})
    assert weights.choose({"2023-05": ["sure"], "2023-05-22": ["likely"]}) == "2023-05-22"
    assert weights.choose({"2023-05": ["sure"], "2023-05-22": ["hardly"]}) == "2023-05"
    assert weights.choose({"2023-05-22": ["sure"], "2023-05": ["likely"]}) == "2023-05-22"
