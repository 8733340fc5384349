"""What tells a claim's date and sum, measured."""

from __future__ import annotations

from training.fit_values import SETTINGS, Example, figures, fit


def seen(articles: int) -> list[Example]:
    """Claims whose date always stands beside them; what stands far off is never theirs."""
    signs = [frozenset({"far", "noise"}), frozenset({"far"})]
    return [Example(True, None, {"2020": frozenset({"beside"}), "2019": signs[n % 2]}, frozenset({"2020"})) for n in range(articles)]


def test_fitting_finds_what_tells() -> None:
    weights = fit(seen(200), SETTINGS["dates"])
    assert weights.choose({"2020": ["beside"], "2019": ["far"]}) == "2020"
    assert weights.choose({"2019": ["far"]}) is None
    assert weights == fit(seen(200), SETTINGS["dates"])


def test_what_is_seldom_seen_is_not_weighed() -> None:
    assert set(fit(seen(24), SETTINGS["dates"]).signs) <= {"beside", "far"}


def test_the_figures_tell_rules_and_weights_apart() -> None:
    assert figures(fit(seen(200), SETTINGS["dates"]), seen(10)).splitlines() == [
        "rules: right 0.000 wrong 0.000 of 10, given 0 of 0 others",
        "weighed: right 1.000 wrong 0.000 of 10, given 0 of 0 others",
    ]
