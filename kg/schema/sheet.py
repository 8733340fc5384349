"""A sheet to write triples on: the printers' pen."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox

from kg.ids import prefixes
from kg.ontology import Ontology

Term = ox.NamedNode | ox.BlankNode | ox.Literal


class Sheet:
    """Triples about terms given by prefixed name; blank nodes are numbered as they are made."""

    def __init__(self, ontology: Ontology, own: dict[str, str] | None = None) -> None:
        self.names = {**prefixes(), **ontology.vocabularies, "reg": ontology.namespace, **(own or {})}
        self.triples: list[ox.Triple] = []
        self._blank = 0

    def term(self, name: str) -> ox.NamedNode:
        prefix, _, local = name.partition(":")
        return ox.NamedNode(self.names[prefix] + local)

    def blank(self) -> ox.BlankNode:
        self._blank += 1
        return ox.BlankNode(f"b{self._blank}")

    def add(self, subject: str | ox.NamedNode | ox.BlankNode, predicate: str, *objects: str | int | Term) -> None:
        """State it. A string is the prefixed name of a term, a number an integer."""
        node = self.term(subject) if isinstance(subject, str) else subject
        self.triples += [ox.Triple(node, self.term(predicate), self._object(o)) for o in objects]

    def described(self, *said: tuple[str, str | int | Term]) -> ox.BlankNode:
        """A new blank node of which this is said."""
        node = self.blank()
        for predicate, object_ in said:
            self.add(node, predicate, object_)
        return node

    def list(self, members: Iterable[str | Term]) -> Term:
        rest: Term = self.term("rdf:nil")
        for member in reversed(list(members)):
            rest = self.described(("rdf:first", member), ("rdf:rest", rest))
        return rest

    def _object(self, value: str | int | Term) -> Term:
        if isinstance(value, str):
            return self.term(value)
        if isinstance(value, int):
            return ox.Literal(str(value), datatype=self.term("xsd:integer"))
        return value
