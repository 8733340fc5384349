"""Plain text: headline, header lines, hard-wrapped lines."""

from __future__ import annotations

import pytest

from kg.read import ReadOptions, read

BODY = "The regulator fined Acme on Monday, the court said."


def article(folder, text, **options):
    path = folder / "a.txt"
    path.write_bytes(text.encode())
    (item,) = read([path], ReadOptions(**options))
    return item


def test_headline_blank_line_body(tmp_path):
    item = article(tmp_path, f"Acme fined $5m\n\n{BODY}\n\nIt will appeal.\n")
    assert (item.title, item.text) == ("Acme fined $5m", f"Acme fined $5m\n\n{BODY}\n\nIt will appeal.")
    assert [(s.kind, s.span.of(item.text)) for s in item.sections] == [("title", "Acme fined $5m"), ("body", f"{BODY}\n\nIt will appeal.")]


@pytest.mark.parametrize(
    "first", ["Acme: who pays?", "'No deal,' says Acme", "Dover sues Acme Inc.", "Acme fined by the U.S.", "Acme loses again, and again ..."]
)
def test_is_a_headline(tmp_path, first):
    assert article(tmp_path, f"{first}\n\n{BODY}").title == first


@pytest.mark.parametrize("first", [BODY, "Acme said:", "DOVER, May 3 (Newswire) - Acme was fined", "word " * 60])
def test_is_no_headline(tmp_path, first):
    item = article(tmp_path, f"{first}\n\n{BODY}")
    assert item.title is None
    assert item.text == f"{first.strip()}\n\n{BODY}"


def test_a_line_alone_is_text_and_no_headline(tmp_path):
    assert article(tmp_path, "Acme fined $5m\n").title is None
    assert article(tmp_path, f"Acme fined $5m\n{BODY}").title is None


@pytest.mark.parametrize(
    "text",
    [
        f"Date: 12 May 2021\nSource: Dover Post\nURL: https://post.example/1\n\nAcme fined\n\n{BODY}",
        f"Acme fined\n\nDate: 2021-05-12\nSource: Dover Post\nURL: https://post.example/1\n\n{BODY}",
        f"Title: Acme fined\r\nPublished: May 12, 2021\r\nPublisher: Dover Post\r\nLink: https://post.example/1\r\n\r\n{BODY}\r\n",
    ],
)
def test_header_lines_are_no_text(tmp_path, text):
    item = article(tmp_path, text)
    assert (item.title, item.date, item.publisher, item.url) == ("Acme fined", "2021-05-12", "Dover Post", "https://post.example/1")
    assert item.text == f"Acme fined\n\n{BODY}"


def test_a_header_further_down_is_text(tmp_path):
    assert article(tmp_path, f"Acme fined\n\n{BODY}\n\nSource: Dover Post").text.endswith("Source: Dover Post")


def test_hard_wrapped_lines_are_joined(tmp_path):
    words = [
        "The",
        "regulator",
        "fined",
        "Acme",
        "on",
        "Monday",
        "for",
        "having",
        "misled",
        "those",
        "who",
        "held",
        "its",
        "shares",
        "about",
        "the",
        "cost",
        "of",
        "the",
        "recall",
        "of",
        "its",
        "long-lasting",
        "lamps.",
    ]
    lines, line = [], ""
    for word in words:
        if len(line) + 1 + len(word) > 60:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    item = article(tmp_path, "Acme fined\n\n" + "\n".join([*lines, line]))
    assert item.text == "Acme fined\n\n" + " ".join(words)


def test_line_breaks_that_mean_something_stay(tmp_path):
    assert article(tmp_path, f"Acme fined\n\nIs it a fine?\n{BODY}\nAnd now?\nIt will appeal.").text.count("\n") == 5


def test_a_paragraph_a_line_gets_its_empty_lines(tmp_path):
    paragraph = f"{BODY} " * 3
    assert article(tmp_path, f"{paragraph}\n{paragraph}\n{paragraph}").text.count("\n\n") == 2


def test_offsets_lead_over_headers_and_line_ends(tmp_path):
    source = f"Date: 2021-05-12\r\n\r\nAcme  fined\r\n\r\n{BODY}\r\n"
    item = article(tmp_path, source)
    for position, letter in enumerate(item.text):
        there = item.source_offset(position)
        assert there is None or source[there] == letter
    assert item.source_offset(item.text.index("regulator")) == source.index("regulator")


@pytest.mark.parametrize(
    ("opening", "default", "expected"),
    [
        ("DOVER, May 3, 2021 - ", None, "2021-05-03"),
        ("DOVER, May 3 - ", None, None),
        ("DOVER, May 3 - ", "2021", "2021-05-03"),
        ("DOVER, May 3 - ", "2021-06", "2021-06"),
        ("", "2021-05", "2021-05"),
    ],
)
def test_a_dateline_dates_where_the_year_is_known(tmp_path, opening, default, expected):
    assert article(tmp_path, f"Acme fined\n\n{opening}{BODY}", date=default).date == expected


def test_a_byline_dates_the_article(tmp_path):
    item = article(tmp_path, f"Acme fined\n\nBy Jane Roe\n\nPublished 12 May 2021\n\n{BODY}", date="2020")
    assert item.date == "2021-05-12"
    assert [(s.kind, s.span.of(item.text)) for s in item.sections][1:] == [("byline", "By Jane Roe\n\nPublished 12 May 2021"), ("body", BODY)]
