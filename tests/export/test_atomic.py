"""Files written as a set: all new or all old."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.export import atomic
from kg.export.atomic import write_file, write_files


def _names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_files_are_written_and_others_stay(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("stays")
    write_files(tmp_path, {"a.ttl": "ä\r\n", "b.bin": b"\x00"})
    assert (tmp_path / "a.ttl").read_bytes() == "ä\r\n".encode()
    assert (tmp_path / "b.bin").read_bytes() == b"\x00"
    assert _names(tmp_path) == ["a.ttl", "b.bin", "mine.txt"]


def test_a_folder_is_made(tmp_path: Path) -> None:
    write_files(tmp_path / "x" / "y", {"a": "1"})
    assert (tmp_path / "x" / "y" / "a").read_text() == "1"


def test_a_failure_while_writing_leaves_the_old_ones_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a": "old", "b": "old"})
    real, written = atomic._write, []

    def full_disk(path: Path, content: bytes) -> None:
        if written:
            raise OSError(28, "No space left on device")
        written.append(path)
        real(path, content)

    monkeypatch.setattr(atomic, "_write", full_disk)
    with pytest.raises(UsageError, match="No space left"):
        write_files(tmp_path, {"a": "new", "b": "new"})
    assert [(tmp_path / n).read_text() for n in ("a", "b")] == ["old", "old"]
    assert _names(tmp_path) == ["a", "b"]


def test_an_interrupt_while_writing_leaves_the_old_ones_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_files(tmp_path, {"a": "old"})

    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, {"a": "new"})
    assert (tmp_path / "a").read_text() == "old"
    assert _names(tmp_path) == ["a"]


def test_a_folder_that_cannot_be_made_is_a_bad_call(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write to"):
        write_files(tmp_path / "file", {"a": "1"})


@pytest.mark.parametrize("name", ["", "../a", "/a", "x//y", "x/../y", "x/", ".", ".hidden", "x\\y"])
def test_only_plain_names(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="not a file name"):
        write_files(tmp_path / "out", {name: "1"})
    assert not (tmp_path / "out").exists()


def test_names_may_lead_through_folders(tmp_path: Path) -> None:
    write_files(tmp_path, {"neo4j/nodes.csv": "1", "a": "2"})
    assert (tmp_path / "neo4j" / "nodes.csv").read_text() == "1"
    assert _names(tmp_path) == ["a", "neo4j"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks on files")
def test_what_a_killed_run_left_is_cleared_away(tmp_path: Path) -> None:
    script = f"""
import os, signal
from pathlib import Path
from kg.export import atomic
atomic._write = lambda path, content: os.kill(os.getpid(), signal.SIGKILL)
atomic.write_files(Path({str(tmp_path)!r}), {{"a": "new"}})
"""
    write_files(tmp_path, {"a": "old"})
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == -signal.SIGKILL
    (left,) = tmp_path.glob(".writing-*")
    assert (tmp_path / "a").read_text() == "old"
    write_files(tmp_path, {"b": "new"})
    assert not left.exists()
    assert _names(tmp_path) == ["a", "b"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs locks on files")
def test_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    with atomic._aside(tmp_path) as theirs:
        (theirs / "a").write_text("half")
        write_files(tmp_path, {"b": "new"})
        assert (theirs / "a").read_text() == "half"
    assert _names(tmp_path) == ["b"]


def test_what_comes_last_sees_the_others_and_is_moved_with_them(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {"z.txt": "last by name", "a/b.txt": "x"},
        lambda aside: {"list.txt": (aside / "z.txt").read_text() + (aside / "a/b.txt").read_text()},
    )
    assert (tmp_path / "list.txt").read_text() == "last by namex"


def test_where_the_last_fails_nothing_is_moved(tmp_path: Path) -> None:
    def last(aside: Path) -> dict[str, str]:
        raise UsageError("they do not agree")

    with pytest.raises(UsageError, match="they do not agree"):
        write_files(tmp_path, {"a.txt": "x"}, last)
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def small_disk() -> Iterator[None]:
    """A disk on which no file can be larger than 1000 bytes."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_one_file_is_written_or_left_as_it_was(tmp_path: Path, small_disk: None) -> None:
    write_file(tmp_path / "page.html", "old")
    with pytest.raises(UsageError, match=r"cannot write .*page\.html"):
        write_file(tmp_path / "page.html", "new" * 1_000)
    assert (tmp_path / "page.html").read_text() == "old"
    write_file(tmp_path / "page.html", "new")
    assert (tmp_path / "page.html").read_text() == "new"
    assert _names(tmp_path) == ["page.html"]


def test_a_link_stays_a_link_and_a_device_a_device(tmp_path: Path) -> None:
    (tmp_path / "there").write_text("old")
    (tmp_path / "link").symlink_to("there")
    write_file(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "there").read_text() == "new"
    write_file(Path(os.devnull), "new")
    assert not Path(os.devnull).is_file()


def test_one_file_in_a_folder_that_is_not_there_is_a_bad_call(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No such file"):
        write_file(tmp_path / "nowhere" / "page.html", "new")


def test_two_runs_into_one_folder_wait_for_one_another(tmp_path: Path) -> None:
    """Each of two runs writes all its files before the other moves its first."""
    code = (
        "import sys, time; from pathlib import Path; from kg.export import atomic; replace = atomic.os.replace\n"
        "def slow(a, b): time.sleep(0.02); replace(a, b)\n"
        "atomic.os.replace = slow; print(flush=True)\n"
        "for _ in range(5): atomic.write_files(Path(sys.argv[1]), {f'{n}.txt': sys.argv[2] for n in range(5)})"
    )
    runs = [subprocess.Popen([sys.executable, "-c", code, str(tmp_path), who], stdout=subprocess.PIPE) for who in "ab"]
    assert [run.wait() for run in runs] == [0, 0]
    for run in runs:
        assert run.stdout is not None
        run.stdout.close()
    assert len({path.read_text() for path in tmp_path.glob("*.txt")}) == 1
    assert _names(tmp_path) == [f"{n}.txt" for n in range(5)]


def test_a_run_waits_until_the_folder_is_free(tmp_path: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    handle = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    code = "import sys; from pathlib import Path; from kg.export.atomic import write_files; write_files(Path(sys.argv[1]), {'a': 'b'})"
    with subprocess.Popen([sys.executable, "-c", code, str(tmp_path)]) as run:
        with pytest.raises(subprocess.TimeoutExpired):
            run.wait(1.5)
        assert _names(tmp_path) == []
        os.close(handle)
        assert run.wait(60) == 0
    assert _names(tmp_path) == ["a"]
