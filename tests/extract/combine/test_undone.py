"""What is hearsay, did not come about or is over."""

from __future__ import annotations

import pytest

from kg.extract.combine.undone import UndoneExample, denies, undone, with_undone
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span

EXAMPLES = [example for entry in undone().entries for example in entry.examples]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.text[:70])
def test_examples(example: UndoneExample) -> None:
    text = example.text
    at = text.index(example.trigger)
    span = Span(start=0, end=len(text))
    word = Mention(span=Span(start=0, end=3), text=text[:3])
    ends = tuple(LocalEntity(id=n, type="Company", name=text[:3], mentions=(word,)) for n in range(2))
    claim = Claim(
        subject=0, predicate=example.relation, object=1, status=example.status, span=span, trigger=Span(start=at, end=at + len(example.trigger)),
        date="2024", confidence=0.9, engine="x", rule="x",
    )  # fmt: skip
    read = with_undone(Reading(article=Article(source="a", text=text), entities=ends, claims=(claim,)))
    assert [c.status for c in read.claims] == ([] if example.becomes == "nothing" else [example.becomes or example.status])
    if example.becomes is None:
        assert read.claims == (claim,)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Brome sued Tarn, not Larkin.", "negated"),
        ("Instead of suing Larkin, Brome sued Tarn.", "negated"),
        ("Brome sued Tarn rather than Larkin.", "negated"),
        ("Brome sued Larkin, not Tarn.", "fact"),
        ("Brome sued Larkin, not once but twice.", "fact"),
        ("Brome sued not only Tarn but Larkin.", "fact"),
    ],
)
def test_who_is_passed_over_is_not_told_of(text: str, status: str) -> None:
    ends = tuple(
        LocalEntity(
            id=n, type="Company", name=name, mentions=(Mention(span=Span(start=text.index(name), end=text.index(name) + len(name)), text=name),)
        )
        for n, name in enumerate(("Brome", "Larkin"))
    )
    at = text.index("sued")
    span, trigger = Span(start=0, end=len(text)), Span(start=at, end=at + 4)
    claim = Claim(subject=0, predicate="sued", object=1, span=span, trigger=trigger, confidence=0.9, engine="x", rule="x")
    read = with_undone(Reading(article=Article(source="a", text=text), entities=ends, claims=(claim,)))
    assert [c.status for c in read.claims] == [status]


def test_what_denies() -> None:
    assert denies("Brome did not fine Tarn.")
    assert denies("Brome hasn’t fined Tarn.")
    assert not denies("Brome fined Tarn for noting nothing.")


def test_each_entry_has_an_example_that_changes_and_one_that_stays() -> None:
    for entry in undone().entries:
        assert {example.becomes is None for example in entry.examples} == {True, False}
        assert {example.becomes for example in entry.examples} <= {None, entry.gives}
