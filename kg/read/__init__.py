"""The first stage: files of any of the formats become Articles; what cannot be read is set aside with the reason, and the rest goes on."""

from __future__ import annotations

from kg.read.formats import read
from kg.read.options import ReadOptions

__all__ = ["ReadOptions", "read"]
