"""Which spellings name one thing: full form and short form, surname, acronym, and names in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.chunks import Chunk
from kg.extract.frames.name_context import OTHER, PLACE
from kg.extract.frames.name_types import Surface
from kg.extract.frames.runs import Tokens

BODIES = frozenset(("Company", "Agency", "Court", "Organization"))
QUOTES = frozenset(('"', "“", "‘", "'", "”", "’", "''", "``"))
SMALL = frozenset(("of", "the", "for", "and", "&", "de", "des", "du", "la", "'s", "’s", "in", "on", "-", ",", ".", "to", "et"))


@dataclass(slots=True)
class Group:
    """One thing: its surfaces, its decided type and the fullest name."""

    surfaces: list[Surface]
    type: str
    country: str | None = None
    extra_names: list[str] = field(default_factory=list)

    @property
    def chunks(self) -> list[Chunk]:
        return [chunk for surface in self.surfaces for chunk in surface.chunks]

    @property
    def name(self) -> str:
        surfaces = [s for s in self.surfaces if self.country is None or gazetteer.fold(s.name) not in gazetteer.seats()] or self.surfaces
        return max(surfaces, key=lambda s: (len(_core(s.name)), len(s.name), -s.chunks[0].start)).name


def group_surfaces(doc: Doc, t: Tokens, surfaces: list[Surface]) -> list[Group]:
    """Put the surfaces into groups, longest names first, and let each group settle on one type."""
    order = sorted(surfaces, key=lambda s: (-len(_core(s.name)), s.chunks[0].start))
    bracketed = _bracketed(doc, t, surfaces)
    groups: list[Group] = []
    by_key: dict[str, list[Group]] = {}
    for surface in order:
        home = _home(surface, groups, by_key, bracketed)
        if home is None:
            home = Group(surfaces=[surface], type=surface.type)
            groups.append(home)
        else:
            home.surfaces.append(surface)
            if home.type in (OTHER, PLACE) and surface.type not in (OTHER, PLACE):
                home.type = surface.type
        for key in _keys(surface):
            bearers = by_key.setdefault(key, [])
            if home not in bearers:
                bearers.append(home)
    for group in groups:
        group.extra_names = _other_forms(group)
    return groups


def _core(name: str) -> list[str]:
    """The words that tell: without article, legal form, dots and accents' case."""
    parts = [p.strip(".,") for p in gazetteer.fold(name).split()]
    kept = [p for p in parts if p]
    while len(kept) > 1 and kept[-1] in words.legal_forms():
        kept.pop()
    return kept


def _keys(surface: Surface) -> list[str]:
    """What a shorter form of this name could be."""
    core = _core(surface.name)
    low = [p.casefold() for p in core]
    keys = [" ".join(low), "~" + _letters(surface.name)]
    if surface.type == "Agency" and low[-1] == "office" and low[-2:-1] and low[-2].endswith("'s"):
        keys.append(" ".join([*low[:-2], low[-2][:-2]]))
    if surface.type == "Person":
        if len(low) > 1:
            keys += [low[-1], " ".join(low[-2:]), low[0] + " " + low[-1]]
            if low[-1] in ("jr", "sr") and len(low) > 2:
                keys += [low[-2], " ".join(low[:-1])]
            keys += [" ".join(low[k:]) for k in range(1, len(low) - 1)]
            keys.append(low[0])
    else:
        keys += [" ".join(low[:k]) for k in range(1, len(low))]
        keys += [" ".join(low[k:]) for k in range(1, len(low))]
        if surface.type == "Company" and len(low) > 2 and (core[0] in gazetteer.simple_list("places.txt") or core[0] in gazetteer.adjectives()):
            keys += [" ".join(low[1:k]) for k in range(2, len(low))]  # "Geely" for "Zhejiang Geely Holding Group"
        initials = _initials(core)
        if len(initials) > 1:
            keys.append("=" + initials)
            keys.append("=" + "".join(p[0] for p in core if p[0].isalnum()).upper())
    return list(dict.fromkeys(keys))


def _letters(name: str) -> str:
    """The letters and figures of the core alone ("Time Warner", "TimeWarner")."""
    return "".join(c for c in "".join(_core(name)).casefold() if c.isalnum())


def _initials(core: list[str]) -> str:
    return "".join(p[0] for p in core if p not in SMALL and p[0].isalnum()).upper()


def _home(surface: Surface, groups: list[Group], by_key: dict[str, list[Group]], bracketed: dict[str, str]) -> Group | None:
    low = " ".join(_core(surface.name)).casefold()
    exact = [g for g in by_key.get(low, ()) if any(" ".join(_core(s.name)).casefold() == low for s in g.surfaces)]
    exact = exact or [
        g
        for g in by_key.get("~" + _letters(surface.name), ())
        if len(low) > 4 and g.type == surface.type and any(_letters(s.name) == _letters(surface.name) for s in g.surfaces)
    ]
    if exact and surface.type == "Person" and any(c.before for c in surface.chunks):
        exact = [g for g in exact if g.type == "Person"]
    if exact:
        return exact[0]
    row_keys = {row.key for row in surface.rows if row.key is not None}
    if row_keys:
        for group in groups:
            if any(row.key in row_keys for s in group.surfaces if s.name not in words.ambiguous() for row in s.rows) and (
                group.type == surface.type or surface.name in words.ambiguous()
            ):
                return group
    if (full := bracketed.get(surface.name)) is not None:
        for group in groups:
            if any(s.name == full for s in group.surfaces):
                return group
    candidates = [g for g in by_key.get(low, ()) if _fits(surface, g, low)]
    if len(candidates) > 1 and surface.type != "Person":
        same = [g for g in candidates if g.type == surface.type]
        candidates = same or candidates
    if not candidates and surface.name.replace(".", "").isupper() and 2 <= len(surface.name) <= 7:
        candidates = [
            g for g in by_key.get("=" + surface.name.replace(".", "").replace("&", ""), ()) if g.type in BODIES and surface.type not in ("Person",)
        ]
    if len(candidates) == 1:
        return candidates[0]
    if len(candidates) > 1 and (surface.type == "Person" or all(g.type == "Person" for g in candidates)):
        people = [g for g in candidates if g.type == "Person"]
        if people:
            return min(people, key=lambda g: min(c.start for c in g.chunks))
    return None


def _fits(surface: Surface, group: Group, low: str) -> bool:
    """Whether the shorter name may stand for the group's longer one."""
    full = max(group.surfaces, key=lambda s: len(s.name))
    full_low = [p.casefold() for p in _core(full.name)]
    part = low.split()
    if group.type == "Company" and _has_legal_form(surface.name) and _has_legal_form(full.name):
        return False
    if surface.type == PLACE and surface.scores.get(PLACE, 0.0) >= 4.0 and group.type != "Person":
        return False
    if group.type == "Agency" and full_low[-1] == "office" and full_low[-2] == part[-1] + "'s":
        return surface.type in ("Agency", OTHER)
    if group.type == "Person":
        titled = any(chunk.before for chunk in surface.chunks)
        if surface.type == "Person" or titled:
            return True
        # a bare surname that the recogniser took for something else
        if full_low[-1] in ("jr", "sr", "ii", "iii"):
            full_low = full_low[:-1]
        listed = all(row.kind == "listed" for row in surface.rows)
        return (
            full_low[-len(part) :] == part
            and surface.type in (OTHER, PLACE, "Company", "Organization", "Product")
            and listed
            and surface.scores.get(surface.type, 0) < 5.5
        )
    if surface.type == "Person" and not (
        group.type == "Company"
        and not any(c.before for c in surface.chunks)
        and surface.scores.get("Person", 0) < 4
        and full_low[: len(part)] == part
    ):
        return False
    if full_low[: len(part)] == part:
        if surface.name in gazetteer.adjectives() or gazetteer.fold(surface.name) in gazetteer.country_names():
            return False
        if surface.name in gazetteer.simple_list("places.txt") and group.type != "Company":
            return False
        if group.type == "Product":
            return surface.type == "Product" or (surface.type == OTHER and len(surface.chunks) < len(group.chunks))
        if (
            group.type == "Organization"
            and surface.type == "Company"
            and full.name.split()[-1] in ("Foundation", "Theatre", "Museum", "Stiftung", "Fellowship")
        ):
            return False
        if group.type in ("Agency", "Court", "Law", "RegulatoryList") and len(part) == 1 and surface.name in words.subjects():
            return False
        if surface.rows and any(r.type != group.type for r in surface.rows) and surface.name not in words.ambiguous():
            return False
        if surface.rows and surface.type == group.type == "Company" and not any(s.rows for s in group.surfaces) and len(full_low) - len(part) >= 1:
            # "Google" beside "Google Maps Ireland": only where the rest is no proper word of its own
            rest = list(_core(full.name)[len(part) :])
            return all(w in words.cues().corporate for w in rest)
        return surface.type in (group.type, OTHER, PLACE, "Company", "Organization", "Person")
    if group.type == "Company" and full_low[1 : 1 + len(part)] == part and len(full_low) > len(part) + 1:
        return surface.type in ("Company", OTHER, PLACE) and not surface.rows and _core(full.name)[1] not in words.last_word_types()
    if full_low[-len(part) :] == part and group.type in ("Agency", "Court", "Organization", "RegulatoryList", "Law", "Company", "Product"):
        # "Commission" for "European Commission", "Department of Justice" for "US Department of Justice"
        head = full.name.split()[0]
        if head in gazetteer.adjectives() or gazetteer.fold(head) in gazetteer.adjectives():
            return surface.type in (group.type, OTHER)
        if group.type == "Company":
            # "Hynix" for "SK Hynix": one word more, and what is left is a name of its own
            alone = not surface.rows or len(head) <= 3 or head in gazetteer.simple_list("places.txt") or head in words.first_word_types()
            return (
                len(full_low) - len(part) <= 2
                and surface.type in ("Company", OTHER)
                and alone
                and surface.name.split()[0] not in words.last_word_types()
            )
        return group.type in ("Agency", "Court", "Organization") and surface.type in (group.type, OTHER)
    return False


def _has_legal_form(name: str) -> bool:
    return gazetteer.without_legal_form(gazetteer.fold(name)) != gazetteer.fold(name)


def _bracketed(doc: Doc, t: Tokens, surfaces: list[Surface]) -> dict[str, str]:
    """Short forms given in brackets right after a full one: short -> full ("Harbour Safety Commission (HSC)", '("the Hospital")')."""
    ends = {chunk.end: surface.name for surface in surfaces for chunk in surface.chunks}
    pairs: dict[str, str] = {}
    for surface in surfaces:
        for chunk in surface.chunks:
            k = chunk.start - 1
            renamed = False
            while k >= 0 and k > chunk.start - 7 and (t.text[k] in QUOTES or t.text[k].isspace() or t.lower[k] in words.cues().renaming_words):
                renamed = renamed or t.lower[k] in words.cues().renamed
                k -= 1
            bracket = k > 0 and t.text[k] == "("
            j = k if bracket or (k > 0 and renamed and t.text[k] in (",", "-", "–")) else k + 1
            while j > 0 and (t.text[j - 1].isspace() or t.text[j - 1] == ","):
                j -= 1
            if j not in ends or ends[j] == surface.name or not (bracket or renamed):
                continue
            end = chunk.end
            while end < len(t.text) and (t.text[end] in QUOTES or t.text[end].isspace()):
                end += 1
            closed = end < len(t.text) and t.text[end] in (")", ",", ";")
            if renamed or (closed and _shortens(surface.name, ends[j], quoted=k + 1 < chunk.start)):
                pairs.setdefault(surface.name, ends[j])
    return pairs


def _shortens(short: str, full: str, quoted: bool) -> bool:
    """Whether the form in brackets can stand for the name before it: in quotation marks, an acronym, or words out of it."""
    core = _core(full)
    if quoted or short.split()[0] == core[0]:
        return True
    letters = [c.casefold() for c in "".join(core)]
    wanted = [c.casefold() for c in short if c.isalnum()]
    at = 0
    for letter in wanted:
        while at < len(letters) and letters[at] != letter:
            at += 1
        at += 1
    in_order = at <= len(letters)
    return ((short.isupper() or len(short) <= 6 or short in full) and in_order) or (
        short.isupper() and len(core) > 1 and not full.isupper() and len(short) <= 6 and len(core) >= len(short) - 1
    )


def _other_forms(group: Group) -> list[str]:
    """Forms that stand inside the fullest one: without the nation before it, without the legal form behind it."""
    forms = []
    parts = group.name.split()
    if group.type in ("Agency", "Court", "RegulatoryList") and len(parts) > 1 and gazetteer.fold(parts[0]) in gazetteer.adjectives():
        rest = " ".join(parts[1:])
        if rest not in words.not_name_words() and len(parts) > 2:
            forms.append(rest)
    if group.type == "Person" and (plain := re.sub(r'\s["“][^"”]+["”]', "", group.name)) != group.name:
        forms.append(plain)  # 'Delbert "Skip" Marlow' is also Delbert Marlow
    for surface in group.surfaces if group.type == "Person" else ():
        for chunk in surface.chunks:
            if chunk.before[-1:] and chunk.before[-1] in words.cues().peers:
                forms.append(f"{chunk.before[-1].title()} {surface.name}")
    return forms
