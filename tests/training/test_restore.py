"""The shipped model as weights to begin with. Needs PyTorch."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs training/requirements.txt, which reading does not")
pytest.importorskip("onnx", reason="training needs training/requirements.txt, which reading does not")
pytest.importorskip("safetensors", reason="training needs training/requirements.txt, which reading does not")

from kg.extract.learned.encoders import model_folder  # noqa: E402
from training.model import Relator, Tagger  # noqa: E402
from training.restore import restore  # noqa: E402
from training.train import begin_from  # noqa: E402


@pytest.mark.parametrize("model", [Tagger, Relator])
def test_all_that_is_read_with_comes_back(model: type[torch.nn.Module]) -> None:
    whole = model()
    back = restore(model_folder(), model.__name__.lower())
    shapes = {n: tuple(p.shape) for n, p in whole.named_parameters()}
    assert {n for n in shapes if n not in back} == {n for n in shapes if n.startswith("shows.")}
    assert {n: tuple(w.shape) for n, w in back.items()} == {n: s for n, s in shapes.items() if n in back}
    begin_from(whole, model_folder())
    assert all(torch.equal(p, back[n]) for n, p in whole.named_parameters() if n in back)


def test_a_restored_tagger_scores_as_the_shipped_one() -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    tagger = Tagger().eval()
    begin_from(tagger, model_folder())
    ids = np.array([[101, 1996, 7570, 10288, 12110, 15223, 2078, 2924, 2038, 16101, 2098, 102]], dtype=np.int64)
    cases = np.zeros_like(ids)
    with torch.no_grad():
        ours = tagger(torch.from_numpy(ids), torch.from_numpy(cases), torch.ones(1, ids.shape[1], dtype=torch.long)).numpy()
    folder = model_folder()
    trunk, head = (onnxruntime.InferenceSession(str(folder / f"{part}.onnx")) for part in ("trunk", "tagger"))
    (base,) = trunk.run(["base"], {"ids": ids, "places": np.arange(ids.size)[None]})
    (theirs,) = head.run(["scores"], {"base": base, "cases": cases})
    # The shipped one rounds what flows through it, too.
    assert np.corrcoef(ours.ravel(), theirs.ravel())[0, 1] > 0.99
