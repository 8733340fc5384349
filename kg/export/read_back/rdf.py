"""Files of RDF read back."""

from __future__ import annotations

from collections import defaultdict

import pyoxigraph as ox

from kg.export.read_back.contents import LINK_NAMES, Contents, Evidence
from kg.ids import id_of, prefixes
from kg.ontology import ontology

_ELSEWHERE = {"derivedFrom": "prov:wasDerivedFrom", "subject": "rdf:subject", "object": "rdf:object", "mentions": "schema:mentions"}


def read_rdf(form: ox.RdfFormat, content: bytes, base: str) -> Contents:
    """Raises ValueError where the content is not of this form."""
    names = _edge_names()
    reg, rdf, oa, schema = (prefixes()[name] for name in ("reg", "rdf", "oa", "schema"))
    classes = {reg + name: name for name in (*ontology().entity_types(), *ontology().events, "Claim", "Article", "Case")}
    made = Contents()
    of: defaultdict[object, dict[str, str]] = defaultdict(dict)
    selectors: list[tuple[str, object]] = []

    def named(node: object) -> str:
        iri = node.value if isinstance(node, ox.NamedNode) else str(node)
        id = id_of(base, iri)
        return iri if id is None else id

    try:
        for quad in ox.parse(content, format=form):
            predicate, value = quad.predicate.value, quad.object
            if predicate in names:
                made.edges[named(quad.subject), names[predicate], named(value)] += 1
            elif predicate == rdf + "type" and isinstance(value, ox.NamedNode) and value.value in classes:
                made.nodes[named(quad.subject), classes[value.value]] += 1
            elif predicate == oa + "hasSelector":
                selectors.append((named(quad.subject), value))
            elif predicate == schema + "articleBody" and isinstance(value, ox.Literal):
                made.texts[named(quad.subject)] = value.value
            elif predicate.startswith(oa) and isinstance(value, ox.Literal):
                of[quad.subject][predicate[len(oa) :]] = value.value
    except SyntaxError as error:
        raise ValueError(" ".join(str(error.msg).split())[:160]) from error
    parts: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for claim, selector in selectors:
        parts[claim] |= of[selector]
    for claim, place in parts.items():
        made.evidence[claim] = Evidence(int(place.get("start", "0")), int(place.get("end", "0")), place.get("exact", ""))
    return made


def _edge_names() -> dict[str, str]:
    """IRI of a predicate -> the name of the edge."""
    reg = prefixes()["reg"]
    names = {reg + name: name for name in (*ontology().relations, *LINK_NAMES) if name not in _ELSEWHERE}
    for name, prefixed in _ELSEWHERE.items():
        prefix, _, local = prefixed.partition(":")
        names[prefixes()[prefix] + local] = name
    return names
