"""One thing, one node: entities and events over all articles, with the reasons."""

from kg.resolve.assemble import Dropped, Resolution, article_id, members_of, resolve
from kg.resolve.judge import Judgement

__all__ = ["Dropped", "Judgement", "Resolution", "article_id", "members_of", "resolve"]
