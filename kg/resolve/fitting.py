"""Whether a name can be another of the names of one known thing: "Oster plc" of Oster, but not "Oster 2", "Oster Academy" or "Study of Oster"."""

from __future__ import annotations

from functools import cache
from typing import Literal

from kg.resolve import names
from kg.resolve.reference import is_state_word, known, known_names, lacks_state

_ADD_NOTHING = frozenset({"holding", "holdings", "and"})
_STEM = 5  # so many letters of a word tell it from another: "environment", "environmental"


Place = Literal["before", "behind"]


def stranger(name: str, reference: str) -> Place | None:
    """Where a name that holds one of the reference's names has words that tell it for another thing; None where it can be the same.

    For an agency: "before" where the name is long for an acronym that another agency is known by.
    """
    if name in known_names().get(reference, ()):
        return None
    forms = _forms(reference)
    if reference.startswith("agency/"):
        return "before" if _other_letters(name, reference) else None
    if not reference.startswith(("company/", "organization/", "product/")):
        return None
    parts = _parts(name)
    words = tuple(w for w, _ in parts)
    if words in forms:
        return None
    sizes = {len(f) for f in forms}
    found = [(at, size) for size in sizes for at in range(len(words) - size + 1) if words[at : at + size] in forms]
    if not found:
        return None
    at, size = max(found, key=lambda place: (place[1], -place[0]))
    front, tail = parts[:at], parts[at + size :]
    if any(w in ("of", "for") for w, _ in front):
        return "before"
    if not reference.startswith("product/") and any(_tells(p) for p in front if not is_state_word(p[0])):
        return "before"
    if not reference.startswith("product/") and all(w.isdigit() for w, _ in tail):
        return None  # a figure that the reader took into the name
    return "behind" if any(_tells(p) for p in tail) else None


def product_within(name: str, reference: str) -> str | None:
    """The known product that a name is, which has the firm's name in front: "Oster Quill" where Quill is Oster's."""
    words = names.words(name)
    for form in sorted(_forms(reference), key=len, reverse=True):
        if words[: len(form)] == form and len(words) > len(form):
            return _products().get(words) or _products().get(words[len(form) :])
    return None


def _parts(name: str) -> list[tuple[str, bool]]:
    """The words in their normal form, and whether each is written as a name's is: with a capital or a figure."""
    plain = {w for written in name.split() if written.islower() for w in names.normal(written).split()}
    return [(w, w not in plain) for w in names.words(name)]


def _tells(part: tuple[str, bool]) -> bool:
    """Whether a word beside the known name says that another thing is meant."""
    word, capital = part
    return capital and word not in names.name_forms().descriptors and word not in _ADD_NOTHING


def _other_letters(name: str, reference: str) -> bool:
    """Whether the long name only shares its initials with the agency that is known."""
    short = [f for f in known_names()[reference] if names.looks_like_acronym(f)]
    if len(name.split()) < 3 or not any(names.is_acronym_of(s, name) for s in short):
        return False
    full = [f for f in known_names()[reference] if len(f.split()) > 1]
    return bool(full) and not any(_stems(name) <= _stems(f) or _stems(f) <= _stems(name) or lacks_state(f, name) for f in full)


def _stems(name: str) -> frozenset[str]:
    return frozenset(w[:_STEM] for w in names.words(name) if w not in ("of", "and", "for", "the", "on") and not is_state_word(w))


@cache
def _forms(reference: str) -> frozenset[tuple[str, ...]]:
    """The words of each name that the reference is known by, and their plural."""
    found = {names.words(n) for n in known_names().get(reference, ())}
    return frozenset(found | {(*f[:-1], f"{f[-1]}s") for f in found if f})


@cache
def _products() -> dict[tuple[str, ...], str]:
    return {names.words(row.name): key for key, row in sorted(known().items()) if key.startswith("product/")}
