"""Names as the tagger's words give them."""

from __future__ import annotations

from kg.extract.learned.names import Found
from kg.extract.learned.scored import unjoined


def test_two_names_with_a_stroke_between_are_two_where_both_begin_others() -> None:
    text = "Orme/Harl pays. Orme Trucks and Harl Mines agreed. AC/DC plays."
    trucks, mines = Found(16, 27, "Company", 0.9), Found(32, 42, "Company", 0.9)
    joined, band = Found(0, 9, "Company", 0.8), Found(51, 56, "Organization", 0.7)
    assert [text[f.start : f.end] for f in unjoined(text, [joined, trucks, mines, band])] == ["Orme", "Harl", "Orme Trucks", "Harl Mines", "AC/DC"]
    assert unjoined(text, [joined, trucks]) == [joined, trucks]
