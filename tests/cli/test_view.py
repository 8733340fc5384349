"""`kg view`: the page in a browser, or in a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def visited(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open."""
    addresses: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: addresses.append(address) or True)
    return addresses


def test_the_page_is_opened(kg: Call, graph: Path, visited: list[str]) -> None:
    shown = kg("view", graph)
    assert (shown.code, shown.err) == (0, "")
    assert shown.out == f"{visited[0]}\n"
    page = Path(unquote(urlsplit(visited[0]).path))
    assert "Federal Market Authority" in page.read_text("utf-8")
    page.unlink()


def test_a_page_that_is_there_is_opened_as_it_is(kg: Call, tmp_path: Path, visited: list[str]) -> None:
    (tmp_path / "graph.html").write_text("<!doctype html>", "utf-8")
    assert kg("view", "graph.html").code == 0
    assert visited == [(tmp_path / "graph.html").as_uri()]


def test_the_page_is_written_where_that_is_asked_for(kg: Call, graph: Path, tmp_path: Path, visited: list[str]) -> None:
    assert kg("view", graph, "--only", "Bolt Ltd", "-o", "bolt.html").code == 0
    assert kg("view", graph, "-o", "all.html").code == 0
    assert visited == []
    alone, whole = ((tmp_path / name).read_text("utf-8") for name in ("bolt.html", "all.html"))
    assert "<title>Bolt Ltd</title>" in alone
    assert "<title>Knowledge graph</title>" in whole  # as the one that a build writes
    assert len(alone) < len(whole)


def test_without_a_browser_the_address_is_told(kg: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webbrowser.open", lambda *_: False)
    (tmp_path / "graph.html").write_text("<!doctype html>", "utf-8")
    shown = kg("view", "graph.html")
    assert (shown.code, shown.out) == (1, "")
    assert (tmp_path / "graph.html").as_uri() in shown.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere.ttl"], "nowhere.ttl"),
        (["nowhere.html"], "no such file: nowhere.html"),
        (["{graph}", "--only", "Nobody & Sons"], "Nobody & Sons"),
        (["{graph}", "--depth", "0"], "--depth"),
        (["{graph}", "--depth", "2"], "--depth needs --only"),
        (["{graph}", "-o", "missing/page.html"], "missing/page.html"),
    ],
)
def test_a_bad_call_is_one_line_and_exit_2(kg: Call, graph: Path, visited: list[str], arguments: list[str], words: str) -> None:
    failed = kg("view", *(argument.format(graph=graph) for argument in arguments))
    assert (failed.code, failed.out) == (2, "")
    assert words in failed.err
    assert failed.err.count("\n") == 1
    assert visited == []
