"""Gold annotations as records: one JSON object a line, one line a document."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

from pydantic import ConfigDict, Field, ValidationError

from kg.errors import ReadError, UsageError
from kg.ontology import ontology
from kg.records import EntityType, PartialDate, Record, Status


class GoldEntity(Record):
    name: str = Field(min_length=1)
    type: EntityType
    aliases: tuple[str, ...] = ()
    optional: bool = False


class GoldRelation(Record):
    """`p` may give alternatives: "a|^b" is met by a, or by b the other way round. `quote` and `trigger` are the words it stands on."""

    s: str
    p: str
    o: str
    status: Status | None = None
    date: PartialDate | None = None
    amount: Decimal | None = None
    currency: str | None = None
    optional: bool = False
    quote: str | None = None
    trigger: str | None = None

    def readings(self) -> tuple[tuple[str, str, str], ...]:
        """(subject, relation, object) of each alternative."""
        return tuple((self.o, p[1:], self.s) if p.startswith("^") else (self.s, p, self.o) for p in self.p.split("|"))


class GoldEvent(Record):
    type: str
    who: str
    status: Status | None = None
    date: PartialDate | None = None
    optional: bool = False
    quote: str | None = None
    trigger: str | None = None


class GoldDocument(Record):
    """What a careful reader finds in one document. `line` is where it stands in the gold file."""

    model_config = ConfigDict(frozen=True, extra="ignore")  # annotators keep notes of their own beside it

    id: str = Field(min_length=1)
    entities: tuple[GoldEntity, ...] = ()
    relations: tuple[GoldRelation, ...] = ()
    events: tuple[GoldEvent, ...] = ()
    line: int = 0

    def entity(self) -> dict[str, GoldEntity]:
        """The entities by name; of two that share one, the last."""
        return {e.name: e for e in self.entities}


_FOUND = frozenset({"entities", "relations", "events"})
"""Of these a line of gold has at least one, if only to say that there are none of it."""


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """Read a gold file.

    Raises UsageError where there is none, and ReadError with file and line where a line is not JSON, is no annotation, lacks a field or has one
    of the wrong kind, names a relation or event that the ontology lacks, or repeats a document.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise UsageError(f"cannot read the gold file {path}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ReadError("not UTF-8", str(path)) from error
    documents: dict[str, GoldDocument] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        document = _parse(line, str(path), number)
        if document.id in documents:
            raise ReadError(f"{document.id} stands twice, first in line {documents[document.id].line}", str(path), number)
        documents[document.id] = document
    if not documents:
        raise UsageError(f"the gold file {path} is empty")
    return tuple(documents.values())


def _parse(line: str, path: str, number: int) -> GoldDocument:
    try:
        data = json.loads(line, parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise ReadError(f"not JSON: {error.msg} at column {error.colno}", path, number) from error
    except (RecursionError, ValueError) as error:  # brackets without end, a number of thousands of digits
        raise ReadError(f"not JSON: {error}", path, number) from error
    if not isinstance(data, dict):
        raise ReadError("not a JSON object", path, number)
    if not _FOUND & data.keys():
        raise ReadError("not gold: it has no entities, no relations and no events", path, number)
    try:
        document = GoldDocument.model_validate({**data, "line": number})
    except ValidationError as error:
        first = error.errors()[0]
        raise ReadError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", path, number) from error
    known = ontology()
    for relation in document.relations:
        for _, name, _ in relation.readings():
            if name not in known.relations:
                raise ReadError(f"no relation {name!r}", path, number)
    for event in document.events:
        if event.type not in known.one_party_events():
            raise ReadError(f"no one-party event {event.type!r}", path, number)
    return document
