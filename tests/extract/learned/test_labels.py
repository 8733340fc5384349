"""A model and an ontology that have grown apart: what the model never learned it never says, what the ontology has not is dropped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from kg.errors import UsageError
from kg.extract.learned import claims, labels, missing, scored
from kg.extract.learned.claims import Calibration, make_claims
from kg.extract.learned.encoders import FILES, Encoders, model_folder
from kg.extract.learned.heads import sorted_to
from kg.ontology import EventSpec, Ontology, RelationSpec, ontology
from kg.records import Article
from tests.extract.learned.test_extractor import TEXT
from tests.extract.learned.test_extractor import scored as read

With = Callable[[Ontology], None]
BOLD = Calibration.of({}, 0.2)
SUBPOENAED = RelationSpec(
    label="subpoenaed", inverse_label="subpoenaed by", definition="Summons.", family="enforcement", domain=("Agency",), range=("Party",),
    event=("Subpoena",), event_when="always",
)  # fmt: skip


@pytest.fixture
def with_(monkeypatch: pytest.MonkeyPatch) -> Iterator[With]:
    """Puts another ontology in the place of ours, for the learned reader alone."""
    cached = (labels.relation_labels, labels.labels, labels.symmetric, labels.allowed)

    def forget() -> None:
        for function in cached:
            function.cache_clear()

    def put(other: Ontology) -> None:
        for module in (labels, scored, claims):
            monkeypatch.setattr(module, "ontology", lambda: other)
        forget()

    yield put
    forget()


def grown() -> Ontology:
    """Ours, with a relation before and an event before all others."""
    o = ontology()
    events = {"Subpoena": EventSpec(label="subpoena", verb="subpoenaed"), **o.events}
    return o.model_copy(update={"relations": {"subpoenaed": SUBPOENAED, **o.relations}, "events": events})


def shrunk(relations: set[str], classes: set[str], events: set[str]) -> Ontology:
    o = ontology()
    return o.model_copy(
        update={
            "relations": {name: spec for name, spec in o.relations.items() if name not in relations},
            "classes": {name: spec for name, spec in o.classes.items() if name not in classes},
            "events": {name: spec for name, spec in o.events.items() if name not in events},
        }
    )


def test_a_model_says_nothing_of_a_relation_that_it_never_learned_and_all_else_as_before(with_: With) -> None:
    made_for = labels.labels()
    article = Article(source="a", text=TEXT)
    before, told = read(), make_claims(article, read(), BOLD)
    with_(grown())
    assert labels.labels() == ("subpoenaed", *made_for)
    after = read(made_for=made_for)
    assert after.candidates == before.candidates
    assert make_claims(article, after, BOLD) == told


def test_what_a_model_says_of_a_relation_or_event_that_is_gone_is_dropped(with_: With) -> None:
    made_for = labels.labels()
    gone = {"fined", "plaintiffIn", "Appeal", "Conviction"}
    article = Article(source="a", text=TEXT)
    before = read()
    assert gone <= {c.label for c in before.candidates}
    _, told = make_claims(article, before, BOLD)
    with_(shrunk(gone, set(), {*gone, "Fine", "Appointment"}))
    after = read(made_for=made_for)
    assert after.candidates == [c for c in before.candidates if c.label not in gone]
    _, still = make_claims(article, after, BOLD)
    assert {c.rule for c in still} < {c.rule for c in told}
    assert not {c.predicate for c in still} & gone
    assert not {c.event for c in still} & {*gone, "Fine", "Appointment"}


def test_names_of_a_class_that_is_gone_are_dropped(with_: With) -> None:
    made_for = labels.labels()
    everything_in_court = {"plaintiffIn", "defendantIn", "heardIn", "judgeIn"}
    with_(shrunk(everything_in_court, {"Court", "Lawsuit"}, set()))
    after = read(made_for=made_for)
    assert {g.type for g in after.groups} == {"Agency", "Company", "Person"}
    entities, told = make_claims(Article(source="a", text=TEXT), after, BOLD)
    assert {e.type for e in entities} == {"Agency", "Company", "Person"}
    assert told
    assert not {c.predicate for c in told} & everything_in_court


def test_a_relation_of_the_name_of_a_thing_that_is_learned_of_suits_is_not_taken_for_it(with_: With) -> None:
    made_for = labels.labels()
    with_(ontology().model_copy(update={"relations": {**ontology().relations, "hears": SUBPOENAED}}))
    assert labels.labels() == made_for
    assert "hears" not in {c.predicate for c in make_claims(Article(source="a", text=TEXT), read(), BOLD)[1]}


def test_weights_of_another_number_of_labels_are_refused() -> None:
    names = ("bilinear_weight", "bilinear_bias", "linear_weight", "linear_bias", "label_weight")
    arrays = {name: np.zeros((3, 2) if name.endswith("weight") else (3,), np.float16) for name in names}
    with pytest.raises(ValueError, match="label_weight has 3 labels, not 2"):
        sorted_to(arrays, ("a", "b"), ("a", "b"))
    with pytest.raises(ValueError, match="bilinear_weight has 2 labels, not 3"):
        sorted_to(arrays, ("a", "b", "c"), ("a", "b"))


NO_MODEL = missing(model_folder())
BROKEN = {
    "no JSON": lambda settings: "{",
    "a list": lambda settings: "[]",
    "no labels": lambda settings: json.dumps({**settings, "labels": None}),
    "a label twice": lambda settings: json.dumps({**settings, "labels": [*settings["labels"], settings["labels"][0]]}),
    "a label too many": lambda settings: json.dumps({**settings, "labels": [*settings["labels"], "subpoenaed"]}),
    "a label too few": lambda settings: json.dumps({**settings, "labels": settings["labels"][1:]}),
    "other tags": lambda settings: json.dumps({**settings, "tags": settings["tags"][:-2]}),
}


@pytest.mark.skipif(NO_MODEL is not None, reason=NO_MODEL or "")
@pytest.mark.parametrize("fault", BROKEN)
def test_a_model_whose_own_files_do_not_fit_together_is_refused_in_one_line(tmp_path: Path, fault: str) -> None:
    for name in FILES:
        (tmp_path / name).symlink_to(model_folder() / name)
    settings = json.loads((model_folder() / "settings.json").read_text("utf-8"))
    (tmp_path / "settings.json").unlink()
    (tmp_path / "settings.json").write_text(BROKEN[fault](settings), "utf-8")
    with pytest.raises(UsageError, match=r"^the model in .* is broken: .*; export it anew$"):
        Encoders(tmp_path)
