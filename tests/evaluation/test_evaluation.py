"""The figures on cases worked out by hand, and against the reference scorer where it is present."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import ReadError, UsageError
from kg.evaluation import evaluate
from kg.evaluation.matching import folded
from tests.evaluation.annotated import GOLD, TEXT, TurtleGraph, entity, event, faulty_graph, relation, write_gold

REFERENCE = Path(__file__).parents[3] / "shared" / "eval" / "score.py"


def figures(tmp_path: Path, graph: TurtleGraph, *gold: dict[str, Any], docs: Path | None = None) -> dict[str, dict[str, float]]:
    return evaluate(graph.write(tmp_path / "graph.ttl"), write_gold(tmp_path / "gold.jsonl", *gold), docs).figures()


def whole_story() -> TurtleGraph:
    graph = TurtleGraph()
    fma = graph.entity("agency/fma", "Agency", "Federal Market Authority")
    acme = graph.entity("company/acme", "Company", "ACME", "Acme Corporation")
    bolt = graph.entity("company/bolt", "Company", "Bolt, Ltd.")
    court = graph.entity("court/harbour", "Court", "The Harbour Court")
    dent = graph.entity("company/dent", "Company", "Dent")
    crank = graph.entity("company/crank", "Company", "Crank")
    suit = graph.entity("lawsuit/bolt-v-acme", "Lawsuit", "Bolt v. Acme")
    article = graph.article("acme.txt", [fma, acme, bolt, court, dent, crank, suit])
    graph.claim(article, fma, "fined", acme, quote="fined Acme Corp. $5 million", date="2021-05-03", money="5000000 USD")
    graph.claim(article, bolt, "sued", acme, quote="Bolt Ltd had sued Acme", date="2021")
    graph.claim(article, bolt, "plaintiffIn", suit)
    graph.claim(article, acme, "defendantIn", suit)
    graph.claim(article, bolt, "competesWith", acme)
    graph.claim(article, acme, "acquired", crank, status="planned")
    graph.claim(article, dent, "participant", "BankruptcyFiling")
    return graph


def test_a_graph_that_says_it_all_scores_one(tmp_path: Path) -> None:
    got = figures(tmp_path, whole_story(), GOLD)
    assert got["entity"] == {"p": 1, "r": 1, "f1": 1, "gold": 6, "system": 6}
    assert got["relation"] == {"p": 1, "r": 1, "f1": 1, "gold": 6, "system": 6}
    assert got["pair"] == {"p": 1, "r": 1, "f1": 1, "gold": 3, "system": 3}
    assert got["event"] == {"p": 1, "r": 1, "f1": 1, "gold": 1, "system": 1}
    assert [got[k]["accuracy"] for k in ("status", "date", "date wrong", "amount")] == [1, 1, 0, 1]


def test_what_is_wrong_is_counted_and_listed_with_its_quote(tmp_path: Path) -> None:
    graph = whole_story()
    graph.entity("company/eave", "Company", "Eave")
    graph.claim("<article/acme.txt>", "company/eave", "sued", "company/acme", quote="Eave sued", confidence="0.55")
    graph.claim("<article/acme.txt>", "company/bolt", "fined", "company/acme", status="negated")
    graph.claim("<article/acme.txt>", "company/crank", "participant", "GuiltyPlea", quote="Crank did", confidence="1.0")
    scores = evaluate(graph.write(tmp_path / "graph.ttl"), write_gold(tmp_path / "gold.jsonl", GOLD))
    got = scores.figures()
    assert (got["relation"]["p"], got["relation"]["r"]) == (0.857, 1)
    assert (got["entity"]["p"], got["event"]["p"]) == (0.857, 0.5)
    assert got["relation:sued"] == {"p": 0.5, "r": 1, "f1": 0.667, "gold": 1, "system": 2}
    eave = "https://w3id.org/corekg/id/company/eave"
    assert list(map(str, scores.errors)) == [
        "acme.txt\tentity+\tCompany\teave",
        f"acme.txt\trelation+\t{eave}\tsued\tAcme Corp.\tfact\t“Eave sued”",
        "acme.txt\tevent+\tGuiltyPlea\tCrank\t“Crank did”",
    ]
    assert scores.by_confidence() == {"0.5-0.6": {"precision": 0, "of": 1}, "0.9-1.0": {"precision": 0.875, "of": 8}}


def test_what_is_missed_is_listed_with_the_golds_quote(tmp_path: Path) -> None:
    graph = TurtleGraph()
    graph.article("acme.txt", [graph.entity("company/acme", "Organization", "Acme")])
    scores = evaluate(graph.write(tmp_path / "graph.ttl"), write_gold(tmp_path / "gold.jsonl", GOLD))
    assert scores.figures()["entity"] == {"p": 0.5, "r": 0.083, "f1": 0.143, "gold": 6, "system": 1}
    assert "acme.txt\trelation-\tBolt Ltd\tsued\tAcme Corp.\t“Bolt Ltd had sued Acme”" in list(map(str, scores.errors))


def test_a_missing_document_counts_as_empty(tmp_path: Path) -> None:
    graph = TurtleGraph()
    graph.article("other.txt", [])
    scores = evaluate(graph.write(tmp_path / "graph.ttl"), write_gold(tmp_path / "gold.jsonl", GOLD))
    assert scores.missing == ["acme.txt"]
    assert scores.figures()["entity"]["r"] == 0
    assert "not in the graph: acme.txt" in scores.to_table()


@pytest.mark.parametrize(
    ("kind", "label", "right"),
    [
        ("Court", "Harbour Court", 1.0),
        ("Agency", "Harbour Court", 1.0),
        ("Organization", "harbour court", 0.5),
        ("Person", "Harbour Court", 0.0),
        ("Court", "Port Court", 0.0),
    ],
)
def test_credit_by_class(tmp_path: Path, kind: str, label: str, right: float) -> None:
    graph = TurtleGraph()
    graph.article("d", [graph.entity("e", kind, label)])
    scores = evaluate(
        graph.write(tmp_path / "g.ttl"),
        write_gold(tmp_path / "gold.jsonl", {"id": "d", "entities": [entity("Harbour Court", "Court")], "relations": []}),
    )
    tally = scores.tallies["entity"]
    assert (tally.right, tally.wrong, tally.missed) == (right, 1 - right, 1 - right)


def test_the_same_thing_twice_is_surplus_once(tmp_path: Path) -> None:
    graph = TurtleGraph()
    graph.article("d", [graph.entity("a", "Company", "Acme"), graph.entity("b", "Company", "Acme Inc.")])
    got = figures(tmp_path, graph, {"id": "d", "entities": [entity("Acme", "Company")], "relations": []})
    assert got["entity"] == {"p": 0.5, "r": 1, "f1": 0.667, "gold": 1, "system": 2}


def test_of_two_that_share_an_alias_the_one_with_more_names_is_meant(tmp_path: Path) -> None:
    graph = TurtleGraph()
    graph.article("d", [graph.entity("a", "Company", "Star Group", "Star")])
    gold = {"id": "d", "entities": [entity("Star Sydney", "Company", "Star"), entity("Star Group", "Company", "Star")], "relations": []}
    scores = evaluate(graph.write(tmp_path / "g.ttl"), write_gold(tmp_path / "gold.jsonl", gold))
    assert [e.what for e in scores.errors] == [("Company", "Star Sydney")]


def test_an_alternative_is_met_the_other_way_round(tmp_path: Path) -> None:
    graph = TurtleGraph()
    article = graph.article("d", [])
    graph.entity("a", "Company", "Acme")
    graph.entity("f", "Agency", "FMA")
    graph.claim(article, "f", "fined", "a")
    gold = {"id": "d", "entities": [entity("Acme", "Company"), entity("FMA", "Agency")], "relations": [relation("Acme", "settledWith|^fined", "FMA")]}
    assert figures(tmp_path, graph, gold)["relation"]["f1"] == 1


def test_grounded_asks_whether_the_quote_stands_in_the_document(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "acme.txt").write_text(TEXT, "utf-8")
    graph = TurtleGraph()
    article = graph.article("acme.txt", [graph.entity("a", "Company", "Acme")])
    graph.claim(article, "a", "sued", "a", quote="Bolt Ltd\nhad sued Acme")
    graph.claim(article, "a", "sued", "a", quote="Bolt sold Acme", status="negated")
    assert figures(tmp_path, graph, GOLD, docs=docs)["grounded"] == {"accuracy": 0.5, "of": 2}


def test_table_and_dict_agree(tmp_path: Path) -> None:
    scores = evaluate(whole_story().write(tmp_path / "graph.ttl"), write_gold(tmp_path / "gold.jsonl", GOLD))
    table = scores.to_table()
    assert "relation by kind" in table
    assert "  fined" in table
    assert "  0.9-1.0" in table
    assert json.loads(json.dumps(scores.to_dict()))["figures"]["relation"]["f1"] == 1


def test_bad_calls_are_named(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", GOLD)
    graph = whole_story().write(tmp_path / "graph.ttl")
    with pytest.raises(UsageError, match="no such graph"):
        evaluate(tmp_path / "none.ttl", gold)
    with pytest.raises(UsageError, match="no such folder"):
        evaluate(graph, gold, tmp_path / "none")
    (tmp_path / "bad.ttl").write_text("@prefix a: <b> .\n<x> a .\n", "utf-8")
    with pytest.raises(ReadError, match=r"bad\.ttl:2: not Turtle"):
        evaluate(tmp_path / "bad.ttl", gold)
    graph.write_text(graph.read_text("utf-8").replace('"5000000"', '"much"'), "utf-8")
    with pytest.raises(ReadError, match="not a decimal: 'much'"):
        evaluate(graph, gold)


@pytest.mark.parametrize(
    ("name", "same"),
    [
        ("The Acme Co., Ltd.", "acme"),
        ("U.S. Steel", "United States Steel"),
        ("Société Générale SA", "societe generale"),
        ("Moody's", "Moody"),
        ("Company", "company"),
        ("AT&T", "at&t"),
    ],
)
def test_folded_names(name: str, same: str) -> None:
    assert folded(name) == folded(same)


@given(st.text(max_size=40))
def test_folding_loses_nothing_of_words(name: str) -> None:
    assert folded(name) == " ".join(folded(name).split())
    assert folded(f"  {name}  ") == folded(name)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    if not REFERENCE.is_file():
        pytest.skip("the reference scorer is not here")
    spec = importlib.util.spec_from_file_location("reference_score", REFERENCE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def assert_same_figures(reference: ModuleType, graph: Path, gold: Path, docs: Path | None = None) -> None:
    wanted, _, missing = reference.score(reference.read_graph(graph), reference.read_gold(gold), docs)
    scores = evaluate(graph, gold, docs)
    assert scores.figures() == wanted
    assert scores.missing == missing


SECOND = {
    "id": "bolt.txt",
    "entities": [
        entity("Bolt", "Company"),
        entity("Ida Holm", "Person", "Holm"),
        entity("Bolt v. ?", "Lawsuit"),
        entity("Harbour List", "RegulatoryList"),
    ],
    "relations": [
        relation("Holm", "judgeIn", "Bolt v. ?"),
        relation("Bolt", "listedOn", "Harbour List", "former"),
        relation("Ida Holm", "worksFor", "Bolt", optional=True),
    ],
    "events": [event("Appeal", "Bolt"), event("Appeal", "Ida Holm", optional=True)],
}
SECOND["relations"] = [{**r, "s": "Ida Holm" if r["s"] == "Holm" else r["s"]} for r in SECOND["relations"]]  # type: ignore[attr-defined]


@pytest.mark.parametrize("seed", range(25))
def test_figures_equal_the_reference_on_made_up_graphs(tmp_path: Path, reference: ModuleType, seed: int) -> None:
    documents = [{**GOLD, "id": f"acme{i}.txt"} for i in range(4)] + [{**SECOND, "id": f"bolt{i}.txt"} for i in range(3)]
    graph = faulty_graph(documents, seed).write(tmp_path / "graph.ttl")
    assert_same_figures(reference, graph, write_gold(tmp_path / "gold.jsonl", *documents))
