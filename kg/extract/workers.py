"""Readers at work: one in this process, or several side by side in processes of their own. The readings are the same either way."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import import_module
from itertools import islice, repeat

from kg.errors import UsageError
from kg.extract.engine import ENGINES, Extractor
from kg.records import Article, Reading

WORTH_A_POOL = 72  # below so many articles, starting more processes takes longer than it saves
_BATCH = 12
# With one process a core, a second thread in any of them only takes a core from another. And glibc gives the memory of large arrays back
# at once when told so, which keeps each process smaller; for arrays less large it would cost more time than it is worth.
_FRUGAL = {
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    "MALLOC_MMAP_THRESHOLD_": "4194304",
    "MALLOC_TRIM_THRESHOLD_": "33554432",
}


@cache
def extractor(engine: str) -> Extractor:
    """The reader of that name. Raises UsageError where there is none."""
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}: choose from {', '.join(ENGINES)}")
    module, _, name = ENGINES[engine].partition(":")
    made: Extractor = getattr(import_module(module), name)()
    return made


def read_all(articles: Sequence[Article], engine: str, jobs: int = 0, done: Callable[[int], None] | None = None) -> list[Reading]:
    """One Reading an article, in order; `done` is told how many there are. `jobs` 0 means one process a core, where there is enough to read."""
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(articles) < WORTH_A_POOL:
        return _gathered((_read_batch(batch, engine) for batch in _batches(articles)), done)
    before = {name: os.environ.get(name) for name in _FRUGAL}
    os.environ.update(_FRUGAL)  # the processes inherit it; they have not loaded what reads it yet
    try:
        # A forked copy of a threaded process may hang: they are started anew.
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"), initializer=_collect_less) as pool:
            return _gathered(pool.map(_read_batch, _batches(articles), repeat(engine)), done)
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value


def _collect_less() -> None:
    """Reading makes many small objects and hardly a cycle: to look for cycles after every 700 objects takes a twentieth of the time."""
    gc.set_threshold(10_000, 10, 10)


def _read_batch(batch: list[Article], engine: str) -> list[Reading]:
    return list(extractor(engine).read(batch))


def _gathered(parts: Iterable[list[Reading]], done: Callable[[int], None] | None) -> list[Reading]:
    gathered: list[Reading] = []
    for part in parts:
        gathered.extend(part)
        if done is not None:
            done(len(gathered))
    return gathered


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while batch := list(islice(rest, _BATCH)):
        yield batch
