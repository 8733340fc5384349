"""The seeds are read whole, their gold stands on their words, and together they hold what a graph builder has to cope with."""

from __future__ import annotations

import difflib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.ontology import ontology
from kg.read import read
from kg.records import STATUSES, Article

SEEDS = Path(__file__).parents[2] / "seeds"
GOLD: dict[str, dict[str, Any]] = {row["id"]: row for row in map(json.loads, (SEEDS / "gold.jsonl").read_text("utf-8").splitlines())}
STORIES = {
    "Xiaomi and the Pentagon": ("01-xiaomi-list-removal.html", "02-xiaomi-listed.txt", "03-xiaomi-sues.md", "04-xiaomi-injunction.txt"),
    "Illumina and Grail": (
        "05-illumina-grail.jsonl#ig-2021-08",
        "05-illumina-grail.jsonl#ig-2022-09",
        "05-illumina-grail.jsonl#ig-2023-07",
        "06-illumina-court-of-justice.md",
    ),
    "Microsoft and Activision": (
        "07-microsoft-activision.xml#ma-2022-12",
        "07-microsoft-activision.xml#ma-2023-04",
        "07-microsoft-activision.xml#ma-2023-07",
        "08-microsoft-activision-closing.html",
    ),
    "Binance": ("09-binance.json#bn-2023-06", "09-binance.json#bn-2023-11", "09-binance.json#bn-2024-04", "09-binance.json#bn-2024-06"),
}
PARTIAL_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


@cache
def articles() -> dict[str, Article]:
    items = list(read([SEEDS]))
    set_aside = [str(item) for item in items if not isinstance(item, Article)]
    assert not set_aside, set_aside
    return {item.source: item for item in items if isinstance(item, Article)}


def flat(text: str) -> str:
    return " ".join(text.split())


def body(article: Article) -> str:
    """The words that claims are taken from: title and body, without captions, bylines and notes."""
    return flat("".join(c if article.section_at(i) in ("title", "body") else " " for i, c in enumerate(article.text)))


def relations(**wanted: object) -> Iterator[tuple[str, dict[str, Any]]]:
    for source, row in GOLD.items():
        for relation in row["relations"]:
            if all(relation[key] == value for key, value in wanted.items()):
                yield source, relation


def test_every_article_has_its_gold_and_the_other_way_round() -> None:
    assert set(articles()) == set(GOLD)
    assert len(GOLD) == len((SEEDS / "gold.jsonl").read_text("utf-8").splitlines())


def test_the_reader_finds_title_publisher_and_date() -> None:
    for source, article in articles().items():
        assert article.title, source
        if source != "29-marathon-vienna.txt":  # the one that carries neither
            assert article.publisher, source
            assert article.date, source
    assert articles()["29-marathon-vienna.txt"].date is None


def test_each_is_of_the_length_of_a_news_item() -> None:
    for source, article in articles().items():
        assert 120 <= len(body(article).split()) <= 350, source


@pytest.mark.parametrize("source", GOLD)
def test_names_stand_verbatim_in_the_article(source: str) -> None:
    told = body(articles()[source]).casefold()
    # What stands in a page's captions, bylines and links alone is optional: a reader may keep it or not.
    whole = told + (flat((SEEDS / source).read_text("utf-8")).casefold() if source.endswith(".html") else "")
    for entity in GOLD[source]["entities"]:
        if entity["type"] == "Lawsuit":
            sides = entity["name"].split(" v. ")
            assert len(sides) == 2, entity["name"]
            assert all(side == "?" or side.casefold() in told for side in sides), entity["name"]
            continue
        for name in (entity["name"], *entity["aliases"]):
            assert flat(name).casefold() in (whole if entity["optional"] else told), name


@pytest.mark.parametrize("source", GOLD)
def test_quotes_stand_verbatim_in_title_or_body(source: str) -> None:
    told = body(articles()[source])
    for relation in GOLD[source]["relations"]:
        assert flat(relation["quote"]) in told, relation
        assert relation["trigger"], relation
        assert flat(relation["trigger"]) in told, relation
    for event in GOLD[source]["events"]:
        assert event["quote"], event
        assert flat(event["quote"]) in told, event


@pytest.mark.parametrize("source", GOLD)
def test_the_ontology_admits_what_the_gold_says(source: str) -> None:
    types = {entity["name"]: entity["type"] for entity in GOLD[source]["entities"]}
    assert len(types) == len(GOLD[source]["entities"]), "an entity stands twice"
    assert set(types.values()) <= set(ontology().entity_types())
    for relation in GOLD[source]["relations"]:
        assert relation["s"] != relation["o"]
        assert ontology().admits(relation["p"], types[relation["s"]], types[relation["o"]]), relation
        assert relation["status"] in STATUSES
        assert relation["date"] is None or PARTIAL_DATE.fullmatch(relation["date"]), relation
        assert (relation["amount"] is None) == (relation["currency"] is None), relation
    for event in GOLD[source]["events"]:
        assert event["type"] in ontology().one_party_events()
        assert event["who"] in types
        assert event["status"] in STATUSES


@pytest.mark.parametrize("source", GOLD)
def test_no_statement_stands_twice(source: str) -> None:
    said = Counter((r["s"], r["p"], r["o"], r["status"], r["date"]) for r in GOLD[source]["relations"])
    assert [statement for statement, times in said.items() if times > 1] == []


def test_nothing_is_dated_after_its_article_unless_it_is_planned() -> None:
    for source, relation in relations():
        published = articles()[source].date
        if relation["date"] and published and relation["status"] != "planned":
            assert relation["date"] <= published[: len(relation["date"])] or relation["status"] == "former", (source, relation)


def test_every_input_format_is_there() -> None:
    names = [path.name for path in sorted(SEEDS.iterdir())]
    for suffix in (".txt", ".md", ".html", ".json", ".jsonl", ".csv", ".tsv", ".xml", ".gz"):
        assert any(name.endswith(suffix) for name in names if name != "gold.jsonl"), suffix
    starts = [path.read_text("utf-8")[:200] for path in SEEDS.glob("*.xml")]
    assert any("<rss" in start for start in starts)
    assert any("<feed" in start for start in starts)
    records = Counter(source.partition("#")[0] for source in GOLD)
    assert records["17-merck-darmstadt.json"] == 1, "one object alone"
    assert records["09-binance.json"] > 1, "an array"
    assert records["05-illumina-grail.jsonl"] >= 3
    assert len(GOLD) >= 24
    assert sum(source.endswith(".html") for source in GOLD) >= 3


def test_the_first_is_the_page_about_xiaomi() -> None:
    first = next(iter(articles().values()))
    assert first.source == "01-xiaomi-list-removal.html"
    assert {section.kind for section in first.sections} >= {"title", "body"}
    told = body(first)
    for name in ("Communist Chinese Military Companies", "Rudolph Contreras", "Mi 11 Ultra", "Mi MIX Alpha", "Apple"):
        assert name in told, name
    page = (SEEDS / first.source).read_text("utf-8")
    for part in ("<figcaption>", "application/ld+json", "<nav>", "cookie", 'class="author-bio"'):
        assert part in page, part
    assert "covers technology" not in told
    assert "Photograph" not in told


@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_by_three_articles_or_more_over_time(story: str) -> None:
    parts = [articles()[source] for source in STORIES[story]]
    assert len({part.date for part in parts}) >= 3
    named = [{entity["name"] for entity in GOLD[part.source]["entities"] if not entity["optional"]} for part in parts]
    assert set.intersection(*named), "they share their main party"


def test_two_outlets_report_the_same_event() -> None:
    told: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for source, relation in relations(p="fined", status="fact"):
        told[relation["amount"], relation["currency"], relation["date"]].add(source)
    pair = ("10-meta-transfers-ledger.txt", "11-meta-transfers-wire.html")
    assert set(pair) in told.values()
    one, other = (articles()[source] for source in pair)
    assert one.publisher != other.publisher
    assert difflib.SequenceMatcher(None, one.text, other.text, autojunk=False).ratio() < 0.6, "in words of their own"


def test_one_is_a_reprint() -> None:
    one, other = articles()["12-google-korea.md"], articles()["13-google-korea-reprint.txt"]
    assert one.publisher != other.publisher
    assert one.text != other.text
    paragraphs = set(one.text.split("\n\n"))
    assert len(paragraphs & set(other.text.split("\n\n"))) >= 4


def test_two_people_and_two_firms_share_a_name() -> None:
    bailey = {r["o"] for source, r in relations(s="Andrew Bailey") if source.startswith(("19-", "20-"))}
    assert {"Bank of England", "Starbucks"} <= bailey, "the governor and the attorney general"
    for source, full in (("17-merck-darmstadt.json", "Merck KGaA"), ("18-merck-medicare.md", "Merck & Co.")):
        assert any(entity["name"] == full and "Merck" in entity["aliases"] for entity in GOLD[source]["entities"])


def test_there_are_denials_failed_plans_and_a_retraction() -> None:
    assert any("denies" in (article.title or "") for article in articles().values())
    assert len({source for source, _ in relations(p="acquired", status="negated")}) >= 3
    assert any(source == "24-whatsapp-correction.md" for source, _ in relations(p="fined", status="negated"))
    assert len(list(relations(p="fined", status="negated"))) >= 4


def test_every_status_and_five_currencies_occur() -> None:
    assert {relation["status"] for _, relation in relations()} == set(STATUSES)
    assert {"USD", "EUR", "GBP", "CNY", "INR", "KRW", "JPY"} <= {relation["currency"] for _, relation in relations()}


def test_most_relations_and_one_party_events_occur() -> None:
    said = {relation["p"] for _, relation in relations(optional=False)}
    assert set(ontology().relations) - said <= {"charged", "banned", "warned", "mergedWith"}
    assert {event["type"] for row in GOLD.values() for event in row["events"]} >= {"BankruptcyFiling", "GuiltyPlea", "Sentencing", "Appeal"}


def test_relative_dates_occur() -> None:
    words = ("last month", "last year", "a year ago", "two weeks ago", "Last week", "In March", "last November", "on Tuesday", "six years ago")
    told = "\n".join(body(article) for article in articles().values())
    assert [word for word in words if word not in told] == []


def test_two_pieces_have_nothing_to_find() -> None:
    for source in ("29-marathon-vienna.txt", "30-apple-harvest.md"):
        assert GOLD[source]["relations"] == []
        assert GOLD[source]["events"] == []
    assert {"fine", "banned", "investigated", "ruled"} <= set(re.findall(r"\w+", body(articles()["30-apple-harvest.md"]))), "though its words tempt"


def test_dates_run_from_2010_to_2026() -> None:
    for article in articles().values():
        assert article.date is None or "2010" <= article.date[:4] <= "2026"
