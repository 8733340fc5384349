"""A request of the SPARQL 1.1 protocol taken in: what is asked, of which graphs; or what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import Request

from kg.errors import KGError, UsageError
from kg.graph.sparql import question

MOST_BYTES = 1_000_000  # of a request's body
_MOST_FIELDS = 200
_FORM = "application/x-www-form-urlencoded"
_QUERY = "application/sparql-query"
_UPDATE = "application/sparql-update"
_READ_ONLY = "this endpoint is read only: it takes queries, no updates"
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")


class RequestError(KGError):
    """A request that is not carried out, with its HTTP status and headers."""

    def __init__(self, status: int, reason: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status, self.headers = status, headers or {}


@dataclass(frozen=True)
class Asked:
    """`text` may be asked as it is. `default` and `named` are the graphs that the request chooses; they go before those that the query does.

    `mentioned` are the query's own. None of these is fetched: each must be among the graphs that are served.
    """

    text: str
    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    mentioned: tuple[str, ...] = ()


async def asked(request: Request) -> Asked | None:
    """What a GET or POST request asks; None where a GET asks nothing. Raises RequestError."""
    fields = _fields(request.url.query)
    if request.method == "POST":
        content_type, _, parameters = request.headers.get("content-type", "").lower().partition(";")
        content_type = content_type.strip()
        if content_type == _UPDATE:
            raise RequestError(403, _READ_ONLY)
        if content_type not in (_FORM, _QUERY):
            raise RequestError(415, f"send the query as {_FORM} (in the field query) or as {_QUERY}", {"Accept-Post": f"{_FORM}, {_QUERY}"})
        charset = re.search(r"charset\s*=\s*\"?([\w-]+)", parameters)
        if charset is not None and charset[1] not in ("utf-8", "utf8", "us-ascii"):
            raise RequestError(415, f"a query is sent in UTF-8, not in {charset[1]}")
        body = await _body(request)
        if content_type == _QUERY:
            if any(name in ("query", "update") for name, _ in fields):
                raise RequestError(400, "the query is in the body: there is none in the address")
            fields.append(("query", body))
        else:
            fields = [*fields, *_fields(body)]
    return _taken(fields)


def _taken(fields: list[tuple[str, str]]) -> Asked | None:
    if any(name == "update" or name.startswith("using-") for name, _ in fields):
        raise RequestError(403, _READ_ONLY)
    queries = [value for name, value in fields if name == "query"]
    if not fields:
        return None
    if len(queries) != 1:
        raise RequestError(400, "give one query, in the field query" if not queries else "give one query, not several")
    try:
        parts = question(queries[0])
    except UsageError as error:
        refused = str(error).startswith("SERVICE")
        raise RequestError(403 if refused else 400, str(error)) from error
    if parts.kind == "update":
        raise RequestError(403, _READ_ONLY)
    default, named = ([value for name, value in fields if name == f"{kind}-graph-uri"] for kind in ("default", "named"))
    for graph in (*default, *named):
        if not _IRI.fullmatch(graph):
            raise RequestError(400, f"not an absolute IRI: {graph!r}")
    return Asked(parts.text, tuple(dict.fromkeys(default)), tuple(dict.fromkeys(named)), tuple(map(_graph, parts.graphs)))


def _graph(written: str) -> str:
    """The IRI after FROM. It is not taken on trust: whether it is served is seen before anything is asked."""
    if not (written.startswith("<") and _IRI.fullmatch(written[1:-1])):
        raise RequestError(400, f"write the IRI in full after FROM: {written}")
    return written[1:-1]


def _fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, encoding="utf-8", errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError as error:
        raise RequestError(400, "the request is not UTF-8") from error
    except ValueError as error:
        raise RequestError(400, f"more than {_MOST_FIELDS} fields") from error


async def _body(request: Request) -> str:
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MOST_BYTES:
            raise RequestError(413, f"a request may be {MOST_BYTES / 1e6:g} MB long")
        parts.append(part)
    try:
        return b"".join(parts).decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the query is not UTF-8: byte {error.start}") from error
