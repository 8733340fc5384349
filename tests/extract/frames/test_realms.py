"""Whose a minister is."""

import pytest

from kg.extract.frames.examples import named_entities
from kg.extract.frames.fillers import MentionIndex
from kg.extract.frames.frames import Example
from kg.extract.frames.parse import parse
from kg.extract.frames.realms import Realms
from kg.records import Article

KINDS = {"Norwegian government": "Agency", "Danish government": "Agency", "Ann Lee": "Person", "Ben Roe": "Person"}
NORWAY = "The Norwegian government agreed. "


@pytest.mark.parametrize(
    ("text", "post", "found"),
    [
        (NORWAY + "Norwegian Trade Minister Ann Lee spoke.", "Minister", "Norwegian government"),
        (NORWAY + "Norway's trade minister, Ann Lee, spoke.", "minister", "Norwegian government"),
        (NORWAY + "Sweden won. Norwegian Minister Ann Lee spoke. It rained. Trade Treasurer Ann Lee left.", "Treasurer", "Norwegian government"),
        (NORWAY + "It is a win for Norway, said Trade Minister Ann Lee.", "Minister", "Norwegian government"),
        (NORWAY + "Swedish Trade Minister Ann Lee spoke.", "Minister", None),
        (NORWAY + "Norway beat Sweden, said Trade Minister Ann Lee.", "Minister", None),
        (NORWAY + "It rained. It snowed. It is a win for Sweden, said Minister Ann Lee.", "Minister", None),
        (NORWAY + "Norway is glad. Sweden is not. It rained. It snowed. President Ann Lee spoke.", "President", None),
        (NORWAY + "Norway is glad, said President Ann Lee.", "President", "Norwegian government"),
        ("The Danish government met the Norwegian government. Danish Minister Ben Roe and Swedish Treasurer Ann Lee spoke.", "Treasurer", None),
        ("Norway is glad. It is a win for Norway, said Minister Ann Lee.", "Minister", None),
    ],
)
def test_a_minister_is_of_the_state_named_before_the_post_or_spoken_of_alone(text: str, post: str, found: str | None) -> None:
    entities = named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text}))
    _, doc = next(iter(parse([Article(source="x", text=text)])))
    index = MentionIndex(doc, entities)
    noun = next(t for t in doc if t.text == post)
    holder = next(t for t in doc if t.i > noun.i and t.text in ("Lee", "Roe"))
    ends = Realms(index).of_post(noun, holder)
    assert [entities[index.at[t.i][0]].name for t in ends] == ([found] if found else [])
