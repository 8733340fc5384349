"""What differs between two graphs, and why: each kind of cause alone, then any two graphs."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from kg.compare import Built, Comparison, as_json, as_text, compare
from kg.compare.built import Decided
from kg.graph.reading import as_written
from kg.records import KnowledgeGraph, Reading
from kg.resolve import Decision, resolve
from tests.graph.odd_graphs import graphs
from tests.resolve.make import fine, money, says, told

SEC, QUILLMARK, HARROW = ("Agency", "Market Authority"), ("Company", "Quillmark"), ("Company", "Harrow")
FIRST = told("a.txt", [SEC, QUILLMARK], [fine(0, 1, date="2021-05", money=money(5))], date="2021-05-12")
SECOND = told("b.txt", [SEC, QUILLMARK, HARROW], [fine(0, 1, date="2021-05"), says(2, "sued", 1, event="LawsuitFiling")], date="2021-05-13")


def graph(*readings: Reading, decisions: tuple[Decision, ...] = ()) -> KnowledgeGraph:
    return resolve(readings, decisions).graph


def why(found: Comparison) -> dict[str, dict[str, tuple[str, tuple[str, ...]]]]:
    """Kind -> id -> (added, lost or changed; causes)."""
    return {name: {c.id: (c.what, tuple(map(str, c.causes))) for c in changes} for name, changes in found.parts() if changes}


def test_an_article_added_brings_its_claims_and_touches_what_it_tells_of() -> None:
    cause = ("article added: b.txt",)
    found = why(compare(graph(FIRST), graph(FIRST, SECOND)))
    assert found["articles"] == dict.fromkeys(found["articles"], ("added", cause))
    assert found["entities"] == {"company/harrow": ("added", cause)}
    assert found["claims"] == dict.fromkeys(found["claims"], ("added", cause))
    assert len(found["claims"]) == 2
    assert {what for what, _ in found["events"].values()} == {"added", "changed"}  # the suit is new, the fine is told twice
    assert {causes for _, causes in found["events"].values()} == {cause}


def test_an_article_withdrawn_takes_them_away_again() -> None:
    there = why(compare(graph(FIRST), graph(FIRST, SECOND)))
    back = why(compare(graph(FIRST, SECOND), graph(FIRST)))
    turned = {"added": "lost", "changed": "changed"}
    assert back == {name: {id: (turned[what], ("article withdrawn: b.txt",)) for id, (what, _) in changes.items()} for name, changes in there.items()}


def test_a_corrected_article_changes_its_claim_and_not_another_s() -> None:
    corrected = told(
        "a.txt", [SEC, QUILLMARK], [fine(0, 1, date="2021-05", money=money(7))], date="2021-05-12", text="Corrected: Market Authority, Quillmark."
    )
    found = compare(graph(FIRST, SECOND), graph(corrected, SECOND))
    ((claim),) = found.claims
    assert (claim.what, [f.name for f in claim.fields]) == ("changed", ["money", "quote", "span"])
    assert claim.was is not None
    assert claim.was != claim.id
    assert [(f.old["amount"], f.new["amount"]) for f in claim.fields if f.name == "money"] == [("5", "7")]
    assert {str(c) for _, changes in found.parts() for change in changes for c in change.causes} == {"article corrected: a.txt"}
    assert [(e.what, [f.name for f in e.fields]) for e in found.events] == [("changed", ["money"])]
    assert not found.entities


def test_a_report_taken_back_is_the_correction_s_doing() -> None:
    from tests.resolve.test_corrections import CORRECTION, REPORT

    found = compare(graph(REPORT), graph(REPORT, CORRECTION))
    changed = [c for c in found.claims if c.what == "changed"]
    assert changed
    assert {"status", "retracted_by"} <= {f.name for c in changed for f in c.fields}
    assert {str(cause) for c in changed for cause in c.causes} == {f"article added: {CORRECTION.article.source}"}


def test_a_decision_that_joins_two_is_named() -> None:
    decision = Decision(verdict="same", left="company/harrow", right="company/quillmark", who="ann")
    words = "Harrow and Quillmark are same (decided by ann)"
    built = Built(decisions=(Decided(ids=("company/quillmark",), handles=("b.txt: Harrow", "a.txt: Quillmark"), words=words),))
    one, other = graph(FIRST, SECOND), graph(FIRST, SECOND, decisions=(decision,))
    found = why(compare(one, other, Built(decisions=()), built))
    cause = ("decision changed: taken: Harrow and Quillmark are same (decided by ann)",)
    assert found
    assert {causes for changes in found.values() for _, causes in changes.values()} == {cause}
    assert {what for what, _ in found["entities"].values()} == {"lost", "changed"}
    back = why(compare(other, one, built, Built(decisions=())))
    assert {causes for changes in back.values() for _, causes in changes.values()} == {(cause[0].replace("taken:", "taken back:"),)}


def test_an_event_that_loses_its_id_to_one_of_what_was_joined_has_the_decision_for_its_cause() -> None:
    other = told("b.txt", [SEC, HARROW], [fine(0, 1, date="2021-05", money=money(3))], date="2021-05-13")
    decision = Decision(verdict="same", left="company/harrow", right="company/quillmark", who="ann")
    built = Built(decisions=(Decided(ids=("company/harrow",), handles=("b.txt: Harrow", "a.txt: Quillmark"), words="they are same"),))
    found = why(compare(graph(FIRST, other), graph(FIRST, other, decisions=(decision,)), Built(decisions=()), built))
    assert len(found["events"]) == len(found["claims"]) == 2
    assert {causes for changes in found.values() for _, causes in changes.values()} == {("decision changed: taken: they are same",)}


def test_a_claim_by_another_rule_names_both() -> None:
    claim = fine(0, 1, date="2021-05", money=money(5), status="alleged")
    one = told("a.txt", [SEC, QUILLMARK], [{**claim, "rule": "fine/noun"}], date="2021-05-12")
    found = why(compare(graph(FIRST), graph(one)))
    assert {causes for changes in found.values() for _, causes in changes.values()} == {("rule changed: hand: hand is now hand: fine/noun",)}
    assert set(found) >= {"claims", "events"}


@pytest.mark.parametrize(
    ("one", "other", "cause"),
    [
        (None, None, "unknown: no article that it rests on has changed, and by what the two were built is not known"),
        ((("program", "1"),), None, "unknown: no article that it rests on has changed, and by what the two were built is not known"),
        ((("program", "1"),), (("program", "1"),), "unknown: no article that it rests on has changed, and both were built by the same versions"),
        ((("knowledge", "a"), ("program", "1")), (("knowledge", "b"), ("program", "1")), "version changed: knowledge a is now b"),
        ((), (("model", "2"),), "unknown: no article that it rests on has changed, and by what the two were built is not known"),
        ((("program", "1"),), (("model", "2"), ("program", "3")), "version changed: program 1 is now 3"),
    ],
)
def test_what_no_article_explains_is_put_down_to_versions_or_to_nothing(
    one: tuple[tuple[str, str], ...] | None, other: tuple[tuple[str, str], ...] | None, cause: str
) -> None:
    less = told("b.txt", [SEC, QUILLMARK, HARROW], [fine(0, 1, date="2021-05")], date="2021-05-13")
    assert less.article == SECOND.article
    found = why(compare(graph(FIRST, SECOND), graph(FIRST, less), Built(versions=one), Built(versions=other)))
    assert {causes for changes in found.values() for _, causes in changes.values()} == {(cause,)}
    assert [what for what, _ in found["claims"].values()] == ["lost"]


def test_text_and_json_say_the_same() -> None:
    found = compare(graph(FIRST), graph(FIRST, SECOND))
    read, text = json.loads(as_json(found)), as_text(found)
    for name, changes in found.parts():
        assert read[name]["added"] == sum(c.what == "added" for c in changes)
        assert [c["id"] for c in read[name]["changes"]] == [c.id for c in changes]
        assert all(f" {c.id}" in text for c in changes)
    assert "  + company/harrow: Harrow\n      because article added: b.txt\n" in text
    assert text.splitlines()[-1].startswith("1 -> 2 articles (+1), 2 -> 3 entities (+1), 1 -> 2 events (+1 ~1), 1 -> 3 claims (+2), ")
    assert as_text(compare(graph(FIRST), graph(FIRST))) == "no difference\n"


def test_of_a_long_list_the_text_shows_what_came_and_what_went() -> None:
    names = [("Company", f"Quillmark of the long name, number {n}") for n in range(6)]
    one, other = (told("c.txt", [SEC, *these], [fine(0, 1)], date="2021-05-12") for these in (names[:5], [*names[:4], names[5]]))
    text = as_text(compare(graph(one), graph(other)))
    (line,) = (line for line in text.splitlines() if line.strip().startswith("mentions:"))
    assert line == '      mentions: -"company/quillmark-of-the-long-name-number-4" +"company/quillmark-of-the-long-name-number-5"'


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(graphs(), graphs())
def test_nothing_differs_exactly_where_both_say_the_same(one: KnowledgeGraph, other: KnowledgeGraph) -> None:
    one, other = as_written(one), as_written(other)
    assert compare(one, one).same
    found = compare(one, other)
    assert found.same == (one == other)
    assert all(change.causes for _, changes in found.parts() for change in changes)
    for part, (name, changes) in zip(("articles", "entities", "events", "statements", "cases"), found.parts(), strict=True):
        old, new = ({n.id for n in getattr(g, part)} for g in (one, other))
        moved = {(c.was, c.id) for c in changes if c.was}
        assert {c.id for c in changes if c.what == "added"} | {now for _, now in moved} == new - old, name
        assert {c.id for c in changes if c.what == "lost"} | {was for was, _ in moved} == old - new, name
    lines = as_text(found).split("\n")
    assert all(line.isprintable() for line in lines)
    json.loads(as_json(found))
