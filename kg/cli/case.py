"""`kg case`: what belongs to one matter, and where it stood when."""

from __future__ import annotations

import re
from pathlib import Path

import click

from kg.cli.options import default_graph
from kg.counting import counted, decimal_text
from kg.errors import UsageError


@click.command("case")
@click.argument("case", required=False, default="list", metavar="[LIST|ID]")
@click.option("--as-of", metavar="YYYY[-MM[-DD]]", help="As it stood at the end of that day, month or year.")
@click.option(
    "--graph", type=click.Path(dir_okay=False, path_type=Path), default=Path(default_graph), show_default=True, help="The Turtle file to look in."
)
def command(case: str, as_of: str | None, graph: Path) -> int:
    """List the cases of a graph, or show one: its events in time, the stage that each led to, and where it stands.

    A case holds the stages of one matter: alleged, investigated, charged or sued, ruled, settled or fined, appealed, overturned or lifted.
    What is only planned or denied is shown and moves nothing. Where an event's articles differ on its date or sum, it says which
    it took and why.

    \b
    kg case
    kg case xiaomi-v-us-department-of-defense
    kg case list --as-of 2021-03
    """
    from kg.graph.reading import read_graph
    from kg.resolve.cases import state, timelines
    from kg.resolve.dates import stretch

    if as_of is not None and not (re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", as_of) and stretch(as_of)):
        raise UsageError(f"--as-of {as_of!r}: write YYYY, YYYY-MM or YYYY-MM-DD")
    told = read_graph(graph)
    cases = {c.id: c for c in told.cases}
    steps = timelines(told, as_of)
    if case.casefold() == "list":
        shown = [(id, *state(steps[id])) for id in sorted(cases) if steps[id] or as_of is None]
        for id, stage, since in shown:
            click.echo(f"{id.partition('/')[2]}  {stage}{f' since {since}' if since else ''}  {cases[id].label}")
        click.echo(f"({counted(len(shown), 'case')})")
        return 0
    id = case if case.startswith("case/") else f"case/{case}"
    if id not in cases:
        raise UsageError(f"no case {case!r} in {graph}; `kg case list` shows them")
    stage, since = state(steps[id])
    click.echo(f"{cases[id].label}: {stage}{f' since {since}' if since else ''}{f', as of {as_of}' if as_of else ''}")
    for step in steps[id]:
        event = step.event
        money = f"  {decimal_text(event.money.amount)} {event.money.currency}" if event.money else ""
        counts = f"  [{counted(event.article_count, 'article')}, {counted(event.source_count or 0, 'source')}]" if event.article_count else ""
        # The label ends in the date, which stands in front here.
        label = event.label.removesuffix(f" ({event.date})")
        click.echo(f"  {event.date or '-':<10}  {step.stage or event.status:<14}  {label}{money}{counts}")
        for choice in event.choices:
            click.echo(f"{'':<14}took {choice}")
    return 0
