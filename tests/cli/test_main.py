"""The command as a whole: its help, its errors, its exit codes."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from kg.cli.main import COMMANDS, cli
from kg.export.turtle import turtle
from kg.ontology import ontology
from tests.cli.conftest import Call

EXAMPLES = [
    (name, line.strip())
    for name in COMMANDS
    for line in (cli.get_command(click.Context(cli), name) or cli).help.splitlines()  # type: ignore[union-attr]
    if "kg " in line and line.strip().startswith(("kg ", "zcat "))
]


def command(name: str) -> click.Command:
    found = cli.get_command(click.Context(cli), name)
    assert found is not None
    return found


def test_every_file_of_a_command_is_a_command() -> None:
    here = Path(sys.modules["kg.cli.main"].__file__ or "").parent
    defined = {path.stem for path in here.glob("*.py") if '@click.command("' in path.read_text("utf-8")}
    assert defined == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_every_option_does(kg: Call, name: str) -> None:
    for flag in ("--help", "-h"):
        shown = kg(name, flag)
        assert (shown.code, shown.err) == (0, "")
        assert f"Usage: kg {name}" in shown.out
    for parameter in command(name).params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"kg {name} {parameter.opts[-1]} has no help"
            assert parameter.opts[-1] in shown.out


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_an_example(name: str) -> None:
    assert [line for of, line in EXAMPLES if of == name]


@pytest.mark.parametrize(("name", "line"), EXAMPLES)
def test_an_example_in_the_help_can_be_typed(name: str, line: str) -> None:
    words = shlex.split(line.rpartition("|")[2])
    assert words[:2] == ["kg", name]
    command(name).make_context(f"kg {name}", words[2:])  # raises where an option or a value is unknown


def test_the_help_of_the_whole_names_every_command_and_the_exit_codes(kg: Call) -> None:
    shown = kg("--help")
    assert (shown.code, shown.err) == (0, "")
    lines = shown.out.splitlines()
    for name, meaning in COMMANDS.items():
        assert f"  {name:<10}{meaning}" in lines
        assert len(f"  {name:<10}{meaning}") <= 80
    assert "Exit codes: 0 done; 1 done, but something was set aside or does not conform; 2 could not be done." in " ".join(shown.out.split())


def test_without_a_command_the_help_is_shown(kg: Call) -> None:
    shown = kg()
    assert shown.code == 0
    assert shown.out.startswith("Usage: kg ")


def test_the_version_is_the_package_s(kg: Call) -> None:
    assert kg("--version").out == f"kg, version {version('corekg')}\n"


BAD_CALLS = {
    "no such command": (["reverse"], "No such command 'reverse'"),
    "no such option": (["build", "{article}", "--colour"], "--colour"),
    "no input": (["build"], "INPUTS"),
    "input is missing": (["build", "nowhere.txt"], "nowhere.txt: no such file or folder"),
    "a pattern that matches nothing": (["build", "*.pdf"], "*.pdf: matches no file"),
    "a folder with nothing in it": (["build", "{empty}"], "{empty}: no file to read"),
    "no such format": (["build", "{article}", "--formats", "turtle,odt"], "no format 'odt'"),
    "no format at all": (["build", "{article}", "--formats", ","], "no format is given"),
    "no such engine": (["build", "{article}", "--engine", "psychic"], "'psychic'"),
    "a month that is none": (["build", "{article}", "--date", "2021-13"], "no such date: 2021-13"),
    "a day that is none": (["build", "{article}", "--date", "2021-02-29"], "no such date: 2021-02-29"),
    "a date in words": (["build", "{article}", "--date", "yesterday"], "--date: write YYYY, YYYY-MM or YYYY-MM-DD"),
    "a field without a column": (["build", "{article}", "--field", "text"], "write NAME=COLUMN"),
    "a field that there is not": (["build", "{article}", "--field", "colour=red"], "no field 'colour'"),
    "a limit of nothing": (["build", "{article}", "--max-mb", "0"], "--max-mb"),
    **{f"a limit that is no number of bytes: {n}": (["build", "{article}", "--max-mb", n], "--max-mb") for n in ("nan", "inf", "1e308", "1e-9")},
    "an input without a name": (["build", ""], "an input is empty"),
    "an input without a name beside another": (["build", "{article}", ""], "an input is empty"),
    **{
        f"{words[0]}: a path without a name: {words[-2]}": (words, "it is empty")
        for words in (
            ["build", "{article}", "-o", ""],
            ["build", "{article}", "--decisions", ""],
            ["export", "{graph}", "--to", "csv", "-o", ""],
            ["view", "{graph}", "-o", ""],
            ["resolve", "--list", "--decisions", ""],
            ["schema", "-o", ""],
        )
    },
    **{
        f"{words[0]}: a Turtle that is {file}": ([*words, f"{{{file}}}"], "not a graph that this program wrote")
        for words in (["validate"], ["export", "--to", "csv"], ["view"], ["case", "list", "--graph"])
        for file in ("nothing", "foreign")
    },
    "serve: a limit that is no number": (["serve", "{graph}", "--max-mb", "nan"], "--max-mb"),
    "serve: a time that is no number": (["serve", "{graph}", "--timeout", "nan"], "--timeout"),
    "load: an address with half a bracket": (["load", "http://[::1", "{graph}"], "not an address"),
    "load: half a bracket where to ask": (["load", "http://localhost/", "{graph}", "--query-url", "http://[::1"], "not an address"),
    "query: an endpoint with half a bracket": (["query", "--named", "fines", "--endpoint", "http://[::1"], "http://[::1"),
    "eval: gold nested without end": (["eval", "{graph}", "{gold_deep}"], "{gold_deep}:1: not JSON"),
    "a negative number of processes": (["build", "{article}", "--jobs", "-1"], "--jobs"),
    "a base that is no IRI": (["build", "{article}", "--base-iri", "my graph"], "not a base IRI"),
    "a relative base": (["build", "{article}", "--base-iri", "id/"], "not a base IRI"),
    "an output that is a file": (["build", "{article}", "-o", "{article}"], "is a file"),
    "an output below a file": (["build", "{article}", "-o", "{article}/out"], "cannot write to"),
    "inspect: file is missing": (["inspect", "nowhere.txt"], "nowhere.txt: no such file or folder"),
    "inspect: no such record": (["inspect", "{article}", "--record", "7"], "no record '7'"),
    "inspect: nothing to read": (["inspect", "{nothing}"], "empty"),
    "inspect: bad date": (["inspect", "{article}", "--date", "2021-00"], "no such date: 2021-00"),
    "query: no question": (["query", "--graph", "{graph}"], "give a query file or --named NAME"),
    "query: two questions": (["query", "{query}", "--named", "fines", "--graph", "{graph}"], "not both"),
    "query: file is missing": (["query", "nowhere.rq", "--graph", "{graph}"], "nowhere.rq"),
    "query: no such name": (["query", "--named", "gossip", "--graph", "{graph}"], "no question named 'gossip'"),
    "query: not SPARQL": (["query", "{article}", "--graph", "{graph}"], "not a SPARQL query"),
    "query: an update": (["query", "{update}", "--graph", "{graph}"], "not a SPARQL query"),
    "query: the network": (["query", "{service}", "--graph", "{graph}"], "SERVICE is not allowed"),
    "query: graph is missing": (["query", "--named", "fines"], "exports/graph.ttl"),
    "query: graph is not Turtle": (["query", "--named", "fines", "--graph", "{article}"], "not Turtle"),
    **{
        f"{words[0]}: a folder without a graph": ([*words, "{empty}"], "{empty}: no graph.ttl in it")
        for words in (
            ["query", "--named", "fines", "--graph"],
            ["case", "--graph"],
            ["validate"],
            ["view"],
            ["serve"],
            ["export", "--to", "csv"],
            ["review"],
        )
    },
    "verify: a file": (["verify", "{graph}"], "is a file"),
    "query: a folder for a question": (["query", "{empty}", "--named", "fines"], "is no question; if it is the graph to ask, write --graph {empty}"),
    "query: a graph for a question": (["query", "{graph}"], "is no question; if it is the graph to ask, write --graph {graph}"),
    "query: an unknown setting": (["query", "--named", "fines", "--set", "colour=red", "--graph", "{graph}"], "no setting 'colour'"),
    "query: a setting without a value": (["query", "--named", "company-timeline", "--set", "name", "--graph", "{graph}"], "NAME=VALUE"),
    "query: no such form": (["query", "--named", "fines", "--format", "xml", "--graph", "{graph}"], "--format"),
    "validate: graph is missing": (["validate", "nowhere.ttl"], "nowhere.ttl"),
    "validate: default graph is missing": (["validate"], "cannot read exports/graph.ttl: No such file or directory; `kg build FOLDER` makes it"),
    "validate: not Turtle": (["validate", "{article}"], "{article}:1: not Turtle"),
    "eval: no gold": (["eval", "{graph}"], "GOLD"),
    "eval: graph is missing": (["eval", "nowhere.ttl", "{gold}"], "nowhere.ttl"),
    "eval: gold is missing": (["eval", "{graph}", "nowhere.jsonl"], "nowhere.jsonl"),
    "eval: gold is empty": (["eval", "{graph}", "{nothing}"], "is empty"),
    "eval: what is given for gold is none": (["eval", "{graph}", "{no_gold}"], "{no_gold}:1: not gold"),
    "eval: a line of the gold is not JSON": (["eval", "{graph}", "{gold_not_json}"], "{gold_not_json}:2: not JSON"),
    "eval: a line of the gold has a wrong class": (["eval", "{graph}", "{gold_wrong}"], "{gold_wrong}:2: entities.0.type"),
    "eval: graph is not Turtle": (["eval", "{article}", "{gold}"], "not Turtle"),
    "schema: output is a file": (["schema", "-o", "{article}"], "is a file"),
    "schema: output below a file": (["schema", "-o", "{article}/schemas"], "cannot write to"),
}


@pytest.fixture
def places(tmp_path: Path, article: Path, graph: Path) -> dict[str, Path]:
    """Files by the names that BAD_CALLS use."""
    contents = {
        "nothing": "",
        "foreign": '@prefix foaf: <http://xmlns.com/foaf/0.1/> .\n<http://example.org/ada> a foaf:Person ; foaf:name "Ada" .\n',
        "query": "SELECT ?s WHERE { ?s a reg:Company }",
        "update": "DELETE WHERE { ?s ?p ?o }",
        "service": "SELECT ?s WHERE { SERVICE <http://localhost/sparql> { ?s ?p ?o } }",
        "no_gold": '{"id": "news/fine.txt"}\n',
        "gold": '{"id": "news/fine.txt", "entities": []}\n',
        "gold_not_json": '{"id": "news/fine.txt", "entities": []}\n{"id": \n',
        "gold_deep": "[" * 100_000,
        "gold_wrong": '{"id": "news/fine.txt", "entities": []}\n{"id": "b.txt", "entities": [{"name": "Quillmark", "type": "Firm"}]}\n',
    }
    files = {name: tmp_path / f"{name}.txt" for name in contents}
    for name, path in files.items():
        path.write_text(contents[name], "utf-8")
    empty = tmp_path / "empty"
    empty.mkdir()
    return {**files, "article": article, "graph": graph, "empty": empty}


@pytest.mark.parametrize("case", BAD_CALLS)
def test_a_bad_call_is_one_line_and_exit_2(kg: Call, places: dict[str, Path], tmp_path: Path, case: str) -> None:
    arguments, words = BAD_CALLS[case]
    before = contents_of(tmp_path)
    failed = kg(*(argument.format(**places) for argument in arguments))
    assert failed.code == 2
    assert failed.out == ""
    assert failed.err.startswith("kg: ")
    assert failed.err.find("\n") == len(failed.err) - 1
    assert words.format(**places) in failed.err
    assert "Value error" not in failed.err
    assert contents_of(tmp_path) == before


def contents_of(folder: Path) -> dict[str, bytes | None]:
    return {str(path): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


def test_the_bad_gold_and_query_are_bad_for_the_reason_tested(kg: Call, places: dict[str, Path]) -> None:
    assert kg("query", places["query"], "--graph", places["graph"]).code == 0
    assert kg("eval", places["graph"], places["gold"]).code == 0


def test_an_interruption_is_one_line_too(kg: Call, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("kg.pipeline.write_with_manifest", interrupted)
    stopped = kg("build", article, "-q")
    assert stopped.code == 2
    assert stopped.err.strip() == "kg: interrupted; nothing was changed"


@pytest.mark.parametrize("fault", [ZeroDivisionError("by\nzero"), RecursionError("too deep"), MemoryError(), LookupError("rot13")])
def test_a_fault_of_our_own_is_not_hidden_and_not_taken_for_done(kg: Call, article: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception) -> None:
    def faulty(*_: object) -> None:
        raise fault

    monkeypatch.setattr("kg.pipeline.write_with_manifest", faulty)
    failed = kg("build", article, "-q")
    assert (failed.code, failed.out) == (2, "")
    assert failed.err.startswith(f"kg: a fault in corekg itself: {type(fault).__name__}: ")
    assert failed.err.endswith("run with KG_TRACEBACK=1 to see where\n")
    assert failed.err.count("\n") == 1
    monkeypatch.setenv("KG_TRACEBACK", "1")
    shown = kg("build", article, "-q")
    assert shown.code == 2
    assert shown.err.startswith("Traceback")
    assert "in faulty" in shown.err


@pytest.mark.parametrize(
    "call", [["query", "--named", "fines", "--graph"], ["case", "--graph"], ["validate"], ["export", "--to", "csv"], ["view", "-o", "page.html"]]
)
def test_a_folder_that_a_build_wrote_stands_for_its_graph(kg: Call, graph: Path, call: list[str]) -> None:
    by_folder, by_file = (kg(*call, place) for place in (graph.parent, graph))
    assert (by_folder.code, by_folder.out) == (0, by_file.out)


def test_a_module_does_the_same_as_the_command() -> None:
    ran = subprocess.run([sys.executable, "-m", "kg", "--version"], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"kg, version {version('corekg')}\n", "")
    failed = subprocess.run([sys.executable, "-m", "kg", "validate", "nowhere.ttl"], capture_output=True, text=True, check=False)
    assert (failed.returncode, failed.stdout) == (2, "")
    assert failed.stderr.startswith("kg: ")
    assert failed.stderr.count("\n") == 1


def test_a_reader_that_has_gone_is_no_error(graph: Path) -> None:
    """As in `kg query … | head -1`: nobody reads on, which is nothing to complain about."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        arguments = [sys.executable, "-m", "kg", "query", "--named", "fines", "--graph", str(graph)]
        ran = subprocess.run(arguments, stdout=writing, stderr=subprocess.PIPE, text=True, check=False)
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, "")


@pytest.mark.parametrize("call", [["validate"], ["export", "--to", "csv", "-o", "out"], ["view", "-o", "page.html"], ["case", "list", "--graph"]])
def test_a_graph_of_nothing_is_a_graph_of_ours(kg: Call, tmp_path: Path, call: list[str]) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(turtle([], ontology().base), "utf-8")
    assert kg(*call, path).code == 0


def test_a_graph_written_anew_by_another_program_is_still_ours(kg: Call, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    base = ontology().base
    path.write_text(
        f'<{base}company/quillmark> a <{ontology().namespace}Company> ; <http://www.w3.org/2000/01/rdf-schema#label> "Quillmark" .', "utf-8"
    )
    assert kg("view", path, "-o", "page.html").code == 0
    assert "Quillmark" in (tmp_path / "page.html").read_text("utf-8")
