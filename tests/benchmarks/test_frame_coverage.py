"""The table of frame rules that fire: what is counted, what is not, and in which order."""

from __future__ import annotations

from collections import Counter

from benchmarks import frame_coverage as coverage
from kg.records import Article, Claim, LocalEntity, Mention, Reading, Span


def reading(*rules: str) -> Reading:
    names = ("Acme", "Beta")
    entities = tuple(
        LocalEntity(id=i, type="Company", name=n, mentions=(Mention(span=Span(start=5 * i, end=5 * i + 4), text=n),)) for i, n in enumerate(names)
    )
    claims = tuple(
        Claim(subject=0, predicate="acquired", object=1, span=Span(start=0, end=9), confidence=0.8, engine="frames", rule=rule) for rule in rules
    )
    return Reading(article=Article(source="a.txt", text="Acme Beta"), entities=entities, claims=claims)


def test_each_claim_counts_for_its_rule_and_rules_without_one_stand_with_none() -> None:
    counts = coverage.fired([reading("acquired/verb", "acquired/noun"), reading("acquired/verb", "notices/a-series")])
    assert (counts["acquired/verb"], counts["acquired/noun"], counts["fined/verb"]) == (2, 1, 0)
    assert "notices/a-series" not in counts
    assert set(counts) == set(coverage.rule_labels())


def test_the_busiest_rule_stands_first_and_never_shows_only_the_silent() -> None:
    counts = Counter({"b/two": 2, "a/one": 1, "c/none": 0})
    assert coverage.table(counts, never=False).splitlines() == [
        "rule    claims",
        "b/two        2",
        "a/one        1",
        "c/none       0",
        "2 of 3 rules fired",
    ]
    assert coverage.table(counts, never=True).splitlines() == ["rule    claims", "c/none       0", "2 of 3 rules fired"]
