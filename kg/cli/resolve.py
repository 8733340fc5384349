"""`kg resolve`: say who is one and who is two, where the rules do not know or are wrong; take it back."""

from __future__ import annotations

from datetime import date
from getpass import getuser
from pathlib import Path

import click

from kg.cli.options import GraphPath, NamedPath, default_decisions, default_graph
from kg.errors import UsageError


@click.command("resolve")
@click.option("--same", nargs=2, metavar="A B", help="A and B are one.")
@click.option("--different", nargs=2, metavar="A B", help="A and B are two.")
@click.option("--undo", "undone", nargs=2, metavar="A B", help="Take back what was decided about A and B.")
@click.option("--list", "listing", is_flag=True, help="Print the decisions.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for those who read it later.")
@click.option("--who", default=None, metavar="NAME", help="Who decides; default: your user name.")
@click.option(
    "--decisions",
    type=NamedPath(dir_okay=False, path_type=Path),
    default=default_decisions,
    show_default=True,
    help="The file to change; `kg build` reads it.",
)
@click.option(
    "--graph",
    type=GraphPath(),
    default=Path(default_graph),
    show_default=True,
    help="Where there is such a graph, names are looked up in it, and ids that it has not are refused.",
)
def command(
    same: tuple[str, str] | None,
    different: tuple[str, str] | None,
    undone: tuple[str, str] | None,
    listing: bool,
    why: str,
    who: str | None,
    decisions: Path,
    graph: Path,
) -> int:
    """Decide who is who. A decision wins over every rule, in this build and in every later one, until it is taken back.

    A and B are ids of entities, as the graph writes them, or names that one entity alone has. What was wrongly joined has one id: name
    two of its members as ledger.csv does, "source: name"; what one article's reading took for one cannot be parted. Decisions stand in a
    CSV file that can be edited by hand: verdict,left,right,who,when,why.

    \b
    kg resolve --same company/square company/block --why "renamed in 2021"
    kg resolve --different "a.txt: Merck" "b.txt: Merck KGaA"
    kg resolve --undo company/square company/block
    kg resolve --list
    """
    from kg.resolve import Decision, decide, read_decisions, undo

    wanted = [name for name, given in (("--same", same), ("--different", different), ("--undo", undone), ("--list", listing)) if given]
    if len(wanted) != 1:
        raise UsageError("say one of --same A B, --different A B, --undo A B, --list")
    if undone:
        count = undo(decisions, *undone)
        if not count and read_decisions(decisions):  # of names, which the file does not hold
            count = undo(decisions, *_ids(graph, decisions, undone))
        if not count:
            raise UsageError(f"{decisions}: nothing is decided about {undone[0]} and {undone[1]}")
        click.echo(f"{decisions}: {count} taken back")
        return 0
    if listing:
        for d in read_decisions(decisions):
            click.echo("  ".join(part for part in (f"{d.place}:", d.verdict, d.left, d.right, d.who, d.when, d.why) if part))
        return 0
    left, right = _ids(graph, decisions, same or different or ("", ""))
    if left == right:
        raise UsageError("a decision is about two ids")
    verdict = "same" if same else "different"
    if different:
        _parts(graph, left, right)
    row = {"verdict": verdict, "left": left, "right": right, "who": getuser() if who is None else who, "when": date.today().isoformat(), "why": why}
    decide(decisions, Decision.model_validate(row))
    click.echo(f"{decisions}: {left} and {right} are {verdict}; build again to see it")
    return 0


def _ids(graph: Path, decisions: Path, ends: tuple[str, str]) -> tuple[str, str]:
    """The ids that two ends mean: an id or a member as it is, a name as the entity that has it.

    Raises UsageError where an end is neither in the graph nor decided about before, or several have the name. Without a graph all is taken as it is.
    """
    from kg.graph.reading import read_graph
    from kg.resolve import read_decisions
    from kg.viewer import named

    if not graph.exists():
        return ends
    told = read_graph(graph)
    sources = tuple(a.article.source + ": " for a in told.articles)
    known = {end for d in read_decisions(decisions) for end in d.pair}
    left, right = (end if end in known or end.startswith(sources) else named(told, end) for end in ends)
    return left, right


def _parts(graph: Path, left: str, right: str) -> None:
    """Raises UsageError where what is to be parted was never two."""
    from kg.graph.reading import read_graph
    from kg.resolve.handles import read_as_one

    ledger = graph.with_name("ledger.csv")
    if graph.exists() and ledger.exists() and read_as_one(read_graph(graph), ledger.read_text("utf-8"), left, right):
        raise UsageError(f"{left!r} and {right!r} were read as one in their article: a decision parts only what the ledger names apart")
