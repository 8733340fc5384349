"""What a written file says, in the words of the records: what every format is compared by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kg.edges import direct_edges
from kg.export.property_graph import LINKS, links_of
from kg.export.xml_text import legal
from kg.ontology import ontology
from kg.records import KnowledgeGraph

Edge = tuple[str, str, str]
"""Id of the start, name ("fined", "agent", "derivedFrom"), id of the end."""


@dataclass(frozen=True)
class Evidence:
    """Where a claim's quote stands in the text of its article (code points, half-open), and the quote."""

    start: int
    end: int
    quote: str


@dataclass
class Contents:
    """`nodes` are (id, class) with how often each stands there; `evidence` is by claim, `texts` by article."""

    nodes: Counter[tuple[str, str]] = field(default_factory=Counter)
    edges: Counter[Edge] = field(default_factory=Counter)
    evidence: dict[str, Evidence] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def add(self, other: Contents) -> None:
        """Take in what another file of the same format says."""
        self.nodes.update(other.nodes)
        self.edges.update(other.edges)
        self.evidence |= other.evidence
        self.texts |= other.texts

    def counts(self) -> dict[str, Any]:
        """{"nodes": {class: n}, "edges": {name: n}, "events": n, "claims": n, "articles": n}, sorted; without what is not there at all."""
        classes: Counter[str] = Counter()
        names: Counter[str] = Counter()
        for (_, class_), count in self.nodes.items():
            classes[class_] += count
        for (_, name, _), count in self.edges.items():
            names[name] += count
        events = sum(classes[event] for event in ontology().events) + classes["Event"]
        counted: dict[str, Any] = {"nodes": dict(sorted(classes.items())), "edges": dict(sorted(names.items()))}
        counted |= {"events": events, "claims": classes["Claim"], "articles": classes["Article"]}
        return {name: value for name, value in counted.items() if value}


def link_name(type_: str) -> str:
    """The type of a link as it is named among the edges: "DERIVED_FROM" gives "derivedFrom"."""
    first, *rest = type_.lower().split("_")
    return first + "".join(word.title() for word in rest)


LINK_NAMES = {link_name(type_): type_ for type_ in LINKS}


def contents_of(graph: KnowledgeGraph) -> Contents:
    """What a file that leaves nothing out says."""
    made = Contents()
    ids = {a.article.source: a.id for a in graph.articles}
    made.nodes.update((e.id, e.type) for e in graph.entities)
    made.nodes.update((v.id, v.type) for v in graph.events)
    made.nodes.update((s.id, "Claim") for s in graph.statements)
    made.nodes.update((a.id, "Article") for a in graph.articles)
    made.nodes.update((c.id, "Case") for c in graph.cases)
    made.edges.update(direct_edges(graph))
    made.edges.update((start, link_name(type_), end) for start, type_, end in dict.fromkeys(links_of(graph)))
    made.evidence = {s.id: Evidence(s.span.start, s.span.end, s.quote) for s in graph.statements if s.article in ids}
    made.texts = {a.id: a.article.text for a in graph.articles}
    return made


@dataclass(frozen=True)
class Holds:
    """What of a graph a format holds: nodes of these groups, edges of these names (None: all); whether quotes and texts.

    `spelled` gives a text as the format keeps it.
    """

    groups: tuple[str, ...] = ("Entity", "Event", "Claim", "Article", "Case")
    edges: frozenset[str] | None = None
    evidence: bool = True
    texts: bool = True
    spelled: Callable[[str], str] = str

    def part(self, whole: Contents) -> Contents:
        """What a file of the format says of the whole."""
        kept = {key: n for key, n in whole.nodes.items() if group_of(key[1]) in self.groups}
        edges = {edge: n for edge, n in whole.edges.items() if self.edges is None or edge[1] in self.edges}
        evidence = {id: Evidence(e.start, e.end, self.spelled(e.quote)) for id, e in whole.evidence.items()} if self.evidence else {}
        texts = {id: self.spelled(text) for id, text in whole.texts.items()} if self.texts else {}
        return Contents(Counter(kept), Counter(edges), evidence, texts)


def group_of(class_: str) -> str:
    """The group of nodes that a class belongs to."""
    o = ontology()
    return "Event" if class_ in o.events else "Entity" if class_ in o.classes else class_


def differences(found: Contents, wanted: Contents) -> list[str]:
    """A line for each thing in which `found` is not `wanted`."""
    lines = [*_uneven(found.nodes, wanted.nodes, lambda n: f"{n[1]} {n[0]}"), *_uneven(found.edges, wanted.edges, " ".join)]
    for what, ours, theirs in (("quote", found.evidence, wanted.evidence), ("text", found.texts, wanted.texts)):
        for id in sorted({*ours, *theirs}):
            if ours.get(id) != theirs.get(id):
                lines.append(
                    f"{id}: no {what}" if id not in ours else f"{id}: a {what} that it does not have" if id not in theirs else f"{id}: another {what}"
                )
    return lines


def _uneven(found: Counter[Any], wanted: Counter[Any], named: Callable[[Any], str]) -> list[str]:
    return [*(f"{named(key)} is missing" for key in sorted(wanted - found)), *(f"{named(key)} is too many" for key in sorted(found - wanted))]


def cut_faults(contents: Contents, hashes: dict[str, str], hash_of: Callable[[str], str], others: dict[str, str]) -> Iterable[str]:
    """A line for each text that is not the one hashed, and each quote that is not cut from its article's text by its offsets.

    `others` are texts of articles, known good, for a file that has quotes but no texts; where nobody has the text, nothing can be cut.
    """
    for id, text in sorted(contents.texts.items()):
        if hash_of(text) != hashes.get(id):
            yield f"{id}: the text is not the one that was read" if id in hashes else f"{id}: an article that was not read"
    article_of = {start: end for start, name, end in sorted(contents.edges) if name == "derivedFrom"}
    for id, evidence in sorted(contents.evidence.items()):
        article = article_of.get(id)
        known = contents.texts.get(article or "", others.get(article or ""))
        if article is None:
            yield f"{id}: is taken from no article"
        elif known is None:
            if contents.texts:
                yield f"{id}: there is no text of {article} to check it by"
        elif legal(known)[evidence.start : evidence.end] != legal(evidence.quote) or evidence.start >= evidence.end:
            yield f"{id}: the quote is not what stands at {evidence.start} to {evidence.end} of {article}"
