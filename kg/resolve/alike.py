"""What is one thing by its place in an article or the parts of its name: a stretch read twice, a firm renamed, a group, a model with its maker."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import pairwise

from kg.resolve import names
from kg.resolve.homes import countries_in
from kg.resolve.judge import Clusters, contradicts, forms_contradict
from kg.resolve.members import Material, Member
from kg.resolve.reference import codes_of_states, known, known_names
from kg.resolve.said import SENTENCE_END, begins_a_new_name, other_name, renaming, trading_as
from kg.resolve.surroundings import Surroundings

_GROUP = frozenset({"group", "groupe", "gruppe", "holdings"})
_CALLED = frozenset({"partners", "systems", "technologies", "technology", "industries", "enterprises", "companies"})
_SCHOOLS = frozenset({"university", "college", "school"})
_WIDEST = 60  # code points between the two names of a firm that is renamed, at most


def join_in_articles(clusters: Clusters, material: Material) -> None:
    """Join within each article: a stretch that was read as two things, one within the other; and the two names of a firm that is renamed."""
    for number, reading in enumerate(material.readings):
        first = material.first[number]
        members = material.members[first : first + len(reading.entities)]
        places = sorted((m.span.start, -m.span.end, o.index) for o in members if o.type != "Lawsuit" for m in o.entity.mentions if m.kind == "name")
        for (start, end, a), (next_start, next_end, b) in pairwise(places):
            left, right = clusters.members[a], clusters.members[b]
            if a == b or left.family != right.family:
                continue
            if next_start < -end:
                if left.family == "Body" and start < next_start and end == next_end and _same_but_for_state(left, right):
                    clusters.join_unless(a, b, "one stretch of the text", contradicts, 0.95)
            elif left.type == "Company" and next_start + end <= _WIDEST and renaming().fullmatch(reading.article.text[-end:next_start]):
                clusters.join_unless(a, b, "one the other's new name", contradicts, 0.9)
            elif left.type == "Person" and next_start + end <= _WIDEST and other_name().fullmatch(reading.article.text[-end:next_start]):
                clusters.join_unless(a, b, "one the other's former name", contradicts, 0.9)

        _join_new_names(clusters, members, reading.article.text)
        _join_trade_names(clusters, members, reading.article.text)
        _join_known(clusters, members)
        _join_products(clusters, members)
        _join_family_names(clusters, members)
        for short in members:
            if short.type == "Agency" and not short.reference and not short.state and names.looks_like_acronym(short.entity.name):
                full = [m.index for m in members if m.type == "Agency" and m is not short and names.is_acronym_of(short.entity.name, m.entity.name)]
                if len(full) == 1:
                    clusters.join_unless(full[0], short.index, "the acronym in an article that gives the full name", contradicts, 0.9)


def _join_new_names(clusters: Clusters, members: list[Member], text: str) -> None:
    """ "Orme, a bank, will change its name to Harl": the one firm that the sentence has named before."""
    firms = sorted((m.span.start, m.span.end, o.index) for o in members if o.type == "Company" for m in o.entity.mentions if m.kind == "name")
    for start, _, new in firms:
        if (phrase := begins_a_new_name(text, start)) is None:
            continue
        before = [(at, end, i) for at, end, i in firms if end <= phrase and i != new and not SENTENCE_END.search(text, end, phrase)]
        if len({clusters.root(i) for _, _, i in before}) == 1:
            clusters.join_unless(before[0][2], new, "one the other's new name", contradicts, 0.9)


def _join_trade_names(clusters: Clusters, members: list[Member], text: str) -> None:
    """ "Orme Inc. d/b/a Harl": one firm, where it trades under no other name and Harl is nobody's short form."""
    firms = sorted((m.span.start, m.span.end, o.index) for o in members if o.type == "Company" for m in o.entity.mentions if m.kind == "name")
    trade: dict[int, dict[int, str]] = defaultdict(dict)
    for (_, end, a), (start, stop, b) in pairwise(firms):
        if a != b and end <= start and trading_as().fullmatch(text[end:start]):
            trade[a][b] = text[start:stop]
    for a, others in trade.items():
        for b, name in others.items():
            if len(others) == 1 and names.words(name) == names.words(clusters.members[b].entity.name):
                clusters.join_unless(a, b, "one the name under which the other trades", contradicts, 0.9)


def _join_known(clusters: Clusters, members: list[Member]) -> None:
    """ "Orme" is the known Orme Trucks, where an article names no other that begins so."""
    for short in members:
        words = names.words(short.entity.name)
        if short.type != "Company" or short.reference or names.is_generic(short.entity.name) or countries_in(short.entity.name):
            continue
        longer = [m for m in members if m.type in ("Company", "Product") and m is not short and names.words(m.entity.name)[: len(words)] == words]
        if len(longer) == 1 and longer[0].type == "Company" and longer[0].reference and len(names.words(longer[0].entity.name)) > len(words):
            clusters.join_unless(longer[0].index, short.index, "the short form of a known firm, in one article", contradicts, 0.8)


def _join_products(clusters: Clusters, members: list[Member]) -> None:
    """ "Orme Quill" and "Quill" are one product in an article, where Orme is a firm."""
    by_words = {names.words(m.entity.name): m for m in members if m.type == "Product"}
    firms = {names.words(m.entity.name) for m in members if m.type == "Company"} | _makers()
    for words, m in by_words.items():
        for size in range(1, len(words)):
            if words[:size] in firms and (short := by_words.get(words[size:])):
                clusters.join_unless(short.index, m.index, "one with the maker's name in front", contradicts, 0.9)


def _join_family_names(clusters: Clusters, members: list[Member]) -> None:
    """ "Mr Ruiz" is the one José Ruiz Marquina of an article: the first of two family names stands for both."""
    persons = [(m, names.person(m.entity.name)) for m in members if m.type == "Person"]
    for short, alone in persons:
        if not alone.given and not any(p.given and p.family == alone.family for _, p in persons):
            full = [m for m, p in persons if len(p.given) > 1 and len(alone.family) > 2 and p.given[-1] == alone.family]
            if len(full) == 1:
                clusters.join_unless(full[0].index, short.index, "the first of two family names", contradicts, 0.9)


def _same_but_for_state(left: Member, right: Member) -> bool:
    """Whether of two names over one stretch the longer only has a state in front: "China's Office of Tolls", "Office of Tolls"."""
    few = names.words(right.entity.name)
    for name in (left.entity.name, *left.entity.aliases):
        many = names.words(name)
        if many == few or any(" ".join(many[:size]) in codes_of_states() and many[size:] == few for size in (1, 2)):
            return True
    return False


def join_by_parts(clusters: Clusters, material: Material) -> None:
    """Join "Orme Group" with Orme, and a product with the one whose name has the maker in front of it, where no article tells the two apart."""
    by_words: dict[tuple[str, tuple[str, ...]], list[Member]] = defaultdict(list)
    for m in clusters.members:
        if m.family in ("Body", "Product"):
            by_words[m.family, names.words(m.entity.name)].append(m)
    makers = _makers() | {ws for (kind, ws), ms in by_words.items() if kind == "Body" and any(m.type == "Company" for m in ms)}
    makers |= {names.words(a) for m in clusters.members if m.type == "Company" for a in m.entity.aliases if names.is_short_of(a, m.entity.name)}
    for (kind, words), members in sorted(by_words.items()):
        if kind == "Body" and len(words) > 1 and words[-1] in _GROUP:
            _join_parts(clusters, members, by_words.get((kind, words[:-1]), []), "one is called a group")
        if kind == "Body" and len(words) > 2 and words[-1] in _CALLED:
            _join_parts(clusters, members, by_words.get((kind, words[:-1]), []), "two words of a firm's name without what firms are called")
        if kind == "Body" and len(words) > 2 and words[-1] in _SCHOOLS:
            _join_parts(clusters, members, by_words.get((kind, words[:-1]), []), "a school's name without what it is")
        if kind == "Product":
            for size in range(1, len(words)):
                if words[:size] in makers and _is_of(material, short := by_words.get((kind, words[size:]), []), words[:size]):
                    _join_parts(clusters, members, short, "one with the maker's name in front")


def _is_of(material: Material, products: list[Member], maker: tuple[str, ...]) -> bool:
    """Whether products of one name are of this maker: as is known of them, or else as an article of theirs names it.

    A name of several words, or with a figure in it, is enough by itself; "Mini" alone may be anybody's.
    """
    of = {names.words(row.maker) for m in products if (row := known().get(m.reference or "")) and row.maker}
    if of:
        return any(maker[: len(ws)] == ws or ws[: len(maker)] == maker for ws in of)
    if any(len(ws := names.words(m.entity.name)) > 1 or any(c.isdigit() for w in ws for c in w) for m in products):
        return True
    texts = (names.normal(material.readings[m.reading].article.text) for m in products)
    return any(f" {' '.join(maker)} " in f" {text} " for text in texts)


def join_founders(clusters: Clusters, surroundings: Surroundings) -> None:
    """Join "Ada Orme Trucks" with Orme Trucks, where both are named beside Ada Orme."""
    firms: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for m in clusters.members:
        if m.type == "Company":
            firms[names.words(m.entity.name)].append(m)
    for words, long in sorted(firms.items()):
        founder = names.loose_person_key(" ".join(words[:2])) if len(words) > 2 else None
        for a in long if founder else ():
            for b in firms.get(words[1:], ()):
                if founder in surroundings.beside(a) & surroundings.beside(b):
                    clusters.join_unless(a.index, b.index, f"one with the given name of {founder} in front", told_apart, 0.8)


def join_short_forms(clusters: Clusters, surroundings: Surroundings) -> None:
    """Join "Orme" with the one Orme Partners that an article calls so, where both are named with one person or both have one firm to do with.

    Of several that are called so it is the only one of which such a sign tells.
    """
    called: set[str] = set()
    begun: dict[tuple[str, ...], list[Member]] = defaultdict(list)
    for m in clusters.members:
        if m.type == "Company":
            ws = names.words(m.entity.name)
            called |= m.alias_keys
            for size in range(1, len(ws)):
                begun[ws[:size]].append(m)
    found = []
    for m in clusters.members:
        few = names.words(m.entity.name)
        if m.type != "Company" or m.reference or names.looks_like_acronym(m.entity.name) or m.key not in called:
            continue
        signs = [(o, shared) for o in begun[few] if o.reading != m.reading and (shared := shared_signs(surroundings, m, o))]
        called_so = [(o, shared) for o, shared in signs if m.key in o.alias_keys]
        if called_so and len({clusters.root(o.index) for o, _ in signs}) == 1:
            found.append((m, *called_so[0]))
    for m, full, shared in found:
        why = f"{m.entity.name} is the short form that an article gives, both with {surroundings.named(shared)}"
        clusters.join_unless(m.index, full.index, why, told_apart, 0.8)


def shared_signs(surroundings: Surroundings, left: Member, right: Member) -> frozenset[str]:
    """The person that both are named beside, the firm that both have to do with, else two or more that both are named beside."""
    beside = (surroundings.beside(left) & surroundings.beside(right)) - surroundings.own(left) - surroundings.own(right)
    people = frozenset(b for b in beside if not b.startswith("#"))
    sure = people | (surroundings.posts(left) & surroundings.posts(right))
    return sure or surroundings.two_of(beside)


def _join_parts(clusters: Clusters, long: list[Member], short: list[Member], reason: str) -> None:
    if not short or names.is_generic(short[0].entity.name) or len({clusters.root(m.index) for m in short}) > 1:
        return
    if short[0].family == "Body" and any(m.type != long[0].type or m.type not in ("Company", "Organization") for m in (*long, *short)):
        return
    for m in long:
        clusters.join_unless(short[0].index, m.index, reason, told_apart)


def told_apart(left: Member, right: Member) -> str | None:
    """Why two firms cannot be one: an article names both, or they are known, or of countries, or of legal forms that differ."""
    if left.reading == right.reading and left.key != right.key and not (left.reference and left.reference == right.reference):
        return "one article names both"
    return contradicts(left, right) or ("legal forms of other countries" if forms_contradict(left, right) else None)


@cache
def _makers() -> frozenset[tuple[str, ...]]:
    """The words of the names of firms that are known."""
    return frozenset(names.words(n) for key, all_names in known_names().items() if key.startswith("company/") for n in all_names)
