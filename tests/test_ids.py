"""Slugs and IRIs: stable, readable, reversible, legal."""

from __future__ import annotations

import re

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.ids import checked_base, id_of, iri, prefixes, resolves_relative, slug
from kg.ontology import ontology

BASE = "https://w3id.org/corekg/id/"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Xiaomi", "xiaomi"),
        ("U.S. Department of Defense", "us-department-of-defense"),
        ("US Department of Defense", "us-department-of-defense"),
        ("Crédit Agricole S.A.", "credit-agricole-sa"),
        ("Société Générale", "societe-generale"),
        ("Johnson & Johnson", "johnson-and-johnson"),
        ("Macy's", "macys"),
        ("Macy’s", "macys"),
        ("Mærsk Ørsted Łódź Straße", "maersk-orsted-lodz-strasse"),
        ("  Yahoo!  ", "yahoo"),
        ("Ｆｕｌｌ Width", "full-width"),
        ("Widget™ 3.5", "widget-3-5"),
        ("Bolt v. Acme", "bolt-v-acme"),
        ("C++", "c-plus-plus"),
        ("İstanbul", "istanbul"),
    ],
)
def test_slugs_read_as_expected(text: str, expected: str) -> None:
    assert slug(text) == expected


def test_names_in_other_scripts_stay_apart_and_stay_the_same() -> None:
    names = ["华为", "小米", "Газпром", "Роснефть", "Газпром Media", "Media", "!!!", "", "???"]
    assert len({slug(n) for n in names}) == len(names)
    assert re.fullmatch(r"x[0-9a-f]{10}", slug("华为"))
    assert slug("Газпром Media").startswith("media-x")


def test_composed_and_decomposed_letters_give_one_slug() -> None:
    assert slug("Cafe\u0301") == slug("Café") == "cafe"


@given(st.text())
def test_a_slug_is_always_a_plain_path_segment(text: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug(text))
    assert slug(text) == slug(text)
    assert len(slug(text)) <= 80


@given(st.text(alphabet="ab -", min_size=60, max_size=200), st.integers(min_value=20, max_value=60))
def test_a_long_slug_is_cut_to_the_limit(text: str, limit: int) -> None:
    assert len(slug(text, limit)) <= limit


def test_long_names_that_differ_at_the_end_stay_apart() -> None:
    assert slug("very long name " * 20 + "a") != slug("very long name " * 20 + "b")


ODD_TEXT = st.text(alphabet=st.characters(codec=None)) | st.text(alphabet='./%#?<>" \u00e9\U0001f600\ud800a-')


@given(ODD_TEXT)
def test_an_iri_is_legal_and_leads_back(id: str) -> None:
    made = iri(BASE, id)
    assert ox.NamedNode(made).value == made
    assert id_of(BASE, made) == id


@given(ODD_TEXT, ODD_TEXT)
def test_different_ids_have_different_iris(one: str, other: str) -> None:
    assert (iri(BASE, one) == iri(BASE, other)) == (one == other)


def test_readable_ids_stay_readable() -> None:
    assert iri(BASE, "company/xiaomi") == BASE + "company/xiaomi"
    assert iri(BASE, "article/news/../x y") == BASE + "article/news/%2E%2E/x%20y"
    assert id_of(BASE, "https://elsewhere.example/company/xiaomi") is None


@pytest.mark.parametrize("base", ["https://w3id.org/corekg/id/", "http://example.org/x#", "urn:example:", "file:///tmp/x/"])
def test_bases_that_are_accepted(base: str) -> None:
    assert checked_base(base) == base
    assert ox.NamedNode(iri(base, "company/x"))


@pytest.mark.parametrize(
    "base", ["", "/relative/", "example.org/", "https://w3id.org/corekg/id", "https://a b/", "https://a/<x>/", "https://a/\n/", "x"]
)
def test_bases_that_are_refused(base: str) -> None:
    with pytest.raises(UsageError, match="base IRI"):
        checked_base(base)


def test_only_a_path_base_is_written_relative() -> None:
    assert resolves_relative("https://w3id.org/corekg/id/")
    assert not resolves_relative("http://example.org/x#")
    assert not resolves_relative("urn:example:")
    assert not resolves_relative("http://example.org/?q=/")


def test_reg_is_the_namespace_of_the_ontology() -> None:
    assert prefixes()["reg"] == ontology().namespace
