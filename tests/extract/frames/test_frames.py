"""Frame files: the path language, and what makes a file refused."""

from typing import Any

import pytest
from pydantic import ValidationError

from kg.checked_yaml import parse_yaml
from kg.errors import KnowledgeError
from kg.extract.frames.frames import Frame, parse_path, triggers


def frame(**changes: Any) -> dict[str, Any]:
    example = {"text": "Acme sued Beta.", "entities": {"Acme": "Company", "Beta": "Company"}, "gives": [["Acme", "sued", "Beta"]]}
    counter = {"text": "Acme met Beta."}
    rule = {"name": "verb", "verb": ["sue"], "subject": ["subject"], "object": ["object"], "confidence": 0.9}
    return {"relation": "sued", "rules": [rule], "examples": [example] * 3, "counter_examples": [counter] * 2} | changes


def test_a_path_is_read_into_steps() -> None:
    path = parse_path("gov(impose|levy) > prep(on)")
    assert [(s.name, sorted(s.words)) for s in path.steps] == [("gov", ["impose", "levy"]), ("prep", ["on"])]


def test_a_path_may_copy_a_slot() -> None:
    assert parse_path("=subject").same == "subject"


@pytest.mark.parametrize("text", ["sideways", "prep(on", "", "subject >", "subject object"])
def test_a_path_with_an_unknown_step_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no step"):
        parse_path(text)


def test_a_sound_frame_is_read() -> None:
    assert Frame.model_validate(frame()).rules[0].verb == ("sue",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"relation": "sues"}, "no relation"),
        ({"relation": None}, "needs a relation or an event"),
        ({"relation": None, "event": "Fine"}, "not a one-party event"),
        ({"event": "Feast"}, "no event"),
        ({"rules": [{"name": "x", "subject": ["subject"], "confidence": 0.5}]}, "has no trigger"),
        ({"rules": [{"name": "x", "verb": ["sue"], "subject": ["sideways"], "confidence": 0.5}]}, "no step"),
        ({"rules": [{"name": "x", "verb": ["sue"], "confidence": 1.5}]}, "less than or equal"),
        ({"examples": []}, "at least 3"),
        ({"counter_examples": []}, "at least 2"),
        ({"counter_examples": [{"text": "Acme.", "entities": {"Beta": "Company"}}] * 2}, "not in the example"),
    ],
)
def test_a_faulty_frame_is_refused(changes: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        Frame.model_validate(frame(**changes))


def test_a_faulty_file_is_refused_with_its_line() -> None:
    with pytest.raises(KnowledgeError, match=r"x\.yaml:2: "):
        parse_yaml("relation: sued\nrules: 3\nexamples: []\ncounter_examples: []\n", Frame, "x.yaml")


def test_the_rules_are_indexed_by_their_trigger() -> None:
    assert any(t.label == "fined/verb" for t in triggers()["verb", "fine"])
    assert any(t.label == "fined/noun" for t in triggers()["noun", "penalty"])
