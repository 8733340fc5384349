"""One entity's neighbourhood as a graph of its own."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches

from kg.errors import UsageError
from kg.records import KnowledgeGraph


def neighbourhood(graph: KnowledgeGraph, only: str, depth: int = 1) -> KnowledgeGraph:
    """What lies within `depth` steps of the entity `only`: the entities, what is said between them, its events, and the articles that say it.

    A step leads along a claim or from one party of an event to another. Raises UsageError where the graph has no such entity.
    """
    ids = {e.id for e in graph.entities}
    if only not in ids:
        raise UsageError(f"no entity {only!r} in the graph")
    beside: dict[str, set[str]] = defaultdict(set)
    for s in graph.statements:
        if s.object in ids:
            beside[s.subject].add(s.object)
            beside[s.object].add(s.subject)
    parties = {e.id: {*e.agents, *e.targets, *e.participants, *([e.lawsuit] if e.lawsuit else [])} for e in graph.events}
    for members in parties.values():
        for member in members:
            beside[member] |= members
    kept = reached = {only}
    for _ in range(depth):
        reached = {other for id in reached for other in beside[id]} - kept
        kept = kept | reached
    statements = [s for s in graph.statements if s.subject in kept and (s.object in kept or s.object in parties)]
    told = {s.event for s in statements} | {s.object for s in statements}
    events = [e for e in graph.events if e.id in told]
    kept = kept | {member for e in events for member in parties[e.id]} | {s.speaker for s in statements if s.speaker}
    sources = {s.article for s in statements}
    # A reprint needs its original beside it, and a claim that was taken back the article that says so.
    cited = {s.retracted_by for s in statements} | {a.reprint_of for a in graph.articles if a.article.source in sources}
    articles = [a for a in graph.articles if a.article.source in sources or only in a.mentions or a.id in cited]
    entities = [e for e in graph.entities if e.id in kept]
    cases = {e.case for e in events} | {e.case for e in entities}
    there, said = {a.id for a in articles}, {s.id for s in statements}
    return KnowledgeGraph(
        entities=tuple(e.model_copy(update={"possibly_same": _of(e.possibly_same, kept)}) for e in entities),
        events=tuple(events),
        statements=tuple(s.model_copy(update={"denies": _of(s.denies, said)}) for s in statements),
        articles=tuple(
            a.model_copy(
                update={
                    "mentions": _of(a.mentions, kept),
                    "places": tuple(p for p in a.places if p[0] in kept),
                    "reprint_of": a.reprint_of if a.reprint_of in there else None,
                    "corrects": _of(a.corrects, there),
                }
            )
            for a in articles
        ),
        cases=tuple(c.model_copy(update={"parties": _of(c.parties, kept)}) for c in graph.cases if c.id in cases),
    )


def _of(ids: tuple[str, ...], kept: set[str]) -> tuple[str, ...]:
    return tuple(id for id in ids if id in kept)


def named(graph: KnowledgeGraph, name: str) -> str:
    """The id of the entity that `name` means: its id, its label or one of its aliases, whatever the case.

    Raises UsageError where none is called that, or several are; it names the nearest.
    """
    if any(e.id == name for e in graph.entities):
        return name
    wanted = name.casefold()
    for names_of in (lambda e: (e.label,), lambda e: e.aliases):
        found = [e.id for e in graph.entities if wanted in (n.casefold() for n in names_of(e))]
        if len(found) == 1:
            return found[0]
        if found:
            raise UsageError(f"{name!r} may be {', '.join(found)}: give the id")
    near = get_close_matches(name, [e.label for e in graph.entities], 3)
    raise UsageError(f"no entity is called {name!r}" + (f"; near it: {', '.join(near)}" if near else ""))
