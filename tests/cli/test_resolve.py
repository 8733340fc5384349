"""`kg resolve`: decide, list, undo; and that `kg build` keeps to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.export.turtle import turtle
from kg.graph.rdf import triples
from kg.ontology import ontology
from tests.cli.conftest import Call
from tests.graph.sample import sample


def test_decide_list_and_undo(kg: Call, tmp_path: Path) -> None:
    said = kg("resolve", "--same", "company/a", "company/b", "--who", "ada", "--why", "renamed")
    assert (said.code, said.out, said.err) == (0, "decisions.csv: company/a and company/b are same; build again to see it\n", "")
    (line,) = kg("resolve", "--list").out.splitlines()
    assert line.startswith("decisions.csv:2:  same  company/a  company/b  ada  20")
    assert line.endswith("renamed")
    assert kg("resolve", "--undo", "company/b", "company/a").out == "decisions.csv: 1 taken back\n"
    assert not (tmp_path / "decisions.csv").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "say one of"),
        (("--same", "a/a", "a/b", "--list"), "say one of"),
        (("--same", "a/a", "a/a"), "two ids"),
        (("--undo", "a/a", "a/b"), "nothing is decided"),
        (("--same", "Bolt", "company/acme", "--graph", "{graph}"), "no entity is called 'Bolt'; near it: Bolt Ltd"),
        (("--different", "Bolt Ltd", "company/bolt", "--graph", "{graph}"), "two ids"),
        (("--same", "company/nobody", "company/acme", "--graph", "{graph}"), "no entity is called 'company/nobody'"),
    ],
)
def test_bad_calls(kg: Call, graph: Path, arguments: tuple[str, ...], message: str) -> None:
    said = kg("resolve", *(a.format(graph=graph) for a in arguments))
    assert said.code == 2
    assert message in said.err


def test_what_is_in_the_graph_may_be_decided(kg: Call, graph: Path) -> None:
    assert kg("resolve", "--same", "company/acme", "company/bolt", "--graph", graph).code == 0
    assert kg("resolve", "--same", "company/acme", "news/fine.txt: Bolt Ltd", "--graph", graph).code == 0


def test_a_name_that_one_entity_has_stands_for_its_id(kg: Call, graph: Path) -> None:
    said = kg("resolve", "--same", "acme corp.", "Bolt Ltd", "--graph", graph)
    assert (said.code, said.out) == (0, "decisions.csv: company/acme and company/bolt are same; build again to see it\n")
    assert kg("resolve", "--undo", "Acme", "bolt ltd", "--graph", graph.parent).out == "decisions.csv: 1 taken back\n"
    assert "nothing is decided about Acme and company/gone" in kg("resolve", "--undo", "Acme", "company/gone", "--graph", graph).err


def test_a_name_that_two_have_is_refused_and_their_ids_are_told(kg: Call, tmp_path: Path) -> None:
    told = sample()
    twice = tuple(e.model_copy(update={"label": "Acme"} if e.id == "company/bolt" else {}) for e in told.entities)
    (tmp_path / "graph.ttl").write_text(turtle(list(triples(told.model_copy(update={"entities": twice}))), ontology().base), "utf-8")
    said = kg("resolve", "--same", "Acme", "Ann Bell", "--graph", "graph.ttl")
    assert (said.code, said.err) == (2, "kg: 'Acme' may be company/acme, company/bolt: give the id\n")


def test_a_build_reads_the_decisions_and_undo_gives_the_bytes_back(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name, firm in (("a", "Quillmark Corp."), ("b", "Orsel Inc.")):
        (tmp_path / "in" / f"{name}.txt").write_text(
            f"Regulator fines {firm}\n\nThe Securities and Exchange Commission fined {firm} $5 million.", "utf-8"
        )

    def built() -> dict[str, bytes]:
        assert kg("build", "in", "-o", "out", "-q", "--formats", "turtle").code == 0
        return {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}

    before = built()
    assert set(before) == {"graph.ttl", "report.md", "ledger.csv", "manifest.json"}
    kg("resolve", "--same", "company/quillmark", "company/orsel", "--graph", "out/graph.ttl")
    joined = built()["graph.ttl"].decode("utf-8")
    assert "<company/orsel>" not in joined or "<company/quillmark>" not in joined
    kg("resolve", "--different", "company/quillmark", "company/orsel", "--graph", "out/graph.ttl")
    assert built()["graph.ttl"] == before["graph.ttl"]
    kg("resolve", "--undo", "company/quillmark", "company/orsel")
    assert built() == before


def test_two_names_that_one_article_was_read_to_give_one_thing_are_not_parted(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("The Federal Trade Commission (FTC) fined Orsel Inc. $3 million. The FTC sued Quillmark Corp.", "utf-8")
    assert kg("build", "in", "-o", "out", "-q", "--formats", "turtle").code == 0
    said = kg("resolve", "--different", "a.txt: Federal Trade Commission", "a.txt: FTC", "--graph", "out/graph.ttl")
    assert (said.code, said.out) == (2, "")
    assert "were read as one in their article" in said.err
    assert not (tmp_path / "decisions.csv").exists()
    assert kg("resolve", "--different", "a.txt: Orsel Inc.", "a.txt: Quillmark Corp.", "--graph", "out/graph.ttl").code == 0


def test_a_contradiction_stops_the_build_with_file_and_line(kg: Call, article: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("same,a/a,a/b\nsame,a/b,a/c\ndifferent,a/a,a/c\n", "utf-8")
    said = kg("build", article, "-o", "out", "--decisions", "mine.csv")
    assert said.code == 2
    assert said.err.startswith("kg: mine.csv:3: a/a and a/c cannot be different")
    assert not (tmp_path / "out").exists()
    assert "no such file" in kg("build", article, "-o", "out", "--decisions", "none.csv").err
