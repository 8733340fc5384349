"""Two readers made one: better than either, by what was measured of both; and the learned one alone."""

from kg.extract.combine.alone import LearnedAlone
from kg.extract.combine.extractor import CombinedExtractor
from kg.extract.combine.measured import Measured

__all__ = ["CombinedExtractor", "LearnedAlone", "Measured"]
