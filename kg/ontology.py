"""schemas/ontology.yaml as frozen records, with the questions the stages ask of it. Refuses a file that contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal

from pydantic import Field, model_validator

from kg.checked_yaml import line_of, parse_yaml
from kg.errors import OntologyError
from kg.records import STATUSES, Record

DATATYPES = ("date", "decimal", "integer", "string", "status")
"""What an attribute holds where it is not a thing of the graph."""


class ClassSpec(Record):
    label: str
    definition: str
    parent: str | None = None
    path: str | None = None  # the first part of an instance's IRI path
    align: tuple[str, ...] = ()
    color: str | None = None
    shape: str | None = None
    abstract: bool = False


class RelationSpec(Record):
    label: str
    inverse_label: str
    definition: str
    family: str
    domain: tuple[str, ...]
    range: tuple[str, ...]
    symmetric: bool = False
    align: tuple[str, ...] = ()
    event: tuple[str, ...] = ()
    event_when: Literal["always", "sometimes"] | None = None

    @model_validator(mode="before")
    @classmethod
    def _one_event_is_a_list_of_one(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("event"), str):
            data = {**data, "event": [data["event"]]}
        return data


class EventSpec(Record):
    label: str
    verb: str
    one_party: bool = False
    definition: str | None = None
    align: tuple[str, ...] = ()


class StatusSpec(Record):
    label: str
    definition: str


class RoleSpec(Record):
    domain: str
    range: str
    label: str
    definition: str


class AttributeSpec(Record):
    of: tuple[str, ...]
    datatype: str
    several: bool = False  # whether one thing may have more than one value
    label: str
    definition: str


class FamilySpec(Record):
    label: str
    color: str


class StructureSpec(Record):
    """A class whose instances are not entities: what holds the graph together."""

    label: str
    definition: str
    parents: tuple[str, ...] = ()
    align: tuple[str, ...] = ()


class Ontology(Record):
    version: str
    namespace: str
    base: str
    vocabularies: dict[str, str] = Field(default_factory=dict)
    structure: dict[str, StructureSpec] = Field(default_factory=dict)
    groups: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    classes: dict[str, ClassSpec]
    statuses: dict[str, StatusSpec]
    relations: dict[str, RelationSpec]
    events: dict[str, EventSpec]
    roles: dict[str, RoleSpec]
    attributes: dict[str, AttributeSpec]
    families: dict[str, FamilySpec]

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The class itself and all above it, nearest first."""
        chain = [name]
        while (parent := self.classes[chain[-1]].parent) is not None:
            chain.append(parent)
        return tuple(chain)

    def is_a(self, name: str, wanted: str) -> bool:
        return wanted in self.ancestors(name)

    def members(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The classes that a domain or range admits by name, groups written out, in order."""
        return tuple(dict.fromkeys(member for name in names for member in self.groups.get(name, (name,))))

    def admits(self, relation: str, subject_type: str, object_type: str) -> bool:
        """Whether the relation may stand between instances of these classes."""
        spec = self.relations[relation]
        return any(self.is_a(subject_type, d) for d in self.members(spec.domain)) and any(self.is_a(object_type, r) for r in self.members(spec.range))

    def default_event(self, relation: str) -> str | None:
        """The event class that the relation always tells of, if it does."""
        spec = self.relations[relation]
        return spec.event[0] if spec.event_when == "always" else None

    def one_party_events(self) -> tuple[str, ...]:
        return tuple(name for name, spec in self.events.items() if spec.one_party)

    def entity_types(self) -> tuple[str, ...]:
        """The classes that an entity can be an instance of."""
        return tuple(name for name, spec in self.classes.items() if not spec.abstract)


def schemas_folder() -> Traversable:
    """The folder of the ontology and the queries: inside the installed package, or beside it in a checkout."""
    installed = files("kg") / "schemas"
    return installed if installed.is_dir() else files("kg").joinpath("..", "schemas")


@cache
def ontology() -> Ontology:
    """The project's ontology, read once."""
    return parse_ontology((schemas_folder() / "ontology.yaml").read_text("utf-8"), "schemas/ontology.yaml")


def parse_ontology(text: str, path: str = "ontology.yaml") -> Ontology:
    """Read an ontology from YAML.

    Raises OntologyError with the line of the first fault: not YAML, a key twice, a missing or unknown field, a name that nothing defines.
    """
    parsed, root = parse_yaml(text, Ontology, path, OntologyError)
    for place, message in _contradictions(parsed):
        raise OntologyError(f"{'.'.join(place)}: {message}", path, line_of(root, place))
    return parsed


def _contradictions(o: Ontology) -> Iterator[tuple[tuple[str, ...], str]]:
    if tuple(o.statuses) != STATUSES:
        yield ("statuses",), f"must be {', '.join(STATUSES)}, in this order"
    aligned: dict[str, Mapping[str, StructureSpec | ClassSpec | RelationSpec | EventSpec]] = {
        "structure": o.structure,
        "classes": o.classes,
        "relations": o.relations,
        "events": o.events,
    }
    for part, specs in aligned.items():
        for name, spec in specs.items():
            for term in (*spec.align, *getattr(spec, "parents", ())):
                if term.partition(":")[0] not in o.vocabularies or ":" not in term:
                    yield (part, name), f"{term!r} is in none of the vocabularies"
    for name, cls in o.classes.items():
        if cls.parent is not None and cls.parent not in o.classes:
            yield ("classes", name, "parent"), f"no class {cls.parent!r}"
        seen, up = {name}, cls.parent
        while up is not None and up in o.classes:
            if up in seen:
                yield ("classes", name, "parent"), "a class is its own ancestor"
                break
            seen.add(up)
            up = o.classes[up].parent
        if not cls.abstract and not (cls.path and cls.color and cls.shape):
            yield ("classes", name), "a class with instances needs path, color and shape"
    for name, members in o.groups.items():
        for member in members:
            if member not in o.classes:
                yield ("groups", name), f"no class {member!r}"
    used: set[str] = set()
    for name, rel in o.relations.items():
        for side, classes in (("domain", rel.domain), ("range", rel.range)):
            for c in classes:
                if c not in o.classes and c not in o.groups:
                    yield ("relations", name, side), f"no class or group {c!r}"
        if not rel.domain or not rel.range:
            yield ("relations", name), "domain and range must not be empty"
        if rel.family not in o.families:
            yield ("relations", name, "family"), f"no family {rel.family!r}"
        if bool(rel.event) != (rel.event_when is not None):
            yield ("relations", name), "event and event_when go together"
        for event in rel.event:
            used.add(event)
            if event not in o.events:
                yield ("relations", name, "event"), f"no event {event!r}"
            elif o.events[event].one_party:
                yield ("relations", name, "event"), f"{event} is a one-party event"
        if name in o.roles or name in o.attributes:
            yield ("relations", name), "also a role or an attribute"
    for name, spec in o.events.items():
        if name in o.classes:
            yield ("events", name), "also a class"
        if not spec.one_party and name not in used:
            yield ("events", name), "no relation tells of it"
    for name, role in o.roles.items():
        for end in (role.domain, role.range):
            if end != "Event" and end not in o.classes:
                yield ("roles", name), f"no class {end!r}"
    for name, attribute in o.attributes.items():
        for owner in attribute.of:
            if owner not in o.structure and owner not in o.classes:
                yield ("attributes", name, "of"), f"no class {owner!r}"
        if attribute.datatype not in (*DATATYPES, *o.structure, *o.classes):
            yield ("attributes", name, "datatype"), f"neither a class nor one of {', '.join(DATATYPES)}: {attribute.datatype!r}"
