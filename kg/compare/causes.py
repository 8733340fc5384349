"""Why a record differs, as far as two graphs and what is known of their making can tell.

A claim stands or falls with its article. An event is made of its claims, an entity of the articles that name it and the claims about it, a case
of its events and suits. A change that no changed article explains has the cause of what it hangs on: of a party that has another id now, of a
claim that it denies. What is left is put down to the rules or the decisions where these are known to differ, and else to nothing.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from kg.compare.built import Built
from kg.compare.changes import Difference, Kind
from kg.records import ArticleNode, Case, Entity, Event, KnowledgeGraph, Record, Statement

CauseKind = Literal["article added", "article withdrawn", "article corrected", "decision changed", "rule changed", "version changed", "unknown"]
_DIGEST = re.compile(r"-[0-9a-f]{6,16}$")  # what an id ends in where another had it first
_ORDER: tuple[CauseKind, ...] = (
    "article added", "article withdrawn", "article corrected", "decision changed", "rule changed", "version changed", "unknown",
)  # fmt: skip


class Cause(Record):
    """`what` is the article's source, the decision, the rules or the versions, or why nothing is known."""

    kind: CauseKind
    what: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}"


def causes(
    found: Mapping[Kind, Sequence[Difference]], old: KnowledgeGraph, new: KnowledgeGraph, old_built: Built, new_built: Built
) -> list[tuple[Difference, tuple[Cause, ...]]]:
    """Each difference with its causes: at least one, sorted; those of an article that came, went or reads otherwise is that itself."""
    return _Causes(found, old, new, old_built, new_built).all()


class _Causes:
    def __init__(
        self, found: Mapping[Kind, Sequence[Difference]], old: KnowledgeGraph, new: KnowledgeGraph, old_built: Built, new_built: Built
    ) -> None:
        self._all = [d for differences in found.values() for d in differences]
        self._old, self._new, self._builds = old, new, (old_built, new_built)
        self._of_id: dict[str, Difference] = {id: d for d in self._all for id in d.ids}
        self._articles = {node.article.source: node.id for graph in (old, new) for node in graph.articles}
        self._named = (_named_by(old), _named_by(new))
        self._decided = self._decisions()
        self._leading = self._hangs_on()

    def all(self) -> list[tuple[Difference, tuple[Cause, ...]]]:
        known: dict[Difference, tuple[Cause, ...]] = {}
        for d in self._all:
            direct = _sorted(self._direct(d))
            if direct:
                known[d] = direct
        while True:  # each round goes one step further along what hangs on what
            learnt: dict[Difference, tuple[Cause, ...]] = {}
            for d in self._all:
                if d not in known:
                    inherited = _sorted(cause for other in self._leading[d] for cause in known.get(other, ()))
                    if inherited:
                        learnt[d] = inherited
            if not learnt:
                break
            known |= learnt
        rest = (self._left(),)
        return [(d, known.get(d, rest)) for d in self._all]

    def _direct(self, d: Difference) -> Iterator[Cause]:
        for node in (d.old, d.new):
            if isinstance(node, ArticleNode):
                yield from self._article(node.id)
            elif isinstance(node, Statement):
                yield from self._article(self._articles[node.article])
            elif isinstance(node, Entity):
                yield from self._decided.get(node.id, ())
        if isinstance(d.node, Entity):
            for article in self._naming(d):
                yield from self._article(article)
        if isinstance(d.old, Statement) and isinstance(d.new, Statement):
            was, now = (f"{s.engine}: {s.rule}" for s in (d.old, d.new))
            if was != now:
                yield Cause(kind="rule changed", what=f"{was} is now {now}")

    def _article(self, id: str) -> Iterator[Cause]:
        d = self._of_id.get(id)
        if d is None or not isinstance(d.node, ArticleNode):
            return
        source = d.node.article.source
        if d.old is None:
            yield Cause(kind="article added", what=source)
        elif d.new is None:
            yield Cause(kind="article withdrawn", what=source)
        elif d.content:
            yield Cause(kind="article corrected", what=source)

    def _naming(self, d: Difference) -> Iterator[str]:
        """The articles whose naming of the entity may have changed it: of an added one those that name it now, of a lost one those that did."""
        for node, naming in zip((d.old, d.new), self._named, strict=True):
            if node is not None:
                yield from naming[node.id]

    def _decisions(self) -> dict[str, list[Cause]]:
        one, other = (b.decisions for b in self._builds)
        if one is None or other is None:
            return {}
        found: dict[str, list[Cause]] = defaultdict(list)
        words = {d.words for d in one} ^ {d.words for d in other}
        if not words:
            return found
        called = (_by_handle(self._old), _by_handle(self._new))
        for decided, verb in ((other, "taken"), (one, "taken back")):
            for d in decided:
                if d.words in words:
                    for entity in dict.fromkeys((*d.ids, *(id for h in d.handles for table in called for id in table.get(h, ())))):
                        found[entity].append(Cause(kind="decision changed", what=f"{verb}: {d.words}"))
        return found

    def _hangs_on(self) -> dict[Difference, list[Difference]]:
        """Difference -> those whose cause is also its own where it has none itself."""
        leading: dict[Difference, list[Difference]] = defaultdict(list)
        claims_of: dict[str, list[Difference]] = defaultdict(list)
        members: dict[str, list[Difference]] = defaultdict(list)
        namesakes: dict[str, list[Difference]] = defaultdict(list)  # events that have, or would have, one id, and of which one takes it from another
        for d in self._all:
            if isinstance(d.node, Event):
                for plain in dict.fromkeys(_DIGEST.sub("", i) for i in d.ids):
                    namesakes[plain].append(d)
            for node in (d.old, d.new):
                if isinstance(node, Statement):
                    for id in (node.event, node.subject, node.object):
                        if id is not None:
                            claims_of[id].append(d)
                elif isinstance(node, Event | Entity) and node.case is not None:
                    members[node.case].append(d)
        articles_of = self._articles_of_events()
        for d in self._all:
            others: list[Difference] = []
            for id in d.ids:
                if isinstance(d.node, Event):
                    others += [n for n in namesakes[_DIGEST.sub("", id)] if d.identity and n.identity]
                    others += claims_of[id] + [self._of_id[a] for a in articles_of[id] if a in self._of_id]
                elif isinstance(d.node, Entity):
                    others += [c for c in claims_of[id] if c.identity]
                elif isinstance(d.node, Case):
                    others += members[id]
            for id in _hanging(d):
                other = self._of_id.get(id)
                if other is not None and (other.identity or d.node.id in other.ids or isinstance(other.node, ArticleNode)):
                    others.append(other)
            leading[d] = [other for other in others if other is not d]
        return leading

    def _articles_of_events(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for graph in (self._old, self._new):
            for s in graph.statements:
                if s.event is not None:
                    found[s.event].append(self._articles[s.article])
        return found

    def _left(self) -> Cause:
        """What is said where neither an article nor anything else that differs explains a change."""
        one, other = (dict(b.versions or ()) for b in self._builds)
        differ = [f"{of} {one[of]} is now {other[of]}" for of in sorted(one.keys() & other.keys()) if one[of] != other[of]]
        if differ:
            return Cause(kind="version changed", what="; ".join(differ))
        if one and one.keys() == other.keys():
            return Cause(kind="unknown", what="no article that it rests on has changed, and both were built by the same versions")
        return Cause(kind="unknown", what="no article that it rests on has changed, and by what the two were built is not known")


def _named_by(graph: KnowledgeGraph) -> Mapping[str, list[str]]:
    """Entity -> the articles that name it."""
    named: dict[str, list[str]] = defaultdict(list)
    for article in graph.articles:
        for entity in article.mentions:
            named[entity].append(article.id)
    return named


def _by_handle(graph: KnowledgeGraph) -> Mapping[str, list[str]]:
    """What an article calls an entity ("source: name") -> the entities that it may mean."""
    called: dict[str, list[str]] = defaultdict(list)
    entities = {e.id: e for e in graph.entities}
    for node in graph.articles:
        for e in (entities[id] for id in node.mentions):
            for name in dict.fromkeys((e.label, *e.aliases)):
                called[f"{node.article.source}: {name}"].append(e.id)
    return called


# The fields that hold ids of other records, by their class.
_POINTING = {
    Statement: ("subject", "object", "event", "speaker", "retracted_by", "denies"),
    Event: ("agents", "targets", "participants", "lawsuit", "case"),
    Entity: ("possibly_same", "case"),
    Case: ("parties",),
    ArticleNode: ("mentions", "reprint_of", "corrects"),
}


def _hanging(d: Difference) -> Iterator[str]:
    """The ids that a record points to and the other does not; of one that came or went all."""
    for name in _POINTING[type(d.node)]:
        old, new = (_ids(getattr(node, name)) if node is not None else () for node in (d.old, d.new))
        yield from (id for id in old if id not in new)
        yield from (id for id in new if id not in old)


def _ids(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value


def _sorted(found: Iterable[Cause]) -> tuple[Cause, ...]:
    return tuple(sorted(dict.fromkeys(found), key=lambda c: (_ORDER.index(c.kind), c.what)))
