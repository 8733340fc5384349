"""The page for everybody: axe-core's rules in each view and theme, the keyboard alone, a phone's width, less motion, print."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.viewer import render
from tests.e2e.browser import Watched, chromium, opened
from tests.graph.sample import many, sample

FINE = "#agency/federal-market-authority|fined|company/acme"
VIEWS = [
    "",
    "#company/acme",
    FINE,
    "#?view=timeline",
    "#?view=table",
    "#?view=table&table=names",
    "#article/news-fine?view=articles",
    "#?view=articles",
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(render(sample(), "A sample"), "utf-8")
    return path


def led_to(seen: Watched, fragment: str) -> None:
    seen.page.evaluate("(to) => new Promise((done) => { location.hash = to; setTimeout(done, 60); })", fragment)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 390)])
def test_axe_finds_nothing_serious(browser: Browser, page_file: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    with opened(browser, page_file, width=width, color_scheme=scheme) as seen:
        serious = []
        for fragment in VIEWS:
            led_to(seen, fragment)
            seen.page.evaluate("document.querySelectorAll('#filters details').forEach((one) => { one.open = true; })")
            found = axe.run(seen.page, options={"resultTypes": ["violations"]}).response["violations"]
            serious += [
                f"{fragment}: {v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')[:300]}"
                for v in found
                if v["impact"] in ("serious", "critical")
            ]
        assert serious == []


def test_the_keyboard_alone_leads_everywhere(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        passed = []
        for _ in range(60):
            seen.page.keyboard.press("Tab")
            where, visible = seen.page.evaluate(
                "() => { const el = document.activeElement, style = getComputedStyle(el);"
                " return [el.id || el.className || el.textContent.slice(0, 20), style.outlineStyle !== 'none' || el.matches('input, body')]; }"
            )
            assert visible, f"focus is not seen on {where}"
            passed.append(where)
        assert {"search", "theme", "reset", "vis-network", "since", "until", "sure", "card"} <= set(passed)
        assert passed.index("search") < passed.index("reset") < passed.index("vis-network") < passed.index("card")


def test_the_drawing_is_walked_by_keys(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file) as seen:
        seen.page.focus(".vis-network")
        seen.page.keyboard.press("n")
        seen.page.locator("#card h2", has_text="Acme").wait_for()  # the most connected
        before = seen.page.evaluate("[corekg.network.getScale(), corekg.network.getViewPosition().x]")
        seen.page.keyboard.press("+")
        seen.page.keyboard.press("ArrowRight")
        after = seen.page.evaluate("[corekg.network.getScale(), corekg.network.getViewPosition().x]")
        assert after[0] > before[0]
        assert after[1] > before[1]
        seen.page.keyboard.press("Enter")
        assert seen.page.evaluate("document.activeElement.id") == "card"


def test_a_whole_errand_is_run_by_keyboard(browser: Browser, page_file: Path) -> None:
    """Search a firm, open a claim of its card in its article, hide a status, sort the table, come back: no pointer is used."""

    def tab_to(what: str, most: int = 80) -> None:
        for _ in range(most):
            seen.page.keyboard.press("Tab")
            if seen.page.evaluate(f"document.activeElement.matches({what!r})"):
                return
        raise AssertionError(f"{what} was not reached")

    with opened(browser, page_file) as seen:
        seen.page.keyboard.press("/")
        seen.page.keyboard.type("acme")
        seen.page.keyboard.press("Enter")
        seen.page.locator("#card h2", has_text="Acme").wait_for()
        assert seen.page.evaluate("document.activeElement.id") == "card"  # not forty stops away
        tab_to("#card .events a")
        seen.page.keyboard.press("Enter")
        seen.page.locator("#card dl").wait_for()
        tab_to("#card [data-claim] .acts button:last-child")
        seen.page.keyboard.press("Enter")
        seen.page.locator("#view-articles mark.chosen").first.wait_for()
        seen.page.focus("body")
        tab_to("#views button:nth-child(3)")
        seen.page.keyboard.press("Space")
        seen.page.locator("#view-table table").wait_for()
        tab_to("[data-filter='status:fact']")
        seen.page.keyboard.press("Space")
        assert "hide=status%3Afact" in seen.page.evaluate("location.hash")
        tab_to("#view-table th:nth-child(2) button")
        seen.page.keyboard.press("Enter")
        assert seen.page.get_attribute("#view-table th:nth-child(2)", "aria-sort") == "ascending"
        assert seen.page.evaluate("document.activeElement.textContent") == "Event"  # where the reader was
        seen.page.go_back()
        assert "sort" not in seen.page.evaluate("location.hash")
        assert seen.complaints == []


def test_a_phone_s_width_holds_all(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, FINE, width=360, height=740) as seen:
        for fragment in VIEWS:
            led_to(seen, fragment)
            assert seen.page.evaluate("document.documentElement.scrollWidth") <= 360, fragment
        assert not seen.page.locator("#filters").is_visible()
        seen.page.click("#filters-toggle")
        assert seen.page.locator("#filters").is_visible()
        assert seen.page.get_attribute("#filters-toggle", "aria-expanded") == "true"


def test_a_tap_on_a_phone_chooses(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, width=390, height=800, has_touch=True, is_mobile=True) as seen:
        where = seen.page.evaluate("corekg.network.canvasToDOM(corekg.network.getPosition('company/acme'))")
        box = seen.page.locator("#graph").bounding_box()
        assert box is not None
        seen.page.touchscreen.tap(box["x"] + where["x"], box["y"] + where["y"])
        seen.page.locator("#card h2", has_text="Acme").wait_for()


def test_what_is_chosen_on_a_phone_is_scrolled_to_and_left_again(browser: Browser, tmp_path: Path) -> None:
    """The card stands below the table, out of sight."""
    path = tmp_path / "graph.html"
    path.write_text(render(many(10), "Many"), "utf-8")
    top = "() => document.querySelector('#card').getBoundingClientRect().top"
    with opened(browser, path, "#?view=table", width=390, height=844) as seen:
        seen.page.locator("#view-table tbody tr:nth-child(40) td:nth-child(2) a").click()
        seen.page.locator("#card h2").wait_for()
        assert 0 <= seen.page.evaluate(top) < 400
        seen.page.locator("#card .claim a").first.click()
        assert 0 <= seen.page.evaluate(top) < 400
        seen.page.locator("button.close").click()
        assert seen.page.locator("#view-table tbody tr:nth-child(40)").is_visible()
        assert 0 <= seen.page.locator("#view-table tbody tr:nth-child(40)").bounding_box()["y"] < 844  # type: ignore[index]


def test_dark_follows_the_system_and_the_button(browser: Browser, page_file: Path) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, page_file, color_scheme="dark") as seen:
        dark = seen.page.evaluate(ground)
        seen.page.click("#theme")
        light = seen.page.evaluate(ground)
        assert (dark, light) == ("rgb(20, 23, 27)", "rgb(247, 247, 245)")
        assert seen.page.locator("#theme").inner_text() == "Dark"


def test_nothing_moves_where_motion_is_not_wanted(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, reduced_motion="reduce") as seen:
        seen.page.evaluate("corekg.network.moveTo({scale: 0.1})")
        led_to(seen, "#company/acme?of=company/acme&depth=1")
        first = seen.page.evaluate("corekg.network.getScale()")
        seen.page.wait_for_timeout(400)
        assert seen.page.evaluate("corekg.network.getScale()") == first != 0.1


def test_in_print_the_drawing_and_the_words_stand_alone(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, FINE, color_scheme="dark") as seen:
        seen.page.emulate_media(media="print")
        for hidden in ("#filters", ".search", "#tools", ".acts"):
            assert not seen.page.locator(hidden).first.is_visible(), hidden
        assert seen.page.locator("#card mark").is_visible()
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def test_languages_are_marked(browser: Browser, page_file: Path) -> None:
    with opened(browser, page_file, FINE) as seen:
        assert seen.page.get_attribute("html", "lang") == "en"
        assert seen.page.get_attribute("#card blockquote", "lang") == "en"
