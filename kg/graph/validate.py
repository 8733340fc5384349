"""Does a graph conform to shapes.ttl?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import pyoxigraph as ox

from kg.graph.shacl import Found, Shapes, Term, Triples, UnsupportedShapeError
from kg.graph.turtle_file import parse_file, parse_text
from kg.ids import STANDARD_PREFIXES, id_of, prefixes
from kg.ontology import ontology, schemas_folder
from kg.records import Record

_SH, _RDF = STANDARD_PREFIXES["sh"], STANDARD_PREFIXES["rdf"]


class Violation(Record):
    """Something in the graph that must not be so. `path` and `value` are "" where there is none; all are shortened as in the Turtle."""

    focus: str
    path: str
    value: str
    message: str
    component: str

    def __str__(self) -> str:
        at = f" {self.path}" if self.path else ""
        value = f" ({self.value})" if self.value and self.value != self.focus else ""
        return f"{self.focus}{at}: {self.message}{value}"


class Conformance(Record):
    """The result of a validation: `violations` sorted, none where the graph conforms."""

    violations: tuple[Violation, ...] = ()

    @property
    def conforms(self) -> bool:
        return not self.violations


def validate(
    graph: str | Path | Iterable[ox.Triple],
    shapes: str | Path | None = None,
    engine: Literal["compiled", "pyshacl"] = "compiled",
    base_iri: str | None = None,
) -> Conformance:
    """Check a Turtle file, or triples, against the project's shapes or those in another Turtle file.

    "compiled" is quick and says the same as "pyshacl", which is asked in any case where other shapes use what is not compiled.
    `base_iri` only shortens the IRIs in what is said. Raises UsageError (no such file) and ReadError (not Turtle).
    """
    data = parse_file(graph) if isinstance(graph, str | Path) else list(graph)
    wanted = parse_file(shapes) if shapes is not None else parse_text((schemas_folder() / "shapes.ttl").read_text("utf-8"), "schemas/shapes.ttl")
    names = _Names(wanted, base_iri or ontology().base)
    if engine == "compiled":
        try:
            return names.conformance(Shapes(wanted).validate(Triples(data)))
        except UnsupportedShapeError:
            pass  # other shapes than ours: pySHACL knows all of SHACL
    return names.conformance(_by_pyshacl(data, wanted))


def _by_pyshacl(data: list[ox.Triple], shapes: list[ox.Triple]) -> list[Found]:
    # Imported here: they take a second to load, and the quick way does without.
    import pyshacl

    from kg.graph.rdf import graph_of, term_of

    _, report, _ = pyshacl.validate(graph_of(data), shacl_graph=graph_of(shapes), inference="none")
    if not hasattr(report, "triples"):
        raise report if isinstance(report, Exception) else ValueError(f"pySHACL gave no report: {report}")
    # What stands under sh:detail only explains another result.
    results: dict[Term, dict[str, Term]] = {}
    of: dict[Term, dict[str, Term]] = {}
    for subject, predicate, object_ in report.triples((None, None, None)):
        name = str(predicate).removeprefix(_SH)
        of.setdefault(term_of(subject), {})[name] = term_of(object_)
        if name == "result":
            results[term_of(object_)] = of.setdefault(term_of(object_), {})
    return list(
        dict.fromkeys(
            Found(r["focusNode"], r.get("resultPath"), r.get("value"), r["sourceConstraintComponent"].value, r["resultMessage"].value)
            for r in results.values()
        )
    )


class _Names:
    """Writes terms and property paths in short."""

    def __init__(self, shapes: list[ox.Triple], base: str) -> None:
        self._shapes = Triples(shapes)
        self._base = base

    def conformance(self, found: Iterable[Found]) -> Conformance:
        said = [
            Violation(
                focus=self.term(f.focus),
                path=self.path(f.path) if f.path is not None else "",
                value=self.term(f.value) if f.value is not None else "",
                message=f.message,
                component=f.component.removeprefix(_SH).removesuffix("ConstraintComponent"),
            )
            for f in found
        ]
        return Conformance(violations=tuple(sorted(set(said), key=lambda v: (v.focus, v.path, v.value, v.message, v.component))))

    def term(self, term: Term) -> str:
        if isinstance(term, ox.Literal):
            text = term.value if len(term.value) <= 80 else term.value[:79] + "…"
            return repr(text)
        if isinstance(term, ox.BlankNode):
            return f"_:{term.value}"
        id = id_of(self._base, term.value)
        if id is not None:
            return id
        name = next((n for n, namespace in prefixes().items() if term.value.startswith(namespace)), None)
        return f"{name}:{term.value[len(prefixes()[name]) :]}" if name is not None else f"<{term.value}>"

    def path(self, path: Term) -> str:
        if isinstance(path, ox.NamedNode):
            return self.term(path)
        if inverse := self._shapes.objects(path, ox.NamedNode(_SH + "inversePath")):
            return "^" + self.path(inverse[0])
        if alternatives := self._shapes.objects(path, ox.NamedNode(_SH + "alternativePath")):
            return "(" + "|".join(map(self.path, self._members(alternatives[0]))) + ")"
        return "/".join(map(self.path, self._members(path)))

    def _members(self, node: Term) -> list[Term]:
        members = []
        while firsts := self._shapes.objects(node, ox.NamedNode(_RDF + "first")):
            members.append(firsts[0])
            node = self._shapes.objects(node, ox.NamedNode(_RDF + "rest"))[0]
        return members
