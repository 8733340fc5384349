"""`kg export`: a graph that is written already, in other formats."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import GraphPath, NamedPath, default_graph


@click.command("export")
@click.argument("graph", required=False, type=GraphPath(), default=Path(default_graph))
@click.option("--to", "formats", metavar="FORMAT[,FORMAT]", help="What to write; --list names them.")
@click.option("-o", "--output", type=NamedPath(file_okay=False, path_type=Path), help="Folder to write to. [default: the graph's]")
@click.option("--base-iri", default=None, metavar="IRI", help="Base of GRAPH's IRIs, where it names none and it is not the usual one.")
@click.option("--title", default="Knowledge graph", show_default=True, help="Title of graph.html.")
@click.option("--list", "listed", is_flag=True, help="Name the formats and the files that each writes.")
def command(graph: Path, formats: str | None, output: Path | None, base_iri: str | None, title: str, listed: bool) -> int:
    """Write GRAPH, a Turtle file that this program wrote, in other formats: the files that `kg build --formats` would have written.

    \b
    kg export --list
    kg export exports/graph.ttl --to neo4j -o import/
    kg export exports/graph.ttl --to trig,gexf,csv -o out/
    """
    from kg.errors import UsageError
    from kg.formats import FORMATS, Page, Source, chosen
    from kg.graph.reading import read_graph
    from kg.graph.turtle_file import base_of
    from kg.manifest import write_with_manifest
    from kg.ontology import ontology

    if listed:
        width = max(map(len, FORMATS))
        for name, form in FORMATS.items():
            click.echo(f"{name.ljust(width)}  {', '.join(form.names)}")
        return 0
    if not formats:
        raise UsageError("--to FORMAT is missing; --list names the formats")
    wanted = chosen(tuple(f.strip() for f in formats.split(",") if f.strip()))
    source = Source(read_graph(graph, base_iri), base_iri or base_of(graph) or ontology().base, Page(title=title))
    files = {name: content for f in wanted for name, content in FORMATS[f].write(source).items()}
    folder = output or graph.parent
    write_with_manifest(folder, files, source.graph, source.base_iri, beside=graph.parent)
    for name in files:
        click.echo(str(folder / name))
    return 0
