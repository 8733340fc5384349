"""The reader that knows: frames over a dependency parse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.extract.frames.extractor import FramesExtractor

__all__ = ["FramesExtractor"]


def __getattr__(name: str) -> Any:
    # Imported when first asked for: the learned reader looks up words here, and needs no parser.
    if name == "FramesExtractor":
        from kg.extract.frames.extractor import FramesExtractor

        return FramesExtractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
