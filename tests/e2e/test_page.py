"""The page in a real browser with the network off: what it shows, and what a search, a click, a filter and a link lead to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.records import KnowledgeGraph
from kg.viewer import render
from tests.e2e.browser import Watched, chromium, opened
from tests.graph.sample import sample

FINE = "agency/federal-market-authority|fined|company/acme"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def graph() -> KnowledgeGraph:
    return sample()


@pytest.fixture(scope="module")
def page_file(graph: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(render(graph, "A sample"), "utf-8")
    return path


@pytest.fixture(scope="module")
def window(browser: Browser, page_file: Path) -> Iterator[Watched]:
    with opened(browser, page_file, permissions=["clipboard-read", "clipboard-write"]) as seen:
        yield seen


@pytest.fixture
def seen(window: Watched) -> Watched:
    """The page as it opens, loaded once for all tests."""
    window.page.keyboard.press("Escape")
    window.page.fill("#search", "")
    window.page.evaluate("document.activeElement.blur()")
    led_to(window, "")
    return window


def led_to(seen: Watched, fragment: str) -> None:
    """Follow a link inside the page."""
    seen.page.evaluate("(to) => new Promise((done) => { location.hash = to; setTimeout(done, 60); })", fragment)


def click_on(seen: Watched, x: float, y: float) -> None:
    box = seen.page.locator("#graph").bounding_box()
    assert box is not None
    where = seen.page.evaluate("([x, y]) => corekg.network.canvasToDOM({x, y})", [x, y])
    seen.page.mouse.click(box["x"] + where["x"], box["y"] + where["y"])


def address(seen: Watched) -> str:
    return str(seen.page.evaluate("decodeURIComponent(location.hash)"))


def drawn(seen: Watched) -> tuple[int, int]:
    """How many names and lines are drawn."""
    nodes, lines = seen.page.evaluate("[corekg.network.body.nodeIndices.length, corekg.lines.size]")
    return nodes, lines


def test_it_holds_what_the_graph_holds_and_asks_for_nothing(browser: Browser, page_file: Path, graph: KnowledgeGraph) -> None:
    edges = {(s.subject, s.predicate, s.object) for s in graph.statements if s.predicate != "participant"}
    ends = {s.subject for s in graph.statements} | {o for _, _, o in edges}
    with opened(browser, page_file) as seen:
        counts = seen.page.evaluate(
            "Object.fromEntries(['entities', 'events', 'claims', 'articles'].map((key) => [key, Object.keys(corekg.data[key]).length]))"
        )
        assert counts == {
            "entities": len(graph.entities),
            "events": len(graph.events),
            "claims": len(graph.statements),
            "articles": len(graph.articles),
        }
        assert drawn(seen) == (len(ends), len(edges))
        assert seen.page.locator("#notice").inner_text().startswith(f"{len(ends)} names, {len(edges)} lines. {len(graph.entities) - len(ends)} names")
        quotes = seen.page.evaluate("Object.fromEntries(Object.entries(corekg.data.claims).map(([id, claim]) => [id, claim.quote]))")
        assert quotes == {s.id: s.quote for s in graph.statements}
        assert seen.page.title() == "A sample"
        assert seen.requests == [page_file.as_uri()]
        assert seen.complaints == []


def test_names_that_no_claim_is_about_are_shown_when_asked_for(seen: Watched, graph: KnowledgeGraph) -> None:
    seen.page.click("#show-alone")
    assert drawn(seen)[0] == len(graph.entities)
    assert address(seen) == "#?alone=1"


def test_a_search_by_keyboard_leads_to_the_quotes(seen: Watched, graph: KnowledgeGraph) -> None:
    seen.page.keyboard.press("/")
    seen.page.keyboard.type("ann bell")
    seen.page.keyboard.press("ArrowDown")
    assert seen.page.get_attribute("#search", "aria-activedescendant") == "hit-0"
    seen.page.keyboard.press("Enter")
    seen.page.locator("#card h2", has_text="Ann Bell").wait_for()
    assert seen.page.locator("#card [data-claim='claim/005'] mark").inner_text() == next(s.quote for s in graph.statements if s.id == "claim/005")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("acme corp.", "Acme"), ("5493001KJTIIGC8Y1R12", "Acme"), ("on 3 may 2021", "fined"), ("regulator fines", "Regulator fines Acme"),
     ("nobody at all", "Nothing found")],
)  # fmt: skip
def test_a_search_finds_aliases_identifiers_quotes_and_titles(seen: Watched, wanted: str, found: str) -> None:
    seen.page.fill("#search", wanted)
    assert found in seen.page.locator("#hits li").first.inner_text()


def test_two_of_one_name_are_told_apart(browser: Browser, graph: KnowledgeGraph, tmp_path: Path) -> None:
    """In the search's list, and where the card of one points to the other: by whom each is tied to."""
    twin = next(e for e in graph.entities if e.label == "Ann Bell").model_copy(
        update={"id": "person/ann-bell-bolt", "possibly_same": ("person/ann-bell",)}
    )
    founded = next(s for s in graph.statements if s.subject == "person/ann-bell")
    other = founded.model_copy(update={"id": "claim/twin", "subject": twin.id, "predicate": "founded", "object": "company/bolt"})
    path = tmp_path / "graph.html"
    path.write_text(
        render(graph.model_copy(update={"entities": (*graph.entities, twin), "statements": (*graph.statements, other)}), "Twins"), "utf-8"
    )
    with opened(browser, path) as watched:
        watched.page.fill("#search", "ann bell")
        first, second = (watched.page.locator("#hits li").nth(i).inner_text() for i in (0, 1))
        assert first != second
        assert any("founded Bolt Ltd" in hit for hit in (first, second))
        watched.page.fill("#search", "bell founded bolt")
        watched.page.keyboard.press("Enter")
        card = watched.page.locator("#card").inner_text()
        assert "Id person/ann-bell-bolt" in card
        assert "Possibly the same as Ann Bell (" in card
        assert watched.page.locator("#card .warning a").get_attribute("title") == "works for Acme"
        watched.page.fill("#search", "acme")
        assert "fined" not in watched.page.locator("#hits li").first.inner_text()  # alone of its name


def test_a_click_on_a_name_shows_its_card(seen: Watched) -> None:
    at = seen.page.evaluate("corekg.network.getPosition('company/acme')")
    click_on(seen, at["x"], at["y"])
    seen.page.locator("#card h2", has_text="Acme").wait_for()
    card = seen.page.locator("#card").inner_text()
    assert address(seen) == "#company/acme"
    assert "LEI 5493001KJTIIGC8Y1R12: https://search.gleif.org/#/record/5493001KJTIIGC8Y1R12" in card
    assert "Bolt v. Acme" in card
    assert "USD 5,000,000" in card
    assert "EUR 1,250,000.50" in card


def test_a_double_click_leaves_a_name_and_its_neighbours(seen: Watched) -> None:
    seen.page.click("#tools >> text=Show all")
    seen.page.wait_for_timeout(300)
    where = seen.page.evaluate("corekg.network.canvasToDOM(corekg.network.getPosition('person/ann-bell'))")
    box = seen.page.locator("#graph").bounding_box()
    assert box is not None
    seen.page.mouse.dblclick(box["x"] + where["x"], box["y"] + where["y"])
    seen.page.locator("#banner", has_text="Only Ann Bell").wait_for()
    assert address(seen) == "#person/ann-bell?of=person/ann-bell"


def test_a_click_on_a_line_shows_its_words(seen: Watched, graph: KnowledgeGraph) -> None:
    at = seen.page.evaluate(f"corekg.middleOf('{FINE}')")
    click_on(seen, at["mx"], at["my"])
    claim = seen.page.locator("#card [data-claim='claim/001']")
    claim.wait_for()
    said = next(s for s in graph.statements if s.id == "claim/001")
    assert address(seen) == f"#{FINE}"
    assert claim.locator("mark").text_content() == said.quote
    assert claim.locator("mark b").text_content() == "fined"
    assert (
        claim.locator("blockquote").inner_text()
        == "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021. Bolt Ltd sued Acme in March 2021, and Acme denies it."
    )
    assert "Regulator fines Acme · The Wire · 4 May 2021" in claim.inner_text()
    assert f"news/fine.txt, characters {said.span.start}–{said.span.end}" in claim.inner_text()


def test_a_citation_is_copied(seen: Watched) -> None:
    led_to(seen, f"#{FINE}")
    seen.page.click("text=Copy citation")
    seen.page.locator("text=Copied").first.wait_for()
    copied = seen.page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(
        "“The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021.” — “Regulator fines Acme”, The Wire, 4 May 2021"
    )
    assert copied.endswith("(news/fine.txt, characters 22–93)")


def test_an_event_s_card_names_its_parties_and_its_words(seen: Watched) -> None:
    led_to(seen, "#company/acme")
    seen.page.locator("#card .events a", has_text="fined Acme").click()
    card = seen.page.locator("#card")
    card.locator("h2", has_text="Federal Market Authority fined Acme").wait_for()
    assert card.locator("dd").all_inner_texts() == ["Federal Market Authority", "Acme", "3 May 2021", "USD 5,000,000", "fact", "1 article"]
    assert card.locator("[data-claim]").count() == 1


def test_a_card_says_where_the_articles_differ(browser: Browser, graph: KnowledgeGraph, tmp_path: Path) -> None:
    fine, choice = "event/fine-federal-market-authority-acme-2021-05", "date 2021-05-03, not 2021-04: <b>told as no fact"
    events = tuple(e.model_copy(update={"choices": (choice,) if e.id == fine else ()}) for e in graph.events)
    path = tmp_path / "graph.html"
    path.write_text(render(graph.model_copy(update={"events": events}), "A sample"), "utf-8")
    with opened(browser, path) as seen:
        card = seen.page.locator("#card")
        for at in (fine, FINE):
            led_to(seen, f"#{at}")
            assert card.locator("li", has_text="took").all_inner_texts() == [f"took {choice}"]
        led_to(seen, "#event/settlement-acme-bolt")
        assert card.locator("h3", has_text="differ").count() == 0
        assert seen.complaints == []


def test_the_article_is_shown_whole_with_names_and_claims_marked(seen: Watched, graph: KnowledgeGraph) -> None:
    article = graph.articles[0]
    led_to(seen, f"#{FINE}")
    seen.page.click("text=Read it in the article")
    text = seen.page.locator("#view-articles .text")
    text.wait_for()
    text.evaluate("(el) => el.querySelectorAll('sup').forEach((sup) => sup.remove())")
    shown = "\n".join(text.locator("> p").evaluate_all("all => all.map((p) => p.textContent)"))
    assert shown == "\n".join(line for line in article.article.text.split("\n") if line)
    marked = text.locator("mark.chosen").all_text_contents()
    assert "".join(marked) == "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."
    assert text.locator("a.mention", has_text="Ann Bell").count() == 1
    claims = {s.id for s in graph.statements if s.article == article.article.source}
    assert {claim for ids in text.locator("mark").evaluate_all("all => all.map((mark) => mark.dataset.claims)") for claim in ids.split(" ")} == claims


@pytest.mark.parametrize(
    ("filter", "names", "lines"),
    [
        ("class:Person", 7, 9),  # Ann Bell goes, and her post
        ("class:Court", 7, 9),
        ("status:negated", 7, 9),  # the list goes with the only line to it
        ("status:planned", 8, 9),
        ("relation:worksFor", 7, 9),
        ("source:The Wire", 7, 5),
    ],
)
def test_a_filter_hides_and_shows(seen: Watched, filter: str, names: int, lines: int) -> None:
    before = drawn(seen)
    seen.page.evaluate("document.querySelectorAll('#filters details').forEach((one) => { one.open = true; })")
    seen.page.uncheck(f"[data-filter='{filter}']")
    assert drawn(seen) == (names, lines)
    assert filter in address(seen)
    seen.page.go_back()
    seen.page.wait_for_function("location.hash === ''")
    assert drawn(seen) == before
    assert seen.page.is_checked(f"[data-filter='{filter}']")


def test_a_whole_family_of_relations_is_hidden_at_once(seen: Watched) -> None:
    seen.page.evaluate("document.querySelectorAll('#filters details').forEach((one) => { one.open = true; })")
    seen.page.uncheck("[data-family='litigation']")
    assert seen.page.evaluate("[...new Set(corekg.shown.claims.map((claim) => claim.predicate))].sort()") == [
        "banned",
        "fined",
        "listedOn",
        "makes",
        "worksFor",
    ]


def test_the_sliders_leave_what_lies_between_them(seen: Watched) -> None:
    assert seen.page.locator(".histogram rect").count() > 3
    seen.page.uncheck("#undated")
    assert seen.page.evaluate("corekg.shown.claims.map((claim) => claim.id)") == ["claim/001", "claim/002", "claim/006"]
    seen.page.focus("#since")
    seen.page.keyboard.press("ArrowRight")
    assert seen.page.evaluate("corekg.shown.claims.map((claim) => claim.id)") == ["claim/001", "claim/006"]
    assert "since=2021-04" in address(seen)
    seen.page.focus("#until")
    for _ in range(12):
        seen.page.keyboard.press("ArrowLeft")
    assert seen.page.evaluate("corekg.shown.claims.map((claim) => claim.id)") == ["claim/001"]
    seen.page.click("#reset")
    seen.page.focus("#sure")
    seen.page.keyboard.press("End")
    assert seen.page.evaluate("corekg.shown.claims.map((claim) => claim.id)") == ["claim/002"]
    assert seen.page.locator("#sure-said").inner_text() == "at least 1.00"


def test_only_a_name_and_its_neighbours(seen: Watched) -> None:
    led_to(seen, "#person/ann-bell")
    names = "[...corekg.shown.drawn].sort()"
    seen.page.click("#card button[aria-label='Only this and what is 1 step away']")
    assert seen.page.evaluate(names) == ["company/acme", "person/ann-bell"]
    seen.page.click("#banner button[aria-label='3 steps']")
    assert len(seen.page.evaluate(names)) == 8
    assert address(seen) == "#person/ann-bell?of=person/ann-bell&depth=3"
    seen.page.click("text=Show the whole graph")
    assert drawn(seen) == (8, 10)


def test_the_sliders_do_not_pass_each_other(seen: Watched) -> None:
    seen.page.focus("#until")
    seen.page.keyboard.press("Home")
    assert seen.page.input_value("#until") == seen.page.input_value("#since")
    seen.page.focus("#since")
    seen.page.keyboard.press("End")
    assert seen.page.input_value("#until") == seen.page.input_value("#since")


def test_the_shortest_path_between_two(seen: Watched) -> None:
    led_to(seen, "#person/ann-bell")
    seen.page.click("text=Path to…")
    seen.page.keyboard.type("debarred")
    seen.page.keyboard.press("Enter")
    seen.page.locator("#card .path li").first.wait_for()
    assert seen.page.evaluate("corekg.shown.path") == ["person/ann-bell", "company/acme", "company/bolt", "list/debarred-firms"]
    assert "3 steps" in seen.page.locator("#banner").inner_text()
    seen.page.evaluate("document.querySelectorAll('#filters details').forEach((one) => { one.open = true; })")
    seen.page.uncheck("[data-filter='status:negated']")
    assert "No lines that the filters leave lead from Ann Bell" in seen.page.locator("#card").inner_text()


def test_a_link_opens_the_very_view(browser: Browser, page_file: Path) -> None:
    fragment = "#company/bolt?view=table&hide=status%3Aplanned,class%3AProduct&sure=0.6&undated=0&table=relations"
    with opened(browser, page_file, fragment) as seen:
        assert seen.page.locator("#card h2").inner_text() == "Bolt Ltd"
        assert seen.page.locator("#view-table").is_visible()
        assert not seen.page.is_checked("[data-filter='class:Product']")
        assert not seen.page.is_checked("#undated")
        assert seen.page.evaluate("corekg.shown.claims.map((claim) => claim.id)") == ["claim/001", "claim/002", "claim/006"]
        seen.page.click("#views button:has-text('Graph')")
        assert address(
            seen
        ) == "#company/bolt?hide=class:Product,status:planned&sure=0.6&undated=0&table=relations" or "status:planned,class:Product" in address(seen)


def test_an_address_that_names_nothing_opens_the_whole(browser: Browser, page_file: Path, graph: KnowledgeGraph) -> None:
    with opened(browser, page_file, "#company/gone?view=nowhere&of=__proto__&depth=9&sure=x&%E0%A4%A=1") as seen:
        assert drawn(seen) == (8, 10)
        assert seen.complaints == []


def test_back_and_forward(seen: Watched) -> None:
    led_to(seen, "#company/acme")
    seen.page.locator("#card a", has_text="Ann Bell").first.click()
    seen.page.locator("#card h2", has_text="Ann Bell").wait_for()
    seen.page.go_back()
    seen.page.locator("#card h2", has_text="Acme").wait_for()
    seen.page.go_forward()
    seen.page.locator("#card h2", has_text="Ann Bell").wait_for()


def test_several_relations_of_one_pair_are_drawn_apart(seen: Watched) -> None:
    pair = ["company/bolt|sued|company/acme", "company/acme|settledWith|company/bolt"]
    points = seen.page.evaluate("(ids) => ids.map((id) => corekg.middleOf(id))", pair)
    assert ((points[0]["mx"] - points[1]["mx"]) ** 2 + (points[0]["my"] - points[1]["my"]) ** 2) ** 0.5 > 10


def test_a_line_s_look_tells_its_status(seen: Watched) -> None:
    looks = seen.page.evaluate(
        "Object.fromEntries([...corekg.lines.values()].map((line) => [line.id, [line.dashes, line.opacity, line.arrow, line.struck]]))"
    )
    assert looks["company/acme|settledWith|company/bolt"] == [[7, 5], 0.8, False, False]  # alleged, and of both alike
    assert looks["company/bolt|listedOn|list/debarred-firms"] == [[2, 5], 0.45, True, True]  # negated
    assert looks[FINE] == [[], 0.8, True, False]


def test_the_legend_is_drawn_with_the_shapes_of_the_drawing(seen: Watched) -> None:
    """Classes by colour and by shape: no two alike in either."""
    signs = "[...document.querySelectorAll('#filters [data-filter^=\"class:\"] + svg path')].map((path) => [path.getAttribute('d'), path.style.fill])"
    drawn_as = seen.page.evaluate(signs)
    assert len(drawn_as) == len({entity.type for entity in sample().entities})
    assert len({shape for shape, _ in drawn_as}) == len({colour for _, colour in drawn_as}) == len(drawn_as)


def test_a_line_says_what_it_is_under_the_pointer(seen: Watched) -> None:
    at = seen.page.evaluate(f"corekg.network.canvasToDOM((({{mx, my}}) => ({{x: mx, y: my}}))(corekg.middleOf('{FINE}')))")
    box = seen.page.locator("#graph").bounding_box()
    assert box is not None
    seen.page.mouse.move(box["x"] + at["x"] + 30, box["y"] + at["y"])
    seen.page.mouse.move(box["x"] + at["x"], box["y"] + at["y"])
    seen.page.locator(".tip", has_text="Federal Market Authority fined Acme: fact, 1 source").wait_for()
    seen.page.mouse.move(2, 2)
    seen.page.locator(".tip").wait_for(state="hidden")
