"""By Bolt, the protocol of Neo4j, which Memgraph, ArcadeDB and others speak too; by Neo4j's own driver.

Nodes are merged by group and id, edges by type and ends: a graph that is loaded twice is there once. Values go as parameters, never into the query.
Each batch is one transaction, which also counts it in a marker node; a load that was cut off goes on after the last whole batch. At the end all is
counted in the database, and the marker removed.
"""

from __future__ import annotations

import json
import logging
import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol

from kg.errors import UsageError
from kg.load.login import Login, checked_url
from kg.load.report import LoadReport, Progress

if TYPE_CHECKING:
    from neo4j import Session

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
MARKER = "CorekgLoad"
_LARGE = 4_000_000  # characters of text in a batch
_ASKED = 5000  # ids in one question
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Node(Protocol):
    """`labels` hold `group`, by which nodes are known with their id."""

    @property
    def id(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def labels(self) -> tuple[str, ...]: ...
    @property
    def properties(self) -> Mapping[str, Any]: ...


class Edge(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def type(self) -> str: ...
    @property
    def start(self) -> str: ...
    @property
    def end(self) -> str: ...
    @property
    def start_group(self) -> str: ...
    @property
    def end_group(self) -> str: ...
    @property
    def properties(self) -> Mapping[str, Any]: ...


@dataclass(frozen=True)
class _Batch:
    query: str
    rows: Sequence[Mapping[str, Any]]


def load_bolt(
    url: str,
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    login: Login | None = None,
    database: str | None = None,
    dates: Collection[str] = (),
    batch: int = 500,
    progress: Progress | None = None,
) -> LoadReport:
    """Merge nodes and edges into the database at `url`; `dates` are the properties whose text (YYYY-MM-DD) is to be a date there.

    Raises UsageError: no driver, not an address, nobody answers or lets us in, the database refuses, or holds something else than was sent.
    """
    checked_url(url, SCHEMES)
    try:
        import neo4j
        from neo4j.exceptions import DriverError, Neo4jError
    except ImportError as error:
        raise UsageError("Bolt needs Neo4j's driver: pip install 'corekg[neo4j]'") from error

    logging.getLogger("neo4j").addHandler(logging.NullHandler())  # its notes on labels that are not there yet are nobody's concern
    batches = [*_node_batches(nodes, frozenset(dates), batch), *_edge_batches(edges, frozenset(dates), batch)]
    done = 0
    try:
        auth = (login.user, login.password.get_secret_value()) if login is not None else None
        with neo4j.GraphDatabase.driver(url, auth=auth) as driver, driver.session(database=database) as session:
            notes = _constrain(session, sorted({n.group for n in nodes}))
            mark = _digest(batches)
            resumed = done = _marked(session, mark)
            while True:
                for number, one in enumerate(batches[done:], done + 1):
                    _write(session, one, mark, number)
                    done = number
                    if progress is not None:
                        progress("loading", done, len(batches))
                wrong = [*_faults(session, _by_group(nodes), _NODES), *_faults(session, _by_ends(edges), _EDGES)]
                if not wrong or not resumed:
                    break
                resumed = done = 0  # what the earlier run had put in is there no more: all of it again
            if wrong:
                raise UsageError(f"{url}: the database does not hold what was sent: {'; '.join(wrong)}")
            session.run(f"MATCH (m:{MARKER} {{id: $mark}}) DELETE m", mark=mark).consume()
    except (DriverError, Neo4jError, OSError) as error:
        message = " ".join(str(error.message if isinstance(error, Neo4jError) and error.message else error).split())
        again = f" ({done} of {len(batches)} batches are in: run it again to go on)" if done else ""
        raise UsageError(f"{url}: {message[:300] or type(error).__name__}{again}") from error
    counts = Counter(n.group for n in nodes), Counter(e.type for e in edges)
    return LoadReport(
        counts=tuple((what, count) for counter in counts for what, count in sorted(counter.items())),
        batches=len(batches),
        resumed=resumed,
        notes=tuple(notes),
    )


def _name(name: str) -> str:
    """A label or type, which cannot be a parameter. Raises ValueError where it is more than a name."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a name of a label: {name!r}")
    return f"`{name}`"


def _node_batches(nodes: Sequence[Node], dates: frozenset[str], size: int) -> Iterator[_Batch]:
    for group, labels in sorted({(n.group, n.labels) for n in nodes}):
        more = "".join(f":{_name(label)}" for label in labels if label != group)
        # Labels before properties: ArcadeDB makes another record of a node that gets labels.
        also = f" SET n{more}" if more else ""
        query = f"UNWIND $rows AS row MERGE (n:{_name(group)} {{id: row.id}}){also} SET n = row.properties WITH count(n)"
        rows = ({"id": n.id, "properties": _sent(n.properties, dates)} for n in nodes if n.group == group and n.labels == labels)
        yield from (_Batch(query, chunk) for chunk in _chunks(rows, size))


def _edge_batches(edges: Sequence[Edge], dates: frozenset[str], size: int) -> Iterator[_Batch]:
    for (type_, start, end), some in _by_ends(edges).items():
        query = (
            f"UNWIND $rows AS row MATCH (a:{_name(start)} {{id: row.start}}), (b:{_name(end)} {{id: row.end}}) "
            f"MERGE (a)-[r:{_name(type_)}]->(b) SET r = row.properties WITH count(r)"
        )
        rows = ({"start": e.start, "end": e.end, "properties": _sent(e.properties, dates)} for e in some)
        yield from (_Batch(query, chunk) for chunk in _chunks(rows, size))


def _sent(properties: Mapping[str, Any], dates: frozenset[str]) -> dict[str, Any]:
    """The properties as the driver takes them: an empty list is none."""
    sent: dict[str, Any] = {}
    for name, value in properties.items():
        if value != ():
            sent[name] = list(value) if isinstance(value, tuple) else date.fromisoformat(value) if name in dates else value
    return sent


def _chunks(rows: Iterable[dict[str, Any]], size: int) -> Iterator[list[dict[str, Any]]]:
    chunk: list[dict[str, Any]] = []
    length = 0
    for row in rows:
        weight = sum(len(value) for value in row["properties"].values() if isinstance(value, str))
        if chunk and (len(chunk) >= size or length + weight > _LARGE):
            yield chunk
            chunk, length = [], 0
        chunk.append(row)
        length += weight
    if chunk:
        yield chunk


def _write(session: Session, one: _Batch, mark: str, number: int) -> None:
    """The batch and its number in one statement, so in one transaction; the server's own, for ArcadeDB makes no types within a client's.

    What another transaction was in the way of is tried again.
    """
    import neo4j.exceptions

    query = f"{one.query} AS n MERGE (m:{MARKER} {{id: $mark}}) SET m.done = $number RETURN n"
    for pause in (0.1, 0.4, 1.6, None):
        try:
            record = session.run(query, rows=list(one.rows), mark=mark, number=number).single()
            break
        except neo4j.exceptions.Neo4jError as error:  # sent again it does no harm
            if pause is None or not (error.is_retryable() or "retry" in str(error.message).lower()):
                raise
            time.sleep(pause)
    found = record["n"] if record is not None else 0
    if found != len(one.rows):
        raise UsageError(f"{len(one.rows)} rows were sent, {found} were taken; an edge's end may be missing: {one.query}")


def _marked(session: Session, mark: str) -> int:
    """How many batches of this very load are in."""
    record = session.run(f"MATCH (m:{MARKER} {{id: $mark}}) RETURN max(m.done) AS done", mark=mark).single()
    return int(record["done"] or 0) if record is not None else 0


def _digest(batches: Iterable[_Batch]) -> str:
    digest = sha256()
    for one in batches:
        digest.update(json.dumps([one.query, one.rows], default=str, sort_keys=True).encode())
    return digest.hexdigest()


def _constrain(session: Session, groups: Sequence[str]) -> list[str]:
    """One node an id, which also makes the search for it quick. Where a database knows no such thing, that is noted."""
    from neo4j.exceptions import ClientError, DatabaseError

    for group in groups:
        query = f"CREATE CONSTRAINT {group.lower()}_id IF NOT EXISTS FOR (n:{_name(group)}) REQUIRE n.id IS UNIQUE"
        try:
            session.run(query).consume()
        except (ClientError, DatabaseError) as error:
            if "Security" in (error.code or ""):
                raise
            return [f"no constraint on ids could be made: {' '.join((error.message or '').split())[:200]}"]
    return []


_NODES = "MATCH (n:{}) WHERE n.id IN $ids RETURN count(n) AS n, count(DISTINCT n.id) AS ids"
_EDGES = "MATCH (:{1})-[n:{0}]->(:{2}) WHERE n.id IN $ids RETURN count(n) AS n, count(DISTINCT n.id) AS ids"


def _by_group(nodes: Iterable[Node]) -> dict[tuple[str, ...], list[Node]]:
    found: dict[tuple[str, ...], list[Node]] = {}
    for node in nodes:
        found.setdefault((node.group,), []).append(node)
    return dict(sorted(found.items()))


def _by_ends(edges: Iterable[Edge]) -> dict[tuple[str, ...], list[Edge]]:
    found: dict[tuple[str, ...], list[Edge]] = {}
    for edge in edges:
        found.setdefault((edge.type, edge.start_group, edge.end_group), []).append(edge)
    return dict(sorted(found.items()))


def _faults(session: Session, sent: Mapping[tuple[str, ...], Sequence[Node | Edge]], query: str) -> Iterator[str]:
    """Each kind of which the database holds another number than was sent."""
    for names, some in sent.items():
        ids = [one.id for one in some]
        found = different = 0
        for at in range(0, len(ids), _ASKED):
            record = session.run(query.format(*map(_name, names)), ids=ids[at : at + _ASKED]).single()
            if record is not None:
                found, different = found + record["n"], different + record["ids"]
        if (found, different) != (len(ids), len(ids)):
            yield f"{' '.join(names)}: {len(ids)} sent, {found} found, {different} of them different"
