"""What is printed from schemas/ontology.yaml, and whether the printed files are up to date."""

from __future__ import annotations

from pathlib import Path

from kg.errors import UsageError
from kg.ontology import Ontology, ontology
from kg.schema.context import context_jsonld
from kg.schema.json_schema import article_schema, claim_schema
from kg.schema.owl import ontology_ttl
from kg.schema.shapes import shapes_ttl

_PRINTERS = {
    "article.schema.json": article_schema,
    "claim.schema.json": claim_schema,
    "context.jsonld": context_jsonld,
    "ontology.ttl": ontology_ttl,
    "shapes.ttl": shapes_ttl,
}


def printed(o: Ontology | None = None) -> dict[str, str]:
    """File name -> text, of the given ontology or the project's own."""
    return {name: print_(o or ontology()) for name, print_ in _PRINTERS.items()}


def stale(folder: Path) -> tuple[str, ...]:
    """The names of the printed files that are missing from `folder` or differ from what would be printed now."""
    return tuple(name for name, text in printed().items() if not _holds(folder / name, text))


def write(folder: Path) -> tuple[str, ...]:
    """Write those that are stale, and give the names of all. Raises UsageError where the folder cannot be written to."""
    texts = printed()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in texts.items():
            if not _holds(folder / name, text):
                (folder / name).write_bytes(text.encode("utf-8"))
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error
    return tuple(texts)


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_bytes() == text.encode("utf-8")
