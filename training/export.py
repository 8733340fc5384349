"""Write what is read with at run time: two encoders as ONNX (int8 or full precision), the heads as arrays, tokenizer and settings.

python -m training.export --tagger RUN --relator RUN --base FOLDER --out FOLDER [--full]
"""

from __future__ import annotations

import argparse
import json
import shutil
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.extract.learned.labels import labels
from kg.extract.learned.pieces import TAGS
from training.model import Encoder, Relator, Tagger


class TaggerGraph(nn.Module):
    def __init__(self, model: Tagger) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, cases: Tensor) -> Tensor:
        return self.model(ids, cases, torch.ones_like(ids))


class RelatorGraph(nn.Module):
    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, ids: Tensor, cases: Tensor, tags: Tensor) -> tuple[Tensor, Tensor]:
        states, attention = self.encoder(ids, cases, tags, torch.ones_like(ids), with_attention=True)
        return states, attention


def load(run: Path, model: nn.Module) -> nn.Module:
    """The averaged weights of a run's last checkpoint, ready to be used."""
    saved = torch.load(run / "last.pt", weights_only=True)
    model.load_state_dict({**saved["model"], **saved["average"]})
    print(f"{run}: step {saved['step']}")
    return model.eval()


def write_graph(module: nn.Module, names: list[str], outputs: list[str], path: Path, full: bool) -> None:
    """One ONNX file; int8 weights unless `full`."""
    example = tuple(torch.ones(1, 12, dtype=torch.long) for _ in names)
    axes = {n: {2: "pieces", 3: "pieces"} if n == "attention" else {1: "pieces"} for n in (*names, *outputs)}
    raw = path.with_suffix(".full.onnx")
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # the tracer's remarks on constants and on its own future
        torch.onnx.export(module, example, raw, input_names=names, output_names=outputs, dynamic_axes=axes, opset_version=17, dynamo=False)
    onnx.checker.check_model(str(raw))
    if full:
        raw.replace(path)
        return
    quantize_dynamic(raw, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"])
    raw.unlink()


def heads(model: Relator) -> dict[str, np.ndarray]:
    """All weights of the Relator outside its encoder, as float32."""
    return {
        n.replace(".", "_"): p.detach().numpy().astype(np.float32) for n, p in model.named_parameters() if not n.startswith(("encoder.", "shows."))
    }


def write_model(tagger_run: Path, relator_run: Path, base: Path, out: Path, full: bool = False) -> None:
    """All files of a model, uncalibrated: what two runs have learned, int8 or in full precision."""
    out.mkdir(parents=True, exist_ok=True)
    tagger, relator = load(tagger_run, Tagger()), load(relator_run, Relator())
    write_graph(TaggerGraph(tagger), ["ids", "cases"], ["scores"], out / "tagger.onnx", full)
    write_graph(RelatorGraph(relator.encoder), ["ids", "cases", "tags"], ["states", "attention"], out / "relator.onnx", full)
    kept = np.float32 if full else np.float16
    np.savez(out / "heads.npz", **{n: a.astype(kept) for n, a in heads(relator).items()})
    shutil.copy(base / "tokenizer.json", out / "tokenizer.json")
    settings = {"labels": list(labels()), "tags": list(TAGS)}
    (out / "settings.json").write_text(json.dumps(settings, indent=1) + "\n", "utf-8")
    for path in sorted(out.iterdir()):
        print(f"{path.name:20} {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tagger", type=Path, required=True)
    parser.add_argument("--relator", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--full", action="store_true", help="full precision")
    args = parser.parse_args()
    write_model(args.tagger, args.relator, args.base, args.out, args.full)


if __name__ == "__main__":
    main()
