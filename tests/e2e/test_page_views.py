"""The other views of the page, in a real browser: tables and what they save, the timeline, a large graph, a page read back from Turtle, a frame."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from kg.export.turtle import turtle
from kg.graph.rdf import triples
from kg.graph.reading import read_graph
from kg.ontology import ontology
from kg.records import Article, ArticleNode, Case, Entity, KnowledgeGraph, Span, Statement
from kg.viewer import data as page_of
from kg.viewer import notebook_html, render
from tests.e2e.browser import Watched, chromium, opened
from tests.graph.sample import sample


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def seen(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    path = tmp_path_factory.mktemp("page") / "graph.html"
    path.write_text(render(sample(), "A sample"), "utf-8")
    with opened(browser, path) as watched:
        yield watched


def led_to(seen: Watched, fragment: str) -> None:
    seen.page.evaluate(
        "(to) => new Promise((done) => { location.hash = ''; setTimeout(() => { location.hash = to; setTimeout(done, 60); }, 60); })", fragment
    )


def column(seen: Watched, number: int) -> list[str]:
    return seen.page.locator(f"#view-table tbody td:nth-child({number})").all_inner_texts()


def test_the_table_of_events_sorts_and_filters(seen: Watched) -> None:
    led_to(seen, "#?view=table")
    assert column(seen, 1) == ["2022", "2021-05-03", "2021-03", "", ""]
    seen.page.click("#view-table th >> text=Amount")
    assert column(seen, 5) == ["EUR 1,250,000.50", "USD 5,000,000", "", "", ""]
    seen.page.click("#view-table th >> text=Amount")
    assert column(seen, 5) == ["USD 5,000,000", "EUR 1,250,000.50", "", "", ""]
    assert seen.page.locator("#view-table th[aria-sort='descending']").inner_text().startswith("Amount")
    seen.page.fill("#view-table .filter", "bolt lawsuit")
    assert column(seen, 3) == ["Bolt Ltd"]
    assert "1 of 5 rows" in seen.page.locator("#view-table .bar").inner_text()


@pytest.mark.parametrize("width", [1400, 1100])
def test_no_cell_of_a_table_writes_over_the_next(browser: Browser, tmp_path: Path, width: int) -> None:
    graph = sample()
    long = "Federal Authority for the Supervision of Markets, Exchanges and Clearing Houses"
    entities = tuple(e.model_copy(update={"label": f"{long} {e.label}", "aliases": tuple(f"{long} {n}" for n in range(3))}) for e in graph.entities)
    case = Case(id="case/acme", label=f"{long} v. Acme", parties=("company/acme",), state="investigated", since="2021-10-30")
    event = graph.events[0].model_copy(update={"case": "case/acme"})
    path = tmp_path / "graph.html"
    path.write_text(render(graph.model_copy(update={"entities": entities, "cases": (case,), "events": (event, *graph.events[1:])}), "Long"), "utf-8")
    over = "() => [...document.querySelectorAll('#view-table td')].filter((td) => td.scrollWidth > td.clientWidth + 1).map((td) => td.textContent)"
    tops = "[...range.getClientRects()].map((rect) => rect.top)"
    lines = f"(at) => {{ const range = document.createRange(); range.selectNodeContents(at); return new Set({tops}).size; }}"
    broken = f"() => [...document.querySelectorAll('#view-table .date')].filter((at) => ({lines})(at) > 1).map((at) => at.textContent)"
    with opened(browser, path, "#?view=table", width) as watched:
        for table in ("events", "relations", "names", "cases"):
            led_to(watched, f"#?view=table&table={table}")
            assert watched.page.locator("#view-table tbody tr").count() > 0
            assert watched.page.evaluate(over) == []
            assert watched.page.evaluate(broken) == []
            room = watched.page.evaluate(
                "() => { const at = document.querySelector('#view-table .scroll'); return at.scrollWidth - at.clientWidth; }"
            )
            assert table == "events" or room <= 0


def test_a_table_beside_a_card_loses_no_column(browser: Browser, tmp_path: Path) -> None:
    graph = sample()
    names = {
        "agency/federal-market-authority": "Superintendence of Communications",
        "company/acme": "Acme Telecommunications",
        "company/bolt": "Bolt",
    }
    entities = tuple(e.model_copy(update={"label": names.get(e.id, e.label)}) for e in graph.entities)
    path = tmp_path / "graph.html"
    path.write_text(render(graph.model_copy(update={"entities": entities}), "Beside"), "utf-8")
    with opened(browser, path, "#company/acme?view=table", 1400) as watched:
        for table in ("events", "relations", "names"):
            led_to(watched, f"#company/acme?view=table&table={table}")
            assert watched.page.locator("#card h2").is_visible()
            assert (
                watched.page.evaluate("() => { const at = document.querySelector('#view-table .scroll'); return at.scrollWidth - at.clientWidth; }")
                <= 0
            )


def test_how_a_table_is_sorted_stands_in_the_address(seen: Watched) -> None:
    led_to(seen, "#?view=table&sort=4d&rows=acme")
    assert column(seen, 5)[0] == "USD 5,000,000"
    assert seen.page.input_value("#view-table .filter") == "acme"
    seen.page.click("#view-table th >> text=Event")
    assert seen.page.evaluate("location.hash") == "#?view=table&sort=1a&rows=acme"
    assert column(seen, 2) == sorted(column(seen, 2))
    seen.page.go_back()
    assert "sort=4d" in seen.page.evaluate("location.hash")
    assert column(seen, 5)[0] == "USD 5,000,000"


def test_the_table_is_saved_as_csv(seen: Watched, tmp_path: Path) -> None:
    led_to(seen, "#?view=table")
    with seen.page.expect_download() as download:
        seen.page.click("text=Download CSV")
    assert download.value.suggested_filename == "events.csv"
    download.value.save_as(tmp_path / "events.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "events.csv").read_bytes().decode("utf-8-sig"))))
    assert len(rows) == len(sample().events)
    assert rows[1] == {
        "Date": "2021-05-03", "Event": "fine", "Who": "Federal Market Authority", "Whom": "Acme", "Amount": "5000000", "Currency": "USD",
        "Status": "fact", "Case": "", "Sources": "1",
    }  # fmt: skip


def test_the_tables_hold_every_line_and_name_of_the_drawing(seen: Watched) -> None:
    graph = sample()
    led_to(seen, "#?view=table&table=relations")
    labels = {e.id: e.label for e in graph.entities}
    expected = {
        (labels[s.subject], ontology().relations[s.predicate].label, labels[s.object]) for s in graph.statements if s.predicate != "participant"
    }
    assert set(zip(column(seen, 1), column(seen, 2), column(seen, 3), strict=True)) == expected
    led_to(seen, "#?view=table&table=names&alone=1")
    assert sorted(column(seen, 1)) == sorted(labels.values())


def test_the_filters_reach_the_tables(seen: Watched) -> None:
    led_to(seen, "#?view=table&hide=status:alleged,status:planned")
    assert column(seen, 6) == ["fact", "fact", "fact"]


def test_the_timeline_shows_events_by_year(seen: Watched) -> None:
    led_to(seen, "#?view=timeline")
    assert seen.page.locator("#view-timeline .year h3").all_inner_texts() == ["2022", "2021", "No date"]
    assert seen.page.locator("#view-timeline .lanes .dot").count() == 3
    assert "3 dated events, 2 more without a date" in seen.page.locator("#view-timeline h2").inner_text()
    seen.page.locator("#view-timeline .lanes .dot").first.click()
    seen.page.locator("#card dl").wait_for()
    assert seen.page.locator("#view-timeline").is_visible()


def test_an_event_stands_in_the_year_in_which_it_was(browser: Browser, tmp_path: Path) -> None:
    """The first and the last day of a year lie between its line and the next."""
    graph = sample()
    fine, filing = (next(e for e in graph.events if e.type == of) for of in ("Fine", "LawsuitFiling"))
    events = tuple(e.model_copy(update={"date": {fine.id: "2021-01-01", filing.id: "2021-12-31"}.get(e.id)}) for e in graph.events)
    path = tmp_path / "graph.html"
    path.write_text(render(graph.model_copy(update={"events": events}), "Days"), "utf-8")
    with opened(browser, path, "#?view=timeline") as watched:
        dots = sorted(float(dot.get_attribute("cx") or 0) for dot in watched.page.locator(".lanes .dot").all())
        begins, ends = sorted(float(tick.get_attribute("d").split()[0][1:]) for tick in watched.page.locator(".lanes path.grid[d*=V]").all())  # type: ignore[union-attr]
        assert len(dots) == 2
        assert begins <= dots[0] < dots[1] <= ends
        assert dots[0] - begins < 5
        assert ends - dots[1] < 5


def test_an_article_leads_to_its_claims(seen: Watched) -> None:
    led_to(seen, "#?view=articles")
    seen.page.click("#view-articles a >> text=Regulator fines Acme")
    seen.page.locator("#view-articles .text").wait_for()
    seen.page.locator("#view-articles button.number").first.click()
    assert seen.page.locator("#card [data-claim='claim/001']").count() == 1
    assert seen.page.locator("#view-articles mark.chosen").count() > 0
    seen.page.click("#view-articles >> text=All articles")
    assert seen.page.locator("#view-articles .articles li").count() == 2


def large(names: int) -> KnowledgeGraph:
    """A few busy agencies, each with many firms, and two firms that nothing joins to them."""
    text = "Office fined a firm."
    agencies = [f"agency/office-{i}" for i in range(4)]
    firms = [f"company/firm-{i:05}" for i in range(names)]
    pairs = [(agencies[i % 4], "fined", firm) for i, firm in enumerate(firms)] + [("company/zz-4", "sued", "company/zz-5")]
    ids = sorted({end for a, _, b in pairs for end in (a, b)})
    entities = tuple(Entity(id=id, type="Agency" if id.startswith("agency") else "Company", label=id.partition("/")[2].title()) for id in ids)
    span = Span(start=0, end=len(text))
    statements = tuple(
        Statement(
            id=f"claim/{i:06}",
            subject=a,
            predicate=p,
            object=b,
            status="fact",
            article="a.txt",
            span=span,
            quote=text,
            confidence=1,
            engine="t",
            rule="t",
        )
        for i, (a, p, b) in enumerate(pairs)
    )
    return KnowledgeGraph(
        entities=entities, statements=statements, articles=(ArticleNode(id="article/a", article=Article(source="a.txt", text=text)),)
    )


def test_a_large_graph_opens_on_its_most_connected_part_and_says_so(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_of, "DRAWN_AT_ONCE", 1500)
    path = tmp_path / "large.html"
    path.write_text(render(large(1700), "Large"), "utf-8")
    with opened(browser, path) as seen:
        drawn = "corekg.network.body.nodeIndices.length"
        assert 1400 <= seen.page.evaluate(drawn) <= 1500
        notice = seen.page.locator("#notice").inner_text()
        assert "most connected of 1,706 names are drawn" in notice
        assert "are left out" in notice
        # What is left out is found, is then drawn, and can be expanded.
        seen.page.fill("#search", "zz-5")
        seen.page.keyboard.press("Enter")
        seen.page.locator("#card h2", has_text="Zz-5").wait_for()
        assert seen.page.evaluate("corekg.shown.drawn.has('company/zz-4')") is False
        seen.page.click("text=Draw all its neighbours")
        assert seen.page.evaluate("corekg.network.body.nodeIndices.includes('company/zz-4')")
        assert "more=company%2Fzz-5" in seen.page.evaluate("location.hash")
        seen.page.click("#draw-all")
        assert seen.page.evaluate(drawn) == 1706
        assert seen.complaints == []


def test_a_graph_read_back_from_its_turtle_shows_the_same(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "graph.ttl").write_text(turtle(list(triples(sample())), ontology().base), "utf-8")
    path = tmp_path / "graph.html"
    path.write_text(render(read_graph(tmp_path / "graph.ttl"), "Read back"), "utf-8")
    graph = sample()
    with opened(browser, path) as seen:
        assert (
            seen.page.locator("#counts").inner_text()
            == f"{len(graph.entities)} names · 10 lines · 5 events · {len(graph.statements)} claims · 2 articles"
        )
        assert seen.page.evaluate("corekg.data.articles['article/news-fine'].places.length") > 3


def test_a_page_without_texts_still_shows_the_words(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render(sample(), "No texts", texts=False), "utf-8")
    with opened(browser, path, "#agency/federal-market-authority|fined|company/acme") as seen:
        assert "Bolt Ltd sued Acme" in seen.page.locator("#card blockquote").inner_text()
        seen.page.locator("#card .source a").click()
        assert "written without the articles’ texts" in seen.page.locator("#view-articles").inner_text()


def test_the_frame_of_a_notebook_starts(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "notebook.html"
    path.write_text(f"<!DOCTYPE html><html lang=en><title>n</title><body>{notebook_html(sample(), 'In a notebook')}", "utf-8")
    window = browser.new_context(offline=True)
    page = window.new_page()
    page.goto(path.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("#card a", has_text="Acme").first.click()
    frame.locator("#card h2", has_text="Acme").wait_for()
    window.close()


def told_again() -> KnowledgeGraph:
    """The sample with a reprint of its first article, a correction that takes a claim back, a doubt about a name, and a case."""
    graph = sample()
    first, second = graph.articles
    reprint = ArticleNode(id="article/reprint", article=first.article.model_copy(update={"source": "news/reprint.txt"}), reprint_of=first.id)
    fine = graph.statements[0]
    again = fine.model_copy(update={"id": "claim/100", "article": "news/reprint.txt"})
    denial = graph.statements[7].model_copy(update={"id": "claim/101", "status": "negated", "denies": ("claim/008",)})
    statements = tuple(s.model_copy(update={"retracted_by": second.id, "status": "alleged"}) if s.id == "claim/002" else s for s in graph.statements)
    return graph.model_copy(
        update={
            "articles": (first, second.model_copy(update={"corrects": (first.id,)}), reprint),
            "statements": (*statements, again, denial),
            "entities": tuple(
                e.model_copy(update={"possibly_same": ("company/bolt",)})
                if e.id == "company/acme"
                else e.model_copy(update={"case": "case/bolt"} if e.type == "Lawsuit" else {})
                for e in graph.entities
            ),
            "events": tuple(e.model_copy(update={"case": "case/bolt"} if e.lawsuit else {}) for e in graph.events),
            "cases": (Case(id="case/bolt", label="Bolt against Acme", parties=("company/acme", "company/bolt"), state="pleaded", since="2022"),),
        }
    )


def test_reprints_corrections_doubts_and_cases_are_said(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "graph.html"
    path.write_text(render(told_again(), "Told again"), "utf-8")
    with opened(browser, path, "#event/fine-federal-market-authority-acme-2021-05") as seen:
        card = seen.page.locator("#card")
        assert "2 articles, 1 independent source" in card.inner_text()
        assert "A reprint of Regulator fines Acme" in card.inner_text()
        width = "corekg.lines.get('agency/federal-market-authority|fined|company/acme').width"
        assert seen.page.evaluate(width) == pytest.approx(1.2)
        led_to(seen, "#company/bolt|sued|company/acme")
        assert "Taken back by notices/plea.jsonl#7" in card.inner_text()
        led_to(seen, "#company/acme|settledWith|company/bolt")
        assert "Says that this is not so: Acme settled with Bolt Ltd (alleged)" in card.inner_text()
        for id, other in (("company/acme", "Bolt Ltd"), ("company/bolt", "Acme")):
            led_to(seen, f"#{id}")
            assert f"Possibly the same as {other}" in card.inner_text()
        card.locator("a", has_text="Bolt against Acme").click()
        card.locator("h2", has_text="Bolt against Acme").wait_for()
        assert card.locator("dd").all_inner_texts() == ["pleaded", "2022"]
        assert card.locator(".events li").count() == 2
        led_to(seen, "#?view=table&table=cases")
        assert column(seen, 1) == ["Bolt against Acme"]
        led_to(seen, "#article/news-fine?view=articles")
        assert seen.page.locator("#view-articles .warning").all_inner_texts() == [
            "Reprinted as Regulator fines Acme",
            "Corrected by notices/plea.jsonl#7",
        ]
        assert seen.complaints == []
