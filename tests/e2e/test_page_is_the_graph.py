"""What the page of the seeds shows is what stands in their Turtle, which rdflib reads here and no code of ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from playwright.sync_api import Browser

from kg.ids import prefixes
from kg.ontology import ontology
from tests.e2e.browser import Watched, chromium, opened

REG, OA = (rdflib.Namespace(prefixes()[name]) for name in ("reg", "oa"))
RDF = rdflib.RDF


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def seen(browser: Browser, built: Path) -> Iterator[Watched]:
    with opened(browser, built / "graph.html") as watched:
        yield watched


@pytest.fixture(scope="module")
def rdf(built: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(built / "graph.ttl", format="turtle")


def of_type(rdf: rdflib.Graph, names: list[str]) -> Counter[str]:
    return Counter(name for name in names for _ in rdf.subjects(RDF.type, REG[name]))


def test_names_and_events_are_as_many_of_each_kind(seen: Watched, rdf: rdflib.Graph) -> None:
    kinds = "(what) => Object.values(corekg.data[what]).map((one) => one.type)"
    names = of_type(rdf, list(ontology().entity_types()))
    assert Counter(seen.page.evaluate(kinds, "entities")) == names
    assert sum(names.values()) > 100
    events = of_type(rdf, list(ontology().events))
    assert Counter(seen.page.evaluate(kinds, "events")) == events
    assert sum(events.values()) > 50


def test_claims_lines_and_quotes_are_those_of_the_turtle(seen: Watched, rdf: rdflib.Graph) -> None:
    claims = list(rdf.subjects(RDF.type, REG.Claim))
    statuses = Counter(str(rdf.value(claim, REG.status)).removeprefix(str(REG)) for claim in claims)
    assert Counter(seen.page.evaluate("Object.values(corekg.data.claims).map((claim) => claim.status)")) == statuses
    quotes = Counter(str(quote) for selector in rdf.objects(None, OA.hasSelector) if (quote := rdf.value(selector, OA.exact)) is not None)
    assert Counter(seen.page.evaluate("Object.values(corekg.data.claims).map((claim) => claim.quote)")) == quotes
    relations = {REG[name] for name in ontology().relations}
    ends = {(rdf.value(c, RDF.subject), rdf.value(c, RDF.predicate), rdf.value(c, RDF.object)) for c in claims}
    lines = {end for end in ends if end[1] in relations}
    assert seen.page.evaluate("corekg.lines.size") == len(lines)
    told = {str(end) for subject, _, object_ in lines for end in (subject, object_)} | {str(rdf.value(c, RDF.subject)) for c in claims}
    assert seen.page.evaluate("corekg.network.body.nodeIndices.length") == len(told)


def test_the_page_says_how_much_it_shows(seen: Watched, rdf: rdflib.Graph) -> None:
    counts = seen.page.locator("#counts").inner_text().split(" · ")
    articles = len(list(rdf.subjects(RDF.type, REG.Article)))
    names, events = sum(of_type(rdf, list(ontology().entity_types())).values()), sum(of_type(rdf, list(ontology().events)).values())
    claims = len(list(rdf.subjects(RDF.type, REG.Claim)))
    assert [counts[0], *counts[2:]] == [f"{names} names", f"{events} events", f"{claims} claims", f"{articles} articles"]
    assert seen.requests == [seen.page.url.partition("#")[0]]
    assert seen.complaints == []
