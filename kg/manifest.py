"""manifest.json: what the files beside it are and say, counted by reading them again after they were written."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from kg.errors import KGError, ReadError
from kg.export.atomic import write_files
from kg.export.read_back.contents import Contents, contents_of
from kg.export.read_back.readers import READERS, faults
from kg.export.xml_text import legal
from kg.formats import FORMATS, Files
from kg.ontology import ontology
from kg.records import KnowledgeGraph

NAME = "manifest.json"

# What the readers raise where a file is not what its format is: it may have any shape at all.
UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)


def format_of(name: str) -> str | None:
    """The format that a file belongs to, by its name."""
    return next((form for form, spec in FORMATS.items() if name in spec.names), None)


def text_hash(text: str) -> str:
    """SHA-256 of an article's text, the same for every format: U+FFFD stands for what XML cannot hold."""
    return sha256(legal(text).encode("utf-8", "surrogatepass")).hexdigest()


def graph_hash(whole: Contents) -> str:
    """SHA-256 of all that a graph says, the same for every format that leaves nothing out."""
    evidence = [(id, e.start, e.end, legal(e.quote)) for id, e in sorted(whole.evidence.items())]
    texts = [(id, text_hash(text)) for id, text in sorted(whole.texts.items())]
    return _hash([sorted(whole.nodes.elements()), sorted(whole.edges.elements()), evidence, texts])


def seal(manifest: Mapping[str, Any]) -> str:
    """SHA-256 of the manifest without its own seal."""
    return _hash({name: value for name, value in manifest.items() if name != "seal"})


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode("utf-8")).hexdigest()


@cache
def versions() -> dict[str, str | None]:
    """Of the program, its ontology, its knowledge and its model; the last two as a SHA-256 of their files, None where there is none."""
    root = package_files("kg")
    return {
        "program": version("corekg"),
        "ontology": ontology().version,
        "knowledge": _folder_hash(Path(str(root / "knowledge"))),
        "model": _folder_hash(Path(str(root / "extract" / "learned" / "model"))),
    }


def _folder_hash(folder: Path) -> str | None:
    listed = []
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts):
        with path.open("rb") as file:
            digest = sha256()
            while chunk := file.read(1 << 20):
                digest.update(chunk)
        listed.append((path.relative_to(folder).as_posix(), digest.hexdigest()))
    return _hash(listed) if listed else None


def write_with_manifest(folder: Path, files: Files, graph: KnowledgeGraph, base_iri: str, beside: Path | None = None) -> dict[str, int]:
    """Write the files and manifest.json, which lists them. Gives name -> bytes of all.

    With `beside`, a folder, the graph was not built just now but read from there: then the versions are those that the manifest there names for
    this very graph (None where there is none), and what a manifest in `folder` says of other files of this graph is kept.
    Raises KGError, with nothing moved into place, where a file read back does not say what the graph says; else as `write_files`.
    """
    whole = contents_of(graph)
    made: dict[str, int] = {}

    def last(aside: Path) -> Files:
        listed: dict[str, Any] = {}
        for form in (*FORMATS, None):  # a format at a time, so that one of them alone is in memory
            names = [name for name in sorted(files) if format_of(name) == form]
            read = {name: _entry(aside / name, name, base_iri) for name in names}
            _compare({name: contents for name, (_, contents) in read.items()}, whole)
            listed |= {name: entry for name, (entry, _) in read.items()}
        manifest = _manifest(graph, whole, base_iri, listed)
        if beside is not None:
            _take_over(manifest, folder, beside)
        manifest["seal"] = seal(manifest)
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
        made.update({name: listed[name]["bytes"] for name in files})
        made[NAME] = len(text.encode("utf-8"))
        return {NAME: text}

    write_files(folder, files, last)
    return made


def _entry(path: Path, name: str, base_iri: str) -> tuple[dict[str, Any], Contents | None]:
    content = path.read_bytes()
    entry: dict[str, Any] = {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    form = format_of(name)
    if form is None:
        return entry, None
    try:
        contents = READERS[form].read(name, content, base_iri)
    except UNREADABLE as error:
        raise KGError(f"{name}: cannot be read back: {type(error).__name__}: {error}") from error
    return {**entry, "format": form, "counts": contents.counts()}, contents


def _compare(read: Mapping[str, Contents | None], whole: Contents) -> None:
    for form, contents in by_format(read).items():
        found = faults(form, contents, whole)
        if found:
            more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
            raise KGError(f"{form}: what was written does not say what the graph says: {found[0]}{more}")


def by_format(read: Mapping[str, Contents | None]) -> dict[str, Contents]:
    """What all the files of a format say together, for each format that is there."""
    made: dict[str, Contents] = {}
    for name, contents in sorted(read.items()):
        form = format_of(name)
        if form is not None and contents is not None:
            made.setdefault(form, Contents()).add(contents)
    return made


def _manifest(graph: KnowledgeGraph, whole: Contents, base_iri: str, listed: Mapping[str, Any]) -> dict[str, Any]:
    articles = {a.id: {"source": a.article.source, "sha256": text_hash(a.article.text)} for a in graph.articles}
    return {
        **{"base": base_iri, "graph": graph_hash(whole), "versions": versions(), "counts": whole.counts()},
        **{"articles": articles, "files": dict(listed)},
    }


def _take_over(manifest: dict[str, Any], folder: Path, beside: Path) -> None:
    known = {place: found for place in (folder, beside) if (found := _of_the_same(manifest, place)) is not None}
    of_build = [found["versions"] for found in known.values()]
    manifest["versions"] = of_build[0] if of_build else {**versions(), "knowledge": None, "model": None}
    if folder in known:
        manifest["files"] = {**known[folder]["files"], **manifest["files"]}


def _of_the_same(manifest: Mapping[str, Any], folder: Path) -> dict[str, Any] | None:
    """The manifest of a folder, where there is one that is whole and of this graph."""
    try:
        found = read_manifest(folder)
    except (FileNotFoundError, ReadError):
        return None
    same = all(found.get(name) == manifest[name] for name in ("base", "graph"))
    return found if same and found.get("seal") == seal(found) else None


def read_manifest(folder: Path) -> dict[str, Any]:
    """Raises FileNotFoundError where there is none, ReadError where it has not the form of one."""
    path = folder / NAME
    try:
        read = json.loads(path.read_bytes())
    except (ValueError, RecursionError) as error:
        raise ReadError(f"not JSON: {error}", str(path)) from error
    if not isinstance(read, dict) or (lacking := list(_lacking(read))):
        raise ReadError(f"not a manifest: {lacking[0] if isinstance(read, dict) else 'no object'}", str(path))
    return read


def _lacking(read: Mapping[str, Any]) -> Iterator[str]:
    forms: dict[str, type] = {"base": str, "graph": str, "versions": dict, "counts": dict, "articles": dict, "files": dict, "seal": str}
    yield from (f"{name} is missing" for name, form in forms.items() if not isinstance(read.get(name), form))
    for part in ("articles", "files"):
        for name, entry in (read[part] if isinstance(read.get(part), dict) else {}).items():
            if not isinstance(entry, dict) or not isinstance(entry.get("sha256"), str):
                yield f"{part}: {name} has no sha256"
