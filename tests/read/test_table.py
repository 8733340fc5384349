"""Tables."""

from __future__ import annotations

import pytest

from kg.read import ReadOptions, read
from kg.records import Article

BODY = "The regulator fined Acme on Monday, the court said."


def told(folder, name, data, **options):
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return [item.source if isinstance(item, Article) else str(item) for item in read([path], ReadOptions(**options))]


@pytest.mark.parametrize(("name", "by"), [("a.csv", ","), ("a.csv", ";"), ("a.tsv", "\t")])
def test_a_row_is_an_article(tmp_path, name, by):
    (tmp_path / name).write_bytes(
        f'Headline{by}Full Text{by}pub_date\r\nAcme fined{by}"{BODY}\r\n\r\nIt will appeal."{by}12 May 2021\r\n\r\n'.encode()
    )
    (item,) = read([tmp_path / name])
    assert (item.source, item.text, item.date) == (f"{name}#1", f"Acme fined\n\n{BODY}\n\nIt will appeal.", "2021-05-12")


def test_columns_are_named_by_the_caller(tmp_path):
    (tmp_path / "a.csv").write_text(f'k,a,b\nz,x,"{BODY}"\n')
    (item,) = read([tmp_path / "a.csv"], ReadOptions(fields=(("text", "b"), ("title", "a"), ("id", "k"))))
    assert (item.source, item.title, item.text) == ("a.csv#z", "x", f"x\n\n{BODY}")


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a,b\n1,2\n", ["a.csv:1: no text: no column is known to hold it (columns: 'a', 'b'; --field text=COLUMN names it)"]),
        ("text\n", ["a.csv: no record stands in it"]),
        ("\n\n", ["a.csv: no record stands in it"]),
        ("text,id\nAcme lost.\nAcme lost.,1\nAcme lost.,1,2\n", ["a.csv:2: 1 column where the header has 2", "a.csv#1", "a.csv:4: 3 columns where the header has 2"]),  # noqa: E501
        ("text,id\nAcme lost.,1\nAcme won.,1\n", ["a.csv#1", "a.csv:3: the id '1' stands twice"]),
        ('text\n"a" b\nAcme lost.\n', ["a.csv:2: not a row: ',' expected after '\"'", "a.csv#2"]),
        ('text\nAcme lost.\n"Acme\nwon.\n', ["a.csv#1", "a.csv:3: not whole: ends inside a quoted value"]),
        ('text,id\n,1\n"A\nB lost.",2\nAcme,x,y\n', ["a.csv:2: no text: it is empty", "a.csv#2", "a.csv:5: 3 columns where the header has 2"]),
        (b"text\nAcme lost.\n\x00\x01\x02\nAcme won.\n", ["a.csv#1", "a.csv:3: binary data, not text", "a.csv#2"]),
    ],
)  # fmt: skip
def test_what_is_no_row_is_named(tmp_path, data, expected):
    assert told(tmp_path, "a.csv", data) == expected


def test_long_cells_are_read(tmp_path):
    assert told(tmp_path, "a.csv", 'text\n"' + f"{BODY} " * 5_000 + '"\n') == ["a.csv#1"]
