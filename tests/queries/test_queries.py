"""Every question is answered alike, and rightly, by two engines over a small story written by hand."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib

QUERIES = Path(__file__).parents[2] / "schemas" / "queries"
STORY = (Path(__file__).parent / "fixture.ttl").read_text("utf-8")
NAMES = sorted(path.stem for path in QUERIES.glob("*.rq"))
ASKS_FOR_A_COMPANY = ("company-ties", "company-timeline")

Row = tuple[str, ...]

# The columns, then the rows; "" where a row has no value.
EXPECTED: dict[str, list[Row]] = {
    "agency-activity": [
        ("agency", "what", "events", "parties", "first", "last"),
        ("Market Authority", "Fine", "2", "2", "2021-06-01", "2022"),
        ("Market Authority", "Investigation", "1", "1", "2021-03", "2021-03"),
        ("Market Authority", "LawsuitFiling", "1", "1", "2019-05", "2019-05"),
        ("Market Authority", "Settlement", "1", "0", "2020-02-03", "2020-02-03"),
        ("Trade Ministry", "Block", "1", "1", "2022-02", "2022-02"),
        ("Trade Ministry", "Fine", "1", "1", "", ""),
        ("Trade Ministry", "Sanction", "1", "1", "2020-11", "2020-11"),
        ("Trade Ministry", "SanctionLifting", "1", "1", "2021-05-20", "2021-05-20"),
    ],
    "alleged-never-confirmed": [
        ("subject", "relation", "object", "attribution", "quote", "source"),
        ("Corvo", "acquired", "Dunmore", "people close to it say", "Corvo has bought Dunmore, people close to it say.", "news/4.txt"),
    ],
    "amounts-by-currency": [
        ("currency", "what", "events", "total", "largest"),
        ("EUR", "Fine", "1", "2500000.5", "2500000.5"),
        ("USD", "Fine", "1", "5000000", "5000000"),
        ("USD", "Settlement", "1", "1000000", "1000000"),
    ],
    "company-ties": [
        ("subject", "relation", "object", "status", "articles", "quote"),
        ("Acme", "acquired", "Bolt", "negated", "1", "Acme gave up its plan to buy Bolt."),
        ("Acme", "acquired", "Bolt", "planned", "1", "Acme is to buy Bolt for $7 billion."),
        ("Acme", "competesWith", "Bolt", "fact", "1", "Acme and its rival Bolt lead the market."),
        ("Acme", "makes", "Rocket Skates", "fact", "1", "Acme sells the Rocket Skates."),
        ("Ann Bell", "worksFor", "Acme", "fact", "2", "Ann Bell, chief executive of Acme, was silent."),
    ],
    "company-timeline": [
        ("date", "event", "what", "status", "amount", "currency", "articles", "quote"),
        ("", "Acme sued Trade Ministry", "LawsuitFiling", "fact", "", "", "1", "Acme had taken the ministry to court."),
        ("", "Trade Ministry fined Acme", "Fine", "fact", "", "", "1", "The ministry once fined Acme."),
        ("2020-11", "Trade Ministry sanctioned Acme (2020-11)", "Sanction", "fact", "", "", "1",
         "The ministry put Acme on its Debarment List in November 2020."),
        ("2021-04", "Cora Dale ruled for Acme (2021-04)", "Ruling", "fact", "", "", "1",
         "Judge Cora Dale of the High Court found for Acme in April 2021."),
        ("2021-05-20", "Trade Ministry lifted sanction on Acme (2021-05-20)", "SanctionLifting", "fact", "", "", "1",
         "The ministry took Acme off its Debarment List on 20 May 2021."),
        ("2021-06-01", "Market Authority fined Acme (2021-06-01)", "Fine", "fact", "5000000", "USD", "2",
         "The Market Authority fined Acme $5 million on Tuesday."),
        ("2021-06-01", "Market Authority fined Acme (2021-06-01)", "Fine", "negated", "5000000", "USD", "1", "Acme denies that it was fined."),
        ("2022", "Acme acquired Bolt (2022)", "Acquisition", "negated", "7000000000", "USD", "1", "Acme gave up its plan to buy Bolt."),
        ("2022", "Acme acquired Bolt (2022)", "Acquisition", "planned", "7000000000", "USD", "1", "Acme is to buy Bolt for $7 billion."),
        ("2022-02", "Trade Ministry blocked Acme (2022-02)", "Block", "fact", "", "", "1", "The ministry stopped the deal in February."),
    ],
    "competitors-same-agency": [
        ("agency", "company", "rival", "against_company", "against_rival"),
        ("Market Authority", "Acme", "Bolt", "1", "2"),
    ],
    "denied-claims": [
        ("subject", "relation", "object", "said_as_fact", "quote", "source"),
        ("Acme", "acquired", "Bolt", "0", "Acme gave up its plan to buy Bolt.", "news/3.jsonl#x"),
        ("Market Authority", "fined", "Acme", "2", "Acme denies that it was fined.", "news/4.txt"),
        ("Market Authority", "fined", "Corvo", "0", "Corvo was not fined.", "news/4.txt"),
    ],
    "events-told-by-several": [
        ("event", "what", "status", "articles", "publishers", "first", "last"),
        ("Market Authority fined Acme (2021-06-01)", "Fine", "fact", "3", "2", "2021-06-02", "2021-06-03"),
        ("Acme acquired Bolt (2022)", "Acquisition", "planned", "2", "1", "2021-06-02", "2022-04-01"),
        ("Bolt partnered with Dunmore", "Partnership", "fact", "2", "1", "2021-06-02", "2022-04-01"),
    ],
    "fines": [
        ("date", "regulator", "fined", "amount", "currency", "articles", "quote"),
        ("2022", "Market Authority", "Bolt", "2500000.5", "EUR", "1", "Bolt paid a fine of €2,500,000.50 this year."),
        ("2021-06-01", "Market Authority", "Acme", "5000000", "USD", "2", "The Market Authority fined Acme $5 million on Tuesday."),
        ("", "Trade Ministry", "Acme", "", "", "1", "The ministry once fined Acme."),
    ],
    "judges-and-courts": [
        ("lawsuit", "judge", "court", "rulings"),
        ("Acme v. Trade Ministry", "Cora Dale", "High Court", "1"),
        ("Bolt v. Corvo", "", "High Court", "0"),
    ],
    "most-quoted-articles": [
        ("source", "title", "publisher", "issued", "claims", "events"),
        ("news/3.jsonl#x", "A year of suits", "The Wire", "2022-04-01", "20", "10"),
        ("news/4.txt", "", "", "", "9", "7"),
        ("news/1.txt", "Regulator fines Acme", "The Wire", "2021-06-02", "7", "4"),
        ("news/2.txt", "Acme fined", "The Post", "2021-06-03", "2", "1"),
    ],
    "people-and-posts": [
        ("person", "employer", "post", "status", "articles", "quote"),
        ("Ann Bell", "Acme", "head", "fact", "2", "Ann Bell, chief executive of Acme, was silent."),
        ("Ben Ode", "Bolt", "", "former", "1", "Ben Ode, who has left Bolt, gave evidence."),
        ("Cora Dale", "High Court", "Judge", "fact", "1", "Judge Cora Dale of the High Court found for Acme in April 2021."),
    ],
    "planned-deals-that-failed": [
        ("date", "buyer", "relation", "target", "amount", "currency", "blocked_by", "articles", "quote"),
        ("2022", "Acme", "acquired", "Bolt", "7000000000", "USD", "Trade Ministry", "1", "Acme gave up its plan to buy Bolt."),
    ],
    "repeat-offenders": [
        ("company", "events", "agencies", "kinds", "first", "last"),
        ("Acme", "4", "2", "3", "2020-11", "2022-02"),
        ("Bolt", "2", "1", "2", "2021-03", "2022"),
    ],
    "sanctions-lifted": [
        ("lifted", "agency", "party", "imposed", "list", "quote"),
        ("2021-05-20", "Trade Ministry", "Acme", "2020-11", "Debarment List", "The ministry took Acme off its Debarment List on 20 May 2021."),
    ],
    "suits-without-outcome": [
        ("filed", "lawsuit", "court", "articles", "quote"),
        ("2022-03", "Bolt v. Corvo", "High Court", "1", "Bolt sued Corvo in the High Court in March."),
    ],
}  # fmt: skip


def query(name: str, company: str = "acme CORP.") -> str:
    text = (QUERIES / f"{name}.rq").read_text("utf-8")
    if name in ASKS_FOR_A_COMPANY:
        assert text.count('BIND("Xiaomi" AS ?name)') == 1
        text = text.replace('BIND("Xiaomi" AS ?name)', f'BIND("{company}" AS ?name)')
    return text


def shown(value: str, datatype: str) -> str:
    """A cell; a number by its value, since engines differ in how many idle zeros they write."""
    return format(Decimal(value).normalize(), "f") if datatype.rpartition("#")[2] in ("decimal", "integer") else value


def by_rdflib(text: str, graph: rdflib.Graph) -> list[Row]:
    result = graph.query(text)
    assert result.vars is not None
    rows: list[Row] = [tuple(str(variable) for variable in result.vars)]
    for row in result:
        assert isinstance(row, rdflib.query.ResultRow)
        rows.append(tuple("" if cell is None else shown(str(cell), str(getattr(cell, "datatype", None) or "")) for cell in row))
    return rows


def by_oxigraph(text: str, store: ox.Store) -> list[Row]:
    result = store.query(text)
    assert isinstance(result, ox.QuerySolutions)
    rows: list[Row] = [tuple(variable.value for variable in result.variables)]
    for solution in result:
        cells = [solution[variable] for variable in result.variables]
        rows.append(tuple("" if cell is None else shown(cell.value, cell.datatype.value if isinstance(cell, ox.Literal) else "") for cell in cells))
    return rows


@pytest.fixture(scope="module")
def graph() -> rdflib.Graph:
    return rdflib.Graph().parse(data=STORY, format="turtle")


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(STORY.encode(), format=ox.RdfFormat.TURTLE)
    return store


def test_every_question_has_its_expected_rows() -> None:
    assert list(EXPECTED) == NAMES
    assert len(NAMES) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_rdflib_gives_the_expected_rows(name: str, graph: rdflib.Graph) -> None:
    assert by_rdflib(query(name), graph) == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_oxigraph_gives_the_expected_rows(name: str, store: ox.Store) -> None:
    assert by_oxigraph(query(name), store) == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_the_order_of_the_triples_does_not_matter(name: str, graph: rdflib.Graph) -> None:
    backwards = rdflib.Graph()
    for triple in sorted(graph, reverse=True):
        backwards.add(triple)
    assert by_rdflib(query(name), backwards) == EXPECTED[name]


@pytest.mark.parametrize("name", NAMES)
def test_where_there_is_nothing_there_is_no_row(name: str) -> None:
    assert by_rdflib(query(name), rdflib.Graph()) == EXPECTED[name][:1]
    assert by_oxigraph(query(name), ox.Store()) == EXPECTED[name][:1]


@pytest.mark.parametrize("name", ASKS_FOR_A_COMPANY)
def test_a_company_that_is_not_there_has_no_row(name: str, graph: rdflib.Graph, store: ox.Store) -> None:
    assert by_rdflib(query(name, "Nobody"), graph) == by_oxigraph(query(name, "Nobody"), store) == EXPECTED[name][:1]


@pytest.mark.parametrize("name", NAMES)
def test_the_first_line_says_what_it_asks(name: str) -> None:
    lines = (QUERIES / f"{name}.rq").read_text("utf-8").splitlines()
    assert re.fullmatch(r"# [A-Z].{15,110}\.", lines[0]), lines[0]


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_are_ordered_and_no_prefix_is_idle(name: str) -> None:
    text = (QUERIES / f"{name}.rq").read_text("utf-8")
    assert re.search(r"^ORDER BY .+\n\Z", text, re.MULTILINE)
    for prefix in re.findall(r"^PREFIX (\w+):", text, re.MULTILINE):
        assert len(re.findall(rf"(?<![\w:]){prefix}:\w", text)) >= 1, prefix
