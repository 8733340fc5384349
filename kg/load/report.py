"""What a load did, and how it tells of its progress."""

from __future__ import annotations

from collections.abc import Callable

from kg.records import Record

Progress = Callable[[str, int, int | None], None]
"""Called with the step's name, how much of it is done, and the total."""


class LoadReport(Record):
    """`counts` is what the database holds of the graph, counted there after the load: (what, how many), equal to what was sent.

    It is empty where the database cannot be asked. `resumed` of `batches` were in from an earlier run that had been cut off.
    `notes` are lines for the user.
    """

    counts: tuple[tuple[str, int], ...]
    batches: int
    resumed: int = 0
    notes: tuple[str, ...] = ()
