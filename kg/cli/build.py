"""`kg build`: read, extract, resolve, write."""

from __future__ import annotations

from pathlib import Path

import click

from kg.cli.options import NamedPath, decisions_file, engine_option, read_options, reading_options
from kg.cli.progress import progress
from kg.ontology import ontology


@click.command("build")
@click.argument("inputs", nargs=-1, required=True)
@click.option(
    "-o", "--output", type=NamedPath(file_okay=False, path_type=Path), default=Path("exports"), show_default=True, help="Folder to write to."
)
@click.option(
    "--formats",
    default="turtle,jsonld,graphml,html",
    show_default=True,
    help="What to write, by comma; report.md, ledger.csv and manifest.json are always written.",
)
@click.option("--html-only-for", metavar="NAME", help="graph.html as a dossier of one entity (its id, label or alias) and what lies around it.")
@click.option("--html-depth", type=click.IntRange(min=1), default=1, show_default=True, help="With --html-only-for: how many steps around it.")
@click.option("--html-no-texts", is_flag=True, help="Leave the articles' texts out of graph.html, but for the words around each quote.")
@click.option("--title", default=None, help="Title of graph.html.")
@reading_options
@engine_option
@click.option(
    "--jobs", type=click.IntRange(min=0), default=0, help="Processes to read with; 0 (default) means one a core. Does not change the output."
)
@click.option("--base-iri", default=None, metavar="IRI", help="Base of the IRIs of entities, events, claims and articles.")
@click.option(
    "--decisions",
    type=NamedPath(dir_okay=False, path_type=Path),
    help="What people decided is one or two (see `kg resolve`); default: decisions.csv in the current folder, where there is one.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Also print each record set aside, each claim dropped and each violation.")
def command(
    inputs: tuple[str, ...],
    output: Path,
    formats: str,
    html_only_for: str | None,
    html_depth: int,
    html_no_texts: bool,
    title: str | None,
    date: str | None,
    fields: tuple[str, ...],
    max_mb: float,
    engine: str,
    jobs: int,
    base_iri: str | None,
    decisions: Path | None,
    quiet: bool,
    verbose: bool,
) -> int:
    """Build a graph from INPUTS: files, folders, globs, or "-" for standard input.

    Reads .txt .md .html .json .jsonl .csv .tsv .xml (RSS, Atom), each also as .gz.

    \b
    kg build seeds/ -o exports/
    kg build 'news/2021/*.html' -o out --date 2021-05-12
    kg build news/ -o out --decisions who-is-who.csv
    kg build news/ -o xiaomi --html-only-for Xiaomi --html-depth 2
    kg build table.csv --field text=body --field date=published
    zcat dump.jsonl.gz | kg build - -o out
    """
    from kg.formats import Page
    from kg.pipeline import BuildOptions, build

    options = BuildOptions(
        read=read_options(date, fields, max_mb),
        engine=engine,
        jobs=jobs,
        base_iri=base_iri or ontology().base,
        decisions=decisions_file(decisions),
        page=Page(title=title or html_only_for or "Knowledge graph", only=html_only_for, depth=html_depth, texts=not html_no_texts),
        formats=tuple(f.strip() for f in formats.split(",") if f.strip()),
    )
    with progress(not quiet) as report:
        built = build(inputs, output, options, report)
    if not quiet:
        click.echo(built.summary())
        for name in ("graph.html", "report.md"):  # what people read; the rest is for programs
            if name in dict(built.files):
                click.echo(output / name)
        for line in built.details() if verbose else built.details()[:5]:
            click.echo(f"  {line}", err=True)
        if not verbose and len(built.details()) > 5:
            click.echo(f"  … {len(built.details()) - 5} more in {output / 'report.md'}", err=True)
    return built.exit_code
