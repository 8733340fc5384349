"""What the page shows, as plain JSON: the drawing as pyvis hands it to vis-network, and the records behind it. What is empty is left out."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from pyvis.node import Node  # type: ignore[import-untyped]

from kg.ontology import Ontology
from kg.records import ArticleNode, Case, Entity, Event, KnowledgeGraph, Money, Statement
from kg.viewer.layout import layout

DRAWN_AT_ONCE = 10_000  # names; a larger graph opens on its most connected part
_AROUND = 240  # code points kept on each side of a quote where the articles' texts are left out
_LINE = 20  # characters in a line of a node's label
_LINES = 3


def page_data(graph: KnowledgeGraph, words: Ontology, title: str, texts: bool = True) -> dict[str, Any]:
    """The page's data. Without `texts`, each claim carries the words around its quote instead of the articles their whole texts."""
    articles = {a.article.source: a for a in graph.articles}
    return {
        "title": title,
        "texts": texts,
        "most": DRAWN_AT_ONCE,
        "network": {"nodes": _nodes(graph, words)},
        "entities": {e.id: _entity(e) for e in graph.entities},
        "events": {e.id: _event(e) for e in graph.events},
        "cases": {c.id: _case(c) for c in graph.cases},
        "claims": {s.id: _claim(s, articles[s.article], texts) for s in graph.statements},
        "articles": _articles(graph, texts),
        **_words(words),
    }


def _words(words: Ontology) -> dict[str, Any]:
    family = {event: relation.family for relation in words.relations.values() for event in relation.event}
    return {
        "classes": {
            n: {"label": c.label, "color": c.color, "shape": c.shape, "definition": c.definition} for n, c in words.classes.items() if not c.abstract
        },
        "relations": {
            n: {"label": r.label, "inverse": r.inverse_label, "family": r.family, "symmetric": r.symmetric, "definition": r.definition}
            for n, r in words.relations.items()
        },
        "families": {n: {"label": f.label, "color": f.color} for n, f in words.families.items()},
        "statuses": {n: {"label": s.label, "definition": s.definition} for n, s in words.statuses.items()},
        # An event of one party belongs to no relation; all of them are steps of a proceeding.
        "eventTypes": {n: {"label": e.label, "family": family.get(n, "litigation"), "alone": e.one_party} for n, e in words.events.items()},
    }


def _nodes(graph: KnowledgeGraph, words: Ontology) -> list[dict[str, Any]]:
    lines = sorted({(s.subject, s.predicate, s.object) for s in graph.statements if s.predicate != "participant"})
    degree: dict[str, int] = defaultdict(int)
    told = {s.subject for s in graph.statements}
    for subject, _, object_ in lines:
        degree[subject] += 1
        degree[object_] += 1
        told.add(object_)
    nodes, boxes = [], {}
    for entity in graph.entities:
        look = words.classes[entity.type]
        label = wrapped(entity.label)
        size = round(min(9 + 3.6 * math.sqrt(degree[entity.id]), 40), 1)
        rows = label.split("\n")
        boxes[entity.id] = (max(2 * size, max(map(len, rows)) * 5.6) + 8, 2 * size + 14 * len(rows) + 6)
        nodes.append(Node(entity.id, look.shape, label, size=size).options)
    places = layout(boxes, ((s, o) for s, _, o in lines), (e.id for e in graph.entities if e.id not in told))
    for node_options in nodes:
        node_options["x"], node_options["y"] = places[node_options["id"]]
    return nodes


def wrapped(label: str) -> str:
    """The label in at most three lines; where it is longer, its end is cut off."""
    lines: list[str] = []
    rest = label.split()
    while rest:
        line = rest.pop(0)
        while rest and len(line) + 1 + len(rest[0]) <= _LINE:
            line += " " + rest.pop(0)
        cut = len(line) > _LINE + 6 or (len(lines) == _LINES - 1 and bool(rest))
        lines.append(line[: _LINE + 5].rstrip() + "…" if cut else line)
        if len(lines) == _LINES:
            break
    return "\n".join(lines) or label


def _kept(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def _money(money: Money | None) -> dict[str, str | None]:
    return {"amount": f"{money.amount:f}" if money else None, "currency": money.currency if money else None}


def _entity(e: Entity) -> dict[str, Any]:
    return _kept(type=e.type, label=e.label, aliases=list(e.aliases), country=e.country, identifiers=[list(i) for i in e.identifiers],
                 maybe=list(e.possibly_same), case=e.case)  # fmt: skip


def _event(e: Event) -> dict[str, Any]:
    return _kept(
        type=e.type, label=e.label, status=e.status, date=e.date, **_money(e.money), lawsuit=e.lawsuit,
        agents=list(e.agents), targets=list(e.targets), participants=list(e.participants), case=e.case,
        choices=list(e.choices),
    )  # fmt: skip


def _case(c: Case) -> dict[str, Any]:
    return _kept(label=c.label, parties=list(c.parties), state=c.state, since=c.since)


def _claim(s: Statement, node: ArticleNode, texts: bool) -> dict[str, Any]:
    text = node.article.text
    start, end = s.span.start, s.span.end
    around = {} if texts else {"before": text[max(0, start - _AROUND) : start].split("\n")[-1], "after": text[end : end + _AROUND].split("\n")[0]}
    return _kept(
        subject=s.subject, predicate=s.predicate, object=s.object, status=s.status, article=node.id, event=s.event, date=s.date, **_money(s.money),
        start=start, end=end, quote=s.quote, trigger=[s.trigger.start - start, s.trigger.end - start] if s.trigger else None,
        confidence=round(s.confidence, 2), role=s.role, engine=s.engine, rule=s.rule, speaker=s.speaker, attribution=s.speaker_text,
        retracted=s.retracted_by, denies=list(s.denies), **around,
    )  # fmt: skip


def _articles(graph: KnowledgeGraph, texts: bool) -> dict[str, Any]:
    entities = {e.id: e for e in graph.entities}
    return {
        a.id: _kept(
            source=a.article.source, title=a.article.title, date=a.article.date, publisher=a.article.publisher, url=a.article.url,
            language=a.article.language, mentions=list(a.mentions), reprint=a.reprint_of, corrects=list(a.corrects),
            text=a.article.text if texts else None,
            places=_places(a, entities) if texts else None,
        )
        for a in graph.articles
    }  # fmt: skip


def _places(node: ArticleNode, entities: Mapping[str, Entity]) -> list[list[Any]]:
    """[entity, start, end] for every name in the text; where the graph (one read back from a file) does not hold them, the names are looked for."""
    if node.places or not node.mentions:
        return [[id, span.start, span.end] for id, span in node.places]
    named = {name: id for id in reversed(node.mentions) if id in entities for name in (entities[id].label, *entities[id].aliases)}
    text = node.article.text
    found: list[tuple[int, int, str]] = []
    taken = bytearray(len(text))
    for name in sorted(named, key=lambda name: (-len(name), name)):
        end = 0
        while name and (start := text.find(name, end)) >= 0:
            end = start + len(name)
            alone = not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum()
            if alone and not any(taken[start:end]):
                taken[start:end] = b"\1" * len(name)
                found.append((start, end, named[name]))
    return [[id, start, end] for start, end, id in sorted(found)]
