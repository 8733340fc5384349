"""A text that knows where each of its code points stood in what was read."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kg.records import OffsetSegment

Run = tuple[int, int, int]
"""(start in the text, start in the source, length): a stretch that stands verbatim in the source."""


@dataclass(frozen=True, slots=True)
class Traced:
    """`text` and its `runs`, in order, none touching the next in both text and source. What no run covers was put in."""

    text: str
    runs: tuple[Run, ...] = ()

    @classmethod
    def verbatim(cls, text: str, at: int = 0) -> Traced:
        """`text` as it stands in the source from code point `at` on."""
        return cls(text, ((0, at, len(text)),) if text else ())

    @classmethod
    def joined(cls, parts: Iterable[Traced]) -> Traced:
        """The parts one after the other."""
        texts: list[str] = []
        runs: list[Run] = []
        length = 0
        for part in parts:
            texts.append(part.text)
            for start, source, size in part.runs:
                start += length
                if runs and runs[-1][0] + runs[-1][2] == start and runs[-1][1] + runs[-1][2] == source:
                    runs[-1] = (runs[-1][0], runs[-1][1], runs[-1][2] + size)
                else:
                    runs.append((start, source, size))
            length += len(part.text)
        return cls("".join(texts), tuple(runs))

    def __len__(self) -> int:
        return len(self.text)

    def part(self, start: int, end: int) -> Traced:
        """The code points from `start` up to `end`."""
        kept: list[Run] = []
        for at, source, size in self.runs[max(bisect_right(self.runs, (start, -1, -1)) - 1, 0) :]:
            if at >= end:
                break
            low, high = max(at, start), min(at + size, end)
            if low < high:
                kept.append((low - start, source + low - at, high - low))
        return Traced(self.text[start:end], tuple(kept))

    def replaced(self, pattern: re.Pattern[str], by: str | Callable[[str], str]) -> Traced:
        """With every match of `pattern` replaced, by a text or by what a function makes of the match; what is put in has no source."""
        parts: list[Traced] = []
        done = 0
        for found in pattern.finditer(self.text):
            new = by if isinstance(by, str) else by(found[0])
            if new == found[0]:
                continue
            parts += [self.part(done, found.start()), Traced(new)]
            done = found.end()
        if not parts:
            return self
        return Traced.joined([*parts, self.part(done, len(self.text))])

    def stripped(self) -> Traced:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        return self.part(start, max(start, len(self.text.rstrip())))

    def segments(self) -> tuple[OffsetSegment, ...]:
        """The runs as records."""
        return tuple(OffsetSegment(text_start=start, source_start=source, length=size) for start, source, size in self.runs)
