"""What a page says of itself in JSON-LD (schema.org)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

_TYPES = frozenset(
    {
        *("Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle", "BlogPosting"),
        *("LiveBlogPosting", "Report", "TechArticle", "ScholarlyArticle", "WebPage"),
    }
)
_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class LinkedArticle:
    """The article that the page describes, each value as written; None where it says nothing."""

    title: str | None = None
    body: str | None = None
    date: str | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


def linked_article(scripts: Iterable[str]) -> LinkedArticle:
    """The first article in a page's JSON-LD scripts, a web page's data only where there is none. Scripts that are no JSON say nothing."""
    found: list[dict[str, Any]] = []
    for script in scripts:
        try:
            found += _articles(json.loads(script), 0)
        except (ValueError, RecursionError):
            continue  # pages get this wrong often, and their text is there all the same
    best = next((item for item in found if _types(item) - {"WebPage"}), found[0] if found else {})
    return LinkedArticle(
        title=_text(best.get("headline")) or _text(best.get("name")),
        body=_text(best.get("articleBody")),
        date=_text(best.get("datePublished")),
        publisher=_text(best.get("publisher")),
        url=_text(best.get("url")) or _text(best.get("mainEntityOfPage")),
        language=_text(best.get("inLanguage")),
    )


def _articles(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for item in value:
            yield from _articles(item, depth + 1)
    elif isinstance(value, dict):
        if _types(value) & _TYPES:
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(value.get(key), list | dict):
                yield from _articles(value[key], depth + 1)


def _types(item: dict[str, Any]) -> set[str]:
    kinds = item.get("@type")
    return {kind.rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)}


def _text(value: Any) -> str | None:
    if isinstance(value, str):
        return value.strip() or None
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), None)
    if isinstance(value, dict):
        return next((text for key in ("name", "@id", "url", "@value", "alternateName") if (text := _text(value.get(key)))), None)
    return None
