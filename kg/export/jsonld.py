"""graph.jsonld: the same triples for programs that read JSON. The context is inside, so that nothing need be fetched."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyoxigraph as ox

from kg.ids import STANDARD_PREFIXES, id_of, resolves_relative
from kg.ontology import schemas_folder

_XSD = STANDARD_PREFIXES["xsd"]
_TYPE = STANDARD_PREFIXES["rdf"] + "type"
_Node = ox.NamedNode | ox.BlankNode
_compact = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def project_context() -> dict[str, Any]:
    """schemas/context.jsonld, parsed."""
    read: dict[str, Any] = json.loads((schemas_folder() / "context.jsonld").read_text("utf-8"))
    return read


def jsonld(triples: Iterable[ox.Triple], base_iri: str, context: dict[str, Any] | None = None) -> str:
    """The text of graph.jsonld: one node a line, sorted by id. `context` is the project's unless given; its base becomes `base_iri`."""
    return _JsonLd((context or project_context())["@context"], base_iri).text(triples)


class _JsonLd:
    def __init__(self, terms: dict[str, Any], base: str) -> None:
        self._base = base if resolves_relative(base) else None
        self._context = {**terms, "@base": base}
        self._vocab: str = terms["@vocab"]
        self._prefixes = {name: iri for name, iri in terms.items() if isinstance(iri, str) and iri.endswith(("/", "#")) and not name.startswith("@")}
        self._terms: dict[str, tuple[str, str | None, bool]] = {}
        for name, term in terms.items():
            iri = term if isinstance(term, str) else term["@id"] if isinstance(term, dict) else ""
            if not name.startswith("@") and ":" in iri and name not in self._prefixes:
                kind = term.get("@type") if isinstance(term, dict) else None
                several = isinstance(term, dict) and term.get("@container") == "@set"
                self._terms[self._expanded(iri)] = (name, kind, several)
        self._order = {name: i for i, name in enumerate(["id", "type", "@value", *terms])}

    def text(self, triples: Iterable[ox.Triple]) -> str:
        of: dict[_Node, dict[str, list[object]]] = {}
        pointed: set[ox.BlankNode] = set()
        for subject, predicate, object_ in dict.fromkeys(triples):
            of.setdefault(subject, {}).setdefault(predicate.value, []).append(object_)
            if isinstance(object_, ox.BlankNode):
                pointed.add(object_)
        inside = {node: properties for node, properties in of.items() if node in pointed}
        nodes = sorted((node for node in of if node not in inside), key=lambda node: node.value)
        lines = [_compact(self._node(node, of[node], inside)) for node in nodes]
        context = json.dumps(self._context, ensure_ascii=False, indent=1)
        return f'{{"@context": {context},\n"@graph": [\n' + ",\n".join(lines) + "\n]}\n"

    def _node(self, node: _Node, properties: dict[str, list[object]], inside: dict[_Node, dict[str, list[object]]]) -> dict[str, Any]:
        said: dict[str, Any] = {} if isinstance(node, ox.BlankNode) else {"id": self._id(node.value)}
        for predicate, objects in properties.items():
            if predicate == _TYPE:
                types = sorted(self._word(o.value) for o in objects if isinstance(o, ox.NamedNode))
                said["type"] = types if len(types) > 1 else types[0]
                continue
            name, kind, several = self._terms.get(predicate) or (self._word(predicate), None, False)
            values = [self._value(o, kind, inside) for o in objects]
            if len(values) > 1:
                values.sort(key=lambda value: value if isinstance(value, str) else _compact(value))
            said[name] = values if several or len(values) > 1 else values[0]
        return {name: said[name] for name in sorted(said, key=lambda name: (self._order.get(name, len(self._order)), name))}

    def _value(self, term: object, kind: str | None, inside: dict[_Node, dict[str, list[object]]]) -> Any:
        if isinstance(term, ox.BlankNode):
            return self._node(term, inside[term], inside) if term in inside else {"id": f"_:{term.value}"}
        if isinstance(term, ox.NamedNode):
            if kind == "@vocab":
                return self._word(term.value)
            return self._id(term.value) if kind == "@id" else {"id": self._id(term.value)}
        if not isinstance(term, ox.Literal):
            raise TypeError(f"not an RDF term: {term!r}")
        if term.language:
            return {"@value": term.value, "@language": term.language}
        datatype = term.datatype.value
        if kind is not None and not kind.startswith("@") and datatype == self._expanded(kind):
            return term.value
        if kind is None and datatype == _XSD + "string":
            return term.value
        # A number of JSON is an xsd:integer where it is written as JSON itself would write it.
        if kind is None and datatype == _XSD + "integer" and len(term.value) < 16 and term.value.isdecimal() and str(int(term.value)) == term.value:
            return int(term.value)
        return {"type": self._prefixed(datatype), "@value": term.value}

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self._prefixes[prefix] + local if prefix in self._prefixes else name

    def _prefixed(self, iri: str) -> str:
        for name, namespace in self._prefixes.items():
            if iri.startswith(namespace):
                return f"{name}:{iri[len(namespace) :]}"
        return iri

    def _word(self, iri: str) -> str:
        """A term of the vocabulary: by its name in the context, by the vocabulary, by a prefix."""
        term = self._terms.get(iri)
        if term is not None:
            return term[0]
        local = iri.removeprefix(self._vocab)
        return local if local != iri and local.isidentifier() and local not in self._context else self._prefixed(iri)

    def _id(self, iri: str) -> str:
        id = id_of(self._base, iri) if self._base is not None else None
        path = iri[len(self._base) :] if self._base is not None and id is not None else ""
        # A path whose first part might be taken for a scheme or a root stays absolute.
        return path if path[:1].isalnum() and "//" not in path and ":" not in path else iri
