"""The addresses of the server and what each answers.

/            the page to ask on             /sparql      the SPARQL endpoint
/graph       the viewer's page              /id/…        a node of the graph, as a page or as RDF
/ns          the vocabulary
"""

from __future__ import annotations

import json
from dataclasses import dataclass

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from kg.errors import KGError
from kg.serve.accept import MEDIA_TYPES, PAGE, RDF, RESULTS, best
from kg.serve.description import service_description, vocabulary
from kg.serve.frames import Message
from kg.serve.guard import Guard
from kg.serve.pages import fault_page, node_page, query_page
from kg.serve.pool import BusyError, DiedError, TimedOutError
from kg.serve.protocol import RequestError, asked
from kg.serve.service import Service


@dataclass(frozen=True)
class Access:
    """Who may ask: `names` of hosts beside this machine's own, any IP address (`addresses`), pages of these `origins` ("*": all)."""

    names: tuple[str, ...] = ()
    addresses: bool = False
    origins: tuple[str, ...] = ()


def application(service: Service, access: Access) -> ASGIApp:
    """The server as an ASGI application. The service is the caller's to start and to close."""
    addresses = _Addresses(service)

    middleware = [Middleware(Guard, names=access.names, addresses=access.addresses, origins=access.origins)]
    if access.origins:
        middleware.append(
            Middleware(
                CORSMiddleware,
                allow_origins=list(access.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Accept", "Content-Type"],
                expose_headers=["Graph-Base", "Graph-Digest"],
            )
        )
    return Starlette(
        routes=[
            Route("/", addresses.ask, methods=["GET"]),
            Route("/sparql", addresses.sparql, methods=["GET", "POST"]),
            Route("/graph", addresses.graph, methods=["GET"]),
            Route("/ns", addresses.ns, methods=["GET"]),
            Route("/id/{id:path}", addresses.node, methods=["GET"]),
        ],
        middleware=middleware,
        exception_handlers={RequestError: _refused, KGError: _failed, 404: _not_there, 405: _not_allowed},
    )


class _Addresses:
    def __init__(self, service: Service) -> None:
        self._service = service

    async def ask(self, request: Request) -> Response:
        page, policy = query_page(self._service.build, self._service.pool.triples)
        return HTMLResponse(page, headers={"Content-Security-Policy": policy, "Cache-Control": "no-cache"})

    async def graph(self, request: Request) -> Response:
        try:
            page = await self._service.viewer()
        except KGError as error:
            raise RequestError(404, f"there is no drawing of this graph: {error}") from error
        # The page brings a policy of its own, in itself: this one only forbids that it be framed.
        return HTMLResponse(page, headers={"Content-Security-Policy": "frame-ancestors 'none'", "Cache-Control": "no-cache"})

    async def sparql(self, request: Request) -> Response:
        question = await asked(request)
        accept = _accept(request)
        if question is None:
            return self._description(request, accept)
        job = {"op": "query", "text": question.text, "default": question.default, "named": question.named, "mentioned": question.mentioned}
        return await self._answered({**job, "results": best(accept, RESULTS), "rdf": best(accept, RDF)})

    async def node(self, request: Request) -> Response:
        raw = bytes(request.scope.get("raw_path") or request.url.path.encode()).partition(b"?")[0]
        base = self._service.build.base
        try:
            iri = ox.NamedNode(base + raw.decode("ascii").removeprefix("/id/")).value
        except ValueError as error:
            raise RequestError(404, "the graph says nothing of this") from error
        accept = _accept(request)
        form = best(accept, {**RDF, **PAGE}) if accept else "page"
        if form is None:
            raise RequestError(406, "accept text/html, text/turtle, application/n-triples or application/ld+json", {"Vary": "Accept"})
        return await self._answered({"op": "node", "iri": iri, "rdf": None if form == "page" else form})

    async def ns(self, request: Request) -> Response:
        form = best(_accept(request), {**RDF, **PAGE})
        if form is None:
            raise RequestError(406, "accept text/turtle, application/n-triples, application/ld+json or application/rdf+xml", {"Vary": "Accept"})
        media = "text/plain; charset=utf-8" if form == "page" else MEDIA_TYPES[form]  # a browser shows plain text, and stores Turtle
        return Response(vocabulary("turtle" if form == "page" else form), headers={"Content-Type": media, "Vary": "Accept"})

    def _description(self, request: Request, accept: str | None) -> Response:
        form = best(accept, {**RDF, **PAGE})
        if form is None:
            raise RequestError(406, "accept text/turtle, application/n-triples, application/ld+json or application/rdf+xml", {"Vary": "Accept"})
        if form == "page":
            return Response(status_code=303, headers={"Location": "/", "Vary": "Accept"})
        pool = self._service.pool
        body = service_description(str(request.url.replace(query="")), pool.triples, pool.graphs, form)
        return Response(body, headers={"Content-Type": MEDIA_TYPES[form], "Vary": "Accept"})

    async def _answered(self, job: Message) -> Response:
        try:
            message, body, build = await self._service.run(job)
        except BusyError as error:
            raise RequestError(503, str(error), {"Retry-After": "5"}) from error
        except (TimedOutError, DiedError) as error:
            raise RequestError(503, str(error)) from error
        if "error" in message:
            raise RequestError(message["status"], message["error"], {"Vary": "Accept"})
        headers = {"Vary": "Accept", "Cache-Control": "no-cache", "Graph-Base": build.base, "Graph-Digest": build.digest}
        if message["form"] == "page":
            page, policy = node_page(json.loads(body), build)
            return HTMLResponse(page, headers={**headers, "Content-Security-Policy": policy})
        return Response(body, headers={**headers, "Content-Type": MEDIA_TYPES[message["form"]]})


def _accept(request: Request) -> str | None:
    given = request.headers.getlist("accept")
    return ", ".join(given) if given else None


def _fault(request: Request, status: int, reason: str, headers: dict[str, str]) -> Response:
    """The reason in one line; as a page to a reader who is looking for a page."""
    if request.method in ("GET", "HEAD") and best(_accept(request), {"text/plain": "text", **PAGE}) == "page":
        page, policy = fault_page(status, reason)
        return HTMLResponse(page, status, headers={**headers, "Content-Security-Policy": policy})
    return Response(" ".join(reason.split()) + "\n", status, headers={**headers, "Content-Type": "text/plain; charset=utf-8"})


async def _refused(request: Request, error: Exception) -> Response:
    if not isinstance(error, RequestError):
        raise error
    return _fault(request, error.status, str(error), error.headers)


async def _failed(request: Request, error: Exception) -> Response:
    return _fault(request, 500, str(error), {})


async def _not_there(request: Request, error: Exception) -> Response:
    return _fault(request, 404, "there is nothing at this address: / to ask, /sparql for programs, /graph, /ns, /id/…", {})


async def _not_allowed(request: Request, error: Exception) -> Response:
    allowed = dict(getattr(error, "headers", None) or {})
    return _fault(request, 405, f"{request.method} is not allowed here", allowed)
