"""The benchmark of resolving: the same articles for the same seed, and a limit that is passed is said by the exit code."""

from __future__ import annotations

import sys

import pytest

from benchmarks.resolve_speed import main, readings


def test_made_articles_are_the_same_for_a_seed_and_their_mentions_stand_in_the_text() -> None:
    first, again, other = (list(readings(20, seed)) for seed in (1, 1, 2))
    assert first == again
    assert first != other
    assert all(m.span.of(r.article.text) == m.text for r in first for e in r.entities for m in e.mentions)
    assert any(r.claims for r in first)


@pytest.mark.parametrize(("limits", "code"), [(("--seconds", "600", "--growth", "100"), 0), (("--seconds", "0"), 1), (("--growth", "0"), 1)])
def test_a_limit_that_is_passed_is_told(
    limits: tuple[str, ...], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["resolve_speed.py", "--mentions", "400", *limits])
    assert main() == code
    sizes = [int(line.split()[0]) for line in capsys.readouterr().out.splitlines()[1:5]]
    assert sizes == sorted(sizes)
    assert sizes[-1] >= 400
