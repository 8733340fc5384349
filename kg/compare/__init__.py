"""Two graphs side by side: what came, what went, what is otherwise, and why."""

from kg.compare.built import Built, built_from
from kg.compare.causes import Cause
from kg.compare.changes import Change, FieldChange
from kg.compare.comparison import Comparison, compare
from kg.compare.patch import rdf_patch
from kg.compare.shown import as_json, as_text

__all__ = ["Built", "Cause", "Change", "Comparison", "FieldChange", "as_json", "as_text", "built_from", "compare", "rdf_patch"]
