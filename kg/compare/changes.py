"""The differences between two graphs, record by record; what only came to bear another id is one change, not two."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from kg.records import ArticleNode, Case, Entity, Event, KnowledgeGraph, Record, Statement

Kind = Literal["article", "entity", "event", "claim", "case"]
KINDS: tuple[Kind, ...] = ("article", "entity", "event", "claim", "case")
Node = ArticleNode | Entity | Event | Statement | Case


class FieldChange(Record):
    """One field of a record, in JSON's types; None where it has no value."""

    name: str
    old: Any
    new: Any


@dataclass(frozen=True, eq=False)
class Difference:
    """One record: `old` is None where it was added, `new` where it was lost. `fields` are those that differ, by name, the id among them."""

    kind: Kind
    old: Node | None
    new: Node | None
    fields: tuple[FieldChange, ...] = ()

    @property
    def node(self) -> Node:
        node = self.new or self.old
        assert node is not None
        return node

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that it has or had."""
        return tuple(dict.fromkeys(node.id for node in (self.old, self.new) if node is not None))

    @property
    def identity(self) -> bool:
        """Whether an id came or went."""
        return self.old is None or self.new is None or self.old.id != self.new.id

    @property
    def content(self) -> bool:
        """For an article: whether what was read is another, not only what was made of it."""
        return isinstance(self.node, ArticleNode) and any(f.name in _READ for f in self.fields)


_READ = ("text", "title", "date", "publisher", "url", "language", "source")


class Change(Record):
    """What the comparison says of one record. `was` is the id that it had where it has another now."""

    what: Literal["added", "lost", "changed"]
    id: str
    label: str
    was: str | None = None
    fields: tuple[FieldChange, ...] = ()


def change_of(difference: Difference) -> Change:
    """The difference as it is told."""
    old, new = difference.old, difference.new
    if old is None or new is None:
        return Change(what="added" if old is None else "lost", id=difference.node.id, label=_label(difference.node))
    fields = tuple(f for f in difference.fields if f.name != "id")
    return Change(what="changed", id=new.id, label=_label(new), was=old.id if old.id != new.id else None, fields=fields)


def differences(old: KnowledgeGraph, new: KnowledgeGraph) -> dict[Kind, list[Difference]]:
    """All of them, by kind, each kind sorted by id. None at all where the two graphs say the same."""
    found: dict[Kind, list[Difference]] = {}
    found["article"] = _matched("article", old.articles, new.articles)
    both = {a.article.source for a in old.articles} & {a.article.source for a in new.articles}
    found["claim"] = _matched("claim", old.statements, new.statements, *(_in_both(key, both) for key in _CLAIM_KEYS))
    found["entity"] = _matched("entity", old.entities, new.entities, _names)
    entities = _moved(found["entity"])
    told_old, told_new = _told_by(old, _moved(found["claim"])), _told_by(new, {})
    found["event"] = _matched(
        "event", old.events, new.events, lambda e, is_old: (told_old if is_old else told_new)[e.id], lambda e, is_old: _parties(e, entities)
    )
    found["case"] = _matched("case", old.cases, new.cases)
    return found


Keys = Callable[[Any, bool], Iterable[Hashable]]
"""The things by which a record (of the old graph?) may be known again though its id is another; it must share one with exactly one other record."""


def _matched(kind: Kind, old: Iterable[Node], new: Iterable[Node], *ways: Keys) -> list[Difference]:
    before, after = {n.id: n for n in old}, {n.id: n for n in new}
    pairs = [(before[id], after[id]) for id in sorted(before.keys() & after.keys())]
    lost = {id: n for id, n in sorted(before.items()) if id not in after}
    added = {id: n for id, n in sorted(after.items()) if id not in before}
    for keys in ways:
        for was, now in _known_again(lost, added, keys):
            pairs.append((lost.pop(was), added.pop(now)))
    found = [Difference(kind=kind, old=n, new=None) for n in lost.values()] + [Difference(kind=kind, old=None, new=n) for n in added.values()]
    for one, other in pairs:
        fields = _fields(one, other)
        if fields:
            found.append(Difference(kind=kind, old=one, new=other, fields=fields))
    return sorted(found, key=lambda d: (d.node.id, d.new is None))


def _known_again(lost: Mapping[str, Node], added: Mapping[str, Node], keys: Keys) -> list[tuple[str, str]]:
    by_key: dict[Hashable, list[str]] = defaultdict(list)
    for id, node in added.items():
        for key in dict.fromkeys(keys(node, False)):
            by_key[key].append(id)
    chosen: dict[str, set[str]] = {}
    wanted: dict[str, set[str]] = defaultdict(set)
    for id, node in lost.items():
        chosen[id] = {other for key in keys(node, True) for other in by_key.get(key, ())}
        for other in chosen[id]:
            wanted[other].add(id)
    pairs = [(id, min(others)) for id, others in sorted(chosen.items()) if len(others) == 1]
    return [(was, now) for was, now in pairs if len(wanted[now]) == 1]


def _fields(old: Node, new: Node) -> tuple[FieldChange, ...]:
    one, other = _flat(old), _flat(new)
    return tuple(FieldChange(name=name, old=one.get(name), new=other.get(name)) for name in sorted(one | other) if one.get(name) != other.get(name))


def _flat(node: Node) -> dict[str, Any]:
    data = node.model_dump(mode="json")
    if isinstance(node, ArticleNode):
        data |= data.pop("article")
    return data


# How a claim is known again: its place and relation; its words and relation; its place and parties; its words and parties.
_CLAIM_KEYS: tuple[Callable[[Statement], Hashable], ...] = (
    lambda s: (s.article, s.predicate, s.subject, s.object, s.quote),
    lambda s: (s.article, s.predicate, s.span.start, s.span.end),
    lambda s: (s.article, s.predicate, s.quote),
    lambda s: (s.article, s.predicate, s.subject, s.object),
)


def _in_both(key: Callable[[Statement], Hashable], sources: set[str]) -> Keys:
    def keys(claim: Statement, _old: bool) -> Iterable[Hashable]:
        return (key(claim),) if claim.article in sources else ()

    return keys


def _names(entity: Entity, _old: bool) -> Iterable[Hashable]:
    return [(entity.type, name.casefold()) for name in (entity.label, *entity.aliases)]


def _parties(event: Event, moved: Mapping[str, str]) -> Iterable[Hashable]:
    """The same kind of thing between the same parties; not where all parties may be anybody."""
    sides = [tuple(sorted(moved.get(id, id) for id in ids)) for ids in (event.agents, event.targets, event.participants)]
    return [(event.type, *sides)] if any(sides) else ()


def _moved(found: Iterable[Difference]) -> dict[str, str]:
    """Old id -> new id of what is known again."""
    return {d.old.id: d.new.id for d in found if d.old is not None and d.new is not None and d.old.id != d.new.id}


def _told_by(graph: KnowledgeGraph, moved: Mapping[str, str]) -> dict[str, list[str]]:
    """Event -> the claims that describe it, under their new ids."""
    told: dict[str, list[str]] = defaultdict(list)
    for statement in graph.statements:
        if statement.event is not None:
            told[statement.event].append(moved.get(statement.id, statement.id))
    return told


def _label(node: Node) -> str:
    if isinstance(node, ArticleNode):
        return node.article.source
    if isinstance(node, Statement):
        return f"{node.subject} {node.predicate} {node.object} [{node.status}]"
    return node.label
