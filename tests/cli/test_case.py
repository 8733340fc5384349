"""`kg case`: the list, one case, and both as of a date."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from kg.export.turtle import turtle
from kg.graph.rdf import triples
from kg.ontology import ontology
from kg.records import Money
from tests.cli.conftest import Call
from tests.resolve.make import resolve
from tests.resolve.test_cases import MATTER


@pytest.fixture
def matter(tmp_path: Path) -> Path:
    path = tmp_path / "matter.ttl"
    path.write_text(turtle(list(triples(resolve(MATTER).graph)), ontology().base), "utf-8")
    return path


def test_the_list(kg: Call, matter: Path) -> None:
    line = "harbour-board-quillmark  fined since 2022-05-12  Harbour Board and Quillmark"
    assert kg("case", "--graph", matter).out == kg("case", "LIST", "--graph", matter).out == f"{line}\n(1 case)\n"
    assert "investigated since 2021-03-01" in kg("case", "list", "--as-of", "2021", "--graph", matter).out
    assert kg("case", "list", "--as-of", "2019", "--graph", matter).out == "(0 cases)\n"


def test_one_case_in_time(kg: Call, matter: Path) -> None:
    head, first, second = kg("case", "harbour-board-quillmark", "--graph", matter).out.splitlines()
    assert head == "Harbour Board and Quillmark: fined since 2022-05-12"
    assert first == "  2021-03-01  investigated    Harbour Board investigated Quillmark  [1 article, 1 source]"
    assert second.split()[:2] == ["2022-05-12", "fined"]
    assert kg("case", "case/harbour-board-quillmark", "--as-of", "2021-12", "--graph", matter).out.splitlines() == [
        "Harbour Board and Quillmark: investigated since 2021-03-01, as of 2021-12",
        first,
    ]


def test_a_case_is_found_by_its_title_and_by_a_party(kg: Call, matter: Path) -> None:
    wanted = kg("case", "harbour-board-quillmark", "--graph", matter)
    for name in ("harbour board and quillmark", "Quillmark"):
        assert kg("case", name, "--graph", matter) == wanted


def test_a_party_of_several_cases_is_asked_which(kg: Call, tmp_path: Path) -> None:
    graph = resolve(MATTER).graph
    (one,) = graph.cases
    told = graph.model_copy(update={"cases": (one, one.model_copy(update={"id": "case/other", "label": "Another"}))})
    (tmp_path / "graph.ttl").write_text(turtle(list(triples(told)), ontology().base), "utf-8")
    assert kg("case", "--graph", "graph.ttl").out.splitlines()[:2] == [
        "harbour-board-quillmark  fined since 2022-05-12  Harbour Board and Quillmark",
        "other                    open                    Another",
    ]
    said = kg("case", "Quillmark", "--graph", "graph.ttl")
    assert (said.code, said.err) == (2, "kg: 'Quillmark' may be harbour-board-quillmark, other: give the id\n")


def test_a_step_with_a_sum_says_it(kg: Call, tmp_path: Path) -> None:
    graph = resolve(MATTER).graph
    events = tuple(
        e.model_copy(update={"money": Money(amount=Decimal("5000000.00"), currency="USD")} if e.type == "Fine" else {}) for e in graph.events
    )
    (tmp_path / "matter.ttl").write_text(turtle(list(triples(graph.model_copy(update={"events": events}))), ontology().base), "utf-8")
    _, investigated, fined = kg("case", "harbour-board-quillmark", "--graph", "matter.ttl").out.splitlines()
    assert fined == "  2022-05-12  fined           Harbour Board fined Quillmark  5000000 USD  [1 article, 1 source]"
    assert "USD" not in investigated


def test_a_step_says_which_of_conflicting_values_it_took(kg: Call, tmp_path: Path) -> None:
    graph = resolve(MATTER).graph
    choice = "date 2022-05-12, not 2022-06: told as no fact"
    events = tuple(e.model_copy(update={"choices": (choice,) if e.type == "Fine" else ()}) for e in graph.events)
    (tmp_path / "matter.ttl").write_text(turtle(list(triples(graph.model_copy(update={"events": events}))), ontology().base), "utf-8")
    lines = kg("case", "harbour-board-quillmark", "--graph", "matter.ttl").out.splitlines()
    assert lines[-1] == f"{'':<14}took {choice}"
    assert len(lines) == 4


@pytest.mark.parametrize(("arguments", "message"), [(("nobody",), "no case 'nobody'"), (("list", "--as-of", "May"), "--as-of 'May'")])
def test_bad_calls(kg: Call, matter: Path, arguments: tuple[str, ...], message: str) -> None:
    said = kg("case", *arguments, "--graph", matter)
    assert said.code == 2
    assert message in said.err
