"""Counts as they are said: "1 article", "2 articles"."""

from __future__ import annotations


def counted(count: int, one: str, many: str | None = None) -> str:
    """The count with its noun; `many` is the plural, `one` and an s by default."""
    return f"{count} {one if count == 1 else many or f'{one}s'}"
