"""What the page holds: the graph's own records, nothing of an article as code, the same bytes every time, and less of it when asked."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest

from kg.errors import UsageError
from kg.records import Article, ArticleNode, Entity, KnowledgeGraph
from kg.viewer import named, neighbourhood, notebook_html, render
from kg.viewer.data import wrapped
from tests.graph.sample import sample


def data_of(page: str) -> Mapping[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    assert found is not None
    data: Mapping[str, Any] = json.loads(found.group(1))
    return data


def test_the_page_holds_the_graph() -> None:
    graph = sample()
    data = data_of(render(graph, "A sample"))
    assert data["entities"].keys() == {e.id for e in graph.entities} == {node["id"] for node in data["network"]["nodes"]}
    assert data["events"].keys() == {e.id for e in graph.events}
    assert data["articles"].keys() == {a.id for a in graph.articles}
    for s in graph.statements:
        claim = data["claims"][s.id]
        text = data["articles"][claim["article"]]["text"]
        assert (claim["subject"], claim["predicate"], claim["object"], claim["status"]) == (s.subject, s.predicate, s.object, s.status)
        assert text[claim["start"] : claim["end"]] == claim["quote"] == s.quote
    assert data["events"]["event/settlement-acme-bolt"]["amount"] == "1250000.50"


def test_an_event_s_choices_among_conflicting_values_are_in_the_page() -> None:
    graph = sample()
    choice = "date 2021-03, not 2021-04: as many articles, a later date"
    events = tuple(e.model_copy(update={"choices": (choice,)}) if n == 0 else e for n, e in enumerate(graph.events))
    first, *others = data_of(render(graph.model_copy(update={"events": events})))["events"].values()
    assert first["choices"] == [choice]
    assert not any("choices" in event for event in others)


def test_equal_graphs_give_equal_pages() -> None:
    assert render(sample(), "A") == render(KnowledgeGraph.model_validate(sample().model_dump()), "A")


def test_nothing_is_fetched_and_two_scripts_are_admitted() -> None:
    page = render(sample())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    assert policy.group(1).startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy.group(1)
    assert not re.search(r"<(?:link|img|iframe|script)[^>]+(?:src|href)=", page.split("<script>")[0])
    assert page.count("<script") - page.count("<script>") >= 1


def test_without_texts_the_words_around_a_quote_stay() -> None:
    page = render(sample(), texts=False)
    data = data_of(page)
    assert not any("text" in article for article in data["articles"].values())
    assert data["claims"]["claim/001"]["after"] == " Bolt Ltd sued Acme in March 2021, and Acme denies it."
    assert "Regulator fines Acme\n" not in page


def test_names_are_found_again_where_the_graph_holds_no_places() -> None:
    text = "Acme Corp. met Acme. Pacmen did not: Acme's day."
    graph = KnowledgeGraph(
        entities=(Entity(id="company/acme", type="Company", label="Acme", aliases=("Acme Corp.",)),),
        articles=(ArticleNode(id="article/a", article=Article(source="a.txt", text=text), mentions=("company/acme",)),),
    )
    places = data_of(render(graph))["articles"]["article/a"]["places"]
    assert [(text[start:end], id) for id, start, end in places] == [
        ("Acme Corp.", "company/acme"),
        ("Acme", "company/acme"),
        ("Acme", "company/acme"),
    ]


def test_a_dossier_holds_one_neighbourhood() -> None:
    graph = sample()
    part = neighbourhood(graph, "person/ann-bell")
    assert [e.id for e in part.entities] == ["company/acme", "lawsuit/bolt-v-acme", "person/ann-bell"]  # the case that her firm's plea belongs to
    assert {s.id for s in part.statements} == {"claim/005", "claim/006"}
    assert [e.id for e in part.events] == ["event/guilty-plea-acme"]
    assert [e.id for e in neighbourhood(graph, "company/acme", 9).statements] == [s.id for s in graph.statements]
    data = data_of(render(graph, only="person/ann-bell"))
    assert data["entities"].keys() == {e.id for e in part.entities}
    assert all(mention in data["entities"] for article in data["articles"].values() for mention in article.get("mentions", []))


@pytest.mark.parametrize(("name", "id"), [("Acme", "company/acme"), ("acme corp.", "company/acme"), ("person/ann-bell", "person/ann-bell")])
def test_an_entity_is_found_by_name(name: str, id: str) -> None:
    assert named(sample(), name) == id


def test_a_name_that_means_nothing_or_two_things_is_refused() -> None:
    graph = sample()
    with pytest.raises(UsageError, match="no entity is called 'Acne'; near it: Acme"):
        named(graph, "Acne")
    twice = graph.model_copy(update={"entities": (*graph.entities, Entity(id="product/acme", type="Product", label="ACME"))})
    with pytest.raises(UsageError, match="may be company/acme, product/acme"):
        named(twice, "acme")
    with pytest.raises(UsageError, match="no entity 'company/gone'"):
        render(graph, only="company/gone")


def test_a_notebook_shows_the_page_in_a_frame() -> None:
    frame = notebook_html(sample(), 'A "sample"', height=300)
    found = re.fullmatch(r'<iframe title="A &quot;sample&quot;" height="300" [^>]*sandbox="[a-z -]+" srcdoc="([^"]*)"></iframe>', frame)
    assert found is not None
    assert html.unescape(found.group(1)) == render(sample(), 'A "sample"')


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Acme", ["Acme"]),
        ("Federal Market Authority", ["Federal Market", "Authority"]),
        ("Donaudampfschifffahrtsgesellschaft", ["Donaudampfschifffahrtsges…"]),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            ["one two three four", "five six seven eight", "nine ten eleven…"],
        ),
        ("  ", ["  "]),
    ],
)
def test_a_label_takes_three_lines_at_most(label: str, lines: list[str]) -> None:
    assert wrapped(label).split("\n") == lines


def test_an_empty_graph_has_a_page() -> None:
    assert data_of(render(KnowledgeGraph()))["network"] == {"nodes": []}
