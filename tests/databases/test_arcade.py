"""By Bolt into ArcadeDB with Neo4j's driver: all is there, once, with every property as it was, and the questions have the same answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from pydantic import SecretStr

from kg.errors import UsageError
from kg.export.property_graph import NODES, RELATION, PropertyGraph
from kg.load import Login, load_bolt
from kg.loading import LoadOptions, load
from tests.databases.arcade import Arcade
from tests.databases.conftest import SEEDS, edge_counts, node_counts
from tests.queries.test_queries import by_oxigraph, query, shown

CYPHER = Path(__file__).parents[2] / "schemas" / "queries" / "cypher"
NAMES = sorted(path.stem for path in CYPHER.glob("*.cypher"))
DATES = {name for columns in (*NODES.values(), RELATION) for name, kind in columns.items() if kind == "date"}

pytestmark = pytest.mark.slow


def login(arcade: Arcade) -> Login:
    return Login(user="root", password=SecretStr(arcade.password))


def counted(arcade: Arcade, database: str) -> tuple[dict[str, int], dict[str, int]]:
    nodes = {group: arcade.number(database, f"MATCH (n:{group}) RETURN count(n) AS n") for group in NODES}
    edges = arcade.ask(database, "MATCH ()-[r]->() RETURN type(r) AS type, count(r) AS n ORDER BY type")
    return {group: n for group, n in sorted(nodes.items()) if n}, {row["type"]: row["n"] for row in edges}


@pytest.fixture(scope="module")
def seeds_loaded(arcade: Arcade) -> str:
    for _ in range(2):
        done = load(arcade.url, SEEDS, LoadOptions(login=login(arcade), database="seeds"))
        assert (done.resumed, done.notes) == (0, ())
    return "seeds"


@pytest.fixture(scope="module")
def story_loaded(arcade: Arcade, story: Path) -> str:
    load(arcade.url, story, LoadOptions(login=login(arcade), database="story"))
    return "story"


def test_loaded_twice_the_seeds_are_there_once(arcade: Arcade, model: PropertyGraph, seeds_loaded: str) -> None:
    assert counted(arcade, seeds_loaded) == (node_counts(model), edge_counts(model))
    assert arcade.number(seeds_loaded, "MATCH (n) RETURN count(n) AS n") == len(model.nodes)  # and no marker
    courts = [node.id for node in model.nodes if "Court" in node.labels]
    assert arcade.number(seeds_loaded, "MATCH (n:Court) RETURN count(n) AS n") == len(courts)


def test_every_claim_is_reached_from_its_relation_with_its_quote(arcade: Arcade, model: PropertyGraph, seeds_loaded: str) -> None:
    rows = arcade.ask(
        seeds_loaded, "MATCH ()-[r]->() WHERE r.claims IS NOT NULL UNWIND r.claims AS id MATCH (c:Claim {id: id}) RETURN id, c.quote AS quote"
    )
    quotes = {node.id: node.properties["quote"] for node in model.group("Claim")}
    wanted = [(id, quotes[id]) for edge in model.relations for id in edge.properties["claims"]]  # type: ignore[union-attr]
    assert sorted((row["id"], row["quote"]) for row in rows) == sorted(wanted)


def _sent(properties: Any) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in properties.items() if value != ()}


def _told(properties: Any) -> dict[str, Any]:
    return {name: str(value) if name in DATES else value for name, value in properties.items() if value is not None}


def test_hostile_text_arrives_as_it_is(arcade: Arcade, hostile_model: PropertyGraph) -> None:
    edges = (*hostile_model.relations, *hostile_model.links)
    load_bolt(arcade.url, hostile_model.nodes, edges, login(arcade), "hostile", DATES)
    rows = arcade.ask("hostile", "MATCH (n) RETURN properties(n) AS p")
    assert {row["p"]["id"]: _told(row["p"]) for row in rows} == {node.id: _sent(node.properties) for node in hostile_model.nodes}
    rows = arcade.ask("hostile", "MATCH ()-[r]->() RETURN properties(r) AS p")
    assert {row["p"]["id"]: _told(row["p"]) for row in rows} == {edge.id: _sent(edge.properties) for edge in edges}


def test_cut_off_it_goes_on_where_it_was(arcade: Arcade, story: Path, story_loaded: str) -> None:
    def stumble(step: str, done: int, total: int | None) -> None:
        if done == 7:
            raise KeyboardInterrupt

    options = LoadOptions(login=login(arcade), database="resumed", batch=10)
    with pytest.raises(KeyboardInterrupt):
        load(arcade.url, story, options, stumble)
    assert load(arcade.url, story, options).resumed == 7
    assert counted(arcade, "resumed") == counted(arcade, story_loaded)
    assert load(arcade.url, story, options).resumed == 0


def test_who_may_not_is_told_so_without_the_password(arcade: Arcade, story: Path) -> None:
    with pytest.raises(UsageError) as refused:
        load(arcade.url, story, LoadOptions(login=Login(user="root", password=SecretStr("wrong-guess")), database="story"))
    assert "guess" not in str(refused.value)
    assert arcade.url in str(refused.value)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("graph", ["story", "seeds"])
def test_a_named_question_has_the_same_answer_in_cypher(
    arcade: Arcade, story: Path, story_loaded: str, seeds_loaded: str, graph: str, name: str
) -> None:
    company, path, database = ("acme CORP.", story, story_loaded) if graph == "story" else ("Xiaomi", SEEDS, seeds_loaded)
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)
    columns, *rows = by_oxigraph(query(name, company), store)
    answer = arcade.ask(database, (CYPHER / f"{name}.cypher").read_text("utf-8"), name=company)
    assert [tuple(_cell(value) for value in row.values()) for row in answer] == rows
    assert all(tuple(row) == columns for row in answer)


def _cell(value: Any) -> str:
    return "" if value is None else shown(repr(value), "decimal") if isinstance(value, int | float) else str(value)
