"""What the tests of the commands share: a way to call `kg` in this process, a graph and articles to call it on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.export.turtle import turtle
from kg.graph.rdf import triples
from kg.ontology import ontology
from tests.graph.sample import sample

ARTICLE = "Regulator fines Quillmark\n\nThe Securities and Exchange Commission fined Quillmark Corp. $5 million on 3 May 2021."


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


Call = Callable[..., Outcome]


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call `kg` with these arguments in an empty folder of its own."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        code = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return call


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "fine.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph that conforms, written by hand."""
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text(turtle(list(triples(sample())), ontology().base), "utf-8")
    return path
