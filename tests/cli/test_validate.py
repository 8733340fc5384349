"""`kg validate`: 0 where a graph conforms, 1 and the violations where it does not."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_a_graph_that_conforms(kg: Call, graph: Path) -> None:
    done = kg("validate", graph)
    assert (done.code, done.out, done.err) == (0, f"{graph}: conforms\n", "")


def test_a_graph_that_does_not(kg: Call, graph: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text(graph.read_text("utf-8") + '\n<claim/900> a reg:Claim ; reg:quote "No more than words." .\n', "utf-8")
    done = kg("validate", bad)
    assert done.code == 1
    lines = done.out.splitlines()
    assert lines
    assert all(line.startswith("claim/900") for line in lines)
    assert done.err == f"{bad}: {len(lines)} violations\n"


def test_the_graph_is_the_exports_where_none_is_named(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "graph.ttl").write_bytes(graph.read_bytes())
    assert kg("validate").out == "exports/graph.ttl: conforms\n"
