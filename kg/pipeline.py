"""The only file that knows the order of the stages: read, extract, resolve, graph, export."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from importlib import import_module
from itertools import islice
from pathlib import Path

from kg.errors import UsageError
from kg.extract.engine import Extractor
from kg.read import ReadOptions, read
from kg.records import Article, Reading, Record, SetAside
from kg.resolve import Resolution, resolve

ENGINES: dict[str, str] = {"frames": "kg.extract.frames:FramesExtractor"}
"""What can read: name -> where its Extractor is. The first is the default."""

_BATCH = 24
_WORTH_A_POOL = 72  # below so many articles, starting more processes takes longer than it saves

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, how much of it is done, and the total (None where it is not known)."""


class BuildOptions(Record):
    """How to build. `jobs` 0 means one process a core; the output does not depend on it."""

    read: ReadOptions = ReadOptions()
    engine: str = next(iter(ENGINES))
    jobs: int = 0


class Built(Record):
    """What a build gives: the graph with what was set aside, by the reader and by the resolver."""

    resolution: Resolution
    set_aside: tuple[SetAside, ...] = ()


@cache
def extractor(engine: str) -> Extractor:
    """The reader of that name. Raises UsageError where there is none."""
    if engine not in ENGINES:
        raise UsageError(f"no engine {engine!r}: choose from {', '.join(ENGINES)}")
    module, _, name = ENGINES[engine].partition(":")
    made: Extractor = getattr(import_module(module), name)()
    return made


def extract(articles: Sequence[Article], engine: str, jobs: int = 0, progress: Progress | None = None) -> list[Reading]:
    """One Reading an article, in order. More than one process only where there is enough to read."""
    workers = jobs or os.cpu_count() or 1
    if workers == 1 or len(articles) < _WORTH_A_POOL:
        parts: Iterator[list[Reading]] = (list(extractor(engine).read(batch)) for batch in _batches(articles))
        return _gathered(parts, len(articles), progress)
    context = multiprocessing.get_context("spawn")  # a forked copy of a threaded process may hang
    with ProcessPoolExecutor(workers, mp_context=context) as pool:
        return _gathered(pool.map(_extract_batch, _batches(articles), iter(lambda: engine, None)), len(articles), progress)


def collect(inputs: Sequence[str | Path], options: BuildOptions, progress: Progress | None = None) -> Built:
    """Read, extract and resolve. Writes nothing."""
    articles: list[Article] = []
    aside: list[SetAside] = []
    for item in read(inputs, options.read):
        if isinstance(item, Article):
            articles.append(item)
        else:
            aside.append(item)
        if progress is not None:
            progress("reading", len(articles) + len(aside), None)
    readings = extract(articles, options.engine, options.jobs, progress)
    if progress is not None:
        progress("resolving", 0, None)
    return Built(resolution=resolve(readings), set_aside=tuple(aside))


def _extract_batch(batch: list[Article], engine: str) -> list[Reading]:
    return list(extractor(engine).read(batch))


def _gathered(parts: Iterable[list[Reading]], total: int, progress: Progress | None) -> list[Reading]:
    gathered: list[Reading] = []
    for part in parts:
        gathered.extend(part)
        if progress is not None:
            progress("extracting", len(gathered), total)
    return gathered


def _batches(articles: Iterable[Article]) -> Iterator[list[Article]]:
    rest = iter(articles)
    while batch := list(islice(rest, _BATCH)):
        yield batch
