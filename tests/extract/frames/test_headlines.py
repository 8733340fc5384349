"""Headlines with capitals are parsed as sentences."""

import pytest

from kg.extract.frames.headlines import HeadlineExample, headlines, recased
from kg.records import Article

EXAMPLES = (*headlines().examples, *headlines().counter_examples)


def article(title: str, text: str) -> Article:
    return Article(source="x", title=title, text=f"{title}\n\n{text}")


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.title)
def test_a_headline_reads_as_its_example_says(example: HeadlineExample) -> None:
    given = article(example.title, example.text)
    assert recased(given).split("\n")[0] == example.reads


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: e.title)
def test_no_letter_moves_and_the_body_stays(example: HeadlineExample) -> None:
    given = article(example.title, example.text)
    read = recased(given)
    assert read.casefold() == given.text.casefold()
    assert read[len(example.title) :] == given.text[len(example.title) :]


def test_a_counter_example_is_not_touched_where_it_is_a_sentence() -> None:
    title = "Regulator fines Quallor over Parcels"
    assert recased(article(title, "Parcels.")).startswith(title)


def test_without_a_title_nothing_is_read_as_one() -> None:
    text = "Halden Ferries Agrees To Pay Two Million Today\n\nIt agrees to pay."
    assert recased(Article(source="x", text=text)) == text
