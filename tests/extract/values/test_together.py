"""One date for the claims of one deed."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.extract.values.together import of_news, one_doer, shared, with_outcome, without_outcome
from kg.records import Claim, Money, Span

SENTENCE = 100  # characters of a sentence here


def claim(predicate: str, subject: int, object_: int, at: int = 0, event: str | None = "Fine", **more: Any) -> Claim:
    start = at * SENTENCE
    return Claim(
        subject=subject, predicate=predicate, object=object_, event=event, span=Span(start=start, end=start + 50),
        trigger=Span(start=start, end=start + 5), confidence=0.9, engine="x", rule="x", **more,
    )  # fmt: skip


def dates(*claims: Claim) -> list[str | None]:
    return [c.date for c in shared(claims, lambda position: position // SENTENCE)]


def test_the_targets_of_one_fine() -> None:
    assert dates(claim("fined", 0, 1, date="2021-05-20"), claim("fined", 0, 2)) == ["2021-05-20", "2021-05-20"]
    assert dates(claim("fined", 0, 1, date="2021-05-20"), claim("fined", 0, 2, at=1)) == ["2021-05-20", None]
    assert dates(claim("fined", 0, 1, date="2021-05-20"), claim("fined", 3, 2)) == ["2021-05-20", None]


def test_two_dates_are_none_and_of_one_in_another_the_more_exact_holds() -> None:
    assert dates(claim("fined", 0, 1, date="2021"), claim("fined", 0, 2, date="2020"), claim("fined", 0, 3))[2] is None
    assert dates(claim("fined", 0, 1, date="2021"), claim("fined", 0, 2, date="2021-05"), claim("fined", 0, 3))[2] == "2021-05"


def test_a_filing_wherever_the_suit_is_told_of() -> None:
    filed = claim("sued", 0, 1, event="LawsuitFiling", lawsuit=9, date="2021-05-20")
    assert dates(filed, claim("sued", 0, 2, at=7, event="LawsuitFiling", lawsuit=9))[1] == "2021-05-20"
    assert dates(filed, claim("sued", 0, 2, at=7, event="LawsuitFiling", lawsuit=8))[1] is None
    assert dates(filed, claim("ruledFor", 3, 2, event="Ruling", lawsuit=9))[1] is None


def test_a_court_rules_for_one_side_and_against_the_other() -> None:
    assert dates(claim("ruledFor", 0, 1, event="Ruling", date="2021"), claim("ruledAgainst", 0, 2, event="Ruling"))[1] == "2021"


def test_a_settlement_and_what_is_paid_by_it() -> None:
    assert dates(claim("settledWith", 1, 0, event="Settlement", date="2021"), claim("fined", 0, 1, at=2))[1] == "2021"
    assert dates(claim("settledWith", 1, 0, event="Settlement", date="2021"), claim("fined", 0, 1, at=9))[1] is None


@pytest.mark.parametrize("status", ["planned", "alleged", "negated", "former"])
def test_only_facts_are_dated(status: str) -> None:
    assert dates(claim("fined", 0, 1, date="2021"), claim("fined", 0, 2, status=status))[1] is None


def test_a_state_is_not_dated() -> None:
    assert dates(claim("fined", 0, 1, date="2021"), claim("fined", 0, 2, event=None))[1] is None


def test_a_verb_has_the_date_of_whom_it_is_told_of() -> None:
    court, tribunal = (claim("ruledAgainst", n, 5, event="Ruling", date="2021-05") for n in (0, 1))
    place: dict[int, bool | None] = {0: False, 1: True}

    def told(text: str) -> list[str | None]:
        return [c.date for c in one_doer([court, tribunal], text, lambda entity, _: place[entity])]

    assert told("threw out a suit") == ["2021-05", None]
    assert told("threw by Hadley and the like") == ["2021-05", "2021-05"]
    place[1] = None
    assert told("threw out a suit") == ["2021-05", "2021-05"]


def test_a_settlement_has_the_one_sum_that_the_body_fines() -> None:
    paid = Money(amount=Decimal(3), currency="EUR")
    settled, fine = claim("settledWith", 1, 0, event="Settlement"), claim("fined", 0, 1, money=paid)
    assert [c.money for c in with_outcome([settled, fine])] == [paid, paid]
    assert with_outcome([settled, claim("fined", 0, 2, money=paid)])[0].money is None
    assert with_outcome([settled, fine, claim("fined", 0, 1, money=Money(amount=Decimal(4), currency="EUR"))])[0].money is None
    assert with_outcome([claim("settledWith", 1, 0), claim("settledWith", 0, 1, money=paid), fine])[0].money is None


def test_a_settlement_has_not_what_another_is_fined() -> None:
    own, anothers = (Money(amount=Decimal(n), currency="EUR") for n in (3, 4))
    fines = [claim("fined", 0, 1, money=own), claim("fined", 0, 2, money=anothers)]
    assert with_outcome([claim("settledWith", 1, 0, money=anothers), *fines])[0].money == own
    assert with_outcome([claim("settledWith", 1, 0, money=Money(amount=Decimal(7), currency="EUR")), *fines])[0].money.amount == 7  # type: ignore[union-attr]


def test_what_else_a_body_does_as_the_news() -> None:
    told = claim("fined", 0, 1, date="2021-05-20")
    for other, when in ((claim("ordered", 0, 2, at=3), "2021-05-20"), (claim("fined", 0, 2, at=9), None), (claim("fined", 3, 2, at=1), None)):
        news = of_news([told, other], lambda position: position // SENTENCE, lambda day: day == "2021-05-20", lambda c: True)
        assert news[1].date == when
    for fresh, timeless in ((False, True), (True, False)):
        news = of_news([told, claim("fined", 0, 2)], lambda position: 0, lambda day, f=fresh: f, lambda c, t=timeless: t)  # type: ignore[misc]
        assert news[1].date is None


def test_who_sits_in_a_case_does_so_when_it_is_decided() -> None:
    ruled = claim("ruledFor", 0, 1, event="Ruling", date="2021-05-20", lawsuit=9)
    assert dates(ruled, claim("heardIn", 9, 0, event="Hearing"))[1] == "2021-05-20"
    assert dates(ruled, claim("judgeIn", 0, 9, event="Sitting"))[1] == "2021-05-20"
    assert dates(ruled, claim("judgeIn", 4, 9, event="Sitting"))[1] is None
    filed = claim("sued", 1, 2, event="LawsuitFiling", date="2021-05-20", lawsuit=9)
    assert dates(filed, claim("heardIn", 9, 0, event="Hearing"))[1] == "2021-05-20"


def test_a_side_has_the_day_of_the_suit_that_it_is_in() -> None:
    filed = claim("sued", 1, 2, event="LawsuitFiling", date="2021-05-20", lawsuit=9)
    for predicate, party, when in (
        ("defendantIn", 2, "2021-05-20"),
        ("plaintiffIn", 1, "2021-05-20"),
        ("defendantIn", 4, None),
        ("worksFor", 2, None),
    ):
        got = shared([filed, claim(predicate, party, 9, at=7, event=None, lawsuit=9)], lambda position: position // SENTENCE)[1]
        assert (got.date, got.event) == (when, "GoingToCourt" if when else None)


def test_a_suit_has_not_the_sum_for_which_it_is_settled() -> None:
    sums = [Money(amount=Decimal(n), currency="USD") for n in (5, 7)]
    settled = claim("settledWith", 1, 0, money=sums[0])
    told = [settled, claim("sued", 0, 1, money=sums[0]), claim("sued", 0, 1, money=sums[1]), claim("sued", 0, 2, money=sums[0])]
    assert [c.money for c in without_outcome(told)] == [sums[0], None, sums[1], sums[0]]
