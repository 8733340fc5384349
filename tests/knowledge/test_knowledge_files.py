"""The knowledge files: each has a loader, says under what policy it is kept, repeats nothing, and is refused with its line when malformed."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import BaseModel

import kg
from kg.checked_yaml import knowledge_names, load_knowledge, parse_yaml
from kg.errors import KnowledgeError
from kg.extract.frames import gazetteer
from kg.extract.frames.frames import Frame

PACKAGE = Path(kg.__file__).parent
KNOWLEDGE = PACKAGE / "knowledge"


def loaders() -> dict[str, type[BaseModel]]:
    """Knowledge file -> the model that the code loads it with, as its calls of `load_knowledge` say."""
    found: dict[str, type[BaseModel]] = dict.fromkeys(knowledge_names("frames"), Frame)
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "load_knowledge" and len(node.args) == 2:
                name, model = node.args
                if isinstance(name, ast.Constant) and isinstance(model, ast.Name):
                    module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
                    found[name.value] = getattr(import_module(module), model.id)
    return found


LOADERS = loaders()
ALL = sorted(path.relative_to(KNOWLEDGE).as_posix() for path in KNOWLEDGE.rglob("*") if path.is_file())
YAML = [name for name in ALL if name.endswith(".yaml")]
TABLES = [name for name in ALL if name.endswith(".csv")]
LISTS = [name for name in ALL if name.endswith(".txt")]
TYPES = {f"gazetteers/{file}": type_ for file, type_ in gazetteer.FILES}


def text_of(name: str) -> str:
    return (KNOWLEDGE / name).read_text("utf-8")


def test_every_file_is_there_to_be_read() -> None:
    assert sorted(LOADERS) == YAML
    assert sorted([*TYPES, "gazetteers/governments.csv"]) == TABLES
    code = "".join(path.read_text("utf-8") for path in PACKAGE.rglob("*.py"))
    assert [name for name in LISTS if f'"{name.removeprefix("gazetteers/")}"' not in code] == []


@pytest.mark.parametrize("name", ALL)
def test_a_file_begins_with_its_policy(name: str) -> None:
    first = text_of(name).split("\n", 1)[0]
    assert first.startswith("# ")
    assert len(first.split()) >= 4


@pytest.mark.parametrize("name", ALL)
def test_a_file_is_plain_text(name: str) -> None:
    content = (KNOWLEDGE / name).read_bytes()
    assert content.endswith(b"\n")
    assert b"\r" not in content
    assert b"\t" not in content


@pytest.mark.parametrize("name", YAML)
def test_a_yaml_file_loads(name: str) -> None:
    assert isinstance(load_knowledge(name, LOADERS[name]), LOADERS[name])


# Tables of spellings and of days, whose tests stand in tests/resolve.
TABLES_OF_FEW = {"lexicons/event_windows.yaml", "lexicons/name_forms.yaml"}


@pytest.mark.parametrize("name", sorted({*YAML} - TABLES_OF_FEW))
def test_a_yaml_file_has_examples(name: str) -> None:
    keys = {key for key, _ in walk(yaml.load(text_of(name), Loader=yaml.BaseLoader))}
    assert {"examples", "example"} & keys


@pytest.mark.parametrize("name", YAML)
def test_a_yaml_file_repeats_nothing(name: str) -> None:
    for key, value in walk(yaml.load(text_of(name), Loader=yaml.BaseLoader)):
        if isinstance(value, list):
            assert repeated(str(item) for item in value) == [], key


def walk(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every value in the tree, with the key it stands under."""
    yield key, value
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from walk(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from walk(inner, key)


def repeated(items: Iterator[str]) -> list[str]:
    return [item for item, count in Counter(items).items() if count > 1]


MALFORMED = {
    "an unknown key": (lambda text: text + "surplus_key: 1\n", "surplus_key", -1),
    "a key twice": (lambda text: f"{text}{top_key(text)}: 1\n", "stands twice", -1),
    "not YAML": (lambda text: text + 'last: "no end\n', "not YAML", None),
    "a tab": (lambda text: text + "last:\n\t- x\n", "not YAML", None),
    "a list": (lambda text: "# Policy.\n- a\n- b\n", "not a mapping", None),
    "nothing": (lambda text: "# Policy.\n", "not a mapping", None),
    "a field that is missing": (lambda text: "# Policy.\nexamples: []\n", "", None),
}


def top_key(text: str) -> str:
    return next(line for line in text.split("\n") if line and not line.startswith(("#", " ", "-"))).partition(":")[0]


@pytest.mark.parametrize("fault", MALFORMED)
@pytest.mark.parametrize("name", YAML)
def test_a_malformed_copy_is_refused_with_file_and_line(name: str, fault: str) -> None:
    spoil, words, line = MALFORMED[fault]
    text = spoil(text_of(name))
    with pytest.raises(KnowledgeError) as refused:
        parse_yaml(text, LOADERS[name], f"kg/knowledge/{name}")
    error = refused.value
    assert error.path == f"kg/knowledge/{name}"
    assert str(error).startswith(f"kg/knowledge/{name}:{error.line}: ")
    assert words in str(error)
    assert "\n" not in str(error)
    assert error.line is not None
    assert 1 <= error.line <= text.count("\n") + 1
    if line is not None:
        assert error.line == text.count("\n") + 1 + line


def test_a_file_that_is_missing_is_refused() -> None:
    with pytest.raises(KnowledgeError, match=r"kg/knowledge/lexicons/gossip\.yaml: no such knowledge file"):
        load_knowledge("lexicons/gossip.yaml", BaseModel)


@pytest.mark.parametrize("name", TYPES)
def test_a_table_loads_and_repeats_nothing(name: str) -> None:
    rows = list(gazetteer.read_rows(text_of(name), name, TYPES[name]))
    assert rows
    assert repeated(row.key for row in rows if row.key) == []
    assert repeated(f"{row.name} ({row.country}, {row.kind})" for row in rows) == []
    for row in rows:
        assert repeated(iter(row.aliases)) == [], row.name  # an alias may be the name itself, where a mark says that others bear it too
        assert [part for part in (row.name, *row.aliases) if part != part.strip() or not part] == [], row.name


def test_governments_load_and_repeat_nothing() -> None:
    rows = list(gazetteer.read_governments(text_of("gazetteers/governments.csv"), "governments.csv"))
    assert rows
    assert repeated(row.country for row in rows) == []
    assert repeated(name for row in rows for name in row.names) == []


@pytest.mark.parametrize("name", LISTS)
def test_a_list_repeats_nothing(name: str) -> None:
    words = [word for line in text_of(name).split("\n") if not line.startswith("#") for word in line.split()]
    assert repeated(iter(words)) == []
    assert len(gazetteer.simple_list(name.removeprefix("gazetteers/"))) == len(words)


ROWS = "# Policy.\nkey,name,aliases,country,kind\nus-a,Office A,A|OA,US,regulator\nus-b,Office B,,US,regulator\n"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (ROWS.replace("key,name", "id,name"), 2, "header"),
        ("# Policy.\n", 2, "header"),
        (ROWS + "us-c,Office C,US\n", 5, "3 fields, not 5"),
        (ROWS + "us-c,Office C,,US,regulator,more\n", 5, "6 fields, not 5"),
        (ROWS + "us-c,,,US,regulator\n", 5, "without a name"),
        (ROWS + "us-a,Office C,,US,regulator\n", 5, "'us-a' stands twice"),
        (ROWS + "us-c,Office C,,America,regulator\n", 5, "'America' is not a country code"),
    ],
)
def test_a_malformed_table_is_refused_with_file_and_line(text: str, line: int, words: str) -> None:
    assert len(list(gazetteer.read_rows(ROWS, "rows.csv", "Agency"))) == 2
    with pytest.raises(KnowledgeError) as refused:
        list(gazetteer.read_rows(text, "rows.csv", "Agency"))
    assert (refused.value.path, refused.value.line) == ("rows.csv", line)
    assert words in str(refused.value)


def test_the_files_of_the_package_are_these() -> None:
    assert (files("kg") / "knowledge").is_dir()
    assert {name.partition("/")[0] for name in ALL} == {"frames", "gazetteers", "lexicons"}
