"""The server as a process: where it listens, whom it answers, new builds, and its end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli.main import main
from tests.serve.conftest import CLIENT, RUNAWAY, Running, served

ONE = '@base <https://w3id.org/corekg/id/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . <company/a> rdfs:label "{}" .'
LABEL = "SELECT ?l { ?s rdfs:label ?l }"


def label(running: Running) -> str:
    return str(running.ask(LABEL, "text/csv").text.splitlines()[1])


def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.1)


def replaced(path: Path, content: str) -> None:
    """As a build does it: written beside, then put in its place."""
    beside = path.with_suffix(".new")
    beside.write_text(content, "utf-8")
    os.replace(beside, path)


def test_a_new_build_is_served_without_a_restart_and_a_broken_one_is_not(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("", "utf-8")
    with served(path) as running:
        assert running.ask(LABEL, "text/csv").text.split() == ["l"]  # an empty graph is one too
        assert CLIENT.get(running.url).status_code == 200
        replaced(path, ONE.format("first"))
        until(lambda: "first" in running.ask(LABEL).text)
        seen: set[str] = set()
        replaced(path, ONE.format("second"))
        until(lambda: seen.add(label(running)) or "second" in seen)  # type: ignore[func-returns-value]
        assert seen <= {"first", "second"}
        assert {label(running) for _ in range(8)} == {"second"}
        assert "second" in CLIENT.get(running.url + "id/company/a").text
        replaced(path, "this is no Turtle")
        time.sleep(1.3)
        assert label(running) == "second"
        path.unlink()
        time.sleep(1.1)
        assert label(running) == "second"
        replaced(path, ONE.format("third"))
        until(lambda: label(running) == "third")
        running.process.terminate()
        _, err = running.process.communicate(timeout=20)
    assert "not RDF" in err
    assert "No such file" in err
    assert "Traceback" not in err


def test_it_ends_cleanly_though_a_query_runs(graph: Path) -> None:
    with served(graph, "--timeout", "60") as running:
        address = running.sparql.removeprefix("http://").partition("/")[0]
        asking = subprocess.Popen(
            [sys.executable, "-c", f"import http.client as h; h.HTTPConnection('{address}').request('POST', '/sparql', {RUNAWAY!r}, "
             "{'Content-Type': 'application/sparql-query'}); import time; time.sleep(60)"]
        )  # fmt: skip
        children = Path(f"/proc/{running.process.pid}/task/{running.process.pid}/children")
        workers = children.read_text().split() if children.exists() else []
        time.sleep(0.7)
        begun = time.monotonic()
        assert running.stop(signal.SIGTERM) == 0
        assert time.monotonic() - begun < 8
        asking.kill()
        asking.wait()
    assert [pid for pid in workers if Path("/proc", pid).exists()] == []


def test_it_listens_on_this_machine_alone(server: Running, capsys: pytest.CaptureFixture[str], graph: Path) -> None:
    assert server.url.startswith("http://127.0.0.1:")
    assert main(["serve", str(graph), "--host", "0.0.0.0", "--port", "0"]) == 2
    assert "--open-to-network" in capsys.readouterr().err


def test_an_open_server_says_so_and_still_minds_its_name(graph: Path) -> None:
    with served(graph, "--host", "0.0.0.0", "--open-to-network", "--allow-host", "graph.test") as running:
        local = running.url.replace("0.0.0.0", "127.0.0.1")
        hosts = {"graph.test": 200, "192.0.2.7:80": 200, "evil.test": 421}
        assert {host: CLIENT.get(local, headers={"Host": host}).status_code for host in hosts} == hosts
        running.process.terminate()
        assert "asks nobody who they are" in running.process.communicate(timeout=20)[1]


@pytest.mark.parametrize(
    "host", ["evil.test", "evil.test:8642", "127.0.0.1.evil.test", "localhost.evil.test", "a@evil.test", "192.0.2.7", "0.0.0.0", ""]
)
def test_another_name_that_leads_here_is_not_answered(server: Running, host: str) -> None:
    for path in ("", "sparql?query=ASK%7B%7D", "graph", "id/company/acme"):
        reply = CLIENT.get(server.url + path, headers={"Host": host})
        assert reply.status_code in (400, 421)
        assert "Acme" not in reply.text


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:80", "localhost.", "127.0.0.1", "127.8.9.1:1", "[::1]:9"])
def test_names_of_this_machine_are_answered(server: Running, host: str) -> None:
    assert CLIENT.get(server.url, headers={"Host": host}).status_code == 200


def test_pages_of_other_origins_are_let_in_only_where_asked(server: Running, graph: Path) -> None:
    other, query = {"Origin": "https://other.test"}, {"query": "ASK {}"}
    assert CLIENT.post(server.sparql, data=query, headers=other).status_code == 403
    assert CLIENT.post(server.sparql, data=query, headers={"Origin": "null"}).status_code == 403
    assert CLIENT.post(server.sparql, data=query, headers={"Origin": "http://[::1"}).status_code == 403
    assert CLIENT.post(server.sparql, data=query, headers={"Origin": server.url.rstrip("/")}).status_code == 200
    with served(graph, "--cors", "https://other.test") as open_to_one:
        reply = CLIENT.post(open_to_one.sparql, data=query, headers=other)
        assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, "https://other.test")
        preflight = {**other, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
        assert CLIENT.options(open_to_one.sparql, headers=preflight).status_code == 200
        assert CLIENT.post(open_to_one.sparql, data=query, headers={"Origin": "https://third.test"}).status_code == 403
        assert open_to_one.stop(signal.SIGINT) == 0


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("missing.ttl", None, "No such file"), ("graph.txt", "x", "cannot serve this kind"), ("graph.ttl", "no turtle", "not RDF"),
     ("late.ttl", "<a:a> <a:b> 1 .\n<a:a> <a:b> 1 .\nno turtle", "late.ttl:3: not RDF")],
)  # fmt: skip
def test_what_cannot_be_served_is_said_in_one_line(
    tmp_path: Path, name: str, content: str | None, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content, "utf-8")
    assert main(["serve", str(tmp_path / name), "--port", "0"]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1


def test_a_port_that_is_taken(server: Running, graph: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", str(graph), "--port", server.url.rstrip("/").rpartition(":")[2]]) == 2
    assert "Address already in use" in capsys.readouterr().err


def test_without_the_extra_it_says_what_to_install(graph: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("kg.serve", "starlette"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    monkeypatch.setitem(sys.modules, "starlette", None)
    assert main(["serve", str(graph)]) == 2
    assert "pip install 'corekg[serve]'" in capsys.readouterr().err
