"""The table of formats: each writes the files that it names, the same ones from the records and from the Turtle that they were written to."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.export.turtle import turtle
from kg.formats import DEFAULT, FORMATS, Source, chosen
from kg.graph.reading import as_written, read_graph
from kg.records import KnowledgeGraph
from tests.export.hostile import hostile
from tests.graph.sample import sample


@pytest.fixture(scope="module", params=[sample, hostile, KnowledgeGraph], ids=["sample", "hostile", "empty"])
def pair(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Source, Source]:
    """A graph as it was made, and as it is read back from its Turtle."""
    source = Source(as_written(request.param()))
    path = tmp_path_factory.mktemp("formats") / "graph.ttl"
    path.write_text(turtle(source.facts, source.base_iri), "utf-8", newline="")
    return source, Source(read_graph(path))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "html"])
def test_a_format_writes_its_files_alike_from_records_and_from_turtle(name: str, pair: tuple[Source, Source]) -> None:
    if name == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    made, read = (FORMATS[name].write(source) for source in pair)
    assert tuple(made) == FORMATS[name].names
    assert made == read


def test_no_two_formats_write_the_same_file() -> None:
    names = [name for form in FORMATS.values() for name in form.names]
    assert len(set(names)) == len(names)


def test_formats_are_chosen_by_name_in_the_order_of_the_table() -> None:
    assert chosen(("html", "turtle", "html")) == ("turtle", "html")
    assert set(DEFAULT) <= set(FORMATS)
    for wrong in ((), ("turtle", "pickle")):
        with pytest.raises(UsageError, match="choose from turtle, jsonld"):
            chosen(wrong)


def test_what_a_format_needs_is_asked_for_before_anything_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert chosen(("turtle",)) == ("turtle",)
    with pytest.raises(UsageError, match=r"pip install 'corekg\[parquet\]'"):
        chosen(("turtle", "parquet"))


def test_each_format_is_documented_with_its_files() -> None:
    text = (Path(__file__).parents[1] / "docs" / "exports.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| \[`([\w-]+)`\]\(#[\w-]+\) \| (.+?) \|", text, re.MULTILINE))
    assert set(rows) == set(FORMATS)
    for name, form in FORMATS.items():
        for file in form.names:
            folder, _, bare = file.rpartition("/")
            assert f"`{file}`" in rows[name] or f"`{folder}/*.{bare.rpartition('.')[2]}`" in rows[name] or f"`{bare}`" in rows[name], file
    anchors = {re.sub(r"[^\w -]", "", line.lstrip("# ").lower()).replace(" ", "-") for line in text.splitlines() if line.startswith("#")}
    assert set(re.findall(r"\]\(#([\w-]+)\)", text)) <= anchors
