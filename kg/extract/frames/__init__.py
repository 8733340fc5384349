"""The reader that knows: frames over a dependency parse."""

from kg.extract.frames.extractor import FramesExtractor

__all__ = ["FramesExtractor"]
