"""When two names, entities and relations count as the same for the score."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from kg.evaluation.gold import GoldDocument, GoldEntity
from kg.ontology import ontology

Key = tuple[str, str, str]

# What the score takes for a legal form is part of its definition: it must not move with the lexicons that the reader learns from.
_LEGAL_FORM = re.compile(r"\b(?:inc|incorporated|corp|corporation|co|company|ltd|limited|plc|llc|lp|ag|sa|nv|bv|gmbh|spa|ab|asa|oyj|kk|holdings?)\b")
_POSSESSIVE = re.compile(r"['’]s\b")
_INITIAL = re.compile(r"\b([a-z])\.(?=[a-z]\b|\s|$)")
_PUNCTUATION = re.compile(r"[^\w&]+")
_VERSUS = re.compile(r"\s+v\.?s?\.?\s+")
_VERSUS_FOLDED = re.compile(r"\s+vs?\s+")


class Named(Protocol):
    """An entity of a graph: its classes and its folded names."""

    @property
    def types(self) -> frozenset[str]: ...
    @property
    def names(self) -> frozenset[str]: ...


def folded(name: str) -> str:
    """The name without case, accents, punctuation, possessive, leading article and legal forms (kept where nothing else is left)."""
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    plain = _POSSESSIVE.sub("", "".join(c for c in decomposed if not unicodedata.combining(c)))
    words = _PUNCTUATION.sub(" ", _INITIAL.sub(r"\1", plain))
    words = re.sub(r"\bunited states\b", "us", words)
    bare = " ".join(_LEGAL_FORM.sub(" ", words).split()).removeprefix("the ")
    return bare or " ".join(words.split())


def credit(wanted: str, types: frozenset[str]) -> float:
    """How far the classes agree: 1; 0.5 for an Organization in place of a Company or Agency, or the other way round; else 0."""
    if wanted in types or (wanted == "Court" and "Agency" in types):
        return 1.0
    near = frozenset({"Company", "Agency", "Court"})
    return 0.5 if (wanted == "Organization" and types & near) or (wanted in near and "Organization" in types) else 0.0


def scored_types() -> frozenset[str]:
    """The classes whose entities count; laws do not."""
    return frozenset(ontology().entity_types()) - {"Law"}


@dataclass(frozen=True)
class _Case:
    """A gold lawsuit: its name and, for each side of the "v.", the folded names that the side may go by ("?" where it is not named)."""

    name: str
    sides: tuple[frozenset[str], ...]

    def shares_a_side(self, label: str) -> bool:
        """Whether a folded label has one of the sides on its own side of the "v."."""
        parts = _VERSUS_FOLDED.split(label)
        return any(name in part or part in name for part, side in zip(parts, self.sides, strict=False) if part for name in side)


class Alignment:
    """Which gold entity each entity of the graph is: by name, and for lawsuits by a side that they share."""

    def __init__(self, gold: GoldDocument, entities: Mapping[str, Named]) -> None:
        self._by_name: dict[str, list[tuple[int, GoldEntity]]] = {}
        for i, entity in enumerate(gold.entities):
            for name in (entity.name, *entity.aliases):
                self._by_name.setdefault(folded(name), []).append((i, entity))
        self._cases = [self._case(name) for name in dict.fromkeys(e.name for e in gold.entities if e.type == "Lawsuit")]
        found = ((iri, self._find(entity)) for iri, entity in entities.items())
        self._gold_of: dict[str, str] = {iri: gold_name for iri, gold_name in found if gold_name is not None}

    def name(self, iri: str) -> str | None:
        """The gold entity's name; None where there is none."""
        return self._gold_of.get(iri)

    def name_or_iri(self, iri: str) -> str:
        return self._gold_of.get(iri, iri)

    def _case(self, name: str) -> _Case:
        sides = ({e.name for _, e in self._by_name.get(folded(side), ())} | {side} for side in _VERSUS.split(name))
        return _Case(name, tuple(frozenset(folded(n) for n in side if n != "?") for side in sides))

    def _find(self, entity: Named) -> str | None:
        if "Lawsuit" in entity.types:
            same = [case.name for case in self._cases if folded(case.name) in entity.names]
            return next(iter(same or [case.name for case in self._cases if any(map(case.shares_a_side, entity.names))]), None)
        hits: dict[int, tuple[GoldEntity, set[str]]] = {}
        for name in entity.names:
            for i, e in self._by_name.get(name, ()):
                if e.type != "Lawsuit":
                    hits.setdefault(i, (e, set()))[1].add(name)
        if not hits:
            return None
        # The best class, then the most names in common, then the gold's order.
        best = min(hits, key=lambda i: (-credit(hits[i][0].type, entity.types), -len(hits[i][1]), i))
        return hits[best][0].name


def keys(readings: Iterable[Key]) -> Iterator[Key]:
    """What relations are matched by: a symmetric one either way round, one with a lawsuit by its relation and party."""
    relations = ontology().relations
    for subject, name, object_ in readings:
        if with_lawsuit(name):
            yield (object_ if relations[name].domain == ("Lawsuit",) else subject), name, "*"
        elif name in relations and relations[name].symmetric:
            yield min(subject, object_), name, max(subject, object_)
        else:
            yield subject, name, object_


def with_lawsuit(name: str) -> bool:
    """Whether one end of the relation is a lawsuit."""
    spec = ontology().relations.get(name)
    return spec is not None and "Lawsuit" in (*spec.domain, *spec.range)
