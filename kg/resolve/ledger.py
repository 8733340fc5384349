"""ledger.csv: every judgement about identity, and every choice among claims that conflict, in a row of its own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.resolve.events import Choice
from kg.resolve.judge import Judgement

HEAD = ("verdict", "score", "left", "right", "left_id", "right_id", "reason", "by")


def ledger(judgements: Iterable[Judgement], choices: Iterable[Choice] = ()) -> str:
    """The judgements as CSV, sorted by what they are about. `score` is how sure it is that both are one, from 0 to 1.

    `left` and `right` are articles' entities ("source: name"), `left_id` and `right_id` what these came to be in the graph.
    A row of the verdict "took" is about the event `left_id`: of its claims' values it took `left` and not `right`.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for j in sorted(judgements, key=lambda j: (j.left_id, j.right_id, j.left, j.right, j.verdict, j.reason)):
        writer.writerow((j.verdict, f"{j.score:.2f}", j.left, j.right, j.left_id, j.right_id, j.reason, j.by))
    for c in sorted(choices, key=lambda c: (c.event, c.what)):
        writer.writerow(("took", "", f"{c.what} {c.took}", " | ".join(c.over), c.event, "", c.reason, "rules"))
    return out.getvalue()
