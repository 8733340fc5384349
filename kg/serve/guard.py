"""What stands before every request: whose host and origin is let in, and the headers that go out with every answer.

A page of another site can make a browser on this machine send requests here. It cannot read the answers, unless its own name is made to lead
to this machine (DNS rebinding): then the Host header still says the other name, and is refused. Nor may it make us work: a request that says
it comes from a page of another origin is refused, unless that origin was let in.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
}


def is_loopback(host: str) -> bool:
    """Whether a name or address leads to this machine alone."""
    if host.lower().rstrip(".") == "localhost":
        return True
    address = _address(host)
    return address is not None and address.is_loopback


def hostname(host_header: str) -> str | None:
    """The name in a Host header, without its port; None where it is not well formed."""
    if not host_header or any(c in host_header for c in "/@\\?# \t"):
        return None
    try:
        parts = urlsplit(f"//{host_header}")
        _ = parts.port
    except ValueError:
        return None
    return parts.hostname


def _netloc(origin: str) -> str | None:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:  # half a bracket
        return None


class Guard:
    """`names` are hosts let in beside this machine's own; `addresses`: every IP address is let in, as a server that others may reach must.

    `origins` are those that CORS lets in ("*": all).
    """

    def __init__(self, app: ASGIApp, names: Iterable[str] = (), addresses: bool = False, origins: Iterable[str] = ()) -> None:
        self._app = app
        self._names = frozenset(name.lower().rstrip(".") for name in names)
        self._addresses, self._origins = addresses, frozenset(origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    out.setdefault(name, value)
                if self._origins:
                    out["Cross-Origin-Resource-Policy"] = "cross-origin"
            await send(message)

        refusal = self._refusal(headers)
        await (refusal or self._app)(scope, receive, send_with_headers)

    def _refusal(self, headers: Headers) -> PlainTextResponse | None:
        hosts = headers.getlist("host")
        host = hostname(hosts[0]) if len(hosts) == 1 else None
        if host is None or not self._lets_in(host):
            return PlainTextResponse("this server does not answer to that name; let it in with --allow-host\n", 421)
        origin = headers.get("origin")
        if origin is not None and not {"*", origin} & self._origins and _netloc(origin) != hosts[0].lower():
            return PlainTextResponse("this server does not answer to pages of another origin; let it in with --cors\n", 403)
        return None

    def _lets_in(self, host: str) -> bool:
        name = host.lower().rstrip(".")
        return is_loopback(name) or name in self._names or (self._addresses and _address(name) is not None)


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
