"""The same articles give the same bytes: whatever their order, the hash seed, the number of processes, the time zone, the folder."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kg.formats import DEFAULT, FORMATS
from kg.pipeline import ALWAYS, BuildOptions, build
from tests.e2e.conftest import ROOT, SEEDS, contents

FILES = {*(name for f in DEFAULT for name in FORMATS[f].names), *ALWAYS}
INPUTS = sorted(path for path in SEEDS.iterdir() if path.name != "gold.jsonl")


def assert_alike(found: Path, expected: Path) -> None:
    """Names the files that differ; their text would fill the screen."""
    one, other = contents(found), contents(expected)
    assert sorted(one) == sorted(other) == sorted(FILES)
    assert [name for name in one if one[name] != other[name]] == []


def run(arguments: list[str], cwd: Path, **environment: str) -> None:
    """`kg build -q …` in a process of its own."""
    ran = subprocess.run(
        [sys.executable, "-m", "kg", "build", "-q", *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode in (0, 1), ran.stderr
    assert (ran.stdout, ran.stderr) == ("", "")


def test_another_process_another_hash_seed_another_place(built: Path, tmp_path: Path) -> None:
    run([str(SEEDS), "-o", "out"], tmp_path, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C", PYTHONUTF8="0")
    assert_alike(tmp_path / "out", built)


def test_a_relative_path_and_a_third_hash_seed(built: Path, tmp_path: Path) -> None:
    run(["seeds", "-o", str(tmp_path / "out")], ROOT, PYTHONHASHSEED="4294967295", TZ="America/Los_Angeles", LANG="de_DE.UTF-8")
    assert_alike(tmp_path / "out", built)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_files_named_in_another_order(built: Path, tmp_path: Path, seed: int) -> None:
    shuffled = [*INPUTS, INPUTS[seed]]  # one of them twice
    random.Random(seed).shuffle(shuffled)
    build(shuffled, tmp_path / "out")
    assert_alike(tmp_path / "out", built)


def test_a_copy_with_other_times_of_change(built: Path, tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "copy")
    for number, path in enumerate(sorted((tmp_path / "copy").iterdir(), reverse=True)):
        os.utime(path, (number * 1_000_000, number * 1_000_000))
    build([tmp_path / "copy"], tmp_path / "out")
    assert_alike(tmp_path / "out", built)


def test_over_what_was_there_before(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        path.write_bytes(b"old")
    build([SEEDS], tmp_path / "out")
    assert_alike(tmp_path / "out", built)


def test_several_processes(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extract.workers.WORTH_A_POOL", 0)
    monkeypatch.setattr("kg.extract.workers._BATCH", 5)
    build([SEEDS], tmp_path / "out", BuildOptions(jobs=2))
    assert_alike(tmp_path / "out", built)


def test_one_process(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.extract.workers._BATCH", 1)
    build([SEEDS], tmp_path / "out", BuildOptions(jobs=1))
    assert_alike(tmp_path / "out", built)


def test_nothing_tells_of_the_machine_or_the_day(built: Path) -> None:
    here = [word for word in (str(ROOT), str(Path.home()), os.uname().nodename) if len(word) > 6]
    for name, content in contents(built).items():
        text = content.decode("utf-8")
        assert [word for word in here if word in text] == [], name
