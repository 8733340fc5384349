"""review.csv: a claim a row, with room for a verdict; written for spreadsheets, and read back as they save it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from kg.counting import decimal_text
from kg.errors import UsageError
from kg.export.tables import as_meant
from kg.records import Record, SetAside
from kg.review.passage import around
from kg.review.population import BANDS, known_relations
from kg.review.sample import Drawn, Sample

CSV, HTML = "review.csv", "review.html"

Verdict = Literal["right", "wrong", "unclear"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

What = Literal["relation", "status", "parties", "date", "amount", "entity"]
WHATS: tuple[What, ...] = get_args(What)

SEPARATOR = " | "
"""What stands between the items of a cell that holds several."""

FILLED = ("verdict", "what", "note")
HEAD = (
    *("claim", "relation", "subject", "object", "status", "date", "amount", "currency", "role", "confidence", "engine"),
    *("before", "quote", "after", "title", "publisher", "published", "source", "offset"),
    *FILLED,
    *("stratum", "weight", "claim_digest", "graph_digest"),
)
"""The columns. `offset` counts code points in the article's text; a row stands for `weight` claims of its `stratum`."""

_NEEDED = ("claim", "verdict", "what", "stratum", "claim_digest", "graph_digest")
_DELIMITERS = (",", ";", "\t")  # spreadsheets save with the one that their country uses
_STRATUM = re.compile(r"(\w+) ([01]\.\d)-([01]\.\d)")


class Judged(Record):
    """A row as it was filled in. `verdict` is None where it was not; `low` and `high` are the bands of its stratum, `line` where it begins.

    `unknown` holds the words in the cell `what` that say nothing known: the verdict counts, but what is wrong is not said by them.
    """

    line: int
    claim: str
    verdict: Verdict | None = None
    what: tuple[What, ...] = ()
    unknown: tuple[str, ...] = ()
    note: str = ""
    relation: str
    low: int
    high: int
    claim_digest: str
    graph_digest: str


class Sheet(Record):
    """The rows of a file that can be used; `faults` are of single cells, whose rows are used all the same."""

    path: str
    rows: tuple[Judged, ...]
    set_aside: tuple[SetAside, ...] = ()
    faults: tuple[SetAside, ...] = ()


def cells(sample: Sample, row: Drawn) -> dict[str, str]:
    """Column -> text of a drawn claim; those to be filled in are empty."""
    claim, population = row.claim, sample.population
    article = population.articles[claim.article].article
    before, after = around(article.text, claim.span.start, claim.span.end)
    said = {
        "claim": claim.id,
        "relation": population.relation(claim),
        "subject": population.labels[claim.subject],
        "object": population.labels[claim.object] if claim.predicate != "participant" else "",
        "status": claim.status,
        "date": claim.date or "",
        "amount": decimal_text(claim.money.amount) if claim.money else "",
        "currency": claim.money.currency if claim.money else "",
        "role": claim.role or "",
        "confidence": f"{claim.confidence:g}",
        "engine": claim.engine,
        "before": before,
        "quote": claim.quote,
        "after": after,
        "title": article.title or "",
        "publisher": article.publisher or "",
        "published": article.date or "",
        "source": article.source,
        "offset": str(claim.span.start),
        "stratum": row.stratum.name,
        "weight": f"{row.stratum.weight:g}",
        "claim_digest": population.digest(claim),
        "graph_digest": population.whole_digest,
    }
    return {column: said.get(column, "").replace("\0", "\ufffd") for column in HEAD}


def sheet_text(rows: Sequence[Mapping[str, str]]) -> str:
    """The text of the file: RFC 4180, with the mark by which spreadsheets know UTF-8. What one would run as a formula has an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEAD)
    writer.writerows([[inert(row[column]) for column in HEAD] for row in rows])
    return "\ufeff" + out.getvalue()


def inert(text: str) -> str:
    """The text as a cell that no spreadsheet runs: what `as_meant` leads back from."""
    kept = "'" + text
    return kept if as_meant(kept) == text else text


def has_verdicts(path: Path) -> bool:
    """Whether somebody's work stands in the file: a verdict or a note, or anything that is no sheet of ours."""
    if not path.exists():
        return False
    try:
        columns, lines = _table(_text(path), path)
    except UsageError:
        return True
    return any(row[columns[name]].strip() for _, row in lines for name in FILLED if name in columns and columns[name] < len(row))


def read_sheet(path: Path) -> Sheet:
    """The rows of a file, in order. A row that cannot be used is set aside, with its line and what is wrong with it.
    A row that is wrong in an unknown `what` is used, and the cell named in `faults`.

    Raises UsageError: it cannot be read, is no UTF-8 or no CSV, lacks a column.
    """
    columns, lines = _table(_text(path), path)
    rows: list[Judged] = []
    set_aside: list[SetAside] = []
    seen: dict[str, int] = {}
    for line, values in lines:
        if not any(v.strip() for v in values):
            continue
        try:
            row = _judged(line, values, columns)
            if row.claim in seen:
                raise ValueError(f"{row.claim} stands in line {seen[row.claim]} already")
        except ValueError as error:
            set_aside.append(SetAside(path=str(path), line=line, reason=str(error)))
            continue
        seen[row.claim] = line
        rows.append(row)
    faults = [SetAside(path=str(path), line=row.line, reason=_none_of(row.unknown)) for row in rows if row.unknown]
    return Sheet(path=str(path), rows=tuple(rows), set_aside=tuple(set_aside), faults=tuple(faults))


def _judged(line: int, values: Sequence[str], columns: Mapping[str, int]) -> Judged:
    """Raises ValueError with what is wrong, in one line."""
    if len(values) < len(columns) or any(v.strip() for v in values[len(columns) :]):
        raise ValueError(f"{len(values)} values under {len(columns)} columns")
    said = {name: as_meant(values[at].strip()) for name, at in columns.items()}
    if not said["claim"]:
        raise ValueError("no claim is named")
    verdict, (what, unknown) = _verdict(said["verdict"]), _whats(said["what"])
    if (what or unknown) and verdict != "wrong":
        raise ValueError(f"what: {said['what']!r} goes with the verdict wrong, not {said['verdict'] or 'none'!r}")
    stratum = _STRATUM.fullmatch(said["stratum"])
    low, high = (round(float(stratum[i]) * BANDS) for i in (2, 3)) if stratum else (0, 0)
    if not stratum or stratum[1] not in known_relations() or not 0 <= low < high <= BANDS:
        raise ValueError(f"no stratum: {said['stratum']!r}")
    return Judged(
        line=line, claim=said["claim"], verdict=verdict, what=what, unknown=unknown, note=said.get("note", ""),
        relation=stratum[1], low=low, high=high, claim_digest=said["claim_digest"], graph_digest=said["graph_digest"],
    )  # fmt: skip


def _verdict(text: str) -> Verdict | None:
    if not text:
        return None
    found = [v for v in VERDICTS if text.casefold() in (v, v[0])]
    if not found:
        raise ValueError(f"no verdict: {text!r}; write {', '.join(VERDICTS)} or nothing")
    return found[0]


def _whats(text: str) -> tuple[tuple[What, ...], tuple[str, ...]]:
    """What is wrong, and the words that are none of what may be."""
    words = re.findall(r"[^\s,;|]+", text.casefold())
    return tuple(what for what in WHATS if what in words), tuple(dict.fromkeys(word for word in words if word not in WHATS))


def _none_of(unknown: Sequence[str]) -> str:
    verb = "is" if len(unknown) == 1 else "are"
    return f"what: {', '.join(map(repr, unknown))} {verb} none of {', '.join(WHATS)}; the verdict wrong is kept"


def _table(text: str, path: Path) -> tuple[dict[str, int], list[tuple[int, list[str]]]]:
    """Where each column stands, and the rows with the line that each begins in."""
    lines = io.StringIO(text, newline="").readlines()
    head = lines[0] if lines else ""
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    start = 0
    try:
        for values in reader:
            rows.append((start + 1, values))
            start = reader.line_num
    except csv.Error as error:
        raise UsageError(f"{path}:{start + 1}: not CSV: {error}") from error
    columns = {name.strip(): at for at, name in enumerate(rows[0][1])} if rows else {}
    missing = [name for name in _NEEDED if name not in columns]
    if missing:
        raise UsageError(f"{path}: no review sheet: it has no column {', '.join(missing)}")
    return columns, rows[1:]


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}: not UTF-8: byte {error.start}; save it as CSV UTF-8") from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
