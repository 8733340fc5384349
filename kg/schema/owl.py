"""ontology.ttl: the vocabulary in OWL 2 and RDFS, for whoever reads the graph without this program."""

from __future__ import annotations

import pyoxigraph as ox

from kg.ontology import Ontology
from kg.schema.sheet import Sheet, Term
from kg.turtle import to_turtle

_DATATYPES = {"decimal": "xsd:decimal", "integer": "xsd:integer", "string": "xsd:string"}


def ontology_ttl(o: Ontology) -> str:
    """Classes, relations and roles as object properties, attributes, statuses as individuals. What is close elsewhere is a skos:closeMatch."""
    sheet = Sheet(o)
    root = ox.NamedNode(o.namespace.rstrip("#/"))
    sheet.add(root, "rdf:type", "owl:Ontology")
    sheet.add(root, "rdfs:label", _english("corekg: what happens between companies and those who regulate them"))
    sheet.add(root, "owl:versionInfo", ox.Literal(o.version))
    for name, thing in o.structure.items():
        _term(sheet, name, "owl:Class", thing.label, thing.definition, thing.align)
        sheet.add(f"reg:{name}", "rdfs:subClassOf", *thing.parents)
    for name, cls in o.classes.items():
        _term(sheet, name, "owl:Class", cls.label, cls.definition, cls.align)
        if cls.parent is not None:
            sheet.add(f"reg:{name}", "rdfs:subClassOf", f"reg:{cls.parent}")
    for name, event in o.events.items():
        _term(sheet, name, "owl:Class", event.label, event.definition, event.align)
        sheet.add(f"reg:{name}", "rdfs:subClassOf", "reg:Event")
    sheet.add("reg:Status", "rdf:type", "owl:Class")
    sheet.add("reg:Status", "rdfs:label", _english("status"))
    sheet.add("reg:Status", "owl:oneOf", sheet.list(f"reg:{name}" for name in o.statuses))
    for name, status in o.statuses.items():
        _term(sheet, name, "reg:Status", status.label, status.definition)
    _disjoint(sheet, o)
    for name, relation in o.relations.items():
        _term(sheet, name, "owl:ObjectProperty", relation.label, relation.definition, relation.align)
        if relation.symmetric:
            sheet.add(f"reg:{name}", "rdf:type", "owl:SymmetricProperty")
        # A symmetric relation holds both ways round, so that either end may be of either side.
        either = tuple(dict.fromkeys((*relation.domain, *relation.range)))
        sheet.add(f"reg:{name}", "rdfs:domain", _union(sheet, o.members(either if relation.symmetric else relation.domain)))
        sheet.add(f"reg:{name}", "rdfs:range", _union(sheet, o.members(either if relation.symmetric else relation.range)))
        sheet.add(f"reg:{name}", "rdfs:seeAlso", *(f"reg:{event}" for event in relation.event))
    for name, role in o.roles.items():
        _term(sheet, name, "owl:ObjectProperty", role.label, role.definition)
        sheet.add(f"reg:{name}", "rdfs:domain", f"reg:{role.domain}")
        sheet.add(f"reg:{name}", "rdfs:range", f"reg:{role.range}")
    for name, attribute in o.attributes.items():
        things = attribute.datatype == "status" or attribute.datatype in o.structure or attribute.datatype in o.classes
        _term(sheet, name, "owl:ObjectProperty" if things else "owl:DatatypeProperty", attribute.label, attribute.definition)
        sheet.add(f"reg:{name}", "rdfs:domain", _union(sheet, attribute.of))
        if attribute.datatype == "status":
            sheet.add(f"reg:{name}", "rdfs:range", "reg:Status")
        elif things:
            sheet.add(f"reg:{name}", "rdfs:range", f"reg:{attribute.datatype}")
        elif attribute.datatype in _DATATYPES:  # a date may be a year, a month or a day: SHACL says so, RDFS cannot
            sheet.add(f"reg:{name}", "rdfs:range", _DATATYPES[attribute.datatype])
    return to_turtle(sheet.triples, None, sheet.names, "Printed from ontology.yaml by `kg schema`; edit that.")


def _english(text: str) -> ox.Literal:
    return ox.Literal(text, language="en")


def _term(sheet: Sheet, name: str, kind: str, label: str, definition: str | None, align: tuple[str, ...] = ()) -> None:
    sheet.add(f"reg:{name}", "rdf:type", kind)
    sheet.add(f"reg:{name}", "rdfs:label", _english(label))
    if definition is not None:
        sheet.add(f"reg:{name}", "skos:definition", _english(definition))
    sheet.add(f"reg:{name}", "skos:closeMatch", *(sheet.term(a) for a in align))


def _union(sheet: Sheet, classes: tuple[str, ...]) -> Term:
    if len(classes) == 1:
        return sheet.term(f"reg:{classes[0]}")
    return sheet.described(("rdf:type", "owl:Class"), ("owl:unionOf", sheet.list(f"reg:{c}" for c in classes)))


def _disjoint(sheet: Sheet, o: Ontology) -> None:
    """Classes side by side share no instance."""
    for parent in dict.fromkeys(cls.parent for cls in o.classes.values()):
        siblings = [name for name, cls in o.classes.items() if cls.parent == parent]
        if parent is not None and len(siblings) > 1:
            node = sheet.described(("rdf:type", "owl:AllDisjointClasses"))
            sheet.add(node, "owl:members", sheet.list(f"reg:{name}" for name in siblings))
