"""The only file that knows the order of the stages: read, extract, resolve, graph, export."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from kg.counting import counted
from kg.errors import UsageError
from kg.evaluation.identity import IdentityScores, Placed, read_identity, score_identity
from kg.export.report import report
from kg.export.turtle import turtle
from kg.extract.engine import ENGINES
from kg.extract.workers import extractor, read_all
from kg.formats import DEFAULT, FORMATS, Page, Source, chosen
from kg.graph.rdf import triples
from kg.graph.validate import Conformance, validate
from kg.ids import checked_base
from kg.inspection import steps
from kg.manifest import NAME as MANIFEST
from kg.manifest import write_with_manifest
from kg.ontology import ontology
from kg.read import ReadOptions, read
from kg.records import Article, KnowledgeGraph, Record, SetAside
from kg.resolve import Resolution, ledger, members_of, read_decisions, resolve
from kg.viewer import notebook_html

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, how much of it is done, and the total (None where it is not known)."""


ALWAYS = ("report.md", "ledger.csv", MANIFEST)
"""The files that a build writes whatever the formats."""


class BuildOptions(Record):
    """How to build. `jobs` processes read, 0 means one a core; the output does not depend on it. More than one start anew from the script that
    runs, which then must keep what it does under `if __name__ == "__main__":`, as `multiprocessing` wants it.

    `decisions` is a file of what people decided is one; `page` says what graph.html shows (the other files hold the whole graph).
    """

    read: ReadOptions = ReadOptions()
    engine: str = next(iter(ENGINES))
    jobs: int = 1
    base_iri: str = ontology().base
    formats: tuple[str, ...] = DEFAULT
    page: Page = Page()
    decisions: Path | None = None


class Built(Record):
    """What a build gives: the graph with what was set aside, by the reader and by the resolver."""

    resolution: Resolution
    set_aside: tuple[SetAside, ...] = ()

    @property
    def graph(self) -> KnowledgeGraph:
        return self.resolution.graph

    def _repr_html_(self) -> str:
        """What a notebook shows: the page, in a frame."""
        return notebook_html(self.graph)


class Report(Record):
    """What a build did: what it built, whether that conforms to the shapes, and the files written (name, bytes)."""

    built: Built
    conformance: Conformance
    files: tuple[tuple[str, int], ...]

    @property
    def exit_code(self) -> int:
        """0 where all was used and conforms, else 1."""
        return int(bool(self.built.set_aside or self.built.resolution.dropped) or not self.conformance.conforms)

    def summary(self) -> str:
        """One line."""
        graph = self.built.graph
        counts = [
            counted(len(graph.articles), "article"), counted(len(graph.entities), "entity", "entities"), counted(len(graph.events), "event"),
            counted(len(graph.statements), "claim"), f"{len(self.built.set_aside)} set aside",
            "conforms" if self.conformance.conforms else counted(len(self.conformance.violations), "violation"),
        ]  # fmt: skip
        return ", ".join(counts)

    def details(self) -> tuple[str, ...]:
        """A line for each record set aside, each claim left out, each violation."""
        return (
            *(f"set aside: {item}" for item in self.built.set_aside),
            *(f"left out: {item}" for item in self.built.resolution.dropped),
            *(f"violation: {item}" for item in self.conformance.violations),
        )


def collect(inputs: str | Path | Sequence[str | Path], options: BuildOptions | None = None, progress: Progress | None = None) -> Built:
    """Read, extract and resolve. Writes nothing. Raises UsageError: no such input, or none that holds a file to read."""
    inputs = [inputs] if isinstance(inputs, str | Path) else inputs
    options = options or BuildOptions()
    decisions = read_decisions(options.decisions) if options.decisions else ()
    articles: list[Article] = []
    aside: list[SetAside] = []
    for item in read(inputs, options.read):
        if isinstance(item, Article):
            articles.append(item)
        else:
            aside.append(item)
        if progress is not None:
            progress("reading", len(articles) + len(aside), None)
    if not articles and not aside:
        raise UsageError(f"{', '.join(map(str, inputs))}: no file to read in it")

    def extracted(count: int) -> None:
        if progress is not None:
            progress("extracting", count, len(articles))

    readings = read_all(articles, options.engine, options.jobs, extracted)
    if progress is not None:
        progress("resolving", 0, None)
    return Built(resolution=resolve(readings, decisions), set_aside=tuple(aside))


def build(
    inputs: str | Path | Sequence[str | Path], output: str | Path, options: BuildOptions | None = None, progress: Progress | None = None
) -> Report:
    """Read, extract, resolve, validate, and write the exports to the folder `output`: all of them, or none where
    anything is wrong. (A process that is killed while they are moved into place leaves some, each of them whole; `kg verify` tells.)

    Raises UsageError: no such input, no such format or engine, a folder that cannot be written to, nothing to build from,
    no entity of the name that the page is to be of. Raises KGError where a file, read again, does not say what the graph says.
    """
    options = options or BuildOptions()
    formats = chosen(options.formats)
    checked_base(options.base_iri)
    if options.engine not in ENGINES:
        raise UsageError(f"no engine {options.engine!r}: choose from {', '.join(ENGINES)}")
    built = collect(inputs, options, progress)
    if progress is not None:
        progress("writing", 0, None)
    source = Source(built.graph, options.base_iri, options.page)
    conformance = validate(source.facts, base_iri=options.base_iri)
    files = {name: content for f in formats for name, content in FORMATS[f].write(source).items()}
    sizes = tuple((name, _size(content)) for name, content in files.items())
    files["report.md"] = report(
        built.graph, built.set_aside, [str(v) for v in conformance.violations], dict(sizes), [str(d) for d in built.resolution.dropped]
    )
    files["ledger.csv"] = ledger(built.resolution.judgements, built.resolution.choices)
    written = write_with_manifest(Path(output), files, built.graph, options.base_iri)
    return Report(built=built, conformance=conformance, files=tuple(written.items()))


def _size(content: str | bytes) -> int:
    return len(content.encode("utf-8") if isinstance(content, str) else content)


def evaluate_identity(labelled: Path, engine: str, jobs: int = 0) -> IdentityScores:
    """How well the reader and the resolver together say who is who in a set of labelled articles, all of them resolved as one input.

    Raises UsageError and KnowledgeError as `read_identity` does.
    """
    asked = read_identity(labelled)
    readings = read_all(asked.articles, engine, jobs)
    placed: dict[str, list[Placed]] = {article.source: [] for article in asked.articles}
    for number, members in enumerate(members_of(readings)):
        for member in members:
            placed[member.source] += [Placed(mention.span, str(number)) for mention in member.entity.mentions]
    return score_identity(asked, placed)


def inspect(
    file: str, reading: ReadOptions, engine: str, record: str | None = None, note: Callable[[str], None] | None = None
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each step for one article, as (title, lines). `record` chooses one of several in a file or folder by its id or its whole source.
    Where several fit, the first is shown, and `note` is told so in a line.

    Raises UsageError where there is no such record, or none that can be read.
    """
    items = list(read([file], reading))
    articles = [item for item in items if isinstance(item, Article)]
    if record is not None and articles:
        there = [a.source for a in articles]
        articles = [a for a in articles if record in (a.source, a.source.partition("#")[2])]
        if not articles:
            raise UsageError(f"{file}: no record {record!r}; there {'is' if len(there) == 1 else 'are'} {_first(there)}")
    if not articles:
        reasons = [str(item) for item in items if isinstance(item, SetAside)]
        raise UsageError("; ".join(reasons) or f"{file}: nothing to read")
    if len(articles) > 1 and note is not None:
        note(f"{articles[0].source} is shown, the first of {len(articles)}; --record {shlex.quote(articles[1].source)} shows the next")
    (found,) = extractor(engine).read(articles[:1])
    graph = resolve([found]).graph
    yield from steps(found, graph, turtle(triples(graph), ontology().base))


def _first(names: Sequence[str], most: int = 10) -> str:
    left = len(names) - most
    return ", ".join(names[:most]) + (f" and {left} more" if left > 0 else "")
