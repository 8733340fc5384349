"""An event type added as the README tells, in a copy of the project, and read by the default engine; and relations taken away."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.e2e.conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")
ARTICLE = """Date: 2021-03-04

The Department of Energy subsidised Xiaomi on Monday. The SEC fined Xiaomi 5 million dollars in 2019. Apple bought Beats Music in 2014.
"""
TAUGHT = re.search(r"^\*\*An event type\*\*.*?^```yaml\n(?P<terms>.*?)^```$.*?^```yaml\n(?P<frame>.*?)^```$", README, re.MULTILINE | re.DOTALL)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for folder in ("kg", "schemas"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    return tmp_path


def python(copy: Path, code: str, *arguments: str) -> str:
    """What a Python that imports the copy prints."""
    environment = {**os.environ, "PYTHONPATH": str(copy)}
    ran = subprocess.run([sys.executable, "-c", code, *arguments], cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def kg(copy: Path, *arguments: str) -> str:
    return python(copy, "from kg.cli.main import run; run()", *arguments)


def claims(copy: Path) -> set[tuple[str, str]]:
    """(relation, the readers' name) of every claim in the graph that a build wrote."""
    kg(copy, "build", "article.txt", "-o", "out")
    text = (copy / "out" / "graph.ttl").read_text("utf-8")
    return set(re.findall(r'rdf:predicate reg:(\w+) ;.*?reg:engine "(\w+)"', text, re.DOTALL))


def test_an_event_type_added_as_the_readme_tells_is_read(copy: Path) -> None:
    assert TAUGHT is not None
    ontology = copy / "schemas" / "ontology.yaml"
    text = ontology.read_text("utf-8")
    (frame,) = yaml.safe_load(TAUGHT["terms"])["relations"]
    if f"\n  {frame}:" not in text:  # else somebody has done what the README tells
        for part, lines in re.findall(r"^(\w+:\n)((?:  .*\n)+)", TAUGHT["terms"], re.MULTILINE):
            assert text.count(f"\n{part}") == 1
            text = text.replace(f"\n{part}", f"\n{part}{lines}")
        ontology.write_text(text, "utf-8")
    (copy / "kg" / "knowledge" / "frames" / f"{frame}.yaml").write_text(TAUGHT["frame"], "utf-8")
    kg(copy, "schema")
    kg(copy, "schema", "--check")
    assert claims(copy) == {("subsidised", "frames"), ("fined", "both"), ("acquired", "both")}
    written = (copy / "out" / "graph.ttl").read_text("utf-8")
    assert "a reg:Subsidy ;" in written
    assert "reg:subsidised <company/xiaomi>" in written
    held = python(
        copy,
        "import sys; from kg.extract.frames.examples import faults, read_examples; from kg.extract.frames.frames import frame_files;"
        "frame, = (f.frame for f in frame_files() if f.name == sys.argv[1]);"
        "print([x for e, r in read_examples((*frame.examples, *frame.counter_examples)) for x in faults(e, r, only=sys.argv[1])])",
        frame,
    )
    assert held == "[]\n"


def test_relations_and_events_taken_away_are_no_longer_read(copy: Path) -> None:
    ontology = copy / "schemas" / "ontology.yaml"
    text, count = re.subn(r"^  (?:fined|makes|Fine|ProductLaunch|Acquittal): .*\n", "", ontology.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 5
    ontology.write_text(text, "utf-8")
    for name in ("fined", "makes", "acquittal"):
        (copy / "kg" / "knowledge" / "frames" / f"{name}.yaml").unlink()
    kg(copy, "schema")
    told = claims(copy)
    assert ("acquired", "both") in told
    assert not {relation for relation, _ in told} & {"fined", "makes"}
