"""How large the page is and how quick, by the number of names in the graph, measured in a real Chromium with the network off.

    python benchmarks/page.py [--sizes 200,2000,10000] [--at-most SECONDS]

Prints one table. "load" runs from opening the file to the first frame that can be clicked; "search", "filter" and "pan" from an input to the frame
that answers it (filter: the mean of hiding and showing a class; pan: the mean of twenty steps). Behind each stroke stands the time that the browser's
processes were computing, all together: on a machine that does other work beside, it tells more than the clock. Each graph is made up, with three
claims a name, and each article's text stands in the page. Exit 1 where a load takes more than SECONDS by both measures.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
import time
from decimal import Decimal
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from kg.records import Article, ArticleNode, Entity, Event, KnowledgeGraph, Money, Span, Statement
from kg.viewer import render

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--enable-precise-memory-info"]
KINDS = [("company", "Company", 6), ("agency", "Agency", 2), ("person", "Person", 3), ("product", "Product", 1)]
SAID = [
    ("agency", "fined", "company", "Fine"), ("agency", "investigated", "company", "Investigation"), ("company", "sued", "company", "LawsuitFiling"),
    ("company", "acquired", "company", "Acquisition"), ("person", "worksFor", "company", None), ("company", "makes", "product", None),
]  # fmt: skip
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
REPEATED = "async () => { const start = performance.now(); for (let i = 0; i < %d; i += 1) { %s; await (%s)(); } return performance.now() - start; }"
Times = tuple[float, float]


def made_up(names: int) -> KnowledgeGraph:
    """A graph of so many names and three claims a name: a few of them busy, most of them not, twelve claims an article."""
    chance = random.Random(names)
    slots = [(path, type_) for path, type_, weight in KINDS for _ in range(weight)]
    kinds = [slots[i % len(slots)] for i in range(names)]
    entities = [Entity.model_validate({"id": f"{path}/n{i}", "type": kind, "label": f"{kind} Number {i}"}) for i, (path, kind) in enumerate(kinds)]
    by_kind = {path: [e for e in entities if e.id.startswith(path)] for path, _, _ in KINDS}
    weights = {path: [1 / (i + 1) ** 0.6 for i in range(len(members))] for path, members in by_kind.items()}
    events, statements, articles = [], [], []
    for number in range(names * 3 // 12):
        text, told, ends = f"Notice {number}\n\n", [], []
        for c in range(12):
            left, predicate, right, kind = SAID[(number + c) % len(SAID)]
            subject = chance.choices(by_kind[left], weights[left])[0]
            object_ = chance.choice(by_kind[right])
            if subject.id == object_.id:
                continue
            quote = f"{subject.label} {predicate} {object_.label} in a matter of some weight, as the notice says."
            told.append((subject, predicate, object_, kind, len(text), quote, f"{number:06}-{c:02}"))
            text += quote + " Other words stand between the claims, as they do in any article that one reads.\n\n"
        for subject, predicate, object_, kind, start, quote, key in told:
            date = f"{2005 + number % 20}-{1 + number % 12:02}"
            if kind:
                money = Money(amount=Decimal(1000 * (number + 1)), currency="USD") if kind == "Fine" else None
                label = f"{subject.label} {predicate} {object_.label} ({date})"
                events.append(
                    Event(
                        id=f"event/{key}", type=kind, label=label, agents=(subject.id,), targets=(object_.id,), status="fact", date=date, money=money
                    )
                )
            statements.append(
                Statement(
                    id=f"claim/{key}", subject=subject.id, predicate=predicate, object=object_.id, status="fact" if number % 9 else "planned",
                    article=f"n/{number}.txt", span=Span(start=start, end=start + len(quote)), quote=quote, event=f"event/{key}" if kind else None,
                    date=date if kind else None, confidence=0.9, engine="made-up", rule="made-up",
                )
            )  # fmt: skip
            ends += [subject.id, object_.id]
        article = Article(source=f"n/{number}.txt", text=text, title=f"Notice {number}", publisher=f"Paper {number % 30}", date="2020-01-02")
        articles.append(ArticleNode(id=f"article/{number:06}", article=article, mentions=tuple(sorted(set(ends)))))
    return KnowledgeGraph(
        entities=tuple(sorted(entities, key=lambda e: e.id)), events=tuple(events), statements=tuple(statements), articles=tuple(articles)
    )


class Clock:
    """Two times of an act, in seconds: by the clock, and as computed by all processes of the browser."""

    def __init__(self, browser: Browser, page: Page) -> None:
        self._session, self._page = browser.new_browser_cdp_session(), page

    def _computed(self) -> float:
        return float(sum(process["cpuTime"] for process in self._session.send("SystemInfo.getProcessInfo")["processInfo"]))

    def load(self, path: Path) -> Times:
        before = self._computed()
        self._page.goto(path.as_uri())
        if self._page.evaluate("document.documentElement.dataset.ready") != "true":
            sys.exit(f"{path}: the page did not start")
        clock = self._page.evaluate(f"async () => {{ await ({FRAME})(); return performance.now(); }}")
        return float(clock) / 1000, self._computed() - before

    def act(self, script: str, times: int = 1) -> Times:
        """The mean of so many times."""
        before = self._computed()
        clock = self._page.evaluate(REPEATED % (times, script, FRAME))
        return float(clock) / 1000 / times, (self._computed() - before) / times


def measured(names: int, folder: Path, chromium: str) -> tuple[list[str], float]:
    """One row of the table; and the lesser of the two times of its load, in seconds."""
    graph = made_up(names)
    start = time.process_time()
    page_text = render(graph, f"{names} names")
    rendered = time.process_time() - start
    path = folder / f"{names}.html"
    path.write_text(page_text, "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True).new_page()
        page.set_default_timeout(120_000)
        clock = Clock(browser, page)
        load = clock.load(path)
        typed = "const box = document.getElementById('search'); box.value = 'number 1'; box.dispatchEvent(new Event('input'))"
        first, search = clock.act(typed), clock.act(typed.replace("number 1", "number 2"))
        clock.act(typed.replace("number 1", ""))
        filtered = clock.act("document.querySelector('[data-filter=\"class:Person\"]').click()", 4)
        pan = clock.act("const at = corekg.network.getViewPosition(); corekg.network.moveTo({position: {x: at.x + 9, y: at.y}})", 20)
        drawn = page.evaluate("corekg.shown.drawn.size")
        memory = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
        browser.close()
    lines = len({(s.subject, s.predicate, s.object) for s in graph.statements})
    row = [
        f"{names:,}", f"{lines:,}", f"{drawn:,}", f"{rendered:.1f} s", f"{len(page_text.encode()) / 1e6:.1f} MB", f"{load[0]:.1f} / {load[1]:.1f} s",
        *(f"{1000 * by_clock:.0f} / {1000 * computed:.0f} ms" for by_clock, computed in (first, search, filtered, pan)), f"{memory:.0f} MB",
    ]  # fmt: skip
    return row, min(load)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="200,2000,10000")
    parser.add_argument("--at-most", type=float, default=5.0, metavar="SECONDS")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium on this machine")
    heads = ["names", "lines", "drawn", "render", "file", "load", "1st search", "search", "filter", "pan", "memory"]
    print("| " + " | ".join(heads) + " |\n|" + " ---: |" * len(heads))
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            row, load = measured(int(size), Path(folder), chromium)
            slow = slow or load > options.at_most
            print("| " + " | ".join(row) + " |", flush=True)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
