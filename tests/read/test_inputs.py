"""Which files are found, what they are called, in what order."""

from __future__ import annotations

import errno
import gzip
import io
import os
import sys
from itertools import permutations
from types import SimpleNamespace

import pytest

from kg.errors import UsageError
from kg.read import read
from kg.records import Article

SENTENCE = "The regulator fined Acme on Monday, the court said."


@pytest.fixture
def news(tmp_path):
    for name in ("news/b.txt", "news/a.txt", "news/2021/c.txt", "news/.hidden.txt", "news/.git/d.txt", "more/a.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{SENTENCE} ({name})")
    (tmp_path / "news/gold.jsonl").write_text('{"id": "a.txt"}\n')
    return tmp_path


def sources(*inputs):
    return [item.source if isinstance(item, Article) else str(item) for item in read(inputs)]


def test_folder_is_read_in_order_without_hidden_files_and_annotations(news):
    assert sources(news / "news") == ["2021/c.txt", "a.txt", "b.txt"]


def test_single_file_goes_by_its_name(news):
    assert sources(news / "news/2021/c.txt") == ["c.txt"]


def test_glob_is_relative_to_the_folder_before_the_first_wildcard(news):
    assert sources(str(news / "news" / "**" / "*.txt")) == ["2021/c.txt", "a.txt", "b.txt"]
    assert sources(str(news / "*" / "a.txt")) == ["more/a.txt", "news/a.txt"]


def test_the_order_given_does_not_matter(news):
    inputs = [news / "news", news / "more", news / "news/2021/c.txt"]
    assert len({tuple(sources(*order)) for order in permutations(inputs)}) == 1


def test_a_file_named_twice_is_read_once(news):
    assert sources(news / "news", news / "news/2021", news / "news/2021/c.txt") == ["2021/c.txt", "a.txt", "b.txt"]


def test_two_files_of_one_name_are_told_apart(news):
    assert sources(news / "news", news / "more") == ["2021/c.txt", "b.txt", "more/a.txt", "news/a.txt"]


def test_folders_of_one_name_are_told_apart_too(tmp_path):
    for place in ("x/news", "y/news"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "a.txt").write_text(SENTENCE)
    assert sources(tmp_path / "x/news", tmp_path / "y/news") == ["x/news/a.txt", "y/news/a.txt"]


@pytest.mark.parametrize("given", ["nowhere", "nowhere/*.txt"])
def test_what_does_not_exist_is_a_bad_call(tmp_path, given):
    with pytest.raises(UsageError, match="nowhere"):
        list(read([tmp_path / given]))


def test_a_file_of_no_known_format_is_set_aside(tmp_path):
    (tmp_path / "a.docx").write_text("x")
    (tmp_path / "README").write_text("x")
    assert sources(tmp_path) == ["README: no known format: its name has no suffix", "a.docx: no known format: .docx"]


def test_a_file_named_itself_is_read_by_how_it_starts(tmp_path):
    (tmp_path / "story").write_text(SENTENCE)
    assert sources(tmp_path / "story") == ["story"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (SENTENCE, ["stdin"]),
        (f'{{"text": "{SENTENCE}"}}\n{{"text": "{SENTENCE}", "id": "z"}}\n', ["stdin#1", "stdin#z"]),
        (f'[\n{{"text": "{SENTENCE}"}}]', ["stdin#1"]),
        (f'{{\n"text": "{SENTENCE}"}}', ["stdin"]),
        (f'{{\n"text": "{SENTENCE}"}}\n{{\n"text": "{SENTENCE}"}}', ["stdin#1", "stdin#2"]),
        (f'{{"text": "{SENTENCE}"}}', ["stdin#1"]),
        (f'{{"text": "{SENTENCE}", "id": "z"}}\n', ["stdin#z"]),
        (f'{{"text": "{SENTENCE * 200}"}}\n', ["stdin#1"]),
        (f'{{"text": "{SENTENCE * 200}"}}\n\n{{"text": "{SENTENCE}", "id": "z"}}\n{{"text": "{SENTENCE}"}}', ["stdin#1", "stdin#z", "stdin#3"]),
        (f'{{"articles": [{{"text": "{SENTENCE}"}}, {{"text": "{SENTENCE * 200}"}}]}}\n', ["stdin#1", "stdin#2"]),
        (f"<?xml version='1.0'?>\n<rss><channel><item><description>{SENTENCE}</description></item></channel></rss>", ["stdin#1"]),
        (f"<!DOCTYPE html><html><body><p>{SENTENCE}</p></body></html>", ["stdin"]),
        (f"---\ntitle: Acme fined\n---\n{SENTENCE}", ["stdin"]),
    ],
)
def test_standard_input_is_read_by_how_it_starts(monkeypatch, data, expected):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data.encode())))
    found = list(read(["-"]))
    assert [item.source for item in found] == expected
    assert all(SENTENCE in item.text and "<" not in item.text for item in found)


def test_standard_input_that_is_packed_and_cut_off_gives_the_whole_line(monkeypatch):
    packed = gzip.compress(f'{{"text": "{SENTENCE}"}}\n{{"text": "{SENTENCE[::-1] * 9}"}}\n'.encode())
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(packed[:-20])))
    assert sources("-") == ["stdin#1", "stdin:2: not whole: the packed data ends early"]


def test_nothing_found_in_a_folder_gives_nothing(tmp_path):
    assert sources(tmp_path) == []


@pytest.fixture
def closed(news, monkeypatch):
    """Folders that cannot be listed; also where the tests run as a user that no permission holds back."""
    names = set()
    listed = os.scandir

    def scandir(path="."):
        if os.path.basename(path) in names:
            raise PermissionError(errno.EACCES, "Permission denied", os.fspath(path))
        return listed(path)

    monkeypatch.setattr("os.scandir", scandir)
    return names


def test_a_folder_within_that_cannot_be_listed_is_set_aside(news, closed):
    closed.add("2021")
    assert sources(news / "news") == ["2021: a folder that cannot be listed", "a.txt", "b.txt"]


def test_a_folder_given_that_cannot_be_listed_is_a_bad_call(news, closed):
    closed.add("news")
    with pytest.raises(UsageError, match="Permission denied"):
        sources(news / "news")


@pytest.mark.parametrize("pattern", ["**/*.txt", "news/**", "news/**/*.txt", "*/*/*.txt", "*/2021/*.txt"])
def test_a_folder_in_a_pattern_s_reach_that_cannot_be_listed_is_set_aside_once(news, closed, pattern):
    closed.add("2021")
    found = [s.removeprefix("news/") for s in sources(str(news / pattern)) if "2021" in s]
    assert found == ["2021: a folder that cannot be listed"]


@pytest.mark.parametrize("pattern", ["news/*.txt", "*/*.txt", "more/**/*.txt", "news/2021/c.tx*/more"])
def test_a_folder_out_of_a_pattern_s_reach_is_not_looked_into(news, closed, pattern):
    closed.update(("2021",) if "2021" not in pattern else ())
    if "2021" in pattern:
        with pytest.raises(UsageError, match="matches no file"):
            sources(str(news / pattern))
    else:
        assert not [s for s in sources(str(news / pattern)) if "2021" in s]


def test_hidden_folders_are_not_looked_into_for_a_pattern(news, closed):
    closed.add(".git")
    assert sources(str(news / "news" / "**" / "*.txt")) == ["2021/c.txt", "a.txt", "b.txt"]


def test_a_pattern_s_own_folder_that_cannot_be_listed_is_a_bad_call(news, closed):
    closed.add("news")
    with pytest.raises(UsageError, match=r"cannot read .*news"):
        sources(str(news / "news" / "*.txt"))


def test_folders_that_link_in_a_circle_end_the_search(news):
    (news / "news/round").symlink_to(news / "news")
    assert "a.txt" in sources(str(news / "news" / "**" / "*.txt"))


def test_an_empty_path_is_a_bad_call():
    with pytest.raises(UsageError, match="an input is empty"):
        sources("")
