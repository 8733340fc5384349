"""A SPARQL endpoint over HTTP: updates sent, numbers asked for."""

from __future__ import annotations

import json
from http.client import HTTPException, HTTPMessage
from ipaddress import ip_address
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    BaseHandler,
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    HTTPRedirectHandler,
    ProxyHandler,
    Request,
    build_opener,
)

from kg.load.login import Login

_PATIENCE = 300  # seconds for one answer


class RefusedError(Exception):
    """The endpoint cannot be reached, or says no; one line."""


class _NoRedirect(HTTPRedirectHandler):
    """Another address may be another's: neither the password nor the graph follows there."""

    def redirect_request(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str) -> None:
        return None


class _Digest(HTTPDigestAuthHandler):
    def http_error_401(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage) -> Any:
        fp.read()  # to its end, so that the connection is given back before another is made
        return super().http_error_401(req, fp, code, msg, headers)


class Endpoint:
    def __init__(self, update_url: str, query_url: str, login: Login | None = None) -> None:
        self._update_url, self._query_url = update_url, query_url
        handlers: list[BaseHandler] = [_NoRedirect()]
        if _loopback(update_url) and _loopback(query_url):
            handlers.append(ProxyHandler({}))
        if login is not None:
            passwords = HTTPPasswordMgrWithDefaultRealm()
            for url in (update_url, query_url):
                passwords.add_password(None, url, login.user, login.password.get_secret_value())
            handlers += [_Digest(passwords), HTTPBasicAuthHandler(passwords)]
        self._opener = build_opener(*handlers)

    def update(self, text: str) -> None:
        """Raises RefusedError."""
        self._post(self._update_url, text.encode("utf-8"), "application/sparql-update; charset=utf-8", "*/*")

    def number(self, query: str) -> int | None:
        """The value of ?number in the only row; None where it has none. Raises RefusedError."""
        body = urlencode({"query": query}).encode()
        content = self._post(self._query_url, body, "application/x-www-form-urlencoded", "application/sparql-results+json")
        try:
            rows = json.loads(content)["results"]["bindings"]
            value = rows[0].get("number") if rows else None
            return int(value["value"]) if value is not None else None
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError) as error:
            raise RefusedError(f"{self._query_url}: no answer to a SPARQL query") from error

    def _post(self, url: str, body: bytes, kind: str, accepted: str) -> bytes:
        request = Request(url, data=body, headers={"Content-Type": kind, "Accept": accepted, "User-Agent": "corekg"})
        try:
            with self._opener.open(request, timeout=_PATIENCE) as answer:
                content: bytes = answer.read()
                return content
        except HTTPError as error:
            with error:
                said = " ".join(error.read(2000).decode("utf-8", "replace").split())
            raise RefusedError(f"{url}: HTTP {error.code} {error.reason}" + (f": {said[:200]}" if said else "")) from error
        except (URLError, OSError, HTTPException, ValueError) as error:
            raise RefusedError(f"{url}: {getattr(error, 'reason', None) or error or type(error).__name__}") from error


def _loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
