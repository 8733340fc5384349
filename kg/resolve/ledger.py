"""ledger.csv: every judgement about identity in a row of its own, to be read, compared and overruled."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from kg.resolve.judge import Judgement

HEAD = ("verdict", "score", "left", "right", "left_id", "right_id", "reason", "by")


def ledger(judgements: Iterable[Judgement]) -> str:
    """The judgements as CSV, sorted by what they are about. `score` is how sure it is that both are one, from 0 to 1.

    `left` and `right` are articles' entities ("source: name"), `left_id` and `right_id` what these came to be in the graph.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEAD)
    for j in sorted(judgements, key=lambda j: (j.left_id, j.right_id, j.left, j.right, j.verdict, j.reason)):
        writer.writerow((j.verdict, f"{j.score:.2f}", j.left, j.right, j.left_id, j.right_id, j.reason, j.by))
    return out.getvalue()
