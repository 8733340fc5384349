"""What verdicts say of the whole: small cases counted by hand, a graph that has changed, and how often the truth lies within."""

from __future__ import annotations

import json
import random

import pytest

from kg.records import KnowledgeGraph, Statement
from kg.review import Sheet, as_json, as_text, draw, measure
from kg.review.measure import Kept
from kg.review.sheet import Judged, Verdict
from tests.review.made import filled, graph_of


def test_all_judged_is_all_known() -> None:
    graph = graph_of({"fined": [0.55] * 4 + [0.95] * 6, "GuiltyPlea": [0.75] * 2})
    found = measure(graph, filled(draw(graph), lambda c: "right" if c.confidence > 0.6 else "wrong", ("date",)), 0.9)
    assert (found.whole.share, found.whole.low, found.whole.high, found.whole.of) == (pytest.approx(8 / 12), found.whole.share, found.whole.share, 12)
    assert found.edges.share == 1
    assert [(name, e.share, e.judged, e.of) for name, e in found.relations] == [("fined", 0.6, 10, 10), ("GuiltyPlea", 1, 2, 2)]
    assert [(band, e.share, e.of) for band, e in found.bands] == [(5, 0, 4), (7, 1, 2), (9, 1, 6)]
    assert found.errors == (("date", 4, pytest.approx(4 / 12)),)
    fined = dict(found.cuts)["fined"]
    assert isinstance(fined.sure, Kept)
    assert (fined.sure.least, fined.sure.kept, fined.of) == (0.6, 6, 10)
    assert found.cut_of_whole.likely is not None
    assert (found.cut_of_whole.likely.least, found.cut_of_whole.likely.kept) == (0.6, 8)


def test_strata_are_weighed_by_what_they_stand_for() -> None:
    # Of the 10 below .9 five are judged, of the 90 above five: a plain count would say one half.
    graph = graph_of({"fined": [0.55] * 10 + [0.95] * 90})
    low, high = (0, 9), (9, 10)
    rows = [Judged(line=i, claim=f"claim/fined-{i:04}", verdict="wrong" if i < 10 else "right", relation="fined",
                   low=(low if i < 10 else high)[0], high=(low if i < 10 else high)[1], claim_digest="", graph_digest="")
            for i in (*range(5), *range(20, 25))]  # fmt: skip
    found = measure(graph, matching(graph, rows))
    assert found.whole.share == pytest.approx(0.9)
    assert found.whole.low is not None
    assert found.whole.low < 0.9


def matching(graph: KnowledgeGraph, rows: list[Judged]) -> Sheet:
    """The rows as if they were drawn from the graph as it is."""
    population = draw(graph).population
    digests = {s.id: population.digest(s) for s in graph.statements}
    marks = [row.model_copy(update={"claim_digest": digests.get(row.claim, ""), "graph_digest": population.whole_digest}) for row in rows]
    return Sheet(path="review.csv", rows=tuple(marks))


def test_unclear_and_open_ones_are_left_to_the_others_of_their_stratum() -> None:
    graph = graph_of({"fined": [0.55] * 20 + [0.95] * 20})
    sample = draw(graph, 20)

    def judge(claim: Statement) -> Verdict | None:
        return "right" if claim.confidence > 0.9 else "wrong" if int(claim.id[-1]) % 2 else "unclear" if int(claim.id[-1]) % 4 else None

    found = measure(graph, filled(sample, judge))
    assert dict(found.matched.verdicts)["unclear"] + dict(found.matched.verdicts)["open"] > 0
    assert found.whole.share == pytest.approx(0.5)
    assert sum(count for _, count in found.matched.verdicts) == found.matched.rows == 20


def test_a_stratum_without_a_verdict_joins_its_neighbour() -> None:
    graph = graph_of({"fined": [0.55] * 20 + [0.75] * 30 + [0.95] * 50})
    sample = draw(graph, 30)
    assert len(sample.strata) == 3
    found = measure(graph, filled(sample, lambda c: None if c.confidence == 0.75 else "right" if c.confidence == 0.95 else "wrong"))
    # The thirty in the middle go with the twenty below, the smaller neighbour.
    assert found.whole.share == pytest.approx(0.5)
    assert found.whole.of == 100


def test_a_relation_without_a_verdict_is_spoken_of_by_no_figure() -> None:
    graph = graph_of({"fined": [0.8] * 10, "sued": [0.8] * 30})
    found = measure(graph, filled(draw(graph, 20), lambda c: "right" if c.predicate == "fined" else None))
    assert found.unheard == (("sued", 30),)
    assert found.whole.of == 10
    assert "Nothing is known of sued (30 claims)" in as_text(found)
    assert json.loads(as_json(found))["not_judged"] == {"sued": 30}


def test_a_sample_of_one_relation_speaks_of_that_one() -> None:
    graph = graph_of({"fined": [0.8] * 10, "sued": [0.8] * 30})
    found = measure(graph, filled(draw(graph, 10, relations=("fined",)), lambda c: "right"))
    assert (found.whole.of, found.unheard) == (10, ())


def test_nothing_judged_says_nothing() -> None:
    graph = graph_of({"fined": [0.8] * 10})
    found = measure(graph, filled(draw(graph, 5), lambda c: None))
    assert found.whole.share is None
    said = as_text(found)
    assert "precision" not in said
    assert "Judge some in review.html" in said
    assert said.count("Nothing is known of any relation yet: no claim was judged right or wrong.") == said.count("Nothing is known") == 1
    assert json.loads(as_json(found))["whole"]["share"] is None


def test_a_wrong_of_unknown_kind_counts_as_wrong() -> None:
    graph = graph_of({"fined": [0.8] * 4})
    sheet = filled(draw(graph, 4), lambda c: "wrong", what=("date",))
    assert measure(graph, sheet).edges.share == pytest.approx(1.0)  # wrong in the date alone
    unknown = sheet.model_copy(update={"rows": tuple(row.model_copy(update={"unknown": ("colour",)}) for row in sheet.rows)})
    found = measure(graph, unknown)
    assert (found.whole.share, found.edges.share) == (0.0, 0.0)


def test_a_changed_graph_is_said_and_matched_by_claim() -> None:
    before = graph_of({"fined": [0.8] * 12})
    sheet = filled(draw(before), lambda c: "right")
    one, two, three, *rest = before.statements
    moved = three.model_copy(update={"confidence": 0.95})  # a verdict is not about the confidence
    after = before.model_copy(update={"statements": (two.model_copy(update={"status": "planned"}), moved, *rest)})
    found = measure(after, sheet)
    assert found.matched.changed
    assert (found.matched.gone, found.matched.otherwise, found.set_aside) == ((one.id,), (two.id,), ())
    assert (found.whole.judged, found.whole.of, found.matched.rows) == (10, 11, 12)
    assert "The graph has changed since the sample was drawn." in as_text(found)
    assert not measure(before, sheet).matched.changed


def test_another_name_is_another_claim() -> None:
    before = graph_of({"fined": [0.8] * 3})
    firm = before.entities[1].model_copy(update={"label": "Quillmark Holdings"})
    after = before.model_copy(update={"entities": (before.entities[0], firm)})
    assert len(measure(after, filled(draw(before), lambda c: "right")).matched.otherwise) == 3


def test_rows_that_fit_no_graph_are_set_aside() -> None:
    graph = graph_of({"fined": [0.8] * 3, "sued": [0.8] * 2})
    sheet = filled(draw(graph), lambda c: "right")
    first, second, *rest = sorted(sheet.rows, key=lambda row: row.claim)
    broken = (first.model_copy(update={"claim": "claim/none"}), second.model_copy(update={"relation": "sued"}), *rest)
    found = measure(graph, sheet.model_copy(update={"rows": broken}))
    assert sorted(s.reason for s in found.set_aside) == ["claim/fined-0001 is about fined, not sued", "no claim 'claim/none' in the graph"]
    assert {s.path for s in found.set_aside} == {"review.csv"}
    assert found.whole.judged == 3


def test_a_cut_wants_five_verdicts() -> None:
    graph = graph_of({"fined": [0.55] * 50 + [0.95] * 50})
    few = measure(graph, filled(draw(graph, 8), lambda c: "right" if c.confidence > 0.9 else "wrong"), 0.8)
    assert dict(few.cuts)["fined"].likely is None  # four above .9
    many = measure(graph, filled(draw(graph, 80), lambda c: "right" if c.confidence > 0.9 else "wrong"), 0.8)
    cut = dict(many.cuts)["fined"]
    assert cut.sure is not None
    assert cut.likely is not None
    # .45 right from .5 on; from .6 on all.
    assert (cut.sure.least, cut.likely.least, cut.sure.kept) == (0.6, 0.6, 50)


def test_the_surer_cut_is_the_higher() -> None:
    graph = graph_of({"fined": [0.55] * 100 + [0.75] * 100 + [0.95] * 200})
    wrong = {0.55: 2, 0.75: 5, 0.95: 100}  # one in so many
    found = measure(graph, filled(draw(graph, 200), lambda c: "wrong" if not int(c.id[-4:]) % wrong[c.confidence] else "right"), 0.85)
    cut = dict(found.cuts)["fined"]
    assert cut.likely is not None
    assert cut.sure is not None
    assert cut.likely.least <= cut.sure.least
    assert cut.likely.found.share is not None
    assert cut.likely.found.share >= 0.85
    assert cut.sure.found.low is not None
    assert cut.sure.found.low >= 0.85


def test_errors_that_were_not_explained_are_counted() -> None:
    graph = graph_of({"fined": [0.8] * 4})
    found = measure(graph, filled(draw(graph), lambda c: "wrong" if c.id.endswith("1") else "right"))
    assert found.errors == (("unsaid", 1, 0.25),)
    assert found.edges.share == 0.75


def test_the_truth_lies_within() -> None:
    chance = random.Random(7)
    made = {"fined": 90, "sued": 40, "makes": 200, "worksFor": 60, "GuiltyPlea": 8, "raided": 2}
    graph = graph_of({relation: [chance.choice((0.55, 0.65, 0.75, 0.85, 0.95)) for _ in range(n)] for relation, n in made.items()})
    truth = {s.id: chance.random() < (s.confidence if s.predicate != "makes" else 0.5) for s in graph.statements}
    share = sum(truth.values()) / len(truth)
    found = [measure(graph, filled(draw(graph, 80, seed), lambda c: "right" if truth[c.id] else "wrong")).whole for seed in range(60)]
    within = [e for e in found if e.low is not None and e.high is not None and e.low <= share <= e.high]
    assert len(within) >= 54
    assert sum(e.share or 0 for e in found) / len(found) == pytest.approx(share, abs=0.015)


def test_text_and_json_say_the_same() -> None:
    graph = graph_of({"fined": [0.55] * 20 + [0.95] * 20, "GuiltyPlea": [0.75] * 2})
    found = measure(graph, filled(draw(graph, 20), lambda c: "right" if c.confidence > 0.6 else "wrong", ("status", "date")), 0.75)
    said = json.loads(as_json(found))
    text = as_text(found)
    assert text == as_text(found)
    assert said["sample"] == {"rows": 20, "right": 11, "wrong": 9, "unclear": 0, "open": 0, "set_aside": [], "faults": [], "graph_changed": False,
                              "otherwise_now": [], "gone": []}  # fmt: skip
    line = next(line for line in text.splitlines() if line.startswith("fined"))
    fined = said["relations"]["fined"]
    assert line.split() == ["fined", f"{fined['share']:.2f}", f"{fined['low']:.2f}-{fined['high']:.2f}", "18", "9", "40"]
    assert set(said["errors"]) == {"status", "date"}
    assert said["thresholds"]["relations"]["fined"]["by_estimate"]["least"] == 0.6
    assert "0.5-0.6" in said["confidence"]
