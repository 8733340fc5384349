"""A folder with every kind of bad input beside good ones: each is named and set aside, and nothing of the good ones is lost."""

from __future__ import annotations

import gzip
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from kg.cli.main import main
from kg.export.atomic import Last
from kg.graph.reading import read_graph
from tests.e2e.conftest import ROOT, contents

LIMIT_MB = 0.02
GOOD = "The Securities and Exchange Commission fined Quillmark Corp. $5 million on 3 May 2021, and the firm said that it would pay."
GERMAN = (
    "Die Aufsicht hat gegen das Unternehmen eine hohe Strafe verhängt, weil es seine Kunden über Jahre nicht richtig informiert hat. "
    "Der Vorstand sagte, dass er die Entscheidung prüfen und sich dann dazu äußern werde. Die Anleger waren von dem Schritt nicht überrascht."
)


def record(id_: str, text: str = GOOD) -> str:
    return json.dumps({"id": id_, "text": text, "date": "2021-05-04"})


FILES: dict[str, bytes] = {
    # good
    "a/fine.txt": GOOD.encode(),
    "a/fine.md": f"---\ntitle: A fine\ndate: 2021-05-04\n---\n\n{GOOD}\n".encode(),
    "a/fine.txt.gz": gzip.compress(GOOD.encode(), mtime=0),
    "a/latin.txt": f"Café owners wait. {GOOD}".encode("cp1252"),
    # bad as a whole
    "german.txt": GERMAN.encode(),
    "empty.txt": b"",
    "blank.txt": b" \n\n\t\n",
    "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "notes.docx": b"PK\x03\x04" + bytes(range(256)),
    "huge.txt": (GOOD + "\n\n").encode() * 400,
    "truncated.txt.gz": gzip.compress((GOOD * 50).encode(), mtime=0)[:60],
    "not-packed.txt.gz": GOOD.encode(),
    "truncated.json": record("x").encode()[:60],
    "front.md": f"---\ntitle: [A fine\ndate: 2021-05-04\n---\n\n{GOOD}\n".encode(),
    "open-front.md": f"---\ntitle: A fine\n\n{GOOD}\n".encode(),
    "menu.html": b"<!doctype html><html><head><title>Shop</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
    "undecodable.txt": b"\xef\xbb\xbf" + GOOD.encode() + b" \xff\xfe\xfd",
    "columns.csv": b"nr,price\n1,20\n2,30\n",
    "cut.xml": b"<?xml version='1.0'?><rss version='2.0'><channel><item><title>A fine</title><description>The firm",
    # good and bad by turns
    "lines.jsonl": "\n".join([record("a"), "{'id': 'b', 'text': 'single quotes'}", record("c"), '{"id": "d"}', '["e"]', record("f") + " x"]).encode(),
    "rows.csv": f'id,text\na,"{GOOD}"\nb,"{GOOD}",surplus\nc,\nd,"{GOOD}"\n'.encode(),
    "twice.jsonl": "\n".join([record("a"), record("a", "Another text in the place of the first."), record("b")]).encode(),
    "bytes.jsonl": record("a").encode() + b"\n" + b'{"id": "b", "text": "\x00\x01\x02\x03"}\n' + record("c").encode() + b"\n",
}
BAD = {
    "german.txt": "German",
    "empty.txt": "empty",
    "blank.txt": "empty",
    "picture.txt": "binary data",
    "notes.docx": "no known format: .docx",
    "huge.txt": "too large: more than 20000 bytes",
    "truncated.txt.gz": "not whole",
    "not-packed.txt.gz": "not gzip",
    "truncated.json:1": "not whole",
    "front.md:3": "front matter is not YAML",
    "open-front.md:1": "front matter that does not end",
    "menu.html": "no main text",
    "undecodable.txt": "not utf-8",
    "columns.csv:1": "no column is known to hold it (columns: 'nr', 'price'; --field text=COLUMN names it)",
    "cut.xml:1": "not whole: the feed ends inside an item",
    "lines.jsonl:2": "not JSON",
    "lines.jsonl:4": "no text: no key is known to hold it (keys: 'id'; --field text=KEY names it)",
    "lines.jsonl:5": "not a record: an object is expected, not an array",
    "lines.jsonl:6": "more stands after the first value",
    "rows.csv:3": "3 columns where the header has 2",
    "rows.csv:4": "no text: it is empty",
    "twice.jsonl:2": "the id 'a' stands twice",
    "bytes.jsonl:2": "binary data",
}
READ = [
    *("a/fine.md", "a/fine.txt", "a/fine.txt.gz", "a/latin.txt"),
    *("bytes.jsonl#a", "bytes.jsonl#c", "lines.jsonl#a", "lines.jsonl#c", "rows.csv#a", "rows.csv#d", "twice.jsonl#a", "twice.jsonl#b"),
]


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs")
    for name, content in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture(scope="module")
def mixed(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[int, str, str, Path]:
    """Exit code, stdout, stderr and output of `kg build -v` on the folder."""
    output = tmp_path_factory.mktemp("mixed") / "out"
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        code = main(["build", str(inputs), "-o", str(output), "--max-mb", str(LIMIT_MB), "-v"])
    return code, out.getvalue(), err.getvalue(), output


def test_the_exit_code_and_the_summary_say_that_some_were_set_aside(mixed: tuple[int, str, str, Path]) -> None:
    code, out, _, _ = mixed
    assert code == 1
    assert f"{len(READ)} articles, " in out
    assert f", {len(BAD)} set aside, " in out


def test_each_is_named_with_its_line_and_what_is_wrong(mixed: tuple[int, str, str, Path]) -> None:
    _, _, err, _ = mixed
    named = [line.strip().removeprefix("set aside: ") for line in err.splitlines() if "set aside: " in line]
    found = {where.group(): line for line in named if (where := re.match(r"[^ :]+(:\d+)?(?=: )", line))}
    assert sorted(found) == sorted(BAD)
    assert len(named) == len(BAD)
    for where, reason in BAD.items():
        assert reason in found[where]
        assert len(found[where]) > len(where) + 5


def test_the_report_names_them_too(mixed: tuple[int, str, str, Path]) -> None:
    _, _, err, output = mixed
    report = (output / "report.md").read_text("utf-8")
    assert f"## Set aside ({len(BAD)})" in report
    plain = re.sub(r"\\(?=[\\`*_\[\]<>|#])", "", report)
    for line in (line.strip() for line in err.splitlines() if "set aside: " in line):
        assert f"\n- {line.removeprefix('set aside: ')}\n" in plain


def test_nothing_of_the_good_ones_is_lost(mixed: tuple[int, str, str, Path]) -> None:
    graph = read_graph(mixed[3] / "graph.ttl")
    assert sorted(node.article.source for node in graph.articles) == READ
    for node in graph.articles:
        fined = [s for s in graph.statements if s.article == node.article.source and s.predicate == "fined"]
        assert len(fined) == 1 or "twice" in node.article.source


def test_the_good_ones_alone_give_the_same_claims(mixed: tuple[int, str, str, Path], inputs: Path, tmp_path: Path) -> None:
    shutil.copytree(inputs / "a", tmp_path / "in" / "a")
    assert main(["build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "-q"]) == 0
    alone = read_graph(tmp_path / "out" / "graph.ttl")
    among = read_graph(mixed[3] / "graph.ttl")
    sources = {node.article.source for node in alone.articles}
    assert [s for s in among.statements if s.article in sources] == list(alone.statements)


def test_only_bad_ones_give_an_empty_graph_and_the_report(inputs: Path, tmp_path: Path) -> None:
    assert main(["build", str(inputs / "empty.txt"), str(inputs / "german.txt"), "-o", str(tmp_path / "out"), "-q"]) == 1
    assert read_graph(tmp_path / "out" / "graph.ttl").articles == ()
    assert "## Set aside (2)" in (tmp_path / "out" / "report.md").read_text("utf-8")


# Nothing half written

OLD = {
    "graph.ttl": b"old",
    "graph.jsonld": b"old",
    "graph.graphml": b"old",
    "graph.html": b"old",
    "report.md": b"old",
    "ledger.csv": b"old",
    "manifest.json": b"old",
    "mine.txt": b"mine",
}
KILLED = """
import os, signal, sys
import kg.export.atomic as atomic
name, times = sys.argv[1], int(sys.argv[2])
real = getattr(os, name)
def fatal(*arguments):
    global times
    if not times:
        os.kill(os.getpid(), signal.SIGKILL)
    times -= 1
    return real(*arguments)
setattr(os, name, fatal)
from kg.cli.main import main
sys.exit(main(sys.argv[3:]))
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "fine.txt"
    path.write_text(GOOD, "utf-8")
    return path


@pytest.fixture
def old_exports(tmp_path: Path) -> Path:
    folder = tmp_path / "exports"
    folder.mkdir()
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    return folder


def visible(folder: Path) -> Mapping[str, bytes]:
    return {name: content for name, content in contents(folder).items() if not name.startswith(".")}


@pytest.mark.parametrize(("call", "times"), [("fsync", 0), ("fsync", 3), ("replace", 0)])
def test_killed_before_the_first_move_the_old_ones_stand(article: Path, old_exports: Path, call: str, times: int) -> None:
    ran = killed(call, times, article, old_exports)
    assert ran.returncode == -9
    assert visible(old_exports) == OLD
    assert main(["build", str(article), "-o", str(old_exports), "-q"]) == 0  # what was left lying about is in nobody's way
    assert set(OLD) == set(visible(old_exports))
    assert [name for name, content in visible(old_exports).items() if content == b"old"] == []


def test_killed_between_two_moves_every_file_is_whole(article: Path, old_exports: Path, tmp_path: Path) -> None:
    assert main(["build", str(article), "-o", str(tmp_path / "new"), "-q"]) == 0
    new = contents(tmp_path / "new")
    assert killed("replace", 2, article, old_exports).returncode == -9
    found = visible(old_exports)
    assert set(found) == set(OLD)
    assert sum(found[name] == new[name] for name in new) == 2
    assert all(found[name] in (OLD[name], new.get(name)) for name in OLD)


def killed(call: str, times: int, article: Path, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Build in a process that is killed (SIGKILL) at the call number `times` of os.`call`."""
    arguments = [sys.executable, "-c", KILLED, call, str(times), "build", str(article), "-o", str(folder), "-q"]
    return subprocess.run(arguments, cwd=ROOT, capture_output=True, check=False)


@pytest.mark.parametrize("times", [0, 2])
def test_a_full_disk_is_one_line_and_the_old_ones_stand(
    article: Path, old_exports: Path, times: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(os, "fsync", failing(os.fsync, times, OSError(28, "No space left on device")))
    assert main(["build", str(article), "-o", str(old_exports)]) == 2
    assert capsys.readouterr().err == f"kg: cannot write to {old_exports}: No space left on device\n"
    assert contents(old_exports) == OLD


@pytest.mark.parametrize("stage", ["kg.pipeline.validate", "kg.formats.turtle", "kg.formats.render", "kg.pipeline.report"])
def test_a_fault_in_a_late_stage_writes_nothing(article: Path, old_exports: Path, stage: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stage, failing(print, 0, ZeroDivisionError()))
    assert main(["build", str(article), "-o", str(old_exports)]) == 2
    assert contents(old_exports) == OLD


def failing(call: Callable[..., object], times: int, error: Exception) -> Callable[..., object]:
    """`call`, which fails from call number `times` on."""
    calls = iter(range(times))

    def fails(*arguments: object, **options: object) -> object:
        if next(calls, None) is None:
            raise error
        return call(*arguments, **options)

    return fails


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder that everybody may read and nobody but its owner, the process's first user, may write to."""
    folder = Path(tempfile.mkdtemp(prefix="kg-locked-"))
    for name, content in OLD.items():
        (folder / name).write_bytes(content)
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)
    shutil.rmtree(folder)


@contextmanager
def unprivileged() -> Iterator[None]:
    """No more rights than a user who is not root: root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_cannot_be_written_to_is_left_as_it_is(
    article: Path, locked: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import kg.manifest

    real = kg.manifest.write_files

    def write(folder: Path, files: Mapping[str, str | bytes], last: Last) -> None:
        with unprivileged():
            real(folder, files, last)

    monkeypatch.setattr("kg.manifest.write_files", write)
    for folder in (locked, locked / "new"):
        assert main(["build", str(article), "-o", str(folder)]) == 2
        printed = capsys.readouterr()
        assert printed.out == ""
        assert printed.err == f"kg: cannot write to {folder}: Permission denied\n"
    assert contents(locked) == OLD
