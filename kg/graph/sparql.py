"""A query taken apart into the tokens of SPARQL 1.1, so that what a question may not do is refused before it is asked.

Oxigraph takes queries alone where a query is asked, so an update is no query to it; but it would call other servers for SERVICE. Its own
parser has no lexer: it reads `?a<?b)SERVICE` and `trueSERVICE<x>` as a keyword where the standard's longest match sees an IRI or a name.
Therefore what is asked is not the text that came but the tokens found in it, written so that no second reading is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from kg.errors import UsageError

Kind = Literal["query", "update", "unknown"]

_ESCAPED = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_LOCAL = r"(?:[\w:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?#@%-])"
_TOKEN = re.compile(
    rf"""
      (?P<space>\s+)
    | (?P<comment>\#[^\r\n]*)
    | (?P<string>'''(?:'{{0,2}}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{{0,2}}(?:[^\"\\]|\\.))*\"\"\"|'(?:[^'\\\r\n]|\\.)*'|\"(?:[^\"\\\r\n]|\\.)*\")
    | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_ESCAPED})*>)
    | (?P<variable>[?$]\w+)
    | (?P<tag>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<name>(?:[^\W\d](?:[\w.-]*[\w-])?)?:(?:{_LOCAL}(?:\.*{_LOCAL})*)?)
    | (?P<number>\d+\.\d*[eE][+-]?\d+|\.?\d+[eE][+-]?\d+|\d*\.\d+|\d+)
    | (?P<word>[^\W\d]\w*)
    | (?P<mark>&&|\|\||\^\^|[!<>]=|[(){{}}\[\].,;=<>!+*/|^?-])
    """,
    re.VERBOSE | re.DOTALL,
)
_PLAIN_IN_IRI = re.compile(r"[^A-Za-z0-9:/._~%&=+@,;<>\\-]")
_QUERIES = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_UPDATES = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH"})

# Oxigraph's parser and planner call themselves for each bracket, and for each link of some chains (`1 + 1 + 1`, triples, groups): at some
# thousands the stack ends, and the process with it. What stands in the data of VALUES is read in a loop, and may be as long as it likes.
_DEEPEST = 100
_LONGEST = 3_000
_OPENING, _CLOSING = frozenset("([{"), frozenset(")]}")
_PREFIXED = frozenset("!+-^<")
_DATA_WORDS = frozenset({"UNDEF", "TRUE", "FALSE"})
_DATA_MARKS = frozenset({"(", ")", "^^", "+", "-"})


@dataclass(frozen=True)
class Question:
    """A query that has been taken apart.

    `text` is what to ask: the same tokens on the same lines, without comments. `words` are its keywords in capitals, in order.
    `declared` and `used` are prefixes. `graphs` are the IRIs of FROM and FROM NAMED as they stand there (a prefixed name too).
    """

    text: str
    words: tuple[str, ...]
    declared: frozenset[str]
    used: tuple[str, ...]
    graphs: tuple[str, ...]

    @property
    def kind(self) -> Kind:
        """By the first keyword after the prologue."""
        first = next((word for word in self.words if word not in ("BASE", "PREFIX")), "")
        return "query" if first in _QUERIES else "update" if first in _UPDATES else "unknown"

    @property
    def ordered(self) -> bool:
        return "ORDER" in self.words


def question(query: str) -> Question:
    """Take a query apart. Raises UsageError: a character that begins no token (an open string too), or SERVICE in any form,
    more than 100 brackets or signs within one another, more than 3000 words and marks outside of VALUES."""
    out: list[str] = []
    tokens: list[tuple[str, str]] = []
    at = 0
    while at < len(query):
        match = _TOKEN.match(query, at)
        if match is None or match.lastgroup is None:
            line = query.count("\n", 0, at) + 1
            raise UsageError(f"not a SPARQL query: line {line}: {query[at : at + 12]!r} begins nothing that a query may hold")
        at, kind, text = match.end(), match.lastgroup, match[0]
        if kind == "comment":
            continue
        out.append(_written(kind, text))
        if text == "<" and not query[at : at + 1].isspace():
            out.append(" ")  # else it could be read as the beginning of an IRI
        if kind != "space":
            tokens.append((kind, text))
    for kind, text in tokens:
        if kind == "word" and "SERVICE" in text.upper():
            raise UsageError("SERVICE is not allowed: a query is answered without the network")
    _check_size(tokens)
    return Question("".join(out), _words(tokens), *_prefixes(tokens), _graphs(tokens))


def _check_size(tokens: list[tuple[str, str]]) -> None:
    depth = run = counted = 0
    outside: int | None = None  # the depth that the data of VALUES stand at, from VALUES to the end of the data
    for (_, before), (kind, text) in zip([("", ""), *tokens], tokens, strict=False):
        if kind == "word" and text.upper() == "VALUES":
            outside = depth
        in_data = (
            outside is not None and depth > outside and (text in _DATA_MARKS if kind == "mark" else kind != "word" or text.upper() in _DATA_WORDS)
        )
        counted += not in_data
        run = run + 1 if kind == "mark" and text in _PREFIXED and text == before else 0
        if kind == "mark":
            depth += (text in _OPENING) - (text in _CLOSING)
        if text == "}" and kind == "mark" and outside is not None and depth <= outside:
            outside = None
        if max(depth, run) > _DEEPEST:
            raise UsageError(f"the query is nested too deeply: more than {_DEEPEST} brackets or signs within one another")
    if counted > _LONGEST:
        raise UsageError(f"the query is too long: {counted} words and marks, {_LONGEST} are allowed outside of VALUES {{ … }}")


def without_graphs(asked: Question) -> Question:
    """The question itself. Raises UsageError where it names graphs to be asked: a file has none but its own, and nothing is fetched."""
    if asked.graphs:
        raise UsageError(f"FROM {asked.graphs[0]} is not allowed: the graph that is asked has no other beside it, and nothing is fetched")
    return asked


def _written(kind: str, text: str) -> str:
    if kind == "iri":
        # With these escaped, `<` can be read as nothing but the beginning of this IRI.
        return _PLAIN_IN_IRI.sub(lambda m: f"\\U{ord(m[0]):08X}", text)
    if kind == "name":
        prefix, _, local = text.partition(":")
        if "SERVICE" in prefix.upper():  # the prefix gets another name, so that no keyword stands in it
            return f"x{prefix.encode('utf-8').hex()}:{local}"
    return text


def _words(tokens: list[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(text.upper() for kind, text in tokens if kind == "word")


def _prefixes(tokens: list[tuple[str, str]]) -> tuple[frozenset[str], tuple[str, ...]]:
    declared, used = set(), []
    for (before, word), (kind, text) in zip([("", ""), *tokens], tokens, strict=False):
        if kind == "name":
            prefix = text.partition(":")[0]
            if before == "word" and word.upper() == "PREFIX":
                declared.add(prefix)
            elif prefix != "_":
                used.append(prefix)
    return frozenset(declared), tuple(dict.fromkeys(used))


def _graphs(tokens: list[tuple[str, str]]) -> tuple[str, ...]:
    found = []
    for i, (kind, text) in enumerate(tokens):
        if kind == "word" and text.upper() == "FROM":
            named = i + 1 < len(tokens) and tokens[i + 1][1].upper() == "NAMED"
            graph = tokens[i + 1 + named : i + 2 + named]
            found.append(graph[0][1] if graph else "")
    return tuple(found)
