"""What the agencies, courts and firms of an article are known as, where the reader left it open: the whole article tells the country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from functools import cache

from kg.records import LocalEntity, Reading
from kg.resolve import names
from kg.resolve.homes import countries_in, dateline_country, without_dateline
from kg.resolve.look_up import acronym_among, agency_named, plain_one_of, sure_acronym, usual_acronym
from kg.resolve.reference import codes_of_states, is_shared, is_state_word, known, known_names, owning_state, state_of

_OF_MANY = frozenset({"USD", "EUR", "XAF", "XOF"})  # dollars are the United States' only where nothing else is said


def looked_up(reading: Reading) -> Reading:
    """The agencies without a reference looked up once more, now that the whole article is there to tell the country."""
    entities = [_of_state(e, reading.article.text) for e in reading.entities]
    entities = [e.model_copy(update=_known_as(agency_named(e.name))) if _is_open(e) else e for e in entities]
    countries = _countries(entities)
    told = countries_in(without_dateline(reading.article))
    dated = dateline_country(reading.article)
    spoken: AbstractSet[str] = told | _currencies(reading) | ({dated} if dated else set())
    entities = [_of_here(e, spoken) for e in entities]
    spoken = spoken or {row.country for e in entities if e.type == "Company" and (row := known().get(e.reference or "")) and row.country}
    for _ in range(2):  # what one acronym stands for may tell the country of another
        entities = [e.model_copy(update=_known_as(_short(e, entities, countries, told, spoken))) if _is_open(e) else e for e in entities]
        countries = _countries(entities)
    entities = [e.model_copy(update=_known_as(_whole(e, countries | told))) if _is_open(e) else e for e in entities]
    whose = (countries - {"EU"}) | told
    ours = {dated} if dated else whose  # a court with nothing beside it is of where the report comes from
    entities = [_of_one_country(e, ours if e.type == "Court" else whose) if _is_open(e) else e for e in entities]
    present = {e.reference for e in entities}
    entities = [e if e.reference or (key := _in_full(e)) in present else e.model_copy(update=_known_as(key)) for e in entities]
    return reading if entities == list(reading.entities) else reading.model_copy(update={"entities": tuple(entities)})


def _countries(entities: Iterable[LocalEntity]) -> set[str]:
    """The countries of the agencies and courts that are known."""
    return {row.country for e in entities if e.type in ("Agency", "Court") and (row := known().get(e.reference or "")) and row.country}


def _currencies(reading: Reading) -> frozenset[str]:
    """The countries whose money the article counts in; dollars and euros tell of none."""
    counted = {c.money.currency for c in reading.claims if c.money is not None}
    return frozenset(code[:2] for code in counted - _OF_MANY)


def _of_one_country(entity: LocalEntity, countries: AbstractSet[str]) -> LocalEntity:
    """A ministry or a high court of the state whose adjective it bears; without one, of the only country that the article tells of."""
    words = names.normal(entity.name).split()
    code = entity.country or codes_of_states().get(words[0]) or codes_of_states().get(" ".join(words[:2]))
    placed = entity.type == "Court" and entity.country is not None  # "the High Court in Dublin"
    if names.is_of_a_state(entity.name) and (placed or (code is None and len(countries) == 1)):
        code = code or min(countries)
        if key := plain_one_of(entity.name, code):
            return entity.model_copy(update=_known_as(key))
    return entity if code is None or state_of(entity.name) else entity.model_copy(update={"country": code})


def _is_open(entity: LocalEntity) -> bool:
    return entity.type in ("Agency", "Court") and entity.reference is None


def _of_state(entity: LocalEntity, text: str) -> LocalEntity:
    """An agency of the one state whose possessive stands before its name: "Ireland's Office of Tolls" is not that of the United States."""
    if entity.type != "Agency" or state_of(entity.name):
        return entity
    found = {code for m in entity.mentions if m.kind == "name" and (code := owning_state(text[: m.span.start]))}
    row = known().get(entity.reference or "")
    country = (row.country if row else None) or entity.country
    if len(found) != 1 or country in (*found, "EU") or (row is not None and row.country is None):
        return entity
    return entity.model_copy(update={"reference": None, "country": min(found)})


def _of_here(entity: LocalEntity, spoken: AbstractSet[str]) -> LocalEntity:
    """A body known as one of a country that is not spoken of, by names that others bear, too, is the one of a country that is."""
    row = known().get(entity.reference or "")
    if row is None or entity.type != "Agency" or row.country in spoken or not entity.reference:
        return entity
    called = [n for n in (entity.name, *entity.aliases) if len(n.split()) > 1]
    if not called or not all(is_shared(entity.reference, n) for n in (entity.name, *entity.aliases)):
        return entity
    found = {acronym_among(n, spoken) or "" for n in called}
    return entity.model_copy(update=_known_as(min(found) or None)) if len(found) == 1 else entity


def _known_as(key: str | None) -> dict[str, str | None]:
    return {"reference": key, "country": known()[key].country} if key else {}


def _short(
    entity: LocalEntity, others: Iterable[LocalEntity], countries: AbstractSet[str], told: AbstractSet[str], spoken: AbstractSet[str]
) -> str | None:
    """What an acronym stands for: what the article names in full, else the one agency of the article's countries that is known by it."""
    if not names.looks_like_acronym(entity.name) or is_state_word(names.normal(entity.name)):
        return None
    full = {o.reference for o in others if o.reference and o.type == entity.type and names.is_acronym_of(entity.name, known()[o.reference].name)}
    if full:
        return min(full) if len(full) == 1 else None
    if entity.country is not None:
        return acronym_among(entity.name, {entity.country})
    return acronym_among(entity.name, countries) or sure_acronym(entity.name, told) or usual_acronym(entity.name, countries | spoken)


def _whole(entity: LocalEntity, spoken: AbstractSet[str]) -> str | None:
    """The one agency of the countries spoken of that bears this name of several words without its state's: "Toll and Lorry Board" of India."""
    if len(entity.name.split()) < 3 or names.is_generic(entity.name):
        return None
    return acronym_among(entity.name, {entity.country} if entity.country else spoken)


def _in_full(entity: LocalEntity) -> str | None:
    """The firm that is known by this name with a legal form, and thus in full, whatever else bears the name: "Harl" for "Harl Inc"."""
    return _names_in_full().get(names.key(entity.name)) if entity.type == "Company" else None


@cache
def _names_in_full() -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for reference, all_names in known_names().items():
        for name in all_names[1:]:
            if reference.startswith("company/") and names.forms_of(name):
                found[names.key(name)].add(reference)
    return {form: min(keys) for form, keys in found.items() if len(keys) == 1}
