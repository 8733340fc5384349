"""A graph put straight into a database: by Bolt into a property graph, by SPARQL into a triple store."""

from kg.load.bolt import load_bolt
from kg.load.login import Login
from kg.load.report import LoadReport, Progress
from kg.load.sparql import load_sparql

__all__ = ["LoadReport", "Login", "Progress", "load_bolt", "load_sparql"]
