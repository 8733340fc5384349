"""What people decide about identity: a file of rows that always win over the rules, and can be taken out again.

The file is CSV with the head `verdict,left,right,who,when,why`. Both ends are ids of entities ("company/harrow"), as the graph writes them, or
single articles' entities as the ledger writes them ("news/a.txt: Harrow"), which is how one that was wrongly joined is taken apart.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import UsageError
from kg.records import Record

HEAD = ("verdict", "left", "right", "who", "when", "why")
VERDICTS = ("same", "different")


class Decision(Record):
    """One row. `path` and `line` say where it stands, for whoever must be told that it cannot be kept."""

    verdict: Literal["same", "different"]
    left: str
    right: str
    who: str = ""
    when: str = ""
    why: str = ""
    path: str = ""
    line: int | None = None

    @property
    def pair(self) -> tuple[str, str]:
        left, right = sorted((self.left, self.right))
        return left, right

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}" if self.line is not None else self.path or "a decision"


@dataclass(frozen=True)
class Ruling:
    """A decision in terms of members: the indexes of those that its ends stand for."""

    decision: Decision
    left: frozenset[int]
    right: frozenset[int]


def read_decisions(path: Path) -> tuple[Decision, ...]:
    """The rows of a file, in order; none where there is no file.

    Raises UsageError with file and line: it cannot be read, a row that is none, two rows that contradict one another (also by way of others).
    """
    decisions = tuple(decision for decision, _ in _rows(path))
    _check(decisions)
    return decisions


def decide(path: Path, decision: Decision) -> None:
    """Add a row to the file, which is made where missing; a row about the same pair gives way to it. Every other byte stays as it is.

    Raises UsageError, and then writes nothing, where it contradicts another row.
    """
    rows = _rows(path)
    kept = [(d, text) for d, text in rows if d.pair != decision.pair]
    _check([*(d for d, _ in kept), decision.model_copy(update={"path": str(path), "line": None})])
    row = _line([decision.verdict, decision.left, decision.right, decision.who, decision.when, decision.why])
    text = _text(path)
    for _, old in ((d, t) for d, t in rows if d.pair == decision.pair):
        text = text.replace(old, "", 1)
    if not text.strip():
        text = _line(HEAD)
    _write(path, (text if text.endswith("\n") else text + "\n") + row)


def undo(path: Path, left: str, right: str) -> int:
    """Take the rows about a pair out of the file, and the file away where no row is left that it was made for. Gives how many there were."""
    rows = [(d, text) for d, text in _rows(path) if d.pair == tuple(sorted((left, right)))]
    text = _text(path)
    for _, old in rows:
        text = text.replace(old, "", 1)
    if rows and text == _line(HEAD):
        path.unlink()
    elif rows:
        _write(path, text)
    return len(rows)


def rulings(decisions: Iterable[Decision], by_id: Mapping[str, frozenset[int]], by_handle: Mapping[str, frozenset[int]]) -> list[Ruling]:
    """The decisions over members, those left out of which an end is nothing in these articles."""
    found = []
    for d in decisions:
        left, right = (by_id.get(end) or by_handle.get(end) for end in (d.left, d.right))
        if not left or not right:
            continue
        if d.verdict == "different":
            # What is part of the other is what is to be taken out of it.
            left, right = (left, right - left) if left < right else (left - right, right)
        if left and right:
            found.append(Ruling(d, left, right))
    return found


def _rows(path: Path) -> list[tuple[Decision, str]]:
    """Every row, with its very text in the file."""
    text = _text(path)
    lines = text.splitlines(keepends=True)
    found: list[tuple[Decision, str]] = []
    reader = csv.reader(iter(lines))
    start = 0
    try:
        for values in reader:
            raw, line = "".join(lines[start : reader.line_num]), start + 1
            start = reader.line_num
            if not values or values[0].startswith("#") or (not found and tuple(v.strip() for v in values) == HEAD):
                continue
            said = [v.strip() for v in values] + [""] * (len(HEAD) - len(values))
            if len(values) < 3 or len(values) > len(HEAD):
                raise UsageError(f"{path}:{line}: {len(values)} values; a row is {','.join(HEAD)}")
            if said[0] not in VERDICTS:
                raise UsageError(f"{path}:{line}: {said[0]!r} is no verdict: write {' or '.join(VERDICTS)}")
            if not said[1] or not said[2] or said[1] == said[2]:
                raise UsageError(f"{path}:{line}: a decision is about two ids")
            found.append((Decision.model_validate(dict(zip(HEAD, said, strict=True)) | {"path": str(path), "line": line}), raw))
    except csv.Error as error:
        raise UsageError(f"{path}:{reader.line_num}: not CSV: {error}") from error
    return found


def _check(decisions: Iterable[Decision]) -> None:
    """Raises UsageError where two are apart and, by way of one or more rows, one."""
    rows = list(decisions)
    head: dict[str, str] = {}

    def root(end: str) -> str:
        while head.get(end, end) != end:
            end = head[end]
        return end

    for d in rows:
        if d.verdict == "same":
            head[root(d.left)] = root(d.right)
    for d in rows:
        if d.verdict == "different" and root(d.left) == root(d.right):
            others = sorted({o.place for o in rows if o.verdict == "same" and root(o.left) == root(d.left)})
            raise UsageError(f"{d.place}: {d.left} and {d.right} cannot be different: they are the same by {', '.join(others)}")


def _line(values: Iterable[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(values)
    return out.getvalue()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: byte {error.start}") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error


def _write(path: Path, text: str) -> None:
    aside = path.with_name(f".{path.name}.writing")
    try:
        try:
            aside.write_bytes(text.encode("utf-8"))
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error
