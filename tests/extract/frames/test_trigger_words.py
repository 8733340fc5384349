"""The rules that a word triggers, also where the tagger errs."""

import pytest

from kg.extract.frames.frames import triggers
from kg.extract.frames.parse import parse
from kg.extract.frames.trigger_words import rules_at, stems
from kg.records import Article


def frames_at(text: str, word: str) -> set[str]:
    _, doc = next(iter(parse([Article(source="x", text=text)])))
    token = next(t for t in doc if t.text == word)
    return {trigger.frame_name for trigger in rules_at(token, triggers())}


@pytest.mark.parametrize(
    ("text", "word", "frame"),
    [
        ("The regulator fined Acme on Monday.", "fined", "fined"),
        ("The regulator imposed a fine on Acme.", "fine", "fined"),
        ("The regulator said that it would be suing Acme.", "suing", "sued"),
    ],
)
def test_a_word_triggers_the_rules_of_its_frame(text: str, word: str, frame: str) -> None:
    assert frame in frames_at(text, word)


@pytest.mark.parametrize(("text", "word"), [("The garden is fine today.", "garden"), ("They dined finely.", "finely")])
def test_a_word_that_is_no_trigger_triggers_nothing(text: str, word: str) -> None:
    assert "fined" not in frames_at(text, word)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [("suing", "sue"), ("banned", "ban"), ("fined", "fine"), ("blocked", "block"), ("probes", "probe"), ("taxes", "tax"), ("ban", "ban")],
)
def test_a_regular_form_is_led_back_to_its_verb(word: str, lemma: str) -> None:
    assert lemma in stems(word)
