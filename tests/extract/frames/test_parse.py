"""Texts parsed: whole, or in parts where they are too long for that."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.frames.parse import parse, parts, pipeline
from kg.records import Article

PARAGRAPHS = "\n\n".join(f"The Harrow Commission fined Quillmark {n} million euros. Quillmark will appeal, it said." for n in range(2, 40))


@given(st.text(alphabet="ab. \n", max_size=200), st.integers(1, 40), st.integers(1, 20))
def test_the_parts_are_the_text(text: str, longest: int, size: int) -> None:
    made = list(parts(text, longest, size))
    assert "".join(part for part, _ in made) == text
    assert [last for _, last in made] == [False] * (len(made) - 1) + [True]
    assert len(made) == 1 or all(0 < len(part) <= size for part, _ in made)
    assert len(text) > longest or len(made) == 1


def test_a_part_ends_where_a_paragraph_does() -> None:
    assert [part for part, _ in parts("one two\n\nthree. four\n\nfive", 14, 14)] == ["one two\n\n", "three. four\n\n", "five"]
    assert [part for part, _ in parts("one two. three four", 12, 20)] == ["one two. ", "three four"]
    assert [part for part, _ in parts("x" * 25, 10, 10)] == ["x" * 10, "x" * 10, "x" * 5]


def test_a_text_too_long_for_the_parser_is_parsed_as_if_it_were_not(monkeypatch: pytest.MonkeyPatch) -> None:
    articles = [
        Article(source="a.txt", text="Harrow sued Quillmark."),
        Article(source="b.txt", text=PARAGRAPHS),
        Article(source="c.txt", text="End."),
    ]
    at_once = [doc for _, doc in parse(articles)]
    monkeypatch.setattr(pipeline(), "max_length", 1_000)
    monkeypatch.setattr("kg.extract.frames.parse.parts", lambda text, longest: parts(text, longest, 500))
    in_parts = list(parse(articles))
    assert [article for article, _ in in_parts] == articles
    for whole, (_, joined) in zip(at_once, in_parts, strict=True):
        assert joined.text == whole.text
        assert [(t.idx, t.text, t.dep_, t.head.i, t.lemma_, t.is_sent_start) for t in joined] == [
            (t.idx, t.text, t.dep_, t.head.i, t.lemma_, t.is_sent_start) for t in whole
        ]
        assert [(e.start_char, e.end_char, e.label_) for e in joined.ents] == [(e.start_char, e.end_char, e.label_) for e in whole.ents]
