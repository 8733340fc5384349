"""A folder of exports checked against its manifest: each file, what it says, and every quote, cut again from its article's text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import Any

from kg.counting import counted
from kg.errors import ReadError, UsageError
from kg.export.read_back.contents import Contents, cut_faults
from kg.export.read_back.readers import READERS, faults
from kg.formats import FORMATS
from kg.manifest import NAME, UNREADABLE, by_format, format_of, graph_hash, read_manifest, seal, text_hash
from kg.records import Record

# The formats that leave nothing out and change no character: what the others are compared with.
_EXACT = ("turtle", "ntriples", "nquads", "trig", "jsonld", "arangodb")


class Verified(Record):
    """How many `files` were read, `quotes` cut again, and what is wrong, a line a fault."""

    files: int
    quotes: int
    faults: tuple[str, ...]


def verify(folder: str | Path) -> Verified:
    """Check a folder of exports by its manifest.json, offline. Raises UsageError where there is no such folder or no manifest in it."""
    folder = Path(folder)
    try:
        manifest = read_manifest(folder)
    except FileNotFoundError as error:
        raise UsageError(f"no {NAME} in {folder}: nothing to verify by") from error
    except ReadError as error:
        return Verified(files=0, quotes=0, faults=(f"{NAME}: {error.reason}",))
    return _Check(folder, manifest).run()


class _Check:
    def __init__(self, folder: Path, manifest: Mapping[str, Any]) -> None:
        self._folder, self._manifest = folder, manifest
        self._unsound: set[str] = set()  # formats of which a file is not the one that was written
        self._files = self._cut = 0

    def run(self) -> Verified:
        found = list(self._of_manifest())
        read: dict[str, Contents | None] = {}
        for name, entry in sorted(self._manifest["files"].items()):
            lines, read[name] = self._file(name, entry)
            found += lines
        together = by_format(read)
        found += self._quotes(together)
        found += self._alike(together)
        return Verified(files=self._files, quotes=self._cut, faults=tuple(found))

    def _of_manifest(self) -> Iterator[str]:
        if self._manifest["seal"] != seal(self._manifest):
            yield f"{NAME}: it was changed after it was written"
        listed = set(self._manifest["files"])
        for form in FORMATS.values():
            there = [name for name in form.names if (self._folder / name).is_file()]
            yield from (f"{name}: is not in the manifest" for name in there if name not in listed)
            if listed & set(form.names):
                yield from (f"{name}: is missing in the manifest" for name in form.names if name not in listed)

    def _file(self, name: str, entry: Mapping[str, Any]) -> tuple[list[str], Contents | None]:
        form, path = format_of(name), self._folder / name
        if ".." in PurePosixPath(name).parts or PurePosixPath(name).is_absolute():
            return [f"{name}: leads out of the folder"], None
        try:
            content = path.read_bytes()
        except OSError as error:
            self._unsound |= {form} if form else set()
            return [f"{name}: {error.strerror or error}"], None
        self._files += 1
        lines = []
        size, told = counted(len(content), "byte"), entry.get("bytes")
        if sha256(content).hexdigest() != entry["sha256"] or len(content) != told:
            self._unsound |= {form} if form else set()
            differs = f"its size is {size}, {told} in the manifest" if len(content) != told else f"its size, {size}, is the same, its bytes are not"
            lines.append(f"{name}: is not the file that was written: {differs}")
        if form is None:
            return lines, None
        try:
            contents = READERS[form].read(name, content, self._manifest["base"])
        except UNREADABLE as error:
            return [*lines, f"{name}: cannot be read: {' '.join(f'{type(error).__name__}: {error}'.split())}"], None
        return [*lines, *(f"{name}: {line}" for line in _uncounted(contents.counts(), entry.get("counts")))], contents

    def _quotes(self, together: Mapping[str, Contents]) -> Iterator[str]:
        hashes = {id: article["sha256"] for id, article in self._manifest["articles"].items()}
        good = {id: text for c in together.values() for id, text in c.texts.items() if text_hash(text) == hashes.get(id)}
        for form, contents in together.items():
            articles = {start: end for start, name, end in contents.edges if name == "derivedFrom"}
            self._cut += sum(articles.get(id) in contents.texts or articles.get(id) in good for id in contents.evidence)
            yield from (f"{form}: {line}" for line in cut_faults(contents, hashes, text_hash, good))

    def _alike(self, together: Mapping[str, Contents]) -> Iterator[str]:
        """Faults between files each of which is the one that the manifest names."""
        sound = {form: c for form, c in together.items() if form not in self._unsound}
        exact = next((form for form in _EXACT if form in sound), None)
        if exact is None:
            return
        whole = sound[exact]
        if graph_hash(whole) != self._manifest["graph"]:
            yield f"{exact}: is not the graph that the manifest is of"
        if whole.counts() != self._manifest["counts"]:
            yield f"{NAME}: other counts than {exact} has"
        for form, contents in sound.items():
            yield from (f"{form}: not as in {exact}: {line}" for line in faults(form, contents, whole))


def _uncounted(found: Mapping[str, Any], said: object) -> Iterator[str]:
    """A line for each count that is not what the manifest says."""
    told = _flat(said if isinstance(said, dict) else {})
    found_there = _flat(found)
    for name in sorted({*told, *found_there}):
        if told.get(name, 0) != found_there.get(name, 0):
            many, _, of = name.partition(" ")
            yield f"{counted(found_there.get(name, 0), many.removesuffix('s'))}{f' {of}' if of else ''}, {told.get(name, 0)} in the manifest"


def _flat(counts: Mapping[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for name, value in counts.items():
        flat |= {f"{name} {inner}": n for inner, n in value.items()} if isinstance(value, dict) else {name: value}
    return flat
