"""`kg view`: the page of a Turtle file, of a part of it, and of a page that is there already."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.cli.conftest import Call


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open; none is started."""
    addresses: list[str] = []
    monkeypatch.setattr(webbrowser, "open", lambda address: addresses.append(address) or True)
    return addresses


def test_a_turtle_file_opens_as_a_page(kg: Call, graph: Path, opened: list[str]) -> None:
    done = kg("view", graph)
    assert (done.code, done.out.split(), done.err) == (0, opened, "")
    page = Path(unquote(urlsplit(opened[0]).path))
    assert "Federal Market Authority fined Acme Corp. $5 million" in page.read_text("utf-8")
    page.unlink()


def test_a_page_opens_as_it_is(kg: Call, tmp_path: Path, opened: list[str]) -> None:
    (tmp_path / "graph.html").write_text("<!DOCTYPE html>", "utf-8")
    assert kg("view", "graph.html").code == 0
    assert opened == [(tmp_path / "graph.html").as_uri()]


def test_one_entity_is_written_to_a_file(kg: Call, graph: Path, tmp_path: Path, opened: list[str]) -> None:
    done = kg("view", graph, "--only", "ann bell", "-o", "bell.html")
    assert (done.code, done.err, opened) == (0, "", [])
    page = (tmp_path / "bell.html").read_text("utf-8")
    assert "<title>Ann Bell</title>" in page
    assert '"company/acme"' in page
    assert '"company/bolt"' not in page


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.ttl"], "none.ttl"),
        (["none.html"], "no such file: none.html"),
        (["GRAPH", "--only", "Acne"], "no entity is called 'Acne'; near it: Acme"),
    ],
)
def test_what_cannot_be_shown(kg: Call, graph: Path, opened: list[str], arguments: list[str], said: str) -> None:
    done = kg("view", *(graph if argument == "GRAPH" else argument for argument in arguments))
    assert done.code == 2
    assert said in done.err
    assert opened == []


def test_no_browser_is_said(kg: Call, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda address: False)
    done = kg("view", graph)
    assert done.code == 1
    assert "no browser could be started; the page is at file://" in done.err
    Path(unquote(urlsplit(done.err.split()[-1]).path)).unlink()
