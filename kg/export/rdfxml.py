"""graph.rdf: RDF/XML, one rdf:Description a subject, sorted.

XML cannot hold control characters: U+FFFD stands for each. All other formats of RDF keep them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import pyoxigraph as ox

from kg.export.xml_text import attribute, element_text
from kg.ids import STANDARD_PREFIXES, prefixes

_XSD_STRING = STANDARD_PREFIXES["xsd"] + "string"
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")


def rdfxml(triples: Iterable[ox.Triple]) -> str:
    """The text of graph.rdf. Raises ValueError for a predicate that no XML name can be made of: it lies in none of the project's vocabularies."""
    of: dict[object, list[ox.Triple]] = {}
    for triple in dict.fromkeys(triples):
        of.setdefault(triple.subject, []).append(triple)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', "<rdf:RDF"]
    lines += [f"    xmlns:{name}={attribute(namespace)}" for name, namespace in prefixes().items()]
    lines[-1] += ">"
    for subject in sorted(of, key=str):
        lines.append(f"  <rdf:Description {_reference(subject, 'about')}>")
        lines += sorted(_property(triple) for triple in of[subject])
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""])


def _property(triple: ox.Triple) -> str:
    name, value = _name(triple.predicate.value), triple.object
    if not isinstance(value, ox.Literal):
        return f"    <{name} {_reference(value, 'resource')}/>"
    kind = ""
    if value.language:
        kind = f" xml:lang={attribute(value.language)}"
    elif value.datatype.value != _XSD_STRING:
        kind = f" rdf:datatype={attribute(value.datatype.value)}"
    return f"    <{name}{kind}>{element_text(value.value)}</{name}>"


def _reference(node: object, how: str) -> str:
    if isinstance(node, ox.BlankNode):
        return f"rdf:nodeID={attribute(node.value)}"
    if isinstance(node, ox.NamedNode):
        return f"rdf:{how}={attribute(node.value)}"
    raise TypeError(f"not a node of RDF: {node!r}")


def _name(iri: str) -> str:
    for prefix, namespace in prefixes().items():
        if iri.startswith(namespace) and _LOCAL.fullmatch(iri, len(namespace)):
            return f"{prefix}:{iri[len(namespace) :]}"
    raise ValueError(f"no XML name for the predicate {iri}")
