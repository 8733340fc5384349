"""What the README says is so: its commands run, what it prints is printed, its Python works, its links lead somewhere.

A ```sh block's `kg` lines are run and must succeed; in a ```console block a `$ kg …` line is run and the lines below it are what it prints, where
"…" stands for anything. Between `<!-- turtle -->` and the next block of Turtle stands what the quoted sentence above it becomes; the comment may
hold options for `kg build` (`<!-- turtle: --date 2023-05-24 -->`).
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.cli.main import COMMANDS, main
from tests.e2e.conftest import ROOT, SEEDS

README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
# What stands in a ```shell block wants a server, or is one: tests/serve and tests/databases run these.
SERVERS = [line for kind, text in BLOCKS if kind == "shell" for line in text.splitlines() if line.startswith("kg ")]
COMMAND_LINES = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines() if line.startswith("kg ")]
SESSIONS = [
    (command, printed)
    for kind, text in BLOCKS
    if kind == "console"
    for command, printed in re.findall(r"^\$ (kg .*)\n((?:(?!\$ ).*\n)*)", text, re.MULTILINE)
]
PYTHON = [text for kind, text in BLOCKS if kind == "python"]
TURTLE = re.search(r"^> (?P<sentence>.+)$(?:(?!^> ).)*?<!-- turtle(?::(?P<options>.*?))? -->\s*```turtle\n(?P<turtle>.*?)```", README, re.M | re.S)


@pytest.fixture
def copy(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a clone of the project after its first command, with the files of a user's own that the README calls by name."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    for folder in ("exports", "last-week"):
        shutil.copytree(built, tmp_path / folder)
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    (tmp_path / "news").mkdir()
    shutil.copy(SEEDS / "01-xiaomi-list-removal.html", tmp_path / "news" / "article.html")
    shutil.copy(SEEDS / "gold.jsonl", tmp_path / "gold.jsonl")
    shutil.copy(ROOT / "schemas" / "queries" / "fines.rq", tmp_path / "mine.rq")
    monkeypatch.setattr("webbrowser.open", lambda *_: True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_readme_shows_every_command() -> None:
    shown = {line.split()[1] for line in [*COMMAND_LINES, *SERVERS]}
    assert {line.split()[1] for line in SERVERS} == {"serve", "load"}
    assert shown == set(COMMANDS)


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize("line", COMMAND_LINES)
def test_a_command_runs(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(shlex.split(line, comments=True)[1:])
    printed = capsys.readouterr()
    assert code == 0, printed.err
    assert "kg: " not in printed.err


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize(("command", "expected"), SESSIONS)
def test_a_session_prints_what_it_says(command: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(shlex.split(command)[1:])
    printed = capsys.readouterr()
    assert code in (0, 1), printed.err
    pattern = ".*".join(map(re.escape, tidy(expected).split("…")))
    assert re.fullmatch(pattern, tidy(printed.out), re.DOTALL), f"{command} prints now:\n{printed.out}"


def tidy(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


@pytest.mark.usefixtures("copy")
@pytest.mark.parametrize("code", PYTHON, ids=[f"block {number}" for number in range(1, len(PYTHON) + 1)])
def test_the_python_runs(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(code, "README.md", "exec"), {"__name__": "readme"})
    assert capsys.readouterr().out.strip()


@pytest.mark.skipif(TURTLE is None or not TURTLE["turtle"].strip(), reason="the README shows no Turtle yet")
def test_the_sentence_becomes_the_turtle(tmp_path: Path) -> None:
    assert TURTLE is not None
    (tmp_path / "sentence.txt").write_text(TURTLE["sentence"] + "\n", "utf-8")
    options = shlex.split(TURTLE["options"] or "")
    assert main(["build", str(tmp_path / "sentence.txt"), "-o", str(tmp_path / "out"), "-q", *options]) == 0
    whole = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    head = "".join(line + "\n" for line in whole.splitlines() if line.startswith("@"))
    graph = list(ox.parse(whole, format=ox.RdfFormat.TURTLE))
    shown = list(ox.parse(head + TURTLE["turtle"], format=ox.RdfFormat.TURTLE))
    assert shown
    missing = [quad for quad in shown if not any(all(map(fits, terms(quad), terms(other))) for other in graph)]
    assert [" ".join(map(str, terms(quad))) for quad in missing] == []


def terms(quad: ox.Quad) -> tuple[object, ...]:
    return quad.subject, quad.predicate, quad.object


def fits(shown: object, found: object) -> bool:
    """Whether a term is the one shown, in which "…" stands for anything; the names of blank nodes mean nothing."""
    if isinstance(shown, ox.BlankNode):
        return isinstance(found, ox.BlankNode)
    return re.fullmatch(".*".join(map(re.escape, str(shown).split("…"))), str(found), re.DOTALL) is not None


def test_make_has_the_targets_that_are_named() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {line.split()[1] for kind, text in BLOCKS if kind == "sh" for line in text.splitlines() if line.startswith("make ")}
    assert {"graph", "test"} <= named <= targets


def test_links_and_paths_lead_somewhere() -> None:
    links = [target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", README) if not target.startswith(("http", "#"))]
    paths = re.findall(r"`((?:kg|schemas|tests|seeds|training|benchmarks)/[\w./-]*)`", README)
    assert links
    assert [path for path in (*links, *paths) if not (ROOT / path).exists()] == []


def test_the_exit_codes_are_those_of_the_command() -> None:
    codes = re.findall(r"^\| (\d) \| (.+) \|$", README, re.MULTILINE)
    assert [code for code, _ in codes] == ["0", "1", "2"]
    from kg.cli import main as module

    for _, meaning in codes:
        assert meaning.split(",")[0].split(";")[0] in (module.__doc__ or "")
