"""What is remembered of words is what spaCy's own components tell of them anew each time."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.frames.parse import bare, pipeline
from kg.extract.frames.word_forms import NAME

TEXTS = [
    "There is a probe. There were two banks that it had fined. But it did not say so.",
    "Ain't it so? They're gonna pay, y'all gotta see. Let's go, c'mon.",
    "The men's firm has been fined; it has offices and its buses ran. Shares it holds fell.",
    "The men's firm has been fined. That the regulator, which had warned them, fines the lenders is news to me, and I told you.",
    "  \n\nAcme's wives and wolves\n\nAcme leaves leaves on its shelves.\n",
    "",
]


@pytest.fixture(scope="module")
def plain() -> Language:
    return bare(recogniser=False)


def told(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.lemma_, t.dep_, t.head.i, t.is_sent_start) for t in doc]


def test_tells_what_the_ruler_and_the_lemmatizer_tell(plain: Language) -> None:
    parsed = pipeline(recogniser=False)
    ruler, lemmatizer = (plain.get_pipe(name) for name in ("attribute_ruler", "lemmatizer"))
    with parsed.select_pipes(disable=[NAME]):
        without = list(parsed.pipe(TEXTS))
    for again in range(2):  # words met for the first time, and words remembered
        for doc in without:
            assert told(parsed.get_pipe(NAME)(doc.copy())) == told(lemmatizer(ruler(doc.copy()))), (again, doc.text)


def test_rules_about_two_words_are_tried_on_each_text() -> None:
    parsed = pipeline(recogniser=False)
    lone, both = parsed("It is late."), parsed("There is a fine.")
    assert [t.pos_ for t in lone if t.text == "is"] == ["AUX"]
    assert [t.pos_ for t in both if t.text == "is"] == ["VERB"]
    assert [t.lemma_ for t in parsed("We are gonna pay.")][2:4] == ["go", "to"]
