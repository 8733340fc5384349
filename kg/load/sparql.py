"""By SPARQL 1.1 Update into any store that speaks it.

Triples are a set, so a graph that is loaded twice is there once; to that end blank nodes go as IRIs that are made of their names. Each batch is one
INSERT DATA, which also leaves its number in the store; a load that was cut off goes on after the last of them. At the end all is counted in the
store, where it can be asked, and the numbers removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from urllib.parse import urljoin, urlsplit

import pyoxigraph as ox

from kg.errors import UsageError
from kg.ids import prefixes
from kg.load.endpoint import Endpoint, RefusedError
from kg.load.login import Login, checked_url
from kg.load.report import LoadReport, Progress

SCHEMES = ("http", "https")
_LARGE = 1_000_000  # characters of a batch
_ASKED = 200  # subjects in one question
_ESCAPE = re.compile(r"\\\\([uU]?)|\\.")


def load_sparql(
    url: str,
    triples: Iterable[ox.Triple],
    base_iri: str,
    login: Login | None = None,
    graph_iri: str | None = None,
    query_url: str | None = None,
    batch: int = 500,
    progress: Progress | None = None,
) -> LoadReport:
    """Insert the triples into the store whose update endpoint is `url`: into the default graph, or the one that is named.

    `query_url` is where it answers questions; without it, where such stores usually do. Blank nodes become IRIs beside `base_iri`.
    Raises UsageError: not an address, nobody answers or lets us in, the store refuses, or holds something else than was sent.
    """
    checked_url(url, SCHEMES)
    asking = checked_url(query_url, SCHEMES) if query_url is not None else _asking(url)
    graph = _iri(graph_iri) if graph_iri is not None else None
    store = Endpoint(url, asking, login)
    said = sorted(dict.fromkeys(_without_blanks(triples, base_iri)), key=str)
    lines = [_line(triple) for triple in said]
    batches = list(_batches(lines, batch))
    mark = f"<{_genid(base_iri)}load-{sha256(''.join(lines).encode()).hexdigest()[:32]}-{batch}>"
    loaded = f"<{prefixes()['reg']}loadedBatch>"
    resumed = done = 0
    notes: list[str] = []
    try:
        resumed = done = int(store.number(f"SELECT (MAX(?n) AS ?number) WHERE {{ {_in(graph, f'{mark} {loaded} ?n')} }}") or 0)
    except RefusedError as error:
        notes.append(f"not counted back: {error}; --query-url says where the store can be asked")
    try:
        while True:
            for number, lines_of in enumerate(batches[done:], done + 1):
                store.update(f"INSERT DATA {{ {_in(graph, f'{lines_of}{mark} {loaded} {number} .')} }}")
                done = number
                if progress is not None:
                    progress("loading", done, len(batches))
            found = _count(store, graph, said) if not notes else len(said)
            if found == len(said) or not resumed:
                break
            resumed = done = 0  # what the earlier run had put in is there no more: all of it again
        if found < len(said):
            raise UsageError(f"{url}: the store does not hold what was sent: {len(said)} triples sent, {found} found")
        if found > len(said):
            notes.append(f"of the same things the store holds {found - len(said)} triples more, from elsewhere or from an earlier graph")
        store.update(f"DELETE WHERE {{ {_in(graph, f'{mark} {loaded} ?n')} }}")
    except RefusedError as error:
        again = f" ({done} of {len(batches)} batches are in: run it again to go on)" if done else ""
        raise UsageError(f"{error}{again}") from error
    counts = (("triples", len(said)),) if not any(note.startswith("not counted") for note in notes) else ()
    return LoadReport(counts=counts, batches=len(batches), resumed=resumed, notes=tuple(notes))


def _asking(url: str) -> str:
    """Where a store whose update endpoint is this usually answers questions."""
    for ending, other in (("/update", "/query"), ("/statements", "")):
        if url.endswith(ending):
            return url.removesuffix(ending) + other
    return url


def _iri(iri: str) -> str:
    try:
        return str(ox.NamedNode(iri))
    except ValueError as error:
        raise UsageError(f"not an IRI: {iri!r}") from error


def _in(graph: str | None, pattern: str) -> str:
    return f"GRAPH {graph} {{ {pattern} }}" if graph is not None else pattern


def _genid(base: str) -> str:
    """Where IRIs in place of blank nodes lie (RDF 1.1, 3.5)."""
    return urljoin(base, "/.well-known/genid/") if urlsplit(base).scheme in SCHEMES else base + "genid/"


def _without_blanks(triples: Iterable[ox.Triple], base: str) -> Iterator[ox.Triple]:
    place = _genid(base)
    for triple in triples:
        subject = ox.NamedNode(place + triple.subject.value) if isinstance(triple.subject, ox.BlankNode) else triple.subject
        object_ = ox.NamedNode(place + triple.object.value) if isinstance(triple.object, ox.BlankNode) else triple.object
        yield ox.Triple(subject, triple.predicate, object_)


def _line(triple: ox.Triple) -> str:
    """The triple in N-Triples, which is SPARQL too. Some stores resolve \\uXXXX before they read: no backslash of the text stands before a "u"."""
    text = (ox.serialize([triple], format=ox.RdfFormat.N_TRIPLES) or b"").decode("utf-8")
    return _ESCAPE.sub(lambda m: m[0][:2] + f"\\u{ord(m[1]):04X}" if m[1] else m[0], text)


def _batches(lines: Iterable[str], size: int) -> Iterator[str]:
    chunk: list[str] = []
    length = 0
    for line in lines:
        if chunk and (len(chunk) >= size or length + len(line) > _LARGE):
            yield "".join(chunk)
            chunk, length = [], 0
        chunk.append(line)
        length += len(line)
    if chunk:
        yield "".join(chunk)


def _count(store: Endpoint, graph: str | None, triples: Sequence[ox.Triple]) -> int:
    """How many triples the store holds whose subjects are ours."""
    subjects = list(dict.fromkeys(str(triple.subject) for triple in triples))
    found = 0
    for at in range(0, len(subjects), _ASKED):
        some = " ".join(subjects[at : at + _ASKED])
        found += int(store.number(f"SELECT (COUNT(*) AS ?number) WHERE {{ VALUES ?s {{ {some} }} {_in(graph, '?s ?p ?o')} }}") or 0)
    return found
