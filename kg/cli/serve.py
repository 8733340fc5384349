"""`kg serve`: the graph over HTTP."""

from __future__ import annotations

import logging
from pathlib import Path

import click

from kg.cli.options import FiniteRange, GraphPath, default_graph
from kg.errors import UsageError


@click.command("serve")
@click.argument("graph", required=False, type=GraphPath(), default=Path(default_graph))
@click.option("--port", type=click.IntRange(0, 65535), default=8642, show_default=True, help="Port; 0: a free one.")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen at.")
@click.option("--open-to-network", is_flag=True, help="Allow an address that other machines can reach.")
@click.option("--allow-host", "names", multiple=True, metavar="NAME", help="Answer to this host name too.")
@click.option("--cors", "origins", multiple=True, metavar="ORIGIN", help="Let pages of this origin ask (https://example.org, or *).")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=4, show_default=True, help="Questions answered at a time; each holds the graph in memory."
)
@click.option("--timeout", type=FiniteRange(0.1, 3600), default=10.0, show_default=True, help="Seconds after which a query is stopped.")
@click.option("--max-mb", type=FiniteRange(0.001, 1000), default=50.0, show_default=True, help="Refuse answers larger than this.")
@click.option("--memory-mb", type=click.IntRange(0), default=1000, show_default=True, help="Memory that a query may take; 0: no limit.")
def command(
    graph: Path,
    port: int,
    host: str,
    open_to_network: bool,
    names: tuple[str, ...],
    origins: tuple[str, ...],
    workers: int,
    timeout: float,
    max_mb: float,
    memory_mb: int,
) -> int:
    """Serve GRAPH (.ttl, .nt, .trig or .nq), read only: a SPARQL endpoint, a page to ask on, the viewer, and a page for every node.

    A new build in the same place is served as soon as it is there. Ctrl-C ends it.

    \b
    kg serve
    kg serve out/graph.ttl --port 9000 --timeout 30
    curl -H 'Accept: text/csv' --data-urlencode 'query=SELECT * { ?s reg:fined ?o }' http://127.0.0.1:8642/sparql
    """
    try:
        from kg.serve.pool import Limits
        from kg.serve.server import ServeOptions, serve
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in ("starlette", "uvicorn"):
            raise
        raise UsageError(f"{error.name} is not installed: pip install 'corekg[serve]'") from error

    logging.basicConfig(format="kg serve: %(message)s", level=logging.WARNING)
    logging.getLogger("kg.serve").setLevel(logging.INFO)
    limits = Limits(workers, timeout, int(max_mb * 1_000_000), memory_mb)

    def started(address: str) -> None:
        if open_to_network:
            click.echo("kg serve: other machines can reach this server; it asks nobody who they are", err=True)
        click.echo(f"{address}  SPARQL at {address}sparql, the drawing at {address}graph; Ctrl-C ends it")

    serve(graph, ServeOptions(host, port, open_to_network, names, origins, limits), started)
    return 0
