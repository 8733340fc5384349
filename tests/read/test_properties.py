"""What holds for any input: nothing raises, nothing is lost, every word can be found again."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.read import ReadOptions, read
from kg.read.clean import clean, unwrapped
from kg.read.formats import FORMATS
from kg.read.markup import plain
from kg.read.traced import Traced
from kg.records import Article, SetAside

ANY_LANGUAGE = ReadOptions(check_language=False)
WRITABLE = st.characters(exclude_categories=("Cs", "Cc", "Cn"), include_characters="\n\t\r")
TEXT = st.text(WRITABLE, max_size=200)
WORDS = st.lists(
    st.sampled_from(
        ["Acme", "was", "fined", "é", "e\u0301", "\u00a0", "\r\n", "\n", "\n\n", " ", "\t", "“so”", "U.S.", "Date:", "2021", "\u2028", "—"]
    ),
    max_size=40,
).map("".join)
relaxed = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def squeeze(text: str) -> str:
    return re.sub(r"\s+", "", text)


def read_one(folder: Path, name: str, data: bytes) -> list[Article | SetAside]:
    path = folder / name
    path.write_bytes(data)
    return list(read([path], ANY_LANGUAGE))


def check(article: Article, source: str | None = None) -> None:
    assert unicodedata.is_normalized("NFC", article.text)
    assert article.text == article.text.strip()
    assert "\r" not in article.text
    assert "\n\n\n" not in article.text
    article.text.encode("utf-8")
    end = 0
    for section in article.sections:
        assert section.span.start >= end
        assert not article.text[end : section.span.start].strip()
        end = section.span.end
    assert end == len(article.text)
    end = 0
    for segment in article.offsets:
        assert segment.text_start >= end
        assert segment.length > 0
        end = segment.text_start + segment.length
        if source is not None:
            assert article.text[segment.text_start : end] == source[segment.source_start : segment.source_start + segment.length]
    assert end <= len(article.text)


@settings(deadline=None)
@given(text=TEXT | WORDS)
def test_cleaning_keeps_all_but_white_space(text):
    cleaned = unwrapped(clean(Traced.verbatim(text)))
    assert squeeze(cleaned.text) == squeeze(unicodedata.normalize("NFC", text))
    for start, source, size in cleaned.runs:
        assert cleaned.text[start : start + size] == text[source : source + size]


@settings(deadline=None)
@given(text=TEXT | WORDS)
def test_cleaning_twice_changes_nothing(text):
    once = clean(Traced.verbatim(text))
    assert clean(once) == once


@settings(deadline=None)
@given(text=TEXT, start=st.integers(0, 200), length=st.integers(0, 200))
def test_a_part_keeps_its_places(text, start, length):
    part = Traced.verbatim(text, 7).part(start, start + length)
    assert part.text == text[start : start + length]
    assert all(part.text[at : at + size] == text[source - 7 : source - 7 + size] for at, source, size in part.runs)


@settings(deadline=None)
@given(
    markup=st.lists(
        st.sampled_from(["<p>", "</p>", "<br>", "&amp;", "&eacute;", "a b", "<", ">", "x < y", "<!-- c -->", "<script>z</script>", "\n", "é"])
    ).map("".join)
)
def test_words_of_markup_keep_their_places(markup):
    words = plain(Traced.verbatim(markup))
    assert all(words.text[at : at + size] == markup[source : source + size] for at, source, size in words.runs)


@relaxed
@given(text=TEXT | WORDS)
def test_every_slice_of_a_text_file_stands_in_it(tmp_path, text):
    (item,) = read_one(tmp_path, "a.txt", text.encode("utf-8"))
    if isinstance(item, Article):
        source = text.removeprefix("\ufeff")
        check(item, source)
        assert squeeze(item.text) in squeeze(unicodedata.normalize("NFC", source))


@relaxed
@given(title=st.none() | TEXT, text=TEXT)
def test_json_and_csv_give_the_same_article(tmp_path, title, text):
    record = {"text": text} if title is None else {"title": title, "text": text}
    (plain_json,) = read_one(tmp_path, "a.json", json.dumps(record).encode())
    table = io.StringIO(newline="")
    csv.writer(table).writerows([list(record), list(record.values())])
    from_table = read_one(tmp_path, "a.csv", table.getvalue().encode())
    if isinstance(plain_json, Article):
        source = f"{title}\n\n{text}" if title and title.strip() else text
        check(plain_json, source)
        (row,) = from_table
        assert isinstance(row, Article)
        assert (row.text, row.offsets) == (plain_json.text, plain_json.offsets)
        assert row.source == "a.csv#1"


@pytest.mark.parametrize("suffix", sorted(FORMATS))
@pytest.mark.parametrize("packed", [False, True])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=120) | st.text(max_size=120).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_make_the_reader_raise(tmp_path, suffix, packed, data):
    items = read_one(tmp_path, f"a{suffix}{'.gz' if packed else ''}", gzip.compress(data) if packed else data)
    assert items
    for item in items:
        assert isinstance(item, Article | SetAside)
        if isinstance(item, Article):
            check(item)


FRAGMENTS = {
    ".json": ["{", "}", "[", "]", '"text"', ":", ",", '"Acme was fined."', "1", "null", '"id"', "\n", '"\\ud800"'],
    ".jsonl": ['{"text": "Acme was fined."}', "\n", "{", '"', '{"id": 1, "text": "Acme lost."}', "[]", "7"],
    ".csv": ["text,title", "\n", '"', ",", "Acme was fined.", ";", "x"],
    ".xml": ["<rss>", "<channel>", "<item>", "<title>", "Acme", "</title>", "</item>", "</channel>", "</rss>", "<", "&", "&amp;", "\n", "<description>", "</description>"],  # noqa: E501
    ".md": ["---", "\n", "title: x", "# Acme", "*", "[a](b)", "![c](d)", "<p>", "`", "- ", "> ", "&amp;", ": [", "text "],
    ".html": ["<html>", "<body>", "<p>", "</p>", "<h1>", "Acme was fined by the regulator on Monday.", "<time datetime=x>", "<script type='application/ld+json'>", "{", "</script>", "&", "<"],  # noqa: E501
    ".txt": ["Acme", "\n", "\n\n", "Date: ", "2021", "Source:", " ", "By ", "title: "],
}  # fmt: skip


@pytest.mark.parametrize("suffix", sorted(FRAGMENTS))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_near_miss_of_a_format_makes_the_reader_raise(tmp_path, suffix, data):
    text = "".join(data.draw(st.lists(st.sampled_from(FRAGMENTS[suffix]), max_size=25)))
    items = read_one(tmp_path, f"a{suffix}", text.encode())
    assert items
    for item in items:
        if isinstance(item, Article):
            check(item, text if suffix in (".txt", ".md", ".html") else None)
