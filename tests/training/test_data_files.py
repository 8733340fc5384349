"""Every annotated article of ours agrees with its own text and with the ontology."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.quality import OWN_NEWS
from training.check_data import faults
from training.data import HERE, read_rows


@pytest.mark.parametrize("folder", [HERE / "data", HERE / "measure", OWN_NEWS], ids=lambda p: p.name)
def test_annotations_hold(folder: Path) -> None:
    rows = list(read_rows(folder))
    assert rows
    assert [(r["id"], fault) for r in rows for fault in faults(r)] == []
