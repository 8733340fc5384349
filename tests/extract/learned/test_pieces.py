"""Word-pieces, sentences and windows: everything of a text is seen, and nothing twice as long as a window."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kg.extract.learned.pieces import Pieces, case_of, sentences, windows


def pieces_of(lengths: list[int]) -> Pieces:
    starts = [sum(lengths[:i]) + i for i in range(len(lengths))]
    ends = [s + n for s, n in zip(starts, lengths, strict=True)]
    n = len(lengths)
    return Pieces(tuple(range(n)), (0,) * n, tuple(starts), tuple(ends), tuple(range(n)))


def test_sentences_end_where_a_reader_would_end_them() -> None:
    text = "Fine for Acme Corp. in Oslo\n\nJudge R. T. Vale fined Acme Inc. $2.5 million. “It was late!” The U.S. firm appealed"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Fine for Acme Corp. in Oslo",
        "Judge R. T. Vale fined Acme Inc. $2.5 million.",
        "“It was late!”",
        "The U.S. firm appealed",
    ]


@given(st.text(alphabet="aB .!?\n”5", max_size=200))
def test_sentences_hold_all_that_is_not_white_space(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in found) == "".join(text.split())
    assert all(b <= c for (_, b), (c, _) in pairwise(found))


@given(st.integers(1, 400), st.lists(st.integers(0, 399), max_size=30), st.integers(20, 60))
def test_windows_cover_every_piece_and_overlap(count: int, heads: list[int], size: int) -> None:
    pieces = pieces_of([3] * count)
    starts = [pieces.starts[h] for h in sorted(set(heads)) if h < count]
    got = windows(pieces, starts, size, size // 4)
    assert {i for w in got for i in w} == set(range(count))
    assert all(len(w) <= size for w in got)
    assert all(a.start < b.start and b.start <= a.stop - size // 4 for a, b in pairwise(got))


def test_within_gives_the_pieces_of_a_stretch() -> None:
    pieces = pieces_of([3, 4, 2])  # 0-3, 4-8, 9-11
    assert list(pieces.within(4, 11)) == [1, 2]
    assert list(pieces.within(3, 4)) == []


def test_letter_case() -> None:
    assert [case_of(w) for w in ("acme", "Acme", "ACME", "iPhone", "B2B", "&", "A")] == [0, 1, 2, 3, 4, 5, 1]
