"""Every question, asked of the graph of the seeds, has rows that its articles tell and none of some that they do not."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.graph.query import named_queries, query_text
from kg.ids import prefixes

GRAPH = Path(__file__).parents[2] / "exports" / "graph.ttl"

Cells = dict[str, str]
Rows = list[Cells]

# Question -> rows that are there, rows that are not. A row is told by some of its cells; one with "date" begins with what stands here.
# With a setting: "question name=value".
ASKED: dict[str, tuple[Rows, Rows]] = {
    "agency-activity": (
        [
            {"agency": "Korea Fair Trade Commission", "what": "Fine", "events": "1", "first": "2021-09-14"},
            {"agency": "US Department of Defense", "what": "SanctionLifting", "events": "1", "parties": "1", "first": "2021-05-11"},
            {"agency": "Cyberspace Administration of China", "what": "Fine", "events": "1"},
        ],
        [
            {"agency": "Federal Aviation Administration", "what": "Ban"},
            {"agency": "US Department of Defense", "what": "Sanction", "last": "2021-01-29"},
        ],
    ),
    # No article of the seeds says of anybody what is only alleged and found.
    "alleged-never-confirmed": ([], [{"relation": "fined", "object": "Meta"}, {"relation": "acquired", "object": "Grail"}]),
    "amounts-by-currency": (
        [
            {"currency": "KRW", "what": "Fine", "events": "1", "total": "207400000000"},
            {"currency": "EUR", "what": "Fine", "largest": "1200000000"},
            {"currency": "CNY", "what": "Fine", "largest": "18200000000"},
        ],
        [{"currency": "USD", "what": "Fine", "largest": "1200000000"}, {"currency": "EUR", "what": "Fine", "largest": "50000000"}],
    ),
    "company-ties": (
        [
            {"subject": "Xiaomi", "relation": "makes", "object": "Mi 11 Ultra", "status": "fact"},
            {"subject": "Lei Jun", "relation": "worksFor", "object": "Xiaomi", "status": "fact"},
            {"subject": "Lin Bin", "relation": "founded", "object": "Xiaomi"},
        ],
        [{"object": "Nokia"}, {"subject": "Petra Holm"}, {"subject": "Xiaomi", "relation": "acquired"}],
    ),
    "company-ties name=Nvidia": (
        [{"subject": "Rene Haas", "relation": "worksFor", "object": "Nvidia", "status": "former"}],
        [{"subject": "Nvidia", "relation": "acquired", "status": "fact"}],
    ),
    "company-timeline": (
        [
            {"date": "2021-01-14", "what": "Sanction", "status": "fact", "articles": "3"},
            {"date": "2021-01-29", "what": "LawsuitFiling", "status": "fact", "articles": "3"},
            {"date": "2021-03-12", "what": "Ruling", "event": "Rudolph Contreras ruled on Xiaomi (2021-03-12)"},
            {"date": "2021-05-11", "what": "SanctionLifting", "status": "fact"},
        ],
        [
            {"date": "2021-01-29", "what": "Sanction"},
            {"date": "2021-03", "what": "LawsuitFiling"},
            {"what": "GoingToCourt"},
            {"what": "Fine"},
        ],
    ),
    "company-timeline name=Illumina": (
        [{"date": "2021-08-18", "what": "Acquisition", "event": "Illumina acquired Grail (2021-08-18)", "status": "fact"}],
        [{"date": "2021-08", "event": "Illumina acquired Grail (2021-08)"}],
    ),
    "competitors-same-agency": (
        [{"agency": "US Department of Justice", "company": "JetBlue", "rival": "Spirit Airlines"}],
        [{"company": "Xiaomi"}, {"company": "Google", "rival": "Apple"}],
    ),
    "denied-claims": (
        [
            {"subject": "Federal Aviation Administration", "relation": "banned", "object": "Note 7", "said_as_fact": "0"},
            {"subject": "European Commission", "relation": "fined", "object": "Merck KGaA", "said_as_fact": "0"},
            {"subject": "Xiaomi", "relation": "listedOn", "object": "Entity List", "said_as_fact": "0"},
        ],
        [{"relation": "fined", "object": "Sigma-Aldrich"}, {"relation": "fined", "object": "Google"}],
    ),
    "events-told-by-several": (
        [
            {"event": "Data Protection Commission fined Meta (2023-05-22)", "what": "Fine", "articles": "2", "publishers": "2"},
            {"event": "US Department of Defense sanctioned Xiaomi (2021-01-14)", "articles": "3", "publishers": "2"},
            {"event": "Xiaomi sued US Department of Defense (2021-01-29)", "articles": "3"},
        ],
        [{"what": "Recall"}, {"event": "Competition Commission of India fined Google (2022-10-25)"}],
    ),
    "fines": (
        [
            {"date": "2023-07-12", "regulator": "European Commission", "fined": "Illumina", "amount": "432000000", "currency": "EUR"},
            {"date": "2021-09-14", "regulator": "Korea Fair Trade Commission", "fined": "Google", "amount": "207400000000", "articles": "2"},
            {"date": "2022-07-21", "regulator": "Cyberspace Administration of China", "fined": "Didi Global", "amount": "8026000000"},
        ],
        [{"fined": "WhatsApp"}, {"fined": "Merck KGaA"}, {"fined": "Merck"}, {"fined": "Paul Pester"}, {"fined": "Kansai Electric Power"}],
    ),
    "fines since=2022": (
        [{"date": "2022-10-25", "regulator": "Competition Commission of India", "fined": "Google", "amount": "9360000000", "currency": "INR"}],
        [{"date": "2021"}, {"date": "2015"}],
    ),
    "judges-and-courts": (
        [
            {
                "lawsuit": "Xiaomi v. US Department of Defense",
                "judge": "Rudolph Contreras",
                "court": "US District Court for the District of Columbia",
            },
            {"judge": "Jacqueline Scott Corley", "court": "US District Court for the Northern District of California", "rulings": "1"},
            {"judge": "Sean Cox", "court": "US District Court for the Eastern District of Michigan"},
        ],
        [{"lawsuit": "Xiaomi v. ?"}, {"judge": "Janet Yellen"}, {"lawsuit": "Xiaomi v. US Department of Defense", "judge": "Sean Cox"}],
    ),
    "most-quoted-articles": (
        [
            {"source": "03-xiaomi-sues.md", "publisher": "Harbour Wire", "issued": "2021-01-31"},
            {"source": "05-illumina-grail.jsonl#ig-2022-09", "publisher": "Lakeshore Markets", "issued": "2022-09-06"},
        ],
        [{"source": "29-marathon-vienna.txt"}, {"source": "30-apple-harvest.md"}, {"source": "gold.jsonl"}],
    ),
    "people-and-posts": (
        [
            {"person": "Noel Quinn", "employer": "HSBC", "post": "chief executive", "status": "fact"},
            {"person": "Lina Khan", "employer": "Federal Trade Commission", "status": "fact"},
            {"person": "Paul Pester", "employer": "TSB", "status": "former"},
        ],
        [{"person": "Petra Holm"}, {"person": "Paul Pester", "status": "fact"}, {"person": "Lei Jun", "employer": "US Department of Defense"}],
    ),
    "planned-deals-that-failed": (
        [
            {"date": "2022-02-08", "buyer": "Nvidia", "target": "Arm"},
            {"buyer": "JetBlue", "target": "Spirit Airlines", "amount": "3800000000", "currency": "USD"},
            {"buyer": "Frontier", "target": "Spirit Airlines"},
        ],
        [{"buyer": "Microsoft"}, {"buyer": "HSBC"}],
    ),
    "repeat-offenders": (
        [{"company": "Google", "agencies": "2", "first": "2021-09-14", "last": "2022-10-25"}, {"company": "TSB", "agencies": "2"}],
        [{"company": "Xiaomi"}, {"company": "WhatsApp"}, {"company": "Apple"}],
    ),
    "sanctions-lifted": (
        [
            {"lifted": "2021-05-11", "agency": "US Department of Defense", "party": "Xiaomi", "imposed": "2021-01-14"},
            {"lifted": "2019-01-27", "agency": "US Department of the Treasury", "party": "Rusal"},
        ],
        [{"party": "Huawei"}, {"party": "SMIC"}],
    ),
    "suits-without-outcome": (
        [
            {"filed": "2025-02-11", "lawsuit": "Andrew Bailey v. Starbucks"},
            {"filed": "2023-06-06", "lawsuit": "Merck v. US Department of Health and Human Services"},
            {"filed": "2024", "lawsuit": "Andrew Bailey v. IBM"},
        ],
        [{"lawsuit": "Xiaomi v. ?"}, {"lawsuit": "Xiaomi v. US Department of Defense"}, {"lawsuit": "US Department of Justice v. Changpeng Zhao"}],
    ),
}


@pytest.fixture(scope="module")
def store() -> ox.Store:
    store = ox.Store()
    store.load(GRAPH.read_bytes(), format=ox.RdfFormat.TURTLE)
    return store


def rows(asked: str, store: ox.Store) -> Rows:
    name, *settings = asked.split()
    result = store.query(query_text(named=name, settings=settings), prefixes=prefixes())
    assert isinstance(result, ox.QuerySolutions)
    names = [variable.value for variable in result.variables]
    return [{n: "" if solution[n] is None else solution[n].value for n in names} for solution in result]


def has(row: Cells, wanted: Cells) -> bool:
    return all(row[name].startswith(value) if name == "date" else row[name] == value for name, value in wanted.items())


def test_every_question_is_asked() -> None:
    assert {asked.split()[0] for asked in ASKED} == set(named_queries())


@pytest.mark.parametrize(("asked", "wanted"), [(asked, row) for asked, (there, _) in ASKED.items() for row in there])
def test_what_the_articles_tell_is_there_once(asked: str, wanted: Cells, store: ox.Store) -> None:
    assert sum(has(row, wanted) for row in rows(asked, store)) == 1


@pytest.mark.parametrize(("asked", "unwanted"), [(asked, row) for asked, (_, absent) in ASKED.items() for row in absent])
def test_what_they_do_not_tell_is_not(asked: str, unwanted: Cells, store: ox.Store) -> None:
    found = rows(asked, store)
    assert not [row for row in found if has(row, unwanted)]
    assert not found or unwanted.keys() <= found[0].keys()
