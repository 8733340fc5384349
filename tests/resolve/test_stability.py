"""IRIs stay: what new articles do not touch is called what it was called, however many come, in whatever order."""

from __future__ import annotations

import random
from collections.abc import Iterable

import pytest

from benchmarks.resolve_speed import readings
from kg.records import Reading
from kg.resolve import Resolution, names, resolve
from kg.resolve.members import gather
from kg.resolve.reference import known


def _words(found: Iterable[Reading]) -> set[str]:
    """Every word of every name."""
    return {w for r in found for e in r.entities for n in (e.name, *e.aliases) for w in names.normal(n).split()}


def _mentions(resolution: Resolution) -> dict[str, set[tuple[str, int, int]]]:
    """Entity id -> where it is named."""
    found: dict[str, set[tuple[str, int, int]]] = {}
    for article in resolution.graph.articles:
        for id, span in article.places:
            found.setdefault(id, set()).add((article.article.source, span.start, span.end))
    return found


@pytest.mark.parametrize("prefix", ["aaa", "zzz"])  # sorted in front of the articles that were there, and behind them
def test_a_hundred_articles_more_leave_what_they_do_not_touch_as_it_was(prefix: str) -> None:
    old, new = list(readings(700, 7)), list(readings(100, 8, prefix))
    both = [*new, *old]
    random.Random(1).shuffle(both)
    before, after = resolve(old), resolve(both)
    places, later = _mentions(before), _mentions(after)
    touched = {e.name for r in new for e in r.entities} | {a for r in new for e in r.entities for a in e.aliases}
    touched |= {
        known()[e.reference].name for r in gather(new).readings for e in r.entities if e.reference in known()
    }  # what is known is called so, too
    keys = {names.key(n) for n in touched} | {names.loose_person_key(n) or "" for n in touched}
    # "Acme Group" touches Acme, and "Maker Model" the model.
    within = "|".join(f" {names.normal(n)} " for n in sorted(touched))
    untouched = {
        e.id: e
        for e in before.graph.entities
        if not {names.key(n) for n in (e.label, *e.aliases)} & keys
        and not any(f" {names.normal(n)} " in within for n in (e.label, *e.aliases))
        and (e.type != "Person" or names.loose_person_key(e.label) not in keys)
    }
    assert len(untouched) > 1000
    changed = [id for id in untouched if not places[id] <= later.get(id, set())]
    assert changed == []
    labels = {e.id: e.label for e in after.graph.entities}
    assert [id for id, e in untouched.items() if labels[id] != e.label] == []


def test_what_shares_no_word_with_the_new_keeps_every_statement_too() -> None:
    old, new = list(readings(200, 3)), list(readings(30, 4))
    apart = _words(new)
    alone = [e.id for e in resolve(old).graph.entities if not set(names.normal(f"{e.label} {' '.join(e.aliases)}").split()) & apart]
    assert alone
    before, after = ({s.id: s for s in resolve(r).graph.statements if s.subject in alone and s.object in alone} for r in (old, [*old, *new]))
    assert before
    assert before.keys() == after.keys()
    assert [(s.subject, s.object) for s in before.values()] == [(after[i].subject, after[i].object) for i in before]
