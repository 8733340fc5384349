"""How many readers at once `kg serve` bears, and how long they wait.

    python benchmarks/serve.py [GRAPH] [--clients N] [--seconds S] [--workers N] [--runaways N] [--p95 MS]

Starts a server of its own on a free port of this machine. Each client asks one question after another: the named ones, pages of nodes, and RDF,
in an order drawn by its number. With --runaways some more clients ask what never ends, all the time. Prints one table: a line for each kind of
question, with the number of answers, those that were no answer, and the time to the last byte at the 50th, 95th and 99th percentile. Exit 1 where
an ordinary question went unanswered, or p95 of all is above MS.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import httpx

from kg.graph.query import named_queries, query_text

RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


class Tally:
    """Seconds that each kind of question took, and how many went wrong."""

    def __init__(self) -> None:
        self.took: dict[str, list[float]] = defaultdict(list)
        self.wrong: dict[str, int] = defaultdict(int)

    def row(self, kind: str, took: list[float], wrong: int) -> str:
        ordered = sorted(took)

        def at(share: float) -> str:
            return f"{ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1000:8.1f}" if ordered else "       –"

        return f"{kind:<26} {len(took):>8} {wrong:>7} {at(0.5)} {at(0.95)} {at(0.99)}"

    def p95(self) -> float:
        """In milliseconds, over all that is ordinary."""
        ordered = sorted(t for kind, took in self.took.items() if kind != "runaway" for t in took)
        return ordered[int(0.95 * len(ordered))] * 1000 if ordered else float("inf")


async def client(number: int, base: str, ids: list[str], until: float, tally: Tally) -> None:
    drawn = random.Random(number)
    names = list(named_queries())
    async with httpx.AsyncClient(timeout=60, trust_env=False) as http:
        while time.monotonic() < until:
            kind = drawn.choice(["query", "query", "query", "page", "rdf"])
            if kind == "query":
                name = drawn.choice(names)
                kind, request = name, http.build_request("POST", base + "sparql", data={"query": query_text(named=name)})
            else:
                accept = "text/html" if kind == "page" else "text/turtle"
                kind, request = f"a node as {kind}", http.build_request("GET", base + "id/" + drawn.choice(ids), headers={"Accept": accept})
            await timed(http, request, kind, tally)


async def runaway(base: str, until: float, tally: Tally) -> None:
    async with httpx.AsyncClient(timeout=120, trust_env=False) as http:
        while time.monotonic() < until:
            await timed(http, http.build_request("POST", base + "sparql", data={"query": RUNAWAY}), "runaway", tally, 503)


async def timed(http: httpx.AsyncClient, request: httpx.Request, kind: str, tally: Tally, status: int = 200) -> None:
    begun = time.perf_counter()
    try:
        reply = await http.send(request)
    except httpx.HTTPError:
        tally.wrong[kind] += 1
        return
    tally.took[kind].append(time.perf_counter() - begun)
    tally.wrong[kind] += reply.status_code != status


async def measured(base: str, clients: int, runaways: int, seconds: float) -> Tally:
    tally = Tally()
    async with httpx.AsyncClient(trust_env=False) as http:
        reply = await http.post(base + "sparql", data={"query": "SELECT ?x { ?x a ?c } ORDER BY ?x"}, headers={"Accept": "text/csv"})
    ids = sorted({line.partition("/id/")[2] for line in reply.text.splitlines() if "/id/" in line})
    until = time.monotonic() + seconds
    await asyncio.gather(*(client(i, base, ids, until, tally) for i in range(clients)), *(runaway(base, until, tally) for _ in range(runaways)))
    return tally


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("graph", nargs="?", type=Path, default=Path("exports/graph.ttl"))
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--runaways", type=int, default=0)
    parser.add_argument("--p95", type=float, default=float("inf"), metavar="MS")
    given = parser.parse_args()
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "kg", "serve", str(given.graph), "--port", "0", "--workers", str(given.workers), "--timeout", "10"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        line = server.stdout.readline() if server.stdout else ""
        if not line:
            print(f"the server did not start on {given.graph}", file=sys.stderr)
            return 2
        tally = asyncio.run(measured(line.split()[0], given.clients, given.runaways, given.seconds))
    finally:
        server.terminate()
        server.communicate()
    print(f"{given.clients} clients, {given.runaways} runaways, {given.workers} workers, {given.seconds:g} s, {given.graph}\n")
    print(f"{'asked':<26} {'answers':>8} {'errors':>7} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}")
    for kind in sorted(tally.took.keys() | tally.wrong.keys()):
        print(tally.row(kind, tally.took[kind], tally.wrong[kind]))
    ordinary = [kind for kind in tally.took if kind != "runaway"]
    wrong = sum(count for kind, count in tally.wrong.items() if kind != "runaway")
    print(tally.row("all but runaways", [t for kind in ordinary for t in tally.took[kind]], wrong))
    return int(wrong > 0 or tally.p95() > given.p95)


if __name__ == "__main__":
    sys.exit(main())
