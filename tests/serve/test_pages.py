"""Pages and dereferenced IRIs: the right form for each client, nothing hostile in any of them, nothing that a page is not allowed to do."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from kg.graph.query import named_queries
from kg.ontology import ontology
from kg.serve import node
from tests.e2e.browser import chromium
from tests.serve.conftest import CLIENT, Running

ACME = "id/company/acme"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (BROWSER, "text/html; charset=utf-8"),
        ("*/*", "text/turtle; charset=utf-8"),
        ("", "text/html; charset=utf-8"),
        ("text/turtle", "text/turtle; charset=utf-8"),
        ("application/ld+json, text/turtle;q=0.5", "application/ld+json"),
        ("application/n-triples;q=0.9, text/*;q=0.1", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("text/html;q=0.2, text/turtle", "text/turtle; charset=utf-8"),
    ],
)
def test_an_iri_leads_to_what_the_client_takes(server: Running, accept: str, media: str) -> None:
    reply = CLIENT.get(server.url + ACME, headers={"Accept": accept})
    assert (reply.status_code, reply.headers["content-type"], reply.headers["vary"]) == (200, media, "Accept")
    assert "Acme" in reply.text


def test_rdf_and_endpoint_say_the_same_of_a_node(server: Running) -> None:
    reply = CLIENT.get(server.url + ACME, headers={"Accept": "application/n-triples"})
    told = {quad.triple for quad in ox.parse(reply.content, format=ox.RdfFormat.N_TRIPLES)}
    asked = server.ask("CONSTRUCT { <company/acme> ?p ?o } WHERE { <company/acme> ?p ?o }", "application/n-triples")
    assert told == {quad.triple for quad in ox.parse(asked.content, format=ox.RdfFormat.N_TRIPLES)} != set()


def test_a_page_names_what_leads_there_and_its_links_lead_on(server: Running) -> None:
    page = CLIENT.get(server.url + ACME, headers={"Accept": BROWSER}).text
    assert "Federal Market Authority" in page
    assert "Claims about it" in page
    links = re.findall(r'href="/(id/[^"]+)"', page)
    assert len(links) > 10
    assert {CLIENT.get(server.url + link).status_code for link in links} == {200}


def test_events_and_claims_have_their_status_beside_them_and_claims_their_relation(server: Running) -> None:
    page = CLIENT.get(server.url + ACME, headers={"Accept": BROWSER}).text
    rows = re.findall(r"<tr><td>(.*?)<th scope=row>", page)
    said = {re.sub("<[^>]*>", "", row).rpartition(" ")[2] for row in rows if 'href="/id/event/' in row}
    assert said == {"fact", "alleged"}
    claims = [re.sub("<[^>]*>", "", item) for item in re.findall(r"<li>(.*?)(?=<li>|</ul>)", page)]
    assert "fined: “The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021.” fact" in claims
    assert all(re.search(r"^[a-z ]+: “.*” (fact|alleged|planned|negated|former)$", claim, re.DOTALL) for claim in claims)
    event = CLIENT.get(server.url + re.findall(r'href="/(id/event/fine-[^"]*)"', page)[0], headers={"Accept": BROWSER}).text
    assert "fined: “The Federal Market Authority fined" in re.sub("<[^>]*>", "", event)


def test_the_status_is_that_of_the_ontology() -> None:
    assert node._STATUS.value == ontology().namespace + "status"


@pytest.mark.parametrize("path", ["id/company/nobody", "id/", "id/%00", "id/a%20b", "id/..%2f..%2fetc/passwd", "nothing", "id/company/acme/", "x/y"])
def test_what_is_not_there(server: Running, path: str) -> None:
    plain, page = CLIENT.get(server.url + path), CLIENT.get(server.url + path, headers={"Accept": BROWSER})
    assert (plain.status_code, page.status_code) == (404, 404)
    assert plain.headers["content-type"].startswith("text/plain")
    assert page.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("accept", "media", "form"),
    [
        (BROWSER, "text/plain; charset=utf-8", ox.RdfFormat.TURTLE),
        ("text/turtle", "text/turtle; charset=utf-8", ox.RdfFormat.TURTLE),
        ("application/ld+json", "application/ld+json", ox.RdfFormat.JSON_LD),
    ],
)
def test_the_vocabulary_is_there(server: Running, accept: str, media: str, form: ox.RdfFormat) -> None:
    assert 'href="/ns#fined"' in CLIENT.get(server.url + ACME, headers={"Accept": BROWSER}).text
    reply = CLIENT.get(server.url + "ns", headers={"Accept": accept})
    assert reply.headers["content-type"] == media
    assert any(str(quad.subject) == "<https://w3id.org/corekg/ns#fined>" for quad in ox.parse(reply.content, format=form))


def test_no_form_that_the_client_takes_is_406(server: Running) -> None:
    assert CLIENT.get(server.url + ACME, headers={"Accept": "image/png"}).status_code == 406


def test_odd_iris_are_found(hostile: Running) -> None:
    assert "Café" in CLIENT.get(hostile.url + "id/company/caf%C3%A9").text
    page = CLIENT.get(hostile.url + "id/company/o'hara&sons", headers={"Accept": BROWSER}).text
    assert "O&#x27;Hara &amp; Sons" in page


def test_every_answer_has_its_policy(server: Running) -> None:
    for path, accept in (("", BROWSER), ("graph", BROWSER), (ACME, BROWSER), (ACME, "text/turtle"), ("sparql", "text/turtle"), ("nothing", BROWSER)):
        headers = CLIENT.get(server.url + path, headers={"Accept": accept}).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
    assert "script-src" not in CLIENT.get(server.url + ACME, headers={"Accept": BROWSER}).headers["content-security-policy"]


def test_hostile_text_stays_text(hostile: Running) -> None:
    page = CLIENT.get(hostile.url + "id/company/evil", headers={"Accept": BROWSER}).text
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>" not in page
    assert 'href="javascript' not in page
    assert "<" not in re.sub(r"<[^>]*>", "", page)
    asked = CLIENT.get(hostile.url, headers={"Accept": BROWSER}).text
    assert asked.count("<script") == 2


@pytest.mark.parametrize("reflected", ["<script>alert(1)</script>", "'\"><img src=x>"])
def test_an_error_reflects_nothing_as_markup(server: Running, reflected: str) -> None:
    reply = CLIENT.get(server.sparql, params={"query": f"SELECT {reflected}"}, headers={"Accept": BROWSER})
    assert reply.status_code == 400
    assert reflected not in reply.text


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, list[str], list[str]]]:
    """A page, what it asks for, what it complains of."""
    window = browser.new_context(viewport={"width": 1200, "height": 900})
    page = window.new_page()
    page.set_default_timeout(10_000)
    asked_for: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked_for.append(request.url))
    page.on("console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page, asked_for, complaints
    window.close()


Watched = tuple[Page, list[str], list[str]]


def test_the_page_asks_named_questions_and_ones_own(server: Running, watched: Watched) -> None:
    page, asked_for, complaints = watched
    page.goto(server.url)
    assert page.locator("#named option").count() == len(named_queries()) + 1
    page.select_option("#named", "fines")
    page.click("#run")
    page.wait_for_selector("#answer table")
    assert "Federal Market Authority" in page.locator("#answer").inner_text()
    assert "row" in page.locator("#said").inner_text()
    page.fill("#query", "CONSTRUCT { ?s a schema:Thing } WHERE { ?s a reg:Company }")
    page.press("#query", "Control+Enter")
    page.wait_for_selector("#answer pre")
    assert "schema:Thing" in page.locator("#answer").inner_text()
    assert complaints == []
    page.fill("#query", "SELECT * {")
    page.click("#run")
    page.wait_for_selector("#said.bad")
    assert "not a SPARQL query" in page.locator("#said").inner_text()
    assert page.locator("#shown .word").first.inner_text() == "SELECT"
    assert all(url.startswith((server.url, "blob:")) for url in asked_for)
    page.click("#link")
    page.reload()
    assert page.input_value("#query") == "SELECT * {"


def test_an_answer_is_saved(server: Running, watched: Watched) -> None:
    page, _, complaints = watched
    page.goto(server.url)
    page.fill("#query", "SELECT ?n { ?x a reg:Company ; rdfs:label ?n } ORDER BY ?n")
    with page.expect_download() as download:
        page.click("#save")
    assert download.value.path().read_text("utf-8").split() == ["n", "Acme", "Bolt", "Ltd"]
    assert download.value.suggested_filename == "answer.csv"
    assert complaints == []


def test_hostile_text_does_nothing_in_a_browser(hostile: Running, watched: Watched) -> None:
    page, asked_for, complaints = watched
    page.on("dialog", lambda dialog: complaints.append(dialog.message))
    page.goto(hostile.url)
    page.fill("#query", "SELECT * { ?s ?p ?o } # </textarea><script>alert(1)</script>")
    page.click("#run")
    page.wait_for_selector("#answer table")
    assert "onerror=alert(1)" in page.locator("#answer").inner_text()
    assert page.locator("#answer img, #answer script, #answer b, #answer a[href^=javascript]").count() == 0
    page.goto(hostile.url + "id/company/evil")
    assert page.locator("h1").inner_text().startswith("</script>")
    assert page.title() != "taken"
    assert complaints == []
    assert all(url.startswith(hostile.url) for url in asked_for)


def test_the_drawing_opens(server: Running, watched: Watched) -> None:
    page, asked_for, complaints = watched
    page.goto(server.url + "graph")
    page.wait_for_function("document.documentElement.dataset.ready === 'true'")
    assert complaints == []
    assert asked_for == [server.url + "graph"]


@pytest.mark.parametrize(("path", "scheme"), [("", "light"), ("", "dark"), (ACME, "light"), ("nothing", "dark")])
def test_pages_are_accessible(server: Running, browser: Browser, path: str, scheme: str) -> None:
    window = browser.new_context(bypass_csp=True, color_scheme=scheme)  # type: ignore[arg-type]
    page = window.new_page()
    page.goto(server.url + path)
    if not path:
        page.click("#run")
        page.wait_for_selector("#answer table")
    found = Axe().run(page).response["violations"]
    window.close()
    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found] == []
