"""The page people open: `render(graph)` gives one self-contained HTML file."""

from kg.viewer.viewer import render

__all__ = ["render"]
