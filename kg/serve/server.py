"""The server on its port: a socket of this machine, uvicorn, and a clean end."""

from __future__ import annotations

import asyncio
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn

from kg.errors import UsageError
from kg.serve.app import Access, application
from kg.serve.build import read_build
from kg.serve.guard import is_loopback
from kg.serve.pool import Limits
from kg.serve.service import Service


@dataclass(frozen=True)
class ServeOptions:
    """`port` 0 is a free one. A `host` that others can reach needs `open_to_network`. `names`: further Host names; `origins`: CORS."""

    host: str = "127.0.0.1"
    port: int = 8642
    open_to_network: bool = False
    names: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)


def serve(path: Path, options: ServeOptions, started: Callable[[str], None]) -> None:
    """Serve a graph until SIGINT or SIGTERM. `started` is called with the server's address once it answers.

    Raises UsageError (the address cannot be had, or is not this machine's alone and was not asked for as such; no such file) and ReadError (not RDF).
    """
    if not is_loopback(options.host) and not options.open_to_network:
        raise UsageError(f"{options.host} can be reached by other machines: add --open-to-network if that is meant")
    read_build(path)
    listening = _socket(options.host, options.port)
    service = Service(path, options.limits)
    access = Access(
        (options.host, *options.names) if not is_loopback(options.host) else options.names, not is_loopback(options.host), options.origins
    )
    config = uvicorn.Config(
        application(service, access),
        lifespan="off",  # the service is started and closed here, where its errors keep their names
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=1,
        limit_concurrency=1000,
        ws="none",
    )
    with listening:
        asyncio.run(_run(service, _Server(config, lambda: started(_address(listening))), listening))


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._ready()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """SIGINT and SIGTERM are what one ends a server with: they end it well, and are not raised again after it has ended."""

        def end(number: int, frame: object) -> None:
            self.should_exit = True

        before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


async def _run(service: Service, server: _Server, listening: socket.socket) -> None:
    try:
        with server.capture_signals():
            await service.start()
            if not server.should_exit:
                await server.serve(sockets=[listening])
    finally:
        await service.close()


def _socket(host: str, port: int) -> socket.socket:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        listening = socket.socket(*found[:3])  # with its protocol: asyncio then sends what is there at once (TCP_NODELAY)
    except OSError as error:
        raise UsageError(f"cannot listen at {host}: {error.strerror or error}") from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(found[4])
    except OSError as error:
        listening.close()
        raise UsageError(f"cannot listen at {host}, port {port}: {error.strerror or error}") from error
    return listening


def _address(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
