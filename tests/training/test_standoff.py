"""Annotation parted from its texts, and joined with them again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from training.standoff import joined, parted

ROW = {
    "id": "a.json", "title": "Fine", "date": "2020-01-02", "text": "Orme was  fined 5 pounds. Harl was not.",
    "entities": [{"name": "Orme", "type": "Company", "aliases": [], "optional": False}],
    "relations": [{"s": "Orme", "p": "fined", "o": "Harl", "quote": "Orme was fined 5", "trigger": "fined", "status": "fact"}],
    "events": [{"type": "Appeal", "who": "Orme", "quote": "Harl was not", "status": "fact"}],
}  # fmt: skip


def test_what_is_parted_holds_no_text_and_is_joined_as_it_was(tmp_path: Path) -> None:
    bare = parted(ROW)
    assert (bare["relations"][0]["quote"], bare["relations"][0]["trigger"], bare["events"][0]["trigger"]) == ([6, 23], [16, 21], None)
    assert "text" not in bare
    (tmp_path / "a.json").write_text(json.dumps({k: ROW[k] for k in ("title", "date", "text")}))
    (row,) = joined([bare], tmp_path)
    assert (row["text"], row["relations"][0]["quote"], row["relations"][0]["trigger"]) == (ROW["text"], "Orme was  fined 5", "fined")
    assert row["events"][0]["quote"] == "Harl was not"


def test_another_text_or_none_is_named_and_left_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text(json.dumps({"title": "Fine", "text": "Orme was fined 6 pounds."}))
    assert list(joined([parted(ROW), {**parted(ROW), "id": "b.json"}], tmp_path)) == []
    told = capsys.readouterr().out
    assert "not the text that was annotated" in told
    assert "no such text" in told


def test_a_quote_that_is_not_there() -> None:
    with pytest.raises(ValueError, match="is not in the text"):
        parted({**ROW, "events": [{"type": "Appeal", "who": "Orme", "quote": "Orme will appeal"}]})
