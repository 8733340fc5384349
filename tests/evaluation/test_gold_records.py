"""Gold files: what is refused, and what the checker finds."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kg.errors import ReadError, UsageError
from kg.evaluation import check_gold, read_gold
from tests.evaluation.annotated import GOLD, TEXT, entity, event, relation, write_gold


def test_reads_records(tmp_path: Path) -> None:
    (document,) = read_gold(write_gold(tmp_path / "gold.jsonl", GOLD))
    assert (document.id, document.line, len(document.entities), len(document.relations)) == ("acme.txt", 1, 7, 9)
    assert document.relations[-1].readings() == (
        ("Acme Corp.", "settledWith", "Federal Market Authority"),
        ("Federal Market Authority", "fined", "Acme Corp."),
    )


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "not JSON"),
        ("[]", "not a JSON object"),
        ("{}", "not gold: it has no entities, no relations and no events"),
        (json.dumps({"id": "a", "title": "Acme", "text": "Acme lost."}), "not gold: "),
        ('{"entities": []}', "id: Field required"),
        (json.dumps({"id": "a", "entities": [entity("A", "Firm")]}), r"entities\.0\.type"),
        (json.dumps({"id": "a", "relations": [relation("A", "liked", "B")]}), "no relation 'liked'"),
        (json.dumps({"id": "a", "relations": [relation("A", "sued", "B", "perhaps")]}), r"relations\.0\.status"),
        (json.dumps({"id": "a", "relations": [relation("A", "sued", "B", date="May")]}), r"relations\.0\.date"),
        (json.dumps({"id": "a", "events": [event("Fine", "A")]}), "no one-party event 'Fine'"),
        (json.dumps({"id": "first", "events": []}), "first stands twice, first in line 1"),
    ],
)
def test_faults_are_named_with_their_line(tmp_path: Path, line: str, says: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps({"id": "first", "entities": []}) + "\n\n" + line + "\n", "utf-8")
    with pytest.raises(ReadError, match=rf"gold\.jsonl:3: .*{says}"):
        read_gold(path)


def test_bad_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot read the gold file"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "empty.jsonl").write_text("\n", "utf-8")
    with pytest.raises(UsageError, match="is empty"):
        read_gold(tmp_path / "empty.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b'{"id": "caf\xe9"}')
    with pytest.raises(ReadError, match="not UTF-8"):
        read_gold(tmp_path / "latin.jsonl")


def test_a_sound_gold_has_no_faults(tmp_path: Path) -> None:
    gold = write_gold(tmp_path / "gold.jsonl", GOLD, {**GOLD, "id": "acme.json"})
    (tmp_path / "acme.txt").write_text(TEXT.replace(" had ", "\nhad "), "utf-8")
    title, _, text = TEXT.partition("\n\n")
    (tmp_path / "acme.json").write_text(json.dumps({"title": title, "text": text}), "utf-8")
    assert check_gold(gold, tmp_path) == ()


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"entities": [entity("Acmee", "Company")]}, "'Acmee' does not stand in the document"),
        ({"entities": [entity("Acme", "Company", "the firm")]}, "'the firm' does not stand"),
        ({"entities": [entity("Bolt against Acme", "Lawsuit")]}, "is named Plaintiff v. Defendant"),
        ({"entities": [entity("Acme", "Company"), entity("Acme", "Product")]}, "Acme: stands twice"),
        ({"relations": [relation("Acme Corp.", "sued", "Nobody")]}, "no entity 'Nobody'"),
        ({"relations": [relation("Acme Corp.", "sued", "Acme Corp.")]}, "both ends are the same"),
        ({"relations": [relation("Acme Corp.", "fined", "Bolt Ltd")]}, "fined does not go from Company to Company"),
        ({"relations": [relation("Bolt Ltd", "sued", "Acme Corp.", amount=5)]}, "an amount and its currency go together"),
        ({"relations": [relation("Bolt Ltd", "sued", "Acme Corp.", amount=5, currency="$")]}, "'$' is no currency code"),
        ({"relations": [relation("Bolt Ltd", "sued", "Acme Corp.", quote="sues Acme")]}, "the quote 'sues Acme' does not stand"),
        ({"relations": [relation("Bolt Ltd", "sued", "Acme Corp.", quote="had sued Acme", trigger="fined")]}, "the trigger 'fined' does not stand"),
        ({"relations": [relation("Bolt Ltd", "sued", "Acme Corp.")] * 2}, "stands twice"),
        ({"events": [event("Appeal", "Nobody")]}, "Appeal: no entity 'Nobody'"),
    ],
)
def test_the_checker_finds(tmp_path: Path, change: dict[str, Any], says: str) -> None:
    base = {**GOLD, "relations": [], "events": []}
    faults = check_gold(write_gold(tmp_path / "gold.jsonl", {**base, **change}), lambda _: TEXT)
    assert len(faults) == 1
    assert says in faults[0].what
    assert str(faults[0]).startswith(f"{tmp_path / 'gold.jsonl'}:1: acme.txt: ")


def test_a_document_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    assert [f.what for f in check_gold(write_gold(tmp_path / "gold.jsonl", GOLD), tmp_path)] == ["no such document"]
    with pytest.raises(UsageError, match="no such folder"):
        check_gold(tmp_path / "gold.jsonl", tmp_path / "none")


def test_an_official_may_act_by_name(tmp_path: Path) -> None:
    text = "Minister Ida Holm blocked Acme; Acme blocked Bolt."
    people = [entity("Ida Holm", "Person"), entity("Acme", "Company"), entity("Bolt", "Company")]
    gold = {"id": "d", "entities": people, "relations": [relation("Ida Holm", "blocked", "Acme"), relation("Acme", "blocked", "Bolt")]}
    faults = check_gold(write_gold(tmp_path / "gold.jsonl", gold), lambda _: text)
    assert [f.what for f in faults] == ["Acme blocked Bolt: blocked does not go from Company to Company"]
