"""`kg query`: ask a graph a question in SPARQL."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import click

from kg.cli.options import GraphPath, default_graph
from kg.errors import UsageError


@click.command("query")
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option("--named", metavar="NAME", help="Ask one of the questions that come with the program; `--list` shows them.")
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help='Give a value to the variable that the query binds: BIND("…" AS ?NAME).')
@click.option("--graph", type=GraphPath(), default=None, help=f"The Turtle file to ask, or its folder.  [default: {default_graph}]")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint (as `kg serve` is) instead of a file.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table", show_default=True, help="How to print the answer.")
@click.option("--list", "listing", is_flag=True, help="List the named questions, with the settings that each takes.")
def command(
    file: Path | None,
    named: str | None,
    settings: tuple[str, ...],
    graph: Path | None,
    endpoint: str | None,
    form: Literal["table", "csv", "json"],
    listing: bool,
) -> int:
    """Ask the graph the question in FILE (SPARQL, SELECT, ASK or CONSTRUCT), or a named one.

    \b
    kg query --list
    kg query --named fines --set since=2020
    kg query --named company-timeline --set name=Xiaomi --format csv
    kg query mine.rq --graph out/graph.ttl --format json
    kg query --named fines --endpoint http://127.0.0.1:8642/sparql
    """
    from kg.graph.query import ask, named_queries, query_text, settings_of

    if listing:
        names = named_queries()
        for name, meaning in names.items():
            takes = "".join(f" [--set {setting}=…]" for setting in settings_of(query_text(named=name)))
            click.echo(f"{name:<{max(map(len, names))}}  {meaning}{takes}")
        return 0
    if endpoint is not None and graph is not None:
        raise UsageError("give --graph or --endpoint, not both")
    if file is not None and (file.is_dir() or file.suffix in (".ttl", ".nt", ".trig", ".nq")):
        raise UsageError(f"{file} is no question; if it is the graph to ask, write --graph {file}")
    text = query_text(file, named, settings)
    if endpoint is not None:
        from kg.graph.endpoint import ask_endpoint

        answer = ask_endpoint(endpoint, text)
    else:
        answer = ask(graph or Path(default_graph), text)
    given = {setting.partition("=")[0].casefold() for setting in settings}
    left = {name: value for name, value in settings_of(text).items() if value and name.casefold() not in given}
    if named is not None and left and not answer.rows:
        wanted = " ".join(f"--set {name}=…" for name in left)
        raise UsageError(
            f"{named}: no answer for {', '.join(f'{name} {value!r}' for name, value in left.items())}, which it asks of itself: give {wanted}"
        )
    click.echo(answer.render(form), nl=False)
    return 0
