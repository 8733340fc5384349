"""What is known of names beforehand: the rows of the gazetteers, by their key, and the names of states."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from kg.errors import KnowledgeError
from kg.records import Record
from kg.resolve.names import key, normal, words

_OWNER = 25  # code points in front of a name that are looked at for its owner


class Known(Record):
    """A gazetteer row with a key: its usual name and, where it has them, its country (ISO 3166 alpha-2, EU for the Union), maker and identifiers."""

    name: str
    country: str | None = None
    maker: str | None = None  # of a product
    identifiers: tuple[tuple[str, str], ...] = ()


@cache
def known() -> dict[str, Known]:
    """Reference key -> what the gazetteers say. Raises KnowledgeError where a row has a key but no name."""
    rows: dict[str, Known] = {}
    for path, line, row in _rows():
        if row.get("key"):
            if not row.get("name"):
                raise KnowledgeError("a key without a name", path, line)
            pairs = (part.partition(":") for part in (row.get("identifiers") or "").split("|") if part)
            identifiers = tuple(sorted((scheme, value) for scheme, _, value in pairs))
            maker = row.get("kind") if row["key"].startswith("product/") else None
            rows[row["key"]] = Known(name=row["name"], country=row.get("country") or None, maker=maker or None, identifiers=identifiers)
    return rows


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Reference key -> the names that it is known by, its usual name first, those among them that need its country beside them."""
    table: dict[str, tuple[str, ...]] = {}
    for _, _, row in _rows():
        if row.get("key"):
            aliases = [a.lstrip("?") for a in (row.get("aliases") or "").split("|") if a]
            table[row["key"]] = tuple(dict.fromkeys([row["name"], *aliases]))
    return table


@cache
def _shared() -> frozenset[tuple[str, str]]:
    return frozenset((row["key"], a[1:]) for _, _, row in _rows() for a in (row.get("aliases") or "").split("|") if row.get("key") and a[:1] == "?")


def is_shared(key: str, name: str) -> bool:
    """Whether others bear this name of a reference, too, so that it leads to it only beside its country."""
    return (key, name) in _shared()


@cache
def codes_of_states() -> dict[str, str]:
    """Normal form of a state's names and adjectives -> its country (ISO 3166 alpha-2, EU for the Union)."""
    table: dict[str, str] = {}
    for _, _, row in _rows():
        if "adjectives" in row and row.get("country"):
            for name in (n for column in ("names", "adjectives") for n in (row[column] or "").split("|") if n):
                table.setdefault(normal(name), row["country"])
    return table


@cache
def country_words() -> dict[str, str]:
    """A state's names, adjectives and seats of government as written -> its country (ISO 3166 alpha-2), the Union left out."""
    table: dict[str, str] = {}
    for _, _, row in _rows():
        if "adjectives" in row and row.get("country") not in (None, "", "EU"):
            for name in (n for column in ("names", "adjectives", "seats") for n in (row[column] or "").split("|") if n):
                table.setdefault(name, row["country"])
    return table


@cache
def first_names() -> frozenset[str]:
    """Common given names of persons, as written."""
    lines = (files("kg") / "knowledge" / "gazetteers" / "first_names.txt").read_text("utf-8").splitlines()
    return frozenset(word.replace("_", " ") for line in lines if not line.startswith("#") for word in line.split())


@cache
def state_names() -> frozenset[str]:
    """The name keys of states and their seats of government: standing in two articles, they prove nothing of the articles."""
    return frozenset(key(n) for _, _, row in _rows() for column in ("names", "seats") for n in (row.get(column) or "").split("|") if n)


@cache
def _states() -> dict[str, str]:
    """Normal form of a state's names and adjectives -> its usual name."""
    table: dict[str, str] = {}
    for _, _, row in _rows():
        usual, *others = [n for column in ("names", "adjectives") for n in (row.get(column) or "").split("|") if n] or [""]
        if usual and "adjectives" in row:
            table.update({normal(n): usual for n in (usual, *others)})
    return table


@cache
def _seats() -> dict[str, str]:
    """Normal form of a seat of government -> the usual name of the state."""
    rows = (row for _, _, row in _rows() if "adjectives" in row)
    return {normal(seat): row["names"].split("|")[0] for row in rows for seat in (row.get("seats") or "").split("|") if seat}


def seated_at(name: str) -> str | None:
    """The usual name of the state whose government sits there: China for "Beijing". Of an agency only: a firm may be of Beijing."""
    return _seats().get(normal(name))


def state_of(name: str) -> str | None:
    """The usual name of the state that an agency is: one for "the UK government", "British government", "Britain"; None for another agency."""
    form = normal(name)
    governed = form.removeprefix("government of ").removeprefix("the ")
    for part in (form, form.removesuffix(" government"), form.removesuffix(" administration"), governed):
        if part in _states():
            return _states()[part]
    return None


def owning_state(before: str) -> str | None:
    """The code of the state whose possessive ends the text: "Kenya's ", "South Africa's "."""
    last = before[-_OWNER:].replace("’", "'").split()
    if not last or not before[-1:].isspace() or not last[-1].endswith("'s"):
        return None
    codes = codes_of_states()
    return codes.get(normal(" ".join(last[-2:]))) or codes.get(normal(last[-1]))


def is_state_word(word: str) -> bool:
    """Whether a normal form is a state's name or adjective."""
    return word in _states()


def lacks_state(short: str, full: str) -> bool:
    """Whether `full` is `short` behind the name of a state: "Bureau of Tolls", "US Bureau of Tolls"."""
    many = words(full)
    return len(many) > 2 and many[1:] == words(short) and is_state_word(many[0])


@cache
def _rows() -> tuple[tuple[str, int, dict[str, str]], ...]:
    """Every row of every gazetteer: path, line, column -> value. Lines that begin with "#" are notes."""
    rows = []
    for file in sorted((f for f in (files("kg") / "knowledge" / "gazetteers").iterdir() if f.name.endswith(".csv")), key=lambda f: f.name):
        path = f"kg/knowledge/gazetteers/{file.name}"
        lines = [(number, text) for number, text in enumerate(file.read_text("utf-8").splitlines(), 1) if text.strip() and not text.startswith("#")]
        header: list[str] = []
        for (number, _), values in zip(lines, csv.reader(text for _, text in lines), strict=False):
            header = header or values
            if len(values) != len(header):
                raise KnowledgeError(f"{len(values)} values for {len(header)} columns", path, number)
            if values is not header:
                rows.append((path, number, dict(zip(header, values, strict=True))))
    return tuple(rows)
