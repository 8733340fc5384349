"""What the tests of the server share: servers in processes of their own, as users start them, on free ports of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from kg.export.turtle import turtle
from kg.graph.rdf import triples
from kg.ontology import ontology
from tests.graph.sample import sample

pytest.importorskip("uvicorn", reason="the extra `serve` is not installed")

CLIENT = httpx.Client(timeout=30, trust_env=False)
"""One for all tests: to make one takes longer than most answers do."""


@pytest.fixture(scope="session", autouse=True)
def _client_closed() -> Iterator[None]:
    yield
    CLIENT.close()


RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n0 ?o }"
EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(!isBlank(?s) && !isBlank(?o)) }"

HOSTILE = """
@base <https://w3id.org/corekg/id/> . @prefix reg: <https://w3id.org/corekg/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<company/evil> a reg:Company ; rdfs:label "</script><script>document.title='taken'</script><img src=x onerror=alert(1)>" ;
    rdfs:comment "\\u202Eright\\u0000\\t\\"quoted\\" 'single' \\\\ back; =1+1\\r\\n& <b>bold</b>" ;
    rdfs:seeAlso <javascript:alert(1)> , <http://x.test/?a='%22%3E> .
<company/o'hara&sons> a reg:Company ; rdfs:label "O'Hara & Sons" ; reg:partneredWith <company/evil> .
<company/caf%C3%A9> a reg:Company ; rdfs:label "Café" .
"""

NAMED = """
@prefix : <http://graphs.test/> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
:d rdfs:label "default" . :one { :a rdfs:label "first" } :two { :b rdfs:label "second" }
"""


@dataclass
class Running:
    """A server that runs. `url` ends in "/"."""

    url: str
    process: subprocess.Popen[str]

    @property
    def sparql(self) -> str:
        return self.url + "sparql"

    def ask(self, query: str, accept: str | None = None, **rest: str) -> httpx.Response:
        headers = {"Accept": accept} if accept is not None else {}
        return CLIENT.post(self.sparql, data={"query": query, **rest}, headers=headers)

    def stop(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(20)


@contextmanager
def served(path: Path, *options: str) -> Iterator[Running]:
    """`kg serve` on a free port until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", str(path), "--port", "0", "--workers", "2", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        assert process.stderr is not None
        line = process.stdout.readline()
        if not line:
            pytest.fail(f"the server did not start: {process.stderr.read()}")
        yield Running(line.split()[0], process)
    finally:
        if process.poll() is None:
            process.terminate()
        process.communicate(timeout=20)


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("served") / "graph.ttl"
    path.write_text(turtle(list(triples(sample())), ontology().base), "utf-8")
    return path


@pytest.fixture(scope="session")
def server(graph: Path) -> Iterator[Running]:
    """The sample graph; nobody may change it. Queries are stopped after 1.5 s."""
    with served(graph, "--timeout", "1.5", "--max-mb", "1", "--memory-mb", "300") as running:
        yield running


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    path = tmp_path_factory.mktemp("hostile") / "</script>.ttl".replace("/", "")
    path.write_text(HOSTILE, "utf-8")
    with served(path) as running:
        yield running


@pytest.fixture(scope="session")
def named(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A file with named graphs."""
    path = tmp_path_factory.mktemp("named") / "graph.trig"
    path.write_text(NAMED, "utf-8")
    with served(path) as running:
        yield running
