"""Web pages."""

from __future__ import annotations

import pytest

from kg.read import read
from kg.records import Article

HEAD = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Acme fined | Dover Post</title>{}</head><body>\n'
STORY = """<nav><ul><li><a href="/">Home</a></li><li><a href="/news">All the news of Dover</a></li></ul></nav>
<article><h1>Acme fined $5m</h1><p class="byline">By Jane Roe</p>
<figure><img src="a.jpg" alt="plant"><figcaption>Workers leave the Acme plant in Dover</figcaption></figure>
<p>The regulator of Dover on Monday fined <a href="https://acme.example/">Acme Corp.</a> $5 million for misleading buyers&nbsp;&amp; sellers
of its lamps over several years.</p>
<h2>A second case</h2>
<p>The firm said that it would appeal. A judge in Leeds will hear the case on <b>12 May</b>, the court&rsquo;s clerk said.</p>
<ul><li>The first point of the ruling is about sales</li><li>The second point of the ruling is about lamps</li></ul>
<div class="newsletter"><p>Sign up for our newsletter</p></div>
<p class="author-bio">Jane Roe is a reporter in Dover who covers courts.</p></article>
<footer>© 2021 Dover Post. All rights reserved.</footer></body></html>"""
LINKED = '<script type="application/ld+json">%s</script>'
NEWS = '{"@context": "https://schema.org", "@graph": [{"@type": "WebSite", "name": "no"}, {"@type": "NewsArticle", "headline": "Acme fined", "datePublished": "2021-05-12T10:00:00Z", "inLanguage": "en", "publisher": {"@type": "Organization", "name": "Dover Post"}, "mainEntityOfPage": {"@id": "https://post.example/1"}}]}'  # noqa: E501


def page(folder, source):
    path = folder / "a.html"
    path.write_bytes(source.encode())
    (item,) = read([path])
    return item


def test_the_story_and_where_it_stands(tmp_path):
    source = HEAD.format("") + STORY
    item = page(tmp_path, source)
    assert item.title == "Acme fined $5m"
    assert item.text.startswith(
        "Acme fined $5m\n\nThe regulator of Dover on Monday fined Acme Corp. $5 million for misleading buyers & sellers of its lamps over several years.\n\nA second case\n\n"  # noqa: E501
    )
    assert "12 May, the court’s clerk said.\n\nThe first point of the ruling is about sales\n\nThe second" in item.text
    for position, letter in enumerate(item.text):
        there = item.source_offset(position)
        assert there is None or source[there] == letter
    for words in ("Acme fined $5m", "regulator of Dover", "Acme Corp.", "second point"):
        start, where = item.text.index(words), source.index(words)
        assert [item.source_offset(start + i) for i in range(len(words))] == list(range(where, where + len(words)))
    story = "".join(s.span.of(item.text) for s in item.sections if s.kind in ("title", "body"))
    for stranger in ("Home", "Workers leave", "By Jane Roe", "Sign up", "covers courts", "rights reserved"):
        assert stranger not in story


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (LINKED % NEWS, ("2021-05-12", "Dover Post", "https://post.example/1")),
        (
            '<meta property="article:published_time" content="2021-05-12T10:00:00Z"><meta property="og:site_name" content="Dover Post"><link rel="canonical" href="https://post.example/1">',  # noqa: E501
            ("2021-05-12", "Dover Post", "https://post.example/1"),
        ),
        (
            '<meta name="DC.date" content="May 2021"><meta property="og:url" content="https://post.example/2">',
            ("2021-05", None, "https://post.example/2"),
        ),
        (LINKED % "{not json" + '<meta name="date" content="03/04/2021">', ("2021", None, None)),
        ("", (None, None, None)),
    ],
)
def test_metadata(tmp_path, head, expected):
    item = page(tmp_path, HEAD.format(head) + STORY)
    assert (item.date, item.publisher, item.url) == expected


def test_no_date_is_made_of_a_copyright_line_or_an_address(tmp_path):
    item = page(tmp_path, HEAD.format('<link rel="canonical" href="https://post.example/2019/03/02/acme">') + STORY)
    assert item.date is None


def test_a_time_element_dates_the_page_where_it_is_the_only_one(tmp_path):
    one = STORY.replace("<h1>", '<time datetime="2021-05-12T10:00">12 May</time><h1>')
    assert page(tmp_path, HEAD.format("") + one).date == "2021-05-12"
    assert page(tmp_path, HEAD.format("") + one.replace("<footer>", '<time datetime="2021-06-01">1 June</time><footer>')).date is None


def test_the_title_loses_the_publisher_s_name(tmp_path):
    source = (HEAD.format('<meta property="og:site_name" content="Dover Post">') + STORY).replace("<h1>Acme fined $5m</h1>", "")
    assert page(tmp_path, source).title == "Acme fined"


def test_the_story_in_json_ld_is_read_where_the_page_shows_none(tmp_path):
    body = "The regulator fined Acme on Monday, the court said."
    item = page(tmp_path, HEAD.format(LINKED % NEWS.replace('"inLanguage"', f'"articleBody": "{body}", "inLanguage"')) + "</body></html>")
    assert item.text == f"Acme fined\n\n{body}"


def test_a_caption_that_stays_in_the_text_is_marked(tmp_path):
    story = STORY.replace("<h2>", '<p class="wp-caption-text">The chief executive of Acme leaves the court in Leeds on a bright day</p><h2>')
    item = page(tmp_path, HEAD.format("") + story)
    assert isinstance(item, Article)
    if "chief executive" in item.text:
        assert item.section_at(item.text.index("chief executive")) == "caption"
    assert item.section_at(item.text.index("A second case")) == "body"


def test_a_fragment_is_read_as_it_stands(tmp_path):
    assert page(tmp_path, "<p>The regulator fined <b>Acme</b>.</p><p>It will appeal.</p>").text == "The regulator fined Acme.\n\nIt will appeal."


@pytest.mark.parametrize(
    "body", ["", "<script>var text = 'The regulator fined Acme on Monday, the court said.'</script>", "<nav><a href='/'>Home</a></nav>"]
)
def test_a_page_without_a_story_is_set_aside(tmp_path, body):
    assert str(page(tmp_path, f"<html><body>{body}</body></html>")) == "a.html: no main text is found in the page"


def test_reading_a_page_again_and_again_gives_the_same(tmp_path):
    source = HEAD.format("") + STORY
    assert len({page(tmp_path, source) for _ in range(6)}) == 1


def test_a_page_that_is_not_english_is_set_aside(tmp_path):
    story = "<p>Das Gericht hat die Klage gegen den Konzern abgewiesen, weil sie nach dem Gesetz nicht begründet ist.</p>" * 3
    assert str(page(tmp_path, f"<html lang='de'><body><article><h1>Urteil</h1>{story}</article></body></html>")) == "a.html: not English: German"


def test_a_short_page_keeps_its_paragraphs(tmp_path):
    """Of a page of few words all come in a row: the heading and the byline stand for themselves nevertheless."""
    source = (
        "<html><body><article><h1>Acme fined</h1><p>By Jo Doe</p><p>12 May 2021</p><p>The regulator of Dover fined Acme Corp. $5 million.</p>"
        "<p>Acme Corp. &amp; its owner said they would appeal.</p></article></body></html>"
    )
    item = page(tmp_path, source)
    assert item.text.split("\n\n") == [
        "Acme fined", "By Jo Doe", "12 May 2021", "The regulator of Dover fined Acme Corp. $5 million.",
        "Acme Corp. & its owner said they would appeal.",
    ]  # fmt: skip
    assert [s.kind for s in item.sections] == ["title", "byline", "body"]
    at = item.text.index("Acme Corp. &")
    assert item.source_offset(at) == source.index("Acme Corp. &amp;")
