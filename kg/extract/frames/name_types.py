"""What kind of thing a name names, decided once over all its mentions: the words in it, what is known of it, and the words around it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.chunks import Chunk
from kg.extract.frames.name_context import OTHER, PLACE, weigh_context
from kg.extract.frames.runs import Tokens
from kg.records import EntityType

LABEL_SIGNS: dict[str, dict[str, float]] = {
    "PERSON": {"Person": 1.8},
    "ORG": {"Company": 1.6, "Agency": 0.5, "Organization": 0.5},
    "GPE": {PLACE: 0.9},
    "LOC": {PLACE: 2.2},
    "FAC": {PLACE: 1.5, "Company": 0.3},
    "NORP": {OTHER: 1.8},
    "PRODUCT": {"Product": 1.8, "Company": 0.4},
    "WORK_OF_ART": {OTHER: 1.0, "Product": 0.8},
    "LAW": {"Law": 2.0},
    "EVENT": {OTHER: 2.0},
    "LANGUAGE": {OTHER: 2.0},
}
# Where another reader has told which of the bodies it is, it is rather that one.
KIND_SIGNS: dict[str, dict[str, float]] = {
    kind: {kind: 1.6} | {other: 0.5 for other in ("Company", "Agency", "Organization") if other != kind}
    for kind in ("Company", "Agency", "Court", "Organization", "RegulatoryList")
}


@dataclass(slots=True)
class Surface:
    """One spelling of a name with all the places where it stands."""

    name: str
    chunks: list[Chunk]
    scores: dict[str, float] = field(default_factory=dict)
    type: str = OTHER
    rows: tuple[gazetteer.Row, ...] = ()

    @property
    def sure(self) -> float:
        """By how much the type leads the next."""
        ranked = sorted(self.scores.values(), reverse=True)
        return ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0) if ranked else 0.0


def settle(surface: Surface, doc: Doc, tokens: Tokens) -> None:
    """Score every type for the surface and set the best."""
    scores: dict[str, float] = defaultdict(float)
    surface.rows = gazetteer.lookup(surface.name)
    if not surface.rows or surface.name in words.ambiguous():
        _from_within(surface, tokens, scores)
    for row in {row.type: row for row in surface.rows}.values():
        scores[row.type] += _weight_of(row, surface)
    shares = 1.0 / len(surface.chunks) ** 0.6
    around: dict[str, float] = defaultdict(float)
    for chunk in surface.chunks:
        signs = KIND_SIGNS.get(chunk.kind) if chunk.label == "ORG" else None
        for type_, weight in (signs or LABEL_SIGNS.get(chunk.label, {})).items():
            around[type_] += weight
        if chunk.before:
            around["Person"] += 4.0
        weigh_context(chunk, doc, tokens, around)
    for type_, weight in around.items():
        scores[type_] += weight * shares
    surface.scores = dict(scores)
    scores["Company"] += 0.4 if len(surface.chunks) < 3 else 0.9
    if not surface.rows and any(_term(chunk, tokens) for chunk in surface.chunks):
        scores[OTHER] += 4.0
    _alone(surface, scores)
    surface.scores = dict(scores)
    if scores:
        surface.type = max(sorted(scores), key=lambda type_: scores[type_])
    if surface.type != OTHER and scores[surface.type] < 1.0:
        surface.type = OTHER


def _weight_of(row: gazetteer.Row, surface: Surface) -> float:
    """How much a gazetteer's row counts: little for a name with several bearers, or a listed firm that the recogniser always takes for a place."""
    if surface.name in words.ambiguous():
        return 1.4
    if row.kind == "listed":
        return 1.2 if all(chunk.label in ("GPE", "LOC") for chunk in surface.chunks) else 3.2
    return 8.0


def _term(chunk: Chunk, t: Tokens) -> bool:
    """Whether the mention is an acronym in brackets after small letters, which it shortens ("a personal video recorder (PVR)")."""
    k = chunk.start - 1
    if k < 1 or t.text[k] != "(" or chunk.end >= len(t.text) or t.text[chunk.end] != ")" or not chunk.text.rstrip("s").isupper():
        return False
    letters = [c.lower() for c in chunk.text.rstrip("s") if c.isalpha()]
    spelt = [t.lower[j][0] for j in range(max(0, k - len(letters) - 3), k) if t.text[j].islower() and t.text[j][0].isalpha()]
    return len(letters) > 1 and spelt[-1:] == letters[-1:] and sum(c in spelt for c in letters) >= len(letters) - 1


def _alone(surface: Surface, scores: dict[str, float]) -> None:
    """A single word taken for a person by the recogniser alone: people are introduced by their full names or a title, firms are not."""
    if " " not in surface.name and scores.get("Person", 0) > 0 and not any(chunk.before for chunk in surface.chunks):
        first = surface.name in gazetteer.simple_list("first_names.txt")
        cut = scores["Person"] * (0.85 if first else 0.45)
        if not first:
            scores["Company"] += scores["Person"] - cut
        scores["Person"] = cut


def _from_within(surface: Surface, t: Tokens, scores: dict[str, float]) -> None:
    chunk = surface.chunks[0]
    parts = [t.text[k] for k in range(chunk.start, chunk.end)]
    last, first = parts[-1], parts[0]
    bare = gazetteer.fold(surface.name)
    if bare in gazetteer.country_names() or bare in gazetteer.simple_list("places.txt"):
        scores[PLACE] += 4.0
    if bare in gazetteer.adjectives():
        scores[OTHER] += 3.0
    if (last.replace(".", "") in words.legal_forms() and len(parts) > 1) or (last == "." and len(parts) > 2 and parts[-2] in words.legal_forms()):
        scores["Company"] += 8.0
        return
    if len(parts) == 1:
        if words.last_word_types().get(first) in ("Agency", "Court"):
            scores[words.last_word_types()[first]] += 2.5
        if first in gazetteer.simple_list("first_names.txt"):
            scores["Person"] += 0.8
        if first.isupper() and len(first) > 1:
            scores["Company"] += 0.4
        elif any(c.isupper() for c in first[1:]):
            scores["Company"] += 0.8
            scores["Product"] += 0.3
        if first.endswith((".com", ".org", ".net")):
            scores["Company"] += 1.0
        return
    head = _head_before_of(parts)
    if any(a in ("Central", "Reserve") and b == "Bank" for a, b in itertools.pairwise(parts)) or any(
        a == "Police" and b in ("Force", "Department", "Service", "Police") for a, b in zip(parts, [*parts[1:], "Police"], strict=False)
    ):
        scores["Agency"] += 7.0
    last_types, first_types = words.last_word_types(), words.first_word_types()
    if f"{parts[-2]} {last}" in last_types:
        last = f"{parts[-2]} {last}"
    person = chunk.label == "PERSON" and len(parts) == 2 and first in gazetteer.simple_list("first_names.txt")  # "Sarah Court"
    if (
        not person
        and any(part in last_types and last_types[part] == "Court" for part in parts)
        and last_types.get(last) not in ("Organization", "Law")
    ):
        scores["Court"] += 6.0
    elif head in first_types or head in last_types:
        scores[first_types.get(head) or last_types[head]] += 5.0
    elif last in last_types:
        scores[last_types[last]] += 4.0
    elif first in first_types:
        scores[first_types[first]] += 4.0
    elif "&" in parts:
        scores["Company"] += 3.0
    if last in words.not_name_last_words() and last not in last_types:
        scores[PLACE] += 3.5
    if len(parts) >= 4 and "District" in parts and "of" in parts:
        scores["Court"] += 3.0
    if parts[-1] in gazetteer.simple_list("places.txt") or gazetteer.fold(parts[-1]) in gazetteer.country_names():
        scores["Company"] += 1.2
    if len(first) <= 2 and first[0].isupper() and (first.endswith(".") or parts[1] == ".") and last not in last_types and "&" not in parts:
        scores["Person"] += 2.0
    if any(c.isdigit() for p in parts[1:] for c in p) and last_types.get(last) is None and first not in gazetteer.simple_list("first_names.txt"):
        scores["Product"] += 2.0
    capitals = [p for p in parts if p[0].isupper()]
    if (
        first in gazetteer.simple_list("first_names.txt")
        and 2 <= len(capitals) <= 4
        and last not in last_types
        and "&" not in parts
        and "of" not in parts
    ):
        scores["Person"] += 2.2
        if all(p.isalpha() or p in ("-", ".") or p.endswith(".") or "'" in p or "’" in p for p in parts):
            scores["Person"] += 0.6


def _head_before_of(parts: list[str]) -> str:
    for k, part in enumerate(parts):
        if part in ("of", "for") and k > 0:
            return parts[k - 1]
    return ""


def entity_type(name: str) -> EntityType | None:
    """The record's type for a decided one; None where the name is left out."""
    known: dict[str, EntityType] = {type_: type_ for _, type_ in gazetteer.FILES}
    return "Person" if name == "Person" else known.get(name)
