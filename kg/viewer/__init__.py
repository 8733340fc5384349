"""The page people open: `render(graph)` gives one self-contained HTML file."""

from kg.viewer.part import named, neighbourhood
from kg.viewer.viewer import notebook_html, render

__all__ = ["named", "neighbourhood", "notebook_html", "render"]
