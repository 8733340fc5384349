"""What a name is known as, where the reader left it open: an agency behind its state's name, an acronym by its article, a court by its district."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Set as AbstractSet
from functools import cache

from kg.resolve import names
from kg.resolve.reference import codes_of_states, is_shared, known, known_names

_MINISTRY = re.compile(r"^(\w+) (ministry|department)$")
_COURT_ENDS = ("court", "federal court", "district court")


def agency_named(name: str) -> str | None:
    """The key of the one agency or court that a name with its state in it stands for ("US SEC", "Commerce Ministry of China"), if one does."""
    rest, country = _parted(names.words(name))
    if country is None:
        return _district(names.normal(name))
    found = _of_country().get((country, names.key(rest)), frozenset()) | _of_country().get((country, names.key(_official(rest))), frozenset())
    if not found and names.looks_like_acronym(rest.upper()):
        found = frozenset(k for k in _agencies().get(country, ()) if names.is_acronym_of(rest, known()[k].name))
    return min(found) if len(found) == 1 else None


def acronym_among(short: str, countries: AbstractSet[str]) -> str | None:
    """The key of the agency that an acronym stands for in an article about `countries`: the only one known by it that is of one of them."""
    found = {k for country in countries for k in _of_country().get((country, names.key(short)), ())}
    return min(found) if len(found) == 1 else None


def plain_one_of(name: str, country: str) -> str | None:
    """The key of the one court or agency of a country that is called so there, without the state's name: "High Court" in Ireland."""
    found = _courts_of_country().get((country, names.key(name)), frozenset()) | _of_country().get((country, names.key(name)), frozenset())
    return min(found) if len(found) == 1 else None


def sure_acronym(short: str, countries: AbstractSet[str]) -> str | None:
    """The key of the one agency of all that an acronym of four letters or more stands for, where no other country than its own is spoken of.

    Five letters and more are one agency's wherever they stand.
    """
    found = _acronyms().get(names.normal(short), frozenset())
    if len(found) != 1 or names.is_shared_acronym(short):
        return None
    country = known()[min(found)].country
    return min(found) if len(short) > 4 or (len(short) == 4 and countries <= {country}) else None


def usual_acronym(short: str, spoken: AbstractSet[str]) -> str | None:
    """The key of the agency that an acronym stands for in an article that speaks of the countries `spoken`.

    Of several that bear it, it is the one of these countries; where it is of none of them, and they are none, the one that the
    gazetteer says to be meant then. What one alone is known by may be another's that is not known: it is that one's where its country is spoken of,
    and where many bodies of the world share the letters, only where no other country is.
    """
    bearers = _acronyms().get(names.normal(short), frozenset())
    of = {k: known()[k].country for k in bearers if k.startswith("agency/")}
    here = {k for k, country in of.items() if country in spoken}
    if len(bearers) != len(of) or len(here) > 1:
        return None
    if len(of) == 1:
        return min(here, default=None) if len(spoken) == 1 or not names.is_shared_acronym(short) else None
    usual = {k for k in of if short in known_names()[k] and not is_shared(k, short)}
    return min(here, default=None) or (min(usual) if not spoken and len(usual) == 1 else None)


def _parted(words: tuple[str, ...]) -> tuple[str, str | None]:
    """A name's words without its state, in front or behind an "of", and the state's country."""
    codes = codes_of_states()
    for size in (2, 1):
        if len(words) > size and (code := codes.get(" ".join(words[:size]))):
            return " ".join(words[size:]), code
        if len(words) > size + 2 and words[-size - 1] in ("of", "in") and (code := codes.get(" ".join(words[-size:]))):
            return " ".join(words[: -size - 1]), code
    return " ".join(words), None


def _official(name: str) -> str:
    """ "commerce ministry" as "ministry of commerce"."""
    return _MINISTRY.sub(r"\2 of \1", name)


@cache
def _agencies() -> dict[str, tuple[str, ...]]:
    """Country -> the keys of its agencies, sorted."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, row in sorted(known().items()):
        if row.country and key.startswith("agency/"):
            found[row.country].append(key)
    return {country: tuple(keys) for country, keys in found.items()}


@cache
def _of_country() -> dict[tuple[str, str], frozenset[str]]:
    """(Country, key of a name or of what is left of it without its state) -> the keys of the agencies known by it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for country, keys in _agencies().items():
        for key in keys:
            for name in known_names()[key]:
                rest, code = _parted(names.words(name))
                for form in {names.key(name), *((names.key(rest),) if code == country else ())}:
                    found[country, form].add(key)
    return {place: frozenset(keys) for place, keys in found.items()}


@cache
def _courts_of_country() -> dict[tuple[str, str], frozenset[str]]:
    """(Country, key of what is left of a name without its state, or of a shared name) -> the keys of the courts called so."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for key, row in sorted(known().items()):
        for name in known_names()[key] if row.country and key.startswith("court/") else ():
            rest, code = _parted(names.words(name))
            if row.country and (code == row.country or is_shared(key, name)):
                found[row.country, names.key(rest)].add(key)
    return {place: frozenset(keys) for place, keys in found.items()}


@cache
def _acronyms() -> dict[str, frozenset[str]]:
    """The normal form of an acronym -> the keys of the agencies and organizations known by it."""
    found: dict[str, set[str]] = defaultdict(set)
    for key, all_names in known_names().items():
        for name in all_names if key.startswith(("agency/", "organization/")) else ():
            if names.looks_like_acronym(name):
                found[names.normal(name)].add(key)
    return {form: frozenset(keys) for form, keys in found.items()}


@cache
def _districts() -> dict[str, str]:
    """The normal form of a district of the United States -> the key of its court."""
    table = {}
    for key, row in sorted(known().items()):
        _, court, district = names.normal(row.name).partition("district court for the ")
        if court and row.country == "US" and key.startswith("court/"):
            table[district] = key
    return table


def _district(form: str) -> str | None:
    if form in _districts():
        return _districts()[form]
    return next((_districts()[d] for end in _COURT_ENDS if (d := form.removesuffix(f" {end}")) in _districts()), None)
