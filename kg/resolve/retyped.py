"""Kinds that other articles tell: a family name alone that was read as a firm, a firm that was read as a person or a product.

One article may say too little of a name. Where another names it in full, and both name one more thing, the kind is that of the fuller name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from kg.ontology import ontology
from kg.records import EntityType, LocalEntity, Reading
from kg.resolve import names

_BEFORE = 25  # code points in front of a name that are looked at for a title
_THING = frozenset({"it", "its", "itself"})
_PERSON = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})


def retyped(readings: Sequence[Reading]) -> list[Reading]:
    """The same readings, with entities of another type where other articles tell it."""
    told = _Told(readings)
    return [_with_kinds(reading, told, number) for number, reading in enumerate(readings)]


class _Told:
    """What the articles tell of full names: which are persons', which are firms', and what stands beside them."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.persons: dict[str, set[int]] = defaultdict(set)  # loose full name -> readings
        self.families: dict[str, set[tuple[str, int]]] = defaultdict(set)  # loose family name -> (loose full name, reading)
        self.firms: dict[tuple[str, ...], set[int]] = defaultdict(set)  # words of a firm's name -> readings
        self.companies: dict[tuple[str, ...], set[int]] = defaultdict(set)  # words of what was read as a company -> readings
        self.products: set[tuple[str, ...]] = set()  # words of what is known as a product, or that a firm is said to make
        self.read_products: Counter[tuple[str, ...]] = Counter()  # words of what was read as a product -> in how many articles
        self.first_words: set[str] = set()  # first words of the names of firms
        self.beside: list[frozenset[str]] = []
        for number, reading in enumerate(readings):
            beside = set()
            for e in reading.entities:
                if e.type == "Person" and (key := names.loose_person_key(e.name)):
                    self.persons[key].add(number)
                    self.families[names.loose_family(e.name)].add((key, number))
                    beside.add(key)
                elif e.type in ("Company", "Organization"):
                    ws = names.words(e.name)
                    if e.type == "Company":
                        self.companies[ws].add(number)
                    if _is_firm(e):
                        self.firms[ws].add(number)
                    if len(ws) > 1:
                        self.first_words.add(ws[0])
                    beside.update({e.reference or names.key(e.name), names.key(e.name)})
                if e.type == "Product":
                    self.read_products[names.words(e.name)] += 1
                if e.type == "Product" and (e.reference or any(c.predicate == "makes" and c.object == e.id for c in reading.claims)):
                    self.products.add(names.words(e.name))
            self.beside.append(frozenset(beside))

    def shares(self, number: int, others: set[int], own: str) -> bool:
        """Whether an article names something that another of `others` does, the name itself left out."""
        return any(other != number and self.beside[number] & self.beside[other] - {own} for other in others)


def _with_kinds(reading: Reading, told: _Told, number: int) -> Reading:
    entities = [_with_kind(e, reading, told, number) for e in reading.entities]
    return reading if entities == list(reading.entities) else reading.model_copy(update={"entities": tuple(entities)})


def _with_kind(e: LocalEntity, reading: Reading, told: _Told, number: int) -> LocalEntity:
    if e.reference:
        return e
    words, own = names.words(e.name), names.key(e.name)
    pronouns = {m.text.casefold() for m in e.mentions if m.kind == "pronoun"}
    if e.type == "Company" and not names.forms_of(e.name) and not pronouns & _THING and _fits(e, "Person", reading):
        key = names.loose_person_key(e.name)
        if len(words) == 1:
            bearers = {(k, n) for k, n in told.families.get(names.loose_family(e.name), ()) if n != number}
            plain = words[0] not in told.first_words and not told.firms.get(words)
            one = len({k for k, _ in bearers}) == 1 and not _called_firm(e)
            if plain and one and told.shares(number, {n for _, n in bearers}, own):
                return _person(e)
        elif key and not told.firms.get(words) and told.shares(number, told.persons.get(key, set()), own):
            return _person(e)
    if e.type == "Product" and _fits(e, "Company", reading) and "'s " not in e.name.replace("’", "'"):
        firms = told.companies.get(words, set())
        firm = words not in told.products and told.read_products[words] <= len(firms) and told.shares(number, firms, own)
        return e.model_copy(update={"type": "Company"}) if firm or _called_firm(e) else e
    if e.type == "Person" and not e.name.count(" ") and not pronouns & _PERSON and _fits(e, "Company", reading) and not _titled(e, reading):
        long = [a for a in e.aliases if len(ws := names.words(a)) > 1 and e.name in a.split() and told.shares(number, told.firms.get(ws, set()), own)]
        if long and told.persons.get(names.loose_person_key(long[0]) or "", set()) <= {number}:
            return e.model_copy(update={"type": "Company", "name": long[0], "aliases": (e.name, *(a for a in e.aliases if a != long[0]))})
    no_man = not pronouns & _PERSON and (len(words) > 1 or pronouns & _THING)
    if e.type == "Person" and no_man and _fits(e, "Company", reading) and not _titled(e, reading):
        firms = told.firms.get(words, set())
        alone = told.persons.get(names.loose_person_key(e.name) or "", set()) <= {number}
        if alone and number not in firms and told.shares(number, firms, own):
            return e.model_copy(update={"type": "Company"})
    return e


def _person(e: LocalEntity) -> LocalEntity:
    """The entity as a person: no "the operator" points to it."""
    return e.model_copy(update={"type": "Person", "mentions": tuple(m for m in e.mentions if m.kind != "nominal")})


def _is_firm(e: LocalEntity) -> bool:
    """Whether the article shows that it is a firm: by a legal form, by what is known, by what it is called."""
    return bool(e.reference) or _called_firm(e) or any(names.forms_of(n) for n in (e.name, *e.aliases))


def _called_firm(e: LocalEntity) -> bool:
    return any(m.kind == "nominal" and m.text.split()[-1] in ("company", "firm") for m in e.mentions)


def _fits(e: LocalEntity, kind: EntityType, reading: Reading) -> bool:
    """Whether all that is claimed of it can be claimed of the other kind."""
    types = {o.id: o.type for o in reading.entities} | {e.id: kind}
    mine = [c for c in reading.claims if c.predicate in ontology().relations and e.id in (c.subject, c.object)]
    return all(ontology().admits(c.predicate, types[c.subject], types[c.object]) for c in mine if c.object is not None)


def _titled(e: LocalEntity, reading: Reading) -> bool:
    fronts = (reading.article.text[max(0, m.span.start - _BEFORE) : m.span.start].split()[-1:] for m in e.mentions if m.kind == "name")
    return any(front and names.normal(front[0]) in names.name_forms().honorifics for front in fronts)
