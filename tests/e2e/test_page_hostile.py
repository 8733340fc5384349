"""What an article may try, in a real browser: no text of it becomes code, markup, a link or a request."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.records import Article, ArticleNode, Entity, Event, KnowledgeGraph, Span, Statement
from kg.viewer import render
from tests.e2e.browser import chromium, opened

HOSTILE = [
    "</script><script>window.pwned=1</script>",
    '<img src=x onerror="window.pwned=1">',
    "<!--<script>window.pwned=1//",
    "javascript:window.pwned=1",
    "\u202egnp.exe \u2066x\u2028 \u2029 \u200f\x07",
    "%%DATA%% ${window.pwned=1} {{7*7}}",
    "<svg/onload=window.pwned=1><math><mi//xlink:href='data:x,<script>window.pwned=1</script>'>",
    "__proto__ constructor toString hasOwnProperty",
    "\"><iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<style>@import url(https://evil.example/x.css);*{display:none}</style><base href=https://evil.example/>",
    "=HYPERLINK(\"https://evil.example\",\"x\") \U0001f468\u200d\U0001f469\u200d\U0001f467 e\u0301\u0323\u0323\u0323\u0323",
    "<a href='https://evil.example' onmouseover=window.pwned=1 autofocus onfocus=window.pwned=1 tabindex=0>x</a>",
]  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def hostile_graph(text: str) -> KnowledgeGraph:
    """The text in every field that takes one."""
    body = f"Acme made {text} today."
    article = Article(source=f"{text}.txt", text=f"{text}\n\n{body}", title=text, publisher=text, url="javascript:window.pwned=1", language="en")
    start = len(text) + 2
    span = Span(start=start, end=start + len(body))
    common = {"status": "fact", "article": article.source, "span": span, "quote": body, "confidence": 0.5, "engine": text, "rule": text}
    claim = Statement(
        id="claim/1",
        subject="company/acme",
        predicate="makes",
        object="product/x",
        speaker_text=text,
        role=text,
        trigger=Span(start=start + 5, end=start + 9),
        **common,
    )
    plea = Statement(id="claim/2", subject="company/acme", predicate="participant", object="event/x", event="event/x", **common)
    entities = (
        Entity(id="company/acme", type="Company", label=f"Acme {text}", aliases=(text,), country=text, identifiers=((text, text), ("lei", text))),
        Entity(id="product/x", type="Product", label=text),
    )
    event = Event(id="event/x", type="GuiltyPlea", label=text, participants=("company/acme",), status="fact")
    node = ArticleNode(id="article/a", article=article, mentions=("company/acme",), places=(("company/acme", Span(start=start, end=start + 4)),))
    return KnowledgeGraph(entities=entities, events=(event,), statements=(claim, plea), articles=(node,))


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_s_text_stays_text(browser: Browser, text: str, tmp_path: Path) -> None:
    graph = hostile_graph(text)
    path = tmp_path / "hostile.html"
    path.write_text(render(graph, text), "utf-8", newline="")
    with opened(browser, path, "#product/x") as seen:
        assert seen.page.locator("#card mark").first.text_content() == graph.statements[0].quote
        assert seen.page.locator("#title").text_content() == text
        seen.page.fill("#search", text[:12])
        for fragment in (
            "#company/acme",
            "#event/x",
            "#article/a?view=articles&claim=claim%2F1",
            "#?view=table",
            "#?view=table&table=names",
            "#?view=timeline",
        ):
            seen.page.evaluate("(to) => new Promise((done) => { location.hash = to; setTimeout(done, 30); })", fragment)
        seen.page.evaluate("location.hash = '#article/a?view=articles'")
        assert seen.page.locator("#view-articles .text p").first.text_content() == text
        assert seen.page.locator("a[href^='javascript' i], iframe, img, base, object, embed, link").count() == 0
        assert seen.page.locator("script").count() == 3
        assert seen.page.evaluate("window.pwned") is None
        assert seen.complaints == []
        assert seen.requests == [path.as_uri()]
