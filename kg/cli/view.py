"""`kg view`: the page in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path

import click

from kg.cli.options import GraphPath, NamedPath, default_graph
from kg.errors import UsageError


@click.command("view")
@click.argument("graph", required=False, type=GraphPath(), default=Path(default_graph))
@click.option("--only", metavar="NAME", help="Show one entity's neighbourhood alone: its id, label or alias.")
@click.option("--depth", type=click.IntRange(min=1), default=None, help="With --only: how many steps around it. [default: 1]")
@click.option("--title", default=None, help="Title of the page. [default: the name of --only, or of a file that is not called graph.ttl]")
@click.option("-o", "--output", type=NamedPath(dir_okay=False, path_type=Path), default=None, help="Write the page here instead of opening it.")
@click.option("--no-texts", is_flag=True, help="Leave the articles' texts out, but for the words around each quote: a smaller page.")
def command(graph: Path, only: str | None, depth: int | None, title: str | None, output: Path | None, no_texts: bool) -> int:
    """Open GRAPH, a Turtle file that this program wrote (or its .html), in the browser.

    \b
    kg view
    kg view out/graph.ttl --only Xiaomi --depth 2
    kg view out/graph.ttl --only Xiaomi -o xiaomi.html
    """
    if depth is not None and not only:
        raise UsageError("--depth needs --only")
    if graph.suffix in (".html", ".htm"):
        if not graph.is_file():
            raise UsageError(f"no such file: {graph}")
        if only or output or title or no_texts:
            raise UsageError("--only, --title, --no-texts and -o need the Turtle file, not the page")
        return _open(graph)

    from kg.export.atomic import write_file
    from kg.graph.reading import read_graph
    from kg.viewer import named, render

    read = read_graph(graph)
    centre = named(read, only) if only else None
    whole = "Knowledge graph" if graph.name == "graph.ttl" else graph.stem
    label = next((e.label for e in read.entities if e.id == centre), whole)
    page = render(read, title or label, only=centre, depth=depth or 1, texts=not no_texts)
    if output is not None:
        write_file(output, page)
        click.echo(f"{output}: {len(page.encode()) / 1e6:.1f} MB")
        return 0
    # Not deleted: the browser reads it after we are gone.
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", prefix=f"{graph.stem}-", suffix=".html", delete=False) as file:
        file.write(page)
    return _open(Path(file.name))


def _open(path: Path) -> int:
    address = path.resolve().as_uri()
    if not webbrowser.open(address):
        click.echo(f"no browser could be started; the page is at {address}", err=True)
        return 1
    click.echo(address)
    return 0
