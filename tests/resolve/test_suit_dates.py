"""When a party came into a lawsuit, when a court had it, when a judge sat in it."""

from __future__ import annotations

from typing import Any

from kg.records import Event, Span
from kg.resolve import Resolution, resolve
from tests.resolve.make import Named, says, told

NAMES: list[Named] = [
    ("Company", "Quillmark"), ("Company", "Harrow"), ("Company", "Orsel"), ("Lawsuit", "Quillmark v. Harrow"),
    ("Court", "Harbour Court"), ("Court", "Upland Court"), ("Person", "Ann Lee"),
]  # fmt: skip


def resolved(*claims: dict[str, Any]) -> Resolution:
    spread = [{"span": Span(start=3 * n, end=3 * n + 2), **c} for n, c in enumerate(claims)]
    return resolve([told("a.txt", NAMES, spread)])


def event_of(r: Resolution, subject: str, predicate: str, object: str | None = None) -> Event | None:
    (statement,) = (s for s in r.graph.statements if s.predicate == predicate and subject in s.subject and (object is None or object in s.object))
    return next((e for e in r.graph.events if e.id == statement.event), None)


def filed(target: int, **rest: Any) -> dict[str, Any]:
    return says(0, "sued", target, event="LawsuitFiling", **rest)


def test_a_side_has_the_date_of_the_suit_that_joins_the_two() -> None:
    r = resolved(filed(1, date="2020-01"), says(0, "plaintiffIn", 3), says(1, "defendantIn", 3))
    for party, side in (("quillmark", "plaintiffIn"), ("harrow", "defendantIn")):
        event = event_of(r, party, side)
        assert event is not None
        assert (event.type, event.date) == ("LawsuitFiling", "2020-01")


def test_a_side_has_the_date_of_its_fellows() -> None:
    r = resolved(filed(1, date="2020-01", lawsuit=3), says(1, "defendantIn", 3), says(2, "defendantIn", 3))
    event = event_of(r, "orsel", "defendantIn")
    assert event is not None
    assert event.date == "2020-01"


def test_two_dates_of_filing_are_none() -> None:
    r = resolved(filed(1, date="2020-01", lawsuit=3), filed(1, date="2018", lawsuit=3), says(2, "defendantIn", 3))
    assert event_of(r, "orsel", "defendantIn") is None


def test_what_the_clause_tells_is_its_own_event_where_no_filing_is_told() -> None:
    r = resolved(says(1, "defendantIn", 3, event="GoingToCourt", date="2017-03", lawsuit=3))
    event = event_of(r, "harrow", "defendantIn")
    assert event is not None
    assert (event.label, event.lawsuit) == ("Harrow went to court in Quillmark v. Harrow (2017-03)", "lawsuit/quillmark-v-harrow")
    together = resolved(filed(1, date="2017-03-05", lawsuit=3), says(1, "defendantIn", 3, event="GoingToCourt", date="2017-03", lawsuit=3))
    assert [e.type for e in together.graph.events] == ["LawsuitFiling"]
    apart = resolved(filed(1, date="2019", lawsuit=3), says(1, "defendantIn", 3, event="GoingToCourt", date="2017-03", lawsuit=3))
    assert sorted(e.type for e in apart.graph.events) == ["GoingToCourt", "LawsuitFiling"]


def test_a_court_decides_or_hears_or_has_what_is_filed() -> None:
    heard = says(3, "heardIn", 4, lawsuit=3)
    ruled = says(4, "ruledAgainst", 1, event="Ruling", lawsuit=3, date="2021-03-02")
    decided = event_of(resolved(filed(1, date="2020-01", lawsuit=3), ruled, heard), "quillmark", "heardIn")
    assert decided is not None
    assert decided.type == "Ruling"
    own = event_of(resolved(ruled, heard | {"event": "Hearing", "date": "2020-07"}), "quillmark", "heardIn")
    assert own is not None
    assert own.label == "Quillmark v. Harrow came before Harbour Court (2020-07)"
    only = event_of(resolved(filed(1, date="2020-01", lawsuit=3), heard), "quillmark", "heardIn")
    assert only is not None
    assert only.type == "LawsuitFiling"
    two = resolved(filed(1, date="2020-01", lawsuit=3), heard, says(3, "heardIn", 5, lawsuit=3))
    assert event_of(two, "quillmark", "heardIn", "harbour") is None, "of two courts, which had the filing is not told"


def test_a_judge_sits_when_the_court_does() -> None:
    judged, seat = says(6, "judgeIn", 3, lawsuit=3), says(6, "worksFor", 5)
    courts = [says(3, "heardIn", 4, lawsuit=3), says(3, "heardIn", 5, lawsuit=3)]
    rulings = [says(n, "ruledAgainst", 1, event="Ruling", lawsuit=3, date=f"202{n}") for n in (4, 5)]
    event = event_of(resolved(*courts, *rulings, judged, seat), "ann-lee", "judgeIn")
    assert event is not None
    assert event.date == "2025"
    assert event_of(resolved(*courts, *rulings, judged), "ann-lee", "judgeIn") is None
    own = event_of(resolved(judged | {"event": "Sitting", "date": "2020-07"}), "ann-lee", "judgeIn")
    assert own is not None
    assert own.label == "Ann Lee sat in Quillmark v. Harrow (2020-07)"


def test_a_founding_and_a_listing_read_well() -> None:
    names: list[Named] = [("Person", "Ann Lee"), ("Company", "Quillmark"), ("RegulatoryList", "Grey Roll")]
    r = resolve(
        [told("a.txt", names, [says(0, "founded", 1, event="Founding", date="2012"), says(1, "listedOn", 2, event="Listing", date="2020-08")])]
    )
    assert sorted(e.label for e in r.graph.events) == ["Ann Lee founded Quillmark (2012)", "Quillmark was put on Grey Roll (2020-08)"]


def test_a_court_has_what_befell_a_party_before_it() -> None:
    accused, heard = says(1, "defendantIn", 3, lawsuit=3), says(3, "heardIn", 4, lawsuit=3)
    sentenced = says(1, "participant", event="Sentencing", date="2021-03-02")
    for claim, subject in ((heard, "quillmark"), (says(6, "judgeIn", 3, lawsuit=3), "ann-lee")):
        event = event_of(resolved(accused, sentenced, claim), subject, claim["predicate"])
        assert event is not None
        assert (event.type, event.date) == ("Sentencing", "2021-03-02")
    other = says(2, "participant", event="Sentencing", date="2021-03-02")
    assert event_of(resolved(accused, other, heard), "quillmark", "heardIn") is None, "of one who is no party"
    two = resolved(accused, sentenced, heard, says(3, "heardIn", 5, lawsuit=3))
    assert event_of(two, "quillmark", "heardIn", "harbour") is None, "of two courts, which sentenced is not told"


def test_of_dates_within_one_another_the_most_exact_is_told() -> None:
    ruled = {"event": "Ruling", "lawsuit": 3}
    rulings = [says(6, "ruledFor", 0, date="2021-03", **ruled), says(6, "ruledAgainst", 1, date="2021-03-02", **ruled)]
    event = event_of(resolved(*rulings, says(6, "judgeIn", 3, lawsuit=3)), "ann-lee", "judgeIn")
    assert event is not None
    assert event.date == "2021-03-02"
