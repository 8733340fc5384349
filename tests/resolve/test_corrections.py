"""What a paper takes back is no fact any more; a denial points to what it denies."""

from __future__ import annotations

import pytest

from kg.records import Reading, Statement
from kg.resolve.corrections import CorrectionExample, correction_words, withdrawn
from tests.resolve.make import money, resolve, says, told

ENTITIES = [("Agency", "Harbour Board"), ("Company", "Quillmark"), ("Company", "Orsel")]


@pytest.mark.parametrize("example", correction_words().examples, ids=lambda e: e.text[:30])
def test_the_examples_of_the_lexicon(example: CorrectionExample) -> None:
    assert "".join(span.of(example.text) for span in withdrawn(example.text)) == example.withdraws


def paper(source: str, text: str, *claims: tuple[str, dict[str, object]], date: str = "2021-05-12", publisher: str | None = "The Quay") -> Reading:
    """An article of a paper whose claims stand where their words do."""
    placed = [{**claim, "span": {"start": text.index(words), "end": text.index(words) + len(words)}} for words, claim in claims]
    made = told(source, ENTITIES, placed, date, text)
    return made.model_copy(update={"article": made.article.model_copy(update={"publisher": publisher})})


def fined(target: int = 1, **rest: object) -> dict[str, object]:
    return says(0, "fined", target, event="Fine", **rest)


REPORT = paper(
    "a.txt",
    "The Harbour Board fined Quillmark $50m. It fined Orsel too.",
    ("fined Quillmark $50m", fined(money=money(50))),
    ("fined Orsel", fined(2)),
    date="2021-05-11",
)
CORRECTION = paper(
    "b.txt",
    "We wrote that the Harbour Board had fined Quillmark $50m. That was wrong. The Harbour Board fined Quillmark $225m.",
    ("the Harbour Board had fined Quillmark $50m", fined(money=money(50))),
    ("The Harbour Board fined Quillmark $225m", fined(money=money(225))),
)
WITHDRAWAL = paper(
    "b.txt",
    "We wrote that the Harbour Board had fined Quillmark $50m, and we withdraw the report.",
    ("the Harbour Board had fined Quillmark $50m", fined(money=money(50))),
)


def _statements(*readings: Reading) -> dict[tuple[str, str, int | None], Statement]:
    found = resolve(readings).graph.statements
    return {(s.article, s.object.partition("/")[2], int(s.money.amount) if s.money else None): s for s in found}


def test_a_mistake_is_negated_in_the_correction_and_in_the_report() -> None:
    said = _statements(REPORT, CORRECTION)
    graph = resolve([REPORT, CORRECTION]).graph
    report, correction = (a.id for a in graph.articles)
    for key in (("a.txt", "quillmark", 50), ("b.txt", "quillmark", 50)):
        assert (said[key].status, said[key].retracted_by) == ("negated", correction)
    assert (said["b.txt", "quillmark", 225].status, said["b.txt", "quillmark", 225].retracted_by) == ("fact", None)
    assert (said["a.txt", "orsel", None].status, said["a.txt", "orsel", None].retracted_by) == ("fact", None)
    assert graph.articles[1].corrects == (report,)
    assert {(e.status, e.money and int(e.money.amount)) for e in graph.events if "quillmark" in e.id} == {("negated", 50), ("fact", 225)}


def test_a_withdrawn_report_leaves_no_fact() -> None:
    said = _statements(REPORT, WITHDRAWAL)
    assert (said["a.txt", "quillmark", 50].status, said["a.txt", "orsel", None].status) == ("negated", "alleged")
    assert said["a.txt", "orsel", None].retracted_by
    assert list(resolve([REPORT, WITHDRAWAL]).graph.edges()) == []


@pytest.mark.parametrize(
    "report",
    [
        paper("a.txt", "Board fined Quillmark $50m.", ("fined Quillmark $50m", fined(money=money(50))), date="2021-05-11", publisher="Other"),
        paper("a.txt", "Board fined Quillmark $50m.", ("fined Quillmark $50m", fined(money=money(50))), date="2021-05-14"),
        paper("a.txt", "Board fined Quillmark $50m.", ("fined Quillmark $50m", fined(money=money(50))), date="2020-05-11"),
        paper("a.txt", "Board fined Quillmark $80m.", ("fined Quillmark $80m", fined(money=money(80))), date="2021-05-11"),
    ],
    ids=["another paper", "later", "a year before", "another sum"],
)
def test_other_reports_stand(report: Reading) -> None:
    (said,) = (s for s in resolve([report, CORRECTION]).graph.statements if s.article == "a.txt")
    assert (said.status, said.retracted_by) == ("fact", None)


def test_a_denial_points_to_what_it_denies() -> None:
    fact = paper("a.txt", "The Harbour Board fined Quillmark.", ("fined Quillmark", fined()))
    denial = paper("b.txt", "Quillmark was not fined.", ("Quillmark was not fined", fined(status="negated")))
    other = paper("c.txt", "Orsel was not fined.", ("Orsel was not fined", fined(2, status="negated")))
    graph = resolve([fact, denial, other]).graph
    said = {s.article: s for s in graph.statements}
    assert said["b.txt"].denies == (said["a.txt"].id,)
    assert said["c.txt"].denies == said["a.txt"].denies == ()


def test_nothing_denies_what_is_written_after_it() -> None:
    denial = paper("a.txt", "Quillmark was not fined.", ("Quillmark was not fined", fined(status="negated")))
    later = paper("b.txt", "The Harbour Board fined Quillmark.", ("fined Quillmark", fined()), date="2021-09-01")
    assert [s.denies for s in resolve([denial, later]).graph.statements] == [(), ()]


def test_a_denial_of_another_year_or_sum_points_to_nothing() -> None:
    fact = paper("a.txt", "It fined Quillmark.", ("fined Quillmark", fined(date="2021-05-12", money=money(50))))
    for denied in (fined(status="negated", date="2019"), fined(status="negated", money=money(90))):
        graph = resolve([fact, paper("b.txt", "Quillmark was not fined.", ("Quillmark was not fined", denied))]).graph
        assert [s.denies for s in graph.statements] == [(), ()]
