"""Which rules fit a sentence, and who fills their slots."""

import pytest

from kg.extract.frames.examples import named_entities
from kg.extract.frames.frames import Example
from kg.extract.frames.matching import SentenceMatcher, confidence
from kg.extract.frames.parse import parse
from kg.records import Article

KINDS = {"FTC": "Agency", "FCA": "Agency", "Acme": "Company", "Beta": "Company", "Gamma": "Company", "Ann Lee": "Person"}


def found(text: str, title_end: int = 0) -> list[tuple[str, list[str], list[str]]]:
    """(frame, subjects, objects) of every match in text order."""
    entities = named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text}))
    _, doc = next(iter(parse([Article(source="x", text=text)])))
    matcher = SentenceMatcher(doc, entities, title_end)
    return [
        (m.trigger.frame_name, [entities[f.entity].name for f in m.subjects], [entities[f.entity].name for f in m.objects])
        for sentence in doc.sents
        for m in matcher.matches(sentence)
    ]


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("The FTC fined Acme.", ("fined", ["FTC"], ["Acme"])),
        ("Acme was fined by the FTC.", ("fined", ["FTC"], ["Acme"])),
        ("The FTC fined Acme, Beta and Gamma.", ("fined", ["FTC"], ["Acme", "Beta", "Gamma"])),
        ("Acme sued Beta.", ("sued", ["Acme"], ["Beta"])),
    ],
)
def test_a_rule_fits_with_its_slots_filled(text: str, match: tuple[str, list[str], list[str]]) -> None:
    assert match in found(text)


@pytest.mark.parametrize("text", ["The FTC was fine with the plan of Acme.", "The plan was fined.", "Acme fined Ann Lee's garden."])
def test_nothing_fits_where_a_slot_stays_empty_or_has_the_wrong_type(text: str) -> None:
    assert not [m for m in found(text) if m[0] == "fined"]


def test_a_verb_that_is_not_said_again_holds_on() -> None:
    fines = [m for m in found("The FTC fined Acme $2m and Beta $3m.") if m[0] == "fined"]
    assert sorted(fines) == [("fined", ["FTC"], ["Acme"]), ("fined", ["FTC"], ["Beta"])]


def test_a_claim_whose_ends_stand_far_apart_is_less_sure() -> None:
    def sureness(text: str) -> float:
        entities = named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text}))
        _, doc = next(iter(parse([Article(source="x", text=text)])))
        match = next(m for s in doc.sents for m in SentenceMatcher(doc, entities).matches(s) if m.trigger.frame_name == "fined")
        return confidence(match, match.subjects[0], match.objects[0])

    far = "The FTC, " + "which had looked into it with care and for a long time, " * 3 + "fined Acme."
    assert sureness(far) < sureness("The FTC fined Acme.")
