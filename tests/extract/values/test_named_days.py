"""The day that stands with a name."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.occasions import by_rules
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span


def dated(text: str, words: str, predicate: str = "ruledAgainst") -> str | None:
    """The date of what Hadley did to Corvane, told by `words`."""
    entities = [
        LocalEntity(
            id=n, type="Court", name=name,
            mentions=tuple(Mention(span=Span(start=m.start(), end=m.end()), text=name) for m in re.finditer(name, text)),
        )
        for n, name in enumerate(("Hadley", "Corvane", "Brenner"))
    ]  # fmt: skip
    place = Span(start=text.index(words), end=text.index(words) + len(words))
    claim = Claim(
        subject=0,
        predicate=predicate,
        object=1,
        event="Ruling",
        span=Span(start=0, end=len(text)),
        trigger=place,
        confidence=0.9,
        engine="x",
        rule="x",
    )
    made = Reading(article=Article(source="a", text=text, date="2022-09-14"), entities=tuple(entities), claims=(claim,))
    return by_rules(made).claims[0].date


@pytest.mark.parametrize(
    ("text", "words", "when"),
    [
        ("It allowed Corvane to pay on Friday. The award, handed down on 3 May 2020 by Hadley, stands.", "allowed", "2020-05-03"),
        ("It allowed Corvane to pay. The awards of 3 May 2020 by Hadley and of 4 May 2021 by Hadley stand.", "allowed", "2022-09"),
        ("Corvane lost in a ruling by Brenner in March 2020 and in one by Hadley in May 2021.", "lost", "2021-05"),
        ("Rain fell on 1 May 2019. Hadley (HA), whose ruling of 3 May 2020 came out, has fined Corvane.", "fined", "2020-05-03"),
        ("The bench agreed with Hadley that Corvane had cheated.", "agreed", None),
    ],
)
def test_the_day_beside_who_acts(text: str, words: str, when: str | None) -> None:
    assert dated(text, words) == when
