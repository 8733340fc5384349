"""YAML checked on load: faults with their line, strings that stay strings."""

from __future__ import annotations

import pytest
from pydantic import Field

from kg.checked_yaml import line_of, load_knowledge, parse_yaml
from kg.errors import KnowledgeError
from kg.records import Record


class Row(Record):
    word: str
    weight: int = 1


class Lexicon(Record):
    name: str
    rows: tuple[Row, ...] = ()
    flags: dict[str, bool] = Field(default_factory=dict)


GOOD = """name: test
rows:
  - word: fine
  - {word: on, weight: 2}
flags:
  deep: true
"""


def _parse(text: str) -> Lexicon:
    return parse_yaml(text, Lexicon, "words.yaml")[0]


def test_a_good_file_is_read() -> None:
    assert _parse(GOOD) == Lexicon(name="test", rows=(Row(word="fine"), Row(word="on", weight=2)), flags={"deep": True})


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "2021-05-12", "y", "No", "2021-05-12 10:00:00"])
def test_words_that_yaml_takes_for_something_else_stay_words(word: str) -> None:
    assert _parse(f"name: {word}\n").name == word


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name: test\nname: again\n", "words.yaml:2: 'name' stands twice"),
        ("name: test\nrows:\n  - word: a\n    word: b\n", "words.yaml:4: 'word' stands twice"),
        ("name: test\nrows:\n  - word: a\n  - wrd: b\n", "words.yaml:4: rows.1.word: Field required"),
        ("name: test\nrows:\n  - {word: a, weight: heavy}\n", "words.yaml:3: rows.0.weight: Input should be a valid integer"),
        ("name: test\n\nmore: 1\n", "words.yaml:3: more: Extra inputs are not permitted"),
        ("rows: []\n", "words.yaml:1: name: Field required"),
        ("name: [a\n", "words.yaml:2: not YAML"),
        ("name: a\n\tb: c\n", "words.yaml:2: not YAML"),
        ("name: &x a\nrows: *y\n", "words.yaml:2: not YAML"),
        ("name: !!python/object:os.system a\n", "words.yaml:1: not YAML"),
        ("- a\n", "words.yaml:1: the file is not a mapping"),
        ("", "words.yaml:1: the file is not a mapping"),
    ],
)
def test_a_faulty_file_is_refused_with_its_line(text: str, message: str) -> None:
    with pytest.raises(KnowledgeError) as caught:
        _parse(text)
    assert str(caught.value).startswith(message)
    assert caught.value.path == "words.yaml"


def test_a_missing_file_is_named() -> None:
    with pytest.raises(KnowledgeError, match=r"kg/knowledge/lexicons/none\.yaml: no such knowledge file"):
        load_knowledge("lexicons/none.yaml", Lexicon)


def test_the_line_of_a_place() -> None:
    _, root = parse_yaml(GOOD, Lexicon, "words.yaml")
    assert [line_of(root, p) for p in [(), ("rows",), ("rows", 1), ("rows", 1, "weight"), ("flags", "deep"), ("rows", 9), ("none",)]] == [
        1,
        2,
        4,
        4,
        6,
        2,
        1,
    ]
