"""A worker: a process of its own that holds the graph in memory and answers one question at a time, over its standard input and output.

It is the server's to kill. After the graph is loaded it gives up, to the kernel, what a question has no use for: no file or socket can be
opened any more (so neither SERVICE nor file access could work even if it got this far), memory has a limit, and an alarm ends the process
should the server be gone while it computes.

First frame: {"suffix", "base", "prefixes", "memory_mb"} and the graph. Each other one is a job:
{"op": "query", "text", "default", "named", "mentioned", "results", "rdf", "max_bytes", "seconds"} or
{"op": "node", "iri", "rdf", "max_bytes", "seconds"}.
Answers: {"triples", "graphs"}; {"form"} and the bytes; {"error", "status"}.
"""

from __future__ import annotations

import io
import json
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import pyoxigraph as ox

from kg.serve.frames import Message, packed, read_frame
from kg.serve.node import about, description

if TYPE_CHECKING:
    from typing_extensions import Buffer  # collections.abc has it from Python 3.12 on

FORMATS = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES, ".trig": ox.RdfFormat.TRIG, ".nq": ox.RdfFormat.N_QUADS}
"""Endings of the files that can be served; the last two hold named graphs."""

RESULTS = {"json": ox.QueryResultsFormat.JSON, "xml": ox.QueryResultsFormat.XML, "csv": ox.QueryResultsFormat.CSV, "tsv": ox.QueryResultsFormat.TSV}
RDF = {"turtle": ox.RdfFormat.TURTLE, "ntriples": ox.RdfFormat.N_TRIPLES, "jsonld": ox.RdfFormat.JSON_LD, "rdfxml": ox.RdfFormat.RDF_XML}


class _TooLargeError(Exception):
    pass


class _Bounded(io.BytesIO):
    """A file in memory that holds no more than `most` bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def write(self, data: Buffer) -> int:
        if self.tell() + memoryview(data).nbytes > self._most:
            raise _TooLargeError
        return super().write(data)


def rdf_bytes(triples: Iterable[ox.Triple], form: str, prefixes: dict[str, str], out: io.BytesIO | None = None) -> bytes:
    """Triples in a form of `RDF`, by way of `out`. Oxigraph writes prefixes in an order of chance; they are put in one of ours."""
    out = io.BytesIO() if out is None else out
    if form != "turtle":
        ox.serialize(triples, out, RDF[form])
        return out.getvalue()
    ox.serialize(triples, out, RDF[form], prefixes=prefixes)
    lines = out.getvalue().split(b"\n", len(prefixes))
    return b"\n".join([*sorted(lines[:-1]), lines[-1]])


class Answerer:
    """The graph, loaded. Raises SyntaxError where it is not RDF."""

    def __init__(self, first: Message, content: bytes) -> None:
        self._store = ox.Store()
        self._store.bulk_load(content, format=FORMATS[first["suffix"]])
        self._base: str = first["base"]
        self._prefixes: dict[str, str] = first["prefixes"]
        self.graphs = sorted(graph.value for graph in self._store.named_graphs())

    def size(self) -> int:
        """In quads."""
        return len(self._store)

    def answer(self, job: Message) -> tuple[Message, bytes]:
        """One job. What can go wrong comes back as {"error", "status"}."""
        try:
            return self._query(job) if job["op"] == "query" else self._node(job)
        except _TooLargeError:
            return {"error": f"the answer is larger than {job['max_bytes'] / 1e6:g} MB: ask for less, for instance with LIMIT", "status": 400}, b""
        except SyntaxError as error:
            message = " ".join(str(error.msg).split())
            return {"error": f"not a SPARQL query: {message[:400]}", "status": 400}, b""
        except (ValueError, RuntimeError, OSError) as error:
            return {"error": f"the query cannot be answered: {' '.join(str(error).split())[:400]}", "status": 400}, b""

    def _query(self, job: Message) -> tuple[Message, bytes]:
        unknown = [graph for graph in (*job["default"], *job["named"], *job["mentioned"]) if graph not in self.graphs]
        if unknown:
            return {"error": f"no such graph here, and nothing is fetched: {unknown[0]}", "status": 400}, b""
        chosen = bool(job["default"] or job["named"])
        answer = self._store.query(
            job["text"],
            base_iri=self._base,
            prefixes=self._prefixes,
            default_graph=[ox.NamedNode(graph) for graph in job["default"]] if chosen else None,
            named_graphs=[ox.NamedNode(graph) for graph in job["named"]] if chosen else None,
        )
        out = _Bounded(job["max_bytes"])
        if isinstance(answer, ox.QueryTriples):
            if job["rdf"] is None:
                return {"error": "this query gives a graph: accept text/turtle, application/n-triples or application/ld+json", "status": 406}, b""
            return {"form": job["rdf"]}, rdf_bytes(answer, job["rdf"], self._prefixes, out)
        if job["results"] is None:
            return {"error": "this query gives a table: accept JSON, XML, CSV or TSV results", "status": 406}, b""
        answer.serialize(out, RESULTS[job["results"]])
        return {"form": job["results"]}, out.getvalue()

    def _node(self, job: Message) -> tuple[Message, bytes]:
        node = ox.NamedNode(job["iri"])
        triples = description(self._store, node)
        if not triples:
            return {"error": "the graph says nothing of this", "status": 404}, b""
        out = _Bounded(job["max_bytes"])
        if job["rdf"] is None:
            out.write(json.dumps(about(self._store, node)).encode("utf-8"))
            return {"form": "page"}, out.getvalue()
        return {"form": job["rdf"]}, rdf_bytes(triples, job["rdf"], self._prefixes, out)


def give_up(memory_mb: int) -> None:
    """Leave to the kernel what must not happen: opening anything, growing by more than `memory_mb`, writing a core file. Unix; elsewhere nothing."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    statm = Path("/proc/self/statm")
    if memory_mb and statm.exists():
        limit = int(statm.read_text("ascii").split()[0]) * resource.getpagesize() + memory_mb * 1_000_000
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def main(pipe_in: BinaryIO, pipe_out: BinaryIO) -> None:
    """Answer until the other end is gone."""
    received = read_frame(pipe_in)
    if received is None:
        return
    first, content = received
    try:
        answerer = Answerer(first, content)
    except (SyntaxError, ValueError, OSError) as error:
        line = getattr(error, "lineno", None)
        reason = str(error.msg) if isinstance(error, SyntaxError) else str(error)
        pipe_out.write(packed({"error": f"not RDF: {' '.join(reason.split())}", "line": line}))
        pipe_out.flush()
        return
    del received, content
    give_up(first["memory_mb"])
    pipe_out.write(packed({"triples": answerer.size(), "graphs": answerer.graphs}))
    pipe_out.flush()
    while (received := read_frame(pipe_in)) is not None:
        job = received[0]
        _alarm(job["seconds"] + 2)
        message, body = answerer.answer(job)
        pipe_out.write(packed(message, body))
        pipe_out.flush()
        _alarm(0)


def _alarm(seconds: float) -> None:
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)  # nobody catches SIGALRM, so that it ends the process


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the server's to hear, which then closes us
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever prints does not print into the answers
    main(sys.stdin.buffer, answers)
