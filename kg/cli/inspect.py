"""`kg inspect`: how one article is read, step by step."""

from __future__ import annotations

import click

from kg.cli.options import engine_option, read_options, reading_options


@click.command("inspect")
@click.argument("file")
@reading_options
@engine_option
@click.option("--record", metavar="ID", help="Which record of a file or folder that holds several, by its id or source; default: the first.")
def command(file: str, date: str | None, fields: tuple[str, ...], max_mb: float, engine: str, record: str | None) -> int:
    """Show each step for one article: what was read, named, claimed, and what it becomes in the graph.

    \b
    kg inspect seeds/01-xiaomi-list-removal.html
    kg inspect notices.jsonl --record oig-7
    """
    from kg.pipeline import inspect

    for title, lines in inspect(file, read_options(date, fields, max_mb), engine, record, lambda line: click.echo(line, err=True)):
        click.secho(title, bold=True)
        for line in lines or ("–",):
            click.echo(f"  {line}")
    return 0
