"""Faults in gold annotations: words that the document lacks, ends that no entity names, relations between the wrong classes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kg.errors import UsageError
from kg.evaluation.gold import GoldDocument, read_gold
from kg.ontology import ontology
from kg.records import Record


class GoldFault(Record):
    """What is wrong with one line of a gold file."""

    path: str
    line: int
    document: str
    what: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.document}: {self.what}"


def check_gold(gold: Path, docs: Path | Callable[[str], str | None]) -> tuple[GoldFault, ...]:
    """Every fault of a gold file, in its order.

    `docs` is the folder of the documents, or gives the text of a document by its id (None where there is none).
    Names, aliases, quotes and triggers must stand in the document verbatim but for white space; a lawsuit's name need not.
    Raises UsageError and ReadError as `read_gold` does.
    """
    text_of = _TextsIn(docs) if isinstance(docs, Path) else docs
    return tuple(
        GoldFault(path=str(gold), line=document.line, document=document.id, what=what)
        for document in read_gold(gold)
        for what in _faults(document, text_of(document.id))
    )


class _TextsIn:
    """The documents of a folder: the text of a file as it stands, of a JSON object the strings in it."""

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise UsageError(f"no such folder: {folder}")
        self._folder = folder

    def __call__(self, document_id: str) -> str | None:
        path = next(iter(sorted(self._folder.rglob(document_id))), None)
        if path is None:
            return None
        text = path.read_text("utf-8", "replace")
        if path.suffix != ".json":
            return text
        data = json.loads(text)
        return "\n\n".join(v for v in data.values() if isinstance(v, str)) if isinstance(data, dict) else text


def _faults(document: GoldDocument, text: str | None) -> Iterator[str]:
    if text is None:
        yield "no such document"
        return
    words = _spaced(text)
    yield from _entity_faults(document, words)
    known = document.entity()
    for relation in document.relations:
        name = f"{relation.s} {relation.p} {relation.o}"
        for end in (relation.s, relation.o):
            if end not in known:
                yield f"{name}: no entity {end!r}"
        if relation.s == relation.o:
            yield f"{name}: both ends are the same"
        for subject, predicate, object_ in relation.readings():
            if subject in known and object_ in known and not _admits(predicate, known[subject].type, known[object_].type):
                yield f"{name}: {predicate} does not go from {known[subject].type} to {known[object_].type}"
        if (relation.amount is None) != (relation.currency is None):
            yield f"{name}: an amount and its currency go together"
        if relation.currency is not None and not re.fullmatch("[A-Z]{3}", relation.currency):
            yield f"{name}: {relation.currency!r} is no currency code"
        yield from _word_faults(name, relation.quote, relation.trigger, words)
    for event in document.events:
        if event.who not in known:
            yield f"{event.type}: no entity {event.who!r}"
        yield from _word_faults(f"{event.who} {event.type}", event.quote, event.trigger, words)
    yield from (f"{what}: stands twice" for what in _doubles(document))


def _admits(predicate: str, subject_type: str, object_type: str) -> bool:
    """As the ontology has it, but that an official who acts by name may stand where the agency would."""
    admits = ontology().admits
    return admits(predicate, subject_type, object_type) or (subject_type == "Person" and admits(predicate, "Agency", object_type))


def _entity_faults(document: GoldDocument, words: str) -> Iterator[str]:
    for entity in document.entities:
        if entity.type not in ontology().entity_types():
            yield f"{entity.name}: no class {entity.type!r}"
        names = entity.aliases if entity.type == "Lawsuit" else (entity.name, *entity.aliases)
        if entity.type == "Lawsuit" and not re.search(r" v\.? ", entity.name):
            yield f"{entity.name}: a lawsuit is named Plaintiff v. Defendant"
        for name in names:
            if _spaced(name) not in words:
                yield f"{entity.name}: {name!r} does not stand in the document"


def _word_faults(name: str, quote: str | None, trigger: str | None, words: str) -> Iterator[str]:
    if quote is not None and _spaced(quote) not in words:
        yield f"{name}: the quote {quote!r} does not stand in the document"
    if trigger is not None and _spaced(trigger) not in _spaced(quote or ""):
        yield f"{name}: the trigger {trigger!r} does not stand in the quote"


def _doubles(document: GoldDocument) -> Iterator[str]:
    yield from _repeated(entity.name for entity in document.entities)
    yield from _repeated(f"{r.s} {r.p} {r.o} ({r.status}, {r.date}, {r.amount})" for r in document.relations)


def _repeated(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)


def _spaced(text: str) -> str:
    return " ".join(text.split())
