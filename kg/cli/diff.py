"""`kg diff`: two graphs side by side."""

from __future__ import annotations

from pathlib import Path

import click

from kg.errors import UsageError


@click.command("diff")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "patch"]),
    default="text",
    show_default=True,
    help="Text, JSON, or an RDF Patch that makes the triples of OLD into those of NEW.",
)
def command(old: Path, new: Path, form: str) -> int:
    """Say what differs between two graphs: entities, events, claims and cases added, lost and changed, and why.

    OLD and NEW are Turtle files that this program wrote, or folders with a graph.ttl; of folders the ledger and the manifest are read too, so that
    a decision or another version of the program can be named as the cause. Where a cause cannot be known, that is said.

    \b
    kg diff exports-yesterday exports
    kg diff old.ttl new.ttl --format json
    kg diff old.ttl new.ttl --format patch
    """
    from kg.compare import as_json, as_text, built_from, compare, rdf_patch
    from kg.graph.lasting import lasting_triples
    from kg.graph.reading import read_graph

    one, other = (_turtle(path) for path in (old, new))
    if form == "patch":
        click.echo(rdf_patch(lasting_triples(one), lasting_triples(other)), nl=False)
        return 0
    builds = (built_from(path if path.is_dir() else None) for path in (old, new))
    found = compare(read_graph(one), read_graph(other), *builds)
    click.echo(as_json(found) if form == "json" else as_text(found), nl=False)
    return 0


def _turtle(path: Path) -> Path:
    """The Turtle file that stands for a path. Raises UsageError: a folder without one."""
    if not path.is_dir():
        return path
    if not (path / "graph.ttl").is_file():
        raise UsageError(f"{path}: no graph.ttl in it")
    return path / "graph.ttl"
