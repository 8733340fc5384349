"""How to read: what the caller may set."""

from __future__ import annotations

from pydantic import Field, field_validator

from kg.read.dates import is_real
from kg.records import PartialDate, Record

FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "articlebody", "fulltext", "maintext", "story", "description", "summary"),
    "title": ("title", "headline", "heading", "name"),
    "date": (
        "date",
        "published",
        "datepublished",
        "publicationdate",
        "publisheddate",
        "publishedat",
        "pubdate",
        "publishdate",
        "publishedon",
        "issued",
    ),
    "publisher": ("publisher", "source", "outlet", "sitename", "agency", "newspaper"),
    "url": ("url", "link", "href", "permalink", "sourceurl", "weburl"),
    "language": ("language", "lang", "inlanguage"),
    "id": ("id", "guid", "uid", "docid", "articleid"),
}
"""Field -> the names it goes by in files, best first, lower case without blanks, "_" and "-"."""


class ReadOptions(Record):
    """`date`: publication date of documents that give none. `max_bytes`: a larger document, or record of a multi-record file, is set aside
    (size after decompression). `fields`: (field, column or key) pairs that come before the names of FIELD_NAMES.
    `check_language`: set aside what is not English.
    """

    date: PartialDate | None = None
    max_bytes: int = Field(default=10_000_000, gt=0)
    fields: tuple[tuple[str, str], ...] = ()
    check_language: bool = True

    @field_validator("date")
    @classmethod
    def _date_is_real(cls, value: str | None) -> str | None:
        if value is not None and not is_real(value):
            raise ValueError(f"no such date: {value}")
        return value

    @field_validator("fields")
    @classmethod
    def _fields_are_known(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        for field, _ in value:
            if field not in FIELD_NAMES:
                raise ValueError(f"no field {field!r}: choose from {', '.join(FIELD_NAMES)}")
        return value

    def column(self, field: str, columns: list[str]) -> str | None:
        """Which of a record's `columns` holds `field`; None where none does."""
        for wanted in (column for name, column in self.fields if name == field):
            return wanted if wanted in columns else None
        plain = {_plain(column): column for column in reversed(columns)}
        return next((plain[name] for name in FIELD_NAMES[field] if name in plain), None)


def _plain(column: str) -> str:
    return "".join(c for c in column.casefold() if c not in " _-:")
