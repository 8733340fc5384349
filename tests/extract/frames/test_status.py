"""Status: every example of the lexicon, and what takes more than one cue."""

import pytest
from spacy.tokens import Token

from kg.extract.frames.parse import pipeline
from kg.extract.frames.status import CueEntry, StatusExample, standing, status_lexicon


def trigger_in(text: str, word: str) -> Token:
    return next(token for token in pipeline()(text) if token.text == word)


CASES = [(entry, example) for entry in status_lexicon().entries for example in entry.examples]


@pytest.mark.parametrize(("entry", "example"), CASES, ids=[f"{e.name}-{i}" for i, (e, _) in enumerate(CASES)])
def test_the_lexicon_says_what_its_examples_say(entry: CueEntry, example: StatusExample) -> None:
    assert standing(trigger_in(example.text, example.trigger)).status == example.status


@pytest.mark.parametrize(
    ("text", "trigger", "status"),
    [
        ("The SEC fined Acme.", "fined", "fact"),
        ("The SEC was not fined.", "fined", "negated"),
        ("Acme denied that it had been fined.", "fined", "negated"),
        ("Acme could be sued and fined.", "fined", "planned"),
        ("Acme would not be fined.", "fined", "negated"),
        ("Acme said it had been fined.", "fined", "fact"),
        ("The watchdog accused Acme of bribing officials.", "bribing", "alleged"),
        ("The EU did not impose a fine on Acme.", "fine", "negated"),
        ("Will the EU fine Acme?", "fine", "planned"),
        ("The fine was imposed without delay.", "fine", "fact"),
    ],
)
def test_scope(text: str, trigger: str, status: str) -> None:
    assert standing(trigger_in(text, trigger)).status == status


def test_agreed_is_what_the_frame_makes_of_it() -> None:
    trigger = trigger_in("Acme agreed to settle the case.", "settle")
    assert standing(trigger, agreed="fact").status == "fact"
    assert standing(trigger, agreed="planned").status == "planned"


def test_the_speaker_is_the_subject_of_the_reporting_verb() -> None:
    said = standing(trigger_in("The SEC said that Acme had been fined.", "fined"))
    assert said.speaker is not None
    assert said.speaker.text == "SEC"


def test_according_to_names_the_speaker() -> None:
    said = standing(trigger_in("Acme was fined, according to Beta.", "fined"))
    assert said.speaker is not None
    assert (said.speaker.text, said.status) == ("Beta", "fact")
