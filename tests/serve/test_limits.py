"""A query that would run away is stopped, whatever it wants too much of; the others go on."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.serve.conftest import RUNAWAY, Running

QUICK = "ASK { ?x a reg:Company }"


def test_a_runaway_is_cut_at_its_limit_while_others_answer(server: Running) -> None:
    replies: list[tuple[float, httpx.Response]] = []

    def run_away() -> None:
        begun = time.monotonic()
        reply = server.ask(RUNAWAY)
        replies.append((time.monotonic() - begun, reply))

    thread = threading.Thread(target=run_away)
    thread.start()
    time.sleep(0.2)
    quick = 0
    while thread.is_alive():
        assert server.ask(QUICK).json()["boolean"] is True
        quick += 1
    thread.join()
    took, reply = replies[0]
    assert reply.status_code == 503
    assert "longer than 1.5 s" in reply.text
    assert 1.4 < took < 8
    assert quick >= 5


def test_more_runaways_than_workers_only_make_others_wait(server: Running) -> None:
    with ThreadPoolExecutor(4) as threads:
        away = [threads.submit(server.ask, RUNAWAY) for _ in range(3)]
        time.sleep(0.1)
        assert server.ask(QUICK).status_code == 200
        assert [future.result().status_code for future in away] == [503, 503, 503]
    assert server.ask(QUICK).status_code == 200


def test_an_answer_too_large_is_refused_not_cut_short(server: Running) -> None:
    reply = server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    assert reply.status_code == 400
    assert "larger than 1 MB" in reply.text
    assert server.ask("CONSTRUCT { ?a ?e ?i } WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }").status_code == 400


def test_memory_has_a_limit(server: Running) -> None:
    reply = server.ask("SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i LIMIT 100000")
    assert reply.status_code == 503
    assert server.ask(QUICK).status_code == 200


def test_many_readers_at_once(server: Running) -> None:
    query = "SELECT ?n { ?x a reg:Company ; rdfs:label ?n } ORDER BY ?n"
    with ThreadPoolExecutor(16) as threads:
        replies = list(threads.map(server.ask, [query] * 64))
    assert {(reply.status_code, reply.content) for reply in replies} == {(200, replies[0].content)}


def test_deep_nesting_is_no_way_to_end_the_server(server: Running) -> None:
    reply = server.ask("SELECT * { " + "{" * 20000 + "}" * 20000 + " }")
    assert reply.status_code in (400, 503)
    assert server.ask(QUICK).status_code == 200
