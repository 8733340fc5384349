"""`kg diff`: files and folders, three forms, bad calls."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.export.turtle import turtle
from kg.graph.rdf import triples
from kg.ontology import ontology
from tests.cli.conftest import Call
from tests.compare.test_compare import FIRST, SECOND, graph
from tests.compare.test_patch import patched

LEDGER = "verdict,score,left,right,left_id,right_id,reason,by\n"


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    for name, readings in (("old", (FIRST,)), ("new", (FIRST, SECOND))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "graph.ttl").write_text(turtle(list(triples(graph(*readings))), ontology().base), "utf-8")
    return tmp_path / "old", tmp_path / "new"


def test_folders_and_files_are_told_apart_alike(kg: Call, folders: tuple[Path, Path]) -> None:
    old, new = folders
    shown = kg("diff", old, new)
    assert (shown.code, shown.err) == (0, "")
    assert "  + company/harrow: Harrow\n      because article added: b.txt\n" in shown.out
    assert kg("diff", old / "graph.ttl", new / "graph.ttl").out == shown.out
    assert kg("diff", new, new).out == "no difference\n"


def test_json(kg: Call, folders: tuple[Path, Path]) -> None:
    read = json.loads(kg("diff", *folders, "--format", "json").out)
    assert list(read) == ["articles", "entities", "events", "claims", "cases"]
    (harrow,) = read["entities"]["changes"]
    assert (harrow["what"], harrow["id"], harrow["causes"]) == ("added", "company/harrow", [{"kind": "article added", "what": "b.txt"}])


def test_the_patch_makes_the_old_into_the_new(kg: Call, folders: tuple[Path, Path]) -> None:
    said = kg("diff", *folders, "--format", "patch")
    assert said.code == 0
    assert patched(set(triples(graph(FIRST))), said.out) == set(triples(graph(FIRST, SECOND)))


def test_ledger_and_manifest_tell_of_decisions_and_versions(kg: Call, folders: tuple[Path, Path]) -> None:
    old, new = folders
    text = (old / "graph.ttl").read_text("utf-8")
    (new / "graph.ttl").write_text(text.replace('rdfs:label "Quillmark"', 'rdfs:label "QUILLMARK"'), "utf-8")
    assert "because unknown: no article that it rests on has changed, and by what" in kg("diff", old, new).out
    for folder, version in ((old, "1"), (new, "2")):
        (folder / "ledger.csv").write_text(LEDGER, "utf-8")
        (folder / "manifest.json").write_text(json.dumps({"versions": {"program": version}}), "utf-8")
    assert "because version changed: program 1 is now 2" in kg("diff", old, new).out
    (new / "ledger.csv").write_text(
        LEDGER + 'same,1.00,"a.txt: Quillmark","b.txt: Quill, Mark",company/quillmark,company/quillmark,why,ann\n', "utf-8"
    )
    assert "because decision changed: taken: a.txt: Quillmark and b.txt: Quill, Mark are same (decided by ann)" in kg("diff", old, new).out


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("ledger.csv", "a,b\n", "not a ledger of ours"),
        ("manifest.json", "{", "not JSON"),
        ("graph.ttl", "nonsense", "not Turtle"),
        ("graph.ttl", None, "no graph.ttl in it"),
    ],
)
def test_bad_files_are_named(kg: Call, folders: tuple[Path, Path], name: str, content: str | None, message: str) -> None:
    old, new = folders
    if content is None:
        (new / name).unlink()
    else:
        (new / name).write_text(content, "utf-8")
    said = kg("diff", old, new)
    assert said.code == 2
    assert message in said.err
    assert str(new) in said.err
    assert kg("diff", "nowhere", old).code == 2
