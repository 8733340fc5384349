"""Single articles' entities as people name them, "source: name": which of them a decision can take apart."""

from __future__ import annotations

import csv

from kg.records import KnowledgeGraph


def read_as_one(told: KnowledgeGraph, ledger: str, left: str, right: str) -> bool:
    """Whether both are names of one thing in one article, taken for one as it was read: no decision can part them, for they never were two.

    `told` is the graph and `ledger` the text of its ledger.csv: two of one article that the rules have joined stand there, each by its name.
    """
    article = next((a for a in told.articles if all(end.startswith(f"{a.article.source}: ") for end in (left, right))), None)
    if article is None:
        return False
    labels = {e.id: (e.label, *e.aliases) for e in told.entities}
    bearers = [{id for id in article.mentions if name in labels.get(id, ())} for name in (_name(article.article.source, e) for e in (left, right))]
    if bearers[0] != bearers[1] or len(bearers[0]) != 1:
        return False
    judged = {row[side] for row in csv.DictReader(ledger.splitlines()) for side in ("left", "right") if row.get(side)}
    return not {left, right} <= judged


def _name(source: str, handle: str) -> str:
    return handle.removeprefix(f"{source}: ")
