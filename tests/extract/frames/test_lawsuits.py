"""Tellings of suits gathered into proceedings."""

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.frames.lawsuits import Telling, gather
from kg.records import LocalEntity

NAMES = [LocalEntity(id=i, type="Company", name=name) for i, name in enumerate(["Acme", "Beta", "Gamma", "Delta"])]


def names(tellings: list[Telling]) -> list[str]:
    return [p.name(NAMES) for p in gather(tellings)[0]]


def test_two_tellings_of_one_suit_are_one_proceeding() -> None:
    assert names([Telling(0, (0,), (1,)), Telling(50, (0,), (1,))]) == ["Acme v. Beta"]


def test_a_half_telling_joins_the_suit_that_it_fits() -> None:
    proceedings, belongs = gather([Telling(0, (), (1,)), Telling(50, (0,), (1,))])
    assert [p.name(NAMES) for p in proceedings] == ["Acme v. Beta"]
    assert belongs == {0: 0, 1: 0}


def test_a_counter_suit_is_another_proceeding() -> None:
    assert names([Telling(0, (0,), (1,)), Telling(50, (1,), (0,))]) == ["Acme v. Beta", "Beta v. Acme"]


def test_other_parties_are_another_proceeding() -> None:
    assert names([Telling(0, (0,), (1,)), Telling(50, (2,), (3,))]) == ["Acme v. Beta", "Gamma v. Delta"]


def test_the_unnamed_side_is_a_question_mark() -> None:
    assert names([Telling(0, (), (1,))]) == ["? v. Beta"]
    assert names([Telling(0, (0,), ())]) == ["Acme v. ?"]


def test_a_court_alone_joins_the_suit_told_of_last_before_it() -> None:
    tellings = [Telling(0, (0,), (1,)), Telling(50, (2,), (3,)), Telling(70, courts=(9,))]
    assert gather(tellings)[1][2] == 1


def test_a_court_with_no_suit_to_join_makes_none() -> None:
    assert gather([Telling(0, courts=(9,))]) == ([], {})


def test_the_first_named_of_each_side_names_it() -> None:
    assert names([Telling(0, (0, 1), (2, 3))]) == ["Acme v. Gamma"]


PARTIES = st.lists(st.integers(0, 3), max_size=2, unique=True).map(tuple)


@given(st.lists(st.builds(Telling, at=st.integers(0, 500), plaintiffs=PARTIES, defendants=PARTIES), max_size=8))
def test_every_telling_with_a_party_belongs_somewhere_and_nobody_is_on_both_sides_by_one_telling(tellings: list[Telling]) -> None:
    proceedings, belongs = gather(tellings)
    assert all(i in belongs for i, t in enumerate(tellings) if t.plaintiffs or t.defendants)
    assert all(0 <= n < len(proceedings) for n in belongs.values())
    for i, n in belongs.items():
        assert set(tellings[i].plaintiffs) <= set(proceedings[n].plaintiffs)
        assert set(tellings[i].defendants) <= set(proceedings[n].defendants)
