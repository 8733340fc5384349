"""What the tests of the whole way share: the seeds, built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.pipeline import Report, build

ROOT = Path(__file__).parents[2]
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def seeds_report(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    """What a build of the seeds reports, and the folder that it wrote to."""
    folder = tmp_path_factory.mktemp("seeds") / "exports"
    return build([SEEDS], folder), folder


@pytest.fixture(scope="session")
def built(seeds_report: tuple[Report, Path]) -> Path:
    """The folder that a build of the seeds wrote to."""
    return seeds_report[1]


def contents(folder: Path) -> dict[str, bytes]:
    """Name -> bytes of everything in a folder, below it too."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
