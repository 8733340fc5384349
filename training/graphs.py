"""The encoders as ONNX graphs, written node by node: one trunk that both models share (embeddings and the layers that do not learn), and what
each has above it.

A window is run at a time, so nothing is padded and nothing masked: without a mask, attention is one node that onnxruntime has a fast kernel for.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.model import HEADS, HIDDEN, LAYERS

Weights = Mapping[str, NDArray[np.float32]]
"""By the names of training/model.py."""

OPSET = 20
TRUNK, ENCODER = "trunk", "encoder."
_EPSILON = 1e-12
_CONTRIB = "com.microsoft"


class _Graph:
    """Nodes and initializers, in the order in which they are made. A weight keeps its name, so that it can be found again."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._held: dict[str, Any] = {}

    def weight(self, name: str, turned: bool = False) -> str:
        array = self._weights[name].astype(np.float32)
        return self.constant(name, array.T if turned else array)

    def constant(self, name: str, array: NDArray[Any]) -> str:
        if name not in self._held:
            self._held[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def node(self, kind: str, inputs: list[str], out: str | None = None, domain: str = "", **attributes: Any) -> str:
        return self.nodes(kind, inputs, [out or f"{kind}_{len(self._nodes)}"], domain, **attributes)[0]

    def nodes(self, kind: str, inputs: list[str], outputs: list[str], domain: str = "", **attributes: Any) -> list[str]:
        self._nodes.append(helper.make_node(kind, inputs, outputs, name=f"{kind}_{len(self._nodes)}", domain=domain, **attributes))
        return outputs

    def linear(self, x: str, stem: str, out: str | None = None) -> str:
        product = self.node("MatMul", [x, self.weight(f"{stem}.weight", turned=True)])
        return self.node("Add", [product, self.weight(f"{stem}.bias")], out)

    def norm(self, x: str, stem: str, out: str | None = None) -> str:
        return self.node("LayerNormalization", [x, self.weight(f"{stem}.weight"), self.weight(f"{stem}.bias")], out, epsilon=_EPSILON, axis=-1)

    def layer(self, x: str, stem: str, out: str | None = None, attention: str | None = None) -> str:
        """One layer of the encoder, as training/model.py's Layer; `attention`: the name under which its weights are given out."""
        qkv = self.linear(x, f"{stem}.qkv")
        query, key, value = self.nodes("Split", [qkv], [f"{stem}.{part}" for part in ("query", "key", "value")], axis=2, num_outputs=3)
        if attention is None:
            mixed = self.node("MultiHeadAttention", [query, key, value], domain=_CONTRIB, num_heads=HEADS)
        else:
            split = self.constant("by_head", np.array([0, 0, HEADS, HIDDEN // HEADS], np.int64))
            q, k, v = (self.node("Reshape", [part, split]) for part in (query, key, value))
            scaled = self.node("Mul", [q, self.constant("scale", np.array((HIDDEN // HEADS) ** -0.5, np.float32))])
            q, k, v = (self.node("Transpose", [part], perm=perm) for part, perm in ((scaled, [0, 2, 1, 3]), (k, [0, 2, 3, 1]), (v, [0, 2, 1, 3])))
            shares = self.node("Softmax", [self.node("MatMul", [q, k])], attention, axis=-1)
            joined = self.node("Transpose", [self.node("MatMul", [shares, v])], perm=[0, 2, 1, 3])
            mixed = self.node("Reshape", [joined, self.constant("whole", np.array([0, 0, HIDDEN], np.int64))])
        x = self.norm(self.node("Add", [x, self.linear(mixed, f"{stem}.out")]), f"{stem}.norm1")
        inner = self.node("Gelu", [self.linear(x, f"{stem}.up")])
        return self.norm(self.node("Add", [x, self.linear(inner, f"{stem}.down")]), f"{stem}.norm2", out)

    def model(self, inputs: list[Any], outputs: list[Any]) -> onnx.ModelProto:
        graph = helper.make_graph(self._nodes, "corekg", inputs, outputs, list(self._held.values()))
        made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(_CONTRIB, 1)], ir_version=10)
        made.producer_name = "corekg"
        onnx.checker.check_model(made)
        return made


def _ids(name: str) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.INT64, [1, "pieces"])


def _floats(name: str, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, *shape])


def trunk(weights: Weights, frozen: int) -> onnx.ModelProto:
    """ids, places [1, pieces] -> base [1, pieces, HIDDEN]: the embeddings and the `frozen` lowest layers."""
    g = _Graph(weights)
    words, places = (g.node("Gather", [g.weight(f"{ENCODER}{table}.weight"), name]) for table, name in (("words", "ids"), ("places", "places")))
    x = g.norm(g.node("Add", [words, places]), f"{ENCODER}norm", None if frozen else "base")
    for i in range(frozen):
        x = g.layer(x, f"{ENCODER}layers.{i}", "base" if i == frozen - 1 else None)
    return g.model([_ids("ids"), _ids("places")], [_floats("base", "pieces", HIDDEN)])


def tagger(weights: Weights, frozen: int) -> onnx.ModelProto:
    """base, cases -> scores [1, pieces, tags]."""
    g = _Graph(weights)
    x = g.node("Add", ["base", g.node("Gather", [g.weight(f"{ENCODER}cases.weight"), "cases"])])
    for i in range(frozen, LAYERS):
        x = g.layer(x, f"{ENCODER}layers.{i}")
    g.linear(x, "head", "scores")
    return g.model([_floats("base", "pieces", HIDDEN), _ids("cases")], [_floats("scores", "pieces", len(weights["head.bias"]))])


def relator(weights: Weights, frozen: int) -> onnx.ModelProto:
    """base, cases, tags -> states [1, pieces, HIDDEN] and the last layer's attention [1, HEADS, pieces, pieces]."""
    g = _Graph(weights)
    x = g.node("Add", ["base", g.node("Gather", [g.weight(f"{ENCODER}cases.weight"), "cases"])])
    x = g.node("Add", [x, g.node("Gather", [g.weight(f"{ENCODER}tags.weight"), "tags"])])
    for i in range(frozen, LAYERS):
        last = i == LAYERS - 1
        x = g.layer(x, f"{ENCODER}layers.{i}", "states" if last else None, "attention" if last else None)
    return g.model(
        [_floats("base", "pieces", HIDDEN), _ids("cases"), _ids("tags")],
        [_floats("states", "pieces", HIDDEN), _floats("attention", HEADS, "pieces", "pieces")],
    )


def write(model: onnx.ModelProto, path: Path, full: bool) -> None:
    """One ONNX file; int8 weights unless `full`."""
    if full:
        onnx.save(model, path)
        return
    raw = path.with_suffix(".full.onnx")
    onnx.save(model, raw)
    quantize_dynamic(
        raw,
        path,
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=True,
        op_types_to_quantize=["MatMul", "Gather"],
        extra_options={"DefaultTensorType": TensorProto.FLOAT},  # types behind a node of another domain are not inferred
    )
    raw.unlink()
