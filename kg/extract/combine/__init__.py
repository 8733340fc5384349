"""Two readers made one: better than either, by what was measured of both; and the learned one alone."""

from typing import TYPE_CHECKING, Any

from kg.extract.combine.alone import LearnedAlone
from kg.extract.combine.measured import Measured

if TYPE_CHECKING:
    from kg.extract.combine.extractor import CombinedExtractor

__all__ = ["CombinedExtractor", "LearnedAlone", "Measured"]


def __getattr__(name: str) -> Any:
    """The combined reader when it is asked for: who reads with the learned one alone needs no parser, nor its memory."""
    if name == "CombinedExtractor":
        from kg.extract.combine.extractor import CombinedExtractor

        return CombinedExtractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
