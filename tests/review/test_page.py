"""The page of a review: its own two parts and nothing else, and in a browser with the network off what keys, files and hostile articles do."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.records import KnowledgeGraph
from kg.review import cells, draw, measure, read_sheet, review_page, sheet_text
from tests.e2e.browser import Watched, chromium, opened
from tests.e2e.test_page_hostile import HOSTILE, hostile_graph
from tests.graph.sample import sample as story


def written(graph: KnowledgeGraph, folder: Path, title: str = "A review") -> Path:
    drawn = draw(graph)
    path = folder / "review.html"
    path.write_text(review_page(drawn, [cells(drawn, row) for row in drawn.rows], title), "utf-8", newline="")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def seen(browser: Browser, tmp_path: Path) -> Iterator[Watched]:
    with opened(browser, written(story(), tmp_path), accept_downloads=True) as watched:
        yield watched


def press(seen: Watched, *keys: str) -> None:
    for key in keys:
        seen.page.keyboard.press(key)


def counts(seen: Watched) -> str:
    return seen.page.inner_text("#counts")


def saved(seen: Watched, to: Path) -> Path:
    with seen.page.expect_download() as waiting:
        press(seen, "s")
    assert waiting.value.suggested_filename == "review.csv"
    waiting.value.save_as(to)
    return to


def order() -> list[str]:
    return [row.claim.id for row in draw(story()).rows]


def test_equal_samples_give_equal_pages(tmp_path: Path) -> None:
    (tmp_path / "again").mkdir()
    assert written(story(), tmp_path).read_bytes() == written(story(), tmp_path / "again").read_bytes()


def test_one_script_and_one_style_are_admitted(tmp_path: Path) -> None:
    page = written(story(), tmp_path, "<b>&").read_text("utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[^']+'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'", policy.group(1)
    )
    assert "<title>&lt;b&gt;&amp;</title>" in page
    assert not re.search(r"<(?:link|img|iframe|script)[^>]+(?:src|href)=", page)


def test_a_claim_stands_in_its_article(seen: Watched, tmp_path: Path) -> None:
    at = order().index("claim/001")
    press(seen, *["ArrowRight"] * at)
    assert seen.page.inner_text("#sentence") == "Federal Market Authority fined Acme"
    marked = "".join(seen.page.locator("#article mark").all_text_contents())
    assert marked == "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."
    assert seen.page.locator("#article .subject").all_text_contents() == ["Federal Market Authority"]
    assert seen.page.locator("#article .object").all_text_contents() == ["Acme", "Acme Corp.", "Acme", "Acme", "Acme"]
    assert seen.page.inner_text("#article mark .trigger") == "fined"
    assert "3 May 2021" in seen.page.inner_text("#question .facts")
    assert "USD 5,000,000" in seen.page.inner_text("#question .facts")
    assert "The Wire · 4 May 2021 · news/fine.txt · from character 22" in seen.page.inner_text("#article .from")
    assert seen.requests == [(tmp_path / "review.html").as_uri()]
    assert seen.complaints == []


def test_how_sure_the_program_is_comes_after_the_verdict(seen: Watched) -> None:
    assert "confidence" not in seen.page.inner_text("#question")
    press(seen, "w")
    assert "confidence 0.91, found by frames" in seen.page.inner_text("#sure")


def test_names_that_the_words_do_not_have_are_told(seen: Watched) -> None:
    press(seen, *["ArrowRight"] * order().index("claim/007"))
    # "The Authority" is "the Authority" where a sentence begins; "Rocket \\ Skates" is nobody's name.
    assert "Not named in the marked words: Rocket Skates. Does" in seen.page.inner_text("#question")
    press(seen, *["ArrowLeft"] * 11, *["ArrowRight"] * order().index("claim/010"))
    assert "Not named in the marked words: Acme, Rocket Skates. Does something there point to them?" in seen.page.inner_text("#question")


def test_the_keyboard_alone_does_all(seen: Watched, tmp_path: Path) -> None:
    press(seen, "r")  # and goes on
    assert seen.page.locator("#list [aria-current=true] .n").inner_text() == "2"
    press(seen, "w", "4", "5", "1", "1")
    pressed = seen.page.locator("#answer .whats [aria-pressed=true]")
    assert [one.get_attribute("data-what") for one in pressed.all()] == ["date", "amount"]
    press(seen, "n")
    seen.page.keyboard.type('=ask, "Ann" r w u s')
    press(seen, "Escape", "ArrowRight", "u", "ArrowLeft", "u", "r")  # the third: unclear, taken back, right
    assert counts(seen) == "3 of 11 claims judged · 2 right · 1 wrong · 0 unclear"
    assert seen.page.evaluate("document.querySelector('#progress').value") == 3
    press(seen, "ArrowLeft", "ArrowLeft", "o", "u", "w")
    assert counts(seen) == "5 of 11 claims judged · 2 right · 2 wrong · 1 unclear"
    read = read_sheet(saved(seen, tmp_path / "judged.csv"))
    assert read.set_aside == ()
    said = [(row.claim, row.verdict, row.what, row.note) for row in read.rows if row.verdict]
    ids = order()
    assert said == [
        (ids[0], "right", (), ""),
        (ids[1], "wrong", ("date", "amount"), '=ask, "Ann" r w u s'),
        (ids[2], "right", (), ""),
        (ids[3], "unclear", (), ""),
        (ids[4], "wrong", (), ""),
    ]
    assert measure(story(), read).whole.judged == 4


def test_what_is_saved_is_what_the_command_would_write(seen: Watched, tmp_path: Path) -> None:
    drawn = draw(story())
    rows = [cells(drawn, row) for row in drawn.rows]
    assert saved(seen, tmp_path / "blank.csv").read_bytes() == sheet_text(rows).encode("utf-8")
    press(seen, "r", "w", "2", "6", "n")
    seen.page.keyboard.type("+1, 'so'")
    press(seen, "Enter")
    rows[0]["verdict"] = "right"
    rows[1].update(verdict="wrong", what="status | entity", note="+1, 'so'")
    assert saved(seen, tmp_path / "judged.csv").read_bytes() == sheet_text(rows).encode("utf-8")


def test_a_verdict_is_taken_back_and_kept_over_a_reload(seen: Watched) -> None:
    press(seen, "w", "1")
    press(seen, "w")
    assert counts(seen).startswith("0 of 11")
    press(seen, "r", "u")
    seen.page.reload()
    seen.page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    assert counts(seen) == "2 of 11 claims judged · 1 right · 0 wrong · 1 unclear"
    assert seen.page.locator("#list [aria-current=true] .n").inner_text() == "3"  # the first that is open


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_sheet_is_opened_again(seen: Watched, tmp_path: Path, delimiter: str) -> None:
    drawn = draw(story())
    rows = [cells(drawn, row) for row in drawn.rows]
    rows[0].update(verdict="W", what="Date; amount", note='=a "b"\r\n;,c')
    rows[1].update(verdict="right")
    rows[2].update(verdict="maybe")
    rows[3].update(verdict="right", claim_digest="sha256:0")  # it said something else
    rows[4].update(verdict="right", claim="claim/none")
    text = sheet_text(rows)
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    path = tmp_path / "mine.csv"
    path.write_text(out.getvalue(), "utf-8", newline="")
    seen.page.set_input_files("#open", path)
    seen.page.locator("#notice", has_text="2 verdicts taken from mine.csv; 3 rows could not be used.").wait_for()
    assert counts(seen) == "2 of 11 claims judged · 1 right · 1 wrong · 0 unclear"
    said = {row.claim: row for row in read_sheet(saved(seen, tmp_path / "again.csv")).rows}
    assert (said[order()[0]].what, said[order()[0]].note) == (("date", "amount"), '=a "b"\r\n;,c')


def test_another_file_is_refused(seen: Watched, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", "utf-8")
    seen.page.set_input_files("#open", path)
    seen.page.locator("#notice", has_text="other.csv is no sheet of a review.").wait_for()
    assert counts(seen).startswith("0 of 11")


def test_the_end_is_told(seen: Watched) -> None:
    press(seen, *["r"] * 11)
    seen.page.locator("#notice", has_text="All claims are judged.").wait_for()
    assert counts(seen).startswith("11 of 11")


@pytest.mark.parametrize("text", HOSTILE)
def test_an_article_s_text_stays_text(browser: Browser, text: str, tmp_path: Path) -> None:
    graph = hostile_graph(text)
    path = written(graph, tmp_path, text)
    with opened(browser, path, accept_downloads=True) as seen:
        for _ in graph.statements:
            assert "".join(seen.page.locator("#article mark").all_text_contents()) == graph.statements[0].quote
            assert seen.page.locator("#article .text p").first.text_content() == text
            press(seen, "w", "1", "n")
            seen.page.fill("#note", text)
            press(seen, "Escape", "ArrowRight")
        assert seen.page.locator("h1").text_content() == text
        assert seen.page.locator("a, iframe, img, base, object, embed, link, svg").count() == 0
        assert seen.page.locator("script").count() == 2
        read = read_sheet(saved(seen, tmp_path / "judged.csv"))
        assert (read.set_aside, len(read.rows)) == ((), 2)
        assert measure(graph, read).whole.judged == 2
        assert seen.page.evaluate("window.pwned") is None
        assert seen.complaints == []
        assert seen.requests[0] == path.as_uri()
        assert all(url.startswith("blob:") for url in seen.requests[1:])


@pytest.mark.parametrize(("scheme", "width"), [("light", 1400), ("dark", 1400), ("light", 390)])
def test_axe_finds_nothing(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed").Axe()
    with opened(browser, written(story(), tmp_path), width=width, color_scheme=scheme) as seen:
        press(seen, "r", "u", "w", "2")
        found = axe.run(seen.page, options={"resultTypes": ["violations"]}).response["violations"]
        assert [f"{v['id']}: {v['help']}: {v['nodes'][0]['html'][:200]} {v['nodes'][0].get('failureSummary', '')[:300]}" for v in found] == []
        assert seen.page.evaluate("document.documentElement.scrollWidth") <= width


def test_focus_stays_on_what_was_pressed(seen: Watched) -> None:
    seen.page.focus("#answer [data-verdict=wrong]")
    press(seen, "Enter")
    assert seen.page.evaluate("document.activeElement.dataset.verdict") == "wrong"
    seen.page.focus("#answer [data-what=date]")
    press(seen, "Space")
    assert seen.page.evaluate("[document.activeElement.dataset.what, document.activeElement.ariaPressed]") == ["date", "true"]


def test_dark_follows_the_system_and_the_button(browser: Browser, tmp_path: Path) -> None:
    with opened(browser, written(story(), tmp_path), color_scheme="dark") as seen:
        dark = seen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        seen.page.click("#theme")
        assert seen.page.evaluate("getComputedStyle(document.body).backgroundColor") != dark
        assert seen.page.inner_text("#theme") == "Dark"
