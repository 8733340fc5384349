"""Entities of two readings brought together."""

from __future__ import annotations

from kg.extract.combine.align import align
from kg.records import Reading
from tests.extract.combine.made import Maker, even

TEXT = "Larkin Foods Ltd and Quill were fined by the Brome Authority. Larkin Foods said it would appeal. Tessa Mond, who runs Quill, was silent."


def both() -> tuple[Maker, Maker]:
    return Maker("frames", TEXT), Maker("learned", TEXT)


def aligned_names(ours: Reading, theirs: Reading) -> list[tuple[str, str, str]]:
    found = align(ours, theirs, even())
    return [(e.name, e.type, by) for e, by in zip(found.entities, found.found_by, strict=True)]


def test_entities_whose_names_stand_at_the_same_places_are_one_with_all_names() -> None:
    ours, theirs = both()
    ours.entity("Company", "Larkin Foods Ltd", "Larkin Foods")
    theirs.entity("Company", "Larkin Foods", "Larkin")
    (one,) = align(ours.reading(), theirs.reading(), even()).entities
    assert (one.name, one.aliases) == ("Larkin Foods", ("Larkin Foods Ltd", "Larkin"))
    assert [m.text for m in one.mentions] == ["Larkin Foods Ltd", "Larkin Foods"]


def test_entities_that_one_reader_found_stay_in_text_order() -> None:
    ours, theirs = both()
    ours.entity("Person", "Tessa Mond")
    theirs.entity("Agency", "Brome Authority")
    theirs.entity("Company", "Quill")
    assert aligned_names(ours.reading(), theirs.reading()) == [
        ("Quill", "Company", "learned"), ("Brome Authority", "Agency", "learned"), ("Tessa Mond", "Person", "frames"),
    ]  # fmt: skip


def test_two_that_one_reader_parted_and_the_other_joined_are_joined_by_a_common_name_only() -> None:
    ours, theirs = both()
    ours.entity("Company", "Larkin Foods Ltd", "Larkin Foods")
    theirs.entity("Company", "Larkin Foods Ltd")
    theirs.entity("Company", "larkin foods")
    theirs.entity("Company", "Foods Ltd")
    assert [name for name, _, _ in aligned_names(ours.reading(), theirs.reading())] == ["Larkin Foods Ltd", "Foods Ltd"]


def test_the_type_is_a_known_names_own_else_that_of_who_was_right_more_often() -> None:
    ours, theirs = both()
    ours.entity("Agency", "Brome Authority", reference="agency/brome", country="GB")
    ours.entity("Company", "Quill")
    ours.entity("Company", "Tessa Mond")
    theirs.entity("Organization", "Brome Authority")
    theirs.entity("Product", "Quill")
    theirs.entity("Person", "Tessa Mond")
    figures = even(types={"else": "learned", "known": "frames", "Company, Product": "frames"})
    found = align(ours.reading(), theirs.reading(), figures)
    assert {e.name: e.type for e in found.entities} == {"Quill": "Company", "Brome Authority": "Agency", "Tessa Mond": "Person"}
    assert [(e.reference, e.country) for e in found.entities if e.name == "Brome Authority"] == [("agency/brome", "GB")]


def test_ids_of_both_readings_lead_to_the_common_entities() -> None:
    ours, theirs = both()
    mine = [ours.entity("Person", "Tessa Mond"), ours.entity("Company", "Quill")]
    other = [theirs.entity("Company", "Quill"), theirs.entity("Person", "Tessa Mond")]
    found = align(ours.reading(), theirs.reading(), even())
    assert [found.entities[found.frames[i]].name for i in mine] == ["Tessa Mond", "Quill"]
    assert [found.entities[found.learned[i]].name for i in other] == ["Quill", "Tessa Mond"]
    assert [e.id for e in found.entities] == [0, 1]


def test_a_short_form_that_one_reader_knows_for_the_long_one() -> None:
    text = "Larkin Foods Group was fined. Larkin will pay. Larkin Foods is silent."
    theirs = Maker("learned", text)
    theirs.entity("Company", "Larkin Foods Group", "Larkin")

    def found(first: str | None, second: str | None, owned: bool = False) -> list[str]:
        ours = Maker("frames", text)
        full = ours.entity("Company", "Larkin Foods Group", reference=first)
        short = ours.entity("Company", "Larkin", reference=second)
        if owned:
            ours.claim(short, "subsidiaryOf", full, "Larkin")
        return [e.name for e in align(ours.reading(), theirs.reading(), even()).entities]

    assert found(None, None) == found("company/larkin-foods", None) == ["Larkin Foods Group"]
    assert found(None, "company/larkin") == found(None, None, owned=True) == ["Larkin Foods Group", "Larkin"]
