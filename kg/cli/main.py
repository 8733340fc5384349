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

COMMANDS = {
    "build": "Read articles and write their graph.",
    "view": "Open the graph as a page in the browser.",
    "query": "Ask the graph a question: one of ours, or your own SPARQL.",
    "case": "List the cases, or show one: what happened, where it stands.",
    "inspect": "Show how one article is read, step by step.",
    "resolve": "Decide who is who, where the rules are wrong.",
    "review": "Judge a sample of claims: how much of the graph is right?",
    "diff": "Say what differs between two graphs, and why.",
    "export": "Write the graph in other formats.",
    "load": "Put the graph into a running database.",
    "serve": "Serve the graph over HTTP: SPARQL, and a page for every node.",
    "verify": "Check that the exports are as they were written.",
    "validate": "Check the graph against the SHACL shapes.",
    "eval": "Score the graph against annotations.",
    "schema": "Print the ontology, the shapes and the JSON Schemas.",
}
"""Each command, in the order of the help, and what the help of the whole says of it: short enough for a line of 80 characters."""


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `kg --help` is there at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"kg.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


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
        unbuilt = str(error).startswith(f"cannot read {import_module('kg.cli.options').default_graph}: No such file")
        return _failed(f"{error}{'; `kg build FOLDER` makes it' if unbuilt else ''}")
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
