"""Deeds that are told of because something is done to them now."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.bygone import bygone_words, is_bygone, own_date
from kg.extract.values.dates import find_dates
from kg.extract.values.occasions import by_rules
from kg.ontology import ontology
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span


def plain(marked: str) -> tuple[str, Span, list[str]]:
    text = marked.replace("{", "").replace("}", "")
    start, end = text.index("["), text.index("]") - 1
    return text.replace("[", "").replace("]", ""), Span(start=start, end=end), re.findall(r"\{(.*?)\}", marked)


@pytest.mark.parametrize("marked", bygone_words().examples)
def test_what_is_done_now_does_not_date_the_deed(marked: str) -> None:
    text, trigger, days = plain(marked)
    assert is_bygone("fined", text, (0, len(text)), trigger)
    own = own_date(text, (0, len(text)), trigger, find_dates(text, "2024-11-29"))
    assert ([own.span.of(text)] if own else []) == days


@pytest.mark.parametrize("marked", bygone_words().counter_examples)
def test_a_deed_of_now_has_its_date(marked: str) -> None:
    text, trigger, _ = plain(marked)
    assert not is_bygone("fined", text, (0, len(text)), trigger)


def test_a_claim_has_the_date_of_its_deed_or_none() -> None:
    def dated(marked: str, date: str | None) -> str | None:
        text, trigger, _ = plain(marked)
        names = [Mention(span=Span(start=m.start(), end=m.end()), text=m[0]) for m in re.finditer("Hadley|Corvane", text)]
        entities = tuple(
            LocalEntity(id=n, type="Company", name=name, mentions=tuple(m for m in names if m.text == name))
            for n, name in enumerate(("Hadley", "Corvane"))
        )
        claim = Claim(
            subject=0, predicate="fined", object=1, event="Fine", date=date, span=Span(start=0, end=len(text)), trigger=trigger,
            confidence=0.9, engine="x", rule="x",
        )  # fmt: skip
        return by_rules(Reading(article=Article(source="a", text=text, date="2024-11-29"), entities=entities, claims=(claim,))).claims[0].date

    assert dated("On Monday the court cut the [penalty] which Hadley had imposed in 2015 on Corvane.", "2024-11-25") == "2015"
    assert dated("On Monday the court upheld a [fine] on Corvane by Hadley.", "2024-11-25") is None
    assert dated("On Monday Hadley imposed a [fine] on Corvane.", "2024-11-25") == "2024-11-25"


def test_the_deeds_are_relations() -> None:
    assert set(bygone_words().deeds) <= ontology().relations.keys()
