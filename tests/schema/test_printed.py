"""What is printed from the ontology: up to date, sane to the tools of each format, and refused where stale."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, Namespace
from rdflib.compare import isomorphic

from kg.errors import UsageError
from kg.export.jsonld import jsonld
from kg.graph.rdf import to_rdf, triples
from kg.ids import STANDARD_PREFIXES
from kg.ontology import ontology
from kg.schema import printed, stale, write
from tests.graph.sample import sample

SCHEMAS = Path(__file__).parents[2] / "schemas"
REG, SH = Namespace("https://w3id.org/corekg/ns#"), Namespace("http://www.w3.org/ns/shacl#")


@pytest.fixture(scope="module")
def owl() -> rdflib.Graph:
    return rdflib.Graph().parse(data=printed()["ontology.ttl"])


def test_the_committed_files_are_up_to_date() -> None:
    assert stale(SCHEMAS) == ()


def test_printing_twice_gives_the_same() -> None:
    assert printed() == printed()
    assert list(printed()) == ["article.schema.json", "claim.schema.json", "context.jsonld", "ontology.ttl", "shapes.ttl"]


def test_a_file_that_is_missing_or_changed_is_stale(tmp_path: Path) -> None:
    assert stale(tmp_path) == tuple(printed())
    assert write(tmp_path) == tuple(printed())
    assert stale(tmp_path) == ()
    (tmp_path / "shapes.ttl").write_text((tmp_path / "shapes.ttl").read_text("utf-8") + "\n", "utf-8")
    (tmp_path / "context.jsonld").unlink()
    assert stale(tmp_path) == ("context.jsonld", "shapes.ttl")
    write(tmp_path)
    assert stale(tmp_path) == ()


def test_a_change_of_the_ontology_makes_them_stale(tmp_path: Path) -> None:
    o = ontology()
    banned = o.relations["banned"].model_copy(update={"range": ("Product",), "definition": "Bans a product."})
    changed = printed(o.model_copy(update={"relations": {**o.relations, "banned": banned}}))
    assert {name for name, text in printed().items() if changed[name] != text} == {"ontology.ttl", "shapes.ttl"}


def test_a_folder_that_cannot_be_written_is_a_bad_call(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot write to"):
        write(tmp_path / "file")


def test_every_term_is_declared_once_with_label_and_definition(owl: rdflib.Graph) -> None:
    o = ontology()
    for name in (*o.structure, *o.classes, *o.events):
        assert (REG[name], RDF.type, OWL.Class) in owl
    for name in (*o.relations, *o.roles):
        assert (REG[name], RDF.type, OWL.ObjectProperty) in owl
    for name in (*o.structure, *o.classes, *o.events, *o.relations, *o.roles, *o.attributes, *o.statuses):
        assert len(list(owl.objects(REG[name], RDFS.label))) == 1
        assert len(list(owl.objects(REG[name], SKOS.definition))) == 1


def test_no_term_is_both_kinds_of_property_and_all_of_ours_are_declared(owl: rdflib.Graph) -> None:
    objects, data = (set(owl.subjects(RDF.type, kind)) for kind in (OWL.ObjectProperty, OWL.DatatypeProperty))
    assert not objects & data
    used = {node for triple in owl for node in triple if isinstance(node, rdflib.URIRef) and str(node).startswith(str(REG))}
    assert used == {s for s in used if (s, RDF.type, None) in owl}


def test_subclasses_of_the_ontology_hold_in_owl(owl: rdflib.Graph) -> None:
    assert (REG.Court, RDFS.subClassOf, REG.Agency) in owl
    assert (REG.Claim, RDFS.subClassOf, RDF.Statement) in owl
    assert set(owl.subjects(RDF.type, OWL.SymmetricProperty)) == {REG[n] for n, r in ontology().relations.items() if r.symmetric}
    for event in ontology().events:
        assert (REG[event], RDFS.subClassOf, REG.Event) in owl


def _contradictions(owl: rdflib.Graph, *more: tuple[rdflib.URIRef, rdflib.URIRef, rdflib.URIRef]) -> int:
    """How many the rules of OWL 2 RL find in the sample."""
    owlrl = pytest.importorskip("owlrl")
    both = to_rdf(sample()) + owl
    for triple in more:
        both.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(both)
    return len(list(both.subject_objects(rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error"))))


def test_the_ontology_and_a_graph_do_not_contradict_each_other(owl: rdflib.Graph) -> None:
    assert _contradictions(owl) == 0


def test_a_thing_of_two_disjoint_classes_is_a_contradiction(owl: rdflib.Graph) -> None:
    assert _contradictions(owl, (rdflib.URIRef(ontology().base + "company/acme"), RDF.type, REG.Person)) > 0


def test_the_shapes_are_shapes() -> None:
    # The check against SHACL's own shapes is slow, and all relations are printed alike: three of them stand for all.
    o = ontology()
    few = {name: o.relations[name] for name in ("sued", "settledWith", "partneredWith")}
    events = {name: o.events[name] for name in ("LawsuitFiling", "Settlement", "Partnership", "Appeal")}
    part = rdflib.Graph().parse(data=printed(o.model_copy(update={"relations": few, "events": events}))["shapes.ttl"])
    conforms, _, text = pyshacl.validate(rdflib.Graph(), shacl_graph=part, meta_shacl=True)
    assert conforms, text
    graph = rdflib.Graph().parse(data=printed()["shapes.ttl"])
    for property_ in graph.objects(None, SH.property):
        assert len(list(graph.objects(property_, SH.path))) == 1
        assert len(list(graph.objects(property_, SH.message))) == 1
    for node in graph.objects(None, SH.node):
        assert (node, RDF.type, SH.NodeShape) in graph


def test_every_relation_has_its_ends_and_every_event_its_roles_in_the_shapes() -> None:
    graph = rdflib.Graph().parse(data=printed()["shapes.ttl"])
    for name in ontology().relations:
        assert (None, SH.targetSubjectsOf, REG[name]) in graph
        assert (None, SH.targetObjectsOf, REG[name]) in graph
        assert (None, SH.targetNode, REG[name]) in graph
    for name in (*ontology().events, *ontology().entity_types()):
        assert (None, SH.targetClass, REG[name]) in graph


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_the_printed_context_leads_back_to_the_same_triples() -> None:
    context = json.loads(printed()["context.jsonld"])
    text = jsonld(triples(sample()), ontology().base, context)
    assert isomorphic(rdflib.Graph().parse(data=text, format="json-ld"), to_rdf(sample()))


def test_every_term_of_the_graph_has_a_name_in_the_context() -> None:
    terms = json.loads(printed()["context.jsonld"])["@context"]
    for name in (*ontology().relations, *ontology().roles, *ontology().attributes):
        term = terms[name]
        assert (term if isinstance(term, str) else term["@id"]) == f"reg:{name}"
    expanded = {v if isinstance(v, str) else v["@id"] for v in terms.values() if isinstance(v, str | dict)}
    for predicate in {str(p) for _, p, _ in to_rdf(sample())} - {str(RDF.type)}:
        short = [f"{p}:{predicate[len(n) :]}" for p, n in {**STANDARD_PREFIXES, "reg": str(REG)}.items() if predicate.startswith(n)]
        assert set(short) & expanded


def _fits(value: object, schema: dict[str, object]) -> bool:
    """The part of JSON Schema that the printed schemas use."""
    kinds = {"object": dict, "array": list, "string": str, "integer": int}
    if "const" in schema:
        return value == schema["const"]
    if "enum" in schema:
        return value in schema["enum"]
    if "oneOf" in schema:
        return sum(_fits(value, s) for s in schema["oneOf"]) == 1
    wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    if not any(isinstance(value, kinds[k]) for k in wanted):
        return False
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        known = all(name in properties or schema.get("additionalProperties", True) for name in value)
        there = all(name in value for name in schema.get("required", []))
        together = all(o in value for name, others in schema.get("dependentRequired", {}).items() if name in value for o in others)
        return known and there and together and all(_fits(v, properties[n]) for n, v in value.items() if n in properties)
    if isinstance(value, list):
        return schema.get("minItems", 0) <= len(value) <= schema.get("maxItems", 9) and all(_fits(v, schema["items"]) for v in value)
    if isinstance(value, str):
        return len(value) >= schema.get("minLength", 0) and re.search(schema.get("pattern", ""), value) is not None
    return value >= schema.get("minimum", value)


def test_every_claim_of_the_json_ld_fits_the_claim_schema() -> None:
    schema = json.loads(printed()["claim.schema.json"])
    claims = [n for n in json.loads(jsonld(triples(sample()), ontology().base))["@graph"] if n["type"] == "Claim"]
    assert len(claims) == len(sample().statements)
    for claim in claims:
        assert _fits(claim, schema)
    for name in schema["required"]:
        assert not _fits({k: v for k, v in claims[0].items() if k != name}, schema)
    for name, value in (("predicate", "hugged"), ("status", "rumour"), ("confidence", "1.5"), ("selectors", claims[0]["selectors"][:1]), ("more", 1)):
        assert not _fits({**claims[0], name: value}, schema)
    assert not _fits({k: v for k, v in claims[0].items() if k != "currency"}, schema)


def test_the_article_schema_wants_a_text() -> None:
    schema = json.loads(printed()["article.schema.json"])
    assert _fits({"text": "Acme was fined.", "title": "Fine", "date": "2021-05-12", "id": 7, "extra": 1}, schema)
    for bad in ({"title": "Fine"}, {"text": ""}, {"text": "x", "date": "yesterday"}, {"text": 7}):
        assert not _fits(bad, schema)
