"""How well a graph agrees with gold annotations, and whether the annotations are sound."""

from kg.evaluation.check import GoldFault, check_gold
from kg.evaluation.gold import GoldDocument, GoldEntity, GoldEvent, GoldRelation, read_gold
from kg.evaluation.identity import IdentityScores, IdentitySet, LabelledMention, Placed, WrongPair, read_identity, score_identity
from kg.evaluation.scores import Discrepancy, Rate, Scores, Tally, evaluate

__all__ = [
    "Discrepancy",
    "GoldDocument",
    "GoldEntity",
    "GoldEvent",
    "GoldFault",
    "GoldRelation",
    "IdentityScores",
    "IdentitySet",
    "LabelledMention",
    "Placed",
    "Rate",
    "Scores",
    "Tally",
    "WrongPair",
    "check_gold",
    "evaluate",
    "read_gold",
    "read_identity",
    "score_identity",
]
