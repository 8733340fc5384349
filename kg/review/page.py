"""review.html: one file that shows each drawn claim in its article, takes verdicts by key, and gives them back as review.csv.

Nothing is fetched, and no article's text can become code: the data is JSON in an element that is not executable, and the page's
Content-Security-Policy admits its one script and its one style by hash. It looks as the viewer's page does, whose style it begins with.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from html import escape
from importlib.resources import files
from typing import Any

from kg.ontology import ontology
from kg.records import Entity
from kg.review.passage import End, places
from kg.review.sample import Drawn, Sample
from kg.review.sheet import CSV, HEAD, SEPARATOR, VERDICTS, WHATS, What, sheet_text

MEANINGS: dict[What, str] = {
    "relation": "Something else is said of the two, or nothing.",
    "status": "It is not a fact but alleged, planned, over or denied; or the other way round.",
    "parties": "The wrong ones, or the wrong way round.",
    "date": "Another day than the words give.",
    "amount": "Another sum than the words give.",
    "entity": "The right name, taken for somebody else's, or for another kind of thing.",
}


def review_page(sample: Sample, rows: Sequence[Mapping[str, str]], title: str) -> str:
    """The page for a sample and its rows of the sheet (see `sheet.cells`). Equal samples give equal bytes."""
    look = files("kg.viewer").joinpath("page")
    style = "".join(look.joinpath("style", f"{name}.css").read_text("utf-8") for name in ("frame", "panels")) + _text("review.css")
    parts = [look.joinpath("script", "dom.js").read_text("utf-8"), *map(_text, ("sheet.js", "claim.js", "start.js"))]
    script = '"use strict";\n(() => {\n' + "".join(parts) + "})();\n"
    # "<" never stands in the data, so nothing in it can end or hide the element that it lies in.
    data = json.dumps(_data(sample, rows), ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    filled = {
        **{"TITLE": escape(title), "STYLE": style, "STYLE_HASH": _hash(style), "SCRIPT": script, "SCRIPT_HASH": _hash(script)},
        "DATA": data.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
    }
    pieces = _text("page.html").split("%%")
    return "".join(filled[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def _data(sample: Sample, rows: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    population = sample.population
    used = sorted({population.articles[row.claim.article].id for row in sample.rows})
    articles = {node.id: node.article for node in population.graph.articles}
    return {
        "file": CSV,
        # What was judged is kept by the browser under this name: another sample has another.
        "key": sha256(sheet_text(rows).encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "head": list(HEAD),
        "rows": [[row[column] for column in HEAD] for row in rows],
        "verdicts": list(VERDICTS),
        "whats": list(WHATS),
        "meanings": MEANINGS,
        "separator": SEPARATOR,
        "statuses": {name: {"label": s.label, "definition": s.definition} for name, s in ontology().statuses.items()},
        "claims": [_claim(sample, row) for row in sample.rows],
        "articles": {
            id: {
                "title": a.title, "publisher": a.publisher, "date": a.date, "source": a.source, "language": a.language, "text": a.text,
            }
            for id in used
            for a in (articles[id],)
        },
    }  # fmt: skip


def _claim(sample: Sample, row: Drawn) -> dict[str, Any]:
    claim, population = row.claim, sample.population
    node = population.articles[claim.article]
    ends: dict[End, Entity] = {"subject": population.entities[claim.subject]}
    if claim.predicate != "participant":
        ends["object"] = population.entities[claim.object]
    return {
        **{end: _end(entity) for end, entity in ends.items()},
        "says": _says(population.relation(claim)),
        "article": node.id,
        "start": claim.span.start,
        "end": claim.span.end,
        "trigger": [claim.trigger.start, claim.trigger.end] if claim.trigger else None,
        "marks": [list(place) for place in places(node.article.text, ends)],
    }


def _end(entity: Entity) -> dict[str, Any]:
    return {"label": entity.label, "type": ontology().classes[entity.type].label, "aliases": list(entity.aliases)}


def _says(relation: str) -> str:
    o = ontology()
    return o.relations[relation].label if relation in o.relations else o.events[relation].verb


def _text(name: str) -> str:
    return files("kg.review").joinpath("page", name).read_text("utf-8")


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(sha256(text.encode("utf-8")).digest()).decode() + "'"
