"""When a post began or ended."""

from __future__ import annotations

import re

import pytest

from kg.extract.values.dates import find_dates
from kg.extract.values.posts import PostExample, Telling, dated_post, left_elsewhere, post_words
from kg.records import Claim, Span, Status


def _places(name: str, text: str) -> list[Span]:
    return [Span(start=m.start(), end=m.end()) for m in re.finditer(re.escape(name), text)]


@pytest.mark.parametrize("example", post_words().examples, ids=lambda e: e.text[:60])
def test_examples(example: PostExample) -> None:
    whole = Span(start=0, end=len(example.text))
    names = _places("Jo Field", example.text)
    claim = Claim(subject=0, predicate="worksFor", object=1, status=example.status, span=whole, confidence=0.9, engine="x", rule="x")
    month, dates = example.published[:7], find_dates(example.text, example.published)
    told = Telling(example.text, whole, dates, names, [*names, *_places("Al Ray", example.text)], month, now=month)
    made = dated_post(claim, told)
    assert (made.event, made.date, made.status) == (example.event, example.date, example.becomes or example.status)


def _post(text: str, words: str, status: Status, *others: str) -> Claim:
    """The post that `words` tell of, where the words of `others` tell of more posts of the same person."""
    places = [_places(w, text)[0] for w in (words, *others)]
    whole = Span(start=0, end=len(text))
    claim = Claim(
        subject=0, predicate="worksFor", object=1, status=status, span=whole, trigger=places[0], confidence=0.9, engine="x", rule="x"
    )  # fmt: skip
    return dated_post(claim, Telling(text, whole, find_dates(text, "2022-09-14"), _places("Jo Field", text), _places("Jo Field", text), None, places))


def test_of_several_posts_each_has_its_own_date() -> None:
    text = "Jo Field ran Acme until 2020 and has since been director of Tollmark."
    assert _post(text, "ran", "former", "director").date == "2020"
    assert _post(text, "director", "former", "ran").date is None
    assert _post("Jo Field, who led Acme from 2009 to 2017, is leaving Tollmark.", "leaving", "former", "led").date is None
    arrived = "Jo Field, chief of Acme, who arrived from Tollmark in 2006, said so."
    assert (_post(arrived, "chief", "fact", "arrived").event, _post(arrived, "arrived", "former", "chief").event) == ("Appointment", "Departure")


def test_another_sentence_tells_of_the_leaving() -> None:
    text = "He resigned in May."
    whole = Span(start=0, end=len(text))
    claim = Claim(subject=0, predicate="worksFor", object=1, status="former", span=whole, confidence=0.9, engine="x", rule="x")
    names = _places("He", text)
    made = left_elsewhere(claim, Telling(text, whole, find_dates(text, "2022-09-14"), names, names, None))
    assert (made.event, made.date) == ("Departure", "2022-05")
    undated = left_elsewhere(claim, Telling("He resigned.", Span(start=0, end=12), (), names, names, None))
    assert undated == claim


def test_of_whom_a_sentence_is_not_about_nothing_is_said_to_be_over() -> None:
    text = "The judge found that Field had resigned in May."
    whole = Span(start=0, end=len(text))
    claim = Claim(subject=0, predicate="worksFor", object=1, status="fact", span=whole, confidence=0.9, engine="x", rule="x")
    names = _places("Field", text)
    assert left_elsewhere(claim, Telling(text, whole, find_dates(text, "2022-09-14"), names, names, None)) == claim
