"""Names that the form of a list joins."""

import pytest

from kg.extract.frames.examples import named_entities, read_examples
from kg.extract.frames.fillers import MentionIndex
from kg.extract.frames.frames import Example
from kg.extract.frames.lists import NameLists
from kg.extract.frames.parse import parse
from kg.records import Article

KINDS = {"Acme Center": "Company", "Beta Labs": "Company", "Gamma": "Company", "Ann Lee": "Person", "Ben Roe": "Person", "FTC": "Agency"}


def listed(text: str, name: str, wide: bool = True) -> list[str]:
    entities = named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text}))
    _, doc = next(iter(parse([Article(source="x", text=text)])))
    index = MentionIndex(doc, entities)
    lists = NameLists(doc, dict(index.last))
    anchor = next(doc[i] for i, (entity, _) in sorted(index.at.items()) if entities[entity].name == name)
    return [entities[index.at[t.i][0]].name for t in lists.beside(anchor, wide)]


@pytest.mark.parametrize(
    ("text", "name", "found"),
    [
        ("The FTC sued Acme Center, Beta Labs and Gamma.", "Acme Center", ["Beta Labs", "Gamma"]),
        ("Acme Center and its owners, Ann Lee, M.D., and Ben Roe, M.D., agreed to pay.", "Acme Center", ["Ann Lee", "Ben Roe"]),
        ('The FTC sued Acme Center ("Acme"), Beta Labs ("Beta") and Dr. Ann Lee.', "Acme Center", ["Beta Labs", "Ann Lee"]),
        ("The FTC sued Acme Center, Beta Labs.", "Acme Center", []),
        ("The FTC sued Acme Center, and Beta Labs said that it was glad.", "Acme Center", []),
        ("The FTC sued Acme Center over the fees of Beta Labs and Gamma.", "Acme Center", []),
    ],
)
def test_a_list_is_what_commas_and_an_and_join(text: str, name: str, found: list[str]) -> None:
    assert listed(text, name) == found


def test_a_narrow_list_ends_where_the_next_is_told_by_the_first() -> None:
    text = "Acme Center and its owners, Ann Lee, M.D., and Ben Roe, M.D., agreed to pay."
    assert listed(text, "Ann Lee", wide=False) == ["Ben Roe"]
    assert listed(text, "Ann Lee") == ["Acme Center", "Ben Roe"]


def test_every_name_of_a_list_gets_the_claim() -> None:
    text = "Acme Center and its owners Ann Lee, M.D., and Ben Roe, M.D. agreed to pay the FTC $2 million to settle a complaint."
    example = Example(text=text, entities={n: k for n, k in KINDS.items() if n in text})
    (_, reading), *_ = read_examples([example])
    settled = {reading.entities[c.subject].name for c in reading.claims if c.predicate == "settledWith"}
    assert settled == {"Acme Center", "Ann Lee", "Ben Roe"}
