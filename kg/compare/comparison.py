"""The whole comparison of two graphs."""

from __future__ import annotations

from kg.compare.built import Built
from kg.compare.causes import Cause, causes
from kg.compare.changes import KINDS, Change, Kind, change_of, differences
from kg.records import KnowledgeGraph, Record


class Explained(Change):
    """A change with its causes: at least one, sorted."""

    causes: tuple[Cause, ...]


class Comparison(Record):
    """The changes by kind, each sorted by id; `sizes` are how many records of the kind are in the old and in the new graph."""

    articles: tuple[Explained, ...] = ()
    entities: tuple[Explained, ...] = ()
    events: tuple[Explained, ...] = ()
    claims: tuple[Explained, ...] = ()
    cases: tuple[Explained, ...] = ()
    sizes: tuple[tuple[str, int, int], ...] = ()

    def parts(self) -> tuple[tuple[str, tuple[Explained, ...]], ...]:
        """(name, changes) of each kind, articles first."""
        return tuple((_PLURAL[kind], getattr(self, _PLURAL[kind])) for kind in KINDS)

    @property
    def same(self) -> bool:
        return not any(changes for _, changes in self.parts())


_PLURAL: dict[Kind, str] = {"article": "articles", "entity": "entities", "event": "events", "claim": "claims", "case": "cases"}


def compare(old: KnowledgeGraph, new: KnowledgeGraph, old_built: Built | None = None, new_built: Built | None = None) -> Comparison:
    """What differs between two graphs as files keep them, and why. Nothing differs where both say the same."""
    found = differences(old, new)
    told: dict[str, list[Explained]] = {name: [] for name in _PLURAL.values()}
    for difference, why in causes(found, old, new, old_built or Built(), new_built or Built()):
        told[_PLURAL[difference.kind]].append(Explained(**dict(change_of(difference)), causes=why))
    sizes = tuple(
        (name, len(getattr(old, part)), len(getattr(new, part)))
        for name, part in zip(_PLURAL.values(), ("articles", "entities", "events", "statements", "cases"), strict=True)
    )
    return Comparison(**{name: tuple(changes) for name, changes in told.items()}, sizes=sizes)
