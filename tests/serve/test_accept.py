"""Content negotiation by itself."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.serve.accept import MEDIA_TYPES, RDF, RESULTS, best
from kg.serve.guard import hostname, is_loopback


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "json"),
        ("", "json"),
        ("*/*", "json"),
        ("text/*", "csv"),
        ("text/csv;q=0.5, application/sparql-results+xml;q=0.6", "xml"),
        ("text/*;q=0.9, text/csv;q=0.1", "tsv"),
        ("*/*;q=0.1, text/csv;q=0", "json"),
        ("application/sparql-results+json;q=0, */*", "xml"),
        ("TEXT/CSV ; Q=1.0", "csv"),
        ("text/html", None),
        ("text/csv;q=0", None),
        ("text/csv;q=x", None),
        ("nonsense, text/csv", "csv"),
        ("application/json", "json"),
    ],
)
def test_the_best_form(accept: str | None, form: str | None) -> None:
    assert best(accept, RESULTS) == form


@given(st.text(max_size=60))
def test_any_header_is_read(header: str) -> None:
    assert best(header, RDF) in {*RDF.values(), None}


def test_every_form_has_a_media_type() -> None:
    assert {*RDF.values(), *RESULTS.values()} == set(MEDIA_TYPES)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:80", "localhost"),
        ("[::1]:80", "::1"),
        ("EVIL.test", "evil.test"),
        ("a@b", None),
        ("a/b", None),
        ("", None),
        ("a:b", None),
        ("[::1", None),
    ],
)
def test_a_host_header(header: str, name: str | None) -> None:
    assert hostname(header) == name


@pytest.mark.parametrize(
    ("host", "alone"), [("localhost", True), ("::1", True), ("127.1.2.3", True), ("0.0.0.0", False), ("::", False), ("127.0.0.1.evil.test", False)]
)
def test_what_leads_to_this_machine_alone(host: str, alone: bool) -> None:
    assert is_loopback(host) is alone
