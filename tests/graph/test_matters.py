"""Counts, reprints, corrections, doubts and cases are written, read back and checked."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.network import to_networkx
from kg.graph.rdf import triples
from kg.graph.reading import as_written, read_graph
from kg.graph.validate import validate
from kg.records import Case, KnowledgeGraph
from kg.turtle import to_turtle
from tests.graph.faults import term
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"
CASE = "case/bolt-v-acme"
CHOICES = ("amount 5 USD, not 6 USD: in 1 of the articles, the other in 2", "date 2021-05, not 2022: told as no fact")


def told_over_time() -> KnowledgeGraph:
    """The sample with everything in it that only several articles can show."""
    graph = sample()
    first, second = (a.id for a in graph.articles)
    return graph.model_copy(
        update={
            "events": tuple(e.model_copy(update={"article_count": 3, "source_count": 2, "case": CASE, "choices": CHOICES}) for e in graph.events),
            "entities": tuple(
                e.model_copy(update={"possibly_same": ("company/bolt",)} if e.id == "company/acme" else {"case": CASE} if e.type == "Lawsuit" else {})
                for e in graph.entities
            ),
            "statements": tuple(
                s.model_copy(update={"retracted_by": second, "denies": (graph.statements[0].id,)}) if s.status == "negated" else s
                for s in graph.statements
            ),
            "articles": (graph.articles[0], graph.articles[1].model_copy(update={"reprint_of": first, "corrects": (first,)})),
            "cases": (Case(id=CASE, label="Bolt v. Acme", parties=("company/acme", "company/bolt"), state="fined", since="2021-05-03"),),
        }
    )


def test_it_comes_back_from_its_file_and_conforms(tmp_path: Path) -> None:
    graph = told_over_time()
    path = tmp_path / "graph.ttl"
    path.write_text(to_turtle(triples(graph), BASE), "utf-8")
    assert read_graph(path) == as_written(graph)
    assert validate(list(triples(graph))).conforms
    assert validate(list(triples(graph)), engine="pyshacl").conforms


def test_the_network_says_how_many_tell_of_an_event() -> None:
    node = next(data for _, data in to_networkx(told_over_time()).nodes(data=True) if data["kind"] == "event")
    assert (node["articles"], node["sources"]) == (3, 2)


@pytest.mark.parametrize(
    ("subject", "predicate", "object"),
    [
        ("company/acme", "possiblySameAs", "article/news-fine"),
        ("article/news-fine", "reprintOf", "company/acme"),
        ("article/news-fine", "corrects", "company/acme"),
        ("event/settlement-acme-bolt", "inCase", "company/acme"),
    ],
)
def test_what_points_to_the_wrong_kind_is_found(subject: str, predicate: str, object: str) -> None:
    wrong = ox.Triple(ox.NamedNode(BASE + subject), term(f"reg:{predicate}"), ox.NamedNode(BASE + object))
    assert not validate([*triples(told_over_time()), wrong]).conforms


def test_a_case_has_one_state() -> None:
    wrong = ox.Triple(ox.NamedNode(BASE + CASE), term("reg:state"), ox.Literal("closed"))
    assert [v.message for v in validate([*triples(told_over_time()), wrong]).violations] == ["A case has one state, a string that is not empty."]
