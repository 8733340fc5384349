"""What a cluster is called: its type, its label, its aliases, and an id that its own members decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import cached_property
from hashlib import blake2b

from kg.ids import slug
from kg.ontology import ontology
from kg.records import Entity, EntityType
from kg.resolve import names
from kg.resolve.members import Member
from kg.resolve.reference import is_state_word, known


class Draft:
    """A cluster on its way to an entity: members in order, type, label, aliases, country."""

    def __init__(self, members: list[Member]) -> None:
        self.members = members
        references = Counter(m.reference for m in members if m.reference)
        self.reference = min(references) if references else None
        self.type = _type_of(members, self.reference)
        self.country = _most(Counter(m.country for m in members if m.country))
        if self.reference and self.reference in known():
            self.country = known()[self.reference].country or self.country
        self.state = members[0].state if self.type == "Agency" and len({m.state for m in members}) == 1 else None
        self.label = _label_of(members, self.type, self.reference)
        written = {n for m in members for n in (m.entity.name, *m.entity.aliases)}
        self.aliases = tuple(sorted({_trimmed(n) for n in written} - {self.label}))

    @property
    def age(self) -> tuple[str, str, int]:
        """The earliest article first."""
        return min(m.age for m in self.members)

    @cached_property
    def base_id(self) -> str:
        """The id that it has where nothing else has a claim on it."""
        if self.reference and self.reference.partition("/")[0] == ontology().classes[self.type].path:
            return self.reference
        words = self.state or (self.label if self.type in ("Person", "Product", "Law") else names.bare(self.label))
        return f"{ontology().classes[self.type].path}/{slug(words)}"

    @property
    def needs_suffix(self) -> bool:
        """A person known by the family name alone never has the plain id: it would be taken away by the next one."""
        return self.type == "Person" and not self.reference and names.person_key(self.label) is None

    @cached_property
    def hints(self) -> tuple[str, ...]:
        """What tells it from a namesake: its country, its legal form."""
        form = slug(self.label).removeprefix(slug(names.bare(self.label))).strip("-")
        return ((self.country.lower(),) if self.country else ()) + ((form,) if form else ())

    def digest(self) -> str:
        """Six hexadecimal digits from the earliest article that names it."""
        first = min(self.members, key=lambda m: m.age)
        return digest(first.source, first.entity.name, str(first.entity.id))

    def entity(self, id: str) -> Entity:
        identifiers = known()[self.reference].identifiers if self.reference in known() else ()
        return Entity(id=id, type=self.type, label=self.label, aliases=self.aliases, country=self.country, identifiers=identifiers)


def digest(*parts: str, size: int = 3) -> str:
    """A short hexadecimal digest, `size` bytes long, of some strings."""
    return blake2b("\x00".join(parts).encode("utf-8", "surrogatepass"), digest_size=size).hexdigest()


def name_ids(drafts: Mapping[int, Draft], hints: Mapping[int, tuple[str, ...]], taken: frozenset[str] = frozenset()) -> dict[int, str]:
    """An id for each draft. `hints` are words that may tell a draft from its namesakes, the best first; `taken` may not be given again.

    Of several with one plain id, the one with a reference keeps it, else the one named in the earliest article; the others get a hint of
    their own ("person/john-smith-acme"), or a digest of the article that names them first. So nothing but a namesake can change an id.
    """
    by_base: dict[str, list[int]] = defaultdict(list)
    for number, draft in drafts.items():
        by_base[draft.base_id].append(number)
    ids: dict[int, str] = {}
    used = set(taken) | set(by_base)
    for base, numbers in sorted(by_base.items()):
        ordered = sorted(numbers, key=lambda n: (not drafts[n].reference, drafts[n].age))
        rest = ordered if drafts[ordered[0]].needs_suffix or base in taken else ordered[1:]
        if len(rest) < len(ordered):
            ids[ordered[0]] = base
        said = Counter(hint for n in rest for hint in dict.fromkeys(slug(h) for h in hints.get(n, ()) if h))
        for n in rest:
            own = [h for h in dict.fromkeys(slug(h) for h in hints.get(n, ()) if h) if said[h] == 1]
            candidates = [f"{base}-{h}" for h in own] + [f"{base}-{drafts[n].digest()}", f"{base}-{digest(*map(str, drafts[n].age), size=8)}"]
            ids[n] = next(c for c in candidates if c not in used)
            used.add(ids[n])
    return ids


def _type_of(members: list[Member], reference: str | None) -> EntityType:
    """The type that most articles give; where the reference tells it, that; a court among agencies is a court."""
    if reference:
        for name in ontology().entity_types():
            if ontology().classes[name].path == reference.partition("/")[0]:
                for member in members:
                    if member.type == name:
                        return member.entity.type
    votes = Counter(m.entity.type for m in members)
    if votes["Court"] and votes["Court"] >= votes["Agency"] and votes["Court"] + votes["Agency"] > votes["Company"] + votes["Organization"]:
        return "Court"
    order = ontology().entity_types()
    return min(votes, key=lambda t: (-votes[t], order.index(t)))


def _label_of(members: list[Member], type: str, reference: str | None) -> str:
    """The gazetteer's name where there is one, else the fullest name that most articles use."""
    if reference and reference in known():
        return known()[reference].name
    uses = Counter(_trimmed(m.entity.name) for m in members)
    if type == "Person":
        full = {n: c for n, c in uses.items() if names.person_key(n)}
        return _best(Counter(full or uses))
    states = Counter(_trimmed(m.entity.name) for m in members if m.state and is_state_word(names.normal(m.entity.name)))
    if states:
        return _best(states)
    fullest = {n for n in uses if not any(names.is_short_of(n, o) for o in uses if o != n)}
    by_key: Counter[str] = Counter()
    for n in fullest:
        by_key[names.key(n)] += uses[n]
    chosen = min(by_key, key=lambda k: (-by_key[k], -len(k), k))
    return _best(Counter({n: uses[n] for n in fullest if names.key(n) == chosen}))


def _best(uses: Counter[str]) -> str:
    """The most used writing; before that, one that is not all capitals; then the longest."""
    return min(uses, key=lambda n: (n.isupper() and len(n) > 5, -uses[n], -len(n), n))


def _trimmed(name: str) -> str:
    """The name without a leading article."""
    return name[4:] if name[:4] in ("the ", "The ") and len(name) > 4 else name


def _most(votes: Counter[str]) -> str | None:
    return min(votes, key=lambda v: (-votes[v], v)) if votes else None
