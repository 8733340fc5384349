"""The shapes catch each kind of fault, and the compiled engine says what pySHACL says."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pyoxigraph as ox
import pytest

from kg.errors import ReadError, UsageError
from kg.graph.lexical import is_legal
from kg.graph.rdf import triples
from kg.graph.validate import Violation, validate
from kg.turtle import to_turtle
from tests.graph.faults import FAULTS, term
from tests.graph.sample import many, sample

BASE = "https://w3id.org/corekg/id/"


@pytest.fixture
def _quiet() -> Iterator[None]:
    """rdflib logs every literal that it finds ill-typed; here they are planted."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


def test_the_sample_conforms_by_both_engines() -> None:
    data = list(triples(sample()))
    assert validate(data).conforms
    assert validate(data, engine="pyshacl").conforms
    assert validate(triples(many(20))).conforms


def _comparable(violations: tuple[Violation, ...], ill_typed: set[str]) -> set[Violation]:
    # How an illegal number compares with a legal one, each engine has its own view of.
    return {v for v in violations if not (v.value in ill_typed and v.component in ("MinInclusive", "MaxInclusive"))}


@pytest.mark.usefixtures("_quiet")
@pytest.mark.parametrize("faults", [1, 2, 3, 5, 8, 12, 17, 23, 30, 40, 60])
def test_the_compiled_engine_says_what_pyshacl_says(faults: int) -> None:
    # Many faults in one graph rather than one in each of many: pySHACL takes its time for each graph.
    random, graph = Random(faults), list(triples(sample()))
    for _ in range(faults):
        graph = random.choice(FAULTS)(graph, random)
    ours, theirs = validate(graph).violations, validate(graph, engine="pyshacl").violations
    ill_typed = {v.value for v in ours if v.component == "Datatype"}
    assert _comparable(ours, ill_typed) == _comparable(theirs, ill_typed)


def _claim(predicate: str, object_: ox.NamedNode | ox.Literal) -> ox.Triple:
    return ox.Triple(term("claim/001"), term(predicate), object_)


def _typed(text: str, datatype: str) -> ox.Literal:
    return ox.Literal(text, datatype=term(f"xsd:{datatype}"))


QUOTE = next(t.subject for t in triples(sample()) if t.predicate == term("oa:exact"))
FINE = term("event/fine-federal-market-authority-acme-2021-05")

# What to leave out (subject and predicate, None for any), what to add, what must be said of which node.
PLANTED: list[tuple[str, list[tuple[object, str]], list[ox.Triple], str, str]] = [
    ("no quote", [(QUOTE, "oa:exact")], [], "claim/001", "has its quote"),
    ("no place", [(None, "oa:start")], [], "claim/001", "has its place"),
    ("no source", [(term("claim/001"), "prov:wasDerivedFrom")], [], "claim/001", "taken from one article"),
    ("no status", [(term("claim/001"), "reg:status")], [], "claim/001", "one status"),
    ("two statuses", [], [_claim("reg:status", term("reg:alleged"))], "claim/001", "one status"),
    ("unknown status", [(FINE, "reg:status")], [ox.Triple(FINE, term("reg:status"), term("reg:rumour"))], FINE.value, "one status"),
    ("another quote", [(QUOTE, "oa:exact")], [ox.Triple(QUOTE, term("oa:exact"), ox.Literal("Other words."))], "reg:Claim", "stands at its offsets"),
    (
        "source is no article",
        [(term("claim/001"), "prov:wasDerivedFrom")],
        [_claim("prov:wasDerivedFrom", term("company/acme"))],
        "company/acme",
        "an article",
    ),
    (
        "unknown relation",
        [(term("claim/001"), "rdf:predicate")],
        [_claim("rdf:predicate", term("reg:hugged"))],
        "claim/001",
        "relation of the ontology",
    ),
    ("two subjects", [], [_claim("rdf:subject", term("company/acme"))], "claim/001", "one subject"),
    (
        "sure beyond certain",
        [(term("claim/001"), "reg:confidence")],
        [_claim("reg:confidence", _typed("1.2", "decimal"))],
        "claim/001",
        "from 0 to 1",
    ),
    ("confidence as text", [(term("claim/001"), "reg:confidence")], [_claim("reg:confidence", ox.Literal("0.9"))], "claim/001", "from 0 to 1"),
    ("date as text", [(FINE, "reg:date")], [ox.Triple(FINE, term("reg:date"), ox.Literal("2021-05-03"))], FINE.value, "one date"),
    ("no such day", [(FINE, "reg:date")], [ox.Triple(FINE, term("reg:date"), _typed("2021-02-30", "date"))], FINE.value, "one date"),
    ("two dates", [], [ox.Triple(FINE, term("reg:date"), _typed("2021", "gYear"))], FINE.value, "one date"),
    ("amount without currency", [(FINE, "reg:currency")], [], FINE.value, "go together"),
    ("currency that is none", [(FINE, "reg:currency")], [ox.Triple(FINE, term("reg:currency"), ox.Literal("dollars"))], FINE.value, "ISO 4217"),
    ("negative amount", [(FINE, "reg:amount")], [ox.Triple(FINE, term("reg:amount"), _typed("-5", "decimal"))], FINE.value, "not negative"),
    ("event without agent", [(FINE, "reg:agent")], [], FINE.value, "has an agent"),
    ("event with one side", [(FINE, "reg:target")], [], FINE.value, "names both"),
    (
        "agent of the wrong class",
        [(FINE, "reg:agent")],
        [ox.Triple(FINE, term("reg:agent"), term("person/ann-bell"))],
        FINE.value,
        "The agent of this event",
    ),
    ("participant of a fine", [], [ox.Triple(FINE, term("reg:participant"), term("company/acme"))], FINE.value, "not participant"),
    (
        "target of a plea",
        [],
        [ox.Triple(term("event/guilty-plea-acme"), term("reg:target"), term("company/acme"))],
        "event/guilty-plea-acme",
        "a participant only",
    ),
    ("event nobody tells", [(term("claim/001"), "reg:describes")], [], FINE.value, "told by a claim"),
    (
        "event stronger than told",
        [(term("claim/007"), "reg:status")],
        [ox.Triple(term("claim/007"), term("reg:status"), term("reg:negated"))],
        "reg:Event",
        "strongest",
    ),
    (
        "edge nobody claims",
        [],
        [ox.Triple(term("company/acme"), term("reg:acquired"), term("company/bolt"))],
        "reg:acquired",
        "has a claim of status fact",
    ),
    (
        "edge from a plan alone",
        [],
        [ox.Triple(term("agency/federal-market-authority"), term("reg:banned"), term("product/rocket-skates"))],
        "reg:banned",
        "has a claim of status fact",
    ),
    ("fact without its edge", [(term("company/bolt"), "reg:sued")], [], "reg:sued", "has its direct edge"),
    ("wrong domain", [], [ox.Triple(term("person/ann-bell"), term("reg:fined"), term("company/acme"))], "person/ann-bell", "starts from"),
    (
        "wrong range",
        [],
        [ox.Triple(term("agency/federal-market-authority"), term("reg:fined"), term("product/rocket-skates"))],
        "product/rocket-skates",
        "leads to",
    ),
    (
        "wrong end of a planned claim",
        [(term("claim/007"), "rdf:object")],
        [ox.Triple(term("claim/007"), term("rdf:object"), term("law/market-act"))],
        "reg:banned",
        "of the right class",
    ),
    ("entity without label", [(term("company/acme"), "rdfs:label")], [], "company/acme", "one label"),
    ("entity of two types", [], [ox.Triple(term("company/acme"), term("rdf:type"), term("reg:Person"))], "company/acme", "one type"),
    ("untyped entity", [(term("law/market-act"), "rdf:type")], [], "law/market-act", "is an entity"),
    (
        "label in a language",
        [],
        [ox.Triple(term("company/acme"), term("rdfs:label"), ox.Literal("Acme", language="en"))],
        "company/acme",
        "one label",
    ),
    ("article without text", [(term("article/news-fine"), "schema:articleBody")], [], "article/news-fine", "has its text"),
    ("article of no source", [(term("article/news-fine"), "dcterms:source")], [], "article/news-fine", "has one source"),
    ("country by name", [], [ox.Triple(term("company/acme"), term("reg:country"), ox.Literal("France"))], "company/acme", "alpha-2"),
]


@pytest.mark.parametrize(("left_out", "added", "focus", "message"), [p[1:] for p in PLANTED], ids=[p[0] for p in PLANTED])
def test_each_kind_of_fault_is_named(left_out: list[tuple[object, str]], added: list[ox.Triple], focus: str, message: str) -> None:
    gone = [(subject, term(predicate)) for subject, predicate in left_out]
    data = [t for t in triples(sample()) if not any((s is None or t.subject == s) and t.predicate == p for s, p in gone)]
    said = validate([*data, *added]).violations
    assert any(v.focus == focus.removeprefix(BASE) and message in v.message for v in said), "\n".join(map(str, said))


def test_a_place_that_ends_before_it_starts() -> None:
    start = next(t for t in triples(sample()) if t.predicate == term("oa:start"))
    data = [t for t in triples(sample()) if t != start]
    said = validate([*data, ox.Triple(start.subject, term("oa:start"), _typed("99999", "integer"))]).violations
    assert any("stands at its offsets" in v.message for v in said)


def test_a_symmetric_edge_may_be_told_the_other_way_round() -> None:
    graph = sample()
    back = graph.statements[7].model_copy(
        update={"id": "claim/100", "status": "fact", "subject": "company/bolt", "object": "company/acme", "event": None}
    )
    there = back.model_copy(update={"id": "claim/101", "subject": "company/acme", "object": "company/bolt"})
    for told in ((back,), (back, there)):
        data = list(triples(graph.model_copy(update={"statements": (*graph.statements, *told)})))
        assert validate(data).violations == ()
        assert validate(data, engine="pyshacl").violations == ()


def test_a_file_is_checked_like_its_triples(tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text(to_turtle(triples(sample()), BASE).replace('rdfs:label "Acme"', "rdfs:label 7"), "utf-8")
    result = validate(path)
    assert not result.conforms
    assert str(result.violations[0]) == "company/acme rdfs:label: An entity has one label, a string that is not empty. ('7')"


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read"):
        validate(tmp_path / "none.ttl")
    bad = tmp_path / "bad.ttl"
    bad.write_text("this is no Turtle", "utf-8")
    with pytest.raises(ReadError, match="not Turtle"):
        validate(bad)


def test_shapes_beyond_the_compiled_part_go_to_pyshacl(tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n@prefix reg: <https://w3id.org/corekg/ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        '<http://s/> a sh:NodeShape ; sh:targetClass reg:Company ; sh:property [ sh:path rdfs:label ; sh:maxLength 4 ; sh:message "Too long." ] .\n',
        "utf-8",
    )
    assert [(v.focus, v.message) for v in validate(triples(sample()), shapes).violations] == [("company/bolt", "Too long.")]


@pytest.mark.parametrize(
    ("text", "datatype", "legal"),
    [
        ("12", "integer", True),
        ("1.5", "integer", False),
        ("", "integer", False),
        ("1.50", "decimal", True),
        ("1e3", "decimal", False),
        ("2021", "gYear", True),
        ("0000", "gYear", False),
        ("2021-12", "gYearMonth", True),
        ("2021-13", "gYearMonth", False),
        ("2020-02-29", "date", True),
        ("2021-02-29", "date", False),
        ("20210229", "date", False),
        ("anything", "string", True),
    ],
)
def test_legal_spellings(text: str, datatype: str, legal: bool) -> None:
    assert is_legal(text, "http://www.w3.org/2001/XMLSchema#" + datatype) == legal
