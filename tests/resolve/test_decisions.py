"""What people decide wins, lasts, and can be taken back to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.records import Reading
from kg.resolve import Decision, Resolution, decide, ledger, read_decisions, undo
from tests.resolve.make import fine, ids, named_in, resolve, says, thing, told

HARROW = told("a.txt", [("Company", "Harrow Motor Co."), ("Agency", "Harbour Board")], [fine(1, 0)], "2021-05-12")
SHORT = told("b.txt", [("Company", "Harrow"), ("Agency", "Harbour Board")], [fine(1, 0)], "2021-05-13")
ORSEL = told("c.txt", [("Company", "Orsel"), ("Company", "Harrow")], date="2021-06-01")


def same(left: str, right: str, **rest: object) -> Decision:
    return Decision.model_validate({"verdict": "same", "left": left, "right": right, **rest})


def different(left: str, right: str, **rest: object) -> Decision:
    return Decision.model_validate({"verdict": "different", "left": left, "right": right, **rest})


def decided(readings: list[Reading], *decisions: Decision) -> Resolution:
    from kg.resolve import resolve

    return resolve(readings, decisions)


def test_same_joins_what_the_rules_keep_apart_and_their_events() -> None:
    assert ids(resolve([HARROW, SHORT]), "company/") == ["company/harrow", "company/harrow-motor"]
    r = decided([HARROW, SHORT], same("company/harrow", "company/harrow-motor", who="ada", why="the annual report says so"))
    assert ids(r, "company/") == ["company/harrow-motor"]
    assert len(r.graph.events) == 1
    (row,) = (j for j in r.judgements if j.by == "ada")
    assert (row.verdict, row.reason, row.score) == ("same", "the annual report says so", 1.0)


def test_same_wins_over_two_countries() -> None:
    two = [told(f"{c}.txt", [thing("Company", "Orsel", country=c)]) for c in ("DE", "US")]
    first, second = ids(resolve(two))
    assert len(ids(decided(two, same(first, second)))) == 1


def test_different_takes_apart_what_the_rules_join_by_the_ledger_s_own_words() -> None:
    assert named_in(resolve([SHORT, ORSEL]), "b.txt")[1] in named_in(resolve([SHORT, ORSEL]), "c.txt")
    r = decided([SHORT, ORSEL], different("b.txt: Harrow", "c.txt: Harrow"))
    assert len(ids(r, "company/")) == 3
    assert not set(named_in(r, "b.txt")) & set(named_in(r, "c.txt"))


def test_different_still_holds_when_more_articles_would_join_them() -> None:
    bridge = told("d.txt", [("Company", "Harrow Motor Co.", "Harrow")], date="2021-07-01")
    assert ids(resolve([HARROW, SHORT, bridge]), "company/") == ["company/harrow-motor"]
    r = decided([HARROW, SHORT, bridge], different("company/harrow", "company/harrow-motor"))
    assert ids(r, "company/") == ["company/harrow", "company/harrow-motor"]
    assert named_in(r, "a.txt")[1] == named_in(r, "d.txt")[0]


def test_a_decision_survives_a_rebuild_with_more_articles() -> None:
    decision = same("company/harrow", "company/harrow-motor")
    r = decided([HARROW, SHORT, ORSEL], decision)
    assert ids(r, "company/") == ["company/harrow-motor", "company/orsel"]
    assert "company/harrow-motor" in named_in(r, "c.txt")


def test_persons_and_lawsuits_are_decided_too() -> None:
    def smith(source: str, employer: str) -> Reading:
        return told(source, [("Person", "John Smith"), ("Company", employer)], [says(0, "worksFor", 1)])

    readings = [smith("a.txt", "Acme"), smith("b.txt", "Quillmark")]
    first, second = ids(resolve(readings), "person/")
    assert ids(decided(readings, same(first, second)), "person/") == [first]
    suits = [told(f"{n}.txt", [("Company", c), ("Lawsuit", f"{c} v. ?")], [says(0, "plaintiffIn", 1)]) for n, c in enumerate(["Acme", "Orsel"])]
    one, two = ids(resolve(suits), "lawsuit/")
    assert len(ids(decided(suits, same(one, two)), "lawsuit/")) == 1


def test_a_decision_about_nothing_here_is_said() -> None:
    r = decided([HARROW], same("company/harrow-motor", "company/nobody", path="d.csv", line=4))
    assert [str(d) for d in r.dropped] == ["d.csv:4: a decision about what is not here: company/nobody"]


def test_decisions_that_meet_in_the_articles_are_refused() -> None:
    with pytest.raises(UsageError, match=r"d\.csv:2: .* cannot be the same: d\.csv:3 holds them apart"):
        decided(
            [SHORT, ORSEL],
            same("company/harrow", "company/orsel", path="d.csv", line=2),
            different("b.txt: Harrow", "c.txt: Orsel", path="d.csv", line=3),
        )


def test_different_after_same_gives_back_the_graph_and_undo_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"

    def build() -> tuple[str, str]:
        r = decided([HARROW, SHORT, ORSEL], *read_decisions(path))
        return r.graph.model_dump_json(), ledger(r.judgements)

    before = build()
    decide(path, same("company/harrow", "company/harrow-motor", who="ada"))
    assert build()[0] != before[0]
    decide(path, different("company/harrow-motor", "company/harrow"))
    assert build()[0] == before[0]
    assert undo(path, "company/harrow", "company/harrow-motor") == 1
    assert build() == before
    assert not path.exists()


def test_every_other_byte_of_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    mine = b'# mine\nverdict,left,right,who,when,why\nsame,company/a,company/b,ada,2021-05-12,"one, by its own word"\ndifferent,company/c,company/d\n'
    path.write_bytes(mine)
    assert [(d.verdict, d.left, d.why, d.line) for d in read_decisions(path)] == [
        ("same", "company/a", "one, by its own word", 3),
        ("different", "company/c", "", 4),
    ]
    decide(path, same("company/e", "company/f"))
    assert path.read_bytes() == mine + b"same,company/e,company/f,,,\n"
    assert undo(path, "company/f", "company/e") == 1
    assert path.read_bytes() == mine
    assert undo(path, "company/f", "company/e") == 0


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("equal,company/a,company/b", r"decisions\.csv:2: 'equal' is no verdict"),
        ("same,company/a", r"decisions\.csv:2: 2 values"),
        ("same,company/a,company/a", r"decisions\.csv:2: a decision is about two ids"),
        ("different,company/a,company/b\nsame,company/a,company/b", r"decisions\.csv:2: .* cannot be different: .* by \S*decisions\.csv:3"),
        ("same,a/a,a/b\nsame,a/b,a/c\ndifferent,a/c,a/a", r"decisions\.csv:4: a/c and a/a cannot be different"),
    ],
)
def test_a_faulty_file_is_named_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    path = tmp_path / "decisions.csv"
    path.write_text(f"verdict,left,right,who,when,why\n{row}\n", "utf-8")
    with pytest.raises(UsageError, match=message):
        read_decisions(path)


def test_a_contradicting_row_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "decisions.csv"
    decide(path, same("a/a", "a/b"))
    decide(path, same("a/b", "a/c"))
    before = path.read_bytes()
    with pytest.raises(UsageError, match="cannot be different"):
        decide(path, different("a/a", "a/c"))
    assert path.read_bytes() == before


def test_the_ledger_has_a_row_for_each_judgement() -> None:
    r = resolve([HARROW, SHORT, ORSEL])
    head, *rows = ledger(r.judgements).splitlines()
    assert head == "verdict,score,left,right,left_id,right_id,reason,by"
    assert "same,0.90,b.txt: Harrow,c.txt: Harrow,company/harrow,company/harrow,one name,rules" in rows
    assert len(rows) == len(r.judgements)


def test_a_full_disk_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    path = tmp_path / "d.csv"
    decide(path, Decision(verdict="same", left="company/a", right="company/b"))
    old = path.read_bytes()
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500, before[1]))
    try:
        with pytest.raises(UsageError, match="cannot write"):
            decide(path, Decision(verdict="same", left="company/c", right="company/d", why="x" * 1_000))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("d.csv", old)]
