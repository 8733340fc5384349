"""The lexicons that naming is decided by, checked on load and folded into sets."""

from __future__ import annotations

from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import EntityType, Record


class Example(Record):
    """A sentence of our own with the names that must be found in it, by type (all of them, no other)."""

    text: str
    finds: dict[str, EntityType]


class CounterExample(Record):
    text: str
    lacks: tuple[str, ...]


class LinkExample(Record):
    """A passage in which each of `words` must point to the entity named `to`."""

    text: str
    to: str
    words: tuple[str, ...]


class LegalForms(Record):
    forms: tuple[str, ...]
    examples: tuple[Example, ...]


class Titles(Record):
    honorifics: tuple[str, ...]
    posts: tuple[str, ...]
    examples: tuple[Example, ...]


class OrgWords(Record):
    last: dict[EntityType, tuple[str, ...]]
    first: dict[EntityType, tuple[str, ...]]
    of_heads: tuple[str, ...]
    subjects: tuple[str, ...]
    lower_heads: dict[EntityType, tuple[str, ...]]
    ministry_subjects: tuple[str, ...]
    examples: tuple[Example, ...]


class Nominals(Record):
    nouns: dict[EntityType, tuple[str, ...]]
    weak: tuple[str, ...]
    not_pointing: tuple[str, ...]
    person: tuple[str, ...]
    thing: tuple[str, ...]
    many: tuple[str, ...]
    owned: dict[EntityType, tuple[str, ...]]
    courts_too: tuple[str, ...]
    telling: tuple[str, ...]
    general: tuple[str, ...]
    unfit: dict[str, tuple[str, ...]]
    court_levels: tuple[tuple[str, ...], ...]
    examples: tuple[Example, ...]
    links: tuple[LinkExample, ...]
    not_linked: tuple[LinkExample, ...]


class NotNames(Record):
    words: tuple[str, ...]
    ambiguous: tuple[str, ...]
    last_words: tuple[str, ...]
    examples: tuple[Example, ...]


class Acting(Record):
    does: tuple[str, ...]
    suffers: tuple[str, ...]
    with_prep: tuple[str, ...]
    joined_by: tuple[str, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[CounterExample, ...]


class NameCues(Record):
    particles: frozenset[str]
    possessives: frozenset[str]
    after_possessive: frozenset[str]
    directions: frozenset[str]
    heading_words: frozenset[str]
    scales: frozenset[str]
    modifiers: frozenset[str]
    company_after: frozenset[str]
    product_after: frozenset[str]
    list_leads: frozenset[str]
    stakes: frozenset[str]
    company_verbs: frozenset[str]
    person_verbs: frozenset[str]
    thing_verbs: frozenset[str]
    made: frozenset[str]
    corporate: frozenset[str]
    renamed: frozenset[str]
    renaming_words: frozenset[str]
    peers: frozenset[str]
    gendered_titles: frozenset[str]
    post_nominals: frozenset[str]
    examples: tuple[Example, ...]


@cache
def cues() -> NameCues:
    lexicon: NameCues = load_knowledge("lexicons/name_cues.yaml", NameCues)
    return lexicon


@cache
def legal_forms() -> frozenset[str]:
    """Legal forms without dots ("Inc", "SpA")."""
    return frozenset(form.replace(".", "") for form in load_knowledge("lexicons/legal_forms.yaml", LegalForms).forms)


@cache
def legal_forms_lower() -> frozenset[str]:
    return frozenset(form.lower() for form in legal_forms())


@cache
def honorifics() -> frozenset[str]:
    return frozenset(load_knowledge("lexicons/titles.yaml", Titles).honorifics)


@cache
def posts() -> frozenset[str]:
    return frozenset(load_knowledge("lexicons/titles.yaml", Titles).posts)


@cache
def post_words() -> frozenset[str]:
    """The single words that posts and honorifics are made of."""
    return frozenset(word for phrase in (*posts(), *honorifics()) for word in phrase.split()) - {
        "of",
        "in",
        "united",
        "states",
        "us",
        "u.s.",
        "state",
        "special",
    }


def org_words() -> OrgWords:
    lexicon: OrgWords = load_knowledge("lexicons/org_words.yaml", OrgWords)
    return lexicon


@cache
def last_word_types() -> dict[str, EntityType]:
    return {word: type_ for type_, words in org_words().last.items() for word in words}


@cache
def first_word_types() -> dict[str, EntityType]:
    return {word: type_ for type_, words in org_words().first.items() for word in words}


@cache
def of_heads() -> frozenset[str]:
    return frozenset(org_words().of_heads)


@cache
def subjects() -> frozenset[str]:
    return frozenset(org_words().subjects)


@cache
def nominals() -> Nominals:
    lexicon: Nominals = load_knowledge("lexicons/nominals.yaml", Nominals)
    return lexicon


@cache
def noun_types() -> dict[str, EntityType]:
    """Each common noun with the type that it points to."""
    return {noun: type_ for type_, nouns in nominals().nouns.items() for noun in nouns}


@cache
def owner_types() -> dict[str, EntityType]:
    """What only one kind of body has, each noun with the kind ("its governor", "its shareholders")."""
    return {noun: type_ for type_, nouns in nominals().owned.items() for noun in nouns}


@cache
def not_names() -> NotNames:
    lexicon: NotNames = load_knowledge("lexicons/not_names.yaml", NotNames)
    return lexicon


@cache
def not_name_words() -> frozenset[str]:
    return frozenset(not_names().words)


@cache
def ambiguous() -> frozenset[str]:
    return frozenset(not_names().ambiguous)


@cache
def not_name_last_words() -> frozenset[str]:
    return frozenset(not_names().last_words)


@cache
def acting() -> Acting:
    lexicon: Acting = load_knowledge("lexicons/acting.yaml", Acting)
    return lexicon


@cache
def acting_verbs() -> frozenset[str]:
    return frozenset(acting().does)
