"""What is printed twice is one source."""

from __future__ import annotations

from time import perf_counter

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import Article, Section, Span
from kg.resolve.sources import independent, reprints
from tests.resolve.make import fine, only_event, resolve, told

TEXT = (
    "The Harbour Board fined Quillmark on Monday for dumping oil in the outer basin. Its inspectors had found three leaking tanks in the spring. "
    "The firm said that it would pay and that the tanks had since been mended. A hearing over a second spill is set for the autumn."
)
OTHER = (
    "Shares of Orsel rose by a tenth after the crane maker told investors that it had won an order for nine gantries from the port of Lisbon. "
    "Its chairwoman thanked the staff, and said that a dividend might be paid for the first time in four years if the yards stay busy."
)


def article(source: str, text: str, date: str | None = "2021-05-12") -> Article:
    return Article(source=source, text=text, date=date)


def test_a_reprint_with_its_credit_line_is_of_the_earliest() -> None:
    found = reprints(
        [
            article("b.txt", f"Oil fine\n\n{TEXT} This article first appeared in the Wire.", "2021-05-13"),
            article("a.txt", TEXT, "2021-05-14"),
            article("c.txt", f"Board fines Quillmark\n\n{TEXT}", "2021-05-12"),
            article("d.txt", OTHER),
        ]
    )
    assert found == {"a.txt": "c.txt", "b.txt": "c.txt"}


def test_a_shortened_copy_is_one_but_another_report_is_not() -> None:
    short = TEXT[: TEXT.index(" A hearing")]
    own = (
        "Quillmark must pay for the oil that leaked from three of its tanks, the Harbour Board decided on Monday. The firm has mended the tanks. "
        "It will pay, a spokeswoman said, though the board is still looking into a second spill."
    )
    assert reprints([article("a.txt", TEXT), article("b.txt", short), article("c.txt", own)]) == {"b.txt": "a.txt"}


def test_furniture_that_all_pages_have_makes_no_copy() -> None:
    tail = " Sign up for our letter, read more of the day's news, and tell us what you think of the new page by writing to the editor." * 3

    def page(source: str, text: str) -> Article:
        sections = (
            Section(kind="body", span=Span(start=0, end=len(text))),
            Section(kind="furniture", span=Span(start=len(text), end=len(text + tail))),
        )
        return Article(source=source, text=text + tail, sections=sections)

    assert reprints([page("a.html", TEXT), page("b.html", OTHER)]) == {}


def test_short_texts_are_copies_only_where_they_are_equal() -> None:
    assert reprints([article("a.txt", "Quillmark was fined."), article("b.txt", "Quillmark was fined!")]) == {"b.txt": "a.txt"}
    assert reprints([article("a.txt", "Quillmark was fined on Monday."), article("b.txt", "Quillmark was fined on Tuesday.")]) == {}


@settings(max_examples=30, deadline=None)
@given(st.permutations([article("a.txt", TEXT), article("b.txt", TEXT), article("c.txt", OTHER), article("d.txt", TEXT, None)]))
def test_the_order_of_the_articles_does_not_matter(articles: list[Article]) -> None:
    assert reprints(articles) == {"b.txt": "a.txt", "d.txt": "a.txt"}


def test_an_event_counts_articles_and_sources() -> None:
    entities = [("Agency", "Harbour Board"), ("Company", "Quillmark")]
    own = "The Harbour Board told Quillmark to pay."
    r = resolve(
        [told(s, entities, [fine(0, 1)], "2021-05-12", text) for s, text in (("a.txt", TEXT), ("b.txt", TEXT), ("c.txt", own))],
    )
    event = only_event(r)
    assert (event.article_count, event.source_count) == (3, 2)
    assert [a.reprint_of for a in r.graph.articles] == [None, r.graph.articles[0].id, None]
    assert independent(["a.txt", "b.txt"], {"b.txt": "a.txt"}) == 1


def test_twice_the_articles_take_about_twice_the_time() -> None:
    def seconds(count: int) -> float:
        articles = [article(f"{n}.txt", " ".join(f"w{(n * 7919 + i * i) % 9973}" for i in range(250)) + TEXT) for n in range(count)]
        start = perf_counter()
        reprints(articles)
        return perf_counter() - start

    seconds(50)
    assert seconds(800) < 4 * max(seconds(200), 0.02) * 2
