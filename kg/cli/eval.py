"""`kg eval`: how well a graph agrees with gold annotations, and how well it is said who is who."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path, PurePosixPath

import click

from kg.cli.options import MOST_MB, GraphPath, engine_option
from kg.errors import UsageError


@click.command("eval")
@click.argument("graph", required=False, type=GraphPath())
@click.argument("gold", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--docs",
    type=click.Path(file_okay=False, path_type=Path),
    help="The input folder: also check that every quote stands in its document, read as `kg build` reads it.",
)
@click.option("--errors", is_flag=True, help="List what was missed (-) and what was surplus (+).")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print the scores.")
@click.option(
    "--identity", type=click.Path(path_type=Path), help="Read the articles of this set (YAML, or a folder of it) and score who is taken for whom."
)
@engine_option
def command(graph: Path | None, gold: Path | None, docs: Path | None, errors: bool, form: str, identity: Path | None, engine: str) -> int:
    """Score GRAPH (Turtle) against GOLD (one JSON object a line), or with --identity who is taken for whom.

    \b
    kg eval exports/graph.ttl seeds/gold.jsonl
    kg eval out/graph.ttl mine.jsonl --errors
    kg eval --identity benchmarks/identity
    """
    if identity is not None:
        if graph or gold or docs or errors:
            raise UsageError("--identity reads articles of its own: it takes no GRAPH, no GOLD, no --docs and no --errors")
        from kg.pipeline import evaluate_identity

        found = evaluate_identity(identity, engine)
        click.echo(json.dumps({"figures": found.figures()}, indent=1) if form == "json" else found.to_table())
        return 0
    if graph is None or gold is None:
        raise UsageError("give GRAPH and GOLD, or --identity SET")
    from kg.evaluation import evaluate

    scores = evaluate(graph, gold, None if docs is None else _as_read(docs))
    if len(scores.missing) == scores.documents:
        raise UsageError(f"{gold}: none of its documents is in {graph}")
    if errors:
        for line in scores.errors:
            click.echo(line)
    click.echo(json.dumps(scores.to_dict(), indent=1) if form == "json" else scores.to_table())
    return 0


def _as_read(folder: Path) -> Callable[[str], str | None]:
    """The text of each document of a folder, as `kg build` reads it, by its source or file name. Raises UsageError: no such folder, no document."""
    from kg.read import ReadOptions, read
    from kg.records import Article

    if not folder.is_dir():
        raise UsageError(f"no such folder: {folder}")
    options = ReadOptions(check_language=False, max_bytes=int(MOST_MB * 1_000_000))
    texts = {item.source: item.text for item in read([folder], options) if isinstance(item, Article)}
    if not texts:
        raise UsageError(f"{folder}: no document in it")
    by_name = {PurePosixPath(source).name: texts[source] for source in sorted(texts, reverse=True)}
    return lambda document_id: texts.get(document_id, by_name.get(document_id))
