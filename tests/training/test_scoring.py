"""A reader's figures on rows, whole, by relation and by genre."""

from __future__ import annotations

import pytest

from kg.records import Claim, LocalEntity, Mention, Reading, Span
from training.scoring import article_of, by_genre, by_relation, figures_of, found_of, gold_of, read_documents, scores_of


def row(id_: str) -> dict:
    return {
        "id": id_, "title": None, "date": "2024-03-05", "text": "Veldmark acquired Corran Foods.", "fictional": True,
        "entities": [{"name": n, "type": "Company", "aliases": [], "optional": False} for n in ("Veldmark", "Corran Foods")],
        "relations": [{"s": "Veldmark", "p": "acquired", "o": "Corran Foods", "status": "fact", "date": None, "amount": None, "currency": None,
                       "optional": False, "quote": "Veldmark acquired Corran Foods", "trigger": "acquired"}],
        "events": [],
    }  # fmt: skip


class Fixed:
    """Reads every article alike: the right relation, or another."""

    name = "fixed"

    def __init__(self, wrong: str) -> None:
        self.wrong = wrong

    def read(self, articles):
        for article in articles:
            entities = tuple(
                LocalEntity(id=n, type="Company", name=article.text[a:b], mentions=(Mention(span=Span(start=a, end=b), text=article.text[a:b]),))
                for n, (a, b) in enumerate(((0, 8), (18, 30)))
            )
            label = "sued" if article.source == self.wrong else "acquired"
            claim = Claim(
                subject=0, predicate=label, object=1, status="fact", span=Span(start=0, end=31), trigger=Span(start=9, end=17),
                confidence=0.8, engine="fixed", rule="fixed",
            )  # fmt: skip
            yield Reading(article=article, entities=entities, claims=(claim,))


def test_figures_whole_by_relation_and_by_genre() -> None:
    rows = [row("a-1.json"), row("a-2.json"), row("bc7.json")]
    documents = read_documents(rows, Fixed("a-2.json"))
    figures = figures_of(scores_of(rows, documents))
    assert figures["entity f1"] == 1.0
    assert figures["relation p"] == figures["relation r"] == pytest.approx(2 / 3, abs=0.001)
    assert (figures["pair f1"], figures["status"]) == (1.0, 1.0)
    assert {name: f["f1"] for name, f in by_relation(scores_of(rows, documents)).items()} == {"acquired": 0.8, "sued": 0.0}
    genres = by_genre(rows, documents)
    assert {g: (n, figures_of(s)["relation f1"]) for g, (n, s) in genres.items()} == {"a": (2, 0.5), "bc": (1, 1.0)}


def test_a_negated_claim_is_not_among_the_found() -> None:
    (reading,) = Fixed("").read([article_of(row("a-1.json"))])
    assert len(found_of(reading).claims) == 1
    denied = reading.model_copy(update={"claims": (reading.claims[0].model_copy(update={"status": "negated"}),)})
    assert found_of(denied).claims == []
    assert gold_of(row("a-1.json")).relations[0].trigger == "acquired"
