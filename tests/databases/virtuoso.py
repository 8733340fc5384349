"""Virtuoso as Debian packages it, in a folder and on ports of its own, on this machine's loopback; ended by its process."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SERVER, ISQL = shutil.which("virtuoso-t"), shutil.which("isql-vt")
_INI = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
DirsAllowed = {folder}
NumberOfBuffers = 2000
MaxDirtyBuffers = 1200
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
Charset = UTF-8
[SPARQL]
ResultSetMaxRows = 100000
"""


@dataclass(frozen=True)
class Virtuoso:
    """`url` is where its HTTP endpoints lie; `folder` one that it may read."""

    url: str
    sql: int
    folder: Path

    def sql_run(self, statements: str) -> str:
        """What isql prints. Raises CalledProcessError."""
        assert ISQL is not None
        command = [ISQL, f"127.0.0.1:{self.sql}", "dba", "dba", "ERRORS=stdout", "VERBOSE=OFF"]
        done = subprocess.run(command, input=statements, capture_output=True, text=True, check=True, timeout=60)
        assert "*** Error" not in done.stdout, done.stdout
        return done.stdout

    def ask(self, query: str, graph: str) -> dict[str, object]:
        """The answer to a SELECT as SPARQL's JSON."""
        given = urllib.parse.urlencode({"query": query, "default-graph-uri": graph, "format": "application/sparql-results+json"})
        with urllib.request.urlopen(f"{self.url}/sparql", given.encode(), timeout=60) as answer:
            read: dict[str, object] = json.load(answer)
            return read

    def number(self, query: str, graph: str) -> int:
        """The one number of the one row."""
        answer = self.ask(query, graph)["results"]
        assert isinstance(answer, dict)
        ((cell,),) = (row.values() for row in answer["bindings"])
        return int(cell["value"])


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def running(folder: Path) -> Iterator[Virtuoso]:
    """A server with an empty database."""
    assert SERVER is not None
    made = Virtuoso(f"http://127.0.0.1:{(http := free_port())}", free_port(), folder)
    (folder / "virtuoso.ini").write_text(_INI.format(folder=folder, sql=made.sql, http=http), "utf-8")
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(
            [SERVER, "+foreground", "+configfile", str(folder / "virtuoso.ini")], cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    try:
        for port in (made.sql, http):
            _wait(port, process)
        yield made
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(20)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            assert process.poll() is None, "virtuoso ended"
            assert time.monotonic() < until, "virtuoso does not answer"
            time.sleep(0.2)
