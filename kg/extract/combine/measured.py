"""What was measured of the two readers on annotated articles that neither was made on: whom to believe in what, and how far."""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import Field

from kg.checked_yaml import parse_yaml
from kg.errors import KnowledgeError
from kg.records import LocalEntity, Record

Reader = Literal["frames", "learned"]
Finder = Literal["both", "frames", "learned"]


class Curve(Record):
    """A logistic curve: the log odds that a claim is right are `base`, plus its label's own share, plus each sign's weight times its value."""

    base: float
    signs: dict[str, float] = Field(default_factory=dict)
    labels: dict[str, float] = Field(default_factory=dict)

    def sure(self, label: str, signs: Mapping[str, float]) -> float:
        x = self.base + self.labels.get(label, 0.0) + sum(weight * signs.get(sign, 0.0) for sign, weight in self.signs.items())
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, x))))


class Quiet(Record):
    """An article is quiet where fewer than `least` claims in 100 words are to be expected of it, the one in question aside; what one reader alone
    claims there has its log odds moved by `shift`, but for what the frames by themselves are as `sure` of."""

    least: float
    shift: float
    sure: float


class Measured(Record):
    """See the head of readers.yaml."""

    claims: dict[Finder, Curve]
    least: dict[Finder, float]
    types: dict[str, Reader]
    fields: dict[Literal["status", "date", "money", "event"], Reader]
    lone_entities: dict[str, float]
    least_entity: float
    quiet: Quiet

    def type_by(self, frames: LocalEntity, learned: LocalEntity) -> Reader:
        """Whose type holds where both found an entity and differ: that of a known name, else of who was right more often in such a case."""
        return self.types.get("known" if frames.reference is not None else f"{frames.type}, {learned.type}", self.types["else"])


@cache
def measured() -> Measured:
    """The figures that the project ships, read once. Raises KnowledgeError with the line where the file is malformed."""
    text = (files("kg.extract.combine") / "readers.yaml").read_text("utf-8")
    return parse_yaml(text, Measured, "kg/extract/combine/readers.yaml", KnowledgeError)[0]
