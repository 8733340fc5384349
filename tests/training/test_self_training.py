"""Articles annotated by a reader."""

from __future__ import annotations

import json
from pathlib import Path

from kg.records import Claim, LocalEntity, Mention, Reading, Span
from training.data import read_rows, write_gold_set
from training.self_training import annotate, unread

TEXT = "Veldmark acquired Corran Foods. Corran makes flour."


class Reader:
    name = "fixed"

    def read(self, articles):
        for article in articles:
            entities = [
                LocalEntity(id=n, type="Company", name=name, aliases=aliases, mentions=(Mention(span=Span(start=0, end=8), text=name),))
                for n, (name, aliases) in enumerate((("Veldmark", ()), ("Corran Foods", ("Corran", "Corrans")), ("Nowhere", ())))
            ]
            common = {"predicate": "acquired", "span": Span(start=0, end=31), "trigger": Span(start=9, end=17), "engine": "fixed", "rule": "fixed"}
            claims = [Claim(subject=0, object=1, confidence=0.9, **common), Claim(subject=1, object=0, confidence=0.5, **common)]
            claims.append(Claim(subject=0, object=2, confidence=0.9, **common))
            yield Reading(article=article, entities=tuple(entities), claims=tuple(claims))


def test_what_is_sure_is_required_and_what_is_named_nowhere_left_out(tmp_path: Path) -> None:
    write_gold_set(tmp_path / "out", annotate([{"id": "a.json", "title": None, "date": None, "text": TEXT}], Reader()))
    (row,) = read_rows(tmp_path / "out")
    assert [(e["name"], e["aliases"]) for e in row["entities"]] == [("Veldmark", []), ("Corran Foods", ["Corran"])]
    assert [(r["s"], r["o"], r["optional"], r["trigger"]) for r in row["relations"]] == [
        ("Veldmark", "Corran Foods", False, "acquired"), ("Corran Foods", "Veldmark", True, "acquired"),
    ]  # fmt: skip


def test_an_article_that_has_gold_is_left_out(tmp_path: Path) -> None:
    for name, text in (("a", TEXT), ("b", TEXT + " "), ("c", "Something else.")):
        (tmp_path / f"{name}.json").write_text(json.dumps({"text": text}))
    assert [row["id"] for row in unread(tmp_path, [])] == ["a.json", "c.json"]
    assert [row["id"] for row in unread(tmp_path, [{"text": TEXT}])] == ["c.json"]
