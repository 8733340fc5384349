"""The command `kg`: the group of commands, and how errors and exit codes come out.

Exit codes: 0 done; 1 done, but something was set aside or does not conform; 2 could not be done.
"""

from __future__ import annotations

import os
import sys
import traceback
from importlib import import_module
from importlib.metadata import version

import click

from kg.errors import KGError

TRACEBACK = "KG_TRACEBACK"
"""The variable in the environment that has a fault of our own shown with its traceback."""

COMMANDS = (
    *("build", "case", "view", "inspect", "query", "serve", "validate", "eval", "resolve", "schema", "diff", "load", "export", "verify"),
    "review",
)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `kg --help` is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kg.cli.{cmd_name}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120})
@click.version_option(version("corekg"), prog_name="kg")
def cli() -> None:
    """Reads news articles and agency notices into a knowledge graph of what happens between companies and those who
    regulate them, every claim tied to the very words that make it. Works offline.

    \b
    kg build seeds/ -o exports/          read a folder, write the graph
    kg query --named fines               ask it a question
    kg inspect article.txt               see how one article is read

    Exit codes: 0 done; 1 done, but something was set aside or does not conform; 2 could not be done.
    """


def main(arguments: list[str] | None = None) -> int:
    """Run `kg` with these arguments (default: the process's). Returns the exit code; an error is one line on stderr."""
    try:
        code = cli.main(args=arguments, prog_name="kg", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        return 0
    except click.ClickException as error:
        return _failed(error.format_message())
    except click.Abort:
        return _failed("interrupted; nothing was changed")
    except KGError as error:
        return _failed(str(error))
    except SystemExit:
        return 0  # click's way out where the reader of our output has gone (`kg query … | head`), which is no fault
    except OSError as error:
        return _failed(f"{error.filename}: {error.strerror}" if error.filename else str(error))
    except Exception as error:  # noqa: BLE001 - else the interpreter would end with 1, which says that all was done
        if os.environ.get(TRACEBACK):
            traceback.print_exception(error)
        return _failed(f"a fault in corekg itself: {type(error).__name__}: {error}; run with {TRACEBACK}=1 to see where")
    return code if isinstance(code, int) else 0


def _failed(message: str) -> int:
    click.echo("kg: " + " ".join(message.split()), err=True)
    return 2


def run() -> None:
    """The entry point."""
    sys.exit(main())
