"""Headlines Written With Capitals, written as a sentence would be, so that the parser makes out who does what."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from pydantic import Field

from kg.checked_yaml import load_knowledge
from kg.records import Article, Record

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_LONG = 4  # letters that a word has at least to tell how a headline is written
_CAPITALS = 0.7  # the share of those that have a capital in a headline of that kind
_FEWEST = 4


class HeadlineExample(Record):
    title: str
    text: str
    reads: str


class Headlines(Record):
    """kg/knowledge/lexicons/headlines.yaml"""

    small: tuple[str, ...]
    verbs: tuple[str, ...]
    examples: tuple[HeadlineExample, ...] = Field(min_length=1)
    counter_examples: tuple[HeadlineExample, ...] = Field(min_length=1)


def headlines() -> Headlines:
    """The lexicon, read once."""
    lexicon: Headlines = load_knowledge("lexicons/headlines.yaml", Headlines)
    return lexicon


@cache
def _plain() -> frozenset[str]:
    return frozenset(headlines().small + headlines().verbs)


def recased(article: Article) -> str:
    """The article's text, of the same length, its title as it would stand in a sentence where it is written with capitals."""
    title, text = article.title, article.text
    if not title or not text.startswith(title) or not _with_capitals(title):
        return text
    body = text[len(title) :]
    written = Counter(m.group() for m in _WORD.finditer(body))
    midway = Counter(m.group() for m in _WORD.finditer(body) if re.search(r"[\w,;:)] $", body[max(0, m.start() - 2) : m.start()]))

    def small(found: re.Match[str]) -> str:
        word = found.group()
        lower = word.lower()
        if found.start() == 0 or not word[0].isupper() or (len(word) > 1 and not word[1:].islower()) or len(lower) != len(word):
            return word
        if midway[word]:
            return word if lower not in headlines().small else lower
        return lower if written[lower] or lower in _plain() else word

    return _WORD.sub(small, title) + body


def _with_capitals(title: str) -> bool:
    words = [w for w in _WORD.findall(title)[1:] if len(w) >= _LONG]
    return len(words) >= _FEWEST - 1 and sum(w[0].isupper() for w in words) >= _CAPITALS * len(words) and not title.isupper()
