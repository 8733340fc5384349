"""What two readings of an article claim, each thing once: who says it, how surely, and the signs by which it is weighed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.combine.align import Aligned, align
from kg.extract.combine.measured import Finder, Measured, Reader
from kg.extract.combine.states import States
from kg.extract.combine.suits import IN_SUIT, Proceeding, party_of, proceedings
from kg.ontology import ontology
from kg.records import Article, Claim, Reading, Span

SIGNS = ("frames", "learned", "unshared", "typed", "pair", "talk", "against", "apart", "title", "doubtful", "filed")
OPPOSITE = {"approved": "blocked", "blocked": "approved", "ruledFor": "ruledAgainst", "ruledAgainst": "ruledFor"}
READERS: tuple[Reader, Reader] = ("frames", "learned")
ENDS = ("subject", "object", "lawsuit", "speaker")


Key = tuple[str, int, int]
"""What is said of which two: of a candidate, its label and both ends."""


@dataclass
class Candidate:
    """One thing that may be said: `label` (a relation, or the class of a one-party event) of `subject` and `object`.

    Both are numbers of aligned entities, or of a proceeding after these. Of what is said of a lawsuit, `subject` is always the party; of an event,
    `object` is -1.
    """

    label: str
    subject: int
    object: int
    claims: dict[Reader, list[Claim]] = field(default_factory=lambda: {"frames": [], "learned": []})
    signs: dict[str, float] = field(default_factory=dict)

    @property
    def key(self) -> Key:
        return self.label, self.subject, self.object

    @property
    def finder(self) -> Finder:
        return "both" if all(self.claims.values()) else "frames" if self.claims["frames"] else "learned"

    def best(self) -> Claim:
        return max((c for r in READERS for c in self.claims[r]), key=lambda c: c.confidence)


@dataclass(frozen=True)
class Joined:
    """Two readings of one article on common ground. Proceeding n is entity `len(aligned.entities) + n`."""

    article: Article
    aligned: Aligned
    suits: Sequence[Proceeding]
    candidates: Sequence[Candidate]

    def named(self, entity: int, claim: Claim) -> list[Span]:
        """Where a claim's words name an entity."""
        return [m.span for m in self.aligned.entities[entity].mentions if m.kind == "name" and claim.span.covers(m.span)]


def join(frames: Reading, learned: Reading, measured: Measured) -> Joined:
    """Align two readings of one article and gather what they claim, in a fixed order, with signs."""
    aligned = align(frames, learned, measured)
    readings: dict[Reader, Reading] = {"frames": frames, "learned": learned}
    suits = proceedings(readings, {r: aligned.ids(r) for r in READERS}, States(aligned.entities).same)
    base = len(aligned.entities)
    found: dict[tuple[str, int, int], Candidate] = {}
    for reader in READERS:
        ids = dict(aligned.ids(reader))
        ids.update({i: base + n for n, s in enumerate(suits) for r, i in s.members if r == reader})
        for claim in _moved(readings[reader].claims, ids):
            if (key := _key(claim, aligned)) is not None:
                found.setdefault(key, Candidate(*key)).claims[reader].append(claim)
    ordered = [found[key] for key in sorted(found)]
    _sign(ordered, frames.article, aligned)
    return Joined(frames.article, aligned, suits, ordered)


def _moved(claims: Sequence[Claim], ids: Mapping[int, int]) -> Iterator[Claim]:
    for c in claims:
        ends = {name: ids[end] for name in ENDS if (end := getattr(c, name)) is not None}
        yield c.model_copy(update=ends)


def _key(claim: Claim, aligned: Aligned) -> tuple[str, int, int] | None:
    """None where the claim does not hold between the classes that its ends have turned out to be."""
    if claim.object is None:
        return (claim.event or claim.predicate, claim.subject, -1)
    types = ["Lawsuit" if i >= len(aligned.entities) else aligned.entities[i].type for i in (claim.subject, claim.object)]
    if claim.subject == claim.object or not ontology().admits(claim.predicate, *types):
        return None
    if claim.predicate in IN_SUIT:
        return (claim.predicate, *party_of(claim))
    if ontology().relations[claim.predicate].symmetric:
        return (claim.predicate, min(claim.subject, claim.object), max(claim.subject, claim.object))
    return (claim.predicate, claim.subject, claim.object)


def _sign(candidates: Sequence[Candidate], article: Article, aligned: Aligned) -> None:
    labels_of: dict[tuple[int, int], set[tuple[Reader, str]]] = defaultdict(set)
    plaintiffs, defendants = set(), set()
    for c in candidates:
        for reader in READERS:
            if c.claims[reader]:
                labels_of[c.subject, c.object].add((reader, c.label))
                if c.label in ("sued", "charged"):
                    plaintiffs.add((reader, c.subject))
                    defendants.add((reader, c.object))
    spoken = {r: [k for c in candidates for k in c.claims[r]] for r in READERS}
    title_end = len(article.title) if article.title and article.text.startswith(article.title) else 0
    for c in candidates:
        best = c.best()
        others = [r for r in READERS if not c.claims[r]]
        around = labels_of[c.subject, c.object] | (labels_of.get((c.object, c.subject), set()) if c.object >= 0 else set())
        turned = {label for _, label in labels_of.get((c.object, c.subject), ())}
        opposed = {label for _, label in labels_of[c.subject, c.object]}
        ends = [e for e in (c.subject, c.object) if 0 <= e < len(aligned.entities)]
        c.signs = {
            **{r: _odds(max(k.confidence for k in c.claims[r])) for r in READERS if c.claims[r]},
            "unshared": float(sum(aligned.found_by[e] != "both" for e in ends)),
            "typed": float(sum(aligned.types_differ[e] for e in ends)),
            "talk": float(any(k.span.overlaps(best.span) for r in others for k in spoken[r])),
            "pair": float(any(r in others for r, label in around if label != c.label)),
            "against": float((c.label in turned and not ontology().relations[c.label].symmetric) or OPPOSITE.get(c.label, "") in opposed)
            if c.object >= 0 and c.label not in IN_SUIT
            else 0.0,
            "apart": float(sum(not _named_in(best.span, aligned, e) for e in ends)),
            "title": float(best.span.end <= title_end),
            "doubtful": float(best.status != "fact"),
            "filed": float(
                any((r, c.subject) in (plaintiffs if c.label == "plaintiffIn" else defendants) for r in (others or READERS))
                if c.label in ("plaintiffIn", "defendantIn")
                else 0.0
            ),
        }


def _named_in(span: Span, aligned: Aligned, entity: int) -> bool:
    return any(m.span.overlaps(span) for m in aligned.entities[entity].mentions if m.kind == "name")


def _odds(share: float) -> float:
    share = min(max(share, 0.02), 0.98)
    return math.log(share / (1.0 - share))
