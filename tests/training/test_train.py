"""The course of training: which articles, with which names, without which parts. Needs PyTorch."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs training/requirements.txt, which reading does not")
pytest.importorskip("safetensors", reason="training needs training/requirements.txt, which reading does not")

from training.data import is_dev  # noqa: E402
from training.model import Relator, Tagger  # noqa: E402
from training.train import PARTS, Articles, Settings, batches, clear, rows_of, sample, settings_of  # noqa: E402


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(model="relator", base=Path("base"), out=Path("out"))


def test_a_larger_share_holds_a_smaller_one(settings: Settings) -> None:
    rows = rows_of(settings)
    tenth, half = sample(rows, 0.1), sample(rows, 0.5)
    assert len(tenth) == round(0.1 * len(rows))
    ids = [r["id"] for r in half]
    assert {r["id"] for r in tenth} < set(ids)
    assert ids == [r["id"] for r in rows if r["id"] in set(ids)]


def test_a_fold_is_kept_out(settings: Settings) -> None:
    everything = {r["id"] for r in rows_of(replace(settings, all=True))}
    kept = [everything - {r["id"] for r in rows_of(replace(settings, fold=fold))} for fold in (0, 3)]
    assert not kept[0] & kept[1]
    assert kept[1] == {i for i in everything if is_dev(i, fold=3)}


def test_names_are_swapped_anew_in_each_epoch(settings: Settings, tokenizer) -> None:
    rows = rows_of(settings)[:30]
    articles = Articles(rows, tokenizer, 0.5, 1)
    plain, first, second = (articles.epoch(n) for n in (-1, 0, 1))
    assert [e.id for e in first] == [r["id"] for r in rows]
    assert 5 < sum(a.text != b.text for a, b in zip(plain, first, strict=True)) < 25
    assert [e.text for e in first] != [e.text for e in second]
    assert [e.text for e in articles.epoch(0)] == [e.text for e in first]
    assert Articles(rows, tokenizer, 0.0, 1).epoch(0)[0].text == plain[0].text
    assert sum(len(b) for b in batches(first, 1800, random.Random(1))) == 30


def test_what_a_model_is_to_do_without_is_nought() -> None:
    torch.manual_seed(1)
    relator, tagger = Relator(), Tagger(dropout=0.3)
    assert tagger.dropout.p == tagger.encoder.layers[-1].dropout.p == 0.3
    known = dict(relator.named_parameters())
    assert {name for part in PARTS.values() for name, _ in part} <= set(known)
    for part, places in PARTS.items():
        before = {n: p.detach().clone() for n, p in known.items()}
        clear(known, [part])
        for name, columns in places:
            assert not known[name][..., columns].any()
            assert before[name][..., columns].any()
        changed = {n for n, p in known.items() if not torch.equal(p, before[n])}
        assert changed == {name for name, _ in places}
    clear(dict(tagger.named_parameters()), list(PARTS))
    assert not tagger.encoder.cases.weight.any()


def test_options_become_settings() -> None:
    given = settings_of(["tagger", "--base", "b", "--out", "o", "--swap", "0.5", "--caseless", "0.3", "--without", "case", "--keep"])
    assert (given.swap, given.without, given.keep, given.epochs) == (0.5, ("case",), True, 12)
    assert (given.noise.caseless, given.noise.smoothing) == (0.3, 0.02)
    assert settings_of(["relator", "--base", "b", "--out", "o", "--noise", "0.1"]).noise.names == 0.1
    assert settings_of(["relator", "--base", "b", "--out", "o"]).noise.smoothing == 0.0
