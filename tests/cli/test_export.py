"""`kg export`: the files that a build would have written, from the Turtle alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.export.turtle import turtle
from kg.formats import FORMATS, Source
from tests.cli.conftest import Call
from tests.export.hostile import hostile


def test_files_are_written_and_named(kg: Call, graph: Path, tmp_path: Path) -> None:
    done = kg("export", graph, "--to", "neo4j, gexf", "-o", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    names = [*FORMATS["gexf"].names, *FORMATS["neo4j"].names]
    assert done.out.splitlines() == [str(tmp_path / "out" / name) for name in names]
    assert all((tmp_path / "out" / name).is_file() for name in (*names, "manifest.json"))
    assert kg("verify", tmp_path / "out").code == 0


def test_all_formats_at_once_and_verified(kg: Call, tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    source = Source(hostile(), "http://example.org/x#")
    (tmp_path / "in.ttl").write_text(turtle(source.facts, source.base_iri), "utf-8", newline="")
    # A base that ends in "#" stands nowhere in the Turtle.
    assert "leads out of" in kg("export", "in.ttl", "--to", "gexf", "-o", "out").err
    assert kg("export", "in.ttl", "--to", ",".join(FORMATS), "-o", "out", "--base-iri", source.base_iri).code == 0
    assert (tmp_path / "out" / "graph.ttl").read_bytes() == (tmp_path / "in.ttl").read_bytes()
    assert kg("verify", "out").code == 0


def test_without_a_folder_they_lie_beside_the_graph(kg: Call, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "graph.ttl").write_bytes(graph.read_bytes())
    assert kg("export", "--to", "ntriples").code == 0
    assert (tmp_path / "exports" / "graph.nt").is_file()


def test_the_same_as_a_build_writes(kg: Call, article: Path, tmp_path: Path) -> None:
    forms = "turtle,jsonld,trig,rdfxml,graphml,gexf,nodelink,neo4j,memgraph,ladybug,arangodb,csv,ftm"
    assert kg("build", article, "-o", tmp_path / "built", "--formats", forms, "-q").code == 0
    assert kg("export", tmp_path / "built" / "graph.ttl", "--to", forms, "-o", tmp_path / "out").code == 0
    for form in forms.split(","):
        for name in FORMATS[form].names:
            assert (tmp_path / "out" / name).read_bytes() == (tmp_path / "built" / name).read_bytes(), name
    assert kg("verify", tmp_path / "built").code == 0


def test_the_formats_are_listed(kg: Call) -> None:
    done = kg("export", "--list")
    assert done.code == 0
    assert [line.split()[0] for line in done.out.splitlines()] == list(FORMATS)
    assert "neo4j/load.cypher" in done.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--to", "pickle"), "no format 'pickle'"),
        ((), "--to FORMAT is missing"),
        (("--to", " , "), "no format is given"),
    ],
)
def test_a_bad_call_is_one_line(kg: Call, graph: Path, arguments: tuple[str, ...], said: str) -> None:
    done = kg("export", graph, *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert kg("export", "nothing.ttl", "--to", "gexf").code == 2
