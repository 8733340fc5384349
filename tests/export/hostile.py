"""A graph whose every text is out to break a writer: quotes, separators of every format, controls, scripts that run from the right, formulas."""

from __future__ import annotations

from decimal import Decimal

from kg.records import Article, ArticleNode, Case, Entity, Event, KnowledgeGraph, Money, Span, Statement

TEXTS = (
    'a "quoted" name',
    "it's; 'half' quoted\\",
    "back\\slash \\n \\u0041 \\' \\\"",
    "two\nlines\r\nand a tab\t; | , :",
    "nul\0 bell\x07 unit\x1f escape\x1b",
    "=1+2",
    "@cmd|' /C calc'!A0",
    "-2+3, +4",
    "שלום עולם \u202ereversed\u202c",
    "é and e\u0301, \u2028 \u0085 \ufeff 😀",
    "<script>alert(1)</script>&amp;]]>-->",
    "`backtick` {brace} $dollar [list] (paren)",
    "'; DROP TABLE x; --",
    "   blanks   ",
)


def hostile() -> KnowledgeGraph:
    """A company, a fine and a claim for each text, an article with all of them, and a case."""
    text = "Title\n\n" + "\n\n".join(TEXTS)
    agency = Entity(id="agency/office", type="Agency", label="Office", aliases=TEXTS)
    entities, events, statements = [agency], [], []
    for i, name in enumerate(TEXTS):
        aliases = (TEXTS[i - 1], name) if i % 2 else ()
        entities.append(Entity(id=f"company/{i:02}", type="Company", label=name, aliases=aliases, identifiers=(("cik", name),) if i % 3 else ()))
        money = Money(amount=Decimal("1250000.50") * (i + 1), currency="EUR") if i % 2 else None
        events.append(
            Event(
                id=f"event/{i:02}",
                type="Fine",
                label=name,
                agents=(agency.id,),
                targets=(f"company/{i:02}",),
                status="fact",
                date="2021-02",
                money=money,
                case="case/0",
                article_count=1,
                source_count=1,
            )
        )
        start = text.index(name)
        statements.append(
            Statement(
                id=f"claim/{i:02}",
                subject=agency.id,
                predicate="fined",
                object=f"company/{i:02}",
                status="fact",
                article=f"{TEXTS[3]}#{TEXTS[1]}",
                span=Span(start=start, end=start + len(name)),
                quote=name,
                trigger=Span(start=start, end=start + 1),
                event=f"event/{i:02}",
                date="2021-02",
                money=money,
                role=name,
                speaker=agency.id,
                speaker_text=name,
                confidence=0.1 * (i % 9 + 1),
                engine="frames",
                rule=name,
                denies=("claim/00",) if i == 5 else (),
            )
        )
    article = Article(source=f"{TEXTS[3]}#{TEXTS[1]}", text=text, title=TEXTS[4], date="2021-03-01", publisher=TEXTS[0], url=TEXTS[10])
    node = ArticleNode(id="article/0", article=article, mentions=tuple(e.id for e in entities))
    case = Case(id="case/0", label=TEXTS[2], parties=("company/00",), state=TEXTS[12], since="2021")
    return KnowledgeGraph(entities=tuple(entities), events=tuple(events), statements=tuple(statements), articles=(node,), cases=(case,))
