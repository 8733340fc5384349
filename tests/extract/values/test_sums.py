"""The sums of claims."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.extract.values.occasions import by_rules
from kg.records import Article, Claim, LocalEntity, Mention, Money, Reading, Span

NAMES = ("Hadley", "Corvane", "Tollmark", "Brenner")


def amounts(text: str, *claims: tuple[int, str, int, str, int | None], types: str = "ACCA") -> list[int | None]:
    """What claims (subject, predicate, object, the words that carry it, its own sum) have in the end."""
    entities = []
    for n, name in enumerate(NAMES):
        places = [i for i in range(len(text)) if text.startswith(name, i)]
        kind: Any = "Agency" if types[n] == "A" else "Company"
        mentions = tuple(Mention(span=Span(start=i, end=i + len(name)), text=name) for i in places)
        entities.append(LocalEntity(id=n, type=kind, name=name, mentions=mentions))
    made = []
    for subject, predicate, object_, words, sum_ in claims:
        at = text.index(words)
        money = None if sum_ is None else Money(amount=Decimal(sum_), currency="USD")
        made.append(
            Claim(
                subject=subject, predicate=predicate, object=object_, event="X", span=Span(start=0, end=len(text)),
                trigger=Span(start=at, end=at + len(words)), money=money, confidence=0.9, engine="x", rule="x",
            )
        )  # fmt: skip
    got = by_rules(Reading(article=Article(source="a", text=text), entities=tuple(entities), claims=tuple(made))).claims
    return [None if c.money is None else int(c.money.amount) for c in got]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Hadley fined Corvane and Tollmark $30 and $20 respectively.", [30, 20]),
        ("Hadley fined Corvane and Tollmark a total of $50. The fine for Corvane came to $30. Tollmark must pay $20.", [30, 20]),
        ("Hadley fined Corvane and Tollmark $50.", [50, 50]),
    ],
)
def test_each_of_two_parties_has_its_own(text: str, sums: list[int]) -> None:
    first = 50 if "$50" in text else 30
    assert amounts(text, (0, "fined", 1, "fined", first), (0, "fined", 2, "fined", first)) == sums


def test_each_of_two_bodies_has_its_own() -> None:
    text = "Corvane was fined $30 by Hadley and $20 by Brenner."
    assert amounts(text, (0, "fined", 1, "fined", 30), (3, "fined", 1, "fined", 30)) == [30, 20]


def test_what_another_pays_is_not_the_claims() -> None:
    assert amounts("Hadley fined Corvane. Tollmark must pay $20.", (0, "fined", 1, "fined", None)) == [None]
    assert amounts("Hadley fined Corvane. It must pay $20.", (0, "fined", 1, "fined", None)) == [20]


def test_what_a_firm_is_bought_for_is_no_fine() -> None:
    text = "Hadley settled with Corvane. Tollmark bought Corvane for $90."
    assert amounts(text, (1, "settledWith", 0, "settled", None), (2, "acquired", 1, "bought", None)) == [None, 90]


@pytest.mark.parametrize(
    ("text", "sum_"),
    [
        ("Tollmark sued Corvane for $9 million.", 9000000),
        ("Tollmark sued Corvane. They want $9 million.", 9000000),
        ("Tollmark sued Corvane. It rained. In court Tollmark is seeking $9 million of Corvane.", 9000000),
        ("Tollmark sued Corvane. Profit was $9 million.", None),
    ],
)
def test_what_a_suit_asks(text: str, sum_: int | None) -> None:
    assert amounts(text, (2, "sued", 1, "sued", None)) == [sum_]


@pytest.mark.parametrize(
    ("text", "sums"),
    [
        ("Tollmark bought Corvane for $9 million and Hadley for $7 million.", [9000000, 7000000]),
        ("Tollmark bought Corvane, then Hadley.", [None, None]),
    ],
)
def test_each_of_two_deals_has_its_own(text: str, sums: list[int | None]) -> None:
    assert amounts(text, (2, "acquired", 1, "bought", None), (2, "acquired", 0, "bought", None), types="CCCA") == sums


def test_a_stake_has_what_its_buyer_put_in() -> None:
    text = "For Corvane Tollmark pledged $9 million, Hadley $7 million."
    claims = [(2, "ownsStakeIn", 1, "pledged", None), (0, "ownsStakeIn", 1, "pledged", None)]
    assert amounts(text, *claims, types="CCCA") == [9000000, 7000000]


def test_the_sum_that_another_has_come_in_place_of_is_none() -> None:
    assert amounts("Hadley fined Corvane $20, cut from $30.", (0, "fined", 1, "fined", 30)) == [20]
    assert amounts("Hadley has the fine on Corvane cut from about $30 to $20.", (0, "fined", 1, "fine", 30)) == [20]


def test_what_is_ordered_to_be_paid_stands_behind() -> None:
    text = "Hadley fined Corvane $30 and ordered it to pay costs of $20."
    assert amounts(text, (0, "fined", 1, "fined", 30), (0, "ordered", 1, "ordered", 30)) == [30, 20]


def test_of_a_party_that_pays_two_bodies_each_has_its_part() -> None:
    text = "Corvane is to pay Hadley and Brenner $50 in all. Hadley gets $30; Brenner takes $20."
    assert amounts(text, (0, "fined", 1, "pay", 50), (3, "fined", 1, "pay", 50)) == [30, 20]


def test_what_a_court_awards_is_that_of_who_is_named_with_it() -> None:
    text = "Hadley awarded Corvane $30 against Tollmark."
    assert amounts(text, (0, "ruledFor", 1, "awarded", None), (0, "ruledAgainst", 2, "against", None)) == [30, 30]
    assert amounts("Hadley ruled against Tollmark, which made $30.", (0, "ruledAgainst", 2, "ruled", None)) == [None]
