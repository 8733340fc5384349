"""`kg verify`: are the exports what was written, and do they say what was read?"""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import NamedPath
from kg.counting import counted


@click.command("verify")
@click.argument("folder", required=False, type=NamedPath(file_okay=False, path_type=Path), default=Path("exports"))
def command(folder: Path) -> int:
    """Check the exports in FOLDER by their manifest.json: each file's bytes, what it counts, that all formats say the same; and cut every quote
    again from its article's text. A line a fault; exit 1 where there is one. Works offline.

    \b
    kg verify exports/
    """
    from kg.verify import verify

    result = verify(folder)
    for line in result.faults:
        click.echo(line)
    verdict = counted(len(result.faults), "fault") if result.faults else "all as written"
    click.echo(f"{folder}: {counted(result.files, 'file')}, {counted(result.quotes, 'quote')} cut again: {verdict}", err=bool(result.faults))
    return int(bool(result.faults))
