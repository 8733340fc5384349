"""One thing, one node: entities and events over all articles, with the reasons."""

from kg.resolve.assemble import Dropped, Resolution, article_id, members_of, resolve
from kg.resolve.decisions import Decision, decide, read_decisions, undo
from kg.resolve.judge import Judgement
from kg.resolve.ledger import ledger

__all__ = ["Decision", "Dropped", "Judgement", "Resolution", "article_id", "decide", "ledger", "members_of", "read_decisions", "resolve", "undo"]
