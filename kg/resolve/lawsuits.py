"""One proceeding, one node: suits of several articles are one where their parties are, after the parties are resolved."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from kg.ids import slug
from kg.records import Entity
from kg.resolve import names
from kg.resolve.dates import gap
from kg.resolve.identity import digest
from kg.resolve.judge import Clusters
from kg.resolve.members import Material, Member
from kg.resolve.reference import state_of

_YEAR = 366  # days between two filing dates beyond which equal parties are in court for the second time
_STORY = 3 * 366  # days between two articles beyond which a suit that one of them half names need not be that of the other


@dataclass(frozen=True)
class Suit:
    """One article's proceeding with its parties resolved: the first named of each side (None for "?"), and all of them, as entity ids."""

    member: Member
    plaintiff: str | None
    defendant: str | None
    plaintiffs: frozenset[str]
    defendants: frozenset[str]
    others: frozenset[str]  # judges and courts
    agency: str | None  # the only agency, courts and states left out, that the article names
    beside: frozenset[str]  # firms, organizations and persons that the article names and that are no party
    foremost: frozenset[str]  # what the title names, and the firm that the article names most
    named: frozenset[str]  # all that the article names
    filed: str | None

    def side(self, name: str) -> str | None:
        return self.plaintiff if name == "plaintiff" else self.defendant


def lawsuits(material: Material, clusters: Clusters, entity_of: Mapping[int, Entity]) -> dict[int, Entity]:
    """An entity for every member that is a lawsuit; members of one proceeding get equal ones. `entity_of` gives that of every other member."""
    ids = {i: e.id for i, e in entity_of.items()}
    parties = {e.id: e for e in entity_of.values()}
    suits = [_suit(material, m, ids) for m in material.members if m.type == "Lawsuit"]
    by_number = {s.member.index: s for s in suits}
    _join_state_and_agency(clusters, suits, parties)
    _join(clusters, suits, parties)
    groups = [[by_number[i] for i in c] for c in clusters.all() if c[0] in by_number]
    by_base: dict[str, list[list[Suit]]] = defaultdict(list)
    for group in groups:
        by_base[_base_id(group, parties)].append(group)
    found: dict[int, Entity] = {}
    used = set(by_base)
    for base, rivals in sorted(by_base.items()):
        rivals.sort(key=lambda g: (not any(s.member.reference for s in g), min(s.member.age for s in g)))
        years = Counter(_year(g) for g in rivals[1:])
        for rank, group in enumerate(rivals):
            first = min((s.member for s in group), key=lambda m: m.age)
            year = _year(group)
            candidates = [base] if rank == 0 else [f"{base}-{year}"] if year and years[year] == 1 else []
            candidates += [f"{base}-{digest(first.source, first.entity.name, str(first.entity.id), size=n)}" for n in (3, 8)]
            id = next(c for c in candidates if rank == 0 or c not in used)
            used.add(id)
            entity = _entity(id, group, parties)
            found.update({s.member.index: entity for s in group})
    return found


def _suit(material: Material, member: Member, ids: Mapping[int, str]) -> Suit:
    reading = material.readings[member.reading]
    sides: dict[str, list[int]] = {"plaintiffIn": [], "defendantIn": [], "judgeIn": [], "heardIn": []}
    filed = []
    for claim in reading.claims:
        if claim.object == member.entity.id and claim.predicate in sides:
            sides[claim.predicate].append(claim.subject)
        if claim.subject == member.entity.id and claim.predicate == "heardIn" and claim.object is not None:
            sides["heardIn"].append(claim.object)
        if claim.lawsuit == member.entity.id and claim.predicate == "sued" and claim.object is not None:
            sides["plaintiffIn"].append(claim.subject)
            sides["defendantIn"].append(claim.object)
            if claim.date:
                filed.append(claim.date)
    resolved = {
        side: [ids[material.member(member.reading, i).index] for i in dict.fromkeys(ends) if reading.entities[i].type != "Lawsuit"]
        for side, ends in sides.items()
    }
    left, versus, right = member.entity.name.partition(" v. ")
    if not versus:
        left = right = "?"
    plaintiff = _named(material, member, left, ids, resolved["plaintiffIn"])
    defendant = _named(material, member, right, ids, resolved["defendantIn"])
    parties = {*resolved["plaintiffIn"], *resolved["defendantIn"]}
    beside = {
        ids[material.member(member.reading, e.id).index]
        for e in reading.entities
        if e.type in ("Company", "Organization", "Person") and names.normal(e.name) not in names.name_forms().news_makers
    }
    agencies = {ids[material.member(member.reading, e.id).index] for e in reading.entities if e.type == "Agency" and not state_of(e.name)}
    return Suit(
        member=member,
        plaintiff=plaintiff,
        defendant=defendant,
        plaintiffs=frozenset([*resolved["plaintiffIn"], *([plaintiff] if plaintiff else [])]),
        defendants=frozenset([*resolved["defendantIn"], *([defendant] if defendant else [])]),
        others=frozenset(resolved["judgeIn"] + resolved["heardIn"]),
        agency=min(agencies) if len(agencies) == 1 else None,
        beside=frozenset(beside - parties),
        foremost=_foremost(material, member.reading, ids),
        named=frozenset(ids[material.member(member.reading, e.id).index] for e in reading.entities if e.type != "Lawsuit"),
        filed=max(filed, key=lambda d: (len(d), d)) if filed else None,
    )


def _foremost(material: Material, number: int, ids: Mapping[int, str]) -> frozenset[str]:
    reading = material.readings[number]
    title = len(reading.article.title or "")
    firms: Counter[str] = Counter()
    found: set[str] = set()
    for local in reading.entities:
        id = ids.get(material.member(number, local.id).index)
        if id is None or names.normal(local.name) in names.name_forms().news_makers:
            continue
        if any(m.kind == "name" and m.span.end <= title for m in local.mentions):
            found.add(id)
        if local.type == "Company":
            firms[id] += len(local.mentions)
    most = max(firms.values(), default=0)
    leading = [id for id, n in firms.items() if n == most]
    return frozenset(found | (set(leading) if len(leading) == 1 else set()))


def _join_state_and_agency(clusters: Clusters, suits: list[Suit], parties: Mapping[str, Entity]) -> None:
    """A suit with a state and the only one with an agency of it, told in one article, are one; over articles, where they share a judge or a court."""
    for side in ("plaintiff", "defendant"):
        agencies: dict[str, list[Suit]] = defaultdict(list)  # article, judge or court -> the suits with an agency on that side
        for s in suits:
            body = parties.get(s.side(side) or "")
            if body and body.type == "Agency" and body.country and not _is_state(body):
                for sign in (s.member.source, *sorted(s.others)):
                    agencies[sign].append(s)
        for s in suits:
            if not _is_state(parties.get(s.side(side) or "")):
                continue
            for sign in (s.member.source, *sorted(s.others)):
                fits = [a for a in agencies[sign] if _state_and_agency(parties, s, a, side, sign == s.member.source)]
                if len({(a.plaintiff, a.defendant) for a in fits}) == 1:
                    clusters.join(fits[0].member.index, s.member.index, f"a state and its agency as {side} in one suit: {sign}")


def _state_and_agency(parties: Mapping[str, Entity], state: Suit, agency: Suit, side: str, one_article: bool) -> bool:
    left, right = (s.side("defendant" if side == "plaintiff" else "plaintiff") for s in (state, agency))
    if left != right and not (one_article and (left is None or right is None)):
        return False
    if state.filed and agency.filed and (gap(state.filed, agency.filed) or 0) > _YEAR:
        return False
    return _one_side(parties, state.side(side), agency.side(side))


def _one_side(parties: Mapping[str, Entity], left: str | None, right: str | None) -> bool:
    """Whether two parties may stand for one side of a proceeding: they are one, or a state and an agency of it."""
    if left == right:
        return True
    a, b = parties.get(left or ""), parties.get(right or "")
    if a is None or b is None or {a.type, b.type} != {"Agency"}:
        return False
    return a.country is not None and a.country == b.country and _is_state(a) != _is_state(b)


def _is_state(entity: Entity | None) -> bool:
    return entity is not None and entity.type == "Agency" and state_of(entity.label) is not None


def _named(material: Material, suit: Member, words: str, ids: Mapping[int, str], parties: list[str]) -> str | None:
    """The entity that one side of "Plaintiff v. Defendant" names in the suit's own article, else the first party that the claims give."""
    if words.strip() in ("", "?"):
        return parties[0] if parties else None
    wanted = names.key(words)
    for local in material.readings[suit.reading].entities:
        if local.type != "Lawsuit" and any(names.key(n) == wanted for n in (local.name, *local.aliases)):
            return ids[material.member(suit.reading, local.id).index]
    return parties[0] if parties else f'"{wanted}'


def _join(clusters: Clusters, suits: list[Suit], bodies: Mapping[str, Entity]) -> None:
    by_parties: dict[tuple[str, str], list[Suit]] = defaultdict(list)
    by_party: dict[tuple[str, str], list[Suit]] = defaultdict(list)
    by_reference: dict[str, int] = {}
    for s in suits:
        if s.member.reference:
            clusters.join(by_reference.setdefault(s.member.reference, s.member.index), s.member.index, f"both known as {s.member.reference}", 1.0)
        if s.plaintiff and s.defendant:
            by_parties[s.plaintiff, s.defendant].append(s)
        for side in ("plaintiff", "defendant"):
            if party := s.side(side):
                by_party[side, party].append(s)
    by_number = {s.member.index: s for s in suits}

    def against(left: Member, right: Member) -> str | None:
        a, b = by_number[left.index], by_number[right.index]
        if left.reference and right.reference and left.reference != right.reference:
            return f"known as {left.reference} and {right.reference}"
        if any(x and y and not _one_side(bodies, x, y) for x, y in ((a.plaintiff, b.plaintiff), (a.defendant, b.defendant))):
            return "other parties"
        days = gap(a.filed, b.filed) if a.filed and b.filed else None
        return f"filed {a.filed} and {b.filed}" if days is not None and days > _YEAR else None

    for _, group in sorted(by_parties.items()):
        # The dated first: an undated telling joins the earliest filing that nothing speaks against.
        group.sort(key=lambda s: (s.filed is None, s.filed or "", s.member.age))
        for n, s in enumerate(group[1:], 1):
            for other in dict.fromkeys(clusters.root(g.member.index) for g in group[:n]):
                if clusters.join_unless(other, s.member.index, "the same parties", against):
                    break
    signs: list[tuple[int, int, str]] = []
    for (side, _), group in sorted(by_party.items()):
        half = [s for s in group if s.side("plaintiff" if side == "defendant" else "defendant") is None]
        whole: dict[int, list[Suit]] = defaultdict(list)
        for s in group:
            if s not in half:
                whole[clusters.root(s.member.index)].append(s)
        for s in half:
            told = [
                [(o, sign) for o in os if o.member.reading != s.member.reading and (sign := _sign(s, o) or _missing(s, o))] for os in whole.values()
            ]
            matches = [found[0] for found in told if found]
            if len(matches) == 1:
                signs.append((matches[0][0].member.index, s.member.index, f"the same {side}, {matches[0][1]}"))
        for a, b in combinations(half[:200], 2):
            if a.member.reading != b.member.reading and (sign := _sign(a, b) or _company(a, b)):
                signs.append((a.member.index, b.member.index, f"the same {side}, {sign}"))
    for left, right, reason in sorted(signs):
        clusters.join_unless(left, right, reason, against)


def _sign(left: Suit, right: Suit) -> str | None:
    """What else shows that two suits with one side in common are one: a judge, a court, a second party, the day of filing."""
    if shared := left.others & right.others:
        return f"both before {min(shared)}"
    if len((left.plaintiffs | left.defendants) & (right.plaintiffs | right.defendants)) > 1:
        return "and another party"
    if left.filed and right.filed and len(left.filed) > 4 and len(right.filed) > 4 and gap(left.filed, right.filed) == 0:
        return f"both filed {max(left.filed, right.filed, key=len)}"
    return None


def _missing(half: Suit, whole: Suit) -> str | None:
    """What shows that the side which `half` leaves open is the one that `whole` names.

    The half's article names no other agency; or it was written within years of the other and is about the party; or within a year, names the
    party, and both are about who brought the suit.
    """
    party = whole.plaintiff if half.plaintiff is None else whole.defendant
    if not party:
        return None
    if party == half.agency:
        return f"and no agency is named but {party}"
    days = gap(half.member.age[0], whole.member.age[0]) if "9999" not in (half.member.age[0], whole.member.age[0]) else None
    if party in half.foremost and days is not None and days <= _STORY:
        return f"and the article is about {party}"
    about = half.plaintiff is not None and half.plaintiff in half.foremost & whole.foremost
    return f"told of in articles about it, and both name {party}" if about and party in half.named and days is not None and days <= _YEAR else None


def _company(left: Suit, right: Suit) -> str | None:
    """What shows that two suits, each without the same side, are one: both told of among the same firms and persons."""
    shared = sorted(left.beside & right.beside)
    return f"both told of beside {', '.join(shared[:3])}" if len(shared) > 1 else None


def _head(group: list[Suit], side: str, bodies: Mapping[str, Entity]) -> str | None:
    """The party that most of the articles name first on a side; an agency goes before its state."""
    votes = Counter(p for s in group if (p := s.side(side)))
    return min(votes, key=lambda p: (_is_state(bodies.get(p)), -votes[p], p)) if votes else None


def _base_id(group: list[Suit], bodies: Mapping[str, Entity]) -> str:
    """From the parties' own ids, so that a suit's id changes only where a party's does."""
    left, right = (_head(group, side, bodies) for side in ("plaintiff", "defendant"))
    return f"lawsuit/{_tail(left)}-v-{_tail(right)}"


def _tail(party: str | None) -> str:
    if party is None:
        return "unknown"
    return slug(party[1:]) if party.startswith('"') else party.partition("/")[2]


def _year(group: list[Suit]) -> str | None:
    dates = sorted(s.filed for s in group if s.filed)
    return dates[0][:4] if dates else None


def _entity(id: str, group: list[Suit], bodies: Mapping[str, Entity]) -> Entity:
    sides = []
    for side, position in (("plaintiff", 0), ("defendant", 2)):
        party = _head(group, side, bodies)
        written = sorted({s.member.entity.name.partition(" v. ")[position] for s in group})
        sides.append("?" if party is None else bodies[party].label if party in bodies else written[0])
    label = " v. ".join(sides)
    written_names = {n for s in group for n in (s.member.entity.name, *s.member.entity.aliases)}
    return Entity(id=id, type="Lawsuit", label=label, aliases=tuple(sorted(written_names - {label})))
