"""Tables: .csv (by comma or semicolon) and .tsv, a header row and a record a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from kg.counting import counted
from kg.read.draft import NOT_WHOLE, Draft, Fault
from kg.read.json_records import record_draft
from kg.read.options import FIELD_NAMES, ReadOptions

_LARGEST_FIELD = 2**31 - 1


def drafts(lines: Iterable[tuple[int, str | Fault]], delimiter: str, options: ReadOptions) -> Iterator[Draft | Fault]:
    """The records of a table from its numbered lines. A semicolon separates where the header has one and no `delimiter`."""
    csv.field_size_limit(min(options.max_bytes, _LARGEST_FIELD))
    feed = _Feed(lines)
    first = next(feed, None)
    if first is None:
        yield from feed.faults
        return
    if delimiter not in first and ";" in first:
        delimiter = ";"
    feed.push_back(first)
    rows = csv.reader(feed, delimiter=delimiter, strict=True)
    columns: list[str] | None = None
    number = 0
    while True:
        feed.begun = None
        fault: Fault | None = None
        try:
            row = next(rows, None)
        except csv.Error as error:
            cut = str(error) == "unexpected end of data"
            row, fault = [], Fault(f"{NOT_WHOLE}: ends inside a quoted value" if cut else f"not a row: {error}", feed.begun)
        yield from feed.faults
        start = feed.begun or 0
        spoilt = any(bad.line is not None and bad.line > start for bad in feed.faults)
        feed.faults = []
        if row is None:
            return
        if fault is not None:
            number += columns is not None
            yield fault
        elif not any(cell.strip() for cell in row):
            continue
        elif columns is None:
            columns = [cell.strip() for cell in row]
            if options.column("text", columns) is None:
                yield Fault(
                    f"no text: no column is known to hold it (columns: {', '.join(map(repr, columns[:8]))}; --field text=COLUMN names it)", start
                )
                return
        else:
            number += 1
            if not spoilt:
                yield _draft(row, columns, options, number, start)


def _draft(row: list[str], columns: list[str], options: ReadOptions, number: int, line: int) -> Draft | Fault:
    if len(row) != len(columns):
        return Fault(f"{counted(len(row), 'column')} where the header has {len(columns)}", line)
    cells = dict(zip(reversed(columns), reversed(row), strict=True))  # of two columns alike, the first
    texts: dict[str, str | None] = {}
    for field in FIELD_NAMES:
        column = options.column(field, columns)
        texts[field] = cells[column] if column is not None else None
    return record_draft(texts, (texts["id"] or "").strip() or str(number), line)


class _Feed(Iterator[str]):
    """Lines for the csv reader, the bad ones kept apart; `begun` is the number of the first one given since it was last set to None."""

    def __init__(self, lines: Iterable[tuple[int, str | Fault]]) -> None:
        self._lines = iter(lines)
        self._waiting: list[tuple[int, str]] = []
        self.begun: int | None = None
        self.faults: list[Fault] = []

    def __next__(self) -> str:
        for number, line in self._waiting or self._lines:
            if isinstance(line, str):
                self._waiting = []
                self.begun = self.begun or number
                return line
            self.faults.append(line)
        raise StopIteration

    def push_back(self, line: str) -> None:
        self._waiting.append((self.begun or 1, line))
