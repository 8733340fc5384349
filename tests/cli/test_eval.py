"""`kg eval`: the figures as a table or JSON, and what was missed and surplus."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Call

GOLD: dict[str, Any] = {
    "id": "news/fine.txt",
    "entities": [
        {"name": "Federal Market Authority", "type": "Agency"},
        {"name": "Acme Corp.", "type": "Company"},
        {"name": "Zephyr Mutual", "type": "Company"},
    ],
    "relations": [
        {"s": "Federal Market Authority", "p": "fined", "o": "Acme Corp."},
        {"s": "Zephyr Mutual", "p": "acquired", "o": "Acme Corp."},
    ],
}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", "utf-8")
    return path


def test_table_and_json_give_the_same_figures(kg: Call, graph: Path, gold: Path) -> None:
    table = kg("eval", graph, gold)
    as_json = kg("eval", graph, gold, "--format", "json")
    assert table.code == as_json.code == 0
    assert table.err == as_json.err == ""
    figures = json.loads(as_json.out)["figures"]
    assert 0 < figures["relation"]["r"] < 1
    for name in ("entity", "relation"):
        row = next(line for line in table.out.splitlines() if line.startswith(name))
        shown = [f"{figures[name][part]:.3f}" for part in ("p", "r", "f1")] + [str(figures[name][part]) for part in ("gold", "system")]
        assert row.split()[1:] == shown


def test_errors_name_what_was_missed_and_what_was_surplus(kg: Call, graph: Path, gold: Path) -> None:
    lines = [line.split("\t") for line in kg("eval", graph, gold, "--errors").out.splitlines() if "\t" in line]
    assert ["news/fine.txt", "entity-", "Company", "Zephyr Mutual"] in lines
    assert any(line[1] == "relation-" and "Zephyr Mutual" in line for line in lines)
    assert any(line[1] == "entity+" and line[3].casefold().startswith("bolt") for line in lines)
    assert not any("Zephyr Mutual" in line for line in kg("eval", graph, gold).out.splitlines())


def test_quotes_are_looked_up_in_the_documents(kg: Call, graph: Path, gold: Path, tmp_path: Path) -> None:
    from tests.graph.sample import FINE_TEXT

    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "fine.txt").write_text(FINE_TEXT, "utf-8")
    call = ("eval", graph, gold, "--docs", tmp_path, "--format", "json")
    grounded = json.loads(kg(*call).out)["figures"]["grounded"]
    assert grounded["of"] > 0
    assert grounded["accuracy"] == 1
    (tmp_path / "news" / "fine.txt").write_text("Other words.", "utf-8")
    assert json.loads(kg(*call).out)["figures"]["grounded"] == {"accuracy": 0, "of": grounded["of"]}


def test_quotes_are_looked_up_in_the_text_as_it_is_read(kg: Call, graph: Path, gold: Path, tmp_path: Path) -> None:
    from tests.graph.sample import FINE_TEXT

    paragraphs = "".join(f"<p>{part.replace(' fined ', ' <b>fined</b> ')}</p>\n" for part in FINE_TEXT.split("\n\n"))
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "fine.json").write_text(json.dumps({"text": paragraphs}), "utf-8")
    gold.write_text(json.dumps({**GOLD, "id": "fine.json"}) + "\n", "utf-8")
    (tmp_path / "graph.ttl").write_text(graph.read_text("utf-8").replace('"news/fine.txt"', '"fine.json"'), "utf-8")
    grounded = json.loads(kg("eval", tmp_path / "graph.ttl", gold, "--docs", tmp_path / "docs", "--format", "json").out)["figures"]["grounded"]
    assert (grounded["accuracy"], grounded["of"] > 0) == (1, True)


def test_a_folder_without_a_document_is_a_bad_call(kg: Call, graph: Path, gold: Path, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    outcome = kg("eval", graph, gold, "--docs", tmp_path / "none")
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"kg: {tmp_path / 'none'}: no document in it\n")


def test_what_is_no_gold_is_a_bad_call(kg: Call, graph: Path, tmp_path: Path) -> None:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps({"id": "news/fine.txt", "text": "The firm was fined."}) + "\n", "utf-8")
    outcome = kg("eval", graph, path)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"kg: {path}:1: not gold: it has no entities, no relations and no events\n")


def test_gold_of_other_documents_is_a_bad_call(kg: Call, graph: Path, gold: Path) -> None:
    gold.write_text(json.dumps({**GOLD, "id": "other.txt"}) + "\n", "utf-8")
    outcome = kg("eval", graph, gold)
    assert (outcome.code, outcome.out, outcome.err) == (2, "", f"kg: {gold}: none of its documents is in {graph}\n")


IDENTITY = """\
clusters:
- cluster: a bank
  articles:
  - text: The Securities and Exchange Commission fined [q|Quillmark Corp.] $5 million. [q|Quillmark] paid.
  - text: "[q|Quillmark Corp.] sued [z|Zephyr Mutual Inc.] on Monday."
"""


def test_identity_prints_its_figures_and_the_wrong_pairs(kg: Call, tmp_path: Path) -> None:
    path = tmp_path / "set.yaml"
    path.write_text(IDENTITY, "utf-8")
    outcome = kg("eval", "--identity", path, "--engine", "frames", "--format", "json")
    assert (outcome.code, outcome.err) == (0, "")
    figures = json.loads(outcome.out)["figures"]
    assert (figures["clusters"], figures["mentions"], figures["b3_f1"], figures["wrong_merges"]) == (1, 4, 1, 0)
    path.write_text(IDENTITY.replace("[z|", "[q|"), "utf-8")
    lines = kg("eval", "--identity", path, "--engine", "frames").out.splitlines()
    assert sum(line.startswith("split\ta bank\tq: ") for line in lines) == 3


def test_either_a_graph_and_its_gold_or_a_set(kg: Call, graph: Path, tmp_path: Path) -> None:
    for call in (("eval", graph), ("eval",), ("eval", graph, "--identity", tmp_path), ("eval", "--identity", tmp_path)):
        outcome = kg(*call)
        assert outcome.code == 2
        assert "Traceback" not in outcome.err
