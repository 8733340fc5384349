"""What is served: the bytes of one build of the graph, as they were when they were read."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg.errors import ReadError, UsageError
from kg.ontology import ontology
from kg.serve.worker import FORMATS

Signature = tuple[int, int, int]
"""Time of change (ns), size and inode: another one means that there may be a new build."""


@dataclass(frozen=True)
class Build:
    """`digest` is the SHA-256 of the file, `base` the IRI that its ids stand under."""

    path: Path
    content: bytes
    digest: str
    base: str

    @property
    def suffix(self) -> str:
        return self.path.suffix.lower()


def signature(path: Path) -> Signature:
    """Raises UsageError: no such file."""
    try:
        stat = os.stat(path)
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    return stat.st_mtime_ns, stat.st_size, stat.st_ino


def read_build(path: Path) -> Build:
    """Read the file whole. Raises UsageError (it cannot be read, an ending that is not served) and ReadError (its head is not RDF, with its line)."""
    form = FORMATS.get(path.suffix.lower())
    if form is None:
        raise UsageError(f"{path}: cannot serve this kind of file: choose one of {', '.join(FORMATS)}")
    try:
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
    parser = ox.parse(content, format=form)
    try:
        next(parser, None)  # the head has then been read, and with it the base
    except SyntaxError as error:
        raise ReadError(f"not RDF: {' '.join(str(error.msg).split())}", str(path), error.lineno) from error
    return Build(path, content, hashlib.sha256(content).hexdigest(), parser.base_iri or ontology().base)
