"""Dates and sums that stand beside a claim, not in it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from kg.extract.values.occasion_words import OccasionExample, occasion_words
from kg.extract.values.occasions import by_rules
from kg.records import Article, Claim, LocalEntity, Mention, Money, Reading, Span

NAMES = ("Hadley", "Corvane", "Tollmark")


def entity(number: int, text: str) -> LocalEntity:
    name = NAMES[number]
    places = [i for i in range(len(text)) if text.startswith(name, i)]
    mentions = tuple(Mention(span=Span(start=i, end=i + len(name)), text=name) for i in places)
    return LocalEntity(id=number, type="Company" if number else "Agency", name=name, mentions=mentions)


def reading(text: str, published: str | None = "2022-09-14") -> Reading:
    return Reading(article=Article(source="a", text=text, date=published), entities=tuple(entity(n, text) for n in range(3)))


def fined(text: str, at: str, who: int, **more: Any) -> Claim:
    start = text.index(at)
    span = Span(start=start, end=start + len(at))
    trigger = Span(start=text.index("fined", start), end=text.index("fined", start) + 5)
    return Claim(subject=0, predicate="fined", object=who, event="Fine", span=span, trigger=trigger, confidence=0.9, engine="x", rule="x", **more)


def completed(example: OccasionExample) -> Claim:
    """The claim that Tollmark was fined; that Corvane was is told with its own date."""
    text = example.text
    made = reading(text, example.published)
    claims = [fined(text, "fined Corvane", 1, date="2022-09-13")] if "Corvane" in text else []
    start = text.index("fined Tollmark")
    claims.append(fined(text, text[start : start + 14], 2))
    return by_rules(made.model_copy(update={"claims": tuple(claims)})).claims[-1]


@pytest.mark.parametrize("example", [*occasion_words().examples, *occasion_words().counter_examples], ids=lambda e: e.text[:60])
def test_examples(example: OccasionExample) -> None:
    claim = completed(example)
    assert (claim.date, str(claim.money.amount) if claim.money else None) == (example.date, example.money)


def test_what_a_claim_tells_itself_stays() -> None:
    text = "Hadley fined Tollmark on Tuesday. It will pay a penalty of $7 million."
    own = fined(text, "fined Tollmark", 2, date="2021", money=Money(amount=Decimal(5), currency="EUR"))
    assert by_rules(reading(text).model_copy(update={"claims": (own,)})).claims == (own,)


def test_what_has_happened_is_not_yet_to_come() -> None:
    text = "Hadley fined Tollmark, which may appeal by 20 September."
    for day, kept in (("2022-09-20", None), ("2022-09-14", "2022-09-14"), ("2022-09", "2022-09"), ("2023", None)):
        claim = fined(text, "fined Tollmark", 2, date=day)
        assert by_rules(reading(text).model_copy(update={"claims": (claim,)})).claims[0].date == kept
        planned = claim.model_copy(update={"status": "planned"})
        assert by_rules(reading(text).model_copy(update={"claims": (planned,)})).claims[0].date == day


def test_nothing_is_dated_by_a_report_without_a_day() -> None:
    text = "Hadley has fined Tollmark."
    claim = fined(text, "fined Tollmark", 2)
    for published in (None, "2022", "2022-09"):
        assert by_rules(reading(text, published).model_copy(update={"claims": (claim,)})).claims[0].date is None


@pytest.mark.parametrize("status", ["planned", "alleged", "former", "negated"])
def test_only_facts_are_news_of_the_day(status: str) -> None:
    text = "Hadley has fined Tollmark."
    claim = fined(text, "fined Tollmark", 2, status=status)
    assert by_rules(reading(text).model_copy(update={"claims": (claim,)})).claims[0].date is None


def test_each_party_has_the_sum_behind_its_name() -> None:
    text = "Hadley fined Corvane (£3m) and Tollmark (£9m)."
    claims = tuple(fined(text, "fined Corvane", who, money=Money(amount=Decimal(3000000), currency="GBP")) for who in (1, 2))
    got = by_rules(reading(text).model_copy(update={"claims": claims})).claims
    assert [c.money.amount for c in got if c.money] == [3000000, 9000000]


def test_of_two_bodies_that_fine_one_each_has_the_sum_behind_its_own_name() -> None:
    text = "Hadley fined Tollmark £3m and Corvane £2m."
    money = Money(amount=Decimal(2000000), currency="GBP")
    claim = fined(text, "fined Tollmark", 2, money=money).model_copy(update={"subject": 1})
    (got,) = by_rules(reading(text).model_copy(update={"claims": (claim,)})).claims
    assert got.money == money


def test_a_joint_sum_stands_on_each_party_and_two_sums_on_none() -> None:
    text = "Hadley fined Corvane and Tollmark."
    paid = Money(amount=Decimal(3000000), currency="GBP")
    claims = (fined(text, "fined Corvane", 1, money=paid), fined(text, "fined Corvane", 2))
    assert by_rules(reading(text).model_copy(update={"claims": claims})).claims[1].money == paid
    two = "Hadley fined Corvane and Tollmark. They pay a fine of $5 million and a penalty of $6 million."
    assert by_rules(reading(two).model_copy(update={"claims": (fined(two, "fined Corvane", 1),)})).claims[0].money is None


@pytest.mark.parametrize(
    ("text", "status", "event", "when"),
    [
        ("Tollmark, boss of Hadley since January 2015, left.", "fact", "Appointment", "2015-01"),
        ("Tollmark was boss of Hadley until 2012.", "former", "Departure", "2012"),
        ("Tollmark, boss of Hadley, resigned on 3 May 2021.", "former", "Departure", "2021-05-03"),
        ("Tollmark became boss of Hadley in 2019.", "fact", "Appointment", "2019"),
        ("Tollmark became boss of Hadley in 2019.", "former", None, None),
        ("Tollmark, boss of Hadley, said Corvane resigned on 3 May 2021.", "former", None, None),
        ("Tollmark, boss of Hadley, has been ill since 2015, as Brenner said.", "former", None, None),
        ("Tollmark, boss of Hadley, met Corvane, who has been there since 2015.", "fact", None, None),
        ("Tollmark, boss of Hadley since 2010, ill since 2015, left.", "fact", None, None),
    ],
)
def test_a_post_begins_and_ends(text: str, status: Any, event: str | None, when: str | None) -> None:
    people = [entity(n, text).model_copy(update={"type": "Person"} if n else {}) for n in range(3)]
    at = text.index("boss")
    post = Claim(
        subject=2, predicate="worksFor", object=0, status=status, span=Span(start=0, end=len(text)), trigger=Span(start=at, end=at + 4),
        confidence=0.9, engine="x", rule="x",
    )  # fmt: skip
    got = by_rules(Reading(article=Article(source="a", text=text, date="2022-09-14"), entities=tuple(people), claims=(post,))).claims[0]
    assert (got.event, got.date) == (event, when)


def test_a_list_tells_the_date_with_the_name() -> None:
    text = "Fines so far:\n2020 – Tollmark, £3m\n2019 – Corvane, £9m\nHadley fined both."
    claims = (fined(text, "fined", 1), fined(text, "fined", 2))
    assert [c.date for c in by_rules(reading(text).model_copy(update={"claims": claims})).claims] == ["2019", "2020"]


def bought(text: str) -> Claim:
    """That Tollmark bought Corvane; "Hadley" is a company here."""
    at = text.index("bought")
    claim = Claim(
        subject=2, predicate="acquired", object=1, event="Acquisition", span=Span(start=0, end=len(text)), trigger=Span(start=at, end=at + 6),
        confidence=0.9, engine="x", rule="x",
    )  # fmt: skip
    entities = tuple(entity(n, text).model_copy(update={"type": "Company"}) for n in range(3))
    return by_rules(Reading(article=Article(source="a", text=text), entities=entities, claims=(claim,))).claims[0]


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Tollmark bought Corvane. Tollmark paid for the deal $5 million.", 5000000),
        ("Tollmark bought Corvane. The purchase price of Corvane was $5m (£3m).", 5000000),
        ("Tollmark bought Corvane. Hadley had made Corvane an offer of $5 million.", None),
        ("Tollmark bought Corvane. The market for such a deal is $5 million.", None),
        ("Tollmark bought Corvane. After the deal Corvane has sales of $5 million.", None),
    ],
)
def test_a_price_is_told_with_a_party_of_the_deal_and_no_other(text: str, amount: int | None) -> None:
    money = bought(text).money
    assert (money.amount if money else None) == amount


def test_a_price_of_one_share_is_no_price_of_the_deal() -> None:
    text = "Hadley fined Tollmark $5 a share."
    claim = fined(text, "fined Tollmark", 2, money=Money(amount=Decimal(5), currency="USD"))
    assert by_rules(reading(text).model_copy(update={"claims": (claim,)})).claims[0].money is None


def test_the_date_behind_the_body_that_acts_is_its_own() -> None:
    text = "Tollmark was fined by Brenner in March 2014 and by Hadley in May 2015."
    claim = fined(text, "fined", 2, date="2014-03")
    assert by_rules(reading(text).model_copy(update={"claims": (claim,)})).claims[0].date == "2015-05"


def test_a_month_behind_a_body_is_of_the_year_told_before_it() -> None:
    text = "Tollmark was fined by Brenner in March 2014 and by Hadley in October."
    claim = fined(text, "fined", 2, date="2014-03")
    assert by_rules(reading(text).model_copy(update={"claims": (claim,)})).claims[0].date == "2014-10"


def test_the_name_of_a_case_is_not_dated_by_the_report() -> None:
    text = "Hadley v. Tollmark: Hadley fined Corvane on Tuesday."
    named = Claim(
        subject=0, predicate="sued", object=2, event="LawsuitFiling", span=Span(start=0, end=18), trigger=Span(start=7, end=9),
        confidence=0.9, engine="x", rule="x",
    )  # fmt: skip
    claims = (named, fined(text, "fined", 1, date="2022-09-13"))
    assert by_rules(reading(text).model_copy(update={"claims": claims})).claims[0].date is None


def test_what_has_been_done_is_news_wherever_it_is_told() -> None:
    text = "Hadley met. It rained. It was cold. The wind blew. It snowed. It froze. It thawed. Hadley has charged Tollmark."
    for words, published, when in (("charged", "2022-09-14", "2022-09"), ("charged", "2022-09", None), ("met", "2022-09-14", None)):
        claim = fined(text.replace("charged", "fined"), "fined Tollmark", 2).model_copy(update={"predicate": "charged", "event": "Charges"})
        place = Span(start=text.index(words), end=text.index(words) + len(words))
        made = reading(text, published).model_copy(update={"claims": (claim.model_copy(update={"trigger": place}),)})
        assert by_rules(made).claims[0].date == when, words
