"""The page in a real browser with the network off: what it shows, what a search and a click lead to, and that no text becomes code."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.records import Article, ArticleNode, Entity, KnowledgeGraph, Span, Statement
from kg.viewer import render
from tests.e2e.browser import opened
from tests.graph.sample import sample

HOSTILE = [
    "</script><script>window.pwned=1</script>",
    "<img src=x onerror=\"window.pwned=1\">",
    "<!--<script>window.pwned=1//",
    "javascript:window.pwned=1",
    "\u202egnp.exe \u2028 \u2029 \x07",
    "%%DATA%% ${window.pwned=1} {{7*7}}",
]  # fmt: skip


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(render(sample(), "A sample"), "utf-8")
    return path


def test_it_shows_every_node_and_line_and_asks_for_nothing(page_file: Path) -> None:
    graph = sample()
    edges = {(s.subject, s.predicate, s.object) for s in graph.statements if s.predicate != "participant"}
    with opened(page_file) as seen:
        assert seen.page.evaluate("corekg.network.body.data.nodes.length") == len(graph.entities)
        assert seen.page.evaluate("corekg.network.body.data.edges.length") == len(edges)
        assert seen.page.evaluate("Object.keys(corekg.data.claims).length") == len(graph.statements)
        assert seen.page.title() == "A sample"
        assert seen.requests == [page_file.as_uri()]
        assert seen.complaints == []


def test_a_search_leads_to_the_quotes(page_file: Path) -> None:
    with opened(page_file) as seen:
        seen.page.fill("#search", "ann bell")
        seen.page.keyboard.press("Enter")
        quote = seen.page.locator("#card mark").first
        quote.wait_for()
        assert quote.inner_text() == next(s.quote for s in sample().statements if s.id == "claim/005")
        assert seen.page.locator("#card h2").inner_text() == "Ann Bell"


def test_a_search_finds_words_of_a_quote(page_file: Path) -> None:
    with opened(page_file) as seen:
        seen.page.fill("#search", "on 3 may 2021")
        seen.page.locator("#hits button").first.click()
        seen.page.locator("#card [data-claim='claim/001'] mark").wait_for()
        assert "5,000,000" in seen.page.locator("#card").inner_text()


def test_a_click_on_a_node_shows_its_card(page_file: Path) -> None:
    with opened(page_file) as seen:
        box = seen.page.locator("#graph").bounding_box()
        assert box is not None
        where = seen.page.evaluate("corekg.network.canvasToDOM(corekg.network.getPosition('company/acme'))")
        seen.page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])
        seen.page.locator("#card h2", has_text="Acme").wait_for()
        assert seen.page.evaluate("decodeURIComponent(location.hash)") == "#company/acme"


def test_a_filter_hides_and_shows(page_file: Path) -> None:
    with opened(page_file) as seen:
        count = "corekg.network.body.data.nodes.length"
        before = seen.page.evaluate(count)
        seen.page.uncheck("[data-filter='class:Person']")
        assert seen.page.evaluate(count) == before - 1
        seen.page.check("[data-filter='class:Person']")
        assert seen.page.evaluate(count) == before


def test_a_link_with_a_fragment_opens_there(page_file: Path) -> None:
    with opened(page_file, "#company%2Fbolt") as seen:
        assert seen.page.locator("#card h2").inner_text() == "Bolt Ltd"


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_s_text_stays_text(text: str, tmp_path: Path) -> None:
    body = f"Acme made {text} today."
    article = Article(source="a.txt", text=body, title=text, publisher=text, url="javascript:window.pwned=1")
    claim = Statement(
        id="claim/1", subject="company/acme", predicate="makes", object="product/x", status="fact", article="a.txt", span=Span(start=0, end=len(body)), quote=body,
        speaker_text=text, role=text, confidence=0.5, engine="test", rule=text,
    )  # fmt: skip
    entities = (Entity(id="company/acme", type="Company", label=f"Acme {text}", aliases=(text,)), Entity(id="product/x", type="Product", label=text))
    graph = KnowledgeGraph(entities=entities, statements=(claim,), articles=(ArticleNode(id="article/a", article=article),))
    path = tmp_path / "hostile.html"
    path.write_text(render(graph, text), "utf-8")
    with opened(path, "#product%2Fx") as seen:
        assert seen.page.locator("#card mark").first.text_content() == body
        assert seen.page.evaluate("window.pwned") is None
        assert seen.complaints == []
        assert seen.requests[1:] == []
