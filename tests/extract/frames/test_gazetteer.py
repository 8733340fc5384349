"""The gazetteers: every row can be found, a malformed file is refused by line, the lists are as large as they promise."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.errors import KnowledgeError
from kg.extract.frames import gazetteer
from kg.extract.frames.parse import pipeline

ROWS = list(dict.fromkeys(row for rows in gazetteer.rows_by_name().values() for row in rows))
HEADER = "# policy\nkey,name,aliases,country,kind\n"


def test_every_name_leads_to_its_row() -> None:
    for row in ROWS:
        for name in (row.name, *row.aliases):
            assert row in gazetteer.lookup(name), name


def test_every_name_is_found_in_a_text() -> None:
    tokenizer = pipeline().tokenizer
    for row in ROWS:
        for name in (row.name, *row.aliases):
            text = f"they saw {name} today"
            doc = tokenizer(text)
            assert any(doc[a:b].text == name for a, b in gazetteer.known_spans(doc)), name


def test_lists_are_large_enough() -> None:
    count = Counter(row.type for row in ROWS)
    assert count["Agency"] >= 150
    assert count["Law"] >= 30
    assert count["RegulatoryList"] >= 15
    assert count["Company"] >= 1000
    assert len(gazetteer.governments()) >= 100


def test_keys_are_unique_over_all_lists() -> None:
    keys = Counter(row.key for row in ROWS if row.key is not None)
    assert [key for key, n in keys.items() if n > 1] == []


def test_country_codes_are_two_letters_and_each_government_stands_once() -> None:
    codes = [g.country for g in gazetteer.governments()]
    assert len(codes) == len(set(codes))


def test_names_are_looked_up_without_article_dots_and_legal_forms() -> None:
    assert gazetteer.lookup("the U.S. Department of Justice")[0].key == "agency/us-department-of-justice"
    assert gazetteer.lookup("Volkswagen AG")[0].key == "company/volkswagen"
    assert gazetteer.lookup("no such name") == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# policy\nname,key\n", 2),
        (HEADER + "agency/a,A,,GB\n", 3),
        (HEADER + "agency/a,,,GB,\n", 3),
        (HEADER + "agency/a,A,,GB,\nagency/a,B,,GB,\n", 4),
        (HEADER + "agency/a,A,,gbr,\n", 3),
    ],
)
def test_a_malformed_gazetteer_is_refused_by_line(text: str, line: int) -> None:
    with pytest.raises(KnowledgeError) as caught:
        list(gazetteer.read_rows(text, "x.csv", "Agency"))
    assert (caught.value.path, caught.value.line) == ("x.csv", line)


def test_a_malformed_list_of_governments_is_refused_by_line() -> None:
    with pytest.raises(KnowledgeError, match=r"x\.csv:3"):
        list(gazetteer.read_governments("# p\ncountry,names,adjectives,seats\nGermany,Germany,German,Berlin\n", "x.csv"))


def test_the_longest_of_overlapping_names_is_taken() -> None:
    doc = pipeline().tokenizer("the New York Stock Exchange and the Federal Reserve Bank of New York met")
    assert [doc[a:b].text for a, b in gazetteer.known_spans(doc)] == ["New York Stock Exchange", "Federal Reserve Bank of New York"]
