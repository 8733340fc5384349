"""What others may rely on: the names of `import kg`; and the house's order: who imports whom, what files are called."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parents[1]
PACKAGE = Path(kg.__file__).parent

# A name that goes from here, or changes its meaning, breaks somebody's program: it takes a new version.
SURFACE = [
    *("Article", "BuildOptions", "Claim", "ConformanceError", "Entity", "Event", "KGError", "KnowledgeError", "KnowledgeGraph", "OntologyError"),
    *("ReadError", "ReadOptions", "Reading", "SetAside", "Statement", "UsageError"),
    *("ask", "build", "collect", "evaluate", "named_queries", "query_text", "read_graph", "to_networkx", "to_rdf", "validate"),
]


def test_the_public_names_are_these() -> None:
    assert kg.__all__ == SURFACE
    assert sorted(name for names in kg._WHERE.values() for name in names) == sorted(SURFACE)


@pytest.mark.parametrize("name", SURFACE)
def test_a_public_name_is_there_and_says_what_it_is(name: str) -> None:
    value = getattr(kg, name)
    assert value is getattr(import_module(kg._MODULE_OF[name]), name)
    assert (value.__doc__ or "").strip()
    assert name in dir(kg)


def test_no_public_name_is_also_a_module_s() -> None:
    """Importing the module would put it in the name's place: `kg.read` would be a function today and a package tomorrow."""
    modules = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert modules & set(SURFACE) == set()


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text("utf-8"))
    seen = [
        (node.module, alias.name)
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    ]
    assert sorted(seen) == sorted((module, name) for module, names in kg._WHERE.items() for name in names)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="'kg' has no attribute 'gossip'"):
        _ = kg.gossip


def modules_after(code: str) -> set[str]:
    """The top-level modules that a fresh process has loaded after running `code`."""
    probe = f"import sys, io\nout, sys.stdout = sys.stdout, io.StringIO()\n{code}\nprint(*sorted(m.partition('.')[0] for m in sys.modules), file=out)"
    ran = subprocess.run([sys.executable, "-c", probe], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(ran.stdout.split())


@pytest.mark.parametrize("code", ["import kg", "from kg.cli.main import main; main(['--help'])", "from kg.cli.main import main; main(['--version'])"])
def test_what_is_heavy_is_loaded_when_it_is_needed(code: str) -> None:
    heavy = {"spacy", "thinc", "rdflib", "pyshacl", "networkx", "pyvis", "trafilatura", "pyoxigraph", "numpy"}
    assert modules_after(code) & heavy == set()


def test_a_query_does_without_the_language_model() -> None:
    assert modules_after("from kg.cli.main import main; main(['query', '--list'])") & {"spacy", "thinc", "trafilatura"} == set()


def test_the_import_contracts_hold() -> None:
    ran = subprocess.run([Path(sys.executable).with_name("lint-imports"), "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_no_file_is_a_junk_drawer() -> None:
    junk = re.compile(r"utils?|helpers?|misc|common|stuff|tools?|shared|base", re.IGNORECASE)
    files = [*PACKAGE.rglob("*.py"), *(ROOT / "tests").rglob("*.py"), *(ROOT / "training").rglob("*.py"), *(ROOT / "benchmarks").rglob("*.py")]
    assert files
    assert [str(path) for path in files if any(junk.fullmatch(part) for part in (path.stem, path.parent.name))] == []


def test_knowledge_is_data() -> None:
    kinds = {path.suffix for path in (PACKAGE / "knowledge").rglob("*") if path.is_file()}
    assert kinds <= {".yaml", ".csv", ".txt"}


def test_only_one_file_makes_iris_for_rdflib() -> None:
    assert [path.name for path in PACKAGE.rglob("*.py") if "URIRef" in path.read_text("utf-8")] == ["rdf.py"]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_says_what_it_is_and_catches_nothing_broadly(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert ast.get_docstring(tree) or not tree.body
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            caught = ast.unparse(node.type) if node.type else ""
            # Only the command's outermost line turns whatever is left into one line and exit 2.
            outermost = path == PACKAGE / "cli" / "main.py" and caught == "Exception"
            assert outermost or caught not in ("", "Exception", "BaseException"), f"{path}:{node.lineno}"
