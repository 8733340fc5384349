"""The words around a quote, and where both names stand."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.records import Entity
from kg.review.passage import End, around, places

ACME = Entity(id="company/acme", type="Company", label="Acme", aliases=("Acme Corp.", "A"))
ARM = Entity(id="company/acme-ireland", type="Company", label="Acme Ireland", aliases=("the arm",))


def found(text: str, **ends: Entity) -> list[tuple[str, str]]:
    given_: dict[End, Entity] = {"subject": ends["subject"]}
    if "object" in ends:
        given_["object"] = ends["object"]
    return [(text[start:stop], whose) for start, stop, whose in places(text, given_)]


def test_names_are_words_of_their_own_and_the_longest_holds() -> None:
    text = "Pacmeo, Acme Ireland's Acme Corp. and Acme's \U0001f468 arm: the arm, Acme2."
    assert found(text, subject=ACME, object=ARM) == [
        ("Acme Ireland", "object"),
        ("Acme Corp.", "subject"),
        ("Acme", "subject"),
        ("the arm", "object"),
    ]


def test_a_name_of_both_is_the_subject_s() -> None:
    assert found("Acme met Acme.", subject=ACME, object=ACME.model_copy(update={"id": "product/acme"})) == [("Acme", "subject")] * 2


def test_an_empty_name_is_nowhere() -> None:
    assert found("a b", subject=Entity(id="company/x", type="Company", label=" ", aliases=("",))) == []


@given(st.text("ab A\n", max_size=60), st.lists(st.text("abA ", min_size=1, max_size=3), max_size=4))
def test_places_lie_apart_in_order(text: str, names: list[str]) -> None:
    one = places(text, {"subject": Entity(id="company/x", type="Company", label="a", aliases=tuple(names))})
    assert list(one) == sorted(one)
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(one))
    known = {spelled for name in ("a", *names) for spelled in (name, name[0].upper() + name[1:])}
    assert all(text[start:stop] in known for start, stop, _ in one)


def test_around_is_one_line_cut_at_a_blank() -> None:
    text = "word " * 60 + "before\n\nQUOTE after.\n" + "tail " * 60
    start = text.index("QUOTE")
    before, after = around(text, start, start + 5)
    assert before.startswith("… word word")
    assert before.endswith("word before")
    assert after.startswith("after. tail")
    assert after.endswith("tail …")
    assert max(len(before), len(after)) <= 202
    assert around("QUOTE", 0, 5) == ("", "")
