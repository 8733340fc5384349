"""The graph as it is served now: its pool of workers, its pages; exchanged when a new build is there."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Mapping
from pathlib import Path

from kg.errors import KGError
from kg.serve.build import Build, Signature, read_build, signature
from kg.serve.frames import Message
from kg.serve.pool import Limits, Pool

log = logging.getLogger("kg.serve")

_DRAWING = 300.0  # seconds that the viewer's page may take to be drawn


class Viewer:
    """The viewer's page of one build, drawn in a process of its own when it is first asked for."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._drawn: asyncio.Task[bytes] | None = None

    async def page(self) -> bytes:
        """Raises KGError: the graph is not one of ours, or is too large to be drawn."""
        if self._drawn is None or (self._drawn.done() and (self._drawn.cancelled() or self._drawn.exception() is not None)):
            self._drawn = asyncio.create_task(self._draw())
        return await asyncio.shield(self._drawn)

    async def _draw(self) -> bytes:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "kg.serve.drawing", self._build.suffix, self._build.base, self._build.path.stem),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            out, err = await asyncio.wait_for(process.communicate(self._build.content), _DRAWING)
        except TimeoutError as error:
            raise KGError(f"the page could not be drawn in {_DRAWING:g} s") from error
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            lines = err.decode("utf-8", "replace").strip().splitlines()
            raise KGError(lines[-1] if lines else "the page could not be drawn")
        return out

    async def close(self) -> None:
        if self._drawn is not None:
            self._drawn.cancel()
            await asyncio.gather(self._drawn, return_exceptions=True)


class Service:
    """`start` before anything else, `close` at the end."""

    def __init__(self, path: Path, limits: Limits, watch: float = 1.0) -> None:
        """`watch` is how often, in seconds, to look for a new build."""
        self._path, self._limits, self._watch = path, limits, watch
        self._pool: Pool | None = None
        self._viewer: Viewer | None = None
        self._seen: Signature | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._watcher: asyncio.Task[None] | None = None

    @property
    def pool(self) -> Pool:
        if self._pool is None:
            raise KGError("the server has not started")
        return self._pool

    @property
    def build(self) -> Build:
        return self.pool.build

    async def start(self) -> None:
        """Raises UsageError, ReadError: the graph cannot be read."""
        self._seen = signature(self._path)
        build = read_build(self._path)
        self._pool, self._viewer = await Pool.start(build, self._limits), Viewer(build)
        self._watcher = asyncio.create_task(self._look())

    async def close(self) -> None:
        """End every process, whatever it is at."""
        if self._watcher is not None:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._viewer is not None:
            await self._viewer.close()
        if self._pool is not None:
            await self._pool.close(0)

    async def run(self, job: Mapping[str, object]) -> tuple[Message, bytes, Build]:
        """The answer, its bytes, and the build that gave it. Raises as `Pool.run`."""
        pool = self.pool
        message, body = await pool.run(dict(job))
        return message, body, pool.build

    async def viewer(self) -> bytes:
        """The viewer's page. Raises KGError."""
        if self._viewer is None:
            raise KGError("the server has not started")
        return await self._viewer.page()

    async def _look(self) -> None:
        said = ""
        while True:
            await asyncio.sleep(self._watch)
            try:
                seen = signature(self._path)
                if seen == self._seen:
                    continue
                self._seen = seen
                build = await asyncio.to_thread(read_build, self._path)
                if signature(self._path) != seen:
                    self._seen = None  # it is being written: look again
                    continue
                said = ""
                if build.digest != self.build.digest:
                    await self._exchange(build)
            except (KGError, OSError, TimeoutError) as error:
                if str(error) != said:  # a file that is missing stays so for a while
                    log.warning("the build from before stays: %s", error)
                said = str(error)

    async def _exchange(self, build: Build) -> None:
        pool = await Pool.start(build, self._limits)
        old_pool, old_viewer = self._pool, self._viewer
        self._pool, self._viewer = pool, Viewer(build)
        log.info("new build %s: %d triples", build.digest[:12], pool.triples)
        task = asyncio.create_task(_retire(old_pool, old_viewer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


async def _retire(pool: Pool | None, viewer: Viewer | None) -> None:
    if viewer is not None:
        await viewer.close()
    if pool is not None:
        try:
            await pool.close()
        finally:
            await pool.close(0)
