"""`kg load`: a graph put into a database that runs."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import GraphPath, default_graph
from kg.cli.progress import progress
from kg.counting import counted
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.load import Login

PASSWORD = "KG_PASSWORD"


@click.command("load")
@click.argument("url")
@click.argument("graph", required=False, type=GraphPath(), default=Path(default_graph))
@click.option("--user", metavar="NAME", help=f"Who to log in as; the password is taken from {PASSWORD} in the environment, or asked for.")
@click.option("--database", metavar="NAME", help="Bolt: which database, where the server has several.")
@click.option("--graph-iri", metavar="IRI", help="SPARQL: the named graph to load into. [default: the default graph]")
@click.option("--query-url", metavar="URL", help="SPARQL: where the store answers queries, to count back. [default: URL, or /query beside /update]")
@click.option("--batch", type=click.IntRange(min=1), default=500, show_default=True, help="How many nodes, edges or triples to send at once.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    url: str, graph: Path, user: str | None, database: str | None, graph_iri: str | None, query_url: str | None, batch: int, quiet: bool
) -> int:
    """Put GRAPH, a Turtle file that this program wrote, into the database at URL, and count it there.

    bolt:// and neo4j:// (Neo4j, Memgraph, ArcadeDB, …) get nodes and edges; http:// and https:// are SPARQL update endpoints and get triples.
    Loaded twice, a graph is there once. A load that was cut off goes on where it was when it is run again.

    \b
    kg load bolt://localhost:7687 --user neo4j
    kg load http://localhost:7878/update exports/graph.ttl
    kg load http://localhost:8890/sparql-auth --user dba --graph-iri https://example.org/news
    """
    from kg.loading import LoadOptions, load

    options = LoadOptions(login=_login(user), database=database, graph_iri=graph_iri, query_url=query_url, batch=batch)
    with progress(not quiet) as report:
        done = load(url, graph, options, report)
    if not quiet:
        if done.resumed:
            click.echo(f"{done.resumed} of {done.batches} batches were in from an earlier run", err=True)
        for note in done.notes:
            click.echo(note, err=True)
        counts = ", ".join(f"{count} {what}" for what, count in done.counts)
        click.echo(f"counted in the database: {counts}" if counts else f"sent: {counted(done.batches, 'batch', 'batches')}")
    return 0


def _login(user: str | None) -> Login | None:
    """Raises UsageError: a password that can be taken from nowhere."""
    from pydantic import SecretStr

    from kg.load import Login

    if user is None:
        return None
    password = os.environ.get(PASSWORD)
    if password is None:
        if not sys.stdin.isatty():
            raise UsageError(f"no password for {user}: set {PASSWORD} in the environment")
        password = click.prompt(f"Password for {user}", hide_input=True, err=True)
    return Login(user=user, password=SecretStr(password))
