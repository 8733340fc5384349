"""Triples as Turtle: grouped by subject, sorted, prefixed, the same bytes whatever the order of the triples.

A blank node that one triple alone points to is written where it is pointed to, a list as a list.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import pyoxigraph as ox

from kg.ids import STANDARD_PREFIXES, id_of, prefixes, resolves_relative

Node = ox.NamedNode | ox.BlankNode
_Properties = dict[ox.NamedNode, list[object]]

_RDF, _XSD = STANDARD_PREFIXES["rdf"], STANDARD_PREFIXES["xsd"]
_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("type", "first", "rest", "nil"))

# Whose IRI begins with one of these paths comes after everything else, in this order.
LAST_PATHS = ("event/", "claim/", "article/")

# The predicates that come first under a subject, and those that come last; the rest stand in between, by name.
LEADING = (
    "rdf:type",
    "rdfs:label",
    "skos:altLabel",
    "rdf:subject",
    "rdf:predicate",
    "rdf:object",
    "sh:targetClass",
    "sh:targetNode",
    "sh:targetSubjectsOf",
    "sh:targetObjectsOf",
    "sh:path",
    "oa:start",
    "oa:end",
    "reg:agent",
    "reg:target",
    "reg:participant",
    "reg:inLawsuit",
    "reg:date",
    "reg:amount",
    "reg:currency",
    "reg:status",
    "reg:confidence",
    "reg:describes",
)
TRAILING = (
    "sh:message",
    "sh:property",
    "sh:sparql",
    "reg:triggerStart",
    "reg:triggerEnd",
    "prov:wasDerivedFrom",
    "oa:hasSelector",
    "schema:mentions",
    "schema:articleBody",
)

_PLAIN_LOCAL = re.compile(r"[A-Za-z_](?:[A-Za-z0-9_-]*[A-Za-z0-9_])?")
_PLAIN_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9_~%-]*(?:/[A-Za-z0-9_~%-]+)*")
_BARE = {
    _XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    _XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    _XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\\u0085\u2028\u2029]')
_ESCAPED_LONG = re.compile(r'[\x00-\x09\x0b-\x1f\x7f\\\u0085\u2028\u2029]|"(?="")|"(?=")|"\Z')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ILLEGAL_IN_IRI = re.compile(r"[\x00-\x20<>\"{}|^`\\]")


def to_turtle(triples: Iterable[ox.Triple], base_iri: str | None = None, also: Mapping[str, str] | None = None, header: str = "") -> str:
    """The triples as Turtle. IRIs under `base_iri` are written relative to it, others by the project's prefixes and those in `also`.

    Nothing at all is the head alone, with the ontology's prefix, by which a graph of nothing is told from a file of nothing.
    `header` is put on top as a comment. A triple given twice is written once. Blank nodes should be named by what they are,
    for where one cannot be written in place its own name is used.
    """
    return _Turtle(triples, base_iri, {**prefixes(), **(also or {})}).text(header)


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or _as_code(match)


def _as_code(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04X}"


def quoted(text: str) -> str:
    """A Turtle string: in one line, or between triple quotes where the text has several."""
    if "\n" in text:
        return f'"""{_ESCAPED_LONG.sub(_escape, text)}"""'
    return f'"{_ESCAPED.sub(_escape, text)}"'


class _Turtle:
    def __init__(self, triples: Iterable[ox.Triple], base: str | None, names: Mapping[str, str]) -> None:
        self._base = base if base is not None and resolves_relative(base) else None
        self._order_base = base or ""
        self._names = names
        self._used: set[str] = set()
        self._terms: dict[object, str] = {}
        self._of: dict[Node, _Properties] = {}
        pointed: Counter[ox.BlankNode] = Counter()
        for triple in dict.fromkeys(triples):
            subject, predicate, object_ = triple
            properties = self._of.setdefault(subject, {})
            properties.setdefault(predicate, []).append(object_)
            if isinstance(object_, ox.BlankNode):
                pointed[object_] += 1
        self._unpointed = {node for node in self._of if isinstance(node, ox.BlankNode) and node not in pointed}
        self._inline = self._written_in_place(pointed)
        self._ranks = self._predicate_ranks()

    def text(self, header: str) -> str:
        blocks = [self._block(subject) for subject in self._subjects()]
        lines = [f"# {line}".rstrip() for line in header.splitlines()]
        if self._base is not None:
            lines.append(f"@base <{self._base}> .")
        lines += [
            f"@prefix {name}: <{namespace}> ." for name, namespace in self._names.items() if name in self._used or (not blocks and name == "reg")
        ]
        return "\n".join(lines) + "\n\n" * bool(blocks) + "\n\n".join(blocks) + "\n"

    def _subjects(self) -> list[Node]:
        keyed: list[tuple[tuple[int, str], Node]] = []
        for subject in self._of:
            if subject in self._inline:
                continue
            if isinstance(subject, ox.BlankNode):
                keyed.append(((len(LAST_PATHS) + 1, subject.value), subject))
                continue
            id = id_of(self._order_base, subject.value) if self._order_base else None
            rank = 0 if id is None else next((i for i, path in enumerate(LAST_PATHS, 1) if id.startswith(path)), 0)
            keyed.append(((rank, subject.value), subject))
        return [subject for _, subject in sorted(keyed, key=lambda pair: pair[0])]

    def _written_in_place(self, pointed: Counter[ox.BlankNode]) -> set[Node]:
        """The blank nodes that exactly one triple points to, less those that only a ring of blank nodes leads to."""
        single = {node for node, count in pointed.items() if count == 1 and node in self._of}
        reached: set[Node] = set()
        stack: list[Node] = [subject for subject in self._of if subject not in single]
        while stack:
            for objects in self._of[stack.pop()].values():
                for object_ in objects:
                    if isinstance(object_, ox.BlankNode) and object_ in single and object_ not in reached:
                        reached.add(object_)
                        stack.append(object_)
        return reached

    def _predicate_ranks(self) -> dict[object, tuple[int, str]]:
        expanded = {}
        for offset, group in ((0, LEADING), (1000, TRAILING)):
            for i, name in enumerate(group):
                prefix, _, local = name.partition(":")
                expanded[self._names[prefix] + local] = offset + i
        predicates = {predicate for properties in self._of.values() for predicate in properties}
        return {p: (expanded.get(p.value, 500), p.value) for p in predicates}

    def _block(self, subject: Node) -> str:
        name = "[]" if subject in self._unpointed else self._term(subject)
        return f"{name} {self._properties(self._of[subject], '    ')} ."

    def _properties(self, properties: _Properties, indent: str) -> str:
        parts = []
        for predicate in sorted(properties, key=self._ranks.__getitem__) if len(properties) > 1 else properties:
            verb = "a" if predicate == _TYPE else self._term(predicate)
            objects = properties[predicate]
            if len(objects) == 1:
                parts.append(f"{verb} {self._object(objects[0], indent)}")
            else:
                between = f" ,\n{indent}    " if any(o in self._inline for o in objects) else " , "
                parts.append(f"{verb} {between.join(sorted(self._object(o, indent) for o in objects))}")
        if not any("\n" in part for part in parts) and indent != "    " and sum(map(len, parts)) < 110:
            return " ; ".join(parts)
        return f" ;\n{indent}".join(parts)

    def _object(self, term: object, indent: str) -> str:
        if not isinstance(term, ox.BlankNode) or term not in self._inline:
            return self._term(term)
        members = self._list(term)
        if members is not None:
            return f"( {' '.join(self._object(m, indent) for m in members)} )"
        properties = self._of[term]
        return f"[ {self._properties(properties, indent + '    ')} ]"

    def _list(self, node: ox.BlankNode) -> Sequence[object] | None:
        """The members, where the node heads a well-formed list all of which can be written in place."""
        members: list[object] = []
        rest: object = node
        while rest != _NIL:
            if not isinstance(rest, ox.BlankNode) or rest not in self._inline:
                return None
            properties = self._of[rest]
            first, tail = properties.get(_FIRST), properties.get(_REST)
            if len(properties) != 2 or first is None or tail is None or len(first) != 1 or len(tail) != 1:
                return None
            members.append(first[0])
            rest = tail[0]
        return members

    def _term(self, term: object) -> str:
        text = self._terms.get(term)
        if text is None:
            text = self._terms[term] = self._written(term)
        return text

    def _written(self, term: object) -> str:
        if isinstance(term, ox.NamedNode):
            return self._iri(term.value)
        if isinstance(term, ox.BlankNode):
            return f"_:{term.value}"
        if not isinstance(term, ox.Literal):
            raise TypeError(f"not an RDF term: {term!r}")
        if term.language:
            return f"{quoted(term.value)}@{term.language}"
        datatype = term.datatype.value
        if datatype == _XSD + "string":
            return quoted(term.value)
        bare = _BARE.get(datatype)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
        return f"{quoted(term.value)}^^{self._iri(datatype)}"

    def _iri(self, iri: str) -> str:
        if self._base is not None and iri.startswith(self._base):
            path = iri[len(self._base) :]
            if _PLAIN_PATH.fullmatch(path):
                return f"<{path}>"
        for name, namespace in self._names.items():
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                if _PLAIN_LOCAL.fullmatch(local):
                    self._used.add(name)
                    return f"{name}:{local}"
        return "<" + _ILLEGAL_IN_IRI.sub(_as_code, iri) + ">"
