"""One word tells of one suit, of one fine: what the learned reader adds to a word that the frames read otherwise."""

from __future__ import annotations

import pytest

from kg.records import Reading, Status
from tests.extract.combine.test_contested import both, weighed

FINE = "Larkin's owner, Quill, was fined by Brome Authority."
LIST = "Brome Authority fined Quill and Larkin."
SUIT = "Brome Authority sued Quill to keep it from Larkin."
ORDER = "Brome Authority ordered Quill to stop. Quill means to appeal."


def said(reading: Reading) -> set[tuple[str, str, str]]:
    names = [e.name for e in reading.entities]
    return {(names[c.subject], c.predicate, names[c.object]) for c in reading.claims if c.object is not None}


def test_who_is_named_beside_the_one_fined_is_not_fined() -> None:
    frames, learned, who = both(FINE, Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None))
    frames.claim(who["Brome_Authority"], "fined", who["Quill"], FINE, "fined", event="Fine")
    learned.claim(who["Brome_Authority"], "fined", who["Larkin"], FINE, "fined", event="Fine")
    assert said(weighed(frames, learned)) == {("Brome Authority", "fined", "Quill")}


def test_who_stands_in_one_list_with_the_one_fined_is_fined() -> None:
    frames, learned, who = both(LIST, Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None))
    frames.claim(who["Brome_Authority"], "fined", who["Quill"], LIST, "fined", event="Fine")
    learned.claim(who["Brome_Authority"], "fined", who["Larkin"], LIST, "fined", event="Fine")
    assert said(weighed(frames, learned)) == {("Brome Authority", "fined", "Quill"), ("Brome Authority", "fined", "Larkin")}


def test_whom_a_clause_that_names_both_ends_leaves_out_is_not_fined_by_it() -> None:
    text = "Mond Board looked on. Larkin was glad. Brome Authority fined Quill."
    last = "Brome Authority fined Quill."
    frames, learned, who = both(
        text, Mond_Board=("Agency", "GB"), Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None)
    )
    frames.claim(who["Brome_Authority"], "fined", who["Quill"], last, "fined", event="Fine", rule="fined/verb")
    learned.claim(who["Mond_Board"], "fined", who["Larkin"], last, "fined", event="Fine")
    assert said(weighed(frames, learned)) == {("Brome Authority", "fined", "Quill")}


GUESSED = "Brome Authority fined it last year."


@pytest.mark.parametrize(("targets", "left"), [(("Quill", "Larkin"), 0), (("Quill",), 1)])
def test_of_several_that_are_not_named_where_one_is_fined_none_is(targets: tuple[str, ...], left: int) -> None:
    text = f"Quill bought Larkin. {GUESSED}"
    frames, learned, who = both(text, Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None))
    for target in targets:
        learned.claim(who["Brome_Authority"], "fined", who[target], GUESSED, "fined", event="Fine")
    assert len(said(weighed(frames, learned))) == left


def test_a_word_that_tells_one_suit_tells_no_other() -> None:
    frames, learned, who = both(SUIT, Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None))
    ours, theirs = frames.entity("Lawsuit", "Brome Authority v. Quill"), learned.entity("Lawsuit", "Quill v. Larkin")
    frames.claim(who["Brome_Authority"], "plaintiffIn", ours, SUIT, "sued")
    frames.claim(who["Quill"], "defendantIn", ours, SUIT, "sued")
    learned.claim(who["Quill"], "plaintiffIn", theirs, SUIT, "sued")
    learned.claim(who["Larkin"], "defendantIn", theirs, SUIT, "sued")
    suits = {(s, p) for s, p, _ in said(weighed(frames, learned))}
    assert ("Quill", "plaintiffIn") not in suits
    assert {("Brome Authority", "plaintiffIn"), ("Quill", "defendantIn")} <= suits


@pytest.mark.parametrize(("status", "left"), [("planned", set()), ("fact", {("Quill", "plaintiffIn")})])
def test_an_order_is_no_suit_and_an_appeal_only_meant_is_none_either(status: Status, left: set[tuple[str, str]]) -> None:
    frames, learned, who = both(ORDER, Brome_Authority=("Agency", "GB"), Quill=("Company", None))
    frames.claim(who["Brome_Authority"], "ordered", who["Quill"], ORDER.split(". ")[0], "ordered", event="Order")
    suit = learned.entity("Lawsuit", "Quill v. Brome Authority")
    learned.claim(who["Brome_Authority"], "defendantIn", suit, ORDER.split(". ")[0], "ordered")
    learned.claim(who["Quill"], "plaintiffIn", suit, "Quill means to appeal.", "appeal", status=status)
    assert {(s, p) for s, p, _ in said(weighed(frames, learned)) if p.endswith("In")} == left


NAMES = {"Brome_Authority": ("Agency", "GB"), "Mond_Board": ("Agency", "GB"), "Quill": ("Company", None), "Larkin": ("Company", None)}
ANOTHER = "Mond Board opened a file on Larkin, and Brome Authority is investigating Quill."
TOGETHER = "Mond Board and Brome Authority are investigating Quill."


@pytest.mark.parametrize(("text", "left"), [(ANOTHER, 1), (TOGETHER, 2)])
def test_who_only_stands_in_the_sentence_did_not_do_what_its_clause_gives_to_another(text: str, left: int) -> None:
    frames, learned, who = both(text, **{name: kind for name, kind in NAMES.items() if name.replace("_", " ") in text})
    frames.claim(who["Brome_Authority"], "investigated", who["Quill"], text, "investigating", event="Investigation")
    for agency in ("Mond_Board", "Brome_Authority"):
        learned.claim(who[agency], "investigated", who["Quill"], text, "investigating", event="Investigation")
    assert len(said(weighed(frames, learned))) == left


@pytest.mark.parametrize(("status", "left"), [("fact", 1), ("former", 2)])
def test_one_post_is_one_persons_but_for_who_held_it_before(status: Status, left: int) -> None:
    text = "Ada Moss met Quill chief Bo Larkin."
    frames, learned, who = both(text, Ada_Moss=("Person", None), Quill=("Company", None), Bo_Larkin=("Person", None))
    frames.claim(who["Bo_Larkin"], "worksFor", who["Quill"], text, "chief")
    learned.claim(who["Bo_Larkin"], "worksFor", who["Quill"], text, "chief")
    learned.claim(who["Ada_Moss"], "worksFor", who["Quill"], text, "chief", status=status)
    assert len(said(weighed(frames, learned))) == left


@pytest.mark.parametrize(("last", "left"), [("Larkin's main rival is Quill.", 1), ("Larkin's main rival is Quill, not Moss.", 2)])
def test_of_rivals_the_one_that_the_words_leave_out_is_not_meant(last: str, left: int) -> None:
    text = f"Moss bakes bread. {last}"
    frames, learned, who = both(text, Larkin=("Company", None), Quill=("Company", None), Moss=("Company", None))
    frames.claim(who["Larkin"], "competesWith", who["Quill"], last, "rival")
    learned.claim(who["Larkin"], "competesWith", who["Quill"], last, "rival")
    learned.claim(who["Moss"], "competesWith", who["Quill"], last, "rival")
    assert len(said(weighed(frames, learned))) == left


@pytest.mark.parametrize(("rule", "left"), [("sued/verb", 1), ("sued/noun", 2)])
def test_whom_a_verbs_clause_does_not_point_to_is_not_sued_by_it(rule: str, left: int) -> None:
    last = "Brome Authority sued Quill."
    frames, learned, who = both(f"Larkin was glad. {last}", Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None))
    frames.claim(who["Brome_Authority"], "sued", who["Quill"], last, "sued", event="LawsuitFiling", rule=rule)
    learned.claim(who["Brome_Authority"], "sued", who["Quill"], last, "sued", event="LawsuitFiling")
    learned.claim(who["Brome_Authority"], "sued", who["Larkin"], last, "sued", event="LawsuitFiling")
    assert len(said(weighed(frames, learned))) == left


def test_a_list_ends_where_another_clause_begins() -> None:
    text = "Quill, which counts Moss and Larkin among its clients, was fined by Brome Authority."
    frames, learned, who = both(text, Brome_Authority=("Agency", "GB"), Quill=("Company", None), Larkin=("Company", None))
    frames.claim(who["Brome_Authority"], "fined", who["Quill"], text, "fined", event="Fine")
    learned.claim(who["Brome_Authority"], "fined", who["Larkin"], text, "fined", event="Fine")
    assert said(weighed(frames, learned)) == {("Brome Authority", "fined", "Quill")}


@pytest.mark.parametrize(
    ("text", "left"), [("Its supplier Quill went bankrupt, and Larkin lent it money.", 1), ("Quill and Larkin went bankrupt.", 2)]
)
def test_what_befell_one_did_not_befall_who_is_but_named_in_the_sentence(text: str, left: int) -> None:
    frames, learned, who = both(text, Quill=("Company", None), Larkin=("Company", None))
    frames.claim(who["Quill"], "participant", None, text, "went", event="BankruptcyFiling")
    for firm in ("Quill", "Larkin"):
        learned.claim(who[firm], "participant", None, text, "bankrupt", event="BankruptcyFiling")
    assert len(weighed(frames, learned).claims) == left


def test_who_is_named_elsewhere_is_not_meant_by_a_word_that_tells_of_two() -> None:
    words = "Quill and Larkin try to outdo each other."
    text = f"Brome sells boots. {words}"
    _, learned, who = pair = both(text, Quill=("Company", None), Larkin=("Company", None), Brome=("Company", None))
    learned.claim(who["Quill"], "competesWith", who["Brome"], words, "outdo")
    assert len(weighed(*pair[:2]).claims) == 1
    learned.claim(who["Quill"], "competesWith", who["Larkin"], words, "outdo")
    assert said(weighed(*pair[:2])) == {("Larkin", "competesWith", "Quill")} or said(weighed(*pair[:2])) == {("Quill", "competesWith", "Larkin")}


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Tessa Mond, head of Quill, opened the Larkin fair.", 1),
        ("Tessa Mond, head of Larkin's Quill unit, opened the fair.", 2),
        ("Tessa Mond, head of Quill and Larkin, opened the fair.", 2),
    ],
)
def test_a_word_that_names_one_s_post_names_no_other_employer(text: str, left: int) -> None:
    frames, learned, who = both(text, Tessa_Mond=("Person", None), Quill=("Company", None), Larkin=("Company", None))
    frames.claim(who["Tessa_Mond"], "worksFor", who["Quill"], text, "head")
    for firm in ("Quill", "Larkin"):
        learned.claim(who["Tessa_Mond"], "worksFor", who[firm], text, "head of")
    assert len(weighed(frames, learned).claims) == left
