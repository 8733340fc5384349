"""What an exported model knows, as weights to begin a new run with: int8 brought back to real numbers, so a little blunter than its own run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper

PARTS = ("qkv", "out", "up", "down")  # of a layer, in the order in which the graph multiplies by them


def restore(folder: Path, model: str) -> dict[str, torch.Tensor]:
    """Weights by the names of training/model.py, as far as the export holds them: all but `shows`, which only learning needs.

    `folder` is one that training/export.py wrote; `model` is "tagger" or "relator". Raises ValueError where the graph is not of that shape.
    """
    graph = onnx.load(folder / f"{model}.onnx").graph
    held = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    out = {n.removeprefix("model."): a for n, a in held.items() if n.endswith((".weight", ".bias"))}
    products = [n for n in graph.node if n.op_type == "MatMulInteger"]
    layers = sum(".qkv.bias" in n for n in held)
    names = [f"encoder.layers.{i}.{part}.weight" for i in range(layers) for part in PARTS] + ["head.weight"] * (model == "tagger")
    if len(products) != len(names):
        raise ValueError(f"{folder / model}.onnx: {len(products)} products of int8 weights, not {len(names)}")
    for node, name in zip(products, names, strict=True):
        stem = node.input[1].removesuffix("_quantized")
        whole = (held[f"{stem}_quantized"].astype(np.float32) - held[f"{stem}_zero_point"].astype(np.float32)) * held[f"{stem}_scale"]
        out[name] = whole.T
    for name in [n for n in held if n.endswith(".weight_quantized")]:
        stem = name.removesuffix("_quantized")
        whole = (held[name].astype(np.float32) - np.float32(held[f"{stem}_zero_point"])) * held[f"{stem}_scale"]
        out[stem.removeprefix("model.")] = whole
    if model == "relator":
        with np.load(folder / "heads.npz") as heads:
            out |= {n.replace("_", "."): heads[n] for n in heads.files}
    return {n: torch.from_numpy(np.array(a, dtype=np.float32)) for n, a in out.items()}
