"""Who is who: marks come off where they stand, and the figures are those counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from kg.errors import KnowledgeError, UsageError
from kg.evaluation import IdentitySet, Placed, read_identity, score_identity

ROOT = Path(__file__).parents[2]

SET = """\
clusters:
- cluster: two banks
  articles:
  - date: 2020-01-02
    title: "[harl|Harl Bank] fined"
    text: The agency fined [harl|Harl]. [harl|The bank] paid.
  - text: "[osk|Osk Bank] sued [harl-uk|Harl Bank UK]."
  either: [[harl-uk, harl]]
"""


def labelled(tmp_path: Path, text: str = SET) -> IdentitySet:
    path = tmp_path / "set.yaml"
    path.write_text(text, "utf-8")
    return read_identity(path)


def answer(asked: IdentitySet, whose: Sequence[str | None]) -> dict[str, list[Placed]]:
    """One name a mention, in order; None where the reader found nothing."""
    placed: dict[str, list[Placed]] = {}
    for mention, who in zip(asked.mentions, whose, strict=True):
        if who is not None:
            placed.setdefault(mention.source, []).append(Placed(mention.span, who))
    return placed


def test_marks_come_off_and_their_words_stay_where_they_were(tmp_path: Path) -> None:
    asked = labelled(tmp_path)
    first = asked.articles[0]
    assert first.text == "Harl Bank fined\n\nThe agency fined Harl. The bank paid."
    assert first.title == "Harl Bank fined"
    assert [s.span.of(first.text) for s in first.sections] == ["Harl Bank fined", "The agency fined Harl. The bank paid."]
    texts = {a.source: a.text for a in asked.articles}
    assert [m.span.of(texts[m.source]) for m in asked.mentions] == [m.words for m in asked.mentions]
    assert [m.key for m in asked.mentions] == ["harl", "harl", "harl", "osk", "harl-uk"]


def test_verdicts(tmp_path: Path) -> None:
    asked = labelled(tmp_path)
    assert asked.verdict("harl", "harl") == "same"
    assert asked.verdict("harl", "harl-uk") == asked.verdict("harl-uk", "harl") == "either"
    assert asked.verdict("osk", "harl-uk") == "different"


@pytest.mark.parametrize("both", ["one", "another"])
def test_all_right_whichever_way_an_open_pair_is_judged(tmp_path: Path, both: str) -> None:
    asked = labelled(tmp_path)
    scores = score_identity(asked, answer(asked, ["one", "one", "one", "osk", both]))
    assert (scores.precision, scores.recall, scores.f1, scores.wrong_merges) == (1, 1, 1, 0)
    assert (scores.pairs, scores.pairs_right) == (10, 10)
    assert not scores.wrong_pairs


def test_a_split_costs_recall_and_a_merge_precision(tmp_path: Path) -> None:
    asked = labelled(tmp_path)
    scores = score_identity(asked, answer(asked, ["one", "one", "osk", "osk", "uk"]))
    # Precision: 1, 1, 1/2, 1/2, 1. Recall: 2/3, 2/3, 1/3, 1, 1.
    assert scores.precision == pytest.approx(4 / 5)
    assert scores.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert (scores.merged, scores.wrong) == (2, 1)
    assert scores.wrong_merges == 0.5
    assert [(p.merged, p.a.words, p.b.words) for p in scores.wrong_pairs] == [
        (True, "The bank", "Osk Bank"),
        (False, "Harl Bank", "The bank"),
        (False, "Harl", "The bank"),
    ]


def test_what_was_not_read_is_counted_apart(tmp_path: Path) -> None:
    asked = labelled(tmp_path)
    scores = score_identity(asked, answer(asked, ["one", "one", None, "osk", "uk"]))
    assert [m.words for m in scores.unread] == ["The bank"]
    assert scores.f1 == 1
    assert scores.pairs == 6
    assert score_identity(asked, {}).f1 == 0
    assert len(score_identity(asked, {}).unread) == 5


def test_the_stretch_most_like_the_mention_counts(tmp_path: Path) -> None:
    asked = labelled(tmp_path)
    found = answer(asked, ["one", "one", "one", "osk", None])
    text = asked.articles[1].text
    at = text.index("Harl Bank UK")
    uk = asked.mentions[-1].span
    found[asked.articles[1].source] += [Placed(uk.model_copy(update={"start": at + 5}), "uk"), Placed(uk.model_copy(update={"end": at + 4}), "harl")]
    assert not score_identity(asked, found).unread  # "Bank UK" ends where the mention does
    short = answer(asked, ["one", "one", "one", "osk", None])
    short[asked.articles[1].source] += [Placed(uk.model_copy(update={"end": at + 4}), "harl")]
    assert [m.key for m in score_identity(asked, short).unread] == ["harl-uk"]


def test_what_is_said_of_several_is_none_of_them(tmp_path: Path) -> None:
    asked = labelled(tmp_path)
    uk = asked.mentions[-1].span
    several = uk.model_copy(update={"start": uk.start + 5})
    found = answer(asked, ["one", "one", "one", "osk", None])
    found[asked.articles[1].source] += [Placed(several, "one"), Placed(several, "osk")]
    assert [m.key for m in score_identity(asked, found).unread] == ["harl-uk"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("[harl|Harl]", "[Harl]"), "not \\[key\\|words\\]"),
        (("[harl|Harl]", "[harl|]"), "is not a mark"),
        (("[harl|Harl]", "[Harl Bank|Harl]"), "is not a mark"),
        (("[[harl-uk, harl]]", "[[harl-uk, harlan]]"), "does not name two of its keys"),
        (("  - text", "  - txt"), "set.yaml:7"),
    ],
)
def test_what_is_malformed_is_named(tmp_path: Path, change: tuple[str, str], says: str) -> None:
    with pytest.raises(KnowledgeError, match=says):
        labelled(tmp_path, SET.replace(*change))


def test_no_set_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \*.yaml file"):
        read_identity(tmp_path)
    with pytest.raises(UsageError, match="cannot read"):
        read_identity(tmp_path / "none.yaml")


def test_the_project_s_own_set_is_sound() -> None:
    asked = read_identity(ROOT / "benchmarks" / "identity")
    clusters = {m.cluster for m in asked.mentions}
    assert len(clusters) >= 60
    assert all(len({m.source for m in asked.mentions if m.cluster == c}) > 1 for c in clusters)
