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
    assert "1  read: two.jsonl#a" in kg("inspect", "two.jsonl").out
    for name in ("b", "two.jsonl#b"):
        shown = kg("inspect", "two.jsonl", "--record", name)
        assert shown.code == 0
        assert "1  read: two.jsonl#b" in shown.out


def test_an_article_without_a_claim(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "rain.txt").write_text("It rained in the valley, and then it was dry again for a week.", "utf-8")
    shown = kg("inspect", "rain.txt")
    assert shown.code == 0
    assert steps(shown.out) == STEPS
    assert "3  claimed: 0\n  –\n" in shown.out
