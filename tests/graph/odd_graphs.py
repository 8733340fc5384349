"""Graphs as odd as the records allow: any text, any order, statements that repeat and contradict each other."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from kg.ids import slug
from kg.ontology import ontology
from kg.records import STATUSES, Article, ArticleNode, Entity, Event, KnowledgeGraph, Money, Span, Statement

TEXT = st.text(alphabet=st.characters(codec="utf-8"), min_size=1, max_size=30) | st.sampled_from(
    ['"', '"""', 'a\n"""b"', "\\", "\\u0041", "\r\n\t", "\x00\x7f", "é\u0301", "\u2028\ufeff", "😀", "<script>&amp;]]>", "# no comment", "' | '"]
)
DATES = st.none() | st.sampled_from(["2021", "2021-05", "2021-05-12", "1999-12-31"])
MONEY = st.none() | st.builds(
    Money,
    amount=st.decimals(min_value=0, max_value=Decimal("1e15"), allow_nan=False, places=2),
    currency=st.sampled_from(["USD", "EUR", "JPY"]),
)


def _maybe(text: st.SearchStrategy[str]) -> st.SearchStrategy[str | None]:
    return st.none() | text


@st.composite
def entities(draw: st.DrawFn) -> tuple[Entity, ...]:
    names = draw(st.lists(TEXT, min_size=2, max_size=5, unique_by=slug))
    made = []
    for name in names:
        type_ = draw(st.sampled_from(ontology().entity_types()))
        path = ontology().classes[type_].path
        aliases = draw(st.lists(TEXT, max_size=3))
        identifiers = draw(st.lists(st.tuples(st.sampled_from(["lei", "wikidata", "cik"]), TEXT), max_size=2))
        country = draw(st.none() | st.just("US"))
        made.append(
            Entity(id=f"{path}/{slug(name)}", type=type_, label=name, aliases=tuple(aliases), country=country, identifiers=tuple(identifiers))
        )
    return tuple(made)


@st.composite
def graphs(draw: st.DrawFn) -> KnowledgeGraph:
    things = draw(entities())
    ids = st.sampled_from([e.id for e in things])
    some = st.lists(ids, max_size=3).map(tuple)
    articles = []
    for i in range(draw(st.integers(1, 3))):
        article = Article(
            source=f"{i}/{draw(TEXT)}",
            text=draw(TEXT) * 2,
            title=draw(_maybe(TEXT)),
            date=draw(DATES),
            publisher=draw(_maybe(TEXT)),
            url=draw(_maybe(TEXT)),
        )
        articles.append(ArticleNode(id=f"article/{i}-{slug(article.source)}", article=article, mentions=draw(some)))
    events = tuple(
        Event(
            id=f"event/{i}", type=draw(st.sampled_from(tuple(ontology().events))), label=draw(TEXT), agents=draw(some), targets=draw(some),
            participants=draw(some), lawsuit=draw(st.none() | ids), status=draw(st.sampled_from(STATUSES)), date=draw(DATES), money=draw(MONEY),
        )
        for i in range(draw(st.integers(0, 3)))
    )  # fmt: skip
    statements = []
    for i in range(draw(st.integers(0, 6))):
        article = draw(st.sampled_from(articles)).article
        start = draw(st.integers(0, len(article.text) - 1))
        span = Span(start=start, end=draw(st.integers(start + 1, len(article.text))))
        predicate = draw(st.sampled_from([*ontology().relations, *(["participant"] if events else [])]))
        statements.append(
            Statement(
                id=f"claim/{i}", subject=draw(ids), predicate=predicate, status=draw(st.sampled_from(STATUSES)), article=article.source, span=span,
                object=draw(st.sampled_from([e.id for e in events])) if predicate == "participant" else draw(ids), quote=span.of(article.text),
                trigger=draw(st.none() | st.just(span)), event=draw(st.none() | st.sampled_from([e.id for e in events])) if events else None,
                date=draw(DATES), money=draw(MONEY), role=draw(_maybe(TEXT)), speaker=draw(st.none() | ids), speaker_text=draw(_maybe(TEXT)),
                confidence=draw(st.floats(0, 1)), engine=draw(TEXT), rule=draw(TEXT),
            )
        )  # fmt: skip
    return KnowledgeGraph(entities=things, events=events, statements=tuple(statements), articles=tuple(articles))
