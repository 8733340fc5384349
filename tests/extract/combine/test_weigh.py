"""Claims of two readings weighed: what is said, by whom, how surely."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.extract.combine.candidates import join
from kg.extract.combine.measured import Curve, Measured
from kg.extract.combine.weigh import weigh
from kg.ontology import ontology
from kg.records import STATUSES, Money, Reading, Status
from tests.extract.combine.made import FINDERS, Maker, even

FINE = "Brome Authority fined Larkin $5m on 3 May 2021."
SUIT = "Quill sued Larkin in the Mond Court in 2020."
RIVALS = "Quill and Larkin are rivals."
AGAIN = "Later Brome Authority fined Larkin again."
TEXT = " ".join((FINE, SUIT, RIVALS, AGAIN))


class Pair:
    """Both readers' makers with the text's four names in each."""

    def __init__(self) -> None:
        self.frames, self.learned = Maker("frames", TEXT), Maker("learned", TEXT)
        for maker in (self.frames, self.learned):
            self.brome, self.larkin = maker.entity("Agency", "Brome Authority"), maker.entity("Company", "Larkin")
            self.quill, self.court = maker.entity("Company", "Quill"), maker.entity("Court", "Mond Court")

    def weighed(self, figures: Measured | None = None) -> Reading:
        figures = figures or even()
        return weigh(join(self.frames.reading(), self.learned.reading(), figures), figures)


def said(reading: Reading) -> list[tuple[str, str, str | None, str]]:
    names = [e.name for e in reading.entities]
    return [(names[c.subject], c.predicate, None if c.object is None else names[c.object], c.engine) for c in reading.claims]


def test_a_claim_of_both_is_one_and_says_so() -> None:
    pair = Pair()
    pair.frames.claim(pair.brome, "fined", pair.larkin, FINE, "fined", event="Fine", date="2021-05-03", status="planned")
    pair.learned.claim(pair.brome, "fined", pair.larkin, FINE, "fined", event="Fine", money=Money(amount=Decimal(5_000_000), currency="USD"))
    reading = pair.weighed(even(fields={"status": "learned", "date": "frames", "money": "frames", "event": "frames"}))
    assert said(reading) == [("Brome Authority", "fined", "Larkin", "both")]
    (claim,) = reading.claims
    assert (claim.status, claim.date, claim.rule) == ("fact", "2021-05-03", "frames/fined learned/fined")
    assert claim.money == Money(amount=Decimal(5_000_000), currency="USD")
    assert claim.trigger is not None
    assert claim.trigger.of(TEXT) == "fined"


def test_events_of_other_dates_in_other_places_stay_apart() -> None:
    pair = Pair()
    pair.frames.claim(pair.brome, "fined", pair.larkin, FINE, event="Fine", date="2021-05-03")
    pair.learned.claim(pair.brome, "fined", pair.larkin, AGAIN, event="Fine", date="2022")
    assert [(c.date, c.engine) for c in pair.weighed().claims] == [("2021-05-03", "frames"), ("2022", "learned")]


def test_dates_of_which_one_is_more_exact_are_one_event() -> None:
    pair = Pair()
    pair.frames.claim(pair.brome, "fined", pair.larkin, FINE, event="Fine", date="2021-05-03")
    pair.learned.claim(pair.brome, "fined", pair.larkin, AGAIN, event="Fine", date="2021")
    assert [(c.date, c.engine) for c in pair.weighed().claims] == [("2021-05-03", "both")]


def test_a_symmetric_claim_is_one_either_way_round() -> None:
    pair = Pair()
    pair.frames.claim(pair.quill, "competesWith", pair.larkin, RIVALS)
    pair.learned.claim(pair.larkin, "competesWith", pair.quill, RIVALS)
    assert said(pair.weighed()) == [("Quill", "competesWith", "Larkin", "both")]


def test_what_one_reader_says_is_said_from_the_measured_confidence() -> None:
    pair = Pair()
    pair.learned.claim(pair.quill, "competesWith", pair.larkin, RIVALS)
    pair.learned.claim(pair.quill, "sued", pair.larkin, SUIT, event="LawsuitFiling")
    doubt = even(claims={f: Curve(base=0.7, labels={"competesWith": -2.0} if f == "learned" else {}) for f in FINDERS})
    assert said(pair.weighed(doubt)) == [("Quill", "sued", "Larkin", "learned")]
    assert [c.confidence for c in pair.weighed(doubt).claims] == [pytest.approx(0.668, abs=0.001)]
    pair.frames.claim(pair.quill, "competesWith", pair.larkin, RIVALS)
    assert ("Quill", "competesWith", "Larkin", "both") in said(pair.weighed(doubt))


def test_a_claim_that_the_merged_types_do_not_admit_is_not_made() -> None:
    frames, learned = Maker("frames", TEXT), Maker("learned", TEXT)
    frames.claim(frames.entity("Agency", "Brome Authority"), "fined", frames.entity("Company", "Larkin"), FINE, event="Fine")
    learned.entity("Company", "Brome Authority")
    assert weigh(join(frames.reading(), learned.reading(), even()), even()).claims == ()


def test_a_suit_told_by_both_is_one_with_all_its_parties_and_named_after_them() -> None:
    pair = Pair()
    suit = pair.frames.entity("Lawsuit", "Quill v. ?")
    pair.frames.claim(pair.quill, "plaintiffIn", suit, SUIT, lawsuit=suit)
    pair.frames.claim(suit, "heardIn", pair.court, SUIT, lawsuit=suit)
    suit = pair.learned.entity("Lawsuit", "Quill v. Larkin")
    pair.learned.claim(pair.quill, "plaintiffIn", suit, SUIT, lawsuit=suit)
    pair.learned.claim(pair.larkin, "defendantIn", suit, SUIT, lawsuit=suit)
    assert sorted(said(pair.weighed())) == [
        ("Larkin", "defendantIn", "Quill v. Larkin", "learned"),
        ("Quill", "plaintiffIn", "Quill v. Larkin", "both"),
        ("Quill v. Larkin", "heardIn", "Mond Court", "frames"),
    ]


@pytest.mark.parametrize("status", ["negated", "alleged"])
def test_what_the_frames_read_as_denied_or_hearsay_is_no_fact(status: Status) -> None:
    pair = Pair()
    pair.frames.claim(pair.brome, "fined", pair.larkin, FINE, "fined", event="Fine", status=status)
    pair.learned.claim(pair.brome, "fined", pair.larkin, FINE, "fined", event="Fine")
    fields = {"status": "learned", "date": "frames", "money": "frames", "event": "frames"}
    assert [c.status for c in pair.weighed(even(fields=fields)).claims] == [status]


def test_a_planned_suit_stays_planned_and_a_planned_penalty_does_not() -> None:
    fields = {"status": "learned", "date": "frames", "money": "frames", "event": "frames"}
    for label, event, status in (("sued", "LawsuitFiling", "planned"), ("fined", "Fine", "fact")):
        pair = Pair()
        pair.frames.claim(pair.brome, label, pair.larkin, FINE, "fined", event=event, status="planned", rule=f"{label}/verb")
        pair.learned.claim(pair.brome, label, pair.larkin, FINE, "fined", event=event)
        assert [c.status for c in pair.weighed(even(fields=fields)).claims] == [status]


def test_a_denial_for_which_the_sentence_has_no_word_is_none() -> None:
    pair = Pair()
    pair.frames.claim(pair.brome, "fined", pair.larkin, FINE, "fined", event="Fine")
    pair.learned.claim(pair.brome, "fined", pair.larkin, FINE, "fined", event="Fine", status="negated")
    fields = {"status": "learned", "date": "frames", "money": "frames", "event": "frames"}
    assert [c.status for c in pair.weighed(even(fields=fields)).claims] == ["fact"]


def test_suits_with_other_parties_stay_two() -> None:
    pair = Pair()
    suit = pair.frames.entity("Lawsuit", "Quill v. Larkin")
    pair.frames.claim(pair.quill, "plaintiffIn", suit, SUIT, lawsuit=suit)
    pair.frames.claim(pair.larkin, "defendantIn", suit, SUIT, lawsuit=suit)
    suit = pair.learned.entity("Lawsuit", "Brome Authority v. Larkin")
    pair.learned.claim(pair.brome, "plaintiffIn", suit, SUIT, lawsuit=suit)
    pair.learned.claim(pair.larkin, "defendantIn", suit, SUIT, lawsuit=suit)
    assert [e.name for e in pair.weighed().entities if e.type == "Lawsuit"] == ["Quill v. Larkin", "Brome Authority v. Larkin"]


def test_a_suit_without_a_party_left_is_gone_with_all_that_is_said_of_it() -> None:
    pair = Pair()
    suit = pair.learned.entity("Lawsuit", "Quill v. ?")
    pair.learned.claim(pair.quill, "plaintiffIn", suit, SUIT, lawsuit=suit)
    pair.learned.claim(suit, "heardIn", pair.court, SUIT, lawsuit=suit)
    pair.learned.claim(pair.quill, "sued", pair.larkin, SUIT, event="LawsuitFiling", lawsuit=suit)
    doubt = even(claims={f: Curve(base=0.7, labels={"plaintiffIn": -2.0}) for f in FINDERS})
    reading = pair.weighed(doubt)
    assert said(reading) == [("Quill", "sued", "Larkin", "learned")]
    assert [c.lawsuit for c in reading.claims] == [None]
    assert "Lawsuit" not in {e.type for e in reading.entities}


def test_of_a_party_on_both_sides_the_surer_stands() -> None:
    pair = Pair()
    suit = pair.learned.entity("Lawsuit", "Quill v. Quill")
    pair.learned.claim(pair.quill, "plaintiffIn", suit, SUIT, lawsuit=suit, confidence=0.6)
    pair.learned.claim(pair.quill, "defendantIn", suit, SUIT, lawsuit=suit, confidence=0.9)
    figures = even(claims={f: Curve(base=0.7, signs={"learned": 1.0}) for f in FINDERS})
    assert said(pair.weighed(figures)) == [("Quill", "defendantIn", "? v. Quill", "learned")]


def test_an_entity_that_one_found_and_nothing_is_said_of_is_kept_where_such_are_mostly_right() -> None:
    frames, learned = Maker("frames", TEXT), Maker("learned", TEXT)
    frames.entity("Company", "Larkin")
    frames.entity("Agency", "Brome Authority", reference="agency/brome")
    frames.claim(frames.entity("Company", "Quill"), "participant", None, SUIT, event="Appeal")
    learned.entity("Court", "Mond Court")
    figures = even(lone_entities={"frames, Company": 0.3, "frames, Agency": 0.3, "learned, Court": 0.6})
    reading = weigh(join(frames.reading(), learned.reading(), figures), figures)
    assert [e.name for e in reading.entities] == ["Brome Authority", "Quill", "Mond Court"]


NAMES = ("Brome Authority", "Larkin", "Quill", "Mond Court")
TYPES = ("Agency", "Company", "Person", "Court", "Organization")
CLAIMS = st.lists(
    st.tuples(
        st.sampled_from(("fined", "sued", "acquired", "competesWith", "settledWith", "plaintiffIn", "defendantIn", "heardIn", "participant")),
        st.integers(0, 3), st.integers(0, 3), st.sampled_from((FINE, SUIT, RIVALS, AGAIN)), st.sampled_from(STATUSES), st.floats(0, 1),
    ),
    max_size=8,
)  # fmt: skip


def random_reading(engine: str, types: tuple[str, ...], claims: list[tuple[str, int, int, str, str, float]]) -> Reading:
    maker = Maker(engine, TEXT)
    for name, type_ in zip(NAMES, types, strict=True):
        maker.entity(type_, name)  # type: ignore[arg-type]
    suit = maker.entity("Lawsuit", "? v. ?")
    for predicate, subject, object_, words, status, confidence in claims:
        ends: tuple[int, int | None] = (subject, object_)
        if predicate == "participant":
            ends = (subject, None)
        elif predicate in ("plaintiffIn", "defendantIn"):
            ends = (subject, suit)
        elif predicate == "heardIn":
            ends = (suit, subject)
        event = "Appeal" if predicate == "participant" else None
        maker.claim(ends[0], predicate, ends[1], words, status=status, confidence=confidence, event=event, lawsuit=suit if suit in ends else None)
    return maker.reading()


KINDS = st.tuples(*[st.sampled_from(TYPES)] * 4)


@given(ours=KINDS, theirs=KINDS, our_claims=CLAIMS, their_claims=CLAIMS)
def test_whatever_is_read_what_comes_out_is_sound(ours, theirs, our_claims, their_claims) -> None:  # type: ignore[no-untyped-def]
    frames, learned = random_reading("frames", ours, our_claims), random_reading("learned", theirs, their_claims)
    figures = even(claims={f: Curve(base=0.2, signs={"frames": 0.5, "learned": 0.5}) for f in FINDERS})
    reading = Reading.model_validate(weigh(join(frames, learned, figures), figures).model_dump())
    types = [e.type for e in reading.entities]
    for claim in reading.claims:
        if claim.object is not None:
            assert claim.subject != claim.object
            assert ontology().admits(claim.predicate, types[claim.subject], types[claim.object])
        assert claim.confidence >= 0.5
    suits = {c.object for c in reading.claims if c.predicate in ("plaintiffIn", "defendantIn")}
    assert suits == {e.id for e in reading.entities if e.type == "Lawsuit"}
    sides = [(c.subject, c.object, c.predicate) for c in reading.claims if c.predicate in ("plaintiffIn", "defendantIn")]
    assert not any((s, o, "defendantIn") in sides for s, o, p in sides if p == "plaintiffIn")
    spans = sorted((m.span.start, m.span.end) for e in reading.entities for m in e.mentions)
    assert spans == sorted({*spans})
