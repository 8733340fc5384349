"""RSS and Atom. Entities that a feed declares itself are never expanded, and nothing outside the file is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from kg.errors import ReadError
from kg.read.draft import NOT_WHOLE, Draft, Fault
from kg.read.json_records import record_draft
from kg.read.traced import Traced

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_SPACES = frozenset(
    {
        "",
        "http://purl.org/rss/1.0/",
        "http://my.netscape.com/rdf/simple/0.9/",
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atom/ns#",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/rss/1.0/modules/content/",
    }
)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ROOT_END = re.compile(r"</(?:\w+:)?(?:rss|feed|RDF)\s*>")
_END = re.compile(_ROOT_END.pattern + r"\s*(?:<!--.*?-->\s*)*\Z", re.DOTALL)
_ITEMS = ("item", "entry")
_ITEM_START, _ITEM_END = re.compile(r"<(?:\w+:)?(?:item|entry)\b"), re.compile(r"</(?:\w+:)?(?:item|entry)\s*>")
_TEXTS = ("encoded", "content", "description", "summary")
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")


def drafts(source: str) -> Iterator[Draft | Fault]:
    """The items of a feed. One that is not well formed is a fault; those round it are read, and those before the place where the feed breaks off.

    Raises ReadError: not XML, neither RSS nor Atom, entities declared.
    """
    if "<!ENTITY" in source:
        raise ReadError("declares entities of its own; they are not expanded")
    declaration = _DECLARATION.match(source)
    body = source[declaration.end() :] if declaration else source.lstrip()
    lines_before = source[: len(source) - len(body)].count("\n")
    broken_off: Fault | None = None
    if not _END.search(body):
        body, broken_off = _up_to_last_item(body, lines_before)
    root, errors = _parsed(body, lines_before)
    if root is None or _name(root) not in ("rss", "RDF", "feed"):
        if errors:
            raise ReadError(f"not XML: {errors[0][1]}", line=errors[0][0] + lines_before)
        raise ReadError(f"neither RSS nor Atom: the root is <{_name(root)}>")
    items = [element for element in root.iter(etree.Element) if _name(element) in _ITEMS]
    channel = next((element for element in root.iter(etree.Element) if _name(element) == "channel"), root)
    publisher, language = _first(channel, ("title",)), _first(channel, ("language",)) or root.get(_XML_LANG)
    starts = [_line(item) for item in items]
    told: set[int] = set()
    for number, item in enumerate(items, 1):
        end = starts[number] if number < len(items) else None
        fault = next(
            ((line, why) for line, why in errors if starts[number - 1] <= line and (end is None or line < max(end, starts[number - 1] + 1))), None
        )
        if fault is not None:
            told.add(fault[0])
            yield Fault(f"not well-formed XML: {fault[1]}", fault[0] + lines_before)
        else:
            yield _draft(item, number, publisher, language, starts[number - 1] + lines_before)
    rest = next((Fault(f"not well-formed XML: {why}", line + lines_before) for line, why in errors if line not in told), None)
    last = broken_off or rest
    if last is not None:
        yield last


def _parsed(body: str, lines_before: int) -> tuple[etree._Element | None, list[tuple[int, str]]]:
    """The root, and what is not well formed with its line."""
    parser = etree.XMLParser(encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True)
    try:
        root = etree.fromstring(body.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"not XML: {error.msg}", line=(error.lineno or 1) + lines_before) from error
    return root, [(entry.line, " ".join(entry.message.split())) for entry in parser.error_log if entry.level >= 2]


def _up_to_last_item(body: str, lines_before: int) -> tuple[str, Fault]:
    """A feed that does not end as it should, ended after its last whole item; and the place where it breaks off, the start of what is not whole."""
    kept = max((found.end() for found in _ITEM_END.finditer(body)), default=0)
    rest = body[kept:]
    cut = _ITEM_START.search(rest)
    at = kept + cut.start() if cut else len(body.rstrip())
    why = f"{NOT_WHOLE}: the feed {'ends inside an item' if cut else 'does not end'}"
    if _ROOT_END.search(rest):
        at, why = len(body.rstrip()), "not well-formed XML: more stands after the end of the feed"
    fault = Fault(why, lines_before + body.count("\n", 0, at) + 1)
    if not kept:
        return body[:at], fault
    root, _ = _parsed(body[:kept], lines_before)
    items = [] if root is None else [element for element in root.iter(etree.Element) if _name(element) in _ITEMS]
    around = [(one.prefix, etree.QName(one).localname) for one in items[-1].iterancestors()] if items else []
    return body[:kept] + "".join(f"</{prefix}:{name}>" if prefix else f"</{name}>" for prefix, name in around), fault


def _draft(item: etree._Element, number: int, publisher: str | None, language: str | None, line: int) -> Draft | Fault:
    texts = {
        "title": _first(item, ("title",)),
        "text": _first(item, _TEXTS),
        "date": _first(item, _DATES),
        "publisher": _first(item, ("source", "publisher")) or publisher,
        "url": _link(item),
        "language": _first(item, ("language",)) or item.get(_XML_LANG) or language,
    }
    id_ = (_first(item, ("guid", "id", "identifier")) or "").strip() or str(number)
    title = texts["title"]
    if not (texts["text"] or "").strip() and title:  # an item that is a headline alone
        return Draft(
            body=Traced(""),
            title=Traced.verbatim(title),
            date=texts["date"],
            publisher=texts["publisher"],
            url=texts["url"],
            language=texts["language"],
            id=id_,
            line=line,
            headline=True,
        )
    return record_draft(texts, id_, line)


def _first(parent: etree._Element, names: tuple[str, ...]) -> str | None:
    """The text of the first child that bears one of `names`, the earlier name first, and is not empty."""
    for name in names:
        for child in parent.iterchildren(etree.Element):
            if _name(child) == name and (text := _text(child)).strip():
                return text
    return None


def _text(element: etree._Element) -> str:
    if len(element):  # Atom's xhtml, or markup that was not escaped
        inner = "".join(etree.tostring(child, encoding="unicode") for child in element.iterchildren(etree.Element))
        return (element.text or "") + inner
    return element.text or ""


def _link(item: etree._Element) -> str | None:
    for child in item.iterchildren(etree.Element):
        if _name(child) == "link":
            if (child.text or "").strip():
                return (child.text or "").strip()
            if child.get("href") and child.get("rel", "alternate") == "alternate":
                return str(child.get("href"))
    return None


def _name(element: etree._Element) -> str:
    """The local name, where the namespace is one that feeds use for the story itself; else the full one."""
    name = etree.QName(element)
    space = name.namespace or ""
    return name.localname if space in _SPACES or name.localname == "RDF" else str(element.tag)


def _line(element: etree._Element) -> int:
    return int(element.sourceline or 1)
