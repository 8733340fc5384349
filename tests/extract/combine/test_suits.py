"""The proceedings of two readings as one list."""

from __future__ import annotations

from kg.extract.combine.suits import SIDES, proceedings
from tests.extract.combine.made import Maker

TEXT = "Acme Brall Corvane"
PARTIES = {"Acme": 0, "Brall": 1, "Corvane": 2}


def found(frames: list[tuple[str, str]], learned: list[tuple[str, str]]) -> list[tuple[set[int], set[int]]]:
    """The sides of each proceeding; a suit is (plaintiff, defendant), "" for one that is not told."""
    makers = {"frames": Maker("frames", TEXT), "learned": Maker("learned", TEXT)}
    for maker, suits in zip(makers.values(), (frames, learned), strict=True):
        who = {name: maker.entity("Company", name) for name in PARTIES}
        for sides in suits:
            suit = maker.entity("Lawsuit", " v. ".join(side or "?" for side in sides))
            for side, party in zip(SIDES, sides, strict=True):
                if party:
                    maker.claim(who[party], side, suit, TEXT)
    readings = {reader: maker.reading() for reader, maker in makers.items()}
    ids = {reader: dict(enumerate(PARTIES.values())) for reader in readings}
    return [(p.sides[SIDES[0]], p.sides[SIDES[1]]) for p in proceedings(readings, ids)]


def test_a_suit_told_by_one_side_is_the_only_whole_one_of_that_party() -> None:
    assert found([("", "Brall"), ("Acme", "")], [("Acme", "Brall")]) == [({0}, {1})]
    assert found([("Acme", ""), ("Acme", "Brall")], []) == [({0}, {1})]


def test_where_the_party_has_two_suits_it_may_be_either() -> None:
    assert found([("Acme", ""), ("Acme", "Brall"), ("Acme", "Corvane")], []) == [({0}, set()), ({0}, {1}), ({0}, {2})]


def test_nor_is_it_one_in_which_the_party_is_on_the_other_side() -> None:
    assert found([("Brall", ""), ("Acme", "Brall")], []) == [({1}, set()), ({0}, {1})]
