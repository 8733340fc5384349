"""review.csv: the very bytes of a small graph; hostile texts; what comes back from a spreadsheet; what is wrong with a row, and where."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.export.tables import as_meant
from kg.review import cells, draw, has_verdicts, read_sheet, sheet_text
from kg.review.sheet import HEAD, WHATS, inert
from tests.e2e.test_page_hostile import hostile_graph
from tests.graph.sample import sample as story

GOLDEN = Path(__file__).with_name("golden.csv")


def rows_of(n: int = 100) -> list[dict[str, str]]:
    drawn = draw(story(), n)
    return [cells(drawn, row) for row in drawn.rows]


def written(path: Path, rows: list[dict[str, str]]) -> Path:
    path.write_text(sheet_text(rows), "utf-8", newline="")
    return path


def judged(**changes: str) -> list[dict[str, str]]:
    """The rows, the first of them changed."""
    first, *rest = rows_of()
    return [{**first, **changes}, *rest]


def test_the_sheet_is_this_to_the_byte() -> None:
    assert sheet_text(rows_of()).encode("utf-8") == GOLDEN.read_bytes()


def test_a_row_holds_the_claim_and_its_words() -> None:
    row = next(row for row in rows_of() if row["claim"] == "claim/008")
    assert (row["relation"], row["subject"], row["object"], row["status"]) == ("settledWith", "Acme", "Bolt Ltd", "alleged")
    assert (row["amount"], row["currency"], row["confidence"], row["weight"]) == ("1250000.5", "EUR", "0.91", "1")
    assert row["quote"] == "Acme and Bolt Ltd settled for €1.25 million."
    assert row["before"] == "Acme pleads guilty Acme Corp. pleaded guilty. The Authority may ban its Rocket \\ Skates."
    assert (row["verdict"], row["what"], row["note"]) == ("", "", "")
    alone = next(row for row in rows_of() if row["relation"] == "GuiltyPlea")
    assert (alone["subject"], alone["object"]) == ("Acme", "")


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2+3", "+1", "\t=1", "\r=1", '=HYPERLINK("https://evil.example","x")', "'=1", "''@x"])
def test_no_cell_is_run_as_a_formula(text: str, tmp_path: Path) -> None:
    graph = hostile_graph(text)
    drawn = draw(graph)
    rows = [cells(drawn, row) for row in drawn.rows]
    table = list(csv.reader(io.StringIO(sheet_text(rows).removeprefix("\ufeff"), newline=""), strict=True))
    assert [cell for row in table for cell in row if cell[:1] in ("=", "+", "-", "@", "\t", "\r")] == []
    assert len(read_sheet(written(tmp_path / "review.csv", rows)).rows) == 2


@given(st.text())
def test_an_inert_text_leads_back(text: str) -> None:
    assert as_meant(inert(text)) == text or text.startswith("'")
    assert inert(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


@given(
    st.lists(
        st.tuples(st.sampled_from(["right", "wrong", "unclear", ""]), st.lists(st.sampled_from(WHATS), unique=True), st.text(max_size=30)),
        min_size=11,
        max_size=11,
    )
)
@settings(max_examples=40, deadline=None)
def test_what_is_filled_in_is_read(tmp_path_factory: pytest.TempPathFactory, said: list[tuple[str, list[str], str]]) -> None:
    rows = rows_of()
    for row, (verdict, what, note) in zip(rows, said, strict=True):
        row.update(verdict=verdict, what=" | ".join(what) if verdict == "wrong" else "", note=note.replace("\0", ""))
    read = read_sheet(written(tmp_path_factory.mktemp("sheet") / "review.csv", rows))
    assert read.set_aside == ()
    assert [(r.claim, r.verdict or "") for r in read.rows] == [(row["claim"], row["verdict"]) for row in rows]
    assert [set(r.what) for r in read.rows] == [set(what) if verdict == "wrong" else set() for verdict, what, _ in said]
    assert [r.note for r in read.rows] == [as_meant(inert(row["note"]).strip()) for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_as_spreadsheets_save_it(tmp_path: Path, delimiter: str, mark: str, end: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator=end)
    writer.writerow([*HEAD, "mine", ""])
    for row in judged(verdict=" W ", what="Date; AMOUNT", confidence="0,91", date="Mai 21", weight="1,0"):
        writer.writerow([*(row[column] for column in HEAD), "x", ""])
    path = tmp_path / "saved.csv"
    path.write_text(mark + out.getvalue() + delimiter * 5 + end, "utf-8", newline="")
    read = read_sheet(path)
    assert read.set_aside == ()
    assert len(read.rows) == 11
    assert (read.rows[0].verdict, read.rows[0].what, read.rows[0].line) == ("wrong", ("date", "amount"), 2)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"verdict": "maybe"}, "no verdict: 'maybe'; write right, wrong, unclear or nothing"),
        ({"verdict": "right", "what": "date"}, "what: 'date' goes with the verdict wrong, not 'right'"),
        ({"what": "date"}, "what: 'date' goes with the verdict wrong, not 'none'"),
        ({"claim": ""}, "no claim is named"),
        ({"claim": "claim/004"}, "claim/004 stands in line {other} already"),
        ({"stratum": "gossip 0.0-1.0"}, "no stratum: 'gossip 0.0-1.0'"),
        ({"stratum": "sued 0.9-0.8"}, "no stratum: 'sued 0.9-0.8'"),
        ({"stratum": "sued 0.0-1.9"}, "no stratum: 'sued 0.0-1.9'"),
        ({"stratum": ""}, "no stratum: ''"),
    ],
)
def test_a_bad_row_is_named_and_the_rest_read(tmp_path: Path, changes: dict[str, str], reason: str) -> None:
    rows = rows_of()
    at = next(i for i, row in enumerate(rows) if row["claim"] != "claim/004")
    rows.append({**rows.pop(at), "before": "two\nlines", **changes})
    path = written(tmp_path / "review.csv", rows)
    other = next((i for i, row in enumerate(rows, 2) if row["claim"] == "claim/004"), 0)
    read = read_sheet(path)
    assert [str(s) for s in read.set_aside] == [f"{path}:12: {reason.format(other=other)}"]
    assert len(read.rows) == 10


@pytest.mark.parametrize(
    ("said", "what", "reason"),
    [
        ("colour", (), "what: 'colour' is none of relation, status, parties, date, amount, entity; the verdict wrong is kept"),
        (
            "Date, colour; smell",
            ("date",),
            "what: 'colour', 'smell' are none of relation, status, parties, date, amount, entity; the verdict wrong is kept",
        ),
    ],
)
def test_an_unknown_what_is_a_fault_of_its_cell_alone(tmp_path: Path, said: str, what: tuple[str, ...], reason: str) -> None:
    first, second, *rest = rows_of()
    path = written(tmp_path / "review.csv", [first, {**second, "verdict": "wrong", "what": said}, *rest])
    read = read_sheet(path)
    assert (read.set_aside, len(read.rows)) == ((), 11)
    assert [str(f) for f in read.faults] == [f"{path}:3: {reason}"]
    assert (read.rows[1].verdict, read.rows[1].what) == ("wrong", what)


def test_an_unknown_what_without_the_verdict_wrong_is_set_aside(tmp_path: Path) -> None:
    first, *rest = rows_of()
    read = read_sheet(written(tmp_path / "review.csv", [{**first, "verdict": "right", "what": "colour"}, *rest]))
    assert [s.reason for s in read.set_aside] == ["what: 'colour' goes with the verdict wrong, not 'right'"]
    assert read.faults == ()


def test_a_line_is_where_its_row_begins(tmp_path: Path) -> None:
    first, second, *rest = rows_of()
    path = written(tmp_path / "review.csv", [{**first, "note": "a\nb\r\nc"}, {**second, "verdict": "x"}, *rest])
    assert [s.line for s in read_sheet(path).set_aside] == [5]


def test_a_row_that_is_too_short(tmp_path: Path) -> None:
    path = tmp_path / "review.csv"
    path.write_text(sheet_text(rows_of()) + "claim/x,right\r\n", "utf-8", newline="")
    assert [str(s) for s in read_sheet(path).set_aside] == [f"{path}:13: 2 values under 26 columns"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no review sheet: it has no column claim, verdict, what"),
        (b"a,b\n1,2\n", "no review sheet: it has no column claim"),
        (b"\xff\xfec\x00l\x00", "not UTF-8: byte 0; save it as CSV UTF-8"),
        (GOLDEN.read_bytes() + b'"an open quote', "not CSV"),
    ],
)
def test_what_is_no_sheet(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "review.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError) as raised:
        read_sheet(path)
    assert message in str(raised.value)
    assert has_verdicts(path)  # whatever it is, it is not ours to write over


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        read_sheet(tmp_path / "review.csv")
    assert not has_verdicts(tmp_path / "review.csv")


def test_work_is_seen(tmp_path: Path) -> None:
    assert not has_verdicts(written(tmp_path / "review.csv", rows_of()))
    for changes in ({"verdict": "right"}, {"note": "ask Ann"}, {"verdict": "hm"}):
        assert has_verdicts(written(tmp_path / "review.csv", judged(**changes)))
