"""GEXF, node-link JSON, Cytoscape: read back by NetworkX with nothing lost, legal by the format's rules, whatever the text and the order."""

from __future__ import annotations

import io
import json
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from lxml import etree

from kg.export.cytoscape import cytoscape
from kg.export.days import days
from kg.export.gexf import NAMESPACE, gexf
from kg.export.node_link import node_link
from kg.graph.network import to_networkx
from kg.records import KnowledgeGraph
from tests.export.gexf_rules import gexf_faults
from tests.graph.odd_graphs import graphs
from tests.graph.sample import sample


def _same(one: Any, other: Any) -> bool:
    return dict(one.nodes(data=True)) == dict(other.nodes(data=True)) and (
        {(s, t, k): d for s, t, k, d in one.edges(keys=True, data=True)} == {(s, t, k): d for s, t, k, d in other.edges(keys=True, data=True)}
    )


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_node_link_json_is_the_network_itself(graph: KnowledgeGraph) -> None:
    network = to_networkx(graph)
    assert _same(nx.node_link_graph(json.loads(node_link(network)), edges="edges"), network)


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_networkx_reads_the_cytoscape_file(graph: KnowledgeGraph) -> None:
    network = to_networkx(graph)
    data = json.loads(cytoscape(network))
    assert len({e["data"]["id"] for part in ("nodes", "edges") for e in data["elements"][part]}) == len(network) + network.number_of_edges()
    read = nx.cytoscape_graph(data)
    assert sorted(read.nodes) == sorted(network.nodes)
    assert sorted(read.edges(keys=True)) == sorted(network.edges(keys=True))
    for id, attributes in network.nodes(data=True):
        assert attributes.items() <= read.nodes[id].items()


@settings(max_examples=20, deadline=None)
@given(graphs())
def test_any_graph_gives_gexf_that_keeps_the_rules(graph: KnowledgeGraph) -> None:
    network = to_networkx(graph)
    text = gexf(network)
    assert gexf_faults(text) == []
    read = nx.read_gexf(io.BytesIO(text.encode("utf-8")), version="1.3")
    assert sorted(read.nodes) == sorted(network.nodes)
    assert read.number_of_edges() == network.number_of_edges()


def test_sums_have_no_idle_zeros_and_empty_lists_are_left_out() -> None:
    text = gexf(to_networkx(sample()))
    assert 'for="amount" value="5000000"' in text
    assert 'for="amount" value="1250000.5"' in text
    assert 'for="amounts" value="5000000 USD"' in text
    assert 'for="amounts" value=""' not in text


def test_the_order_of_the_records_does_not_show() -> None:
    graph = sample()
    turned = KnowledgeGraph(
        entities=graph.entities[::-1], events=graph.events[::-1], statements=graph.statements[::-1], articles=graph.articles[::-1]
    )
    for write in (gexf, node_link, cytoscape):
        assert write(to_networkx(turned)) == write(to_networkx(graph))


def test_a_graph_of_nothing_is_well_formed() -> None:
    empty = to_networkx(KnowledgeGraph())
    assert gexf_faults(gexf(empty)) == []
    assert len(nx.node_link_graph(json.loads(node_link(empty)), edges="edges")) == 0
    assert len(nx.cytoscape_graph(json.loads(cytoscape(empty)))) == 0


def test_an_event_and_its_edges_last_as_long_as_its_date_says() -> None:
    root = etree.fromstring(gexf(to_networkx(sample())).encode())
    times = {n.get("label"): (n.get("start"), n.get("end")) for n in root.iter(f"{{{NAMESPACE}}}node")}
    assert times["Federal Market Authority fined Acme (2021-05-03)"] == ("2021-05-03", "2021-05-03")
    assert times["Bolt sued Acme (2021-03)"] == ("2021-03-01", "2021-03-31")
    assert times["Acme pleaded guilty (2022)"] == ("2022-01-01", "2022-12-31")
    assert times["Acme"] == (None, None)
    edges = {(e.get("source"), e.get("kind")): (e.get("start"), e.get("end")) for e in root.iter(f"{{{NAMESPACE}}}edge")}
    assert edges["company/bolt", "sued"] == ("2021-03-01", "2021-03-31")
    assert edges["event/guilty-plea-acme", "participant"] == ("2022-01-01", "2022-12-31")
    assert edges["person/ann-bell", "worksFor"] == (None, None)


def test_an_edge_told_at_two_times_has_a_spell_for_each() -> None:
    graph = sample()
    again = graph.statements[1].model_copy(update={"id": "claim/200", "date": "2023"})
    denied = graph.statements[1].model_copy(update={"id": "claim/201", "date": "2024", "status": "negated"})
    text = gexf(to_networkx(graph.model_copy(update={"statements": (*graph.statements, again, denied)})))
    assert gexf_faults(text) == []
    spells = [(s.get("start"), s.get("end")) for s in etree.fromstring(text.encode()).iter(f"{{{NAMESPACE}}}spell")]
    assert spells == [("2021-03-01", "2021-03-31"), ("2023-01-01", "2023-12-31")]


@pytest.mark.parametrize(
    ("partial", "expected"),
    [
        *((None, None), ("2021-13", None), ("2021-02-30", None), ("0000", None)),
        *(("2024-02", ("2024-02-01", "2024-02-29")), ("2021", ("2021-01-01", "2021-12-31")), ("2021-05-03", ("2021-05-03", "2021-05-03"))),
    ],
)
def test_the_days_of_a_date(partial: str | None, expected: tuple[str, str] | None) -> None:
    assert days(partial) == expected
