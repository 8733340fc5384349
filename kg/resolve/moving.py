"""Mentions of one article moved from one of its entities to another, with the claims that they alone carry."""

from __future__ import annotations

from kg.records import Claim, EntityType, LocalEntity, Mention, Reading, Span
from kg.resolve import names


class Moves:
    """A reading on its way to another in which mentions stand with other entities, or with new ones behind the others."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.entities = list(reading.entities)
        self.mentions = [list(e.mentions) for e in reading.entities]
        self.moved: dict[tuple[int, Span], int] = {}  # (from, place) -> to

    def _named(self, name: str, type: EntityType, reference: str | None, country: str | None = None) -> int:
        """The entity of that name and type; a new one where the article has none."""
        words = names.normal(name)
        same = [(n, e) for n, e in enumerate(self.entities) if e.type == type]
        home = next((n for n, e in same if names.normal(e.name) == words), None)
        longer = [n for n, e in same if names.is_short_of(name, e.name)]
        if home is None and len(longer) == 1 and reference is None:
            return longer[0]
        return self._new(type, name, reference, country) if home is None else home

    def _new(self, type: EntityType, name: str, reference: str | None = None, country: str | None = None) -> int:
        """One more entity, behind the others and without a mention."""
        self.entities.append(LocalEntity(id=len(self.entities), type=type, name=name, reference=reference, country=country))
        self.mentions.append([])
        return len(self.entities) - 1

    def _shown(self, number: int) -> list[Mention]:
        """The places where an entity is named, in order."""
        return sorted((m for m in self.mentions[number] if m.kind == "name"), key=lambda m: m.span.start)

    def _rename(self, number: int, name: str) -> None:
        e = self.entities[number]
        if e.name != name:
            aliases = tuple(dict.fromkeys((e.name, *(a for a in e.aliases if a != name))))
            self.entities[number] = e.model_copy(update={"name": name, "aliases": aliases})

    def _move(self, origin: int, span: Span, target: int) -> None:
        for m in [m for m in self.mentions[origin] if m.span == span]:
            self.mentions[origin].remove(m)
            if all(o.span != span for o in self.mentions[target]):
                self.mentions[target].append(m)
        self.moved[origin, span] = target

    def done(self) -> Reading:
        if not self.moved:
            return self.reading.model_copy(update={"entities": tuple(self.entities)})
        entities = []
        for number, e in enumerate(self.entities):
            mentions = tuple(sorted(self.mentions[number], key=lambda m: (m.span.start, m.span.end)))
            gone = {names.normal(m.text) for m in e.mentions} - {names.normal(m.text) for m in mentions}
            aliases = [a for a in e.aliases if names.normal(a.rstrip(".")) not in gone and names.normal(a) not in gone]
            aliases += [m.text for m in mentions if m.kind == "name" and m not in e.mentions and m.text not in (e.name, *aliases)]
            entities.append(e.model_copy(update={"mentions": mentions, "aliases": tuple(dict.fromkeys(aliases))}))
        claims = tuple(self._claim(c) for c in self.reading.claims)
        return Reading(article=self.reading.article, entities=tuple(entities), claims=claims)

    def _claim(self, claim: Claim) -> Claim:
        """The claim with those ends moved of whom nothing else stands in its words."""
        ends = {}
        for role in ("subject", "object", "speaker"):
            end = getattr(claim, role)
            targets = {to for (origin, span), to in self.moved.items() if origin == end and claim.span.covers(span)}
            if len(targets) == 1 and not any(claim.span.covers(m.span) for m in self.mentions[end]):
                ends[role] = min(targets)
        moved = claim.model_copy(update=ends)
        return claim if moved.subject == moved.object else moved
