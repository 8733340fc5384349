"""GraphML: read back by NetworkX with nothing lost, deterministic, legal XML whatever the text."""

from __future__ import annotations

import io

import networkx as nx
from hypothesis import given, settings

from kg.export.graphml import SEPARATOR, graphml
from kg.graph.network import to_networkx
from kg.records import KnowledgeGraph
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample


def _flat(value: object) -> str:
    return SEPARATOR.join(map(str, value)) if isinstance(value, list) else str(value)


def test_networkx_reads_back_what_it_was_written_from() -> None:
    network = to_networkx(sample())
    read = nx.read_graphml(io.BytesIO(graphml(network).encode("utf-8")), force_multigraph=True)
    assert {n: d["label"] for n, d in read.nodes(data=True)} == {n: d["label"] for n, d in network.nodes(data=True)}
    edges = sorted((s, t, d["relation"], d.get("quotes", "")) for s, t, d in read.edges(data=True))
    assert edges == sorted((s, t, k, _flat(d.get("quotes", ""))) for s, t, k, d in network.edges(keys=True, data=True))


@settings(max_examples=50, deadline=None)
@given(graphs())
def test_any_text_gives_legal_xml_and_as_many_nodes_and_edges(graph: KnowledgeGraph) -> None:
    network = to_networkx(graph)
    text = graphml(network)
    read = nx.read_graphml(io.BytesIO(text.encode("utf-8")), force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (network.number_of_nodes(), network.number_of_edges())


def test_a_list_of_nothing_but_blanks_is_empty_and_one_with_gaps_keeps_them() -> None:
    network = to_networkx(sample())
    edge = ("agency/federal-market-authority", "company/acme", "fined")
    said = network.edges[edge]
    said["amounts"], said["dates"] = ["", "", ""], ["", "2021-05", ""]
    text = graphml(network)
    assert '<data key="edge-amounts"></data>' in text
    assert '<data key="edge-dates"> | 2021-05 | </data>' in text
    assert " |  | </data>" not in text


def test_the_order_of_the_records_does_not_show() -> None:
    graph = sample()
    turned = KnowledgeGraph(
        entities=graph.entities[::-1], events=graph.events[::-1], statements=graph.statements[::-1], articles=graph.articles[::-1]
    )
    assert graphml(to_networkx(turned)) == graphml(to_networkx(graph))
