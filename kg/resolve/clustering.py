"""Which articles' entities are one thing: by reference, by name, by a short form, by a second sign.

Every lookup is by key; nothing compares all with all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, combinations, pairwise, product

from kg.resolve import names
from kg.resolve.alike import join_by_parts, join_founders, join_in_articles, join_short_forms
from kg.resolve.decisions import Ruling
from kg.resolve.judge import Clusters, contradicts, forms_contradict, person_contradicts
from kg.resolve.links import join_linked
from kg.resolve.members import Material, Member
from kg.resolve.persons import join_initials, join_surnames
from kg.resolve.reference import known, lacks_state, state_names
from kg.resolve.spelling import join_misspelt, join_slips
from kg.resolve.surroundings import Surroundings

_MANY = 300  # bearers of one name beyond which only signs that can be looked up are tried, not every pair
_NOTED = 12  # so many bearers of one name are noted as different, each from each; more would drown the rest


def cluster(material: Material, rulings: Sequence[Ruling] = ()) -> Clusters:
    """Join what is one thing over all articles, lawsuits left out. The result depends on the readings and rulings alone, not on their order."""
    clusters = Clusters(material.members, rulings)
    _by_reference(clusters)
    join_in_articles(clusters, material)
    join_slips(clusters, material)
    doubtful = _by_name(clusters)
    _by_short_form(clusters, doubtful)
    join_by_parts(clusters, material)

    def tells(index: int) -> bool:
        return _tells(material.members[index], doubtful)

    before = Surroundings(material, clusters, tells)
    join_linked(clusters, before)
    join_founders(clusters, before)
    join_short_forms(clusters, before)
    surroundings = Surroundings(material, clusters, tells)
    # The signs are all gathered before anything is joined by them, so that no join makes way for another.
    for bearers, homes in sorted(_bearers(material.members, doubtful)):
        _by_second_sign(clusters, surroundings, bearers, homes)
    join_misspelt(clusters, surroundings)
    join_initials(clusters, surroundings)
    join_surnames(clusters, surroundings)
    clusters.enforce()
    return clusters


def _by_reference(clusters: Clusters) -> None:
    first: dict[str, int] = {}
    for m in clusters.members:
        if m.reference and m.type != "Lawsuit":
            clusters.join(first.setdefault(m.reference, m.index), m.index, f"both known as {m.reference}", 1.0)


def _by_name(clusters: Clusters) -> set[int]:
    """Join equal names, persons and lawsuits left out. Gives the members whose name is not enough."""
    buckets: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for m in clusters.members:
        if m.family not in ("Person", "Lawsuit"):
            for k in sorted({m.key, m.usual_key, m.spelt_out_key}):
                buckets[m.family, k].append(m)
    doubtful: set[int] = set()
    for _, bucket in sorted(buckets.items()):
        if len(bucket) > 1:
            doubtful.update(_one_name(clusters, bucket))
        elif _says_little(bucket[0]):
            doubtful.add(bucket[0].index)
    return doubtful


def _says_little(member: Member) -> bool:
    """Whether the name needs more than itself to be one thing in two articles."""
    if member.reference:
        return False
    name = member.entity.name
    return names.is_local(name) or (not member.country and (names.is_generic(name) or names.is_shared_acronym(name)))


def _one_name(clusters: Clusters, bucket: list[Member]) -> set[int]:
    """Join what bears one name, in lots that agree in reference, country, and (where an article tells them apart) type or legal form."""
    apart = _told_apart(bucket)
    of = _countries_of(bucket)
    lots: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for m in bucket:
        lots[m.reference or "", of[m.index] or "", *apart(m), "|".join(sorted(m.form_countries))].append(m)
    ordered = sorted(lots.values(), key=lambda lot: (not lot[0].reference, not of[lot[0].index], -len(lot), lot[0].age))
    several = len({m.reference for m in bucket if m.reference}) > 1 or len({c for c in of.values() if c}) > 1
    settled: list[list[Member]] = []
    doubtful: set[int] = set()
    for lot in ordered:
        head = lot[0]
        if _says_little(head) or (several and not head.reference and not of[head.index]):
            doubtful.update(m.index for m in lot)
            continue
        homes = [
            s
            for s in settled
            if all(apart(head) == apart(o) and not contradicts(head, o) and not forms_contradict(head, o) and _one_country(of, head, o) for o in s)
        ]
        for m in lot[1:]:
            clusters.join(head.index, m.index, "one name")
        if homes and (len(homes) == 1 or not several):
            clusters.join(homes[0][0].index, head.index, "one name")
            homes[0].append(head)
        else:
            for other in settled:
                why = contradicts(head, other[0]) or "one name, but told apart by type or legal form"
                clusters.note(other[0].index, head.index, "different", why, 0.1)
            settled.append([head])
    return doubtful


def _countries_of(bucket: list[Member]) -> dict[int, str | None]:
    """The country of each bearer of one name. A report's own country speaks only where another bearer is said to be of another."""
    said = {m.whence for m in bucket if m.whence}
    return {m.index: m.whence or (m.dated_from if said - {m.dated_from} and not m.reference else None) for m in bucket}


def _one_country(of: dict[int, str | None], left: Member, right: Member) -> bool:
    a, b = of[left.index], of[right.index]
    return not a or not b or a == b or bool(left.reference and left.reference == right.reference)


class _Apart:
    """How an article that names two bearers of one name tells them apart: by type, by legal form, or not at all."""

    def __init__(self, by_type: bool, by_form: bool) -> None:
        self.by_type, self.by_form = by_type, by_form

    def __call__(self, member: Member) -> tuple[str, str]:
        return (member.type if self.by_type else "", "|".join(names.forms_of(member.entity.name)) if self.by_form else "")


def _told_apart(bucket: list[Member]) -> _Apart:
    by_reading: dict[int, list[Member]] = defaultdict(list)
    for m in bucket:
        by_reading[m.reading].append(m)
    pairs = [(a, b) for ms in by_reading.values() for a, b in combinations(ms, 2) if not a.reference or a.reference != b.reference]
    forms = [(names.forms_of(a.entity.name), names.forms_of(b.entity.name)) for a, b in pairs]
    return _Apart(any(a.type != b.type for a, b in pairs), any(a and b and a != b for a, b in forms))


def _by_short_form(clusters: Clusters, doubtful: set[int]) -> None:
    """Join "Ford" with the one "Ford Motor" that an article calls "Ford" too. A short form that could stand for two joins none."""
    bearers: dict[tuple[str, str], set[int]] = defaultdict(set)  # (family, alias key) -> members with that alias
    begins: dict[tuple[str, tuple[str, ...]], set[int]] = defaultdict(set)  # (family, first words) -> members whose name goes on
    for m in clusters.members:
        if m.family in ("Person", "Lawsuit"):
            continue
        for alias in m.alias_keys:
            bearers[m.family, alias].add(m.index)
        parts = names.words(m.entity.name)
        for size in range(1, len(parts)):
            begins[m.family, parts[:size]].add(m.index)
    shorts = {k: _name_of(ms[0], k[1]) for k, ms in clusters.by_key.items() if k[0] not in ("Person", "Lawsuit")}
    # Longer names first: what a short form stands for is settled before it is asked for.
    for (kind, short_key), short in sorted(shorts.items(), key=lambda item: (-len(item[0][1]), item[0])):
        targets = bearers.get((kind, short_key))
        if targets and not names.is_generic(short) and short_key not in state_names():
            longer = begins.get((kind, names.words(short)), set())
            for owner in sorted({clusters.root(m.index) for m in clusters.by_key[kind, short_key]} - doubtful):
                _one_short_form(clusters, owner, short, kind, targets, longer)


def _name_of(member: Member, key: str) -> str:
    """The member's name, or the usual name of what it is known as, whichever has the key."""
    return member.entity.name if member.key == key else known()[member.reference or ""].name


def _one_short_form(clusters: Clusters, owner: int, short: str, kind: str, targets: set[int], longer: set[int]) -> None:
    own = clusters.root(owner)
    roots = sorted({clusters.root(t) for t in targets} - {own})
    if not roots:
        return
    here = _countries(clusters, own)
    if len(roots) > 1 and len(agreeing := [r for r in roots if here & _countries(clusters, r)]) == 1:
        roots = agreeing
    if len(roots) > 1:
        for r in roots:
            clusters.note(own, r, "unsure", f"{short} is short for several", 0.5)
        return
    target = roots[0]
    long_members = [clusters.members[i] for i in clusters.within(target)]
    if any(names.is_acronym_of(short, m.entity.name) for m in long_members):
        # Two letters, or the letters of bodies of several countries, stand for too much.
        if (len(names.key(short)) < 3 or names.is_shared_acronym(short)) and not here & _countries(clusters, target):
            return
    elif not any(lacks_state(short, m.entity.name) for m in long_members):
        if {clusters.root(i) for i in longer} - {own, target}:
            clusters.note(own, target, "unsure", f"{short} begins the names of several", 0.5)
            return
        if kind != "Body" or not any(names.adds_nothing(short, m.entity.name) for m in long_members):
            return
        if {clusters.members[i].reading for i in clusters.within(own)} & {m.reading for m in long_members}:
            clusters.note(own, target, "different", "one article names both", 0.2)
            return
    clusters.join_unless(own, target, f"{short} is the short form that an article gives", contradicts)


def _countries(clusters: Clusters, index: int) -> set[str]:
    return {m.whence for i in clusters.within(index) if (m := clusters.members[i]).whence}


def _tells(member: Member, doubtful: set[int]) -> bool:
    """Whether standing beside the member says something about another: not so of states, news makers, and names that say little."""
    if member.type in ("Person", "Lawsuit", "Law") or member.index in doubtful:
        return False
    return member.key not in state_names() and names.normal(member.entity.name) not in names.name_forms().news_makers


def _bearers(members: list[Member], doubtful: set[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Those who bear one name that is not enough, in order: persons by given and family name, others by name.

    With each list goes that of the settled ones who bear the name too, or whose acronym it is.
    """
    lists: dict[tuple[str, str], list[int]] = defaultdict(list)
    for m in members:
        if m.type == "Person":
            own = names.loose_person_key(m.entity.name)
            if own or not names.person(m.entity.name).given:
                lists["Person", own or f"? {names.person(m.entity.name).family}"].append(m.index)
            # The first of two family names, and what the article says that the person is known as.
            others = {names.other_person_key(m.entity.name), *map(names.loose_person_key, m.entity.aliases)} - {own, None}
            others = others if own else {names.key_without_initial(m.entity.name)}
            for other in sorted(k for k in others if k):
                lists["Person", other].append(m.index)
        elif m.index in doubtful:
            lists[m.family, m.key].append(m.index)
    homes: dict[tuple[str, str], list[int]] = defaultdict(list)
    for m in members:
        if m.type != "Person" and m.index not in doubtful:
            for name in sorted({m.key, *m.alias_keys}):
                if (m.family, name) in lists:
                    homes[m.family, name].append(m.index)
    return [(tuple(bearers), tuple(homes[k])) for k, bearers in lists.items() if len(bearers) + len(homes[k]) > 1]


def _by_second_sign(clusters: Clusters, surroundings: Surroundings, bearers: Iterable[int], homes: Iterable[int]) -> None:
    doubtful, settled = ([clusters.members[i] for i in ms] for ms in (bearers, homes))
    surname_only = doubtful[0].type == "Person" and not names.person(doubtful[0].entity.name).given
    against = person_contradicts if doubtful[0].type == "Person" else _body_contradicts
    pairs: Iterable[tuple[Member, Member]]
    if len(doubtful) <= _MANY and len(doubtful) * len(settled) <= _MANY * _MANY:
        pairs = chain(combinations(doubtful, 2), product(doubtful, settled))
    else:
        pairs = _pairs_by_sign(surroundings, [*doubtful, *settled])
    signs: list[tuple[int, int, str]] = []
    for a, b in pairs:
        if clusters.root(a.index) == clusters.root(b.index):
            continue
        if surname_only:
            # A family name alone is nobody in another article, unless the article is a reprint.
            if surroundings.words(a) & surroundings.words(b):
                signs.append((a.index, b.index, "the same words around the name"))
        elif against(a, b) is None and (sign := surroundings.second_sign(a, b)) and not _either_of_two(surroundings.material, a, b):
            signs.append((a.index, b.index, sign))
    for a_index, b_index, sign in sorted(signs):
        clusters.join_unless(a_index, b_index, f"one name, {sign}", against)
    if not surname_only:
        seen = sorted({clusters.root(m.index) for m in [*doubtful, *settled]})
        for a_index, b_index in combinations(seen[:_NOTED], 2):
            why = against(clusters.members[a_index], clusters.members[b_index])
            groups = ([clusters.members[i] for i in clusters.within(n)] for n in (a_index, b_index))
            why = why or surroundings.parted(*groups)
            clusters.note(a_index, b_index, "different" if why else "unsure", why or "one name, no second sign", 0.1 if why else 0.4)


def _either_of_two(material: Material, left: Member, right: Member) -> bool:
    """Whether the article of one names two whose names hold the shorter name: what stands beside them tells of neither."""
    few = min(names.words(left.entity.name), names.words(right.entity.name), key=len)
    for m in (left, right) if left.family == "Body" else ():
        beside = (names.words(o.name) for o in material.readings[m.reading].entities if o.type == m.type)
        if sum(any(ws[k : k + len(few)] == few for k in range(len(ws))) for ws in beside) > 1:
            return True
    return False


def _body_contradicts(left: Member, right: Member) -> str | None:
    """As `contradicts`, and: one article tells the two apart, or neither name can be short for the other."""
    if left.reading == right.reading and left.type != right.type:
        return f"one article names a {left.type} and a {right.type}"
    a, b = left.entity.name, right.entity.name
    if not (left.reference or right.reference or left.key == right.key or names.is_short_of(a, b) or names.is_short_of(b, a)):
        return "other names"
    return contradicts(left, right)


def _pairs_by_sign(surroundings: Surroundings, members: list[Member]) -> list[tuple[Member, Member]]:
    """Pairs that share the words around the name or a post, found by lookup; each sign chains its bearers."""
    by_sign: dict[str, list[Member]] = defaultdict(list)
    for m in members:
        for sign in surroundings.words(m) | surroundings.posts(m) | surroundings.co_parties(m) | surroundings.offices(m) | surroundings.epithets(m):
            by_sign[sign].append(m)
    return [pair for _, bearers in sorted(by_sign.items()) for pair in pairwise(bearers)]
