"""One HTML page from a graph: the drawing by pyvis and its vis-network, the words behind every line beside it.

Nothing is fetched: script, style and data stand in the page. The data is JSON in a script element that is not executable, and the page's
Content-Security-Policy admits its own two scripts by hash and nothing else, so that no article's text can become code.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import defaultdict
from importlib.resources import files
from typing import Any

from pyvis.network import Network

from kg.ontology import Ontology, ontology
from kg.records import STATUSES, Entity, KnowledgeGraph, Statement
from kg.viewer.layout import layout

_VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
_CONTEXT = 240  # code points kept on each side of a quote


def render(graph: KnowledgeGraph, title: str = "Knowledge graph") -> str:
    """The page. Deterministic: equal graphs give equal bytes."""
    words = ontology()
    page, style, script = (files("kg.viewer").joinpath(name).read_text("utf-8") for name in ("page.html", "page.css", "page.js"))
    library = files("pyvis").joinpath(*_VIS).read_text("utf-8")
    data = json.dumps(page_data(graph, words, title), ensure_ascii=False, separators=(",", ":"))
    parts = {
        "TITLE": _escaped(title),
        "STYLE": style,
        "LIBRARY": library,
        "SCRIPT": script,
        "HASHES": " ".join(_csp_hash(s) for s in (library, script)),
        # "<" never stands in the data, so neither "</script>" nor "<!--" can end or hide the element it lies in.
        "DATA": data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
    }
    pieces = page.split("%%")
    return "".join(parts[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def page_data(graph: KnowledgeGraph, words: Ontology, title: str) -> dict[str, Any]:
    """What the page shows, as plain JSON: nodes and edges as pyvis gives them to vis-network, and the claims behind them."""
    drawn = _drawing(graph, words)
    return {
        "title": title,
        "network": drawn,
        "entities": {e.id: _entity(e) for e in graph.entities},
        "events": {
            e.id: {
                "type": e.type, "label": e.label, "status": e.status, "date": e.date,
                "amount": str(e.money.amount) if e.money else None, "currency": e.money.currency if e.money else None,
                "parties": sorted({*e.agents, *e.targets, *e.participants}),
            }
            for e in graph.events
        },  # fmt: skip
        "claims": _claims(graph),
        "articles": {
            a.article.source: {"title": a.article.title, "date": a.article.date, "publisher": a.article.publisher, "url": a.article.url, "language": a.article.language}
            for a in graph.articles
        },
        "classes": {n: {"label": c.label, "color": c.color, "shape": c.shape} for n, c in words.classes.items() if not c.abstract},
        "relations": {n: {"label": r.label, "inverse": r.inverse_label, "family": r.family} for n, r in words.relations.items()},
        "families": {n: {"label": f.label, "color": f.color} for n, f in words.families.items()},
        "statuses": {n: s.label for n, s in words.statuses.items()},
        "eventTypes": {n: e.label for n, e in words.events.items()},
    }


def _drawing(graph: KnowledgeGraph, words: Ontology) -> dict[str, Any]:
    by_edge: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for statement in graph.statements:
        if statement.predicate != "participant":
            by_edge[statement.subject, statement.predicate, statement.object].append(statement)
    degree: dict[str, int] = defaultdict(int)
    for subject, _, object_ in by_edge:
        degree[subject] += 1
        degree[object_] += 1
    places = layout((e.id for e in graph.entities), ((s, o) for s, _, o in by_edge))
    net = Network(directed=True, notebook=False)
    for entity in graph.entities:
        look = words.classes[entity.type]
        x, y = places[entity.id]
        net.add_node(
            entity.id, label=_shortened(entity.label), color=look.color, shape="dot" if look.shape == "box" else look.shape,
            x=x, y=y, size=round(10 + 5 * degree[entity.id] ** 0.5, 1), title=f"{entity.label} ({look.label})",
        )  # fmt: skip
    edges = []
    lanes: dict[frozenset[str], int] = defaultdict(int)
    for number, ((subject, predicate, object_), statements) in enumerate(sorted(by_edge.items())):
        relation = words.relations[predicate]
        status = min((s.status for s in statements), key=STATUSES.index)
        pair = frozenset((subject, object_))
        lane, lanes[pair] = lanes[pair], lanes[pair] + 1
        sources = len({s.article for s in statements})
        edges.append(
            {
                "id": f"e{number}", "from": subject, "to": object_, "relation": predicate, "status": status,
                "claims": sorted(s.id for s in statements), "arrows": "" if relation.symmetric else "to",
                "color": words.families[relation.family].color, "dashes": status in ("alleged", "planned"),
                "width": min(1 + sources, 6), "label": relation.label, "title": f"{relation.label}: {statements[0].quote}",
                "smooth": {"enabled": True, "type": "curvedCW" if lane % 2 else "curvedCCW", "roundness": round(0.12 * ((lane + 1) // 2), 2)},
            }
        )  # fmt: skip
    nodes, _, _, _, _, _ = net.get_network_data()
    return {"nodes": nodes, "edges": edges}


def _entity(entity: Entity) -> dict[str, Any]:
    return {"type": entity.type, "label": entity.label, "aliases": list(entity.aliases), "country": entity.country, "identifiers": [list(i) for i in entity.identifiers]}


def _claims(graph: KnowledgeGraph) -> dict[str, Any]:
    texts = {a.article.source: a.article.text for a in graph.articles}
    claims = {}
    for s in graph.statements:
        text = texts[s.article]
        claims[s.id] = {
            "subject": s.subject, "predicate": s.predicate, "object": s.object, "status": s.status, "article": s.article, "event": s.event,
            "start": s.span.start, "end": s.span.end, "quote": s.quote, "before": text[max(0, s.span.start - _CONTEXT) : s.span.start].split("\n\n")[-1],
            "after": text[s.span.end : s.span.end + _CONTEXT].split("\n\n")[0], "trigger": [s.trigger.start - s.span.start, s.trigger.end - s.span.start] if s.trigger else None,
            "confidence": round(s.confidence, 2), "date": s.date, "amount": str(s.money.amount) if s.money else None, "currency": s.money.currency if s.money else None,
            "role": s.role, "engine": s.engine, "rule": s.rule, "attribution": s.speaker_text,
        }  # fmt: skip
    return claims


def _shortened(label: str, most: int = 32) -> str:
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _csp_hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
