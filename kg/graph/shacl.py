"""A small SHACL engine: the part of SHACL that shapes.ttl is written in, compiled to plain look-ups.

It says what pySHACL says (a test holds them together) and takes a hundredth of the time. Shapes that use anything else are refused with
`UnsupportedShapeError`; pySHACL is there for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

import pyoxigraph as ox

from kg.graph.lexical import is_legal
from kg.ids import STANDARD_PREFIXES

Term = ox.NamedNode | ox.BlankNode | ox.Literal

_SH, _RDF, _XSD = (STANDARD_PREFIXES[p] for p in ("sh", "rdf", "xsd"))
_TYPE, _FIRST, _REST, _NIL = (ox.NamedNode(_RDF + name) for name in ("type", "first", "rest", "nil"))
_NUMBERS = {_XSD + name for name in ("decimal", "integer")}


class UnsupportedShapeError(ValueError):
    """The shapes use a part of SHACL that is not compiled."""


@dataclass(frozen=True)
class Found:
    """One result of a validation. `value` is None where no single value is at fault; `path` and `component` as in the SHACL report."""

    focus: Term
    path: Term | None
    value: Term | None
    component: str
    message: str


class Triples:
    """Triples by predicate, both ways; a SPARQL store of them is made when first asked for."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._all = list(dict.fromkeys(triples))
        self._forward: dict[object, dict[object, list[Term]]] = {}
        self._backward: dict[object, dict[object, list[Term]]] = {}
        for triple in self._all:
            subject, predicate, object_ = triple
            self._forward.setdefault(predicate, {}).setdefault(subject, []).append(object_)
            self._backward.setdefault(predicate, {}).setdefault(object_, []).append(subject)
        self._store: ox.Store | None = None

    def objects(self, subject: object, predicate: object) -> list[Term]:
        return self._forward.get(predicate, {}).get(subject, [])

    def subjects(self, predicate: object, object_: object) -> list[Term]:
        return self._backward.get(predicate, {}).get(object_, [])

    def with_subject(self, predicate: object) -> list[Term]:
        """Everything that is a subject of the predicate, in order of appearance."""
        return list(self._forward.get(predicate, {}))  # type: ignore[arg-type]

    def with_object(self, predicate: object) -> list[Term]:
        return list(self._backward.get(predicate, {}))  # type: ignore[arg-type]

    def predicates(self, subject: object) -> list[ox.NamedNode]:
        return [p for p, of in self._forward.items() if subject in of and isinstance(p, ox.NamedNode)]

    def select(self, query: str, this: Term) -> Iterator[Term | None]:
        """The values of ?value of a SPARQL SELECT in which $this is set."""
        if self._store is None:
            self._store = ox.Store()
            self._store.bulk_extend(ox.Quad(*triple) for triple in self._all)
        solutions = self._store.query(query, substitutions={ox.Variable("this"): this})
        if not isinstance(solutions, ox.QuerySolutions):
            raise UnsupportedShapeError("a SPARQL constraint that is no SELECT")
        names = [v.value for v in solutions.variables]
        for solution in solutions:
            yield solution["value"] if "value" in names else None


Step = Callable[[Triples, Iterable[Term]], list[Term]]
Check = Callable[[Triples, Term, list[Term]], Iterator[tuple[Term | None, str]]]


@dataclass
class _Shape:
    """`walk` leads from the focus node to the value nodes; `inner` are the property shapes that value nodes must meet."""

    path: Term | None = None
    walk: Step | None = None
    message: str | None = None
    checks: list[Check] = field(default_factory=list)
    inner: list[_Shape] = field(default_factory=list)

    def found(self, data: Triples, focus: Term) -> Iterator[Found]:
        values = [focus] if self.walk is None else self.walk(data, [focus])
        for check in self.checks:
            for value, component in check(data, focus, values):
                yield Found(focus, self.path, value, _SH + component, self.message or f"Violates {component}.")
        for shape in self.inner:
            for value in values:
                yield from shape.found(data, value)

    def conforms(self, data: Triples, focus: Term) -> bool:
        return next(self.found(data, focus), None) is None


class Shapes:
    """Compiled shapes. Raises UnsupportedShapeError."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._graph = Triples(triples)
        self._made: dict[object, _Shape] = {}
        node_shape = ox.NamedNode(_SH + "NodeShape")
        self._targeted = [(self._shape(node), self._targets(node)) for node in self._graph.subjects(_TYPE, node_shape)]

    def validate(self, data: Triples) -> list[Found]:
        """Every result, each once."""
        results: dict[Found, None] = {}
        for shape, targets in self._targeted:
            for focus in dict.fromkeys(node for target in targets for node in target(data)):
                results.update(dict.fromkeys(shape.found(data, focus)))
        return list(results)

    def _targets(self, node: Term) -> list[Callable[[Triples], list[Term]]]:
        targets: list[Callable[[Triples], list[Term]]] = []
        for wanted in self._of(node, "targetClass"):
            targets.append(lambda data, wanted=wanted: data.subjects(_TYPE, wanted))  # type: ignore[misc]
        for wanted in self._of(node, "targetNode"):
            targets.append(lambda data, wanted=wanted: [wanted])  # type: ignore[misc]
        for wanted in self._of(node, "targetSubjectsOf"):
            targets.append(lambda data, wanted=wanted: data.with_subject(wanted))  # type: ignore[misc]
        for wanted in self._of(node, "targetObjectsOf"):
            targets.append(lambda data, wanted=wanted: data.with_object(wanted))  # type: ignore[misc]
        return targets

    def _of(self, node: object, name: str) -> list[Term]:
        return self._graph.objects(node, ox.NamedNode(_SH + name))

    def _shape(self, node: Term) -> _Shape:
        if node in self._made:
            return self._made[node]
        shape = self._made[node] = _Shape()
        for path in self._of(node, "path"):
            shape.path, shape.walk = path, self._step(path)
        for message in self._of(node, "message"):
            shape.message = message.value
        for predicate in self._graph.predicates(node):
            name = predicate.value.removeprefix(_SH)
            if name == predicate.value or name in ("path", "message") or name.startswith("target"):
                continue
            for value in self._graph.objects(node, predicate):
                if name == "property":
                    shape.inner.append(self._shape(value))
                elif name == "sparql":
                    # A constraint by query has a message of its own.
                    part = _Shape(message=next((m.value for m in self._of(value, "message")), None), checks=[self._query(value)])
                    shape.inner.append(part)
                else:
                    shape.checks.append(self._check(name, value))
        return shape

    def _check(self, name: str, value: Term) -> Check:
        if name in ("minCount", "maxCount"):
            return _count(name, int(value.value))
        if name == "in":
            members = set(self._list(value))
            return _each("InConstraintComponent", lambda data, v: v in members)
        if name == "or":
            shapes = [self._shape(member) for member in self._list(value)]
            return _each("OrConstraintComponent", lambda data, v: any(s.conforms(data, v) for s in shapes))
        if name == "node":
            shape = self._shape(value)
            return _each("NodeConstraintComponent", lambda data, v: shape.conforms(data, v))
        test = _value_test(name, value)
        return _each(f"{name[0].upper()}{name[1:]}ConstraintComponent", lambda data, v: test(v))

    def _query(self, node: Term) -> Check:
        declared = [d for root in self._of(node, "prefixes") for d in self._of(root, "declare")]
        heads = sorted(f"PREFIX {self._of(d, 'prefix')[0].value}: <{self._of(d, 'namespace')[0].value}>" for d in declared)
        query = "\n".join([*heads, self._of(node, "select")[0].value])

        def check(data: Triples, focus: Term, values: list[Term]) -> Iterator[tuple[Term | None, str]]:
            for value in data.select(query, focus):
                yield value if value is not None else focus, "SPARQLConstraintComponent"

        return check

    def _step(self, path: Term) -> Step:
        if isinstance(path, ox.NamedNode):
            return lambda data, nodes: list(dict.fromkeys(o for n in nodes for o in data.objects(n, path)))
        if self._graph.objects(path, _FIRST):
            steps = [self._step(member) for member in self._list(path)]

            def walk(data: Triples, nodes: Iterable[Term]) -> list[Term]:
                reached = list(nodes)
                for step in steps:
                    reached = step(data, reached)
                return reached

            return walk
        for inverse in self._of(path, "inversePath"):
            return lambda data, nodes: list(dict.fromkeys(s for n in nodes for s in data.subjects(inverse, n)))
        for alternatives in self._of(path, "alternativePath"):
            ways = [self._step(member) for member in self._list(alternatives)]
            return lambda data, nodes: list(dict.fromkeys(v for way in ways for v in way(data, nodes)))
        raise UnsupportedShapeError("a property path of another kind")

    def _list(self, node: Term) -> Iterator[Term]:
        while node != _NIL:
            yield self._graph.objects(node, _FIRST)[0]
            node = self._graph.objects(node, _REST)[0]


def _each(component: str, test: Callable[[Triples, Term], bool]) -> Check:
    def check(data: Triples, focus: Term, values: list[Term]) -> Iterator[tuple[Term | None, str]]:
        for value in values:
            if not test(data, value):
                yield value, component

    return check


def _count(name: str, bound: int) -> Check:
    least = name == "minCount"
    component = "MinCountConstraintComponent" if least else "MaxCountConstraintComponent"

    def check(data: Triples, focus: Term, values: list[Term]) -> Iterator[tuple[Term | None, str]]:
        if len(values) < bound if least else len(values) > bound:
            yield None, component

    return check


def _number(term: Term) -> Decimal | None:
    if not isinstance(term, ox.Literal) or term.datatype.value not in _NUMBERS or not is_legal(term.value, term.datatype.value):
        return None
    return Decimal(term.value)


def _value_test(name: str, value: Term) -> Callable[[Term], bool]:
    if name == "datatype":
        wanted = value.value
        return lambda v: isinstance(v, ox.Literal) and v.datatype.value == wanted and is_legal(v.value, wanted)
    if name == "nodeKind" and value.value == _SH + "IRI":
        return lambda v: isinstance(v, ox.NamedNode)
    if name == "minLength":
        return lambda v: not isinstance(v, ox.BlankNode) and len(v.value) >= int(value.value)
    if name == "pattern":
        pattern = re.compile(value.value)
        return lambda v: not isinstance(v, ox.BlankNode) and pattern.search(v.value) is not None
    bound = _number(value)
    if name == "minInclusive" and bound is not None:
        return lambda v: (number := _number(v)) is not None and number >= bound
    if name == "maxInclusive" and bound is not None:
        return lambda v: (number := _number(v)) is not None and number <= bound
    raise UnsupportedShapeError(f"sh:{name}")
