"""manifest.json: what it says of the files; nothing is moved into place where a file read back says something else."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from kg.errors import KGError, ReadError
from kg.formats import FORMATS, Source
from kg.manifest import NAME, format_of, read_manifest, text_hash, versions, write_with_manifest
from kg.records import KnowledgeGraph
from tests.export.hostile import hostile
from tests.graph.sample import FINE_TEXT, sample


def _files(graph: KnowledgeGraph, *forms: str) -> dict[str, str | bytes]:
    source = Source(graph)
    return {name: content for form in forms for name, content in FORMATS[form].write(source).items()}


def _write(folder: Path, graph: KnowledgeGraph, *forms: str, beside: Path | None = None) -> dict[str, int]:
    return write_with_manifest(folder, _files(graph, *forms), graph, Source(graph).base_iri, beside)


def test_it_says_what_each_file_is_and_counts(tmp_path: Path) -> None:
    sizes = _write(tmp_path, sample(), "turtle", "graphml", "neo4j")
    manifest = json.loads((tmp_path / NAME).read_bytes())
    assert sizes == {name: (tmp_path / name).stat().st_size for name in sizes}
    assert set(sizes) == {*manifest["files"], NAME}
    for name, entry in manifest["files"].items():
        content = (tmp_path / name).read_bytes()
        assert (entry["bytes"], entry["sha256"], entry["format"]) == (len(content), sha256(content).hexdigest(), format_of(name))
    counts = {name: entry["counts"] for name, entry in manifest["files"].items()}
    assert counts["graph.ttl"] == manifest["counts"]
    assert (counts["graph.ttl"]["claims"], counts["graph.ttl"]["events"], counts["graph.ttl"]["articles"]) == (11, 5, 2)
    assert counts["graph.graphml"]["edges"] == {
        **{"agent": 5, "defendantIn": 1, "fined": 1, "heardIn": 1, "inLawsuit": 2, "makes": 1, "participant": 1},
        **{"plaintiffIn": 1, "sued": 1, "target": 3, "worksFor": 1},
    }
    assert counts["neo4j/relations.csv"] == {
        "edges": {"defendantIn": 1, "fined": 1, "heardIn": 1, "makes": 1, "plaintiffIn": 1, "sued": 1, "worksFor": 1}
    }
    assert manifest["articles"]["article/news-fine"] == {"source": "news/fine.txt", "sha256": text_hash(FINE_TEXT)}


def test_it_names_the_versions_and_no_time(tmp_path: Path) -> None:
    _write(tmp_path, sample(), "turtle")
    named = read_manifest(tmp_path)["versions"]
    assert named == versions()
    assert set(named) == {"program", "ontology", "knowledge", "model"}
    assert len(named["knowledge"]) == 64


def test_the_same_graph_gives_the_same_manifest_whatever_the_order(tmp_path: Path) -> None:
    graph = hostile()
    turned = KnowledgeGraph(
        entities=graph.entities[::-1], events=graph.events[::-1], statements=graph.statements[::-1], articles=graph.articles, cases=graph.cases
    )
    _write(tmp_path / "a", graph, "turtle", "csv")
    _write(tmp_path / "b", turned, "csv", "turtle")
    assert (tmp_path / "a" / NAME).read_bytes() == (tmp_path / "b" / NAME).read_bytes()


@pytest.mark.parametrize(
    ("name", "old", "new", "said"),
    [
        ("graph.ttl", "reg:sued", "reg:fined", "turtle: what was written does not say what the graph says: "),
        ("graph.ttl", "<company/acme>", "<company/acm> <", "graph.ttl: cannot be read back: "),
        ("graph.graphml", 'source="person/ann-bell"', 'source="company/bolt"', "graphml: what was written does not say"),
        ("graph.graphml", "</graphml>", "", "graph.graphml: cannot be read back"),
        (
            "graph.cypherl",
            "5 million on 3 May",
            "6 million on 3 May",
            "memgraph: what was written does not say what the graph says: claim/001: another quote",
        ),
    ],
)
def test_a_file_that_says_something_else_is_not_moved_into_place(tmp_path: Path, name: str, old: str, new: str, said: str) -> None:
    (tmp_path / "graph.ttl").write_text("old")
    files = _files(sample(), "turtle", "graphml", "memgraph")
    text = str(files[name])
    assert old in text
    with pytest.raises(KGError, match=said):
        write_with_manifest(tmp_path, {**files, name: text.replace(old, new)}, sample(), Source(sample()).base_iri)
    assert [path.name for path in tmp_path.iterdir()] == ["graph.ttl"]
    assert (tmp_path / "graph.ttl").read_text() == "old"


def test_what_is_written_later_of_the_same_graph_is_added_and_keeps_the_versions(tmp_path: Path) -> None:
    _write(tmp_path, sample(), "turtle")
    built = read_manifest(tmp_path)
    _write(tmp_path, sample(), "csv", beside=tmp_path)
    _write(tmp_path / "else", sample(), "gexf", beside=tmp_path)
    added, elsewhere = read_manifest(tmp_path), read_manifest(tmp_path / "else")
    assert added["versions"] == elsewhere["versions"] == built["versions"]
    assert set(added["files"]) == {"graph.ttl", *FORMATS["csv"].names}
    assert set(elsewhere["files"]) == {"graph.gexf"}


def test_of_another_graph_nothing_is_kept_and_no_knowledge_is_claimed(tmp_path: Path) -> None:
    _write(tmp_path, sample(), "turtle")
    _write(tmp_path, hostile(), "csv", beside=tmp_path)
    manifest = read_manifest(tmp_path)
    assert set(manifest["files"]) == set(FORMATS["csv"].names)
    assert (manifest["versions"]["knowledge"], manifest["versions"]["model"]) == (None, None)


@pytest.mark.parametrize("text", ["", "[]", '{"files": {}}', '{"files": {"a": 1}, "base": "", "graph": ""}'])
def test_what_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / NAME).write_text(text)
    with pytest.raises(ReadError, match=r"not JSON|not a manifest"):
        read_manifest(tmp_path)
