"""Items of a list."""

from __future__ import annotations

import pytest

from kg.extract.combine.list_items import within_items
from tests.extract.combine.made import Maker

LIST = "They are Tessa Mond, head of Quill; Ada Harl, who owns Larkin; and Otto Ruhl."
CLAUSE = "Tessa Mond runs Quill; she also owns Larkin."


@pytest.mark.parametrize(
    ("text", "person", "relation", "firm", "left"),
    [
        (LIST, "Tessa Mond", "worksFor", "Quill", 1),
        (LIST, "Ada Harl", "ownsStakeIn", "Larkin", 1),
        (LIST, "Tessa Mond", "ownsStakeIn", "Larkin", 0),
        (LIST, "Otto Ruhl", "worksFor", "Quill", 0),
        (CLAUSE, "Tessa Mond", "ownsStakeIn", "Larkin", 1),
    ],
)
def test_what_stands_in_one_item_is_not_of_another(text: str, person: str, relation: str, firm: str, left: int) -> None:
    made = Maker("learned", text)
    made.claim(made.entity("Person", person), relation, made.entity("Company", firm), text)
    assert len(within_items(made.reading()).claims) == left


def test_what_the_words_do_not_name_may_be_meant() -> None:
    text = f"Brome is a firm. {LIST}"
    made = Maker("learned", text)
    made.claim(made.entity("Person", "Otto Ruhl"), "worksFor", made.entity("Company", "Brome"), LIST)
    assert len(within_items(made.reading()).claims) == 1
