"""The benchmark of reading: what counts as a fall, what is passed over, and that a set is measured end to end."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.quality import KEPT_OUT, ORDINARY, OWN_NEWS, check, gold_sets, main, worse
from training.data import HERE, is_dev, read_rows

TEXT = "Veldmark Inc acquired Corran Foods Ltd on Monday. Corran Foods makes soup."
GOLD = {
    "id": "own.json",
    "entities": [
        {"name": "Veldmark", "type": "Company", "aliases": [], "optional": False},
        {"name": "Corran Foods", "type": "Company", "aliases": [], "optional": False},
    ],
    "relations": [
        {"s": "Veldmark", "p": "acquired", "o": "Corran Foods", "status": "fact", "date": None, "amount": None, "currency": None,
         "optional": False, "quote": "Veldmark Inc acquired Corran Foods Ltd", "trigger": "acquired"},
    ],
    "events": [],
}  # fmt: skip


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "own"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs" / "own.json").write_text(json.dumps({"title": None, "date": "2024-03-05", "text": TEXT}), "utf-8")
    (folder / "gold.jsonl").write_text(json.dumps(GOLD) + "\n", "utf-8")
    return folder.parent


def test_only_a_fall_by_more_than_a_hundredth_counts() -> None:
    kept = {"own": {"both": {"relation f1": 0.600, "date wrong": 0.050, "status": 0.900}}}
    assert worse({"own": {"both": {"relation f1": 0.590, "date wrong": 0.060, "status": 0.950}}}, kept) == []
    assert worse({"own": {"both": {"relation f1": 0.589, "date wrong": 0.061}}}, kept) == [
        "own both: relation f1 was 0.600, is 0.589",
        "own both: date wrong was 0.050, is 0.061",
        "own both: status was 0.900, is 0.000",
    ]


def test_check_names_what_it_passes_over(capsys: pytest.CaptureFixture[str]) -> None:
    kept = {"own": {"both": {"status": 0.9}}, "absent": {"both": {"status": 0.9}}}
    assert check({"own": {"both": {"status": 0.9}, "frames": {"status": 0.5}}}, kept, sorted(kept), ["both", "frames"]) == 0
    said = capsys.readouterr().out
    assert "for the gold is not here: absent" in said
    assert "nothing to compare with: own frames" in said
    assert check({"own": {"both": {"status": 0.8}}}, kept, ["own"], ["both"]) == 1


def test_our_own_articles_are_always_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    sets = gold_sets(tmp_path / "empty", tmp_path / "scratch")
    assert "no gold.jsonl" in capsys.readouterr().err
    assert [s.name for s in sets] == [KEPT_OUT, ORDINARY]
    learned = list(read_rows(HERE / "data"))
    wanted = [[r for r in learned if is_dev(r["id"])], list(read_rows(OWN_NEWS))]
    for own, rows in zip(sets, wanted, strict=True):
        assert len(own.articles()) == len(rows) == len((own.folder / "gold.jsonl").read_text("utf-8").splitlines()) > 50


def test_nothing_that_is_measured_was_learned() -> None:
    rows = {where: list(read_rows(where)) for where in (HERE / "data", HERE / "measure", OWN_NEWS)}
    for what in ("id", "text"):
        seen = [r[what] for own in rows.values() for r in own]
        assert len(seen) == len(set(seen))


def test_a_set_is_measured_and_a_fall_is_an_error(gold: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = tmp_path / "quality.json"
    common = [str(gold), "--engine", "frames", "--sets", "own", "--json", str(kept)]
    assert main(common) == 0
    row = json.loads(kept.read_text("utf-8"))["sets"]["own"]["frames"]
    assert (row["relation p"], row["relation r"], row["status"]) == (1.0, 1.0, 1.0)
    assert main([*common, "--check"]) == 0
    assert "no figure is worse" in capsys.readouterr().out
    other = {**GOLD, "relations": [{**GOLD["relations"][0], "p": "sued"}]}
    (gold / "own" / "gold.jsonl").write_text(json.dumps(other) + "\n", "utf-8")
    before = kept.read_bytes()
    assert main([*common, "--check"]) == 1
    assert "own frames: relation f1 was 1.000, is 0.000" in capsys.readouterr().out
    assert kept.read_bytes() == before


def test_a_set_that_is_not_there_is_an_error(gold: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(gold), "--engine", "frames", "--sets", "nowhere"]) == 2
    assert "no set nowhere" in capsys.readouterr().err
