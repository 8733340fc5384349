"""Two readers made one: better than either, by what was measured of both."""

from kg.extract.combine.extractor import CombinedExtractor
from kg.extract.combine.measured import Measured

__all__ = ["CombinedExtractor", "Measured"]
