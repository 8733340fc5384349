"""Which entities of an article are a state as a whole, and which are agencies of one."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.frames.governments import state_of
from kg.records import LocalEntity


class States:
    """`codes`: the entities whose every name means a whole state, with its country's code; `agencies`: the others that act for a country."""

    def __init__(self, entities: Sequence[LocalEntity]) -> None:
        self.codes: dict[int, str] = {}
        self.agencies: dict[int, str] = {}
        for e in entities:
            if e.type != "Agency":
                continue
            codes = {state_of(n) for n in (e.name, *e.aliases)}
            if len(codes) == 1 and (code := codes.pop()) is not None:
                self.codes[e.id] = code
            elif e.country is not None:
                self.agencies[e.id] = e.country

    def same(self, one: int, other: int) -> bool:
        """Whether one is a state and the other an agency of it: either may stand for the other in a headline."""
        return any(a in self.codes and self.codes[a] == self.agencies.get(b) for a, b in ((one, other), (other, one)))
