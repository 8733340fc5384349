"""The package as others get it: built as a wheel, installed far from the checkout, with everything it needs inside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
import venv
import zipfile
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.e2e.conftest import ROOT, SEEDS, contents

IGNORED = shutil.ignore_patterns(".*", "__pycache__", "tests", "exports", "seeds", "training", "benchmarks", "docs", "build", "dist")


def tool(*arguments: str | Path, cwd: Path) -> None:
    ran = subprocess.run(list(map(str, arguments)), cwd=cwd, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]


def declared() -> list[Requirement]:
    """What pyproject.toml says that the package needs to run."""
    return [Requirement(line) for line in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]]


def brought(wanted: list[Requirement]) -> set[str]:
    """The distributions that an install of these brings.

    An extra that a distribution does not spell as it is asked for is passed over, as pip did until 23.3: it took lxml's "html-clean" and justext's
    "html_clean" for two things.
    """
    names: set[str] = set()
    seen: set[tuple[str, str]] = set()
    waiting = [(need.name, extra) for need in wanted for extra in ("", *need.extras)]
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        try:
            found = distribution(name)
        except PackageNotFoundError:
            continue  # for another system or another Python
        names.add(canonicalize_name(name))
        if extra and extra not in (found.metadata.get_all("Provides-Extra") or ()):
            continue
        for need in map(Requirement, found.requires or ()):
            if need.marker is None or need.marker.evaluate({"extra": extra}):
                waiting += [(need.name, more) for more in ("", *need.extras)]
    return names


ONLY_DECLARED = """import sys

KEPT_OUT = {kept_out!r}


class OnlyDeclared:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in KEPT_OUT:
            raise ModuleNotFoundError(f"No module named {{name!r}}: nothing that the package declares brings it", name=name)


sys.meta_path.insert(0, OnlyDeclared())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the sources, so that nothing is left in the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    shutil.copytree(ROOT, folder / "sources", ignore=IGNORED)
    tool(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, cwd=folder / "sources")
    (built,) = folder.glob("*.whl")
    shutil.rmtree(folder / "sources")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of a new environment that holds the wheel, and sees what we declare to depend on but neither the checkout nor what else is here.

    The packages installed here are seen through a .pth file: an editable install is one too, and .pth files do not nest.
    """
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder, with_pip=False, symlinks=True)
    (own,) = folder.glob("lib/python*/site-packages")
    here = [path for path in sys.path if path.rstrip("/").endswith("site-packages")]
    assert here
    (own / "dependencies.pth").write_text("\n".join(here) + "\n", "utf-8")
    python = folder / "bin" / "python"
    tool(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index", "--force-reinstall", wheel, cwd=folder)
    assert (folder / "bin" / "kg").exists()
    there = {"corekg", *brought(declared())}
    kept_out = sorted(name for name, owners in packages_distributions().items() if not {*map(canonicalize_name, owners)} & there)
    (own / "only_declared.py").write_text(ONLY_DECLARED.format(kept_out=kept_out), "utf-8")
    (own / "only_declared.pth").write_text("import only_declared\n", "utf-8")
    return folder / "bin"


def run(installed: Path, cwd: Path, *arguments: str | Path, program: str = "kg") -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    return subprocess.run([installed / program, *map(str, arguments)], cwd=cwd, env=environment, capture_output=True, text=True, check=False)


def test_the_wheel_holds_the_data_and_nothing_else_of_the_checkout(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    package = {
        f"kg/{path.relative_to(ROOT / 'kg').as_posix()}" for path in (ROOT / "kg").rglob("*") if path.is_file() and "__pycache__" not in path.parts
    }
    schemas = {f"kg/schemas/{path.relative_to(ROOT / 'schemas').as_posix()}" for path in (ROOT / "schemas").rglob("*") if path.is_file()}
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == package | schemas
    assert any(name.startswith("kg/knowledge/frames/") for name in inside)
    assert any(name.startswith("kg/schemas/queries/") for name in inside)
    assert any(name.startswith("kg/viewer/") and name.endswith(".html") for name in inside)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_what_is_not_declared_is_not_seen(installed: Path, tmp_path: Path) -> None:
    assert {"pyyaml", "numpy", "thinc", "lxml-html-clean"} <= brought(declared())
    assert not {"pytest", "ruff", "hypothesis"} & brought(declared())
    shown = run(installed, tmp_path, "-c", "import pytest", program="python")
    assert "nothing that the package declares brings it" in shown.stderr


def test_an_extra_spelled_otherwise_brings_nothing() -> None:
    assert "lxml-html-clean" in brought([Requirement("lxml[html-clean]")]) | brought([Requirement("lxml[html_clean]")])
    assert "lxml-html-clean" not in brought([Requirement("lxml[html-clean]")]) & brought([Requirement("lxml[html_clean]")])


def test_what_runs_is_the_wheel(installed: Path, tmp_path: Path) -> None:
    code = (
        "import kg, kg.ontology, importlib.resources as r;"
        "print(kg.__file__, kg.ontology.schemas_folder(), r.files('kg') / 'knowledge', r.files('kg') / 'viewer', sep='\\n')"
    )
    shown = run(installed, tmp_path, "-c", code, program="python")
    assert shown.returncode == 0, shown.stderr
    places = shown.stdout.splitlines()
    assert len(places) == 4
    for place in places:
        assert Path(place).is_relative_to(installed.parent), place
        assert not Path(place).is_relative_to(ROOT), place


def test_it_builds_what_the_checkout_builds(installed: Path, tmp_path: Path) -> None:
    from kg.pipeline import build

    for name in ("01-xiaomi-list-removal.html", "03-xiaomi-sues.md", "09-binance.json"):
        (tmp_path / "news").mkdir(exist_ok=True)
        shutil.copy(SEEDS / name, tmp_path / "news")
    ran = run(installed, tmp_path, "build", "news", "-o", "out")
    assert ran.returncode in (0, 1), ran.stderr
    assert "6 articles, " in ran.stdout
    build([tmp_path / "news"], tmp_path / "by-checkout")
    one, other = contents(tmp_path / "out"), contents(tmp_path / "by-checkout")
    assert [name for name in other if one.get(name) != other[name]] == []
    asked = run(installed, tmp_path, "query", "--named", "most-quoted-articles", "--graph", "out/graph.ttl")
    assert (asked.returncode, asked.stderr) == (0, "")
    assert "09-binance.json#" in asked.stdout
    assert run(installed, tmp_path, "validate", "out/graph.ttl").returncode == ran.returncode


def test_its_schemas_are_those_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas")
    checked = run(installed, tmp_path, "schema", "--check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "", "")


def test_its_questions_are_those_of_the_checkout(installed: Path, tmp_path: Path) -> None:
    listed = run(installed, tmp_path, "query", "--list")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert [line.split()[0] for line in listed.stdout.splitlines()] == sorted(path.stem for path in (ROOT / "schemas" / "queries").glob("*.rq"))


def test_it_inspects_an_article(installed: Path, tmp_path: Path) -> None:
    shutil.copy(SEEDS / "02-xiaomi-listed.txt", tmp_path)
    shown = run(installed, tmp_path, "inspect", "02-xiaomi-listed.txt")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "5  written" in shown.stdout
