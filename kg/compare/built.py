"""What a folder of exports tells of how its graph was built: the decisions that people took, and the versions of program and knowledge."""

from __future__ import annotations

import csv
import json
from pathlib import Path

from kg.errors import ReadError, UsageError
from kg.records import Record

LEDGER, MANIFEST = "ledger.csv", "manifest.json"


class Decided(Record):
    """One judgement by a person; `ids` are the entities that it is about, `handles` what articles call them ("source: name").

    What is held to be one has one id in this graph, but two in one that was built without the decision: there the handles tell them.
    """

    ids: tuple[str, ...]
    words: str
    handles: tuple[str, ...] = ()


class Built(Record):
    """`decisions` is None where there is no ledger, `versions` (of what -> which, as far as known) where there is no manifest of them."""

    decisions: tuple[Decided, ...] | None = None
    versions: tuple[tuple[str, str], ...] | None = None


def built_from(folder: Path | None) -> Built:
    """What the ledger and the manifest in `folder` tell; nothing is known without a folder. Raises ReadError: a file there is none of ours."""
    if folder is None:
        return Built()
    return Built(decisions=_decisions(folder / LEDGER), versions=_versions(folder / MANIFEST))


def _decisions(path: Path) -> tuple[Decided, ...] | None:
    text = _content(path)
    if text is None:
        return None
    rows = csv.DictReader(text.splitlines(keepends=True))
    needed = {"verdict", "left", "right", "left_id", "right_id", "by"}
    if not needed <= set(rows.fieldnames or ()):
        raise ReadError("not a ledger of ours: its head is another", str(path), 1)
    return tuple(
        Decided(
            ids=tuple(dict.fromkeys((row["left_id"], row["right_id"]))),
            handles=(row["left"], row["right"]),
            words=f"{row['left']} and {row['right']} are {row['verdict']} (decided by {row['by']})",
        )
        for row in rows
        if row["by"] != "rules"
    )


def _versions(path: Path) -> tuple[tuple[str, str], ...] | None:
    text = _content(path)
    if text is None:
        return None
    try:
        read = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON: {error}", str(path)) from error
    versions = read.get("versions") if isinstance(read, dict) else None
    if not isinstance(versions, dict):
        return None
    return tuple(sorted((str(of), str(which)) for of, which in versions.items() if which is not None))


def _content(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise ReadError(f"not UTF-8: byte {error.start}", str(path)) from error
    except OSError as error:
        raise UsageError(f"cannot read {path}: {error.strerror or error}") from error
