"""Two builds of the seeds, one article taken out and one corrected: exactly their effects are named."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.compare import compare
from kg.graph.reading import read_graph
from kg.pipeline import BuildOptions, build

SEEDS = Path(__file__).parents[2] / "seeds"
REMOVED, CORRECTED = "27-dws-raid.html", "16-tsb-migration.txt"


@pytest.mark.slow
def test_one_article_removed_and_one_corrected(tmp_path: Path) -> None:
    shutil.copytree(SEEDS, tmp_path / "seeds", ignore=shutil.ignore_patterns("gold.jsonl"))
    options = BuildOptions(engine="frames", jobs=1, formats=("turtle",))
    build([tmp_path / "seeds"], tmp_path / "old", options)
    (tmp_path / "seeds" / REMOVED).unlink()
    text = (tmp_path / "seeds" / CORRECTED).read_text("utf-8")
    assert text.count("£29.75m") == 1
    (tmp_path / "seeds" / CORRECTED).write_text(text.replace("£29.75m", "£31.05m"), "utf-8")
    build([tmp_path / "seeds"], tmp_path / "new", options)
    old, new = (read_graph(tmp_path / name / "graph.ttl") for name in ("old", "new"))
    found = compare(old, new)

    causes = {"article withdrawn": REMOVED, "article corrected": CORRECTED}
    for _, changes in found.parts():
        for change in changes:
            assert {(c.kind, c.what) for c in change.causes} <= set(causes.items()), change
    assert [(c.what, c.label) for c in found.articles] == [("changed", CORRECTED), ("lost", REMOVED)]
    # Lost is what the article alone told; what others tell too stays.
    lost = {s.id for s in old.statements if s.article == REMOVED}
    assert lost
    assert {c.id for c in found.claims if c.causes[0].kind == "article withdrawn"} == lost
    named = {article.article.source: set(article.mentions) for article in old.articles}
    only = named.pop(REMOVED) - set().union(*named.values())
    assert {c.id for c in found.entities if c.what == "lost" and c.causes[0].kind == "article withdrawn"} >= only
    # The sum is another, and nothing else of that claim and its event but where its words stand.
    sums = [(c.what, f.old["amount"], f.new["amount"]) for part in (found.claims, found.events) for c in part for f in c.fields if f.name == "money"]
    assert ("changed", "29750000", "31050000") in sums
    assert {c.causes[0].what for part in (found.claims, found.events) for c in part for f in c.fields if f.name == "money"} == {CORRECTED}
    untouched = {s for s in new.statements if s.article not in (REMOVED, CORRECTED)}
    assert untouched <= set(old.statements)
