"""CSV and Parquet tables: a row for each record, read back by others; no cell that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.export.parquet import parquet
from kg.export.property_graph import property_graph
from kg.export.tables import csv_tables, tables
from kg.records import KnowledgeGraph
from tests.export.hostile import TEXTS, hostile
from tests.graph.sample import sample

BASE = "https://w3id.org/corekg/id/"


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def _files(graph: KnowledgeGraph) -> dict[str, str]:
    return csv_tables(property_graph(graph, BASE))


def test_a_row_for_each_record_with_what_it_is_linked_to() -> None:
    files = {name: _rows(text) for name, text in _files(sample()).items()}
    assert {name: len(rows) for name, rows in files.items()} == {
        **{"tables/entities.csv": 10, "tables/events.csv": 5, "tables/claims.csv": 11, "tables/articles.csv": 2}
    }
    fine = next(row for row in files["tables/events.csv"] if row["type"] == "Fine")
    assert (fine["agents"], fine["targets"], fine["date"], fine["amount"], fine["currency"], fine["lawsuit"]) == (
        *("agency/federal-market-authority", "company/acme", "2021-05-03", "5000000", "USD", ""),
    )
    claim = files["tables/claims.csv"][0]
    assert (claim["subject"], claim["predicate"], claim["object"], claim["article"]) == (
        *("agency/federal-market-authority", "fined", "company/acme", "article/news-fine"),
    )
    text = {row["id"]: row["text"] for row in files["tables/articles.csv"]}[claim["article"]]
    assert text[int(claim["quote_start"]) : int(claim["quote_end"])] == claim["quote"]


def test_no_cell_is_a_formula_and_texts_are_whole() -> None:
    files = _files(hostile())
    for text in files.values():
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for row in csv.reader(io.StringIO(text, newline="")) for cell in row)
    labels = [row["label"] for row in _rows(files["tables/events.csv"])]
    assert [label.removeprefix("'") for label in labels] == [text.replace("\0", "\ufffd").removeprefix("'") for text in TEXTS]


def test_the_order_of_the_records_does_not_show_and_nothing_is_headers_alone() -> None:
    graph = hostile()
    turned = KnowledgeGraph(
        entities=graph.entities[::-1], events=graph.events[::-1], statements=graph.statements[::-1], articles=graph.articles, cases=graph.cases
    )
    assert _files(turned) == _files(graph)
    assert all(text.count("\n") == 1 for text in _files(KnowledgeGraph()).values())


def test_duckdb_and_arrow_read_the_parquet_files(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    for graph in (sample(), hostile(), KnowledgeGraph()):
        made = property_graph(graph, BASE)
        files = parquet(made)
        assert parquet(made) == files
        for table in tables(made):
            path = tmp_path / f"{table.name}.parquet"
            path.write_bytes(files[f"parquet/{table.name}.parquet"])
            read = arrow.read_table(path).to_pylist()
            assert [list(row) for row in read] == [list(table.columns)] * len(table.rows)
            for found, row in zip(read, table.rows, strict=True):
                wanted = dict(zip(table.columns, row, strict=True))
                assert {k: str(v) if table.columns[k] == "date" and v else v for k, v in found.items()} == {
                    k: list(v) if isinstance(v, tuple) else v for k, v in wanted.items()
                }


def test_duckdb_answers_a_question_on_parquet(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    for name, content in parquet(property_graph(sample(), BASE)).items():
        (tmp_path / Path(name).name).write_bytes(content)
    query = f"""SELECT e.label, v.amount, v.currency, v.earliest FROM '{tmp_path}/events.parquet' v, '{tmp_path}/entities.parquet' e
        WHERE list_contains(v.targets, e.id) AND v.type = 'Fine'"""
    ((label, amount, currency, earliest),) = duckdb.sql(query).fetchall()
    assert (label, amount, currency, str(earliest)) == ("Acme", 5000000.0, "USD", "2021-05-03")
    assert duckdb.sql(f"SELECT count(*) FROM '{tmp_path}/claims.parquet'").fetchall() == [(11,)]


def test_without_pyarrow_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'corekg\[parquet\]'"):
        parquet(property_graph(sample(), BASE))
