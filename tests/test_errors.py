"""The tree of errors is the one that the module draws, and a message is one line that says where."""

from __future__ import annotations

import inspect
import re

import pytest

from kg import errors
from kg.errors import KGError, KnowledgeError, OntologyError, ReadError, UsageError

PUBLIC = {name: value for name, value in vars(errors).items() if inspect.isclass(value) and issubclass(value, Exception) and not name.startswith("_")}
DRAWN = re.findall(r"^ {4}(?:[├└]── )?(\w+)", errors.__doc__ or "", re.MULTILINE)


def test_the_drawn_tree_is_the_tree() -> None:
    assert DRAWN[0] == "KGError"
    assert list(PUBLIC) == ["KGError", "UsageError", "OntologyError", "KnowledgeError", "ReadError", "ConformanceError"]
    assert list(PUBLIC) == DRAWN
    for name in DRAWN[1:]:
        assert issubclass(PUBLIC[name], KGError)
        assert [base.__name__ for base in PUBLIC[name].__mro__ if base.__name__ in PUBLIC] == [name, "KGError"]


@pytest.mark.parametrize("error", PUBLIC.values())
def test_each_says_what_it_is(error: type[Exception]) -> None:
    assert (error.__doc__ or "").strip()


@pytest.mark.parametrize("error", [OntologyError, KnowledgeError, ReadError])
def test_an_error_in_a_file_says_where(error: type[OntologyError]) -> None:
    assert str(error("not YAML", "a.yaml", 3)) == "a.yaml:3: not YAML"
    assert str(error("not YAML", "a.yaml")) == "a.yaml: not YAML"
    assert str(error("not YAML")) == "not YAML"
    located = error("not YAML", "a.yaml", 3)
    assert (located.reason, located.path, located.line) == ("not YAML", "a.yaml", 3)


def test_a_bad_call_is_no_error_in_a_file() -> None:
    assert not issubclass(UsageError, ReadError)
    with pytest.raises(KGError):
        raise UsageError("no such thing")
