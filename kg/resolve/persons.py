"""Persons whose name one article writes short: by initials, or by the family name alone. Each takes a second sign, and leaves no other open."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

from kg.resolve import names
from kg.resolve.judge import Clusters, person_contradicts
from kg.resolve.members import Member
from kg.resolve.surroundings import Surroundings


def join_initials(clusters: Clusters, surroundings: Surroundings) -> None:
    """Join "R. J. Harl" with Robert Harl (and Bob Harl with both), where a second sign says so."""
    lists: dict[str, tuple[list[Member], list[Member]]] = defaultdict(lambda: ([], []))
    for m in clusters.members:
        if m.type == "Person" and (key := names.initial_key(m.entity.name)):
            lists[key][names.person_key(m.entity.name) is not None].append(m)
    for _, (short, full) in sorted(lists.items()):
        if not short:
            continue
        found = [
            (a, b, sign)
            for a, b in [*product(short, short), *product(short, full)]
            if a.reading != b.reading and not _initials_contradict(a, b) and (sign := surroundings.second_sign(a, b))
        ]
        for a, b, sign in found:
            named_so = {clusters.root(o.index) for one, o, _ in found if one is a and names.person_key(o.entity.name)}
            if len(named_so) > 1:
                clusters.note(a.index, b.index, "unsure", f"{a.entity.name} may be several", 0.4)
            else:
                clusters.join_unless(a.index, b.index, f"one name by its initials, {sign}", _initials_contradict)


def _initials_contradict(left: Member, right: Member) -> str | None:
    """As `person_contradicts`, and: other given names."""
    a, b = (names.loose_person_key(m.entity.name) for m in (left, right))
    if a and b and a != b and left.type == right.type == "Person":
        return "other given names"
    return person_contradicts(left, right)


def join_surnames(clusters: Clusters, surroundings: Surroundings) -> None:
    """Join "Mr Harl" with the one Ada Harl who works for a firm that his article ties him to, or names, where no Harl is named in full."""
    full: dict[str, list[Member]] = defaultdict(list)
    for m in clusters.members:
        if m.type == "Person" and (names.person_key(m.entity.name) or names.person(m.entity.name).given):
            full[names.loose_family(m.entity.name)].append(m)
    for m in clusters.members:
        if m.type != "Person" or names.person(m.entity.name).given:
            continue
        family = names.loose_family(m.entity.name)
        namesakes = [o for o in full.get(family, ()) if o.reading != m.reading]
        if not namesakes or len(full[family]) > len(namesakes):
            continue
        alone = len({clusters.root(o.index) for o in namesakes}) == 1
        signs = {o.index: _signs(surroundings, m, o, alone) for o in namesakes}
        signs = {i: kept for i, s in signs.items() if (kept := frozenset(x for x in s if not _bears(clusters, x, family)))}
        roots = {clusters.root(i) for i in signs}
        if len(roots) == 1:
            target = min(signs)
            why = f"one family name, both with {surroundings.named(signs[target])}"
            clusters.join_unless(m.index, target, why, person_contradicts)
        for root in sorted(roots) if len(roots) > 1 else ():
            clusters.note(m.index, root, "unsure", "one family name, several who bear it", 0.3)


def _signs(surroundings: Surroundings, short: Member, full: Member, alone: bool) -> frozenset[str]:
    """What both have to do with; for the only bearer of the name also whom both stand in a sentence with, or two whom both articles name."""
    own, beside = surroundings.posts(short), surroundings.beside(short)
    shared = (own or beside) & (surroundings.posts(full) | surroundings.co_parties(full))
    if shared or not alone:
        return shared
    return (surroundings.near(short) & surroundings.near(full)) or surroundings.two_of(beside & surroundings.beside(full))


def _bears(clusters: Clusters, sign: str, family: str) -> bool:
    """Whether a firm bears the family's name: there may be many of the family with it."""
    return sign.startswith("#") and family in names.words(clusters.members[int(sign[1:])].entity.name)
