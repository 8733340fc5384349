"""The box beside the pointer, in a real browser: whose words it shows, how it cuts them, and that it stays in the window and is only text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from kg.records import Article, ArticleNode, Entity, KnowledgeGraph, Span, Statement
from kg.viewer import render
from tests.e2e.browser import Watched, chromium, opened
from tests.e2e.test_page_hostile import HOSTILE, hostile_graph
from tests.graph.sample import sample

FINE = "agency/federal-market-authority|fined|company/acme"
MADE = "company/acme|makes|product/x"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def written(graph: KnowledgeGraph, folder: Path) -> Path:
    path = folder / "graph.html"
    path.write_text(render(graph, "A sample"), "utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample(), tmp_path_factory.mktemp("page"))


def made(*claims: dict[str, Any], aliases: tuple[str, ...] = ()) -> KnowledgeGraph:
    """One line, said by so many articles: each claim's quote is its article's whole text."""
    statements, articles = [], []
    for number, claim in enumerate(claims):
        rest = {"status": "fact", "confidence": 0.5, "quote": "Acme makes X.", "date_told": "2020-01-02", "trigger": None, **claim}
        told, text = rest.pop("date_told"), rest["quote"]
        found = rest["trigger"] and Span(start=text.index(rest["trigger"]), end=text.index(rest["trigger"]) + len(rest["trigger"]))
        article = Article(source=f"{number}.txt", text=text, title=f"Article {number}", date=told)
        span = Span(start=0, end=len(text))
        common = {"subject": "company/acme", "predicate": "makes", "object": "product/x", "engine": "frames", "rule": "test"}
        statements.append(
            Statement.model_validate({**common, **rest, "id": f"claim/{number}", "article": article.source, "span": span, "trigger": found})
        )
        articles.append(ArticleNode(id=f"article/{number}", article=article, mentions=("company/acme", "product/x")))
    entities = (Entity(id="company/acme", type="Company", label="Acme", aliases=aliases), Entity(id="product/x", type="Product", label="X"))
    return KnowledgeGraph(entities=entities, statements=tuple(statements), articles=tuple(articles))


def box_over(seen: Watched, id: str) -> Locator:
    """The box once the pointer rests on this name or line."""
    place = f"(() => {{ const m = corekg.middleOf('{id}'); return {{x: m.mx, y: m.my}}; }})()" if "|" in id else f"corekg.network.getPosition('{id}')"
    at, box = seen.page.evaluate(f"corekg.network.canvasToDOM({place})"), seen.page.locator("#graph").bounding_box()
    assert box is not None
    seen.page.mouse.move(box["x"] + at["x"] + 3, box["y"] + at["y"] + 3)
    seen.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    tip = seen.page.locator("#tip")
    tip.wait_for()
    return tip


def quote_in(tip: Locator) -> str:
    return tip.locator("blockquote").text_content() or ""


def test_a_line_shows_the_words_and_where_they_stand(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        assert seen.page.evaluate("document.getElementById('tip').childNodes.length") == 0  # nothing is made ahead
        tip = box_over(seen, FINE)
        assert tip.locator("p").first.text_content() == "Federal Market Authority fined Acme: fact, 1 source"
        assert quote_in(tip) == "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."
        assert tip.locator("blockquote b").text_content() == "fined"
        article = sample().articles[0].article
        assert (tip.locator("p").last.text_content() or "").startswith(f"{article.title or article.source}, ")
        seen.page.mouse.move(2, 2)
        tip.wait_for(state="hidden")
        assert seen.complaints == []


def test_a_name_shows_what_it_is_and_how_much_is_said_of_it(browser: Browser, tmp_path: Path) -> None:
    graph = made({}, {"confidence": 0.9, "quote": "X is made by Acme."}, aliases=("Acme Corp.", "Acme Inc.", "Acme plc", "Acme AG", "ACM"))
    with opened(browser, written(graph, tmp_path)) as seen:
        tip = box_over(seen, "company/acme")
        assert tip.locator("p").all_text_contents() == [
            "Acme", "company · 2 claims", "Also Acme Corp.; Acme Inc.; Acme plc + 2 more", "Article 1, 2 January 2020"
        ]  # fmt: skip
        assert quote_in(tip) == "X is made by Acme."


def test_the_surest_claim_speaks(browser: Browser, tmp_path: Path) -> None:
    graph = made(
        {"status": "alleged", "confidence": 0.99, "quote": "Acme is said to make X."},
        {"confidence": 0.7, "quote": "Acme makes X, it is old news.", "date_told": "2019-01-02"},
        {"confidence": 0.7, "quote": "Acme makes X, it is new news.", "date_told": "2021-01-02"},
        {"confidence": 0.8, "quote": "Acme makes X, and it was taken back.", "retracted_by": "article/1"},
    )
    with opened(browser, written(graph, tmp_path)) as seen:
        tip = box_over(seen, MADE)
        assert quote_in(tip) == "Acme makes X, it is new news."
        assert tip.locator("p").last.text_content() == "Article 2, 2 January 2021 + 3 more"
        # Of what the filters leave.
        seen.page.evaluate("location.hash = '#?hide=status%3Afact'")
        seen.page.mouse.move(2, 2)
        tip.wait_for(state="hidden")
        tip = box_over(seen, MADE)
        assert quote_in(tip) == "Acme is said to make X."
        assert tip.locator("p").last.text_content() == "Article 0, 2 January 2020"
        tip = box_over(seen, "company/acme")
        seen.page.locator("#tip", has_text="1 of 4 claims").wait_for()
        assert tip.locator(".status").text_content() == "alleged"


LONG = "word " * 60


@pytest.mark.parametrize(
    ("quote", "trigger"),
    [
        (f"Acme makes X, {LONG}as it says.", "makes"),
        (f"As it says, {LONG}Acme makes X, {LONG}so it is.", "makes"),
        (f"As it says, {LONG}Acme makes X.", "makes"),
        ("Acme makes " + "\U0001f468\u200d\U0001f469" * 200 + " X.", "makes"),
        (f"Acme {LONG}X.", None),
        ("wort" * 80 + "e", None),
        (f"Acme {LONG.strip()} X.", LONG.strip()),
    ],
)
def test_a_long_quote_is_cut_between_words_around_its_trigger(browser: Browser, tmp_path: Path, quote: str, trigger: str | None) -> None:
    with opened(browser, written(made({"quote": quote, "trigger": trigger}), tmp_path)) as seen:
        words = quote_in(box_over(seen, MADE))
        kept = words.removeprefix("… ").removesuffix(" …")
        assert kept in quote
        assert 100 < len(kept) <= 160
        assert quote.startswith(kept) is not words.startswith("… ")
        assert quote.endswith(kept) is not words.endswith(" …")
        if trigger:
            assert (seen.page.locator("#tip b").text_content() or "") in trigger
            assert trigger in kept or len(trigger) > 160
        if " " in quote[:-20] and "\u200d" not in quote:
            assert f" {kept} " in f" {quote} "


@pytest.mark.parametrize(("width", "height"), [(1400, 900), (390, 700), (320, 480)])
def test_the_box_stays_in_the_window(browser: Browser, tmp_path: Path, width: int, height: int) -> None:
    graph = made({"quote": f"Acme makes X, {LONG}as it says."}, aliases=("Acme " * 30, "A" * 200))
    with opened(browser, written(graph, tmp_path), width=width, height=height) as seen:
        for x, y in ((-4, -2), (4, -2), (-4, 2), (4, 2)):  # the name comes to lie near each corner of the drawing
            seen.page.evaluate(
                "([x, y]) => { const at = corekg.network.getPosition('company/acme'), box = document.getElementById('graph'), n = corekg.network;"
                " n.moveTo({scale: 1, position: {x: at.x - x * box.clientWidth / 10, y: at.y - y * box.clientHeight / 10}, animation: false}); }",
                [x, y],
            )
            box = box_over(seen, "company/acme").bounding_box()
            assert box is not None
            drawing = seen.page.locator("#graph").bounding_box()
            assert drawing is not None
            assert 0 <= box["x"] <= drawing["x"] + drawing["width"] - box["width"]  # nor over the card
            assert 0 <= box["y"] <= height - box["height"]
            seen.page.mouse.move(2, 2)
            seen.page.locator("#tip").wait_for(state="hidden")


def test_it_is_dark_where_the_page_is(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, color_scheme="dark") as seen:
        box_over(seen, FINE)
        look = "getComputedStyle(document.getElementById('tip'))"
        assert seen.page.evaluate(f"[{look}.backgroundColor, {look}.color]") == ["rgb(27, 31, 36)", "rgb(233, 234, 236)"]


def test_the_keyboard_finds_it_at_the_links_to_lines(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, "#company/acme") as seen:
        seen.page.focus("#card")
        for _ in range(60):
            seen.page.keyboard.press("Tab")
            if seen.page.evaluate("document.activeElement.dataset.line") == FINE:
                break
        tip, link = seen.page.locator("#tip"), seen.page.locator(f'#card a[data-line="{FINE}"]').first
        tip.wait_for()
        assert quote_in(tip).startswith("The Federal Market Authority fined")
        assert (link.get_attribute("aria-describedby"), tip.get_attribute("role")) == ("tip", "tooltip")
        box, below = tip.bounding_box(), link.bounding_box()
        assert box is not None
        assert below is not None
        assert box["y"] > below["y"] + below["height"] or box["y"] + box["height"] < below["y"]  # the link itself is seen
        seen.page.keyboard.press("Escape")
        tip.wait_for(state="hidden")
        assert link.get_attribute("aria-describedby") is None
        assert seen.page.evaluate("document.activeElement.dataset.line") == FINE
        seen.page.keyboard.press("Shift+Tab")
        seen.page.keyboard.press("Tab")
        tip.wait_for()
        seen.page.keyboard.press("Enter")
        seen.page.locator("#card h2", has_text="fined").wait_for()
        tip.wait_for(state="hidden")


def test_the_pointer_finds_it_at_the_links_to_lines(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, "#?view=table&table=relations") as seen:
        seen.page.hover(f'#view-table a[data-line="{FINE}"]')
        seen.page.locator("#tip", has_text="fined Acme Corp. $5 million").wait_for()
        seen.page.mouse.move(2, 2)
        seen.page.locator("#tip").wait_for(state="hidden")


def test_a_click_or_a_finger_leaves_no_box(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        box_over(seen, "company/acme")
        seen.page.mouse.down()
        assert seen.page.locator("#tip").is_hidden()
        seen.page.mouse.up()
        seen.page.locator("#card h2", has_text="Acme").wait_for()
    with opened(browser, page_file, width=390, height=800, has_touch=True, is_mobile=True) as seen:
        where, box = (
            seen.page.evaluate("corekg.network.canvasToDOM(corekg.network.getPosition('company/acme'))"),
            seen.page.locator("#graph").bounding_box(),
        )
        assert box is not None
        seen.page.touchscreen.tap(box["x"] + where["x"], box["y"] + where["y"])
        seen.page.locator("#card h2", has_text="Acme").wait_for()
        seen.page.wait_for_timeout(450)
        assert seen.page.locator("#tip").is_hidden()


@pytest.mark.parametrize("text", HOSTILE)
def test_what_it_shows_is_text(browser: Browser, text: str, tmp_path: Path) -> None:
    graph = hostile_graph(text)
    with opened(browser, written(graph, tmp_path)) as seen:
        tip = box_over(seen, MADE)
        assert quote_in(tip) == graph.statements[0].quote
        assert text in (tip.locator("p").first.text_content() or "")
        assert (tip.locator("p").last.locator("bdi").text_content() or "").rstrip("…") == text[:90].rstrip()
        tip = box_over(seen, "company/acme")
        seen.page.locator("#tip .kind").wait_for()
        allowed = "P BDI STRONG SPAN svg path BLOCKQUOTE B"
        assert set(seen.page.evaluate("[...document.querySelectorAll('#tip *')].map((part) => part.tagName)")) <= set(allowed.split())
        assert seen.page.evaluate("window.pwned") is None
        assert seen.complaints == []
