"""Options that several commands share."""

from __future__ import annotations

import math
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.errors import UsageError
from kg.extract.engine import ENGINES

if TYPE_CHECKING:
    from kg.read import ReadOptions

engine_option = click.option(
    "--engine", type=click.Choice(list(ENGINES)), default=next(iter(ENGINES)), show_default=True, help="Which reader to use."
)


class NamedPath(click.Path):
    """A path that is not empty: "" would be the current folder, which is asked for as "."."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if value == "":
            self.fail("it is empty; the current folder is '.'", param, ctx)
        return super().convert(value, param, ctx)


class GraphPath(NamedPath):
    """A graph's file, or the folder that a build wrote, which stands for the graph.ttl in it."""

    def __init__(self) -> None:
        super().__init__(path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        path: Path = super().convert(value, param, ctx)
        if not path.is_dir():
            return path
        if not (path / "graph.ttl").is_file():
            raise UsageError(f"{path}: no graph.ttl in it")
        return path / "graph.ttl"


class FiniteRange(click.FloatRange):
    """A number within bounds; "nan", which lies in no range and outside of none, is refused, and so is "inf"."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number: float = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(f"{value} is no finite number.", param, ctx)
        return number


MOST_MB = 1_000_000.0

default_graph = "exports/graph.ttl"

default_decisions = Path("decisions.csv")


def decisions_file(given: Path | None) -> Path | None:
    """The file of decisions: the one that is given, else decisions.csv in the current folder, where there is one. Raises UsageError."""
    if given is not None and not given.exists():
        raise UsageError(f"cannot read {given}: no such file")
    return given or (default_decisions if default_decisions.exists() else None)


def reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """--date, --field and --max-mb: how the input is read."""
    for option in (
        click.option(
            "--max-mb",
            type=FiniteRange(min=0, min_open=True, max=MOST_MB),
            default=10.0,
            show_default=True,
            help="Set aside documents larger than this.",
        ),
        click.option(
            "--field",
            "fields",
            multiple=True,
            metavar="NAME=COLUMN",
            help="Read NAME (text, title, date, publisher, url, language, id) from this column or key.",
        ),
        click.option("--date", metavar="YYYY[-MM[-DD]]", help="Publication date of documents that give none."),
    ):
        command = option(command)
    return command


def read_options(date: str | None, fields: tuple[str, ...], max_mb: float) -> ReadOptions:
    """The reader's options from the command line's. Raises UsageError for a date or a field that is not well formed."""
    # Imported here, as in the commands: `kg --help` loads every command and need not wait for what they use.
    from pydantic import ValidationError

    from kg.read import ReadOptions

    pairs = []
    for field in fields:
        name, equals, column = field.partition("=")
        if not (name and equals and column):
            raise UsageError(f"--field {field!r}: write NAME=COLUMN, as in --field text=body")
        pairs.append((name, column))
    try:
        return ReadOptions(date=date, fields=tuple(pairs), max_bytes=int(max_mb * 1_000_000))
    except ValidationError as error:
        first = error.errors()[0]
        option = {"date": "--date", "fields": "--field", "max_bytes": "--max-mb"}[str(first["loc"][0])]
        reason = (
            "write YYYY, YYYY-MM or YYYY-MM-DD" if first["type"] == "string_pattern_mismatch" else first.get("ctx", {}).get("error", first["msg"])
        )
        raise UsageError(f"{option}: {reason}") from error
