"""A SPARQL store for tests: Oxigraph behind the protocol's two operations, on a free port of this machine, with a password where one is wanted."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qs

import pyoxigraph as ox


@dataclass(repr=False)
class Store:
    """`fails_at` is the number of the update that is answered by an error, `updates` those that were taken; one that `forgets` loses labels."""

    url: str = ""
    store: ox.Store = field(default_factory=ox.Store)
    password: str | None = None
    fails_at: int | None = None
    answers: bool = True
    forgets: bool = False
    updates: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


@contextmanager
def running() -> Iterator[Store]:
    """A store at `url`/update and `url`/query, as long as the block lasts."""
    held = Store()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode("utf-8")
            wanted = held.password and "Basic " + base64.b64encode(f"ann:{held.password}".encode()).decode()
            if wanted and self.headers.get("Authorization") != wanted:
                return self._answer(401, b"who are you?", {"WWW-Authenticate": 'Basic realm="store"'})
            if self.path == "/update":
                if held.fails_at == len(held.updates) + 1:
                    return self._answer(503, b"out of breath")
                held.store.update(body)
                held.updates.append(body)
                if held.forgets:
                    held.store.update("DELETE WHERE { ?s <http://www.w3.org/2000/01/rdf-schema#label> ?o }")
                return self._answer(204, b"")
            if self.path == "/query" and held.answers:
                query = parse_qs(body)["query"][0]
                held.asked.append(query)
                found = held.store.query(query)
                assert isinstance(found, ox.QuerySolutions)
                return self._answer(200, found.serialize(format=ox.QueryResultsFormat.JSON) or b"")
            if self.path == "/elsewhere/update":
                return self._answer(302, b"", {"Location": held.url + "/update"})
            return self._answer(404, b"nothing here")

        def _answer(self, code: int, content: bytes, more: dict[str, str] | None = None) -> None:
            self.send_response(code)
            for name, value in (more or {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            return None

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield held
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
