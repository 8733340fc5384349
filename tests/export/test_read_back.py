"""What is written is read back as what it was written from, in every format; and what is changed is found."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from kg.export.property_graph import LINKS
from kg.export.read_back.contents import LINK_NAMES, contents_of, cut_faults, differences, link_name
from kg.export.read_back.databases import edge_name, rows
from kg.export.read_back.readers import READERS, Contents, faults
from kg.export.xml_text import legal
from kg.formats import FORMATS, Source
from kg.records import KnowledgeGraph
from tests.export.hostile import hostile
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"


def _read(form: str, source: Source) -> Contents:
    made = Contents()
    for name, content in FORMATS[form].write(source).items():
        made.add(READERS[form].read(name, content.encode("utf-8") if isinstance(content, str) else content, source.base_iri))
    return made


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("make", [sample, hostile, KnowledgeGraph])
def test_a_format_read_back_says_what_the_graph_says(form: str, make: type[KnowledgeGraph]) -> None:
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    graph = make()
    source, whole = Source(graph), contents_of(graph)
    found = _read(form, source)
    assert faults(form, found, whole) == []
    if form == "html":
        assert differences(found, READERS[form].wanted(whole)) == []
    hashes = {id: str(hash(legal(text))) for id, text in whole.texts.items()}
    assert list(cut_faults(found, hashes, lambda text: str(hash(legal(text))), {})) == []
    if graph.statements and form not in ("graphml", "gexf", "nodelink", "cytoscape", "ftm"):
        assert found.counts()["claims"] == len(graph.statements)
        assert len(found.evidence) == len(graph.statements)


@settings(max_examples=10, deadline=None)
@given(graphs())
def test_any_graph_is_read_back(graph: KnowledgeGraph) -> None:
    source, whole = Source(graph), contents_of(graph)
    for form in FORMATS:
        if form not in ("html", "parquet", "ftm"):
            assert faults(form, _read(form, source), whole) == []


def test_counts_are_by_class_and_by_name() -> None:
    counts = contents_of(sample()).counts()
    assert counts["nodes"]["Company"] == 2
    assert counts["nodes"]["Fine"] == 1
    assert counts["edges"]["fined"] == 1
    assert counts["edges"]["derivedFrom"] == 11
    assert (counts["events"], counts["claims"], counts["articles"]) == (5, 11, 2)


def test_links_are_named_as_relations_are() -> None:
    assert [link_name(type_) for type_ in ("AGENT", "IN_LAWSUIT", "POSSIBLY_SAME_AS")] == ["agent", "inLawsuit", "possiblySameAs"]
    assert len(LINK_NAMES) == len(LINKS)
    assert edge_name("SETTLED_WITH") == "settledWith"
    with pytest.raises(ValueError, match="no edge is called KNOWS"):
        edge_name("KNOWS")


@pytest.mark.parametrize("text", ["", 'a\n"b', "a,b\n1", "a,b\n1\n", 'a\n"b"c\n', "a\nb"])
def test_broken_csv_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"broken|cells"):
        list(rows(text))
