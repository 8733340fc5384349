"""The same questions asked of a SPARQL endpoint instead of a file."""

from __future__ import annotations

import http.client
import re
import urllib.error
import urllib.parse
import urllib.request
from email.message import Message

import pyoxigraph as ox

from kg.errors import ReadError, UsageError
from kg.graph.query import QueryResult, tabled
from kg.graph.sparql import Question, question, without_graphs
from kg.ids import prefixes
from kg.ontology import ontology

_RESULTS = "application/sparql-results+json"
_RDF = "application/n-triples"
_LONGEST = 300  # characters of what a server says went wrong


def ask_endpoint(address: str, query: str, timeout: float = 60.0) -> QueryResult:
    """Ask the endpoint at `address` (http or https) a SELECT, ASK, CONSTRUCT or DESCRIBE query; `timeout` in seconds.

    Equal answers to `kg.graph.query.ask` where the endpoint holds the same graph; blank nodes have other names.
    Raises UsageError (no such address; the endpoint refuses, is not there or is too slow; SERVICE, FROM) and ReadError (no answer of SPARQL).
    """
    if not re.match(r"https?://[^/?#\s\[\]@]|https?://\[[0-9A-Fa-f:.]+\]", address):
        raise UsageError(f"not the address of an endpoint (http://… or https://…): {address}")
    asked = without_graphs(question(query))
    request = urllib.request.Request(
        address,
        data=urllib.parse.urlencode({"query": _declared(asked)}).encode("ascii"),
        headers={"Accept": f"{_RESULTS}, {_RDF}", "Content-Type": "application/x-www-form-urlencoded", "User-Agent": "corekg"},
    )
    body, headers = _sent(request, address, timeout)
    media = headers.get_content_type()
    base = headers.get("Graph-Base", ontology().base)
    try:
        if media in (_RDF, "text/plain"):
            return tabled([quad.triple for quad in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)], False, base)
        if media in (_RESULTS, "application/json"):
            return tabled(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON), asked.ordered, base)
    except (SyntaxError, ValueError) as error:
        raise ReadError(f"not an answer of SPARQL: {' '.join(str(error).split())}", address) from error
    raise ReadError(f"not an answer of SPARQL: {media}", address)


def _declared(asked: Question) -> str:
    """The query with the project's prefixes that it uses and does not declare; on its first line, so that the lines keep their numbers."""
    missing = [name for name in asked.used if name not in asked.declared and name in prefixes()]
    return "".join(f"PREFIX {name}: <{prefixes()[name]}> " for name in missing) + asked.text


def _sent(request: urllib.request.Request, address: str, timeout: float) -> tuple[bytes, Message]:
    try:
        with urllib.request.urlopen(request, timeout=timeout) as reply:
            return reply.read(), reply.headers
    except urllib.error.HTTPError as error:
        with error:
            said = " ".join(error.read(4000).decode("utf-8", "replace").split())
        plain = said and error.headers.get_content_type() == "text/plain"
        raise UsageError(f"{address}: {said[:_LONGEST] if plain else f'{error.code} {error.reason}'}") from error
    except (urllib.error.URLError, http.client.HTTPException, OSError, ValueError) as error:
        raise UsageError(f"{address}: {getattr(error, 'reason', None) or error}") from error
