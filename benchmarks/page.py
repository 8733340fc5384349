"""How large the page is and how quick, by the number of names in the graph, measured in a real Chromium with the network off.

    python benchmarks/page.py [--sizes 200,2000,10000] [--at-most SECONDS]

Prints one table. "load" runs from opening the file to the first frame that can be clicked; "search", "filter" and "pan" from an input to the frame
that answers it (pan: the mean of twenty steps); "draw all" is the time to draw every name where the page opens on the most connected ones. Each graph
is made up, with three claims a name, and each article's text stands in the page. Exit 1 where a load takes more than SECONDS.
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

from playwright.sync_api import sync_playwright

from kg.records import Article, ArticleNode, Entity, Event, KnowledgeGraph, Money, Span, Statement
from kg.viewer import render

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--enable-precise-memory-info"]
KINDS = [("company", "Company", 6), ("agency", "Agency", 2), ("person", "Person", 3), ("product", "Product", 1)]
SAID = [
    ("agency", "fined", "company", "Fine"), ("agency", "investigated", "company", "Investigation"), ("company", "sued", "company", "LawsuitFiling"),
    ("company", "acquired", "company", "Acquisition"), ("person", "worksFor", "company", None), ("company", "makes", "product", None),
]  # fmt: skip
FRAME = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
TIMED = "async (act) => { const start = performance.now(); %s; await (%s)(); return performance.now() - start; }"


def made_up(names: int) -> KnowledgeGraph:
    """A graph of so many names and three claims a name: a few of them busy, most of them not, twelve claims an article."""
    chance = random.Random(names)
    slots = [(path, type_) for path, type_, weight in KINDS for _ in range(weight)]
    entities = [
        Entity(id=f"{path}/n{i}", type=type_, label=f"{type_} Number {i}") for i, (path, type_) in ((i, slots[i % len(slots)]) for i in range(names))
    ]  # type: ignore[arg-type]
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


def measured(names: int, folder: Path, chromium: str) -> list[str]:
    """One row of the table."""
    graph = made_up(names)
    start = time.perf_counter()
    page_text = render(graph, f"{names} names")
    rendered = time.perf_counter() - start
    path = folder / f"{names}.html"
    path.write_text(page_text, "utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_context(viewport={"width": 1400, "height": 900}, offline=True).new_page()
        page.set_default_timeout(120_000)
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.dataset.ready") != "true":
            sys.exit(f"{path}: the page did not start")
        load = page.evaluate(f"async () => {{ await ({FRAME})(); return performance.now(); }}")

        def timed(act: str) -> float:
            return float(page.evaluate(TIMED % (act, FRAME)))

        typed = "const box = document.getElementById('search'); box.value = 'number 1'; box.dispatchEvent(new Event('input'))"
        first, search = timed(typed), timed(typed.replace("number 1", "number 2"))
        filtered = timed("document.querySelector('[data-filter=\"class:Person\"]').click()")
        timed("document.querySelector('[data-filter=\"class:Person\"]').click()")
        step = "const at = corekg.network.getViewPosition(); corekg.network.moveTo({position: {x: at.x + 9, y: at.y}})"
        pan = sum(timed(step) for _ in range(20)) / 20
        drawn = page.evaluate("corekg.shown.drawn.size")
        memory = page.evaluate("performance.memory.usedJSHeapSize") / 1e6
        whole = timed("document.getElementById('draw-all').click()") if page.locator("#draw-all").count() else None
        browser.close()
    lines = len({(s.subject, s.predicate, s.object) for s in graph.statements})
    return [
        f"{names:,}", f"{lines:,}", f"{drawn:,}", f"{rendered:.1f} s", f"{len(page_text.encode()) / 1e6:.1f} MB", f"{load / 1000:.2f} s",
        f"{first:.0f} ms", f"{search:.0f} ms", f"{filtered:.0f} ms", f"{pan:.0f} ms", f"{memory:.0f} MB",
        f"{whole / 1000:.1f} s" if whole is not None else "",
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="200,2000,10000")
    parser.add_argument("--at-most", type=float, default=5.0, metavar="SECONDS")
    options = parser.parse_args()
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no Chromium on this machine")
    heads = ["names", "lines", "drawn", "render", "file", "load", "1st search", "search", "filter", "pan", "memory", "draw all"]
    print("| " + " | ".join(heads) + " |\n|" + " ---: |" * len(heads))
    slow = False
    with tempfile.TemporaryDirectory() as folder:
        for size in options.sizes.split(","):
            row = measured(int(size), Path(folder), chromium)
            slow = slow or float(row[5].split()[0]) > options.at_most
            print("| " + " | ".join(row) + " |", flush=True)
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
