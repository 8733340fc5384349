"""How well a graph agrees with gold annotations, and whether the annotations are sound."""

from kg.evaluation.check import GoldFault, check_gold
from kg.evaluation.gold import GoldDocument, GoldEntity, GoldEvent, GoldRelation, read_gold
from kg.evaluation.scores import Discrepancy, Rate, Scores, Tally, evaluate

__all__ = [
    "Discrepancy",
    "GoldDocument",
    "GoldEntity",
    "GoldEvent",
    "GoldFault",
    "GoldRelation",
    "Rate",
    "Scores",
    "Tally",
    "check_gold",
    "evaluate",
    "read_gold",
]
