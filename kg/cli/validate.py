"""`kg validate`: does a graph conform to the shapes?"""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import GraphPath, default_graph
from kg.counting import counted


@click.command("validate")
@click.argument("graph", type=GraphPath(), default=Path(default_graph))
def command(graph: Path) -> int:
    """Check GRAPH (Turtle) against shapes.ttl: domains, ranges, cardinalities, evidence. Exit 1 where it does not conform.

    \b
    kg validate exports/graph.ttl
    """
    from kg.graph.turtle_file import parse_graph
    from kg.graph.validate import validate

    result = validate(parse_graph(graph))
    for violation in result.violations:
        click.echo(str(violation))
    click.echo(f"{graph}: {'conforms' if result.conforms else counted(len(result.violations), 'violation')}", err=not result.conforms)
    return 0 if result.conforms else 1
