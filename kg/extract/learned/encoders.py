"""The two encoders and the trunk that they share, loaded once from kg/extract/learned/model and run by onnxruntime, one window at a time.

One window at a time, because an int8 encoder scales a whole batch by its largest value: what an article is read as would depend on its neighbours.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from kg.errors import UsageError
from kg.extract.learned.heads import Floats, Heads, Ints, Window, sorted_to
from kg.extract.learned.labels import labels
from kg.extract.learned.pieces import CLS, SEP, TAGS, Pieces, cut

FILES = ("trunk.onnx", "tagger.onnx", "relator.onnx", "heads.npz", "tokenizer.json", "settings.json")
NO_CASE = 5  # of [CLS] and [SEP]
PACKAGES = ("onnxruntime", "tokenizers")


def model_folder() -> Path:
    return Path(__file__).parent / "model"


def missing(folder: Path | None = None) -> str | None:
    """What keeps the learned reader from reading, in one line; None if nothing does."""
    where = folder or model_folder()
    if absent := [name for name in FILES if not (where / name).is_file()]:
        return f"the learned reader has no {', '.join(absent)} in {where}"
    for package in PACKAGES:
        try:
            import_module(package)
        except ImportError:
            return f"the learned reader needs the package {package}: pip install {package}"
    return None


def _settings(where: Path) -> dict[str, Any]:
    """settings.json: the labels and tags that the model was made for, in the order of its outputs, and its calibration."""
    fault = f"the model in {where} is broken: settings.json "
    try:
        settings = json.loads((where / "settings.json").read_text("utf-8"))
    except ValueError as error:
        raise UsageError(f"{fault}is no JSON ({error}); export it anew") from error
    made_for = settings.get("labels") if isinstance(settings, dict) else None
    if not isinstance(made_for, list) or not all(isinstance(name, str) for name in made_for) or len(set(made_for)) != len(made_for):
        raise UsageError(f"{fault}names no labels, or one twice; export it anew")
    if settings.get("tags") != list(TAGS):
        raise UsageError(f"{fault}has other tags of names than the program; export it anew")
    return dict(settings)


def _heads(where: Path, made_for: Sequence[str]) -> Heads:
    try:
        with np.load(where / "heads.npz") as arrays:
            return Heads(sorted_to(dict(arrays), made_for, labels()))
    except (ValueError, KeyError) as error:
        raise UsageError(f"the model in {where} is broken: heads.npz does not fit settings.json ({error}); export it anew") from error


@dataclass(frozen=True)
class Base:
    """What the trunk gave for one window: states [1, pieces, hidden] and the pieces' cases [1, pieces], [CLS] and [SEP] included."""

    span: range
    states: Floats
    cases: Ints


class Encoders:
    """Tokenizer, trunk, tagger, relation encoder and heads.

    A model need not know every label of the ontology, nor the ontology every label of the model: see `sorted_to`.
    Raises UsageError where a file of the model or a package is absent, or where the model's files do not fit together.
    """

    def __init__(self, folder: Path | None = None, threads: int = 1) -> None:
        where = folder or model_folder()
        if lacking := missing(where):
            raise UsageError(lacking)
        onnxruntime: Any = import_module("onnxruntime")
        tokenizers: Any = import_module("tokenizers")
        self.settings = _settings(where)
        self.heads = _heads(where, self.settings["labels"])
        self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(where / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        # Windows differ in length: remembered patterns and an arena that only grows would cost more memory than time is saved.
        options.enable_mem_pattern = False
        options.enable_cpu_mem_arena = False

        def session(name: str) -> Any:
            # Its fused addition and norm is several times slower than the two by themselves.
            slow = ["SkipLayerNormFusion"]
            return onnxruntime.InferenceSession(str(where / name), options, providers=["CPUExecutionProvider"], disabled_optimizers=slow)

        self._trunk, self._tagger, self._relator = (session(f"{part}.onnx") for part in ("trunk", "tagger", "relator"))

    def cut(self, text: str) -> Pieces:
        return cut(text, self._tokenizer.encode(text, add_special_tokens=False))

    def base(self, pieces: Pieces, span: range) -> Base:
        """The window's pieces as both encoders begin with them."""
        ids = np.array([[CLS, *pieces.ids[span.start : span.stop], SEP]], np.int64)
        cases = np.array([[NO_CASE, *pieces.cases[span.start : span.stop], NO_CASE]], np.int64)
        return Base(span, self._trunk.run(["base"], {"ids": ids, "places": np.arange(ids.size)[None]})[0], cases)

    def tag(self, pieces: Pieces, windows: Sequence[Base]) -> Floats:
        """Scores of each piece's tags [pieces, tags]; where windows overlap, from the one in which the piece stands farther from the edge."""
        scores = np.zeros((len(pieces), len(TAGS)), np.float32)
        best = np.full(len(pieces), -1)
        for window in windows:
            span = window.span
            got = self._tagger.run(["scores"], {"base": window.states, "cases": window.cases})[0][0, 1:-1]
            place = np.arange(len(span))
            depth = np.minimum(place, len(span) - 1 - place)
            if span.start == 0:
                depth = len(span) - 1 - place
            if span.stop == len(pieces):
                depth = place if span.start else np.full(len(span), len(span))
            here = np.arange(span.start, span.stop)
            better = depth > best[here]
            scores[here[better]] = got[better]
            best[here[better]] = depth[better]
        return scores

    def relate(self, window: Base, tags: Sequence[int]) -> Window:
        """The window as the relation model sees it, the names in it tagged."""
        span = window.span
        marks = np.array([[0, *tags[span.start : span.stop], 0]], np.int64)
        inputs = {"base": window.states, "cases": window.cases, "tags": marks}
        states, attention = self._relator.run(["states", "attention"], inputs)
        return Window(span, states[0], attention[0])
