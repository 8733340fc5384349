"""The encoders as ONNX graphs give what the models give. Needs PyTorch."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs training/requirements.txt, which reading does not")
pytest.importorskip("onnx", reason="training needs training/requirements.txt, which reading does not")
pytest.importorskip("safetensors", reason="training needs training/requirements.txt, which reading does not")

import onnxruntime  # noqa: E402

from training.export import write_graphs  # noqa: E402
from training.model import Relator, Tagger  # noqa: E402

PIECES = 23


def models() -> tuple[Tagger, Relator]:
    torch.manual_seed(3)
    tagger, relator = Tagger().eval(), Relator().eval()
    low, high = tagger.encoder, relator.encoder
    for part in ("words", "places", "norm"):
        getattr(high, part).load_state_dict(getattr(low, part).state_dict())
    for mine, other in zip(low.layers[: low.frozen], high.layers[: low.frozen], strict=True):
        other.load_state_dict(mine.state_dict())
    return tagger, relator


def run(folder: Path, part: str, wanted: list[str], **inputs: np.ndarray) -> list[np.ndarray]:
    found: list[np.ndarray] = onnxruntime.InferenceSession(str(folder / f"{part}.onnx")).run(wanted, inputs)
    return found


def test_in_full_precision_the_graphs_are_the_models(tmp_path: Path) -> None:
    tagger, relator = models()
    write_graphs(tagger, relator, tmp_path, full=True)
    ids, cases, tags = (torch.randint(0, most, (1, PIECES)) for most in (30522, 6, 17))
    with torch.no_grad():
        scores = tagger(ids, cases, torch.ones_like(ids)).numpy()
        states, attention = (t.numpy() for t in relator.encoder(ids, cases, tags, torch.ones_like(ids), with_attention=True))
    (base,) = run(tmp_path, "trunk", ["base"], ids=ids.numpy(), places=np.arange(PIECES)[None])
    np.testing.assert_allclose(run(tmp_path, "tagger", ["scores"], base=base, cases=cases.numpy())[0], scores, atol=1e-4)
    found = run(tmp_path, "relator", ["states", "attention"], base=base, cases=cases.numpy(), tags=tags.numpy())
    np.testing.assert_allclose(found[0], states, atol=1e-4)
    np.testing.assert_allclose(found[1], attention, atol=1e-5)


def test_two_models_from_two_bases_share_no_trunk(tmp_path: Path) -> None:
    tagger, relator = models()
    with torch.no_grad():
        relator.encoder.layers[0].qkv.bias += 1
    with pytest.raises(SystemExit, match="train both from one base"):
        write_graphs(tagger, relator, tmp_path, full=True)
    assert not list(tmp_path.iterdir())
