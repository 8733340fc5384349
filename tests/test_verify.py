"""`verify` finds whatever is done to a folder of exports, even by someone who signs the manifest anew; and finds nothing in clean ones."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from kg.errors import UsageError
from kg.formats import FORMATS, Page, Source
from kg.manifest import read_manifest, seal, write_with_manifest
from kg.records import KnowledgeGraph
from kg.verify import verify
from tests.export.hostile import hostile
from tests.graph.sample import sample

FORMS = tuple(form for form in FORMATS if form != "parquet")


def written(graph: KnowledgeGraph, folder: Path, forms: tuple[str, ...] = FORMS) -> Path:
    source = Source(graph)
    files = {name: content for form in forms for name, content in FORMATS[form].write(source).items()}
    write_with_manifest(folder, {**files, "report.md": "# Report\n"}, graph, source.base_iri)
    return folder


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(sample(), tmp_path_factory.mktemp("clean") / "exports")


@pytest.fixture
def folder(clean: Path, tmp_path: Path) -> Path:
    """A copy to do harm to."""
    return Path(shutil.copytree(clean, tmp_path / "exports"))


def resign(folder: Path) -> None:
    """Make the manifest name the files as they are now, as someone would who does harm on purpose."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for name, entry in manifest["files"].items():
        if (folder / name).is_file():
            content = (folder / name).read_bytes()
            entry |= {"bytes": len(content), "sha256": sha256(content).hexdigest()}
    save(folder, manifest)


def save(folder: Path, manifest: dict[str, object]) -> None:
    (folder / "manifest.json").write_text(json.dumps({**manifest, "seal": seal(manifest)}), "utf-8")


def replace(folder: Path, name: str, old: str, new: str, count: int = 1) -> None:
    path = folder / name
    text = path.read_bytes().decode("utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new, count).encode("utf-8"))


def drop_line(folder: Path, name: str, containing: str) -> None:
    path = folder / name
    lines = path.read_bytes().decode("utf-8").split("\n")
    (at,) = [i for i, line in enumerate(lines) if containing in line][:1]
    path.write_bytes("\n".join([*lines[:at], *lines[at + 1 :]]).encode("utf-8"))


def swap(folder: Path, one: str, other: str) -> None:
    first, second = (folder / one).read_bytes(), (folder / other).read_bytes()
    (folder / one).write_bytes(second)
    (folder / other).write_bytes(first)


def edit_manifest(folder: Path, change: Callable[[Any], object], sign: bool = True) -> None:
    manifest = json.loads((folder / "manifest.json").read_bytes())
    change(manifest)
    if sign:
        save(folder, manifest)
    else:
        (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")


QUOTE = "The Federal Market Authority fined Acme Corp. $5 million on 3 May 2021."
CHANGED = QUOTE.replace("$5", "$6")
CLAIM = "\n<claim/999> a reg:Claim ; rdf:subject <company/bolt> ; rdf:predicate reg:sued ; rdf:object <company/acme> ; reg:status reg:fact .\n"

# What is done to the folder, and what a fault that is found then says.
HARM: dict[str, tuple[Callable[[Path], object], str]] = {
    "a byte of a quote": (
        lambda f: replace(f, "graph.ttl", f'oa:exact "{QUOTE}"', f'oa:exact "{CHANGED}"'),
        "claim/001: the quote is not what stands",
    ),
    "a byte of a quote in N-Quads": (lambda f: replace(f, "graph.nq", f'exact> "{QUOTE}"', f'exact> "{CHANGED}"'), "claim/001: the quote is not"),
    "a byte of a quote in Neo4j": (lambda f: replace(f, "neo4j/claims.csv", QUOTE, CHANGED), "neo4j: claim/001: the quote is not"),
    "a byte of a quote in the page": (
        lambda f: replace(f, "graph.html", f'"quote":"{QUOTE}"', f'"quote":"{CHANGED}"'),
        "html: claim/001: the quote is not",
    ),
    "a shifted offset": (lambda f: replace(f, "graph.ttl", "oa:start 22 ", "oa:start 23 "), "turtle: claim/001: the quote is not what stands at 23"),
    "a shifted offset in a table": (
        lambda f: replace(f, "tables/claims.csv", f'"{QUOTE}",22,', f'"{QUOTE}",21,'),
        "csv: claim/001: the quote is not",
    ),
    "a changed text": (
        lambda f: replace(f, "graph.jsonld", "pleaded guilty. The", "pleaded guilty! The"),
        "jsonld: article/notices-plea-7: the text is not",
    ),
    "a text changed with its quotes": (
        lambda f: replace(f, "arangodb/vertices.jsonl", "$5 million", "$9 million", 9),
        "arangodb: article/news-fine: the text",
    ),
    "a dropped edge": (
        lambda f: replace(f, "graph.ttl", "reg:fined <company/acme>", "rdfs:comment 'x'"),
        "graph.ttl: 0 edges fined, 1 in the manifest",
    ),
    "a dropped line of edges": (lambda f: drop_line(f, "neo4j/links.csv", "MENTIONS"), "edges mentions, 8 in the manifest"),
    "a dropped edge in GraphML": (lambda f: replace(f, "graph.graphml", ">worksFor<", ">makes<"), "graph.graphml: 0 edges worksFor"),
    "a turned edge": (lambda f: swap_ends(f), "gexf: not as in turtle: company/bolt sued company/acme is missing"),
    "a dropped node": (lambda f: drop_line(f, "ladybug/entities.csv", "person/ann-bell"), "ladybug/entities.csv: 0 nodes Person, 1 in the manifest"),
    "an extra claim": (
        lambda f: (f / "graph.ttl").write_bytes((f / "graph.ttl").read_bytes() + CLAIM.encode()),
        "graph.ttl: 12 claims, 11 in the manifest",
    ),
    "a claim twice": (lambda f: repeat_line(f, "tables/claims.csv", "claim/003"), "tables/claims.csv: 12 claims, 11"),
    "a swapped file": (lambda f: swap(f, "neo4j/links.csv", "ladybug/links.csv"), "neo4j/links.csv: "),
    "a file of another format": (lambda f: shutil.copy(f / "graph.nt", f / "graph.gexf"), "graph.gexf: cannot be read"),
    "a file cut off": (lambda f: (f / "graph.jsonld").write_bytes((f / "graph.jsonld").read_bytes()[:-40]), "graph.jsonld: cannot be read"),
    "a table cut off": (
        lambda f: (f / "tables/events.csv").write_bytes((f / "tables/events.csv").read_bytes()[:-9]),
        "tables/events.csv: cannot be read",
    ),
    "an empty file": (lambda f: (f / "graph.nt").write_bytes(b""), "graph.nt: 0 claims, 11 in the manifest"),
    "bytes that are no text": (lambda f: (f / "graph.cypherl").write_bytes(b"\xff\xfe\x00"), "graph.cypherl: cannot be read"),
    "a status turned": (
        lambda f: replace(f, "graph.ttl", "reg:status reg:planned", "reg:status reg:fact"),
        "graph.ttl: is not the file that was written",
    ),
    "a line in a script": (lambda f: replace(f, "neo4j/load.cypher", "MERGE", "CREATE"), "neo4j/load.cypher: is not the file that was written"),
    "a byte of the report": (lambda f: (f / "report.md").write_text("# Rapport\n"), "report.md: is not the file that was written"),
    "a missing file": (lambda f: (f / "graph.trig").unlink(), "graph.trig: No such file or directory"),
    "a file too many": (lambda f: forget(f, "graph.nodelink.json"), "graph.nodelink.json: is not in the manifest"),
    "a changed count": (
        lambda f: edit_manifest(f, lambda m: m["files"]["graph.nt"]["counts"].update(claims=12)),
        "graph.nt: 11 claims, 12 in the manifest",
    ),
    "changed counts of all": (lambda f: edit_manifest(f, lambda m: m["counts"].update(events=99)), "manifest.json: other counts than turtle has"),
    "a changed hash of a text": (
        lambda f: edit_manifest(f, lambda m: m["articles"]["article/news-fine"].update(sha256="0" * 64)),
        "the text is not the one",
    ),
    "a changed version": (
        lambda f: edit_manifest(f, lambda m: m["versions"].update(ontology="9"), sign=False),
        "manifest.json: it was changed after",
    ),
    "an article forgotten": (lambda f: edit_manifest(f, lambda m: m["articles"].pop("article/news-fine")), "an article that was not read"),
    "a broken manifest": (lambda f: (f / "manifest.json").write_text("{"), "manifest.json: not JSON"),
    "a manifest of nothing": (lambda f: (f / "manifest.json").write_text("[]"), "manifest.json: not a manifest: no object"),
}

# What a signature made anew does not hide: all that changes what is said, or what it is said by.
SIGNED = [
    *(name for name in HARM if name.startswith(("a byte of a quote", "a shifted", "a changed text", "a text changed", "a dropped", "a turned"))),
    *("an extra claim", "a claim twice", "a file of another format", "a file cut off", "a table cut off", "an empty file", "bytes that are no text"),
]


def swap_ends(folder: Path) -> None:
    old = 'source="company/bolt" target="company/acme" kind="sued"'
    replace(folder, "graph.gexf", old, 'source="company/acme" target="company/bolt" kind="sued"')
    resign(folder)


def repeat_line(folder: Path, name: str, containing: str) -> None:
    lines = (folder / name).read_text("utf-8").split("\n")
    (line,) = [line for line in lines if line.startswith(f'"{containing}"')]
    (folder / name).write_text("\n".join([*lines[:-1], line, ""]), "utf-8")


def forget(folder: Path, name: str) -> None:
    edit_manifest(folder, lambda m: m["files"].pop(name))


@pytest.mark.parametrize("graph", [sample(), hostile(), KnowledgeGraph()], ids=["sample", "hostile", "empty"])
def test_clean_exports_have_no_fault(graph: KnowledgeGraph, tmp_path: Path) -> None:
    result = verify(written(graph, tmp_path / "out"))
    assert result.faults == ()
    assert result.files == 1 + sum(len(FORMATS[form].names) for form in FORMS)
    with_evidence = [form for form in FORMS if form not in ("graphml", "gexf", "nodelink", "cytoscape", "ftm")]
    assert result.quotes == len(graph.statements) * len(with_evidence)


@pytest.mark.parametrize("forms", [("graphml",), ("csv", "ftm"), ("html",), ("gexf", "neo4j"), ("turtle",)])
def test_any_choice_of_formats_is_clean(forms: tuple[str, ...], tmp_path: Path) -> None:
    assert verify(written(sample(), tmp_path / "out", forms)).faults == ()


def test_a_page_without_texts_alone_is_clean_and_cuts_nothing(tmp_path: Path) -> None:
    source = Source(sample(), page=Page(texts=False, only="Acme"))
    write_with_manifest(tmp_path, FORMATS["html"].write(source), sample(), source.base_iri)
    result = verify(tmp_path)
    assert (result.faults, result.quotes) == ((), 0)
    write_with_manifest(tmp_path, {**FORMATS["html"].write(source), **FORMATS["turtle"].write(source)}, sample(), source.base_iri)
    assert verify(tmp_path).faults == ()
    assert verify(tmp_path).quotes > 11


def test_parquet_is_verified_too(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    folder = written(sample(), tmp_path / "out", ("turtle", "parquet"))
    assert verify(folder).faults == ()
    path = folder / "parquet" / "claims.parquet"
    path.write_bytes(path.read_bytes()[:-8])
    assert any("parquet/claims.parquet: cannot be read" in line for line in verify(folder).faults)


@pytest.mark.parametrize("name", HARM)
def test_harm_is_found_and_named(name: str, folder: Path) -> None:
    do, wanted = HARM[name]
    do(folder)
    result = verify(folder)
    assert any(wanted in line for line in result.faults), result.faults
    assert all("\n" not in line for line in result.faults)


@pytest.mark.parametrize("name", SIGNED)
def test_harm_is_found_though_the_manifest_is_signed_anew(name: str, folder: Path) -> None:
    HARM[name][0](folder)
    resign(folder)
    found = verify(folder).faults
    assert found
    assert not any("is not the file that was written" in line for line in found)


def test_another_graph_s_file_is_found_though_all_is_signed(folder: Path, tmp_path: Path) -> None:
    """One format of a graph with one claim less, with its own counts in the manifest: each file is sound, but they do not agree."""
    less = sample().model_copy(update={"statements": sample().statements[:-1]})
    other = written(less, tmp_path / "other", ("nquads",))
    shutil.copy(other / "graph.nq", folder / "graph.nq")
    entry = read_manifest(other)["files"]["graph.nq"]
    edit_manifest(folder, lambda m: m["files"].update({"graph.nq": entry}))
    assert any("nquads: not as in turtle: Claim claim/011 is missing" in line for line in verify(folder).faults)


def test_what_differs_is_said(folder: Path) -> None:
    path = folder / "graph.ttl"
    content = path.read_bytes()
    size = len(content)
    path.write_bytes(content.replace(b"Acme Corp. $5", b"Acme Corp. $6"))
    assert f"graph.ttl: is not the file that was written: its size, {size} bytes, is the same, its bytes are not" in verify(folder).faults
    path.write_bytes(content + b"\n")
    assert f"graph.ttl: is not the file that was written: its size is {size + 1} bytes, {size} in the manifest" in verify(folder).faults
    path.write_bytes(content)
    edit_manifest(folder, lambda m: m["files"]["graph.ttl"]["counts"]["edges"].update(fined=4))
    assert "graph.ttl: 1 edge fined, 4 in the manifest" in verify(folder).faults


def test_every_byte_of_every_file_counts(folder: Path) -> None:
    for path in sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "manifest.json"):
        content = path.read_bytes()
        middle = len(content) // 2
        path.write_bytes(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])
        name = path.relative_to(folder).as_posix()
        assert any(line.startswith(f"{name}: ") for line in verify(folder).faults), name
        path.write_bytes(content)


def test_without_a_manifest_there_is_nothing_to_verify_by(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no manifest\.json in"):
        verify(tmp_path)


def test_a_manifest_does_not_lead_out_of_its_folder(folder: Path) -> None:
    edit_manifest(folder, lambda m: m["files"].update({"../x": {"sha256": "", "bytes": 0}}))
    assert any(line == "../x: leads out of the folder" for line in verify(folder).faults)
