"""The service description (SPARQL 1.1 Service Description): what the endpoint can do and what it holds, as RDF."""

from __future__ import annotations

import pyoxigraph as ox

from kg.ids import STANDARD_PREFIXES
from kg.ontology import schemas_folder
from kg.serve.worker import rdf_bytes

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples", "JSON-LD", "RDF_XML")


def service_description(endpoint: str, triples: int, graphs: list[str], form: str) -> bytes:
    """`endpoint` is its address, `triples` what all graphs hold together, `graphs` the IRIs of the named ones, `form` a key of `RDF`."""

    def sd(name: str) -> ox.NamedNode:
        return ox.NamedNode(_SD + name)

    a = ox.NamedNode(STANDARD_PREFIXES["rdf"] + "type")
    service, dataset, default = ox.BlankNode("service"), ox.BlankNode("dataset"), ox.BlankNode("default")
    count = ox.Literal(str(triples), datatype=ox.NamedNode(STANDARD_PREFIXES["xsd"] + "integer"))
    said = [
        ox.Triple(service, a, sd("Service")),
        ox.Triple(service, sd("endpoint"), ox.NamedNode(endpoint)),
        ox.Triple(service, sd("supportedLanguage"), sd("SPARQL11Query")),
        *(ox.Triple(service, sd("resultFormat"), ox.NamedNode(_FORMATS + name)) for name in _RESULTS),
        ox.Triple(service, sd("defaultDataset"), dataset),
        ox.Triple(dataset, a, sd("Dataset")),
        ox.Triple(dataset, ox.NamedNode(_VOID + "triples"), count),
        ox.Triple(dataset, sd("defaultGraph"), default),
        ox.Triple(default, a, sd("Graph")),
    ]
    for i, graph in enumerate(graphs):
        named = ox.BlankNode(f"named{i}")
        said += [
            ox.Triple(dataset, sd("namedGraph"), named),
            ox.Triple(named, a, sd("NamedGraph")),
            ox.Triple(named, sd("name"), ox.NamedNode(graph)),
        ]
    prefixes = {"sd": _SD, "void": _VOID, "formats": _FORMATS, "xsd": STANDARD_PREFIXES["xsd"]}
    return rdf_bytes(said, form, prefixes)


def vocabulary(form: str) -> bytes:
    """The ontology that the graph speaks, in a form of `RDF`."""
    turtle = (schemas_folder() / "ontology.ttl").read_bytes()
    return turtle if form == "turtle" else rdf_bytes((quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)), form, {})
