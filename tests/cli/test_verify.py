"""`kg verify`: a line a fault, exit 1; one line and 0 where there is none."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Call


def test_clean_and_harmed(kg: Call, graph: Path, tmp_path: Path) -> None:
    assert kg("export", graph, "--to", "turtle,csv", "-o", "exports").code == 0
    clean = kg("verify")
    assert (clean.code, clean.out, clean.err) == (0, "exports: 5 files, 22 quotes cut again: all as written\n", "")
    path = tmp_path / "exports" / "graph.ttl"
    path.write_text(path.read_text("utf-8").replace("fined Acme Corp. $5", "fined Acme Corp. $6"), "utf-8")
    harmed = kg("verify", "exports")
    assert harmed.code == 1
    assert harmed.out.splitlines()[0].startswith("graph.ttl: is not the file that was written")
    assert harmed.err == f"exports: 5 files, 22 quotes cut again: {len(harmed.out.splitlines())} faults\n"


def test_no_manifest_is_a_bad_call(kg: Call, tmp_path: Path) -> None:
    done = kg("verify", tmp_path)
    assert (done.code, done.out) == (2, "")
    assert "no manifest.json" in done.err
