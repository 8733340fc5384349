"""Bytes: packed, too many, broken, in any encoding."""

from __future__ import annotations

import gzip

import pytest

from kg.errors import ReadError
from kg.read import ReadOptions, read
from kg.read.encoding import decode
from kg.records import Article, SetAside

SENTENCE = "The regulator fined Acme on Monday, the court said."


def only(path, **options):
    (item,) = read([path], ReadOptions(**options))
    return item


def record(text):
    return f'{{"text": "{text}"}}'


def written(folder, name, data):
    path = folder / name
    path.write_bytes(data)
    return path


def test_gzip_is_unpacked(tmp_path):
    item = only(written(tmp_path, "a.txt.gz", gzip.compress(SENTENCE.encode())))
    assert (item.source, item.text) == ("a.txt.gz", SENTENCE)


def test_gzip_without_its_suffix_is_unpacked(tmp_path):
    assert only(written(tmp_path, "a.txt", gzip.compress(SENTENCE.encode()))).text == SENTENCE


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "a.txt: empty"),
        ("a.txt", b" \n\t", "a.txt: empty"),
        ("a.txt", b"... --- ...", "a.txt: no text: it holds no word"),
        ("a.txt.gz", b"", "a.txt.gz: empty"),
        ("a.txt.gz", SENTENCE.encode(), "a.txt.gz: not gzip, though its name says so"),
        ("a.txt.gz", gzip.compress(SENTENCE.encode() * 50, mtime=0)[:40], "a.txt.gz: not whole: the packed data ends early"),
        ("a.txt", b"%PDF-1.4 text", "a.txt: binary data, not text"),
        ("a.txt", bytes(range(256)) * 4, "a.txt: binary data, not text"),
        ("a.txt", b"\xff\xfe" + b"A\x00\x00\xd8", "a.txt: not utf-16-le text: byte 2"),
        ("a.txt", "The court’".encode()[:-1].replace(b"T", "é".encode()), "a.txt: not whole: ends inside a UTF-8 character"),
        ("a.html", b"<html><head><meta charset='ascii'></head><body></body></html>", "a.html: no main text"),
    ],
)
def test_what_cannot_be_read_is_named(tmp_path, name, data, reason):
    assert str(only(written(tmp_path, name, data))).startswith(reason)


def test_a_broken_checksum_is_named(tmp_path):
    data = bytearray(gzip.compress(SENTENCE.encode()))
    data[-6] ^= 1
    assert "the packed data is broken" in only(written(tmp_path, "a.txt.gz", bytes(data))).reason


def test_the_limit_holds_after_unpacking(tmp_path):
    bomb = gzip.compress(b"a " * 5_000_000)
    assert len(bomb) < 20_000
    assert only(written(tmp_path, "a.txt.gz", bomb), max_bytes=1_000_000).reason == "too large: more than 1000000 bytes"
    assert only(written(tmp_path, "b.txt", SENTENCE.encode()), max_bytes=len(SENTENCE)).text == SENTENCE


@pytest.mark.parametrize("size", [999_999, 1_000_000, 1_000_001, 2_500_000])
def test_a_limit_beyond_all_memory_is_none(tmp_path, size):
    text = ("word " * (size // 5 + 1))[: size - 1] + "."
    assert len(only(written(tmp_path, "a.txt", text.encode()), max_bytes=10**12, check_language=False).text) == size
    assert only(written(tmp_path, "a.txt", text.encode()), max_bytes=size - 1).reason == f"too large: more than {size - 1} bytes"


def test_in_a_file_of_lines_the_limit_is_a_line_s(tmp_path):
    lines = [record(SENTENCE), record("word " * 100), record(SENTENCE)]
    found = list(read([written(tmp_path, "a.jsonl", "\n".join(lines).encode())], ReadOptions(max_bytes=200)))
    assert [str(item) if hasattr(item, "reason") else item.source for item in found] == [
        "a.jsonl#1",
        "a.jsonl:2: too large: a line of more than 200 bytes",
        "a.jsonl#3",
    ]


def test_packed_lines_that_end_early_give_those_that_are_whole(tmp_path):
    import random

    noise = random.Random(7)
    lines = [f'{{"text": "{SENTENCE} {noise.random()}"}}' for _ in range(3_000)]
    packed = gzip.compress("\n".join(lines).encode())
    *whole, last = read([written(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2])])
    assert len(whole) > 500
    assert all(item.text.startswith(SENTENCE) for item in whole)
    assert last.reason == "not whole: the packed data ends early"
    assert last.line is not None


def cut(folder, name, text, by=40):
    packed = gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)
    found = list(read([written(folder, name, packed[:-by])]))
    return [item for item in found if isinstance(item, Article)], [str(item) for item in found if isinstance(item, SetAside)]


STORIES = [f"{SENTENCE} Case {number * number}é." for number in range(1, 31)]


@pytest.mark.parametrize(
    ("name", "text", "first"),
    [
        ("a.jsonl.gz", "".join(f"{record(story)}\n" for story in STORIES), 1),
        ("a.csv.gz", "id,text\n" + "".join(f'{number},"{story}"\n' for number, story in enumerate(STORIES)), 2),
        ("a.tsv.gz", "id\ttext\n" + "".join(f"{number}\t{story}\n" for number, story in enumerate(STORIES)), 2),
        ("a.json.gz", "[\n" + ",\n".join(map(record, STORIES)) + "]\n", 2),
        (
            "a.rss.gz",
            "<rss><channel>\n" + "\n".join(f"<item><description>{story}</description></item>" for story in STORIES) + "</channel></rss>\n",
            2,
        ),
    ],
)
def test_packed_records_that_end_early_keep_the_whole_ones_and_tell_the_line(tmp_path, name, text, first):
    whole, told = cut(tmp_path, name, text)
    assert 15 < len(whole) < 30
    assert [item.text for item in whole] == STORIES[: len(whole)]
    assert told == [f"{name}:{first + len(whole)}: not whole: the packed data ends early"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_wide_lines_that_end_early_keep_the_whole_ones(tmp_path, encoding):
    whole, told = cut(tmp_path, "a.jsonl.gz", "".join(f"{record(story)}\n" for story in STORIES).encode(encoding))
    assert 15 < len(whole) < 30
    assert told == [f"a.jsonl.gz:{1 + len(whole)}: not whole: the packed data ends early"]


@pytest.mark.parametrize("name", ["a.txt.gz", "a.md.gz", "a.html.gz"])
def test_a_part_of_an_article_is_no_article(tmp_path, name):
    whole, told = cut(tmp_path, name, "".join(f"<p>{story}</p>\n\n" for story in STORIES))
    assert (whole, told) == ([], [f"{name}: not whole: the packed data ends early"])


def test_records_whose_packing_alone_is_cut_are_all_there(tmp_path):
    whole, told = cut(tmp_path, "a.json.gz", f"[{record(SENTENCE)}]", by=4)
    assert (len(whole), told) == (1, ["a.json.gz: not whole: the packed data ends early"])


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "a.tsv", "a.jsonl", "a.json", "a.html", "a.md", "a.xml"])
def test_a_binary_file_of_any_name_is_told_in_one_line(tmp_path, name):
    import random

    assert str(only(written(tmp_path, name, random.Random(3).randbytes(5_000)))) == f"{name}: binary data, not text"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings_are_told_from_the_bytes(encoding):
    text = "The café’s owner – a “Zoë Müller” – paid €5m, the court said."
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("declaration", "encoding"),
    [
        ("<?xml version='1.0' encoding='iso-8859-2'?>", "iso-8859-2"),
        ('<meta charset="windows-1250">', "cp1250"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-2">', "iso-8859-2"),
    ],
)
def test_a_declared_encoding_is_heeded_in_markup(declaration, encoding):
    text = f"{declaration}<p>Łódź</p>"
    assert decode(text.encode(encoding), markup=True) == text


def test_a_false_declaration_yields_to_what_the_bytes_are():
    text = '<meta charset="iso-8859-1"><p>Łódź</p>'
    assert decode(text.encode("utf-8"), markup=True) == text


def test_latin_1_is_taken_as_browsers_take_it():
    assert decode(b'<meta charset="iso-8859-1"><p>\x93so\x94</p>', markup=True).endswith("<p>“so”</p>")


def test_cyrillic_in_one_byte_is_recognised():
    text = "Суд отклонил иск компании к регулятору и оставил решение в силе. " * 5
    assert decode(text.encode("cp1251")) == text


def test_bytes_that_no_encoding_fits():
    with pytest.raises(ReadError, match="binary data"):
        decode(b"\x00\x01\x02text")


def test_a_line_in_another_encoding_is_read_too(tmp_path):
    data = '{"text": "The café was fined, the court said."}\n'.encode() + '{"text": "The café was not fined, the court said."}\n'.encode("cp1252")
    assert [item.text for item in read([written(tmp_path, "a.jsonl", data)])] == [
        "The café was fined, the court said.",
        "The café was not fined, the court said.",
    ]


def test_wide_lines_are_read(tmp_path):
    data = f'{{"text": "{SENTENCE}"}}\n{{"text": "{SENTENCE}"}}\n'.encode("utf-16")
    assert [item.source for item in read([written(tmp_path, "a.jsonl", data)])] == ["a.jsonl#1", "a.jsonl#2"]


def test_an_unreadable_file_is_set_aside(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert [str(item) for item in read([tmp_path])] == ["a.txt: not a regular file"]


NO_ENCODING_OF_THE_PAGE = (
    *("rot13", "base64", "hex", "zip", "bz2", "uu", "quopri", "undefined", "unicode_escape", "utf-7", "punycode", "utf-16", "cp037", "no-such-thing"),
)


@pytest.mark.parametrize("name", NO_ENCODING_OF_THE_PAGE)
@pytest.mark.parametrize("head", ['<meta charset="{}">', '<?xml version="1.0" encoding="{}"?>'])
def test_a_declaration_that_cannot_be_true_is_not_believed(head, name):
    page = f"{head.format(name)}<p>{SENTENCE} It went to Café Müller \\u0041.</p>"
    assert decode(page.encode("cp1252"), markup=True) == page


def test_a_declared_decoder_that_fails_without_a_place_is_a_reading_error():
    with pytest.raises(ReadError, match=r"not \w+ text"):
        decode(b"<meta charset=idna><p>" + b"caf\xe9." * 20, markup=True)


@pytest.mark.parametrize("name", ["cp037", "cp500", "cp1026", "cp273"])
def test_ebcdic_is_set_aside(tmp_path, name):
    page = f'<?xml version="1.0" encoding="{name}"?><html><body>' + f"<p>{SENTENCE}</p>" * 30 + "</body></html>"
    item = only(written(tmp_path, "a.html", page.encode(name)))
    assert isinstance(item, SetAside)
    assert "binary" in item.reason or "EBCDIC" in item.reason


def test_one_page_with_a_false_declaration_does_not_keep_the_others_from_being_read(tmp_path):
    written(tmp_path, "a.html", f"<meta charset=rot13><article><p>{SENTENCE} At Müller.</p></article>".encode("latin-1"))
    written(tmp_path, "b.txt", SENTENCE.encode())
    assert [item.source for item in read([tmp_path]) if isinstance(item, Article)][-1] == "b.txt"
