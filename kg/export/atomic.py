"""Files written as a set: to the side first, then moved into place, so that a crash leaves the old ones whole."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp

from kg.errors import UsageError


def write_files(folder: Path, files: Mapping[str, str | bytes]) -> None:
    """Write `files` (name -> content, text as UTF-8) into `folder`, which is made where missing. Other files in it stay.

    All are written and flushed to disk in a folder beside the targets before the first is moved; a move replaces its file in one step.
    Raises UsageError where the folder cannot be written to; no target has then been touched unless the moves themselves failed.
    """
    for name in files:
        if not name or Path(name).name != name:
            raise UsageError(f"not a file name: {name!r}")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = Path(mkdtemp(prefix=".writing-", dir=folder))  # the same file system, so that a move is a rename
        try:
            for name, content in sorted(files.items()):
                _write(aside / name, content.encode("utf-8") if isinstance(content, str) else content)
            for name in sorted(files):
                os.replace(aside / name, folder / name)
            _flush_folder(folder)
        finally:
            for left in aside.iterdir():
                left.unlink()
            aside.rmdir()
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name != "posix":  # only there can a folder be opened to flush its entries
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
