"""What is known of names beforehand: rows of kg/knowledge/gazetteers, looked up by a name's folded form or found in a parsed text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.errors import KnowledgeError
from kg.extract.frames.name_words import legal_forms
from kg.records import EntityType, Record

if TYPE_CHECKING:
    from spacy.tokens import Doc  # who only looks names up needs no parser

FILES: tuple[tuple[str, EntityType], ...] = (
    ("agencies.csv", "Agency"),
    ("courts.csv", "Court"),
    ("organizations.csv", "Organization"),
    ("regulatory_lists.csv", "RegulatoryList"),
    ("laws.csv", "Law"),
    ("companies.csv", "Company"),
    ("products.csv", "Product"),
)
COLUMNS = ["key", "name", "aliases", "country", "kind"]
IDENTIFIERS: dict[str, str] = {
    "wikidata": r"Q[1-9]\d*",
    "lei": r"[A-Z0-9]{18}\d\d",
    "isin": r"[A-Z]{2}[A-Z0-9]{9}\d",
    "cik": r"[1-9]\d*",
    "ticker": r"[A-Z][A-Z0-9.]*",
}


class Row(Record):
    """One known name-bearer. `key` is None where the name alone does not settle which one it is.

    `shared` are those of the aliases that lead to it only where an article speaks of its country ("?" before them in the file).
    """

    type: EntityType
    key: str | None
    name: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    shared: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()


class Government(Record):
    """A country as it is named when it acts: `names`, `adjectives` ("British"), `seats` ("London")."""

    country: str
    names: tuple[str, ...]
    adjectives: tuple[str, ...]
    seats: tuple[str, ...]


def fold(name: str) -> str:
    """The form that names are compared by: no leading article, no dots inside acronyms, one blank between words; case is kept."""
    bare = re.sub(r"(?<=\b[A-Z])\.(?=[A-Z]\b|\s|$|\.)", "", " ".join(name.replace("’", "'").split()))
    bare = re.sub(r"^[Tt]he\s+", "", bare)
    return re.sub(r"^United States\b", "US", bare)


def read_rows(text: str, path: str, type_: EntityType) -> Iterator[Row]:
    """The rows of one gazetteer; a sixth column, `identifiers`, may be left out.

    Raises KnowledgeError with the line: a wrong header, a wrong number of fields, no name, a key twice, a malformed country or identifier.
    """
    seen: set[str] = set()
    for line, fields in _fields(text, path, COLUMNS, "identifiers"):
        key, name, aliases, country, kind = fields[:5]
        if not name:
            raise KnowledgeError("a row without a name", path, line)
        if key and key in seen:
            raise KnowledgeError(f"the key {key!r} stands twice", path, line)
        if country and not re.fullmatch("[A-Z]{2}", country):
            raise KnowledgeError(f"{country!r} is not a country code", path, line)
        seen.add(key)
        identifiers = tuple((scheme, value) for scheme, _, value in (part.partition(":") for part in _parts("".join(fields[5:]))))
        for scheme, value in identifiers:
            if not re.fullmatch(IDENTIFIERS.get(scheme, r"(?!)"), value):
                raise KnowledgeError(f"{scheme}:{value} is not an identifier", path, line)
        names = _parts(aliases)
        shared = tuple(part[1:] for part in names if part.startswith("?"))
        if shared and not country:
            raise KnowledgeError(f"{shared[0]!r} is shared, but the row has no country to tell it by", path, line)
        yield Row(
            type=type_,
            key=key or None,
            name=name,
            aliases=tuple(part.removeprefix("?") for part in names),
            country=country or None,
            kind=kind,
            shared=shared,
            identifiers=identifiers,
        )


def read_governments(text: str, path: str) -> Iterator[Government]:
    """The rows of governments.csv. Raises KnowledgeError with the line."""
    for line, fields in _fields(text, path, ["country", "names", "adjectives", "seats"]):
        if not re.fullmatch("[A-Z]{2}", fields[0]):
            raise KnowledgeError(f"{fields[0]!r} is not a country code", path, line)
        yield Government(country=fields[0], names=_parts(fields[1]), adjectives=_parts(fields[2]), seats=_parts(fields[3]))


@cache
def rows_by_name() -> dict[str, tuple[Row, ...]]:
    """Every name and alias, folded, with the rows that bear it."""
    table: dict[str, list[Row]] = {}
    for file, type_ in FILES:
        for row in read_rows(_text(file), f"kg/knowledge/gazetteers/{file}", type_):
            for name in (row.name, *row.aliases):
                bearers = table.setdefault(fold(name), [])
                if row not in bearers:
                    bearers.append(row)
    return {name: tuple(rows) for name, rows in table.items()}


@cache
def governments() -> tuple[Government, ...]:
    return tuple(read_governments(_text("governments.csv"), "kg/knowledge/gazetteers/governments.csv"))


@cache
def country_names() -> dict[str, str]:
    """Country names and seats of government, folded, with the country's code."""
    return {fold(name): g.country for g in governments() for name in (*g.names, *g.seats)}


@cache
def seats() -> frozenset[str]:
    """The cities that stand for a government."""
    return frozenset(fold(seat) for g in governments() for seat in g.seats)


@cache
def adjectives() -> dict[str, str]:
    """Adjectives and country names that may stand before an agency's name ("British", "US"), with the country's code."""
    return {fold(name): g.country for g in governments() for name in (*g.adjectives, *g.names)}


@cache
def simple_list(file: str) -> frozenset[str]:
    """A gazetteer that is a bare list of words, blank-separated, with '#' comment lines."""
    return frozenset(word.replace("_", " ") for line in _text(file).splitlines() if not line.startswith("#") for word in line.split())


def lookup(name: str) -> tuple[Row, ...]:
    """The rows that bear this name: as written, folded, or without its legal form."""
    folded = fold(name)
    found = rows_by_name().get(folded, ())
    if not found and (bare := without_legal_form(folded)) != folded:
        found = tuple(row for row in rows_by_name().get(bare, ()) if row.type == "Company")
    if not found and folded.endswith("s"):
        found = tuple(row for row in rows_by_name().get(folded[:-1], ()) if row.type == "Product")  # "iPhones"
    return found


def bearer(named: Iterable[tuple[str, tuple[Row, ...]]], speaks_of: Callable[[str], bool]) -> Row | None:
    """The one row that all of these names lead to; None where they lead to none or to several.

    `named` are names with the rows that bear them; `speaks_of` tells whether the article speaks of a country. Where several rows bear
    every name, it is the one whose country the article speaks of; where it speaks of none of theirs, the one that bears a name unshared.
    """
    names = list(named)
    rows = list(dict.fromkeys(row for _, bearers in names for row in bearers if all(row in others for _, others in names)))
    if len(rows) > 1:
        told = [row for row in rows if row.country is not None and speaks_of(row.country)]
        rows = told or [row for row in rows if any(fold(name) not in map(fold, row.shared) for name, _ in names)]
    return rows[0] if len({row.key for row in rows}) == 1 else None


def without_legal_form(name: str) -> str:
    """The name less the legal forms at its end ("Quall Holdings", "Quall")."""
    parts = name.split()
    while len(parts) > 1 and (parts[-1].strip(".,").replace(".", "") in legal_forms() or parts[-1] in ("&", "Co")):
        parts.pop()
    return " ".join(parts).rstrip(",")


def known_spans(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges of the text that spell a gazetteer name, longest first where they overlap, in text order."""
    text, names = doc.text, _names_by_beginning()
    starts: list[int] = doc.to_array("IDX").tolist()
    words = [text[a:b].rstrip() for a, b in pairwise([*starts, len(text)])]
    ends = {start + len(word): i + 1 for i, (start, word) in enumerate(zip(starts, words, strict=True)) if word}
    found = []
    for i, (start, word) in enumerate(zip(starts, words, strict=True)):
        for name in names.get(_beginning(word), ()):
            if (end := ends.get(start + len(name))) is not None and text.startswith(name, start):
                found.append((i, end))
    taken: set[int] = set()
    kept = []
    for start, end in sorted(found, key=lambda span: (span[0] - span[1], span[0])):
        if taken.isdisjoint(range(start, end)):
            taken.update(range(start, end))
            kept.append((start, end))
    return sorted(kept)


@cache
def _names_by_beginning() -> dict[str, tuple[str, ...]]:
    """Every name as it is written, with either apostrophe, by what it begins with."""
    names: dict[str, None] = {}
    for rows in rows_by_name().values():
        for row in rows:
            for name in (row.name, *row.aliases):
                names[name] = None
                names[name.replace("'", "’")] = None
    table: dict[str, list[str]] = {}
    for name in names:
        table.setdefault(_beginning(name), []).append(name)
    return {beginning: tuple(found) for beginning, found in table.items()}


_WORD = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)


def _beginning(text: str) -> str:
    """The first run of letters or of digits, or the first sign: no token that a name begins with ends before it."""
    found = _WORD.match(text)
    return found.group() if found else ""


def _parts(field: str) -> tuple[str, ...]:
    return tuple(part for part in field.split("|") if part)


def _text(file: str) -> str:
    source = files("kg") / "knowledge" / "gazetteers" / file
    if not source.is_file():
        raise KnowledgeError("no such knowledge file", f"kg/knowledge/gazetteers/{file}")
    return source.read_text("utf-8")


def _fields(text: str, path: str, columns: list[str], optional: str | None = None) -> Iterator[tuple[int, list[str]]]:
    lines = text.splitlines()
    skipped = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    reader = csv.reader(io.StringIO("\n".join(lines[skipped:])))
    header = next(reader, None)
    if header != columns and (optional is None or header != [*columns, optional]):
        raise KnowledgeError(f"the header is not {','.join(columns)}", path, skipped + 1)
    for fields in reader:
        line = skipped + reader.line_num
        if len(fields) != len(header):
            raise KnowledgeError(f"{len(fields)} fields, not {len(header)}", path, line)
        yield line, fields
