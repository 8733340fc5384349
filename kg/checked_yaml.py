"""YAML that is checked on load: a fault is an error with the file and the line, never a default."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from kg.errors import KnowledgeError, OntologyError

M = TypeVar("M", bound=BaseModel)


# libyaml's parser where PyYAML was built with it: reading all knowledge takes a tenth of the time.
_SafeLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _PlainLoader(_SafeLoader):  # type: ignore[misc]
    """YAML's safe subset, but `yes`, `no`, `on` and dates stay the strings that they are written as."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if tag not in ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:timestamp")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), list("tf"))


def parse_yaml(text: str, model: type[M], path: str, error_class: type[KnowledgeError] | type[OntologyError] = KnowledgeError) -> tuple[M, yaml.Node]:
    """Read `text` as a `model`; also give the node tree, for `line_of`.

    Raises `error_class` with path and line: not YAML, not a mapping, a key twice, a field that is missing, unknown or of the wrong type.
    """
    loader: Any = _PlainLoader(text)
    try:
        root = loader.get_single_node()
        if not isinstance(root, yaml.MappingNode):
            raise error_class("the file is not a mapping", path, 1)
        for key, line in _doubled_keys(root):
            raise error_class(f"{key!r} stands twice", path, line)
        data = loader.construct_document(root)
    except yaml.MarkedYAMLError as error:
        raise error_class(f"not YAML: {error.problem}", path, error.problem_mark.line + 1 if error.problem_mark else None) from error
    finally:
        loader.dispose()
    try:
        return model.model_validate(data), root
    except ValidationError as error:
        first = error.errors()[0]
        raise error_class(f"{'.'.join(map(str, first['loc']))}: {first['msg']}", path, line_of(root, first["loc"])) from error


def knowledge_names(folder: str) -> tuple[str, ...]:
    """The YAML files in a folder of kg/knowledge, sorted, as "frames/fine.yaml"."""
    return tuple(sorted(f"{folder}/{f.name}" for f in (files("kg") / "knowledge" / folder).iterdir() if f.name.endswith(".yaml")))


@cache
def load_knowledge(name: str, model: type[M]) -> M:
    """Read kg/knowledge/`name` ("lexicons/legal_forms.yaml") once. Raises KnowledgeError, also where the file is missing."""
    file = files("kg") / "knowledge" / name
    if not file.is_file():
        raise KnowledgeError("no such knowledge file", f"kg/knowledge/{name}")
    return parse_yaml(file.read_text("utf-8"), model, f"kg/knowledge/{name}")[0]


def line_of(node: yaml.Node, place: tuple[int | str, ...]) -> int:
    """The line (1-based) of the deepest node that `place`, a path of keys and indexes, leads to."""
    line = node.start_mark.line + 1
    for step in place:
        child = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == str(step):
                    child, line = value, key.start_mark.line + 1
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            child = node.value[step]
            line = child.start_mark.line + 1
        if child is None:
            break
        node = child
    return line


def _doubled_keys(node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _doubled_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _doubled_keys(item)
