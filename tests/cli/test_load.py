"""`kg load`: what is printed, where the password comes from, calls that cannot be carried out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from kg.graph.rdf import triples
from tests.cli.conftest import Call
from tests.graph.sample import sample
from tests.load.sparql_server import Store, running


@pytest.fixture
def store() -> Iterator[Store]:
    with running() as held:
        yield held


def test_it_is_loaded_and_counted(kg: Call, graph: Path, store: Store) -> None:
    count = len(list(triples(sample())))
    for _ in range(2):
        said = kg("load", store.url + "/update", graph, "--batch", "50")
        assert (said.code, said.out, said.err) == (0, f"counted in the database: {count} triples\n", "")
    assert len(store.store) == count
    assert kg("load", store.url + "/update", graph, "-q").out == ""


def test_a_resumed_load_says_so(kg: Call, graph: Path, store: Store) -> None:
    store.fails_at = 3
    said = kg("load", store.url + "/update", graph, "--batch", "20")
    assert said.code == 2
    assert "(2 of " in said.err
    store.fails_at = None
    said = kg("load", store.url + "/update", graph, "--batch", "20")
    assert said.code == 0
    assert said.err.startswith("2 of ")


def test_the_password_comes_from_the_environment_or_is_asked_for(kg: Call, graph: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.password = "open-sesame"
    call = ("load", store.url + "/update", graph, "--user", "ann")
    monkeypatch.delenv("KG_PASSWORD", raising=False)
    said = kg(*call)
    assert (said.code, said.err) == (2, "kg: no password for ann: set KG_PASSWORD in the environment\n")
    monkeypatch.setenv("KG_PASSWORD", "open-sesame")
    assert kg(*call).code == 0
    monkeypatch.setenv("KG_PASSWORD", "wrong-guess")
    said = kg(*call)
    assert said.code == 2
    assert "HTTP 401" in said.err
    assert "guess" not in said.err + said.out
    monkeypatch.delenv("KG_PASSWORD")
    asked: list[dict[str, object]] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr(click, "prompt", lambda text, **options: asked.append({"text": text, **options}) or "open-sesame")
    assert kg(*call).code == 0
    assert asked == [{"text": "Password for ann", "hide_input": True, "err": True}]


def test_no_option_takes_a_password() -> None:
    from kg.cli.load import command

    assert not [p.name for p in command.params if "pass" in (p.name or "")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("ftp://localhost/",), "it must begin with bolt://"),
        (("bolt://ann:secret@localhost",), "holds a name or a password"),
        (("http://localhost/update", "nowhere.ttl"), "nowhere.ttl"),
        (("http://localhost/update", "{graph}", "--database", "news"), "--database is for Bolt"),
        (("bolt://localhost", "{graph}", "--graph-iri", "https://example.org/"), "are for SPARQL endpoints"),
        (("http://localhost/update", "{graph}", "--batch", "0"), "--batch"),
    ],
)
def test_bad_calls(kg: Call, graph: Path, arguments: tuple[str, ...], message: str) -> None:
    words = [a.replace("{graph}", str(graph)) for a in arguments]
    said = kg("load", *words, *([str(graph)] if len(words) == 1 else []))
    assert said.code == 2
    assert message in said.err
    assert "secret" not in said.err
