"""`kg inspect`: every step of one article's way, for the eye."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Call

STEPS = ["1  read", "2  named", "3  claimed", "4  resolved", "5  written"]


def steps(printed: str) -> list[str]:
    return [line.partition(":")[0] for line in printed.splitlines() if line and not line.startswith(" ")]


def test_each_step_is_shown(kg: Call, article: Path) -> None:
    shown = kg("inspect", article, "--date", "2021-05-04")
    assert (shown.code, shown.err) == (0, "")
    assert steps(shown.out) == STEPS
    assert "2021-05-04" in shown.out
    assert "Quillmark" in shown.out
    assert "rdfs:label" in shown.out
    assert "\x1b" not in shown.out  # no colours where nobody sees them


def test_one_of_several_records(kg: Call, tmp_path: Path) -> None:
    records = [{"id": "a", "text": "The firm Quillmark makes pens."}, {"id": "b", "text": "The firm Zephyr makes kites."}]
    (tmp_path / "two.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    first = kg("inspect", "two.jsonl")
    assert "1  read: two.jsonl#a" in first.out
    assert (first.code, first.err) == (0, "two.jsonl#a is shown, the first of 2; --record 'two.jsonl#b' shows the next\n")
    for name in ("b", "two.jsonl#b"):
        shown = kg("inspect", "two.jsonl", "--record", name)
        assert (shown.code, shown.err) == (0, "")
        assert "1  read: two.jsonl#b" in shown.out


def test_no_such_record_lists_those_that_there_are(kg: Call, tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    for n in range(12):
        (folder / f"{n:02}.txt").write_text("The firm Quillmark makes pens and sells them in many a town of the valley.", "utf-8")
    said = kg("inspect", "news", "--record", "nope")
    assert (said.code, said.out) == (2, "")
    assert said.err == f"kg: news: no record 'nope'; there are {', '.join(f'{n:02}.txt' for n in range(10))} and 2 more\n"
    assert "00.txt is shown, the first of 12; --record 01.txt shows the next" in kg("inspect", "news").err


def test_an_article_without_a_claim(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("It rained in the valley, and then it was dry again for a week.", "utf-8")
    shown = kg("inspect", "rain.txt")
    assert shown.code == 0
    assert steps(shown.out) == STEPS
    assert "3  claimed: 0\n  –\n" in shown.out
