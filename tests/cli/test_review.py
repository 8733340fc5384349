"""`kg review`: a folder or a file is sampled, verdicts are read back as text and JSON, work is not written over."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.review.sheet import HEAD
from tests.cli.conftest import Call


@pytest.fixture
def sheet(kg: Call, graph: Path, tmp_path: Path) -> Path:
    assert kg("review", graph).code == 0
    return tmp_path / "review" / "review.csv"


def with_verdicts(sheet: Path, *verdicts: str) -> Path:
    """The sheet with these verdicts on its first rows."""
    head, *rows = csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline=""))
    for row, verdict in zip(rows, verdicts, strict=False):
        row[HEAD.index("verdict")] = verdict
    out = io.StringIO()
    csv.writer(out).writerows([head, *rows])
    sheet.write_text(out.getvalue(), "utf-8", newline="")
    return sheet


def test_a_sample_is_written(kg: Call, graph: Path, tmp_path: Path) -> None:
    said = kg("review", graph, "-n", "11", "-o", "mine")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"11 of 11 claims, 11 relations, 11 strata\n{Path('mine/review.html')}\n{Path('mine/review.csv')}\n"
    assert sorted(path.name for path in (tmp_path / "mine").iterdir()) == ["review.csv", "review.html"]


def test_a_folder_is_its_graph(kg: Call, graph: Path, tmp_path: Path) -> None:
    kg("review", graph, "-o", "of-file")
    kg("review", graph.parent, "-o", "of-folder")
    assert (tmp_path / "of-file" / "review.csv").read_bytes() == (tmp_path / "of-folder" / "review.csv").read_bytes()


def test_chosen_relations_and_another_seed(kg: Call, graph: Path, tmp_path: Path) -> None:
    said = kg("review", graph, "--relation", "fined", "--relation", "sued", "--seed", "3")
    assert said.out.startswith("2 of 11 claims, 2 relations, 2 strata\n")


def test_verdicts_are_read(kg: Call, graph: Path, sheet: Path) -> None:
    with_verdicts(sheet, "right", "wrong", "unclear", "right")
    said = kg("review", graph, "--read", sheet, "--precision", "0.5")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("11 claims: 2 right, 1 wrong, 1 unclear, 7 open\n")
    assert "to have 0.5 right, keep claims of a confidence from" in said.out
    read = json.loads(kg("review", graph, "--read", sheet, "--json").out)
    assert (read["whole"]["share"], read["whole"]["judged"], read["thresholds"]["precision"]) == (0.6667, 3, 0.9)
    assert read["sample"]["graph_changed"] is False


def test_a_bad_row_is_named_and_the_rest_read(kg: Call, graph: Path, sheet: Path) -> None:
    with_verdicts(sheet, "right", "perhaps")
    said = kg("review", graph, "--read", sheet)
    assert said.code == 1
    assert said.err == f"  {sheet}:3: no verdict: 'perhaps'; write right, wrong, unclear or nothing\n"
    assert said.out.startswith("10 claims: 1 right, 0 wrong, 0 unclear, 9 open; 1 set aside\n")


def test_a_wrong_in_an_unknown_what_counts_and_is_named(kg: Call, graph: Path, sheet: Path) -> None:
    with_verdicts(sheet, "right", "wrong")
    head, first, second, *rest = csv.reader(io.StringIO(sheet.read_text("utf-8-sig"), newline=""))
    second[HEAD.index("what")] = "colour"
    out = io.StringIO()
    csv.writer(out).writerows([head, first, second, *rest])
    sheet.write_text(out.getvalue(), "utf-8", newline="")
    said = kg("review", graph, "--read", sheet)
    assert said.code == 1
    assert said.err == f"  {sheet}:3: what: 'colour' is none of relation, status, parties, date, amount, entity; the verdict wrong is kept\n"
    assert said.out.startswith("11 claims: 1 right, 1 wrong, 0 unclear, 9 open; 1 cell not understood\n")
    read = json.loads(kg("review", graph, "--read", sheet, "--json").out)
    assert read["whole"]["share"] == 0.5
    assert len(read["sample"]["faults"]) == 1


def test_work_is_not_written_over(kg: Call, graph: Path, sheet: Path) -> None:
    assert kg("review", graph).code == 0  # nothing is filled in yet
    before = with_verdicts(sheet, "right").read_bytes()
    said = kg("review", graph)
    assert (said.code, said.out) == (2, "")
    assert f"{Path('review/review.csv')} holds verdicts, which would be lost" in said.err
    assert sheet.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-n", "3"), "3 claims are too few"),
        (("-n", "0"), "-n"),
        (("--relation", "gossip"), "no relation 'gossip'"),
        (("--json",), "--precision and --json go with --read"),
        (("--precision", "0.5"), "--precision and --json go with --read"),
        (("--read", "review.csv", "-n", "5"), "it takes no -n, no -o, no --relation and no --seed"),
        (("--read", "review.csv", "--seed", "0"), "it takes no -n, no -o, no --relation and no --seed"),
        (("--read", "nowhere.csv"), "cannot read nowhere.csv"),
        (("--read", "nowhere.csv", "--precision", "2"), "--precision"),
    ],
)
def test_bad_calls(kg: Call, graph: Path, arguments: tuple[str, ...], message: str) -> None:
    said = kg("review", graph, *arguments)
    assert (said.code, said.out) == (2, "")
    assert message in said.err
    assert said.err.count("\n") == 1


def test_a_folder_without_a_graph(kg: Call, tmp_path: Path) -> None:
    assert kg("review", tmp_path).err == f"kg: {tmp_path}: no graph.ttl in it\n"
