"""Every error that corekg raises on purpose.

    KGError
    ├── UsageError          a bad call: a missing file, an unknown option value (exit 2)
    ├── OntologyError       schemas/ontology.yaml is malformed or contradicts itself
    ├── KnowledgeError      a file in kg/knowledge is malformed; names file and line
    ├── ReadError           one input record cannot be read; it is set aside, the rest goes on
    └── ConformanceError    a graph does not conform where conformance was demanded

A message is one line and says what is wrong and where. Nothing else is caught broadly anywhere, but
at the command's outermost end, which says that the fault is its own, and exits with 2.
"""

from __future__ import annotations


class KGError(Exception):
    """Root of all errors raised on purpose."""


class UsageError(KGError):
    """The call cannot be carried out as written."""


class _LocatedError(KGError):
    """An error in a file: `path`, `line` (1-based, None where it has none) and `reason`."""

    def __init__(self, reason: str, path: str = "", line: int | None = None) -> None:
        self.reason, self.path, self.line = reason, path, line
        where = f"{path}:{line}: " if path and line is not None else f"{path}: " if path else ""
        super().__init__(where + reason)


class OntologyError(_LocatedError):
    """The ontology file is malformed or inconsistent."""


class KnowledgeError(_LocatedError):
    """A knowledge file (frame, lexicon, gazetteer) is malformed."""


class ReadError(_LocatedError):
    """One input record cannot be read."""


class ConformanceError(KGError):
    """A graph does not conform to the shapes."""
