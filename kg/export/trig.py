"""graph.trig: as graph.ttl, but what an article says stands in a graph of that article."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.export.by_article import by_article
from kg.ids import prefixes
from kg.turtle import to_turtle


def trig(triples: Iterable[ox.Triple], base_iri: str) -> str:
    """The text of graph.trig: the default graph first, then a graph an article, sorted."""
    used: set[str] = set()
    base: list[str] = []
    blocks = []
    for name, said in by_article(triples).items():
        # Turtle is TriG, but for the directives, which may not stand inside a graph's braces.
        head, _, body = to_turtle(said, base_iri).partition("\n\n")
        lines = head.strip().split("\n")
        base = base or [line for line in lines if line.startswith("@base")]
        used |= {line for line in lines if line.startswith("@prefix")}
        if body:
            blocks.append(body if isinstance(name, ox.DefaultGraph) else f"{name} {{\n{body}}}\n")
    prefix_lines = [line for name in prefixes() for line in sorted(used) if line.startswith(f"@prefix {name}: ")]
    return "\n".join([*base, *prefix_lines]) + "\n" + "".join("\n" + block for block in blocks)
