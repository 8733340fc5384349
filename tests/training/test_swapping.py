"""Names swapped in training articles: places, quotes and triggers stay right, all forms of one entity change together."""

from __future__ import annotations

import copy
import json
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.check_data import faults
from training.data import HERE, document_text, find_all_loose, is_dev, make_example, place_names, read_rows
from training.swapping import SHARES, Swapper, bare, gather, rebuilt, shape_of, words_of


@cache
def articles() -> list[dict]:
    return [row for row in read_rows(HERE / "data") if not is_dev(row["id"])]


@cache
def names():
    return gather(articles())


def swapped(row: dict, seed: int = 1, epoch: int = 0, rate: float = 1.0) -> dict:
    return Swapper(names(), rate, seed).swap(row, epoch)


def between(text: str, places: list[tuple[int, int, int]]) -> list[str]:
    """The text less its names."""
    edges = [0, *(edge for start, end, _ in places for edge in (start, end)), len(text)]
    return [text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 20), st.integers(0, 100))
def test_names_change_and_nothing_else(number: int, epoch: int, seed: int) -> None:
    row = articles()[number % len(articles())]
    before = copy.deepcopy(row)
    new = swapped(row, seed, epoch)
    assert row == before
    old_text, new_text = (document_text(r["title"], r["text"]) for r in (row, new))
    old_places, new_places = place_names(old_text, row["entities"]), place_names(new_text, new["entities"])
    assert [i for _, _, i in new_places] == [i for _, _, i in old_places]
    assert between(new_text, new_places) == between(old_text, old_places)
    assert list(faults(new)) == list(faults(row)) == []
    spelled = {bare(w) for w in words_of(old_text)}
    for e, other in zip(row["entities"], new["entities"], strict=True):
        assert (e["type"], e["optional"], len(e["aliases"])) == (other["type"], other["optional"], len(other["aliases"]))
        if e["type"] in ("Person", "Company", "Product"):
            old = {bare(w).removesuffix("s") for form in (e["name"], *e["aliases"]) for w in words_of(form)}
            drawn = [w for w in map(bare, words_of(other["name"])) if w.removesuffix("s") not in old]
            assert not [w for w in drawn if w in spelled]


def place_of(text: str, r: dict) -> tuple[int, int] | None:
    """Where a relation's trigger stands in the text."""
    at = next(find_all_loose(text, r["quote"]))
    inside = next(find_all_loose(text[slice(*at)], r["trigger"]), None) if r.get("trigger") else None
    return None if inside is None else (at[0] + inside[0], at[0] + inside[1])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10**6), st.integers(0, 100))
def test_triggers_stand_behind_the_same_words(number: int, seed: int) -> None:
    row = articles()[number % len(articles())]
    new = swapped(row, seed)
    texts = [document_text(r["title"], r["text"]) for r in (row, new)]
    places = [place_names(text, r["entities"]) for text, r in zip(texts, (row, new), strict=True)]
    renamed = {e["name"]: other["name"] for e, other in zip(row["entities"], new["entities"], strict=True)}
    for r, other in zip(row["relations"], new["relations"], strict=True):
        assert (renamed[r["s"]], r["p"], renamed[r["o"]]) == (other["s"], other["p"], other["o"])
        was, is_ = place_of(texts[0], r), place_of(texts[1], other)
        assert (was is None) == (is_ is None)
        if was is not None:
            # As many names stand before it, and as much of what is no name.
            told = []
            for spots, (start, end) in zip(places, (was, is_), strict=True):
                ahead = [p for p in spots if p[1] <= start]
                inside = [p for p in spots if p[0] < end and p[1] > start]
                told.append((len(ahead), start - sum(b - a for a, b, _ in ahead) if not inside else [i for *_, i in inside]))
            assert told[0] == told[1]


def test_most_articles_are_swapped_and_most_of_their_names() -> None:
    some = articles()[::20]
    new = [swapped(row) for row in some]
    assert sum(a is not b for a, b in zip(some, new, strict=True)) > 0.95 * len(some)
    for type_, least in (("Person", 0.75), ("Company", 0.7), ("Product", 0.5), ("Agency", 0.05)):
        pairs = [(e, f) for a, b in zip(some, new, strict=True) for e, f in zip(a["entities"], b["entities"], strict=True) if e["type"] == type_]
        assert sum(e["name"] != f["name"] for e, f in pairs) > least * len(pairs)
        for e, f in pairs:
            assert len(words_of(e["name"])) == len(words_of(f["name"]))


def test_labels_and_triggers_come_through_to_the_example(tokenizer) -> None:
    for row in articles()[::40]:
        old, new = make_example(row, tokenizer), make_example(swapped(row), tokenizer)
        assert [(e.type, e.optional, len(e.mentions)) for e in old.entities] == [(e.type, e.optional, len(e.mentions)) for e in new.entities]
        facts = [[(f.subject, f.object, f.label, f.status, f.optional, bool(f.trigger)) for f in e.facts] for e in (old, new)]
        assert facts[0] == facts[1]


def test_seed_epoch_and_article_decide() -> None:
    row = articles()[3]
    assert swapped(row, 5, 2) == swapped(row, 5, 2)
    assert swapped(row, 5, 2) != swapped(row, 5, 3)
    assert swapped(row, 5, 2) != swapped(row, 6, 2)
    assert swapped(row, rate=0.0) is row
    share = sum(swapped(r, rate=0.5) is not r for r in articles()[::10]) / len(articles()[::10])
    assert 0.3 < share < 0.7


def entity(name: str, type_: str, *aliases: str) -> dict:
    return {"name": name, "type": type_, "aliases": list(aliases), "optional": False}


OWN = {
    "id": "own-01", "date": "2024-03-05", "fictional": True, "title": "VELDMARK SUED OVER FLOODS",
    "text": "Ingrid Sorrel, who runs Veldmark Bank, said on Monday that Sorrel family trusts had sold Veldmark. Veldmark's rival, Oak &"
    " Harrow Holdings (OHH), took Veldmark Bank Leasing to court. Judge Tom Pryce, Mr Pryce's clerk said, will hear it.",
    "entities": [
        entity("Ingrid Sorrel", "Person", "Sorrel"), entity("Veldmark Bank", "Company", "Veldmark"),
        entity("Veldmark Bank Leasing", "Company"), entity("Tom Pryce", "Person", "Pryce", "Judge Tom Pryce"),
        entity("Oak & Harrow Holdings", "Company", "OHH"), entity("Oak & Harrow Holdings v. Veldmark Bank Leasing", "Lawsuit"),
    ],
    "relations": [
        {"s": "Oak & Harrow Holdings", "p": "sued", "o": "Veldmark Bank Leasing", "status": "fact", "date": None, "amount": None, "currency": None,
         "optional": False, "quote": "Veldmark's rival, Oak & Harrow Holdings (OHH), took Veldmark Bank Leasing to court", "trigger": "to court"},
    ],
    "events": [],
}  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_all_forms_of_an_entity_change_together(seed: int) -> None:
    new = swapped(OWN, seed)
    person, bank, leasing, judge, rival, _ = new["entities"]
    assert person["aliases"] == [person["name"].split()[-1]]
    assert judge["aliases"] == [judge["name"].split()[-1], f"Judge {judge['name']}"]
    assert bank["name"] == f"{bank['aliases'][0]} Bank"
    assert leasing["name"].startswith(bank["name"])
    if rival["name"] != OWN["entities"][4]["name"]:
        first, amp, second, legal = rival["name"].split()
        assert (amp, legal) == ("&", "Holdings")
        assert rival["aliases"] == [first[0] + second[0] + "H"] or rival["aliases"] == ["OHH"] or rival["aliases"] == [first[0] + second[0]]
    assert list(faults(new)) == []


def test_a_name_that_would_meet_another_is_refused() -> None:
    text = document_text(OWN["title"], OWN["text"])
    same = [{f: f for f in (e["name"], *e["aliases"])} for e in OWN["entities"]]
    assert rebuilt(OWN, text, same) is not None
    clash = copy.deepcopy(same)
    clash[3] = {"Tom Pryce": "Tom Sorrel", "Pryce": "Sorrel", "Judge Tom Pryce": "Judge Tom Sorrel"}
    assert rebuilt(OWN, text, clash) is None
    hidden = copy.deepcopy(same)
    hidden[3] = {"Tom Pryce": "Tom Trusts", "Pryce": "trusts", "Judge Tom Pryce": "Judge Tom Trusts"}  # a word of the article
    assert rebuilt(OWN, text, hidden) is None


def test_a_headline_in_capitals_stays_in_capitals() -> None:
    row = copy.deepcopy(OWN)
    row["text"] = row["text"].replace("Veldmark", "VELDMARK").replace("VELDMARK Bank", "Veldmark Bank")
    row["relations"] = []
    text = document_text(row["title"], row["text"])
    forms = [{f: f.replace("Veldmark", "Corran") for f in (e["name"], *e["aliases"])} for e in row["entities"]]
    new = rebuilt(row, text, forms)
    assert new is not None
    assert new["text"].startswith("CORRAN SUED OVER FLOODS")
    assert "sold CORRAN. CORRAN's rival" in new["text"]
    assert "runs Corran Bank" in new["text"]


@pytest.mark.parametrize(
    ("word", "shape"),
    [
        ("Siemens", "C"),
        ("BP", "A"),
        ("iPad", "lC"),
        ("J.", "I."),
        ("Coca-Cola", "C-C"),
        ("O'Neill", "I'C"),
        ("Électricité", "C"),
        ("A380", "Id"),
        ("&", "&"),
    ],
)
def test_shape(word: str, shape: str) -> None:
    assert shape_of(word) == shape


def test_only_some_types_are_drawn_for() -> None:
    assert set(SHARES) == {"Person", "Company", "Product", "Agency"}
    assert all(0 < share < 1 for share in SHARES.values())
    assert json.dumps(swapped(articles()[0]), ensure_ascii=False)
