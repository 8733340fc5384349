"""Which files are to be read, and what each is called."""

from __future__ import annotations

import fnmatch
import glob
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.errors import UsageError

ANNOTATIONS = frozenset({"gold.jsonl"})
"""Names of files that say what should be found in the others; in a folder they are no articles."""

STDIN = "-"
_MAGIC = frozenset("*?[")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file to read (`path` None: standard input) and its `source`, the name that articles of it bear.

    `asked` says that the caller named the very file, so that a name that tells no format is no reason to refuse it.
    """

    path: Path | None
    source: str
    asked: bool = False


def find(inputs: Sequence[str | Path]) -> list[InputFile]:
    """The files that `inputs` (files, folders, glob patterns, "-") name, each once, sorted by source whatever the order given.

    A source is the path relative to the folder given, for a single file its name. Where two would be alike, the names of the folders
    they lie in come before, as many as tell them apart. A folder within one given, or within a pattern's reach, that cannot be listed
    stands among the files.
    Raises UsageError: no such file or folder, one that cannot be listed, a pattern that nothing matches, an empty one.
    """
    found: dict[Path, tuple[Path, bool]] = {}  # file -> the folder that its source is relative to, whether it was named itself
    stdin = False
    for given in inputs:
        if not str(given):
            raise UsageError("an input is empty: the current folder is '.'")
        if str(given) == STDIN:
            stdin = True
            continue
        for file, root, asked in _expand(given):
            before = found.get(file)
            if before is None or (len(root.parts), str(root)) < (len(before[0].parts), str(before[0])):
                found[file] = (root, asked or (before is not None and before[1]))
    files = [InputFile(path, source, found[path][1]) for path, source in _named({path: root for path, (root, _) in found.items()}).items()]
    if stdin:
        files.append(InputFile(None, "stdin", True))
    return sorted(files, key=lambda file: (file.source, str(file.path)))


def _expand(given: str | Path) -> Iterator[tuple[Path, Path, bool]]:
    path = Path(given)
    if path.is_dir():
        yield from _walk(path)
    elif path.exists():
        whole = _absolute(path)
        yield whole, whole.parent, True
    elif _MAGIC & set(str(given)):
        yield from _matches(str(given))
    else:
        raise UsageError(f"{given}: no such file or folder")


def _matches(pattern: str) -> Iterator[tuple[Path, Path, bool]]:
    fixed = Path(*_before_magic(Path(pattern).parts))
    root = _absolute(fixed)
    closed = list(dict.fromkeys(_closed(root, Path(pattern).parts[len(fixed.parts) :])))
    if root in closed:
        raise UsageError(f"cannot read {fixed}: its files cannot be listed")
    matched = bool(closed)
    for name in sorted(glob.glob(pattern, recursive=True)):
        path = Path(name)
        if path.is_dir():
            continue
        matched = True
        if path.name not in ANNOTATIONS:
            yield _absolute(path), root, False
    if not matched:
        raise UsageError(f"{pattern}: matches no file")
    for path in closed:  # as files that cannot be opened, so that they are set aside and counted
        yield path, root, False


def _closed(folder: Path, parts: tuple[str, ...]) -> Iterator[Path]:
    """The folders that the pattern's `parts`, from `folder` on, lead into and that cannot be listed; glob passes over them in silence."""
    if not parts or not os.path.isdir(folder):
        return
    first, rest = parts[0], parts[1:]
    if not _MAGIC & set(first):
        yield from _closed(folder / first, rest)
        return
    try:
        with os.scandir(folder) as entries:
            # Links are not followed through "**", lest they go round.
            names = sorted(e.name for e in entries if e.is_dir(follow_symlinks=first != "**") and (e.name[0] != "." or first[0] == "."))
    except OSError:
        yield folder
        return
    if first == "**":
        yield from _closed(folder, rest)
    for name in names:
        if first == "**" or (rest and fnmatch.fnmatch(name, first)):
            yield from _closed(folder / name, parts if first == "**" else rest)


def _before_magic(parts: tuple[str, ...]) -> Iterator[str]:
    for part in parts[:-1]:
        if _MAGIC & set(part):
            return
        yield part


def _walk(folder: Path) -> Iterator[tuple[Path, Path, bool]]:
    root = _absolute(folder)
    closed: list[str] = []

    def note(error: OSError) -> None:
        if error.filename == str(root):
            raise UsageError(f"cannot read {folder}: {error.strerror}") from error
        closed.append(error.filename)

    for where, folders, names in os.walk(root, onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith(".") and name not in ANNOTATIONS:
                yield Path(where, name), root, False
    for name in closed:  # as files that cannot be opened, so that they are set aside and counted
        yield Path(name), root, False


def _named(roots: dict[Path, Path]) -> dict[Path, str]:
    """A source for each file, all different."""
    depth = dict.fromkeys(roots, 0)
    while True:
        names = {path: _name(path, root, depth[path]) for path, root in roots.items()}
        alike: dict[str, list[Path]] = defaultdict(list)
        for path, name in names.items():
            alike[name].append(path)
        clashing = [path for paths in alike.values() if len(paths) > 1 for path in paths if depth[path] < len(roots[path].parts)]
        if not clashing:
            return names
        for path in clashing:
            depth[path] += 1


def _name(path: Path, root: Path, depth: int) -> str:
    parts = (*root.parts[len(root.parts) - depth :], *path.relative_to(root).parts)
    name = "/".join(part for part in parts if part != os.sep)
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))
