"""`kg case`: what belongs to one matter, and where it stood when."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.options import GraphPath, default_graph
from kg.counting import counted, decimal_text
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.records import KnowledgeGraph


@click.command("case")
@click.argument("case", required=False, default="list", metavar="[LIST|CASE]")
@click.option("--as-of", metavar="YYYY[-MM[-DD]]", help="As it stood at the end of that day, month or year.")
@click.option("--graph", type=GraphPath(), default=Path(default_graph), show_default=True, help="The Turtle file to look in, or its folder.")
def command(case: str, as_of: str | None, graph: Path) -> int:
    """List the cases of a graph, or show one: its events in time, the stage that each led to, and where it stands.

    A case holds the stages of one matter: alleged, investigated, charged or sued, ruled, settled or fined, appealed, overturned or lifted.
    What is only planned or denied is shown and moves nothing. Where an event's articles differ on its date or sum, it says which
    it took and why. CASE is its id or title, or the name of a party that has no other.

    \b
    kg case
    kg case xiaomi-v-us-department-of-defense
    kg case "Xiaomi"
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
        rows = [(id.partition("/")[2], f"{stage}{f' since {since}' if since else ''}", cases[id].label) for id, stage, since in shown]
        widths = [max((len(row[i]) for row in rows), default=0) for i in (0, 1)]
        for name, stood, label in rows:
            click.echo(f"{name:<{widths[0]}}  {stood:<{widths[1]}}  {label}")
        click.echo(f"({counted(len(shown), 'case')})")
        return 0
    chosen = _named(told, case)
    if chosen is None:
        raise UsageError(f"no case {case!r} in {graph}; `kg case list` shows them")
    stage, since = state(steps[chosen])
    click.echo(f"{cases[chosen].label}: {stage}{f' since {since}' if since else ''}{f', as of {as_of}' if as_of else ''}")
    for step in steps[chosen]:
        event = step.event
        money = f"  {decimal_text(event.money.amount)} {event.money.currency}" if event.money else ""
        counts = f"  [{counted(event.article_count, 'article')}, {counted(event.source_count or 0, 'source')}]" if event.article_count else ""
        # The label ends in the date, which stands in front here.
        label = event.label.removesuffix(f" ({event.date})")
        click.echo(f"  {event.date or '-':<10}  {step.stage or event.status:<14}  {label}{money}{counts}")
        for choice in event.choices:
            click.echo(f"{'':<14}took {choice}")
    return 0


def _named(graph: KnowledgeGraph, name: str) -> str | None:
    """The id of the case that `name` means: its id, its title, or the name of one of its parties. Raises UsageError where several are meant."""
    ids = {c.id for c in graph.cases}
    for id in (name, f"case/{name}"):
        if id in ids:
            return id
    wanted = name.casefold()
    parties = {e.id for e in graph.entities if wanted in (e.id, *(n.casefold() for n in (e.label, *e.aliases)))}
    for found in ([c.id for c in graph.cases if c.label.casefold() == wanted], [c.id for c in graph.cases if parties & {*c.parties}]):
        if len(found) > 1:
            raise UsageError(f"{name!r} may be {', '.join(id.partition('/')[2] for id in sorted(found))}: give the id")
        if found:
            return found[0]
    return None
