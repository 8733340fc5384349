"""Graphs to test on: one small story in our own words, any size of made-up ones."""

from __future__ import annotations

from decimal import Decimal

from kg.records import Article, ArticleNode, Entity, Event, KnowledgeGraph, Money, Span, Statement

FINE_TEXT = (
    "Regulator fines Acme\n\n"
    "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021. "
    "Bolt Ltd sued Acme in March 2021, and Acme denies it.\n"
    '"We did nothing wrong," said Ann Bell, Acme\'s chief executive.'
)
PLEA_TEXT = (
    "Acme pleads guilty\n\nAcme Corp. pleaded guilty. The Authority may ban its Rocket \\ Skates. Acme and Bolt Ltd settled for €1.25 million."
)


def _span(text: str, quote: str) -> Span:
    start = text.index(quote)
    return Span(start=start, end=start + len(quote))


def sample() -> KnowledgeGraph:
    """Every kind of record, every optional field at least once."""
    acme, bolt, authority, bell = "company/acme", "company/bolt", "agency/federal-market-authority", "person/ann-bell"
    court, suit, skates, list_ = "court/high-court", "lawsuit/bolt-v-acme", "product/rocket-skates", "list/debarred-firms"
    fine_quote = "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."
    sued_quote = "Bolt Ltd sued Acme in March 2021, and Acme denies it."
    works_quote = '"We did nothing wrong," said Ann Bell, Acme\'s chief executive.'
    fine, plea, ban = "event/fine-federal-market-authority-acme-2021-05", "event/guilty-plea-acme", "event/ban-federal-market-authority-rocket-skates"
    filing, deal = "event/lawsuit-filing-bolt-acme-2021-03", "event/settlement-acme-bolt"
    frames = {"engine": "frames", "confidence": 0.91}

    def said(number: int, source: str, quote: str, **rest: object) -> Statement:
        text = FINE_TEXT if source == "news/fine.txt" else PLEA_TEXT
        return Statement.model_validate(
            {"id": f"claim/{number:03}", "article": source, "span": _span(text, quote), "quote": quote, "rule": "test", **frames, **rest}
        )

    statements = (
        said(
            1,
            "news/fine.txt",
            fine_quote,
            subject=authority,
            predicate="fined",
            object=acme,
            status="fact",
            event=fine,
            date="2021-05-03",
            money=Money(amount=Decimal(5000000), currency="USD"),
            trigger=_span(FINE_TEXT, "fined"),
        ),
        said(
            2, "news/fine.txt", sued_quote, subject=bolt, predicate="sued", object=acme, status="fact", event=filing, date="2021-03", confidence=1.0
        ),
        said(3, "news/fine.txt", sued_quote, subject=bolt, predicate="plaintiffIn", object=suit, status="fact"),
        said(4, "news/fine.txt", sued_quote, subject=acme, predicate="defendantIn", object=suit, status="fact"),
        said(5, "news/fine.txt", works_quote, subject=bell, predicate="worksFor", object=acme, status="fact", role="chief executive"),
        said(6, "notices/plea.jsonl#7", "Acme Corp. pleaded guilty.", subject=acme, predicate="participant", object=plea, status="fact", event=plea),
        said(
            7,
            "notices/plea.jsonl#7",
            "The Authority may ban its Rocket \\ Skates.",
            subject=authority,
            predicate="banned",
            object=skates,
            status="planned",
            event=ban,
            confidence=0.5,
        ),
        said(
            8,
            "notices/plea.jsonl#7",
            "Acme and Bolt Ltd settled for €1.25 million.",
            subject=acme,
            predicate="settledWith",
            object=bolt,
            status="alleged",
            event=deal,
            speaker=bell,
            speaker_text="said Ann Bell",
            money=Money(amount=Decimal("1250000.50"), currency="EUR"),
        ),
        said(9, "notices/plea.jsonl#7", "Acme Corp. pleaded guilty.", subject=suit, predicate="heardIn", object=court, status="fact"),
        said(
            10, "notices/plea.jsonl#7", "The Authority may ban its Rocket \\ Skates.", subject=acme, predicate="makes", object=skates, status="fact"
        ),
        said(
            11,
            "notices/plea.jsonl#7",
            "Acme and Bolt Ltd settled for €1.25 million.",
            subject=bolt,
            predicate="listedOn",
            object=list_,
            status="negated",
        ),
    )
    return KnowledgeGraph(
        entities=(
            Entity(id=authority, type="Agency", label="Federal Market Authority", aliases=("the Authority",), country="US"),
            Entity(
                id=acme,
                type="Company",
                label="Acme",
                aliases=("Acme Corp.", 'Acme "A" Corp'),
                identifiers=(("lei", "5493001KJTIIGC8Y1R12"), ("wikidata", "Q1")),
            ),
            Entity(id=bolt, type="Company", label="Bolt Ltd"),
            Entity(id=court, type="Court", label="High Court"),
            Entity(id="law/market-act", type="Law", label="Market Act"),
            Entity(id=suit, type="Lawsuit", label="Bolt v. Acme"),
            Entity(id=list_, type="RegulatoryList", label="Debarred Firms"),
            Entity(id="organization/traders-union", type="Organization", label="Traders' Union"),
            Entity(id=bell, type="Person", label="Ann Bell"),
            Entity(id=skates, type="Product", label="Rocket Skates"),
        ),
        events=(
            Event(
                id=ban, type="Ban", label="Federal Market Authority banned Rocket Skates", agents=(authority,), targets=(skates,), status="planned"
            ),
            Event(
                id=fine,
                type="Fine",
                label="Federal Market Authority fined Acme (2021-05-03)",
                agents=(authority,),
                targets=(acme,),
                status="fact",
                date="2021-05-03",
                money=Money(amount=Decimal(5000000), currency="USD"),
            ),
            Event(id=plea, type="GuiltyPlea", label="Acme pleaded guilty (2022)", participants=(acme,), status="fact", date="2022", lawsuit=suit),
            Event(
                id=filing,
                type="LawsuitFiling",
                label="Bolt sued Acme (2021-03)",
                agents=(bolt,),
                targets=(acme,),
                lawsuit=suit,
                status="fact",
                date="2021-03",
            ),
            Event(
                id=deal,
                type="Settlement",
                label="Acme settled with Bolt Ltd",
                agents=(acme, bolt),
                status="alleged",
                money=Money(amount=Decimal("1250000.50"), currency="EUR"),
            ),
        ),
        statements=statements,
        articles=(
            ArticleNode(
                id="article/news-fine",
                article=Article(
                    source="news/fine.txt",
                    text=FINE_TEXT,
                    title="Regulator fines Acme",
                    date="2021-05-04",
                    publisher="The Wire",
                    url="https://wire.example/a b",
                    language="en",
                ),
                mentions=(authority, acme, bolt, bell),
            ),
            ArticleNode(
                id="article/notices-plea-7",
                article=Article(source="notices/plea.jsonl#7", text=PLEA_TEXT),
                mentions=(authority, acme, "law/market-act", skates),
            ),
        ),
    )


def many(articles: int, claims_each: int = 12, text_words: int = 350) -> KnowledgeGraph:
    """A made-up graph of any size, valid throughout: `claims_each` fines an article, each with its event."""
    firms = [Entity(id=f"company/firm-{i}", type="Company", label=f"Firm {i}", aliases=(f"Firm {i} Inc.",)) for i in range(articles * 3)]
    agencies = [Entity(id=f"agency/office-{i}", type="Agency", label=f"Office {i}") for i in range(50)]
    events, statements, nodes = [], [], []
    for a in range(articles):
        sentences = [f"Office {(a + c) % 50} fined Firm {(a * 7 + c) % len(firms)} ${c + 1} million." for c in range(claims_each)]
        text = f"Notice {a}\n\n" + " ".join(sentences) + " And so on." * (text_words // 3)
        ends = []
        for c, quote in enumerate(sentences):
            agency, firm = agencies[(a + c) % 50].id, firms[(a * 7 + c) % len(firms)].id
            money = Money(amount=Decimal(1000000 * (c + 1)), currency="USD")
            event = f"event/fine-{a:05}-{c:02}"
            events.append(
                Event(id=event, type="Fine", label=f"Fine {a} {c}", agents=(agency,), targets=(firm,), status="fact", date="2020-01", money=money)
            )
            statements.append(
                Statement(
                    id=f"claim/{a:05}-{c:02}",
                    subject=agency,
                    predicate="fined",
                    object=firm,
                    status="fact",
                    article=f"many/{a}.txt",
                    span=_span(text, quote),
                    quote=quote,
                    event=event,
                    date="2020-01",
                    money=money,
                    confidence=0.875,
                    engine="frames",
                    rule="fine/verb",
                )
            )
            ends += [agency, firm]
        nodes.append(
            ArticleNode(
                id=f"article/many-{a:05}", article=Article(source=f"many/{a}.txt", text=text, date="2020-02-03"), mentions=tuple(sorted(set(ends)))
            )
        )
    entities = tuple(sorted((*firms, *agencies), key=lambda e: e.id))
    return KnowledgeGraph(entities=entities, events=tuple(events), statements=tuple(statements), articles=tuple(nodes))
