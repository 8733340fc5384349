"""`kg query`: three forms of an answer, named questions and their settings."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

from kg.graph.query import named_queries
from tests.cli.conftest import Call

FIRMS = "# The firms\nSELECT ?name WHERE { ?firm a reg:Company ; rdfs:label ?name } ORDER BY ?name"


def test_a_question_in_a_file(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "firms.rq").write_text(FIRMS, "utf-8")
    table = kg("query", "firms.rq", "--graph", graph)
    assert (table.code, table.err) == (0, "")
    assert [line.strip() for line in table.out.splitlines()] == ["name", "─" * 8, "Acme", "Bolt Ltd", "(2 rows)"]


def test_three_forms_say_the_same(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "firms.rq").write_text(FIRMS, "utf-8")
    as_csv = kg("query", "firms.rq", "--graph", graph, "--format", "csv").out
    as_json = kg("query", "firms.rq", "--graph", graph, "--format", "json").out
    assert list(csv.DictReader(io.StringIO(as_csv))) == json.loads(as_json) == [{"name": "Acme"}, {"name": "Bolt Ltd"}]


def test_ask_and_construct(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "ask.rq").write_text("ASK { ?firm a reg:Company }", "utf-8")
    assert json.loads(kg("query", "ask.rq", "--graph", graph, "--format", "json").out) == [{"answer": True}]
    (tmp_path / "construct.rq").write_text("CONSTRUCT { ?firm a schema:Thing } WHERE { ?firm a reg:Company }", "utf-8")
    assert len(json.loads(kg("query", "construct.rq", "--graph", graph, "--format", "json").out)) == 2


def test_the_graph_is_the_exports_where_none_is_named(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "graph.ttl").write_bytes(graph.read_bytes())
    assert kg("query", "--named", "fines") == kg("query", "--named", "fines", "--graph", graph)


def test_the_list_names_every_question_with_its_meaning(kg: Call) -> None:
    listed = kg("query", "--list")
    assert (listed.code, listed.err) == (0, "")
    rows = [line.split(maxsplit=1) for line in listed.out.splitlines()]
    assert [(name, meaning.partition(" [--set ")[0]) for name, meaning in rows] == list(named_queries().items())
    assert [name for name, meaning in rows if meaning.endswith(" [--set name=…]")] == ["company-ties", "company-timeline"]
    assert len(rows) >= 10


def test_a_question_left_to_its_own_setting_without_an_answer_says_which_to_give(kg: Call, graph: Path) -> None:
    said = kg("query", "--named", "company-timeline", "--graph", graph)
    assert (said.code, said.out) == (2, "")
    assert said.err == "kg: company-timeline: no answer for name 'Xiaomi', which it asks of itself: give --set name=…\n"
    assert kg("query", "--named", "company-timeline", "--set", "name=Nobody", "--graph", graph).code == 0


def test_a_setting_that_asks_for_all_by_itself_may_be_left_out(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing.ttl").write_text("", "utf-8")
    assert kg("query", "--named", "fines", "--graph", "nothing.ttl").out.endswith("(0 rows)\n")
    whole = kg("query", "--named", "fines", "--graph", graph).out
    for since, rows in (("2021", "(1 row)"), ("2021-05", "(1 row)"), ("2021-05-03", "(1 row)"), ("2021-06", "(0 rows)"), ("2022", "(0 rows)")):
        assert kg("query", "--named", "fines", "--set", f"since={since}", "--graph", graph).out.endswith(f"{rows}\n"), since
    assert kg("query", "--named", "fines", "--set", "since=2021", "--graph", graph).out == whole


def test_a_setting_changes_what_is_asked(kg: Call, graph: Path) -> None:
    about_acme = kg("query", "--named", "company-timeline", "--set", "name=Acme", "--graph", graph)
    about_nobody = kg("query", "--named", "company-timeline", "--set", 'name=No"body', "--graph", graph)
    assert about_acme.code == about_nobody.code == 0
    assert "Federal Market Authority fined" in about_acme.out
    assert about_nobody.out.endswith("(0 rows)\n")
