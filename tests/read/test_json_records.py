"""JSON and JSON lines."""

from __future__ import annotations

import json

import pytest

from kg.errors import UsageError
from kg.read import ReadOptions, read
from kg.records import Article

BODY = "The regulator fined Acme on Monday, the court said."


def items(folder, name, text, **options):
    path = folder / name
    path.write_text(text, "utf-8")
    return list(read([path], ReadOptions(**options)))


def told(found):
    return [item.source if isinstance(item, Article) else str(item) for item in found]


def test_an_object_is_the_file_s_article(tmp_path):
    record = {
        "id": "7",
        "headline": " Acme  fined ",
        "datePublished": "12 May 2021",
        "outlet": "Dover Post",
        "link": "https://post.example/1",
        "lang": "en-GB",
        "body": BODY,
    }
    (item,) = items(tmp_path, "a.json", json.dumps(record))
    assert (item.source, item.title, item.date, item.publisher, item.url, item.language) == (
        "a.json",
        "Acme fined",
        "2021-05-12",
        "Dover Post",
        "https://post.example/1",
        "en",
    )
    joined = f" Acme  fined \n\n{BODY}"
    assert item.source_offset(item.text.index(BODY)) == joined.index(BODY)
    assert item.source_offset(0) == 1


@pytest.mark.parametrize("holder", ["{}", '{{"articles": {}}}', '{{"status": "ok", "items": {}}}'])
def test_an_array_gives_an_article_an_object(tmp_path, holder):
    records = json.dumps([{"text": BODY}, {"id": "b/2", "text": BODY}, {"id": 3, "text": BODY}])
    assert told(items(tmp_path, "a.json", holder.format(records))) == ["a.json#1", "a.json#b/2", "a.json#3"]


def test_fields_are_named_by_the_caller(tmp_path):
    record = json.dumps({"text": "no", "story_en": BODY, "when": "2021"})
    (item,) = items(tmp_path, "a.json", record, fields=(("text", "story_en"), ("date", "when")))
    assert (item.text, item.date) == (BODY, "2021")
    (aside,) = items(tmp_path, "a.json", record, fields=(("text", "gone"),))
    assert aside.reason == "no text: no key is known to hold it (keys: 'text', 'story_en', 'when'; --field text=KEY names it)"


def test_an_unknown_field_is_refused():
    with pytest.raises(ValueError, match="no field 'words'"):
        ReadOptions(fields=(("words", "x"),))


@pytest.mark.parametrize("date", ["2021-02-30", "2021-13", "21"])
def test_a_date_that_does_not_exist_is_refused(date):
    with pytest.raises(ValueError, match="date"):
        ReadOptions(date=date)


def test_a_list_of_paragraphs_and_a_named_publisher(tmp_path):
    (item,) = items(
        tmp_path, "a.json", json.dumps({"text": [BODY, "It will appeal."], "publisher": {"name": "Dover Post"}, "date": None}), date="2021"
    )
    assert (item.text, item.publisher, item.date) == (f"{BODY}\n\nIt will appeal.", "Dover Post", "2021")


def test_a_title_that_the_text_repeats_stands_once(tmp_path):
    (item,) = items(tmp_path, "a.json", json.dumps({"title": "Acme fined", "text": f"Acme fined\n\n{BODY}"}))
    assert item.text == f"Acme fined\n\n{BODY}"


def test_markup_in_a_field_is_taken_out(tmp_path):
    body = "<p>The regulator fined <b>Acme</b> &amp; Co on Monday.</p><p>It will<br>appeal.</p>"
    (item,) = items(tmp_path, "a.json", json.dumps({"title": "Acme <i>fined</i>", "text": body}))
    assert item.text == "Acme fined\n\nThe regulator fined Acme & Co on Monday.\n\nIt will\nappeal."
    joined = f"Acme <i>fined</i>\n\n{body}"
    assert item.source_offset(item.text.index("appeal")) == joined.index("appeal")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("a.json", "[]", ["a.json: no record stands in it"]),
        ("a.json", '{"text": ""}', ["a.json: no text: it is empty"]),
        ("a.json", '{"title": "Acme"}', ["a.json: no text: no key is known to hold it (keys: 'title'; --field text=KEY names it)"]),
        ("a.json", '{"text": null}', ["a.json: no text: it is empty"]),
        ("a.json", '[{"text": "Acme lost."}, 7]', ["a.json#1", "a.json:1: not a record: an object is expected, not a number"]),
        ("a.json", '[{"text": "Acme lost."},\n{"text": "Acme', ["a.json#1", "a.json:2: not whole: ends inside the string that starts at column 10"]),
        ("a.json", '[{"text": "Acme lost."}\n', ["a.json#1", "a.json:2: not whole: the array does not end"]),
        ("a.json", '[{"text": "Acme lost."}\n{}]', ["a.json#1", "a.json:2: not JSON: ',' or ']' expected"]),
        ("a.json", "[]\nx", ["a.json:2: not JSON: more stands after the array"]),
        ("a.json", '{"text": "Acme lost."}\n{"text": "Acme won."}', ["a.json#1", "a.json#2", "a.json:2: not JSON: one value stands after the other, as in a .jsonl file; each is read as a record"]),  # noqa: E501
        ("a.jsonl", '{"text": 5}\n{"text": true}\n{"text": [7]}\n{"text": {"a": "b"}}\n{"text": ["Acme lost."]}', ["a.jsonl:1: no text: its text is a number, not a string", "a.jsonl:2: no text: its text is true or false, not a string", "a.jsonl:3: no text: its text is an array without words, not a string", "a.jsonl:4: no text: its text is an object without words, not a string", "a.jsonl#5"]),  # noqa: E501
        ("a.json", "{'text': 'Acme'}", ["a.json:1: not JSON: expecting property name enclosed in double quotes at column 2"]),
        ("a.json", "[" * 100_000, ["a.json:1: not read: nested too deeply"]),
        ("a.json", '{"text": "Acme lost.", "n": ' + "1" * 5_000 + "}", ["a.json:1: not read: a number of thousands of digits"]),
        ("a.jsonl", '\n{"text": "Acme lost."} x\n\n{"text": "Acme won."}\n', ["a.jsonl:2: not JSON: more stands after the first value, at column 24", "a.jsonl#2"]),  # noqa: E501
        ("a.jsonl", '{"text": "Acme lost."\n{"text": "Acme won."}\n', ["a.jsonl:1: not whole: ends inside a value", "a.jsonl#2"]),
        ("a.jsonl", '{"id": 1, "text": "Acme lost."}\n{"id": 1, "text": "Acme won."}', ["a.jsonl#1", "a.jsonl:2: the id '1' stands twice"]),
        ("a.jsonl", "\n\n", ["a.jsonl: no record stands in it"]),
        ("a.jsonl", "", ["a.jsonl: empty"]),
    ],
)  # fmt: skip
def test_what_is_not_quite_json_is_named(tmp_path, name, text, expected):
    assert told(items(tmp_path, name, text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"n": 2, "articles": [\n{"text": "Acme lost."},\n{"text": "Acme', ["a.json#1", "a.json:3: not whole: ends inside the string that starts at column 10"]),  # noqa: E501
        ('{"articles": [\n{"text": "Acme lost."}], "next": "pag', ["a.json#1", "a.json:2: not whole: ends inside the string that starts at column 34"]),  # noqa: E501
        ('{"articles": [\n{"text": "Acme lost."},\n{"text": Acme}]}', ["a.json#1", "a.json:3: not JSON: expecting value at column 10"]),
        ('{"articles": [\n{"text": "Acme', ["a.json:2: not whole: ends inside the string that starts at column 10"]),
        ('{"text": "Acme lost.", "items": [{"text": "No', ["a.json:1: not whole: ends inside the string that starts at column 43"]),
        ('{"links": [{"text": "Acme lost."}], "x', ["a.json:1: not whole: ends inside the string that starts at column 37"]),
        ('{"articles": {"a": [', ["a.json:1: not whole: ends inside a value"]),
        ('{"articles"', ["a.json:1: not whole: ends inside a value"]),
        ("{", ["a.json:1: not whole: ends inside a value"]),
    ],
)  # fmt: skip
def test_an_object_that_breaks_off_gives_the_whole_records_that_it_holds(tmp_path, text, expected):
    assert told(items(tmp_path, "a.json", text)) == expected


def test_annotations_are_named_once(tmp_path):
    gold = json.dumps({"id": "a.txt", "entities": [], "relations": [], "events": []})
    text = "\n".join([gold, json.dumps({"text": BODY}), gold, gold])
    assert told(items(tmp_path, "gold.jsonl", text)) == [
        "gold.jsonl:1: annotations: what is to be found in other documents, no articles",
        "gold.jsonl#2",
    ]


def test_annotations_beside_a_text_are_passed_over(tmp_path):
    text = json.dumps({"id": "a", "text": BODY, "entities": [], "relations": []})
    assert told(items(tmp_path, "a.jsonl", text)) == ["a.jsonl#a"]


def test_a_lone_surrogate_is_replaced(tmp_path):
    (item,) = items(tmp_path, "a.json", r'{"text": "Acme \ud83d lost its case."}')
    assert item.text == "Acme \ufffd lost its case."
    assert item.source_offset(5) is None


def test_an_id_is_one_line(tmp_path):
    (item,) = items(tmp_path, "a.jsonl", json.dumps({"id": " a\n b\ud83d", "text": BODY}))
    assert item.source == "a.jsonl#a b\ufffd"


def test_a_record_s_line_is_told_in_a_long_array(tmp_path):
    found = items(tmp_path, "a.json", "[\n" + ",\n".join([json.dumps({"text": BODY})] * 50 + ["{}"]) + "\n]")
    assert (found[-1].line, len(found)) == (52, 51)


def test_a_missing_file_is_a_bad_call(tmp_path):
    with pytest.raises(UsageError):
        next(read([tmp_path / "a.json"]))
