"""The claims of a graph as they are sampled from and spoken about: by relation and confidence, each with a digest of what is judged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from hashlib import sha256

from kg.errors import ReadError
from kg.ontology import ontology
from kg.records import ArticleNode, Entity, KnowledgeGraph, Statement

BANDS = 10
"""Bands of confidence: the first from 0 up to .1, the last from .9 to 1."""


def band_of(confidence: float) -> int:
    """The band that a confidence lies in, from 0."""
    return min(int(Decimal(repr(confidence)) * BANDS), BANDS - 1)


def known_relations() -> tuple[str, ...]:
    """What a claim may be about: the relations of the ontology, then its events of one party, each in the ontology's order."""
    return (*ontology().relations, *ontology().one_party_events())


@dataclass(frozen=True)
class Population:
    """A graph, its claims asked for by id and by relation. An event of one party stands for a relation.

    Raises ReadError where a claim is about something that the graph does not hold.
    """

    graph: KnowledgeGraph

    def __post_init__(self) -> None:
        for claim in self.graph.statements:
            ends = self._event_types if claim.predicate == "participant" else self.entities
            for end, there in ((claim.subject, self.entities), (claim.object, ends), (claim.article, self.articles)):
                if end not in there:
                    raise ReadError(f"{claim.id} is about {end!r}, which the graph does not hold")

    @cached_property
    def claims(self) -> dict[str, Statement]:
        return {s.id: s for s in self.graph.statements}

    @cached_property
    def articles(self) -> dict[str, ArticleNode]:
        """By source, as claims name them."""
        return {a.article.source: a for a in self.graph.articles}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {e.id: e for e in self.graph.entities}

    @cached_property
    def labels(self) -> dict[str, str]:
        """Id of an entity or event -> its label."""
        return {e.id: e.label for e in self.graph.entities} | {e.id: e.label for e in self.graph.events}

    @cached_property
    def _event_types(self) -> dict[str, str]:
        return {e.id: e.type for e in self.graph.events}

    def relation(self, claim: Statement) -> str:
        """The relation that a claim is about, or the class of its event of one party."""
        return claim.predicate if claim.predicate != "participant" else self._event_types[claim.object]

    @cached_property
    def by_relation(self) -> dict[str, tuple[Statement, ...]]:
        """Relation -> its claims by id; the relations in the ontology's order."""
        found: dict[str, list[Statement]] = {name: [] for name in known_relations()}
        for claim in sorted(self.graph.statements, key=lambda s: s.id):
            found.setdefault(self.relation(claim), []).append(claim)
        return {name: tuple(claims) for name, claims in found.items() if claims}

    def digest(self, claim: Statement) -> str:
        """A digest of what a verdict is about: the claim without its confidence and its finder, its ends by name."""
        said = {
            **{"subject": self.labels.get(claim.subject), "relation": self.relation(claim), "status": claim.status, "date": claim.date},
            **{"object": self.labels.get(claim.object), "money": claim.money.model_dump(mode="json") if claim.money else None},
            **{"quote": claim.quote, "article": claim.article},
        }
        return _digest(said)

    @cached_property
    def whole_digest(self) -> str:
        """A digest of all claims, their confidence included: another one means that the sample was drawn from another graph."""
        return _digest([(s.id, self.digest(s), repr(s.confidence)) for s in sorted(self.graph.statements, key=lambda s: s.id)])


def _digest(value: object) -> str:
    # With a word in front: sixteen digits alone, or "12e4…", a spreadsheet would take for a number and round.
    return "sha256:" + sha256(json.dumps(value, sort_keys=True).encode("utf-8")).hexdigest()[:16]
