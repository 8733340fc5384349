"""What the proofs in real databases share: the graphs, every export of them, and the servers, each started once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.export.atomic import write_files
from kg.export.property_graph import PropertyGraph, property_graph
from kg.formats import FORMATS, Source
from kg.graph.reading import read_graph
from kg.ontology import ontology
from kg.records import KnowledgeGraph
from tests.databases import arcade as arcade_db
from tests.databases import virtuoso as virtuoso_db
from tests.export.hostile import hostile
from tests.queries.test_queries import STORY

SEEDS = Path(__file__).parents[2] / "exports" / "graph.ttl"
BASE = ontology().base


@pytest.fixture(scope="session")
def seeds() -> KnowledgeGraph:
    return read_graph(SEEDS)


@pytest.fixture(scope="session")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The story that the named queries are tried on, with a text for each of its articles."""
    path = tmp_path_factory.mktemp("story") / "story.ttl"
    path.write_text(STORY + "".join(f'<article/{n}> schema:articleBody "Article {n}." .\n' for n in range(1, 5)), "utf-8")
    return path


@pytest.fixture(scope="session")
def model(seeds: KnowledgeGraph) -> PropertyGraph:
    return property_graph(seeds, BASE)


@pytest.fixture(scope="session")
def files(seeds: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every format that needs no extra package, but for the page."""
    folder = tmp_path_factory.mktemp("files")
    source = Source(seeds)
    for name in FORMATS.keys() - {"html", "parquet"}:
        write_files(folder, FORMATS[name].write(source))
    return folder


@pytest.fixture(scope="session")
def hostile_model() -> PropertyGraph:
    return property_graph(hostile(), BASE)


@pytest.fixture(scope="session")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[virtuoso_db.Virtuoso]:
    if virtuoso_db.SERVER is None or virtuoso_db.ISQL is None:
        pytest.skip("virtuoso is not installed (apt-get install virtuoso-opensource)")
    with virtuoso_db.running(tmp_path_factory.mktemp("virtuoso")) as server:
        yield server


@pytest.fixture(scope="session")
def arcade(tmp_path_factory: pytest.TempPathFactory) -> Iterator[arcade_db.Arcade]:
    pytest.importorskip("neo4j", reason="neo4j is not installed (pip install 'corekg[neo4j]')")
    pytest.importorskip("arcadedb_embedded", reason="arcadedb-embedded is not installed")
    with arcade_db.running(tmp_path_factory.mktemp("arcade")) as server:
        yield server


def node_counts(model: PropertyGraph) -> dict[str, int]:
    """Group -> how many nodes."""
    return dict(sorted(Counter(node.group for node in model.nodes).items()))


def edge_counts(model: PropertyGraph) -> dict[str, int]:
    """Type -> how many edges."""
    return dict(sorted(Counter(edge.type for edge in (*model.relations, *model.links)).items()))
