"""What an exported model knows, as weights to begin a new run with: int8 brought back to real numbers, so a little blunter than its own run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from training.graphs import ENCODER, TRUNK

_TABLES = tuple(f"{ENCODER}{table}.weight" for table in ("words", "places", "cases", "tags"))  # looked up in; all other weights stand turned


def restore(folder: Path, model: str) -> dict[str, torch.Tensor]:
    """Weights by the names of training/model.py, as far as the export holds them: all but `shows`, which only learning needs.

    `folder` is one that training/export.py wrote, int8 or full; `model` is "tagger" or "relator".
    """
    out: dict[str, NDArray[np.float32]] = {}
    for part in (TRUNK, model):
        held = {i.name: numpy_helper.to_array(i) for i in onnx.load(folder / f"{part}.onnx").graph.initializer}
        for name, array in held.items():
            stem = name.removesuffix("_quantized")
            if not stem.endswith((".weight", ".bias")):
                continue
            if stem != name:
                array = (array.astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)) * held[f"{stem}_scale"]
            out[stem] = array.T if array.ndim == 2 and stem not in _TABLES else array
    if model == "relator":
        with np.load(folder / "heads.npz") as heads:
            out |= {n.replace("_", "."): heads[n] for n in heads.files}
    return {n: torch.from_numpy(np.array(a, dtype=np.float32)) for n, a in out.items()}
