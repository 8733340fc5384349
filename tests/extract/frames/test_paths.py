"""Paths walked from a trigger."""

from collections.abc import Iterator

import pytest
from spacy.tokens import Token

from kg.extract.frames.deals import Told
from kg.extract.frames.examples import named_entities
from kg.extract.frames.fillers import MentionIndex
from kg.extract.frames.frames import Example, parse_path
from kg.extract.frames.lists import NameLists
from kg.extract.frames.parse import parse
from kg.extract.frames.paths import PathWalker
from kg.extract.frames.whereabouts import Whereabouts
from kg.records import Article

KINDS = {"Acme": "Company", "Beta": "Company", "Gamma": "Company", "Ann Lee": "Person"}


def no_deals(_: Token) -> Iterator[Told]:
    return iter(())


def walker(text: str) -> tuple[PathWalker, dict[str, Token]]:
    _, doc = next(iter(parse([Article(source="x", text=text)])))
    mentions = MentionIndex(doc, named_entities(Example(text=text, entities={n: k for n, k in KINDS.items() if n in text})))
    return PathWalker(mentions, NameLists(doc, dict(mentions.last)), Whereabouts(mentions, no_deals)), {t.text: t for t in doc}


@pytest.mark.parametrize(
    ("text", "start", "path", "ends"),
    [
        ("Acme sued Beta.", "sued", "subject", ["Acme"]),
        ("Acme sued Beta.", "sued", "object", ["Beta"]),
        ("Beta was sued by Acme.", "sued", "subject", ["Acme"]),
        ("Beta was sued by Acme.", "sued", "object", ["Beta"]),
        ("Acme filed a suit against Beta.", "suit", "prep(against)", ["Beta"]),
        ("Acme filed a suit against Beta.", "suit", "prep(over)", []),
        ("Acme, in which Beta holds a fifth, makes tea.", "holds", "prep(in)", ["Acme"]),
        ("She likes Acme rum, Beta vodka and Gamma.", "rum", "items", ["Acme", "Beta", "Gamma"]),
        ("She likes Acme rum and the vodka.", "rum", "kind", ["Acme"]),
        ("She likes Acme and Beta.", "Acme", "kind", []),
        ("Acme and Beta have agreed a deal to work on engines.", "deal", "xcomp(work)", ["work"]),
        ("Acme and Beta, Gamma's chief rivals here, have visitors.", "rivals", "appos", ["Acme"]),
        ("Acme's co-founders left.", "founders", "poss", ["Acme"]),
        ("Its largest owner is Acme.", "is", "object", ["Acme"]),
        ("Acme filed a suit against Beta.", "suit", "gov(file) > subject", ["Acme"]),
        ("Acme filed a suit against Beta.", "suit", "gov(drop) > subject", []),
        ("Acme's chairman left.", "chairman", "poss", ["Acme"]),
        ("Acme, a unit of Beta, grew.", "unit", "appos", ["Acme"]),
        ("Acme is a unit of Beta.", "unit", "is", ["Acme"]),
        ("Acme agreed to buy Beta.", "agreed", "xcomp(buy) > object", ["Beta"]),
        ("Acme agreed to buy Beta.", "buy", "up(agree) > subject", ["Acme"]),
        ("Chairman Ann Lee left.", "Chairman", "titled", ["Lee"]),
        ("The Acme chief left.", "chief", "before", ["Acme"]),
        ("Beta fell. The firm left.", "firm", "near(company)", ["Beta"]),
        ("Acme sued Beta.", "sued", "self", ["sued"]),
    ],
)
def test_a_path_leads_from_the_trigger_to_the_tokens(text: str, start: str, path: str, ends: list[str]) -> None:
    paths, tokens = walker(text)
    assert [t.text for t in paths.walk(tokens[start], parse_path(path))] == ends


@pytest.mark.parametrize(
    ("path", "lemmas", "holds"),
    [("object", ("suit",), True), ("object", ("appeal",), False), ("object", ("any",), True), ("xcomp", ("any",), False)],
)
def test_a_condition_asks_what_stands_at_the_end_of_a_path(path: str, lemmas: tuple[str, ...], holds: bool) -> None:
    paths, tokens = walker("Acme filed a suit against Beta.")
    assert paths.leads_to(tokens["filed"], path, lemmas) is holds
