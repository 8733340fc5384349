"""Markdown."""

from __future__ import annotations

import pytest

from kg.read import read

BODY = "The regulator fined Acme on Monday, the court said."


def article(folder, text):
    path = folder / "a.md"
    path.write_bytes(text.encode())
    (item,) = read([path])
    return item


def test_front_matter_and_syntax(tmp_path):
    source = (
        '---\ntitle: "Acme: fined"\ndate: 2021-05-12\npublisher: Dover Post\nurl: https://post.example/1\ntags: [a, b]\n---\n\n'
        "The regulator\r\nfined [Acme](https://acme.example/a) **$5 million** &amp; `more` \\*at last\\*.\n\n"
        "## And now?\n\n> It will appeal.\n\n- One case\n- Two cases\n\n```\ncode here\n```\n\n<div>Some <b>words</b></div>\n"
    )
    item = article(tmp_path, source)
    assert (item.title, item.date, item.publisher, item.url) == ("Acme: fined", "2021-05-12", "Dover Post", "https://post.example/1")
    assert item.text == (
        "Acme: fined\n\nThe regulator fined Acme $5 million & more *at last*.\n\nAnd now?\n\nIt will appeal.\n\nOne case\n\nTwo cases\n\ncode here\n\nSome words"  # noqa: E501
    )
    for position, letter in enumerate(item.text):
        there = item.source_offset(position)
        assert there is None or source[there] == letter
    for word in ("$5 million", "more", "at last", "appeal", "Two cases", "code", "Acme: fined"):
        assert item.source_offset(item.text.index(word)) == source.index(word)


def test_a_heading_on_top_is_the_title(tmp_path):
    item = article(tmp_path, f"# Acme *fined*\n\n{BODY}\n")
    assert (item.title, item.text) == ("Acme fined", f"Acme fined\n\n{BODY}")


def test_emphasis_under_a_picture_is_a_caption(tmp_path):
    item = article(tmp_path, f"# Acme fined\n\n![plant](a.jpg)\n\n*Workers leave the plant*\n\n{BODY}\n\n*The case goes on.*\n")
    assert [(s.kind, s.span.of(item.text)) for s in item.sections] == [
        ("title", "Acme fined"),
        ("caption", "Workers leave the plant"),
        ("body", f"{BODY}\n\nThe case goes on."),
    ]


def test_an_empty_front_matter_is_none(tmp_path):
    assert article(tmp_path, f"---\n---\n{BODY}").text == BODY


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (f"---\ntitle: Acme\n{BODY}", "a.md:1: front matter that does not end"),
        (f"---\ntitle: x\ndate: [2021\n---\n{BODY}", "a.md:4: front matter is not YAML: expected ',' or ']', but got '<stream end>'"),
        (f"---\ntitle: Acme: fined\n---\n{BODY}", "a.md:2: front matter is not YAML: mapping values are not allowed here"),
        (f"---\n- a\n---\n{BODY}", "a.md:2: front matter is no mapping of names to values"),
        (f"---\na: {'[' * 5_000}\n---\n{BODY}", "a.md:1: front matter is nested too deeply"),
        ("---\ntitle: x\n---\n![a](b)\n", "a.md: no text: it has a title alone"),
    ],
)
def test_what_is_malformed_is_named(tmp_path, text, reason):
    assert str(article(tmp_path, text)) == reason
