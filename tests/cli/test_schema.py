"""`kg schema`: prints what is printed from the ontology, and says what is stale."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.schema import printed
from tests.cli.conftest import Call

COMMITTED = Path(__file__).parents[2] / "schemas"


def test_what_is_committed_is_up_to_date(kg: Call) -> None:
    done = kg("schema", "--check", "-o", COMMITTED)
    assert (done.code, done.out, done.err) == (0, "", "")


def test_printed_and_then_found_up_to_date(kg: Call, tmp_path: Path) -> None:
    done = kg("schema", "-o", "new/schemas")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [f"new/schemas/{name}" for name in printed()]
    assert {path.name: path.read_text("utf-8") for path in (tmp_path / "new" / "schemas").iterdir()} == printed()
    assert kg("schema", "--check", "-o", "new/schemas").code == 0


@pytest.mark.parametrize("name", printed())
@pytest.mark.parametrize("fault", ["altered", "missing"])
def test_a_stale_file_is_named(kg: Call, tmp_path: Path, name: str, fault: str) -> None:
    kg("schema", "-o", "schemas")
    path = tmp_path / "schemas" / name
    path.unlink() if fault == "missing" else path.write_text(path.read_text("utf-8") + "\n", "utf-8")
    done = kg("schema", "--check")
    assert (done.code, done.out, done.err) == (1, "", f"schemas/{name}: stale; run `kg schema`\n")
    assert path.exists() is (fault == "altered")
