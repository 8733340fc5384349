"""Files written as a set: to the side first, then moved into place, so that a crash leaves every file whole, the old one or the new one."""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from kg.errors import UsageError

if sys.platform != "win32":
    import fcntl

_ASIDE = ".writing-"
_HELD = ".held"
# A file system over a network may have no locks for folders: then two runs at once are the caller's to avoid.
_NO_LOCKS = (errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS)


Last = Callable[[Path], Mapping[str, str | bytes]]
"""Given the folder in which the files stand on the side: what is to be written and moved after all of them."""


def write_files(folder: Path, files: Mapping[str, str | bytes], last: Last | None = None) -> None:
    """Write `files` (name -> content, text as UTF-8) into `folder`, which is made where missing. Other files in it stay.

    A name may lead through folders ("neo4j/nodes.csv"). All are written and flushed to disk in a folder beside the targets before the first
    is moved; a move replaces its file in one step. A run that is killed between two moves leaves some files new and some old, which the
    manifest tells (`kg verify`). Two runs into one folder wait for one another. What a killed run left on the side is cleared away.
    `last` may read what was written and add files of its own; what it raises is passed on, and nothing has then been moved.
    Raises UsageError where the folder cannot be written to; no target has then been touched unless the moves themselves failed.
    """
    for name in files:
        _check(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder), _aside(folder) as aside:
            names = _write_all(aside, files)
            if last is not None:
                names += _write_all(aside, last(aside))
            for name in names:
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                os.replace(aside / name, folder / name)
            for touched in sorted({(folder / name).parent for name in names}):
                _flush_folder(touched)
    except OSError as error:
        raise UsageError(f"cannot write to {folder}: {error.strerror or error}") from error


def write_file(path: Path, content: str | bytes) -> None:
    """Write one file, text as UTF-8, beside its place first, then moved there: what stood there is whole until what comes is.

    A link stays one; what is no file (a pipe, a terminal) is written to as it is. Raises UsageError where it cannot be written.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    try:
        path = path.resolve()
        if path.exists() and not path.is_file():
            path.write_bytes(data)
            return
        aside = path.with_name(f".{path.name}{_ASIDE}{os.getpid()}")
        try:
            _write(aside, data)
            os.replace(aside, path)
        finally:
            aside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(f"cannot write {path}: {error.strerror or error}") from error


def _check(name: str) -> None:
    path = PurePosixPath(name)
    if not path.parts or str(path) != name or path.is_absolute() or ".." in path.parts or "\\" in name or name.startswith("."):
        raise UsageError(f"not a file name: {name!r}")


def _write_all(aside: Path, files: Mapping[str, str | bytes]) -> list[str]:
    """Write the files and give their names, sorted."""
    for name, content in sorted(files.items()):
        _check(name)
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        _write(aside / name, content.encode("utf-8") if isinstance(content, str) else content)
    return sorted(files)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """No other run writes into `folder` meanwhile: one that does is waited for. The lock is on the folder itself, so that none can be left behind."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
        _clear_left(folder)
        yield
    finally:
        os.close(handle)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A folder of our own within `folder` (the same file system, so that a move is a rename), held by a lock as long as we live."""
    aside = Path(mkdtemp(prefix=_ASIDE, dir=folder))
    try:
        with (aside / _HELD).open("wb") as held:
            if sys.platform != "win32":
                fcntl.flock(held, fcntl.LOCK_EX)
            yield aside
    finally:
        shutil.rmtree(aside)


def _clear_left(folder: Path) -> None:
    """Remove the folders on the side that nobody holds any more."""
    if sys.platform == "win32":  # no such locks: what a killed run left stays
        return
    for left in sorted(folder.glob(f"{_ASIDE}*")):
        try:
            with (left / _HELD).open("rb+") as held:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(left)
        except (FileNotFoundError, BlockingIOError):
            continue  # just being made, or another run is at work


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
