"""`kg build`: what it prints, what it writes, how it ends."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from kg.formats import DEFAULT, FORMATS
from kg.pipeline import ALWAYS, BuildOptions, build, collect
from kg.records import SetAside
from tests.cli.conftest import ARTICLE, Call

FILES = {*(name for f in DEFAULT for name in FORMATS[f].names), *ALWAYS}


def written(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_all_went_well(kg: Call, article: Path, tmp_path: Path) -> None:
    done = kg("build", article, "-o", tmp_path / "out")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("1 article, ")
    assert done.out.endswith(f" 0 set aside, conforms\n{tmp_path / 'out' / 'graph.html'}\n{tmp_path / 'out' / 'report.md'}\n")
    assert written(tmp_path / "out") == FILES


def test_one_input_need_not_be_in_a_list(article: Path, tmp_path: Path) -> None:
    listed = collect([article])
    assert [a.article.source for a in listed.graph.articles] == ["fine.txt"]
    assert collect(str(article)) == collect(article) == listed
    assert build(str(tmp_path), tmp_path / "out").built == collect([tmp_path / "fine.txt"])


def test_the_output_is_exports_where_none_is_named(kg: Call, article: Path, tmp_path: Path) -> None:
    assert kg("build", article).code == 0
    assert written(tmp_path / "exports") == FILES


@pytest.mark.parametrize(("formats", "files"), [("turtle", {"graph.ttl"}), (" html,graphml ", {"graph.graphml", "graph.html"})])
def test_the_formats_asked_for_alone_are_written(kg: Call, article: Path, tmp_path: Path, formats: str, files: set[str]) -> None:
    assert kg("build", article, "-o", tmp_path / "out", "--formats", formats).code == 0
    assert written(tmp_path / "out") == {*files, *ALWAYS}


def test_quiet_prints_nothing(kg: Call, article: Path, tmp_path: Path) -> None:
    done = kg("build", article, "-o", tmp_path / "out", "--quiet")
    assert (done.code, done.out, done.err) == (0, "", "")
    (tmp_path / "empty.txt").touch()
    aside = kg("build", article, tmp_path / "empty.txt", "-o", tmp_path / "out", "-q")
    assert (aside.code, aside.out, aside.err) == (1, "", "")


def test_what_is_set_aside_is_named_and_the_code_says_so(kg: Call, article: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    done = kg("build", article, tmp_path / "empty.txt", "-o", tmp_path / "out")
    assert done.code == 1
    assert "1 article, " in done.out
    assert "1 set aside" in done.out
    assert done.err == "  set aside: empty.txt: empty\n"


def test_of_many_set_aside_the_first_are_named_or_all(kg: Call, article: Path, tmp_path: Path) -> None:
    bad = [tmp_path / f"empty-{number}.txt" for number in range(8)]
    for path in bad:
        path.touch()
    short = kg("build", article, *bad, "-o", "out")
    assert short.code == 1
    assert short.err.count("set aside: ") == 5
    assert "… 3 more in out/report.md" in short.err
    long = kg("build", article, *bad, "-o", "out", "--verbose")
    assert [line.strip() for line in long.err.splitlines()] == [f"set aside: {path.name}: empty" for path in bad]


def test_what_does_not_conform_is_named_and_the_code_says_so(kg: Call, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.graph.validate import Conformance, Violation

    bad = Conformance(violations=(Violation(focus="claim/1", path="reg:quote", value="", message="A claim has a quote.", component="MinCount"),))
    monkeypatch.setattr("kg.pipeline.validate", lambda *_, **__: bad)
    done = kg("build", article, "-o", tmp_path / "out")
    assert done.code == 1
    assert done.out.splitlines()[0].endswith(" 1 violation")
    assert done.err == "  violation: claim/1 reg:quote: A claim has a quote.\n"
    assert "A claim has a quote." in (tmp_path / "out" / "report.md").read_text("utf-8")


def test_standard_input_is_read(kg: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    assert kg("build", "-", "-o", "out").code == 0
    assert '"stdin"' in (tmp_path / "out" / "graph.ttl").read_text("utf-8")


def test_a_date_and_a_column_are_taken_from_the_options(kg: Call, tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text('nr,words,when\n1,"The firm Quillmark makes pens for the whole of the country.",\n', "utf-8")
    assert kg("build", "table.csv", "-o", "out").code == 1
    assert kg("build", "table.csv", "-o", "out", "--field", "text=words", "--field", "date=when", "--date", "2020-07").code == 0
    text = (tmp_path / "out" / "graph.ttl").read_text("utf-8")
    assert "makes pens" in text
    assert '"2020-07"' in text


def test_a_base_is_taken_from_the_options(kg: Call, article: Path, tmp_path: Path) -> None:
    assert kg("build", article, "-o", "out", "--base-iri", "https://example.org/mine/").code == 0
    assert (tmp_path / "out" / "graph.ttl").read_text("utf-8").startswith("@base <https://example.org/mine/> .")


def test_no_bar_where_nobody_sees_it(kg: Call, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli.progress import progress

    assert not sys.stderr.isatty()
    with progress(True) as report:
        assert report is None
    assert kg("build", article, "-o", "out").err == ""


def test_a_bar_on_a_terminal_unless_quiet(kg: Call, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.cli import progress as module

    steps: list[str] = []

    class Bar:
        def __init__(self, *_: object, **__: object) -> None: ...
        def __enter__(self) -> Bar:
            return self

        def __exit__(self, *_: object) -> None: ...
        def add_task(self, step: str, total: int | None) -> int:
            steps.append(step)
            return len(steps)

        def update(self, task: int, completed: int, total: int | None) -> None:
            assert total is None or 0 <= completed <= total

    monkeypatch.setattr("rich.progress.Progress", Bar)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    with module.progress(False) as report:
        assert report is None
    with module.progress(True) as report:
        assert report is not None
        from kg.pipeline import build

        build([article], tmp_path / "out", BuildOptions(), report)
    assert steps == ["reading", "extracting", "resolving", "writing"]


def test_options_are_checked_when_made() -> None:
    with pytest.raises(ValidationError):
        BuildOptions(colour="red")  # type: ignore[call-arg]


def test_a_thing_set_aside_is_one_line() -> None:
    assert str(SetAside(path="a.jsonl", line=3, reason="not JSON")) == "a.jsonl:3: not JSON"
    assert str(SetAside(path="a.jsonl", reason="empty")) == "a.jsonl: empty"


def test_the_page_of_one_entity_alone(kg: Call, article: Path, tmp_path: Path) -> None:
    whole, part = tmp_path / "whole", tmp_path / "part"
    assert kg("build", article, "-o", whole).code == 0
    assert kg("build", article, "-o", part, "--html-only-for", "quillmark", "--html-no-texts").code == 0
    assert (part / "graph.ttl").read_bytes() == (whole / "graph.ttl").read_bytes()  # the dossier is of the page alone
    page = (part / "graph.html").read_text("utf-8")
    assert "<title>quillmark</title>" in page
    assert len(page) < len((whole / "graph.html").read_text("utf-8"))


def test_a_page_of_nobody_is_refused_and_nothing_is_written(kg: Call, article: Path, tmp_path: Path) -> None:
    done = kg("build", article, "-o", tmp_path / "out", "--html-only-for", "Nobody")
    assert done.code == 2
    assert "no entity is called 'Nobody'" in done.err
    assert len(done.err.splitlines()) == 1
    assert not (tmp_path / "out").exists()


def test_a_notebook_shows_the_page(article: Path) -> None:
    shown = collect([article])._repr_html_()
    assert shown.startswith("<iframe ")
    assert "Quillmark" in shown
