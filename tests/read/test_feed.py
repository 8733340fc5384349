"""RSS and Atom."""

from __future__ import annotations

import pytest

from kg.read import read
from kg.records import Article

BODY = "The regulator fined Acme on Monday, the court said."


def items(folder, text, name="a.xml"):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return list(read([path]))


def told(found):
    return [item.source if isinstance(item, Article) else str(item) for item in found]


RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Dover Post</title><language>en-gb</language><description>News of Dover</description>
%s
</channel></rss>
"""


def test_rss(tmp_path):
    body = "&lt;p&gt;The regulator fined &lt;b&gt;Acme&lt;/b&gt; on Monday.&lt;/p&gt;&lt;p&gt;It will appeal.&lt;/p&gt;"
    first = f"<item><media:title>no</media:title><title>Acme fined</title><link>https://post.example/1</link><pubDate>Wed, 12 May 2021 10:00:00 GMT</pubDate><description>Short</description><content:encoded>{body}</content:encoded></item>"  # noqa: E501
    second = f"<item><guid>g2</guid><title>Acme appeals</title><description><![CDATA[<p>{BODY}</p>]]></description></item>"
    one, two = items(tmp_path, RSS % (first + "\n" + second))
    assert (one.source, one.title, one.date, one.publisher, one.url) == (
        "a.xml#1",
        "Acme fined",
        "2021-05-12",
        "Dover Post",
        "https://post.example/1",
    )
    assert one.text == "Acme fined\n\nThe regulator fined Acme on Monday.\n\nIt will appeal."
    assert (two.source, two.text) == ("a.xml#g2", f"Acme appeals\n\n{BODY}")


def test_atom(tmp_path):
    text = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Dover Post</title>
    <entry><id>urn:1</id><title>Acme fined</title><published>2021-05-12T10:00:00Z</published><updated>2022-01-01T00:00:00Z</updated>
    <link rel="self" href="https://no.example/"/><link href="https://post.example/1"/><content type="html">&lt;p&gt;{BODY}&lt;/p&gt;</content></entry>
    <entry><title>Acme appeals</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{BODY}</p></div></content></entry></feed>"""
    one, two = items(tmp_path, text, "a.atom")
    assert (one.source, one.date, one.publisher, one.url, one.text) == (
        "a.atom#urn:1",
        "2021-05-12",
        "Dover Post",
        "https://post.example/1",
        f"Acme fined\n\n{BODY}",
    )
    assert (two.source, two.text) == ("a.atom#2", f"Acme appeals\n\n{BODY}")


def test_rdf(tmp_path):
    text = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel><title>Dover Post</title></channel><item><title>Acme fined</title><dc:date>2021-05-12</dc:date><description>{BODY}</description></item></rdf:RDF>"""  # noqa: E501
    (one,) = items(tmp_path, text, "a.rss")
    assert (one.date, one.publisher) == ("2021-05-12", "Dover Post")


def test_an_item_that_is_a_headline_alone_is_an_article(tmp_path):
    (one,) = items(tmp_path, RSS % "<item><title>The regulator fined Acme</title></item>")
    assert (one.title, one.text) == ("The regulator fined Acme", "The regulator fined Acme")


def test_a_declared_encoding_is_heeded(tmp_path):
    text = RSS.replace("UTF-8", "iso-8859-2") % "<item><description>The court of Łódź said that Acme had lost.</description></item>"
    (one,) = items(tmp_path, text.encode("iso-8859-2"))
    assert "Łódź" in one.text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("not xml", ["a.xml:1: not XML: "]),
        ("<html><body/></html>", ["a.xml: neither RSS nor Atom: the root is <html>"]),
        (RSS % "", ["a.xml: no record stands in it"]),
        (RSS % "<item><link>https://post.example</link></item>", ["a.xml:4: no text: it is empty"]),
        (
            RSS % f"<item><description>{BODY}</description></item>\n<item><description>A & B lost.</description></item>\n<item><description>{BODY}</description></item>",  # noqa: E501
            ["a.xml#1", "a.xml:5: not well-formed XML: ", "a.xml#3"],
        ),
        ((RSS % f"<item><description>{BODY}</description></item>\n<item><description>The reg")[:-27], ["a.xml#1", "a.xml:5: not whole: the feed ends inside an item"]),  # noqa: E501
        (RSS[:-18] % f"<item><description>{BODY}</description></item><item><description>{BODY}</description></item><item><desc", ["a.xml#1", "a.xml#2", "a.xml:4: not whole: the feed ends inside an item"]),  # noqa: E501
        (RSS[:-18] % f"<item><description>{BODY}</description></item>\n", ["a.xml#1", "a.xml:4: not whole: the feed does not end"]),
        (RSS[:-18] % "<item><desc", ["a.xml:4: not whole: the feed ends inside an item"]),
        (RSS[:150], ["a.xml:2: not whole: the feed does not end"]),
        (RSS % f"<item><description>{BODY}</description></item>" + "<script>", ["a.xml#1", "a.xml:6: not well-formed XML: more stands after the end of the feed"]),  # noqa: E501
    ],
)  # fmt: skip
def test_what_is_not_quite_a_feed_is_named(tmp_path, text, expected):
    found = told(items(tmp_path, text))
    assert len(found) == len(expected)
    assert all(one.startswith(start) for one, start in zip(found, expected, strict=True)), found


def test_an_atom_feed_that_breaks_off_gives_its_whole_entries(tmp_path):
    entry = f"<a:entry><a:title>Acme fined</a:title><a:summary>{BODY}</a:summary></a:entry>"
    text = f"<a:feed xmlns:a='http://www.w3.org/2005/Atom'>{entry}{entry}{entry}"[:-20]
    assert told(items(tmp_path, text, "a.atom")) == ["a.atom#1", "a.atom#2", "a.atom:1: not whole: the feed ends inside an item"]


def test_a_feed_s_mistake_before_the_place_where_it_breaks_off_is_told_too(tmp_path):
    text = RSS[:-18] % f"<item><description>A & B lost.</description></item>\n<item><description>{BODY}</description></item>\n<item><desc"
    found = told(items(tmp_path, text))
    assert found[0].startswith("a.xml:4: not well-formed XML: ")
    assert found[1:] == ["a.xml#2", "a.xml:6: not whole: the feed ends inside an item"]


def test_declared_entities_are_refused(tmp_path):
    text = (
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
        + (RSS % "<item><description>&b; &a; lost.</description></item>").split("?>")[1]
    )
    assert told(items(tmp_path, text)) == ["a.xml: declares entities of its own; they are not expanded"]
