"""One event, many articles; and two events of the same parties."""

import pytest

from kg.records import Money, Span
from kg.resolve import ledger
from kg.resolve.events import same_sum, same_time, windows
from tests.resolve.make import fine, money, only_event, resolve, says, told


def fined(source: str, published: str | None = None, **rest: object) -> object:
    return told(source, [("Agency", "Harbour Tolls Bureau"), ("Company", "Quillmark")], [fine(0, 1, **rest)], published)


@pytest.mark.parametrize(
    ("type", "left", "right", "same"),
    [(t, a, b, same) for t, w in windows().items() for same, pairs in ((True, w.same), (False, w.differ)) for a, b in pairs],
)
def test_the_examples_of_the_windows(type: str, left: str, right: str, same: bool) -> None:
    assert same_time(type, left, right) is same
    assert same_time(type, right, left) is same


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (money(5_000_000), money(5_040_000), True),
        (money(5_000_000), money(5_200_000), False),
        (money(5_000_000), money(4_000_000, "EUR"), True),
        (money(0), money(0), True),
    ],
)
def test_sums(left: Money, right: Money, same: bool) -> None:
    assert same_sum(left, right) is same


def test_five_articles_one_fine() -> None:
    r = resolve(
        [
            fined("a.txt", "2021-05-12", date="2021-05-12", money=money(5_000_000)),
            fined("b.txt", "2021-05-13", date="2021-05", money=money(5_020_000)),
            fined("c.txt", "2021-06-01", money=money(5_000_000), status="alleged"),
            fined("d.txt", "2021-06-02"),
            fined("e.txt", "2021-05-14", date="2021-05-14"),
        ]
    )
    event = only_event(r)
    assert event.id == "event/fine-harbour-tolls-bureau-quillmark-2021"
    assert event.label == "Harbour Tolls Bureau fined Quillmark (2021-05-12)"
    assert (event.status, event.date, event.money) == ("fact", "2021-05-12", money(5_000_000))
    assert (event.agents, event.targets) == (("agency/harbour-tolls-bureau",), ("company/quillmark",))
    assert {s.event for s in r.graph.statements} == {event.id}
    assert len(r.graph.statements) == 5


def test_two_fines_in_two_years() -> None:
    r = resolve([fined("a.txt", date="2019-03"), fined("b.txt", date="2021-05-12"), fined("c.txt", "2021-05-13")])
    assert [e.id for e in r.graph.events] == ["event/fine-harbour-tolls-bureau-quillmark-2019", "event/fine-harbour-tolls-bureau-quillmark-2021"]
    assert {s.article: s.event for s in r.graph.statements}["c.txt"] == "event/fine-harbour-tolls-bureau-quillmark-2021", "told when it was news"


def test_two_fines_in_one_year_differ_by_month_in_their_ids() -> None:
    r = resolve([fined("a.txt", date="2021-02-01"), fined("b.txt", date="2021-09-01")])
    assert [e.id[-7:] for e in r.graph.events] == ["2021-02", "2021-09"]


def sanctioned(source: str, date: str) -> object:
    return told(source, [("Agency", "Harbour Tolls Bureau"), ("Company", "Quillmark")], [says(0, "sanctioned", 1, event="Sanction", date=date)])


def test_a_party_is_put_on_a_list_once_in_a_month() -> None:
    event = only_event(resolve([sanctioned("a.txt", "2021-01-14"), sanctioned("b.txt", "2021-01-29"), sanctioned("c.txt", "2021-01")]))
    assert event.date == "2021-01-14"
    assert len(resolve([sanctioned("a.txt", "2021-01-14"), sanctioned("b.txt", "2021-06-11")]).graph.events) == 2


def test_a_month_is_of_the_event_that_lies_in_it_rather_than_of_one_that_is_near() -> None:
    def bought(source: str, date: str, status: str) -> object:
        claim = says(0, "acquired", 1, event="Acquisition", date=date, status=status)
        return told(source, [("Company", "Harbour Lights"), ("Company", "Quillmark")], [claim])

    def denied_too(source: str) -> object:
        both = [says(0, "acquired", 1, event="Acquisition", date="2022-09-06", status=s) for s in ("fact", "negated")]
        return told(source, [("Company", "Harbour Lights"), ("Company", "Quillmark")], both)

    r = resolve([bought("a.txt", "2021-08-18", "fact"), denied_too("b.txt"), bought("c.txt", "2021-08", "fact")])
    events = {s.article: s.event for s in r.graph.statements}
    assert len(r.graph.events) == 2
    assert events["c.txt"] == events["a.txt"]


def test_two_sums_are_two_fines() -> None:
    assert len(resolve([fined("a.txt", money=money(5_000_000)), fined("b.txt", money=money(9_000_000))]).graph.events) == 2


def test_a_vague_telling_does_not_choose_between_two_events() -> None:
    r = resolve([fined("a.txt", date="2019-03"), fined("b.txt", date="2021-05"), fined("c.txt"), fined("d.txt")])
    assert len(r.graph.events) == 4, "nor do two vague tellings of two articles become one"


def test_what_is_told_before_it_happened_is_another_event() -> None:
    assert len(resolve([fined("a.txt", "2015-01-10"), fined("b.txt", "2021-05-12", date="2021-05-12")]).graph.events) == 2


def test_a_denial_belongs_to_the_event_that_it_denies_but_not_within_one_article() -> None:
    r = resolve([fined("a.txt", date="2021-05-12"), fined("b.txt", status="negated")])
    assert only_event(r).status == "fact"
    both = told(
        "a.txt",
        [("Agency", "Harbour Tolls Bureau"), ("Company", "Quillmark")],
        [fine(0, 1, span={"start": 0, "end": 5}), fine(0, 1, status="negated")],
    )
    assert sorted(e.status for e in resolve([both]).graph.events) == ["fact", "negated"]


def test_what_was_planned_and_then_did_not_happen_is_one_event_even_within_one_article() -> None:
    claims = [says(0, "acquired", 1, event="Acquisition", span={"start": 0, "end": 5 + n}, status=s) for n, s in enumerate(("planned", "negated"))]
    event = only_event(resolve([told("a.txt", [("Company", "Harbour Lights"), ("Company", "Quillmark")], claims)]))
    assert event.status == "planned"


def test_a_symmetric_event_is_one_either_way_round() -> None:
    def settled(source: str, first: str, second: str) -> object:
        return told(source, [("Company", first), ("Company", second)], [says(0, "settledWith", 1, event="Settlement", date="2020")])

    event = only_event(resolve([settled("a.txt", "Quillmark", "Harrow"), settled("b.txt", "Harrow", "Quillmark")]))
    assert event.agents == ("company/harrow", "company/quillmark")
    assert event.targets == ()
    assert event.label == "Harrow settled with Quillmark (2020)"


def test_a_deal_reported_for_a_year_is_one() -> None:
    def deal(source: str, **rest: object) -> object:
        return told(source, [("Company", "Quillmark"), ("Company", "Harrow")], [says(0, "acquired", 1, event="Acquisition", **rest)])

    event = only_event(resolve([deal("a.txt", status="planned", date="2020-03-05"), deal("b.txt", date="2021-01"), deal("c.txt", status="planned")]))
    assert (event.status, event.date) == ("fact", "2021-01")


def test_one_party_events_are_the_object_of_their_claims() -> None:
    r = resolve([told("a.txt", [("Company", "Quillmark")], [says(0, "participant", event="BankruptcyFiling", date="2020-03-05")])])
    event = only_event(r)
    assert (event.id, event.participants) == ("event/bankruptcy-filing-quillmark-2020", ("company/quillmark",))
    assert event.label == "Quillmark filed for bankruptcy (2020-03-05)"
    (statement,) = r.graph.statements
    assert (statement.object, statement.event) == (event.id, event.id)


SUIT = [("Company", "Quillmark"), ("Company", "Harrow"), ("Lawsuit", "Quillmark v. Harrow")]


def _sides(*claims: dict[str, object]) -> dict[str, str | None]:
    return {s.predicate: s.event for s in resolve([told("a.txt", SUIT, list(claims))]).graph.statements}


def test_a_side_in_a_lawsuit_tells_of_its_only_filing_and_makes_none() -> None:
    filed, brought, faced = says(0, "sued", 1, event="LawsuitFiling", lawsuit=2), says(0, "plaintiffIn", 2), says(1, "defendantIn", 2)
    filing = "event/lawsuit-filing-quillmark-harrow"
    assert _sides(filed, brought, faced) == {"sued": filing, "plaintiffIn": filing, "defendantIn": filing}
    assert _sides({**brought, "event": "LawsuitFiling"}) == {"plaintiffIn": None}
    other_side = _sides(filed, says(1, "plaintiffIn", 2))
    assert other_side["plaintiffIn"] is None, "the party stands on the other side of the filing"


def test_a_side_that_is_firmer_than_the_filing_or_denies_it_tells_of_none() -> None:
    filed = says(0, "sued", 1, event="LawsuitFiling", lawsuit=2)
    assert _sides({**filed, "status": "planned"}, says(0, "plaintiffIn", 2))["plaintiffIn"] is None
    assert _sides(filed, says(0, "plaintiffIn", 2, status="negated"))["plaintiffIn"] is None
    assert _sides(filed, says(0, "plaintiffIn", 2, status="alleged"))["plaintiffIn"] is not None


def test_two_filings_in_one_lawsuit_leave_its_sides_without() -> None:
    first = says(0, "sued", 1, event="LawsuitFiling", lawsuit=2, date="2012-01-03")
    again = says(0, "sued", 1, event="LawsuitFiling", lawsuit=2, date="2012-08-03")
    assert _sides(first, again, says(0, "plaintiffIn", 2))["plaintiffIn"] is None


def test_the_filing_takes_its_date_from_when_the_plaintiff_came_to_court() -> None:
    filed = says(0, "sued", 1, event="LawsuitFiling", lawsuit=2)
    undated = told("a.txt", SUIT, [filed])
    event = only_event(resolve([undated, told("b.txt", SUIT, [says(0, "plaintiffIn", 2, date="2021-01")])]))
    assert (event.date, event.label) == ("2021-01", "Quillmark sued Harrow (2021-01)")
    assert only_event(resolve([undated, told("b.txt", SUIT, [says(1, "defendantIn", 2, date="2021-01")])])).date is None


def test_one_filing_against_two() -> None:
    entities = [("Company", "Quillmark"), ("Company", "Harrow"), ("Company", "Orsel"), ("Lawsuit", "Quillmark v. Harrow")]
    claims = [says(0, "sued", n, event="LawsuitFiling", lawsuit=3, date="2021-01-29") for n in (1, 2)]
    event = only_event(resolve([told("a.txt", entities, claims), told("b.txt", SUIT, [says(0, "sued", 1, event="LawsuitFiling", lawsuit=2)])]))
    assert event.targets == ("company/harrow", "company/orsel")
    assert event.id == "event/lawsuit-filing-quillmark-harrow-2021"


def test_rulings_for_and_against_are_two() -> None:
    entities = [("Court", "Leeds County Court"), ("Company", "Quillmark")]
    r = resolve(
        [
            told(
                "a.txt",
                entities,
                [
                    says(0, "ruledFor", 1, event="Ruling", date="2020"),
                    says(0, "ruledAgainst", 1, event="Ruling", date="2020", span={"start": 0, "end": 4}),
                ],
            )
        ]
    )
    assert len(r.graph.events) == 2
    assert len({e.id for e in r.graph.events}) == 2


def test_an_impossible_day_is_no_reason_to_fail() -> None:
    assert len(resolve([fined("a.txt", date="2021-02-31"), fined("b.txt", date="2021-02-28")]).graph.events) == 2


def test_an_event_says_which_value_it_took_and_why() -> None:
    r = resolve(
        [
            fined("a.txt", date="2021-05-03", money=money(5_000_000)),
            fined("b.txt", date="2021-05-03", money=money(5_000_000)),
            fined("c.txt", date="2021-05-04", money=money(4_980_000)),
            fined("d.txt", date="2021-05"),
        ]
    )
    event = only_event(r)
    assert (event.date, event.money) == ("2021-05-03", money(5_000_000))
    assert [(c.event, c.what, c.took, c.over) for c in r.choices] == [
        (event.id, "date", "2021-05-03", ("2021-05-04",)),
        (event.id, "amount", "5000000 USD", ("4980000 USD",)),
    ]
    assert all("in 1 of the articles, the other in 2" in c.reason for c in r.choices)
    rows = [row.split(",") for row in ledger(r.judgements, r.choices).splitlines() if row.startswith("took")]
    assert [row[2:5] for row in rows] == [["amount 5000000 USD", "4980000 USD", event.id], ["date 2021-05-03", "2021-05-04", event.id]]


def test_of_equal_votes_the_less_rounded_sum_and_a_fact_before_a_plan() -> None:
    r = resolve(
        [
            fined("a.txt", date="2021-05-03", money=money(5_000_000), status="planned"),
            fined("b.txt", date="2021-05-02", money=money(4_980_000)),
        ]
    )
    assert [c.reason for c in r.choices] == ["2021-05-03: told as no fact", "5000000 USD: as many articles, more rounded"]
    assert [c for e in r.graph.events for c in e.choices] == [
        "amount 4980000 USD, not 5000000 USD: as many articles, more rounded",
        "date 2021-05-02, not 2021-05-03: told as no fact",
    ]
    alike = resolve([fined("a.txt", date="2021-05-03"), fined("b.txt", date="2021-05")])
    assert alike.choices == ()


def test_a_court_and_a_judge_tell_of_the_event_of_the_suit_that_the_same_words_tell_of() -> None:
    names = [("Company", "Quillmark"), ("Company", "Harrow"), ("Lawsuit", "Quillmark v. Harrow"), ("Court", "Harbour Court"), ("Person", "Ann Lee")]
    names.append(("Person", "Bo Marsh"))
    here, there = {"span": Span(start=0, end=9)}, {"span": Span(start=20, end=29)}
    filed = says(0, "sued", 1, event="LawsuitFiling", lawsuit=2, date="2020-01-05", **there)
    ruled = says(4, "ruledAgainst", 1, event="Ruling", lawsuit=2, date="2021-03-02", **here)
    heard, judged = says(2, "heardIn", 3, **here), says(5, "judgeIn", 2, **there)
    found = {s.predicate: s.event for s in resolve([told("a.txt", names, [filed, ruled, heard, judged])]).graph.statements}
    assert found["heardIn"] == found["ruledAgainst"]
    assert found["judgeIn"] == found["sued"]
    apart = says(2, "heardIn", 3, span=Span(start=40, end=49))
    found = {s.predicate: s.event for s in resolve([told("a.txt", names, [filed, ruled, apart])]).graph.statements}
    assert found["heardIn"] is None, "other words tell of it, which may mean either event"


def test_charges_are_what_puts_the_accused_on_their_side() -> None:
    names = [("Agency", "Harbour Prosecutor"), ("Person", "Ann Lee"), ("Lawsuit", "Harbour Prosecutor v. Ann Lee")]
    charged = says(0, "charged", 1, event="Charges", lawsuit=2, date="2020-01-05")
    found = {
        s.predicate: s.event
        for s in resolve([told("a.txt", names, [charged, says(1, "defendantIn", 2), says(0, "plaintiffIn", 2)])]).graph.statements
    }
    assert found["defendantIn"] == found["plaintiffIn"] == found["charged"]
