"""What one reader says against the other: denials, sides of a suit, a state beside its own agency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.extract.combine.candidates import join
from kg.extract.combine.measured import Curve
from kg.extract.combine.weigh import weigh
from kg.extract.frames.governments import state_of
from kg.records import Article, Money, Reading
from tests.extract.combine.made import FINDERS, Maker, even
from tests.extract.combine.test_weigh import said

SPARED = "Brome Authority did not fine Larkin."
FINES = "Brome Authority fined Quill $5m. Moss must pay $9."
SUIT = "Quill sued Larkin. Moss is a defendant too."
TITLE = "Britain fines Quill"
BODY = "Brome Authority fined Quill on Monday."


def both(text: str, **names: tuple[str, str | None]) -> tuple[Maker, Maker, dict[str, int]]:
    """Two makers that know the same names; (type, country) by name."""
    frames, learned = Maker("frames", text), Maker("learned", text)
    ids = {}
    for name, (kind, country) in names.items():
        ids[name] = frames.entity(kind, name.replace("_", " "), country=country)  # type: ignore[arg-type]
        learned.entity(kind, name.replace("_", " "))  # type: ignore[arg-type]
    return frames, learned, ids


def weighed(frames: Maker, learned: Maker, title: str | None = None) -> Reading:
    readings = [m.reading() for m in (frames, learned)]
    if title:
        readings = [r.model_copy(update={"article": Article(source="a.txt", text=r.article.text, title=title)}) for r in readings]
    return weigh(join(*readings, even()), even(fields={"status": "learned", "date": "frames", "money": "frames", "event": "frames"}))


def test_a_denial_that_the_frames_read_is_not_made_a_fact_by_the_learned_reader() -> None:
    frames, learned, who = both(SPARED, Brome_Authority=("Agency", "GB"), Larkin=("Company", None))
    frames.claim(who["Brome_Authority"], "fined", who["Larkin"], SPARED, "fine", event="Fine", status="negated")
    learned.claim(who["Brome_Authority"], "fined", who["Larkin"], SPARED, "fine", event="Fine")
    assert [(c.predicate, c.status) for c in weighed(frames, learned).claims] == [("fined", "negated")]


def test_nor_of_another_end_by_the_same_words() -> None:
    text = f"Quill is a firm. {SPARED}"
    frames, learned, who = both(text, Brome_Authority=("Agency", "GB"), Larkin=("Company", None), Quill=("Company", None))
    frames.claim(who["Brome_Authority"], "fined", who["Larkin"], SPARED, "fine", event="Fine", status="negated")
    learned.claim(who["Brome_Authority"], "fined", who["Quill"], SPARED, "fine", event="Fine")
    assert {c.status for c in weighed(frames, learned).claims} == {"negated"}


def test_a_denial_in_other_words_leaves_what_the_learned_reader_reads_elsewhere() -> None:
    text = f"{SPARED} Brome Authority fined Larkin in 2019."
    frames, learned, who = both(text, Brome_Authority=("Agency", "GB"), Larkin=("Company", None))
    frames.claim(who["Brome_Authority"], "fined", who["Larkin"], SPARED, "fine", event="Fine", status="negated")
    learned.claim(who["Brome_Authority"], "fined", who["Larkin"], "Brome Authority fined Larkin in 2019.", "fined", event="Fine", date="2019")
    assert [(c.status, c.date) for c in weighed(frames, learned).claims] == [("negated", None), ("fact", "2019")]


def test_a_sum_in_words_that_speak_of_others_is_theirs() -> None:
    frames, learned, who = both(FINES, Brome_Authority=("Agency", "GB"), Quill=("Company", None), Moss=("Company", None))
    first, second = FINES.split(". ")
    learned.claim(who["Brome_Authority"], "fined", who["Quill"], first, event="Fine", money=Money(amount=Decimal(5_000_000), currency="USD"))
    learned.claim(who["Brome_Authority"], "fined", who["Quill"], second, event="Fine", money=Money(amount=Decimal(9), currency="USD"))
    assert [c.money.amount for c in weighed(frames, learned).claims if c.money] == [Decimal(5_000_000)]


def test_a_sum_in_words_that_only_leave_the_agency_out_stays() -> None:
    text = "Brome Authority fined Quill. Quill must pay $9."
    frames, learned, who = both(text, Brome_Authority=("Agency", "GB"), Quill=("Company", None))
    first, second = text.split(". ")
    learned.claim(who["Brome_Authority"], "fined", who["Quill"], first, event="Fine", money=Money(amount=Decimal(9), currency="USD"))
    learned.claim(who["Brome_Authority"], "fined", who["Quill"], second, event="Fine", money=Money(amount=Decimal(9), currency="USD"))
    assert len(weighed(frames, learned).claims) == 2


def sides(maker: Maker, name: str, words: str, **parties: tuple[int, ...]) -> None:
    suit = maker.entity("Lawsuit", name)
    for side, ids in parties.items():
        for party in ids:
            maker.claim(party, f"{side}In", suit, words, lawsuit=suit)


def test_a_suit_read_the_wrong_way_round_is_the_one_that_the_frames_read() -> None:
    frames, learned, who = both(SUIT, Quill=("Company", None), Larkin=("Company", None), Moss=("Person", None))
    first = SUIT.split(".")[0]
    frames.claim(who["Quill"], "sued", who["Larkin"], first, event="LawsuitFiling")
    sides(frames, "Quill v. Larkin", first, plaintiff=(who["Quill"],), defendant=(who["Larkin"],))
    sides(learned, "? v. Quill", SUIT, defendant=(who["Quill"], who["Moss"]), plaintiff=(who["Larkin"],))
    reading = weighed(frames, learned)
    assert [e.name for e in reading.entities if e.type == "Lawsuit"] == ["Quill v. Larkin"]
    assert ("Quill", "sued", "Moss") not in [s[:3] for s in said(reading)]  # two thirds of two thirds is too little


@pytest.mark.parametrize(("reader", "suing"), [("both", ["Larkin", "Moss"]), ("learned", ["Larkin"])])
def test_a_defendant_is_sued_by_the_plaintiff_where_the_frames_read_both_in_one_suit(reader: str, suing: list[str]) -> None:
    frames, learned, who = both(SUIT, Quill=("Company", None), Larkin=("Company", None), Moss=("Person", None))
    first = SUIT.split(".")[0]
    frames.claim(who["Quill"], "sued", who["Larkin"], first, event="LawsuitFiling")
    for maker in (frames, learned):
        others = (who["Moss"],) if maker is learned or reader == "both" else ()
        sides(maker, "Quill v. Larkin", SUIT, plaintiff=(who["Quill"],), defendant=(who["Larkin"], *others))
    surer = {f: Curve(base=2.5) for f in FINDERS}
    reading = weigh(join(frames.reading(), learned.reading(), even()), even(claims=surer))
    assert [s[2] for s in said(reading) if s[1] == "sued"] == suing


@pytest.mark.parametrize(("country", "kept"), [("GB", ["Brome Authority"]), ("FR", ["Britain", "Brome Authority"])])
def test_the_state_of_a_headline_gives_way_to_its_own_agency_alone(country: str, kept: list[str]) -> None:
    text = f"{TITLE}\n\n{BODY}"
    frames, learned, who = both(text, Britain=("Agency", "GB"), Brome_Authority=("Agency", country), Quill=("Company", None))
    frames.claim(who["Britain"], "fined", who["Quill"], TITLE, event="Fine")
    frames.claim(who["Brome_Authority"], "fined", who["Quill"], BODY, event="Fine")
    assert [s[0] for s in said(weighed(frames, learned, TITLE))] == kept


@pytest.mark.parametrize(
    ("name", "code"),
    [("Britain", "GB"), ("the US government", "US"), ("Brussels", "EU"), ("European Union", "EU"), ("Biden administration", None), ("Leeds", None)],
)
def test_names_of_whole_states(name: str, code: str | None) -> None:
    assert state_of(name) == code


def test_who_rules_for_one_side_of_the_suit_that_it_hears_rules_against_the_other() -> None:
    text = "Quill sued Larkin in the Mond Court. The Mond Court ruled for Quill."
    frames, learned, who = both(text, Quill=("Company", None), Larkin=("Company", None), Mond_Court=("Court", None))
    first, second = text.split(". ")
    suit = frames.entity("Lawsuit", "Quill v. Larkin")
    for party, label in (("Quill", "plaintiffIn"), ("Larkin", "defendantIn")):
        frames.claim(who[party], label, suit, first, lawsuit=suit)
    frames.claim(who["Mond_Court"], "ruledFor", who["Quill"], second)
    assert ("Mond Court", "ruledAgainst", "Larkin") not in [s[:3] for s in said(weighed(frames, learned))]
    frames.claim(suit, "heardIn", who["Mond_Court"], first, lawsuit=suit)
    assert ("Mond Court", "ruledAgainst", "Larkin") in [s[:3] for s in said(weighed(frames, learned))]


def test_the_same_words_tell_of_a_ruling_for_a_party_or_against_it() -> None:
    text = "The Mond Court ruled for Quill. It ruled against Quill in 2019."
    frames, learned, who = both(text, Quill=("Company", None), Mond_Court=("Court", None))
    first, second = (f"{words.rstrip('.')}." for words in text.split(". "))
    frames.claim(who["Mond_Court"], "ruledFor", who["Quill"], first)
    learned.claim(who["Mond_Court"], "ruledAgainst", who["Quill"], first)
    assert [c.predicate for c in weighed(frames, learned).claims] == ["ruledFor"]
    learned.claim(who["Mond_Court"], "ruledAgainst", who["Quill"], second)  # another ruling
    assert {c.predicate for c in weighed(frames, learned).claims} == {"ruledFor", "ruledAgainst"}


@pytest.mark.parametrize(
    ("kind", "words", "left"),
    [
        ("Agency", "Mond Board sued Quill.", 0),
        ("Agency", "Quill was sued.", 1),
        ("Agency", "Mond Board and Brome Authority sued Quill.", 1),
        ("Company", "Mond Board heard that Quill was sued.", 1),
    ],
)
def test_an_agency_does_not_sue_in_words_that_name_another(kind: str, words: str, left: int) -> None:
    text = f"Brome Authority was glad. {words}"
    frames, learned, who = both(text, Brome_Authority=(kind, "GB"), Mond_Board=("Agency", "GB"), Quill=("Company", None))
    learned.claim(who["Brome_Authority"], "sued", who["Quill"], words, "sued", event="LawsuitFiling")
    assert len(weighed(frames, learned).claims) == left
