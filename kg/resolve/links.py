"""Short names that tell of one another: an article of "Orme" and "Mr Harl" is about Orme Trucks and Ada Harl, where another calls them so.

A short form, an acronym or a family name alone proves nothing. Two of them that point from one article to the same other do, as long as neither
could stand for anything else that is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kg.resolve import names
from kg.resolve.alike import shared_signs, told_apart
from kg.resolve.judge import Clusters, person_contradicts
from kg.resolve.members import Member
from kg.resolve.surroundings import Surroundings

_MOST = 100  # articles that name a thing in full to which one that names it short is linked
_BODIES = ("Company", "Organization", "Agency", "Court")


def join_linked(clusters: Clusters, surroundings: Surroundings) -> None:
    """Join each short name with the only thing that it may stand for, where another short name links the same two articles.

    For an acronym two whom both articles name do as well, and must where many bodies of the world share the letters.
    """
    links: dict[tuple[int, int], list[tuple[Member, Member]]] = defaultdict(list)
    for short, full in _links(clusters):
        links[short.reading, full.reading].append((short, full))
    for _, pairs in sorted(links.items()):
        telling = [(short, full) for short, full in pairs if not names.is_shared_acronym(short.entity.name)]
        linked = len({clusters.root(full.index) for _, full in telling}) > 1 and len({short.index for short, _ in telling}) > 1
        for short, full in pairs:
            if linked and (short, full) in telling:
                why = f"and the article names {', '.join(sorted({o.entity.name for o, _ in telling} - {short.entity.name})[:3])} so, too"
            elif names.looks_like_acronym(short.entity.name) and (shared := shared_signs(surroundings, short, full)):
                why = f"both with {surroundings.named(shared)}"
            else:
                continue
            against = person_contradicts if short.type == "Person" else told_apart
            clusters.join_unless(short.index, full.index, f"{short.entity.name} is short for it, {why}", against, 0.8)


def _links(clusters: Clusters) -> Iterator[tuple[Member, Member]]:
    """Each short name with each that it may stand for in another article, where these are all one thing."""
    longer: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for m in clusters.members:
        for kind, form in _forms_in_full(m):
            longer[kind, form].append(m)
    for m in clusters.members:
        if (place := _short_form(m)) is None:
            continue
        full = [o for o in longer.get(place, ()) if o.index != m.index]
        roots = {clusters.root(o.index) for o in full}
        if len(roots) == 1 and all(o.reading != m.reading for o in full) and clusters.root(m.index) not in roots:
            for o in full[:_MOST]:
                yield m, o


def _short_form(member: Member) -> tuple[str, str] | None:
    """What a name that is short may be looked up by; None for one in full, or one that is known."""
    name = member.entity.name
    if member.reference or names.is_generic(name):
        return None
    if member.type == "Person":
        return None if names.person(name).given else ("family", names.loose_family(name))
    if member.type not in _BODIES:
        return None
    if names.looks_like_acronym(name):
        return "acronym", names.normal(name)
    return "beginning", " ".join(names.words(name))


def _forms_in_full(member: Member) -> Iterable[tuple[str, str]]:
    """By what short forms the member may be called in another article."""
    name = member.entity.name
    if member.type == "Person":
        parts = names.person(name)
        return [("family", names.loose_family(name))] if parts.given else []
    if member.type not in _BODIES:
        return []
    words = names.words(name)
    found = [("beginning", " ".join(words[:size])) for size in range(1, len(words))]
    return [*found, *(("acronym", letters) for letters in sorted(names.acronyms_of(name)))]
