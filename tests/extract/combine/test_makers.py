"""Who makes a product, where the learned reader alone says it."""

from __future__ import annotations

from kg.extract.combine.candidates import join
from kg.extract.combine.makers import open_technologies
from kg.extract.combine.measured import Curve
from kg.extract.combine.weigh import weigh
from tests.extract.combine.made import even
from tests.extract.combine.test_contested import both, weighed
from tests.extract.combine.test_one_word import said

NAMED = "Quill showed its new phone, the Strato."
UNNAMED = "It also sells the Strato."
TEXT = f"{NAMED} Larkin was there. {UNNAMED}"


def test_it_stands_where_both_are_named() -> None:
    _, learned, who = pair = both(TEXT, Quill=("Company", None), Larkin=("Company", None), Strato=("Product", None))
    learned.claim(who["Quill"], "makes", who["Strato"], NAMED)
    assert said(weighed(*pair[:2])) == {("Quill", "makes", "Strato")}


def test_it_does_not_where_the_words_name_one_of_them() -> None:
    _, learned, who = pair = both(TEXT, Quill=("Company", None), Larkin=("Company", None), Strato=("Product", None))
    learned.claim(who["Larkin"], "makes", who["Strato"], UNNAMED)
    assert said(weighed(*pair[:2])) == set()


def test_it_does_not_where_another_is_surer() -> None:
    text = "Quill and Larkin both showed the Strato."
    frames, learned, who = both(text, Quill=("Company", None), Larkin=("Company", None), Strato=("Product", None))
    learned.claim(who["Larkin"], "makes", who["Strato"], text)
    frames.claim(who["Quill"], "makes", who["Strato"], text)
    learned.claim(who["Quill"], "makes", who["Strato"], text)
    figures = even(claims={"both": Curve(base=2.0), "frames": Curve(base=0.7), "learned": Curve(base=0.7)})
    assert said(weigh(join(frames.reading(), learned.reading(), figures), figures)) == {("Quill", "makes", "Strato")}


def test_what_the_frames_say_too_stands() -> None:
    frames, learned, who = both(TEXT, Quill=("Company", None), Larkin=("Company", None), Strato=("Product", None))
    for reader in (frames, learned):
        reader.claim(who["Larkin"], "makes", who["Strato"], UNNAMED)
    assert said(weighed(frames, learned)) == {("Larkin", "makes", "Strato")}


def test_nobody_makes_what_everybody_makes_things_with() -> None:
    text = "Quill makes USB players, and the Strato."
    frames, learned, who = both(text, Quill=("Company", None), USB=("Product", None), Strato=("Product", None))
    for reader in (frames, learned):
        reader.claim(who["Quill"], "makes", who["USB"], text)
        reader.claim(who["Quill"], "makes", who["Strato"], text)
    assert said(weighed(frames, learned)) == {("Quill", "makes", "Strato")}
    assert {"usb", "linux", "bluetooth"} <= open_technologies()
    assert not {"android", "windows", "xbox"} & open_technologies()
