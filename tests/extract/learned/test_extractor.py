"""From text to claims, with a made-up model in place of the encoders: what comes out is sound, and depends on the article alone."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from kg.errors import UsageError
from kg.extract.learned import LearnedExtractor, missing
from kg.extract.learned.claims import Calibration, make_claims
from kg.extract.learned.encoders import FILES, Base, model_folder
from kg.extract.learned.heads import GAPS, Floats, Heads, Window, sorted_to
from kg.extract.learned.labels import allowed, labels
from kg.extract.learned.names import Found
from kg.extract.learned.pieces import MENTION_TYPES, TAGS, Pieces, cut
from kg.extract.learned.scored import Candidate, Scored, spread
from kg.extract.learned.suits import find_suits
from kg.ontology import ontology
from kg.records import Article, Section, Span

WIDTH, HEADS, TYPE = 64, 2, 24
NAMES = {"Larkin": "Company", "Foods": "Company", "Board": "Agency", "Brome": "Person", "Quill": "Company", "Tribunal": "Court"}
TEXT = "Board fines Larkin\n\nThe Board fined Larkin Foods $5 million on 3 May 2021. Quill sued Larkin at the Tribunal. Brome runs Quill."


def noise(key: str, *shape: int) -> Floats:
    seed = int(hashlib.sha256(key.encode()).hexdigest()[:8], 16)
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


class MadeUp:
    """Tags the words in NAMES; states depend on the words alone; attention is even. `made_for`: the labels that it learned, all unless given."""

    def __init__(self, made_for: Sequence[str] | None = None) -> None:
        learned = labels() if made_for is None else made_for
        wide, count, pair = 5 * WIDTH + 4 * TYPE, len(learned), 64
        shapes = {
            "gap_weight": (GAPS, TYPE),
            "kind_weight": (len(MENTION_TYPES), TYPE), "distance_weight": (10, TYPE), "label_weight": (count, pair),
            "subject_weight": (pair, wide), "subject_bias": (pair,), "object_weight": (pair, wide), "object_bias": (pair,),
            "bilinear_weight": (count + 1, pair * 32), "bilinear_bias": (count + 1,), "linear_weight": (count + 1, 2 * pair),
            "linear_bias": (count + 1,),
            "query_weight": (WIDTH, 3 * pair), "query_bias": (WIDTH,), "pointer_weight": (WIDTH, WIDTH), "pointer_bias": (WIDTH,),
            "status_weight": (5, 2 * WIDTH), "status_bias": (5,),
        }  # fmt: skip
        arrays = {name: (noise(name, *shape) * 0.2).astype(np.float16) for name, shape in shapes.items()}
        self.heads = Heads(sorted_to(arrays, learned, labels()))

    def cut(self, text: str) -> Pieces:
        spans = [m.span() for m in re.finditer(r"\w+|[^\w\s]", text)]
        return cut(text, SimpleNamespace(ids=[5] * len(spans), offsets=spans, word_ids=list(range(len(spans)))))

    def base(self, pieces: Pieces, span: range) -> Base:
        return Base(span, np.zeros((1, len(span) + 2, WIDTH), np.float32), np.zeros((1, len(span) + 2), np.int64))

    def tag(self, pieces: Pieces, windows: Sequence[Base]) -> Floats:
        scores = np.zeros((len(pieces), len(TAGS)), np.float32)
        for i, word in enumerate(self.words):
            before = NAMES.get(self.words[i - 1]) if i else None
            kind = NAMES.get(word)
            scores[i, 0 if kind is None else TAGS.index(f"{'I' if before == kind else 'B'}-{kind}")] = 5
        return scores

    def relate(self, base: Base, tags: Sequence[int]) -> Window:
        span = base.span
        states = np.stack([noise(w, WIDTH) for w in ("[", *self.words[span.start : span.stop], "]")])
        n = len(states)
        return Window(span, states, np.full((HEADS, n, n), 1 / n, np.float32))

    def reading(self, text: str) -> MadeUp:
        self.words = re.findall(r"\w+|[^\w\s]", text)
        return self


def scored(text: str = TEXT, made_for: Sequence[str] | None = None) -> Scored:
    return Scored(text, MadeUp(made_for).reading(text), 18)  # type: ignore[arg-type]


def test_names_come_out_grouped_with_their_places() -> None:
    got = [(g.name, g.type, len(g.found)) for g in scored().groups]
    assert got == [("Board", "Agency", 2), ("Larkin Foods", "Company", 3), ("Quill", "Company", 2), ("Tribunal", "Court", 1), ("Brome", "Person", 1)]


def test_every_candidate_is_one_that_the_ontology_admits() -> None:
    s = scored()
    assert s.candidates
    for c in s.candidates:
        one = c.subject == c.object
        ok = allowed(s.groups[c.subject].type, None if one else s.groups[c.object].type)
        assert ok[labels().index(c.label)]
    assert all(a.margin >= b.margin for a, b in pairwise(s.candidates))


def test_claims_point_to_words_of_the_article_and_stay_in_domain_and_range() -> None:
    article = Article(source="a", text=TEXT, date="2021-05-04")
    entities, claims = make_claims(article, scored(), Calibration({}, {}, dict.fromkeys(labels(), 0.3)))
    assert claims
    for c in claims:
        assert c.trigger is not None
        assert c.span.covers(c.trigger)
        assert c.engine == "learned"
        if c.object is None:
            assert c.event in ontology().one_party_events()
        else:
            assert ontology().admits(c.predicate, entities[c.subject].type, entities[c.object].type)


def test_nothing_is_claimed_from_a_caption() -> None:
    everything = (Section(kind="caption", span=Span(start=0, end=len(TEXT))),)
    calibration = Calibration({}, {}, dict.fromkeys(labels(), 0.3))
    assert make_claims(Article(source="a", text=TEXT), scored(), calibration)[1]
    assert not make_claims(Article(source="a", text=TEXT, sections=everything), scored(), calibration)[1]


def test_a_text_without_words_or_names_gives_nothing() -> None:
    for text in ("", "…", "Nobody here."):
        assert scored(text).candidates == []


def test_a_sum_goes_with_the_sentence_of_the_trigger_only() -> None:
    article = Article(source="a", text=TEXT)
    _, claims = make_claims(article, scored(), Calibration({}, {}, dict.fromkeys(labels(), 0.3)))
    with_money = [c for c in claims if c.money is not None]
    assert all("$5 million" in c.span.of(TEXT) for c in with_money)


def test_names_are_found_where_the_tagger_saw_none_but_not_inside_words() -> None:
    text = "Quill rose; Quill fell; Quillon did not."
    assert [(f.start, f.end) for f in spread(text, [Found(0, 5, "Company", 0.9)])] == [(0, 5), (12, 17)]


def say(label: str, s: int, o: int | None = None, margin: float = 1.0) -> Candidate:
    return Candidate(s, s if o is None else o, label, margin, 0)


def test_parties_that_stand_together_share_a_suit_and_others_do_not() -> None:
    chosen = {
        "against": [say("against", 0, 2), say("against", 1, 2), say("against", 3, 4)],
        "plaintiffIn": [say("plaintiffIn", 0), say("plaintiffIn", 1), say("plaintiffIn", 3)],
        "defendantIn": [say("defendantIn", 2), say("defendantIn", 4)],
        "heardIn": [say("heardIn", 5)],
    }
    known = [say("plaintiffsTogether", 0, 1, 0.5), say("hears", 5, 4, 0.2), say("hears", 5, 2, -3.0)]
    suits = find_suits(chosen, known, 0.0)
    assert [(sorted(s.plaintiffs), sorted(s.defendants), sorted(s.courts)) for s in suits] == [([0, 1], [2], []), ([3], [4], [5])]
    apart = find_suits(chosen, [], 0.0)
    assert [(sorted(s.plaintiffs), sorted(s.defendants)) for s in apart] == [([0], [2]), ([1], [2]), ([3], [4])]


def test_a_lone_plaintiff_and_a_lone_defendant_are_one_suit() -> None:
    suits = find_suits({"plaintiffIn": [say("plaintiffIn", 0)], "defendantIn": [say("defendantIn", 1)]}, [], 0.0)
    assert [(sorted(s.plaintiffs), sorted(s.defendants)) for s in suits] == [([0], [1])]


def test_an_absent_model_is_named_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no trunk\.onnx, tagger\.onnx.* in ") as caught:
        list(LearnedExtractor(tmp_path).read([Article(source="a", text="x")]))
    assert "\n" not in str(caught.value)


def test_an_absent_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in FILES:
        (tmp_path / name).touch()
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    assert missing(tmp_path) == "the learned reader needs the package onnxruntime: pip install onnxruntime"


@pytest.mark.parametrize("bar", [0.0, 1.0, -2.0])
def test_a_bar_that_is_no_share_is_refused(bar: float) -> None:
    with pytest.raises(UsageError, match="between 0 and 1"):
        LearnedExtractor(bar=bar)


def test_a_lower_bar_says_more() -> None:
    article = Article(source="a", text=TEXT)
    low, high = (len(make_claims(article, scored(), Calibration.of({}, bar))[1]) for bar in (0.2, 0.6))
    assert low > high > 0


def test_nothing_heavy_is_imported_before_it_is_needed() -> None:
    LearnedExtractor()
    assert "torch" not in sys.modules


NO_MODEL = missing(model_folder())
OWN = [
    "Norland fines Larkin Foods\n\n"
    "The Norland Competition Authority fined Larkin Foods 5 million euros on 3 May 2021 for fixing prices. Larkin will appeal.",
    "Quill Bank names chief\n\nQuill Bank appointed Ada Brome as its chief executive. Brome joined from rival Tarn Capital.",
    "A day at the lake\n\nThe water was cold and the boats were late.",
]


@pytest.mark.skipif(NO_MODEL is not None, reason=NO_MODEL or "")
def test_the_installed_model_reads_the_same_in_any_order_or_company() -> None:
    articles = [Article(source=str(i), text=text, date="2021-05-04") for i, text in enumerate(OWN)]
    together = list(LearnedExtractor(threads=1).read(articles))
    backwards = list(LearnedExtractor(threads=2).read(articles[::-1]))[::-1]
    alone = [next(LearnedExtractor(threads=1).read([a])) for a in articles]
    assert together == backwards == alone
    assert any(c.predicate == "fined" and c.money is not None for c in together[0].claims)
    assert any(c.predicate == "worksFor" for c in together[1].claims)
    assert not together[2].claims
