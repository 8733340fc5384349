"""Write what is read with at run time: the encoders as ONNX (int8 or full precision), the heads as arrays, tokenizer and settings.

python -m training.export --tagger RUN --relator RUN --base FOLDER --out FOLDER [--full]
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from kg.extract.learned.labels import labels
from kg.extract.learned.pieces import TAGS
from training import graphs
from training.model import Relator, Tagger


def load(run: Path, model: nn.Module) -> None:
    """Give `model` the averaged weights of a run's last checkpoint."""
    saved = torch.load(run / "last.pt", weights_only=True)
    model.load_state_dict({**saved["model"], **saved["average"]})
    print(f"{run}: step {saved['step']}")


def arrays(model: nn.Module) -> dict[str, NDArray[np.float32]]:
    return {name: parameter.detach().numpy() for name, parameter in model.named_parameters()}


def write_graphs(tagger: Tagger, relator: Relator, out: Path, full: bool) -> None:
    """trunk.onnx, tagger.onnx and relator.onnx. Raises SystemExit where the two were not trained on one trunk."""
    low, other, frozen = arrays(tagger), arrays(relator), tagger.encoder.frozen
    trunk = graphs.trunk(low, frozen)
    shared = {i.name for i in trunk.graph.initializer} & set(low)
    if relator.encoder.frozen != frozen or not all(np.array_equal(low[name], other[name]) for name in shared):
        raise SystemExit("tagger and relator differ below the layers that learn: train both from one base")
    graphs.write(trunk, out / "trunk.onnx", full)
    graphs.write(graphs.tagger(low, frozen), out / "tagger.onnx", full)
    graphs.write(graphs.relator(other, frozen), out / "relator.onnx", full)


def heads(model: Relator) -> dict[str, np.ndarray]:
    """All weights of the Relator outside its encoder, as float32."""
    return {
        n.replace(".", "_"): p.detach().numpy().astype(np.float32) for n, p in model.named_parameters() if not n.startswith(("encoder.", "shows."))
    }


def write_model(tagger_run: Path, relator_run: Path, base: Path, out: Path, full: bool = False) -> None:
    """All files of a model, uncalibrated: what two runs have learned, int8 or in full precision."""
    out.mkdir(parents=True, exist_ok=True)
    tagger, relator = Tagger(), Relator()
    load(tagger_run, tagger)
    load(relator_run, relator)
    write_graphs(tagger, relator, out, full)
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
