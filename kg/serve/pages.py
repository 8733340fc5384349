"""The pages that are made here: where one asks, what is known of a node, what went wrong. Each comes with a policy that lets it do no more."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from kg.graph.query import named_queries, query_text
from kg.ids import prefixes
from kg.ontology import ontology
from kg.serve.build import Build

_CLAIMS = ("subject", "object")  # by these a claim leads to what it is about


def query_page(build: Build, triples: int) -> tuple[str, str]:
    """The page to ask on, and its Content-Security-Policy."""
    style, script = _text("frame.css") + _text("query.css"), _text("query.js")
    queries = [{"name": name, "about": about, "text": query_text(named=name)} for name, about in named_queries().items()]
    data = {"queries": queries, "prefixes": prefixes(), "base": build.base}
    page = _filled(
        _text("query.html"),
        STYLE=style,
        SCRIPT=script,
        TITLE=escape(build.path.stem),
        COUNT=f"{triples:,}".replace(",", " "),
        DIGEST=build.digest,
        # "<" never stands in the data, so nothing in it can end the element it lies in.
        DATA=json.dumps(data, ensure_ascii=False).replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"),
    )
    return page, _policy(style, script)


def node_page(node: Mapping[str, Any], build: Build) -> tuple[str, str]:
    """What is known of a node (as `kg.serve.node.about` tells it), and the page's Content-Security-Policy: it has no script at all."""
    style = _text("frame.css") + _text("node.css")
    name = node["label"] or _short(node["iri"], build.base)
    rows = "".join(f"<tr><th scope=row>{_link(p, '', build.base)}<td>{_told(v, build.base)}" for p, v in node["out"])
    into = [(value, p) for value, p in node["in"] if p.rpartition("#")[2] not in _CLAIMS]
    claims = [value for value, p in node["in"] if p.rpartition("#")[2] in _CLAIMS]
    told = "".join(f"<tr><td>{_told(v, build.base)}<th scope=row>{_link(p, '', build.base)}" for v, p in into)
    page = _filled(
        _text("node.html"),
        STYLE=style,
        NAME=escape(name),
        IRI=escape(node["iri"]),
        OUT=rows,
        IN=f"<section tabindex=0 aria-label='What leads here'><h2>What leads here</h2><table>{told}</table></section>" if told else "",
        CLAIMS=f"<section><h2>Claims about it</h2><ul>{''.join(f'<li>{_told(v, build.base)}' for v in claims)}</ul></section>" if claims else "",
        MORE="<p>More leads here than is listed; a query finds it all.</p>" if node["more"] else "",
        DIGEST=build.digest,
    )
    return page, _policy(style, None)


def fault_page(status: int, reason: str) -> tuple[str, str]:
    """What went wrong, for a reader, and the page's Content-Security-Policy."""
    style = _text("frame.css")
    return _filled(_text("fault.html"), STYLE=style, STATUS=str(status), REASON=escape(reason)), _policy(style, None)


def _value(value: Mapping[str, str], base: str) -> str:
    if value["kind"] == "iri":
        return _link(value["text"], value["label"], base) + _status(value.get("status", ""))
    return f"<span dir=auto>{escape(value['text'])}</span>"


def _told(value: Mapping[str, str], base: str) -> str:
    """A value; where it is a claim, with the relation that it states before its words."""
    relation = value.get("relation", "")
    return (_link(relation, _term(relation), base) + ": " if relation else "") + _value(value, base)


def _status(iri: str) -> str:
    return f" <span class=status>{escape(_term(iri))}</span>" if iri else ""


def _term(iri: str) -> str:
    """What a relation, role or status of the ontology is called, else the IRI without its namespace."""
    name = iri.removeprefix(ontology().namespace)
    spec = ontology().relations.get(name) or ontology().statuses.get(name) or ontology().roles.get(name)
    return spec.label if spec else name


def _link(iri: str, label: str, base: str) -> str:
    shown = f"<span dir=auto>{escape(label or _short(iri, base))}</span>"
    if iri.startswith(base):
        return f'<a href="{escape("/id/" + iri[len(base) :])}">{shown}</a>'
    if iri.startswith(ontology().namespace):
        return f'<a href="/ns#{escape(iri[len(ontology().namespace) :])}">{shown}</a>'
    if urlsplit(iri).scheme in ("http", "https"):
        return f'<a href="{escape(iri)}" rel="noreferrer noopener external">{shown}</a>'
    return shown


def _short(iri: str, base: str) -> str:
    if iri.startswith(base):
        return iri[len(base) :]
    return next((f"{name}:{iri[len(namespace) :]}" for name, namespace in prefixes().items() if iri.startswith(namespace)), iri)


def _filled(page: str, **parts: str) -> str:
    pieces = page.split("%%")
    return "".join(parts[piece] if i % 2 else piece for i, piece in enumerate(pieces))


def _policy(style: str, script: str | None) -> str:
    allowed = [f"style-src {_hash(style)}", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"]
    if script is not None:
        allowed += [f"script-src {_hash(script)}", "connect-src 'self'"]
    return "; ".join(["default-src 'none'", *allowed])


def _hash(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


@cache
def _text(name: str) -> str:
    return files("kg.serve").joinpath("page", name).read_text("utf-8")
