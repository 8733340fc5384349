"""`kg review`: a sample of claims for people to judge, and what their verdicts say of the graph."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import GraphPath, default_graph
from kg.counting import counted
from kg.errors import UsageError

_FOLDER = Path("review")


@click.command("review")
@click.argument("graph", required=False, type=GraphPath(), default=Path(default_graph))
@click.option("-n", "count", type=click.IntRange(min=1), default=None, help="How many claims to draw.  [default: 100]")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=None, help=f"Folder to write to.  [default: {_FOLDER}]")
@click.option("--relation", "relations", multiple=True, metavar="R", help="Draw of this relation or event of one party alone; may be repeated.")
@click.option("--seed", type=int, default=None, help="Another number draws other claims.  [default: 0]")
@click.option(
    "--read", "filled", type=click.Path(dir_okay=False, path_type=Path), help="Read the verdicts in this review.csv and print what they say."
)
@click.option(
    "--precision",
    type=click.FloatRange(min=0, max=1, min_open=True),
    default=None,
    help="With --read: what share is to be right.  [default: 0.9]",
)
@click.option("--json", "as_object", is_flag=True, help="With --read: print JSON.")
def command(
    graph: Path,
    count: int | None,
    output: Path | None,
    relations: tuple[str, ...],
    seed: int | None,
    filled: Path | None,
    precision: float | None,
    as_object: bool,
) -> int:
    """Draw claims of GRAPH for you to judge: some of every relation, spread over all confidences. GRAPH is a Turtle file that this program wrote,
    or a folder with a graph.ttl.

    review.html shows each claim in its article and takes your verdict by key; review.csv is the same for a spreadsheet. --read then says how
    much of the graph is right, by relation and by confidence, and from which confidence on it is right as often as you wish.

    \b
    kg review exports/ -n 150
    kg review exports/ -n 60 --relation fined --relation sued -o fines/
    kg review exports/ --read review/review.csv
    kg review exports/ --read review/review.csv --precision 0.95 --json
    """
    from kg.graph.reading import read_graph
    from kg.review import CSV, HTML, as_json, as_text, cells, draw, has_verdicts, measure, read_sheet, review_page, sheet_text

    if filled is not None:
        if count is not None or output is not None or relations or seed is not None:
            raise UsageError("--read reads verdicts: it takes no -n, no -o, no --relation and no --seed")
        sheet = read_sheet(filled)
        found = measure(read_graph(graph), sheet, 0.9 if precision is None else precision)
        for record in sorted((*found.set_aside, *found.faults), key=lambda r: r.line or 0):
            click.echo(f"  {record}", err=True)
        click.echo(as_json(found) if as_object else as_text(found), nl=False)
        return int(bool(found.set_aside or found.faults))
    if precision is not None or as_object:
        raise UsageError("--precision and --json go with --read")
    folder = output or _FOLDER
    if has_verdicts(folder / CSV):
        raise UsageError(f"{folder / CSV} holds verdicts, which would be lost: move it away, or write elsewhere with -o")
    from kg.export.atomic import write_files

    sample = draw(read_graph(graph), 100 if count is None else count, seed or 0, relations)
    rows = [cells(sample, row) for row in sample.rows]
    write_files(folder, {CSV: sheet_text(rows), HTML: review_page(sample, rows, f"Review of {graph.name or graph}")})
    relations_drawn = len({s.relation for s in sample.strata})
    claims, strata = counted(len(sample.population.claims), "claim"), counted(len(sample.strata), "stratum", "strata")
    click.echo(f"{len(rows)} of {claims}, {counted(relations_drawn, 'relation')}, {strata}")
    click.echo(f"{folder / HTML}\n{folder / CSV}")
    return 0
