"""The workers of one build: each question goes to one that is free; one that does not answer in time is killed, and another takes its place."""

from __future__ import annotations

import asyncio
import json
import logging
import sys
from dataclasses import dataclass

from kg.errors import KGError, ReadError
from kg.ids import prefixes
from kg.serve.build import Build
from kg.serve.frames import HEAD, Message, packed

log = logging.getLogger("kg.serve")

_MOST_WAITING = 256  # questions that may wait for a free worker
_LOADING = 600.0  # seconds that a worker may take to load the graph


@dataclass(frozen=True)
class Limits:
    """`seconds` an answer may take, `max_bytes` it may be long, `memory_mb` a worker may grow by while it computes (0: no limit)."""

    workers: int = 4
    seconds: float = 10.0
    max_bytes: int = 50_000_000
    memory_mb: int = 1000


class BusyError(KGError):
    """No worker was free in time."""


class TimedOutError(KGError):
    """The answer took too long; its worker was killed."""


class DiedError(KGError):
    """The worker ended before it answered: it wanted more memory than it may have, or was killed from outside."""


class Worker:
    """One process. `started` is what it said when it had loaded the graph: {"triples", "graphs"}."""

    def __init__(self, process: asyncio.subprocess.Process, started: Message) -> None:
        self._process, self.started = process, started

    @classmethod
    async def start(cls, build: Build, limits: Limits) -> Worker:
        """Raises ReadError where the graph is not RDF, DiedError where the process does not come up."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kg.serve.worker", stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
        )
        worker = cls(process, {})
        first = {"suffix": build.suffix, "base": build.base, "prefixes": prefixes(), "memory_mb": limits.memory_mb}
        try:
            worker.started, _ = await asyncio.wait_for(worker.ask(first, build.content), _LOADING)
        finally:
            if "triples" not in worker.started:
                await worker.kill()
        if "error" in worker.started:
            raise ReadError(worker.started["error"], str(build.path), worker.started["line"])
        return worker

    async def ask(self, message: Message, body: bytes = b"") -> tuple[Message, bytes]:
        """Raises DiedError."""
        pipe_in, pipe_out = self._process.stdin, self._process.stdout
        if pipe_in is None or pipe_out is None:
            raise DiedError("the worker has no pipes")
        try:
            pipe_in.write(packed(message, body))
            await pipe_in.drain()
            text_length, body_length = HEAD.unpack(await pipe_out.readexactly(HEAD.size))
            text = await pipe_out.readexactly(text_length)
            data = await pipe_out.readexactly(body_length)
        except (asyncio.IncompleteReadError, OSError) as error:
            raise DiedError("the worker ended before it answered") from error
        return json.loads(text), data

    async def kill(self) -> None:
        """End the process, whatever it does, and wait until it is gone."""
        if self._process.returncode is None:
            try:
                self._process.kill()
            except ProcessLookupError:
                log.debug("worker %d was gone already", self._process.pid)
        await self._process.wait()


class Pool:
    """Made by `start`. `close` lets the questions that are being answered end first."""

    def __init__(self, build: Build, limits: Limits) -> None:
        self.build, self.limits = build, limits
        self.triples = 0
        self.graphs: list[str] = []
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._all: list[Worker] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._asked = 0
        self._done = asyncio.Event()
        self._closing = False

    @classmethod
    async def start(cls, build: Build, limits: Limits) -> Pool:
        """With its first worker ready; the others follow. Raises ReadError, DiedError."""
        pool = cls(build, limits)
        first = await Worker.start(build, limits)
        pool.triples, pool.graphs = first.started["triples"], first.started["graphs"]
        pool._ready(first)
        for _ in range(limits.workers - 1):
            pool._in_background()
        return pool

    async def run(self, job: Message) -> tuple[Message, bytes]:
        """The answer to a job. Raises BusyError, TimedOutError, DiedError."""
        if self._asked >= _MOST_WAITING + self.limits.workers:
            raise BusyError("too many questions are waiting: try again later")
        self._asked += 1
        try:
            try:
                worker = await asyncio.wait_for(self._idle.get(), 2 * self.limits.seconds + 5)
            except TimeoutError as error:
                raise BusyError("every worker is busy: try again later") from error
            return await self._by(worker, job)
        finally:
            self._asked -= 1
            if not self._asked:
                self._done.set()

    async def _by(self, worker: Worker, job: Message) -> tuple[Message, bytes]:
        limits = self.limits
        whole = False
        try:
            answer = await asyncio.wait_for(worker.ask({**job, "seconds": limits.seconds, "max_bytes": limits.max_bytes}), limits.seconds)
            whole = True
            return answer
        except TimeoutError as error:
            raise TimedOutError(f"the query took longer than {limits.seconds:g} s and was stopped") from error
        except DiedError as error:
            raise DiedError(f"the query was stopped: it may have wanted more than {limits.memory_mb} MB of memory") from error
        finally:
            if whole:
                self._idle.put_nowait(worker)
            else:
                self._all.remove(worker)
                self._in_background(worker)

    def _ready(self, worker: Worker) -> None:
        self._all.append(worker)
        self._idle.put_nowait(worker)

    def _in_background(self, old: Worker | None = None) -> None:
        """Kill the old worker, start another."""
        task = asyncio.create_task(self._replace(old))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _replace(self, old: Worker | None) -> None:
        if old is not None:
            await old.kill()
        for pause in (0.0, 0.5, 2.0, 5.0, 15.0):
            if self._closing:
                return
            await asyncio.sleep(pause)
            try:
                self._ready(await Worker.start(self.build, self.limits))
            except (KGError, OSError, TimeoutError) as error:
                log.warning("a worker did not start: %s", error)
            else:
                return
        log.error("a worker could not be started; %d are left", len(self._all))

    async def close(self, patience: float | None = None) -> None:
        """Let what is asked be answered, for at most `patience` seconds (default: what the limits let it take), then end every worker."""
        self._closing = True
        self._done.clear()
        if self._asked:
            try:
                await asyncio.wait_for(self._done.wait(), 3 * self.limits.seconds + 5 if patience is None else patience)
            except TimeoutError:
                log.info("%d questions were cut off", self._asked)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for worker in self._all:
            await worker.kill()
