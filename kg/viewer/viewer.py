"""One HTML page from a graph: the drawing by pyvis and its vis-network, the words behind every line beside it.

Nothing is fetched: script, style and data stand in the page. The data is JSON in a script element that is not executable, and the page's
Content-Security-Policy admits its own two scripts by hash and nothing else, so that no article's text can become code.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files

from kg.ontology import ontology
from kg.records import KnowledgeGraph
from kg.viewer.data import page_data
from kg.viewer.part import neighbourhood

_VIS = ("templates", "lib", "vis-9.1.2", "vis-network.min.js")
_STYLES = ("frame", "panels", "views", "narrow", "print")
# Put one after another in this order: each uses what stands before it.
_SCRIPTS = (
    "dom", "data", "state", "visible", "paths", "lines", "drawing", "names", "evidence", "article", "card", "hover", "filters", "search", "rows",
    "table", "timeline", "start",
)  # fmt: skip


def render(graph: KnowledgeGraph, title: str = "Knowledge graph", *, only: str | None = None, depth: int = 1, texts: bool = True) -> str:
    """The page. Deterministic: equal graphs give equal bytes.

    `only` is the id of an entity: the page then shows what lies within `depth` steps of it (UsageError where there is none).
    Without `texts` the page is smaller: the articles' texts are left out, but for the words around each quote.
    """
    if only is not None:
        graph = neighbourhood(graph, only, depth)
    page = _text("page.html")
    style = "".join(_text("style", f"{name}.css") for name in _STYLES)
    # One function around all, so that nothing of it can be reached, or replaced, by a name.
    script = '"use strict";\n(() => {\n' + "".join(_text("script", f"{name}.js") for name in _SCRIPTS) + "})();\n"
    library = files("pyvis").joinpath(*_VIS).read_text("utf-8")
    data = json.dumps(page_data(graph, ontology(), title, texts), ensure_ascii=False, separators=(",", ":"))
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


def notebook_html(graph: KnowledgeGraph, title: str = "Knowledge graph", height: int = 640) -> str:
    """The page in a frame, for a notebook's `_repr_html_`. `height` is in CSS pixels."""
    frame = 'style="width:100%;border:1px solid #8884;border-radius:6px" sandbox="allow-scripts allow-downloads allow-popups"'
    return f'<iframe title="{_escaped(title)}" height="{height}" {frame} srcdoc="{_escaped(render(graph, title))}"></iframe>'


def _text(*path: str) -> str:
    return files("kg.viewer").joinpath("page", *path).read_text("utf-8")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _csp_hash(script: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() + "'"
