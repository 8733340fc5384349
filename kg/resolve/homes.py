"""Where a firm is at home, as its article says: "the Texas oil firm", "Orme, a Swiss lift maker", "Orme of Lyon"; where a report is dated from."""

from __future__ import annotations

import re
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import Article, LocalEntity, Record
from kg.resolve.reference import country_words

_NEAR = 60  # code points beside a name that are looked at
_DATELINE = re.compile(r"\s*([^\W\d_][\w .]{2,30}?)(?:, [\w .]{2,20})?(?: \([A-Z][\w .]+\))? (?:-|–|—|--) ")
_ROW_ENDS, _ROW_BEGINS = re.compile(r"(?:,? (?:and|or)|,) $"), re.compile(r"(?:,? (?:and|or)|,) ")
_WORD = r"(?:(?!(?:a|an|the|of|in|for|with|by|to|and|from|its|that|said|when|where)\s)[a-z-]+\s+)"
_MAKERS = re.compile(rf"(?:-based|-listed)?\s+{_WORD}{{1,4}}")
_ARTICLE = re.compile(rf"(?:.*\W)?(?:[Tt]he|[Aa]n?)\s+{_WORD}{{0,2}}", re.DOTALL)
_BEHIND = re.compile(r",? (?:of|based in|headquartered in|from) ([A-Z][\w .]*)|, (?:an?|the) ([A-Z][\w .'’-]*)")


class Regions(Record):
    """See the head of lexicons/regions.yaml."""

    places: dict[str, tuple[str, ...]]
    examples: dict[str, str]
    counter_examples: tuple[str, ...]


@cache
def _places() -> dict[str, str]:
    """A place, a people or a state as written -> its country. Raises KnowledgeError where the file is malformed."""
    regions = load_knowledge("lexicons/regions.yaml", Regions).places
    return {name: code for code, names in regions.items() for name in names} | country_words()


def country_in(words: str) -> str | None:
    """The one country that the words tell of; None where they tell of none or of several."""
    found = countries_in(words)
    return min(found) if len(found) == 1 else None


def countries_in(words: str) -> frozenset[str]:
    """The countries whose names, peoples, regions or cities stand in the words."""
    return frozenset(_places()[m[0]] for m in _pattern().finditer(words))


def home_of(entity: LocalEntity, text: str, alone: bool = True) -> str | None:
    """The country that the article says a firm to be of, in so many words; None where it says none, or several.

    `alone` where the article names no other firm: then "the Texas company" is it.
    """
    found: set[str] = set()
    for m in entity.mentions:
        start, end = m.span.start, m.span.end
        if m.kind == "nominal" and alone:
            found.update(countries_in(m.text))
        elif m.kind == "name":
            found.update(_in_front(text[max(0, start - _NEAR) : start]))
            found.update(_behind(text[end : end + _NEAR]))
    return min(found) if len(found) == 1 else None


def in_a_row(text: str, start: int, end: int) -> bool:
    """Whether another place stands beside the one at [start, end), as in "Massachusetts and Washington": then it is a place of that kind."""
    before, after = text[max(0, start - _NEAR // 2) : start], text[end : end + _NEAR // 2]
    found = _ROW_ENDS.search(before)
    last = list(_pattern().finditer(before, 0, found.start())) if found else []
    if found and last and last[-1].end() == found.start():
        return True
    begins = _ROW_BEGINS.match(after)
    return begins is not None and _pattern().match(after, begins.end()) is not None


def without_dateline(article: Article) -> str:
    """The article's text without the place that it is dated from."""
    body = next((s.span.start for s in article.sections if s.kind == "body"), 0)
    line = _DATELINE.match(article.text, body)
    return article.text[:body] + article.text[line.end() if line else body :]


def dated_from(article: Article) -> str | None:
    """The country of the place that the report is dated from, where the article tells of no other country."""
    country = dateline_country(article)
    return country if country and countries_in(article.text) <= {country} else None


def dateline_country(article: Article) -> str | None:
    """The country of the place that the report is dated from, whatever else it tells of."""
    body = next((s.span.start for s in article.sections if s.kind == "body"), 0)
    line = _DATELINE.match(article.text, body)
    return (country_in(line[1].title()) or country_in(line[1])) if line else None


def _in_front(before: str) -> frozenset[str]:
    """ "the Houston oil producer Orme": a place, then common nouns up to the name."""
    clause = re.split(r"[.;:,(\"“”]\s", before)[-1]
    places = list(_pattern().finditer(clause))
    if not places or not _MAKERS.fullmatch(clause, places[-1].end()) or not _ARTICLE.fullmatch(clause, 0, places[-1].start()):
        return frozenset()
    return frozenset({_places()[places[-1][0]]})


def _behind(after: str) -> frozenset[str]:
    """ "Orme of Lyon", "Orme, a Swiss lift maker", "Orme, the Houston oil producer"."""
    said = _BEHIND.match(after)
    if said is None:
        return frozenset()
    words = said[1] or said[2]
    place = _pattern().match(words)
    return frozenset({_places()[place[0]]}) if place else frozenset()


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?=[A-Z])(?:{'|'.join(re.escape(p) for p in sorted(_places(), key=lambda p: (-len(p), p)))})(?!\w)")
