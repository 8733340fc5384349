"""`kg schema`: print what is printed from the ontology, or check that it is up to date."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import NamedPath


@click.command("schema")
@click.option(
    "-o", "--output", type=NamedPath(file_okay=False, path_type=Path), default=Path("schemas"), show_default=True, help="Folder to write to."
)
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a file is stale or missing.")
def command(output: Path, check: bool) -> int:
    """Print ontology.ttl, shapes.ttl, context.jsonld and the JSON Schemas from ontology.yaml.

    \b
    kg schema
    kg schema --check
    """
    from kg.schema import stale, write

    if not check:
        for name in write(output):
            click.echo(output / name)
        return 0
    names = stale(output)
    for name in names:
        click.echo(f"{output / name}: stale; run `kg schema`", err=True)
    return 1 if names else 0
