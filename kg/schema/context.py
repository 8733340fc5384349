"""context.jsonld: short names for JSON-LD, from the ontology."""

from __future__ import annotations

import json
from typing import Any

from kg.ids import prefixes
from kg.ontology import Ontology

_USED = ("reg", "rdf", "rdfs", "owl", "xsd", "skos", "dcterms", "prov", "schema", "oa")

# The terms of other vocabularies that the graph uses: name -> (IRI, its type, whether there may be several).
_BORROWED: dict[str, tuple[str, str | None, bool]] = {
    "label": ("rdfs:label", None, False),
    "comments": ("rdfs:comment", None, True),
    "aliases": ("skos:altLabel", None, True),
    "identifiers": ("schema:identifier", None, True),
    "sameAs": ("owl:sameAs", "@id", True),
    "subject": ("rdf:subject", "@id", False),
    "predicate": ("rdf:predicate", "@vocab", False),
    "object": ("rdf:object", "@id", False),
    "derivedFrom": ("prov:wasDerivedFrom", "@id", False),
    "selectors": ("oa:hasSelector", None, True),
    "start": ("oa:start", None, False),
    "end": ("oa:end", None, False),
    "exact": ("oa:exact", None, False),
    "source": ("dcterms:source", None, False),
    "title": ("dcterms:title", None, False),
    "issued": ("dcterms:issued", None, False),
    "publisher": ("schema:publisher", None, False),
    "url": ("schema:url", "xsd:anyURI", False),
    "language": ("schema:inLanguage", None, False),
    "mentions": ("schema:mentions", "@id", True),
    "text": ("schema:articleBody", None, False),
}
_SELECTORS = {"TextPositionSelector": "oa:TextPositionSelector", "TextQuoteSelector": "oa:TextQuoteSelector"}
_DATATYPES = {"decimal": "xsd:decimal", "status": "@vocab", "date": None, "integer": None, "string": None}


def context(o: Ontology) -> dict[str, Any]:
    """The JSON-LD 1.1 context, under "@context". What may have several values is always an array; a date carries its own type."""
    names = prefixes()
    terms: dict[str, Any] = {"@version": 1.1, "@base": o.base, "@vocab": o.namespace, "id": "@id", "type": "@type"}
    terms |= {name: names[name] for name in _USED}
    terms |= {name: _term(iri, kind, several) for name, (iri, kind, several) in _BORROWED.items()}
    terms |= _SELECTORS
    terms |= {name: _term(f"reg:{name}", "@id", True) for name in o.relations}
    terms |= {name: _term(f"reg:{name}", "@id", name != "inLawsuit") for name in o.roles}
    for name, attribute in o.attributes.items():
        terms[name] = _term(f"reg:{name}", _DATATYPES.get(attribute.datatype, "@id"), attribute.several)
    return {"@context": terms}


def context_jsonld(o: Ontology) -> str:
    return json.dumps(context(o), indent=2, ensure_ascii=False) + "\n"


def _term(iri: str, kind: str | None, several: bool) -> dict[str, str] | str:
    term = {"@id": iri}
    if kind is not None:
        term["@type"] = kind
    if several:
        term["@container"] = "@set"
    return term if len(term) > 1 else iri
