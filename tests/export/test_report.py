"""The report: counts that are right, everything set aside named, no time."""

from __future__ import annotations

from kg.export.report import report
from kg.records import KnowledgeGraph, SetAside
from tests.graph.sample import sample


def test_it_counts_what_the_graph_holds() -> None:
    text = report(sample(), [SetAside(path="a.jsonl", line=3, reason="no text")], [], {"graph.ttl": 123})
    for line in (
        "| articles read | 2 |",
        "| of these without a date | 1 |",
        "| records set aside | 1 |",
        "| direct edges | 7 |",
        "| Company | 2 |",
        "| settledWith | 0 | 0 | 1 | 0 | 0 | 0 |",
        "| participant | 0 | 1 | 0 | 0 | 0 | 0 |",
        "| Ban | 0 | 0 | 1 | 0 | 0 |",
        "| Acme | Company | 2 |",
        "- a.jsonl:3: no text",
        "The graph conforms to shapes.ttl.",
        "| graph.ttl | 123 |",
    ):
        assert line in text.splitlines()


def test_everything_set_aside_is_named() -> None:
    aside = [SetAside(path=f"{i}.txt", reason="empty") for i in range(1000)]
    text = report(sample(), aside)
    assert all(f"- {item}" in text for item in aside)
    assert "Not checked." in text


def test_violations_are_listed_and_markup_is_escaped() -> None:
    text = report(sample(), [SetAside(path="<b>|x", reason="a\nb")], ["company/x rdfs:label: bad"])
    assert "- \\<b\\>\\|x: a b" in text
    assert "## Conformance (1)" in text


def test_an_empty_graph_has_a_report() -> None:
    text = report(KnowledgeGraph())
    assert "| articles read | 0 |" in text
    assert "Nothing was set aside." in text
