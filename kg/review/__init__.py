"""How far a graph can be trusted: a sample of its claims for people to judge, and what their verdicts say of the whole."""

from kg.review.measure import Measured, measure
from kg.review.page import review_page
from kg.review.sample import Sample, draw
from kg.review.sheet import CSV, HTML, Sheet, cells, has_verdicts, read_sheet, sheet_text
from kg.review.shown import as_json, as_text

__all__ = [
    "CSV",
    "HTML",
    "Measured",
    "Sample",
    "Sheet",
    "as_json",
    "as_text",
    "cells",
    "draw",
    "has_verdicts",
    "measure",
    "read_sheet",
    "review_page",
    "sheet_text",
]
