"""An article by sentence, as those see it who give its claims their dates and sums."""

from __future__ import annotations

from typing import Protocol

from kg.extract.values.dates import DateMention
from kg.extract.values.money import MoneyMention
from kg.records import PartialDate, Reading


class Told(Protocol):
    """Where each sentence begins; `at` numbers the sentence of a code point."""

    reading: Reading
    text: str
    starts: list[int]

    def at(self, position: int) -> int: ...

    def sentence(self, n: int) -> str: ...


class DatesTold(Told, Protocol):
    """With the dates of each sentence; `day` is the report's; the body begins at `first`."""

    dates: list[list[DateMention]]
    day: PartialDate | None
    first: int


class SumsTold(Told, Protocol):
    """With the sums of each sentence."""

    sums: list[list[MoneyMention]]
