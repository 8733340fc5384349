"""What is story and what is not."""

from __future__ import annotations

import pytest

from kg.checked_yaml import parse_yaml
from kg.errors import KnowledgeError
from kg.read.furniture import Furniture
from kg.read.sections import mark

BODY = "The regulator fined Acme on Monday, the court said."


def kinds(*paragraphs, title_end=0, known=None):
    text = "\n\n".join(paragraphs)
    return [(section.kind, section.span.of(text)) for section in mark(text, title_end, known or {}).sections]


def test_neighbours_of_a_kind_are_one_section():
    assert kinds("Acme fined", BODY, BODY, title_end=10) == [("title", "Acme fined"), ("body", f"{BODY}\n\n{BODY}")]


def test_a_page():
    assert kinds(
        "Acme fined", "By Jane Roe", "File photo: the Acme plant", BODY, "Read more: Acme in the dock", BODY, "Jane Roe covers courts.", title_end=10
    ) == [
        ("title", "Acme fined"),
        ("byline", "By Jane Roe"),
        ("caption", "File photo: the Acme plant"),
        ("body", BODY),
        ("furniture", "Read more: Acme in the dock"),
        ("body", BODY),
        ("author_note", "Jane Roe covers courts."),
    ]


def test_a_note_on_the_author_stands_at_the_end_alone():
    assert {kind for kind, _ in kinds("Jane Roe is a reporter in Dover.", *[BODY] * 9)} == {"body"}


def test_what_follows_related_stories_is_furniture():
    assert kinds(*[BODY] * 5, "Related stories", "Globex sued", "Initech cleared")[-1] == (
        "furniture",
        "Related stories\n\nGlobex sued\n\nInitech cleared",
    )


def test_related_stories_in_the_middle_take_nothing_with_them():
    assert kinds(BODY, *["x"] * 4, "Related stories", *[BODY] * 5)[-1] == ("body", "\n\n".join(["Related stories", *[BODY] * 5]))


def test_the_markup_decides_where_it_tells():
    assert kinds(BODY, "Acme's plant", known={"Acme'splant": "caption"}) == [("body", BODY), ("caption", "Acme's plant")]


def test_lines_of_a_paragraph_are_told_apart():
    text = f"By Jane Roe\n{BODY}"
    assert [(s.kind, s.span.of(text)) for s in mark(text, 0, {}).sections] == [("byline", "By Jane Roe"), ("body", BODY)]


def test_a_credit_at_the_end_of_a_paragraph_is_cut_off():
    assert kinds(f"{BODY} (Reporting by Jane Roe; editing by John Doe)") == [
        ("body", BODY),
        ("byline", "(Reporting by Jane Roe; editing by John Doe)"),
    ]


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ("{name: a, kind: caption, patterns: ['('], examples: [x]}", "not a regular expression"),
        ("{name: a, kind: heading, patterns: [x], examples: [x]}", "kind"),
        ("{name: a, kind: caption, patterns: [x]}", "examples"),
    ],
)
def test_a_malformed_file_is_refused_with_its_line(entry, message):
    with pytest.raises(KnowledgeError, match=message) as caught:
        parse_yaml(f"entries:\n  - {entry}\n", Furniture, "furniture.yaml")
    assert caught.value.line == 2
