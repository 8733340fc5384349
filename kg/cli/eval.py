"""`kg eval`: how well a graph agrees with gold annotations."""

from __future__ import annotations

import json
from pathlib import Path

import click


@click.command("eval")
@click.argument("graph", type=click.Path(dir_okay=False, path_type=Path))
@click.argument("gold", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--docs", type=click.Path(file_okay=False, path_type=Path), help="The input folder: also check that every quote stands in its document."
)
@click.option("--errors", is_flag=True, help="List what was missed (-) and what was surplus (+).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print the scores.")
def command(graph: Path, gold: Path, docs: Path | None, errors: bool, form: str) -> int:
    """Score GRAPH (Turtle) against GOLD (one JSON object a line).

    \b
    kg eval exports/graph.ttl seeds/gold.jsonl
    kg eval out/graph.ttl mine.jsonl --errors
    """
    from kg.evaluation import evaluate

    scores = evaluate(graph, gold, docs)
    if errors:
        for line in scores.errors:
            click.echo(line)
    click.echo(json.dumps(scores.to_dict(), indent=1) if form == "json" else scores.to_table())
    return 0
