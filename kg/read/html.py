"""Web pages: the main text by trafilatura; title, date, publisher, address and language from JSON-LD and the page's own metadata."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]

from kg.errors import ReadError
from kg.read.draft import NOT_WHOLE, Draft
from kg.read.linked_data import LinkedArticle, linked_article
from kg.read.markup import SourceIndex, plain
from kg.read.page_end import cut_off
from kg.read.traced import Traced
from kg.records import SectionKind

_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_PAGE = re.compile(r"<(?:html|body|head|!doctype)\b", re.IGNORECASE)
_BLANKS = re.compile(r"[^\S\n]+")
_BLOCKS = frozenset({"p", "head", "item", "quote", "list", "row", "table", "code", "ab", "div"})
_GAP = Traced("\n\n")

_DATES = (
    *("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.issued", "dcterms.date", "pubdate"),
    *("publish-date", "publish_date", "publication_date", "parsely-pub-date", "sailthru.date", "og:published_time", "article.published"),
)
_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title", "headline", "parsely-title")
_PUBLISHERS = ("og:site_name", "publisher", "dc.publisher", "dcterms.publisher", "application-name")

_KINDS: tuple[tuple[SectionKind, re.Pattern[str]], ...] = (
    ("caption", re.compile(r"\bfigcaption\b|(?:^|[\s_-])(?:caption|photo-?credit|image-?credit|wp-caption-text)(?:$|[\s_-])", re.IGNORECASE)),
    (
        "author_note",
        re.compile(r"(?:^|[\s_-])(?:author-?(?:bio|box|info|note|description|about)|about-?(?:the-?)?author|bio)(?:$|[\s_-])", re.IGNORECASE),
    ),
    ("byline", re.compile(r"(?:^|[\s_-])(?:byline|author|authors|dateline|published|pub-?date|timestamp)(?:$|[\s_-])", re.IGNORECASE)),
    (
        "furniture",
        re.compile(
            r"^(?:nav|aside|footer|form|button)\b|(?:^|[\s_-])(?:newsletter|related|recommended|promo|share|sharing|social|cookies?|consent|advert|advertisement|"
            r"sponsored|read-?more|tags|breadcrumbs?|subscribe|paywall|comments)(?:$|[\s_-])",
            re.IGNORECASE,
        ),
    ),
)
_LARGEST_SHARE = 0.4  # an element with more of the page's text than this is the story, whatever its class says
_LONGEST_BYLINE = 150
_FEWEST_WORDS = 4


def draft(source: str) -> Draft:
    """The record that a page is; offsets lead to the decoded source where the words are found there again.

    Raises ReadError: no main text, a page that is cut off.
    """
    if inside := cut_off(source):
        raise ReadError(f"{NOT_WHOLE}: ends inside {inside}", line=source.count("\n", 0, len(source.rstrip())) + 1)
    if not _PAGE.search(source):
        return Draft(body=plain(Traced.verbatim(source)), wrapped=False)
    tree = _parsed(source)
    linked = linked_article(element.text or "" for element in tree.iterfind(".//script[@type='application/ld+json']"))
    main = _main_text(source) or linked.body or ""
    if len(main.split()) < _FEWEST_WORDS:  # a link or a button
        raise ReadError("no main text is found in the page")
    meta = _meta(tree)
    publisher = linked.publisher or _any(meta, _PUBLISHERS)
    title = _title(tree, meta, linked, publisher)
    index = SourceIndex(source)
    title_trace, after = index.trace(title) if title else (None, 0)
    parts: list[Traced] = []
    for paragraph in filter(None, (block.strip() for block in main.split("\n\n"))):
        trace, after = index.trace(paragraph, after)
        parts += [_GAP, trace] if parts else [trace]
    return Draft(
        body=Traced.joined(parts),
        title=title_trace,
        date=linked.date or _any(meta, _DATES) or _time(tree),
        publisher=publisher,
        url=linked.url or _canonical(tree) or _any(meta, ("og:url",)),
        language=linked.language or tree.get("lang") or _any(meta, ("content-language", "og:locale", "dc.language")),
        known=_known(tree),
        wrapped=False,
    )


def _parsed(source: str) -> html.HtmlElement:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True)
    try:
        return html.document_fromstring(_XML_DECLARATION.sub("", source).encode("utf-8", "replace"), parser=parser)
    except etree.ParserError as error:
        raise ReadError("no main text is found in the page") from error


def _main_text(source: str) -> str:
    """The story's text, an empty line between paragraphs; empty where none is found."""
    import trafilatura  # takes a while to load, and only pages need it

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    document = trafilatura.bare_extraction(source, with_metadata=False, include_comments=False, include_tables=True)
    body = getattr(document, "body", None)
    found = "" if body is None else re.sub(r"\n{3,}", "\n\n", "".join(_words(body))).strip()
    return found if "\n" in found else _in_blocks(found, source)


def _in_blocks(found: str, source: str) -> str:
    """A text of one paragraph as the blocks that it is in the page: of a short page trafilatura gives all words in a row, heading and byline too."""
    wanted = "".join(found.split())
    blocks = [words for block in plain(Traced.verbatim(source)).text.split("\n\n") if (words := " ".join(block.split()))]
    squeezed = ["".join(block.split()) for block in blocks]
    for first, opening in enumerate(squeezed):
        if not wanted.startswith(opening):
            continue
        together, last = "", first
        while last < len(squeezed) and len(together) < len(wanted):
            together += squeezed[last]
            last += 1
        if together == wanted:
            return "\n\n".join(blocks[first:last])
    return found


def _words(element: Any) -> Iterator[str]:
    block = element.tag in _BLOCKS
    if block:
        yield "\n\n"
    yield _BLANKS.sub(" ", (element.text or "").replace("\n", " "))
    for child in element:
        if child.tag == "lb":
            yield "\n"
        elif isinstance(child.tag, str):
            yield from _words(child)
        yield _BLANKS.sub(" ", (child.tail or "").replace("\n", " "))
    yield "\n\n" if block else " " if element.tag == "cell" else ""


def _meta(tree: html.HtmlElement) -> dict[str, str]:
    """The page's meta elements by name or property in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for element in tree.iterfind(".//meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _any(meta: dict[str, str], names: tuple[str, ...]) -> str | None:
    return next((meta[name] for name in names if name in meta), None)


def _title(tree: html.HtmlElement, meta: dict[str, str], linked: LinkedArticle, publisher: str | None) -> str | None:
    headings = [text for element in tree.iter("h1") if (text := " ".join(element.text_content().split()))]
    if len(headings) == 1:
        return headings[0]
    named = linked.title or _any(meta, _TITLES)
    element = tree.find(".//title")
    title = " ".join((named or (element.text_content() if element is not None else "")).split())
    if not title:
        return headings[0] if headings else None
    if publisher:
        title = re.sub(rf"\s*[|–—·•:-]\s*{re.escape(publisher)}\s*$", "", title, flags=re.IGNORECASE) or title
    return title


def _time(tree: html.HtmlElement) -> str | None:
    """The one time element that the page marks as its date of publication, or the only one that there is."""
    times = [element for element in tree.iter("time") if element.get("datetime")]
    marked = [element for element in times if element.get("itemprop") == "datePublished" or element.get("pubdate") is not None]
    distinct = sorted({str(element.get("datetime"))[:10] for element in times})
    chosen = marked[:1] or (times[:1] if len(distinct) == 1 else [])
    return str(chosen[0].get("datetime")) if chosen else None


def _canonical(tree: html.HtmlElement) -> str | None:
    return next((str(link.get("href")) for link in tree.iterfind(".//link[@rel='canonical']") if link.get("href")), None)


def _known(tree: html.HtmlElement) -> dict[str, SectionKind]:
    """Paragraphs, without white space, that the markup says are no story."""
    total = len("".join(tree.text_content().split()))
    known: dict[str, SectionKind] = {}
    for element in tree.iter(etree.Element):
        label = f"{element.tag} {element.get('class') or ''} {element.get('itemprop') or ''} {element.get('rel') or ''}"
        kind = next((kind for kind, pattern in _KINDS if pattern.search(label)), None)
        if kind is None or element.tag in ("html", "body", "main", "article"):
            continue
        whole = "".join(element.text_content().split())
        if not whole or len(whole) > _LARGEST_SHARE * total or (kind == "byline" and len(whole) > _LONGEST_BYLINE):
            continue
        known.setdefault(whole, kind)
        for inner in element.iter("p", "li", "h2", "h3", "h4", "div", "span", "a", "figcaption"):
            known.setdefault("".join(inner.text_content().split()), kind)
    return known
