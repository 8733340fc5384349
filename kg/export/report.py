"""report.md: what was read, found and set aside, and whether the graph conforms. It holds no time, so that equal builds are equal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kg.edges import direct_edges
from kg.ontology import Ontology, ontology
from kg.records import STATUSES, KnowledgeGraph, SetAside

_MOST_LISTED = 200


def report(
    graph: KnowledgeGraph,
    set_aside: Sequence[SetAside] = (),
    violations: Sequence[str] | None = None,
    sizes: Mapping[str, int] | None = None,
    dropped: Sequence[str] = (),
) -> str:
    """The text of report.md.

    `violations` of the shapes, one line each, None where nothing was checked; `sizes` file name -> bytes;
    `dropped` claims that were found but not taken into the graph, one line each.
    """
    o = ontology()
    parts = [
        "# Report",
        _read(graph, set_aside),
        _found(graph, o),
        _most_named(graph),
        _listed("Set aside", [str(item) for item in set_aside], "Nothing was set aside.", most=None),
        _listed("Dropped claims", dropped, "No claim was dropped."),
        _conformance(violations),
    ]
    if sizes:
        parts.append(_table("Files", ("file", "bytes"), sorted(sizes.items())))
    return "\n\n".join(parts) + "\n"


def _read(graph: KnowledgeGraph, set_aside: Sequence[SetAside]) -> str:
    articles = [node.article for node in graph.articles]
    dates = sorted(a.date for a in articles if a.date is not None)
    with_claims = {s.article for s in graph.statements}
    rows: list[tuple[str, object]] = [
        ("articles read", len(articles)),
        ("of these with claims", sum(a.source in with_claims for a in articles)),
        ("of these without a date", len(articles) - len(dates)),
        ("records set aside", len(set_aside)),
        ("characters of text", sum(len(a.text) for a in articles)),
    ]
    if dates:
        rows += [("earliest date", dates[0]), ("latest date", max(dates))]
    return _table("Read", ("", "count"), rows)


def _found(graph: KnowledgeGraph, o: Ontology) -> str:
    entities: Counter[str] = Counter(e.type for e in graph.entities)
    claims = Counter((s.predicate, s.status) for s in graph.statements)
    events = Counter((e.type, e.status) for e in graph.events)
    edges = Counter(predicate for _, predicate, _ in direct_edges(graph))
    sums = [
        ("entities", len(graph.entities)),
        ("events", len(graph.events)),
        ("claims", len(graph.statements)),
        ("direct edges", sum(edges.values())),
    ]
    relations = [
        (name, edges[name], *(claims[name, s] for s in STATUSES)) for name in (*o.relations, "participant") if any(claims[name, s] for s in STATUSES)
    ]
    kinds = [(name, *(events[name, s] for s in STATUSES)) for name in o.events if any(events[name, s] for s in STATUSES)]
    return "\n\n".join(
        [
            _table("Found", ("", "count"), sums),
            _table("Entities by class", ("class", "entities"), [(t, entities[t]) for t in o.entity_types() if entities[t]]),
            _table("Claims by relation and status", ("relation", "edges", *STATUSES), relations),
            _table("Events by class and status", ("event", *STATUSES), kinds),
        ]
    )


def _most_named(graph: KnowledgeGraph, most: int = 20) -> str:
    named = Counter(id for node in graph.articles for id in node.mentions)
    labels = {e.id: e for e in graph.entities}
    ranked = sorted(((count, id) for id, count in named.items() if id in labels), key=lambda pair: (-pair[0], pair[1]))[:most]
    return _table("Most named", ("entity", "class", "articles"), [(labels[id].label, labels[id].type, count) for count, id in ranked])


def _conformance(violations: Sequence[str] | None) -> str:
    if violations is None:
        return "## Conformance\n\nNot checked."
    return _listed("Conformance", violations, "The graph conforms to shapes.ttl.")


def _listed(title: str, lines: Sequence[str], nothing: str, most: int | None = _MOST_LISTED) -> str:
    if not lines:
        return f"## {title}\n\n{nothing}"
    shown = [f"- {_cell(line)}" for line in lines[:most]]
    if len(lines) > len(shown):
        shown.append(f"- … and {len(lines) - len(shown)} more")
    return "\n".join([f"## {title} ({len(lines)})", "", *shown])


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(_cell(str(value)) for value in row) + " |" for row in rows]
    if not lines:
        return f"## {title}\n\nNone."
    return "\n".join([f"## {title}", "", "| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *lines])


def _cell(text: str) -> str:
    """Text that Markdown shows as it is, in one line."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(text.split()))
