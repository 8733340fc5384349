"""Nothing can be written, nothing fetched, no file read, however it is dressed up: the graph stays what it was, and nobody is called."""

from __future__ import annotations

import hashlib
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import httpx
import pyoxigraph as ox
import pytest

from kg.serve.worker import Answerer
from tests.serve.conftest import CLIENT, EVERYTHING, Running

TRIPLE = "<http://x.test/s> <http://x.test/p> <http://x.test/o>"
UPDATES = [
    f"INSERT DATA {{ {TRIPLE} }}",
    f"insert data {{ {TRIPLE} }}",
    f"InSeRt\n\tDaTa{{{TRIPLE}}}",
    f"# a remark\nINSERT DATA {{ {TRIPLE} }}",
    f"#SELECT * {{}}\rINSERT DATA {{ {TRIPLE} }}",
    "PREFIX x: <http://x.test/> INSERT DATA { x:s x:p x:o }",
    f"BASE <http://x.test/> INSERT DATA {{ {TRIPLE} }}",
    f"PREFIX SELECT: <http://x.test/> INSERT DATA {{ {TRIPLE} }}",
    f"PREFIX x: <http://x.test/SELECT#>#\nINSERT DATA {{ {TRIPLE} }}",
    f"INSERT DATA {{ GRAPH <http://x.test/g> {{ {TRIPLE} }} }}",
    f"INSERT {{ {TRIPLE} }} WHERE {{}}",
    "INSERT { ?s ?p 1 } WHERE { SELECT * { ?s ?p ?o } }",
    "DELETE WHERE { ?s ?p ?o }",
    f"DELETE DATA {{ {TRIPLE} }}",
    "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DELETE { ?s ?p ?o } INSERT { ?o ?p ?s } WHERE { ?s ?p ?o }",
    "WITH <http://x.test/g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "CLEAR ALL",
    "CLEAR DEFAULT",
    "CLEAR SILENT ALL",
    "DROP ALL",
    "DROP SILENT DEFAULT",
    "drop all",
    "CREATE GRAPH <http://x.test/g>",
    "COPY DEFAULT TO <http://x.test/g>",
    "MOVE DEFAULT TO <http://x.test/g>",
    "ADD DEFAULT TO <http://x.test/g>",
    "LOAD <http://127.0.0.1:{port}/>",
    "LOAD SILENT <http://127.0.0.1:{port}/>",
    "LOAD <file:///etc/passwd>",
    "LOAD <file:///etc/passwd> INTO GRAPH <http://x.test/g>",
    "ASK {} ; DROP ALL",
    "SELECT * { ?s ?p ?o } DROP ALL",
    f"SELECT * {{ ?s ?p ?o }};\nINSERT DATA {{ {TRIPLE} }}",
    "ASK {}\n# remark\nCLEAR ALL",
    "SELECT * { { DELETE WHERE { ?s ?p ?o } } }",
    f"SELECT * {{ ?s ?p ?o . INSERT DATA {{ {TRIPLE} }} }}",
    "CONSTRUCT { ?s ?p ?o } INSERT { ?s ?p 1 } WHERE { ?s ?p ?o }",
    "\\u0049NSERT DATA { <a:a> <a:b> <a:c> }",
    "DR\\u004FP ALL",
    "\ufeffDROP ALL",
    "\u200bDROP ALL",
    "DROP\u00a0ALL",
    "/* x */ DROP ALL",
    "EXPLAIN DROP ALL",
    "'''SELECT''' DROP ALL",
]
CALLS = [
    "SELECT * { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * { service silent <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:{port}/> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "SELECT * { BIND(<http://127.0.0.1:{port}/> AS ?x)SERVICE?x{ ?s ?p ?o } }",
    "SELECT * { SERV\\u0049CE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "SELECT * { SERVICE\n#remark\n<http://127.0.0.1:{port}/> { ?s ?p ?o } }",
    "PREFIX SERVICEex: <http://q.test/> PREFIX ex: <http://127.0.0.1:{port}/> SELECT * { ?s ?p ?o . SERVICEex:foo { ?a ?b ?c } }",
    "PREFIX : <http://127.0.0.1:{port}/> PREFIX SERVICE: <http://q.test/> SELECT * { ?s ?p ?o . SERVICE:foo { ?a ?b ?c } }",
    "PREFIX ex: <http://127.0.0.1:{port}/> SELECT * { ?s ?p ?o . SERVICESILENTex:foo { ?a ?b ?c } }",
    "SELECT * { ?s ?p trueSERVICE<http://127.0.0.1:{port}/> { ?a ?b ?c } }",
    "SELECT * { ?s ?p ?o FILTER(1<2)FILTER(?s<?s||1<?p||?o=?o)#>'''\nSERVICE <http://127.0.0.1:{port}/> { ?a ?b ?c }#'''\n}",
    "SELECT * { ?s ?p ?o FILTER(?s<?o)#>'''\nSERVICE <http://127.0.0.1:{port}/> { ?a ?b ?c }#'''\n}",
    "SELECT * { ?s ?p ?o FILTER(1!=2||?s<?b)SERVICE?s#>\n{ ?a ?b ?c } }",
    "SELECT * { ?s ?p \"'''\" . SERVICE <http://127.0.0.1:{port}/> { ?a ?b '''c''' } }",
    "ASK { FILTER EXISTS { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } } }",
    "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } } } }",
    "CONSTRUCT { ?s ?p ?o } WHERE { MINUS { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } } }",
    "DESCRIBE ?s { SERVICE <http://127.0.0.1:{port}/> { ?s ?p ?o } }",
]


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[int, list[object]]]:
    """A port of this machine, and who called there."""
    calls: list[object] = []
    listening = socket.create_server(("127.0.0.1", 0))
    listening.settimeout(0.2)
    over = threading.Event()

    def listen() -> None:
        while not over.is_set():
            try:
                connection, caller = listening.accept()
            except TimeoutError:
                continue
            calls.append(caller)
            connection.close()

    thread = threading.Thread(target=listen)
    thread.start()
    yield listening.getsockname()[1], calls
    over.set()
    thread.join()
    listening.close()


def state(server: Running, path: Path) -> tuple[str, str]:
    """The digest of the file and of what the server says is in the graph, by every worker alike."""
    answers = [server.ask(EVERYTHING, "application/n-triples").content.splitlines() for _ in range(4)]
    told = {hashlib.sha256(b"\n".join(sorted(lines))).hexdigest() for lines in answers}
    assert len(told) == 1
    assert len(answers[0]) > 100
    return hashlib.sha256(path.read_bytes()).hexdigest(), told.pop()


def test_no_write_in_any_disguise(server: Running, graph: Path, listener: tuple[int, list[object]]) -> None:
    port, calls = listener
    before = state(server, graph)
    attempts: list[httpx.Response] = []
    direct, update = {"Content-Type": "application/sparql-query"}, {"Content-Type": "application/sparql-update"}
    for text in UPDATES:
        query = text.replace("{port}", str(port))
        attempts += [
            server.ask(query),
            CLIENT.get(server.sparql, params={"query": query}),
            CLIENT.post(server.sparql, content=query.encode(), headers=direct),
            CLIENT.post(server.sparql, content=query.encode(), headers=update),
            CLIENT.post(server.sparql, data={"update": query}),
            CLIENT.post(server.sparql, data={"query": "ASK {}", "update": query}),
            CLIENT.get(server.sparql, params={"update": query}),
        ]
    triple = b"<a:a> <a:b> <a:c> ."
    for place in ("sparql", "id/company/acme", "graph", ""):
        attempts += [CLIENT.request(method, server.url + place, content=triple) for method in ("PUT", "PATCH", "DELETE")]
    attempts += [CLIENT.post(server.url + place, content=triple) for place in ("id/company/acme", "graph", "", "update", "data?default")]
    assert len(UPDATES) >= 45
    assert len(attempts) >= 300
    assert {reply.status_code for reply in attempts} <= {400, 403, 404, 405}
    assert state(server, graph) == before
    assert calls == []


@pytest.mark.parametrize("query", CALLS)
def test_no_other_server_is_called(server: Running, listener: tuple[int, list[object]], query: str) -> None:
    port, calls = listener
    reply = server.ask(query.replace("{port}", str(port)))
    assert reply.status_code in (400, 403), reply.text
    assert calls == []


def test_the_disguises_are_none_to_oxigraph_itself(listener: tuple[int, list[object]]) -> None:
    """Were they read by the engine as they came, they would call: else the tests above would prove nothing."""
    port, calls = listener
    store = ox.Store()
    store.add(ox.Quad(ox.NamedNode("http://x.test/s"), ox.NamedNode("http://x.test/p"), ox.Literal("1")))
    called = 0
    for query in (CALLS[0], CALLS[6]):
        try:
            list(store.query(query.replace("{port}", str(port))))  # type: ignore[arg-type]
        except OSError:
            called += 1
    assert called == 2
    calls.clear()


def test_a_worker_cannot_call_or_open_whatever_reaches_it(graph: Path, listener: tuple[int, list[object]]) -> None:
    """The kernel refuses what the tokens would have let through."""
    port, calls = listener
    program = f"""
import pyoxigraph as ox
from kg.serve.worker import give_up
store = ox.Store()
give_up(500)
faults = []
for deed in (lambda: list(store.query("SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}")), lambda: open("/etc/passwd"),
             lambda: store.update("LOAD <http://127.0.0.1:{port}/>")):
    try:
        deed()
    except OSError as error:
        faults.append(error.errno or str(error))
print(len(faults), faults)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False)
    assert done.stdout.startswith("3 "), done.stdout + done.stderr
    assert calls == []


def test_a_word_is_no_deed(server: Running) -> None:
    """The words of updates and of SERVICE as names, text and remarks are let through."""
    query = """PREFIX service: <http://x.test/service#> PREFIX insert: <http://x.test/> # DROP ALL; SERVICE <x> {}
    SELECT ?service ?load WHERE { ?service rdfs:label ?load FILTER(?load != 'SERVICE <x> {' && ?service != service:SERVICE && ?load != insert:drop
    && ?service != <http://x.test/(SERVICE)#DROP>) }"""
    assert len(server.ask(query).json()["results"]["bindings"]) > 3


def test_an_unknown_graph_is_refused_by_the_worker_itself(graph: Path) -> None:
    answerer = Answerer({"suffix": ".ttl", "base": "http://x.test/", "prefixes": {}}, graph.read_bytes())
    graphs: dict[str, list[str]] = {"default": ["file:///etc/passwd"], "named": [], "mentioned": []}
    job = {"op": "query", "text": "ASK {}", **graphs, "results": "json", "rdf": None, "max_bytes": 1000}
    assert answerer.answer(job)[0]["status"] == 400
