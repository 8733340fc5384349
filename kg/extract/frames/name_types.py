"""What kind of thing a name names, decided once over all its mentions: the words in it, what is known of it, and the words around it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.chunks import Chunk, Tokens
from kg.records import EntityType

PLACE = "Place"  # a reason to leave the name out
OTHER = "Other"

LABEL_SIGNS: dict[str, dict[str, float]] = {
    "PERSON": {"Person": 1.8},
    "ORG": {"Company": 1.6, "Agency": 0.5, "Organization": 0.5},
    "GPE": {PLACE: 0.9},
    "LOC": {PLACE: 2.2},
    "FAC": {PLACE: 1.5, "Company": 0.3},
    "NORP": {OTHER: 1.8},
    "PRODUCT": {"Product": 1.8, "Company": 0.4},
    "WORK_OF_ART": {OTHER: 1.0, "Product": 0.8},
    "LAW": {"Law": 2.0},
    "EVENT": {OTHER: 2.0},
    "LANGUAGE": {OTHER: 2.0},
}
POSSESSIVE = frozenset(("'s", "’s", "'", "’"))
COMPANY_AFTER = frozenset(
    (
        "shares",
        "share",
        "stock",
        "shareholders",
        "shareholder",
        "investors",
        "profits",
        "customers",
        "executives",
        "executive",
        "boss",
        "employees",
        "bonds",
        "stores",
        "board",
        "subsidiary",
        "unit",
        "brand",
    )
)
PRODUCT_AFTER = frozenset(
    (
        "maker",
        "tablets",
        "capsules",
        "cigarettes",
        "phones",
        "smartphones",
        "handsets",
        "devices",
        "models",
        "users",
        "trademark",
        "brand",
        "brands",
        "cream",
        "syrup",
        "chips",
        "processor",
        "processors",
        "software",
        "players",
        "consoles",
    )
)
LIST_LEADS = frozenset(("include", "includes", "included", "including", "like", "as", ":", "are", "-"))
STAKES = frozenset(
    (
        "stake",
        "stakes",
        "shares",
        "share",
        "shareholding",
        "interest",
        "investment",
        "investor",
        "shareholder",
        "holding",
        "investors",
        "shareholders",
        "%",
    )
)
COMPANY_VERBS = frozenset(("acquire", "sell", "buy", "merge", "launch", "operate", "manufacture", "employ", "restate", "ship", "outsource"))
PERSON_VERBS = frozenset(("testify", "resign", "retire", "join", "plead", "marry", "graduate"))
THING_VERBS = frozenset(("use", "download", "launch", "sell", "prescribe", "market", "recall", "install", "release"))


@dataclass(slots=True)
class Surface:
    """One spelling of a name with all the places where it stands."""

    name: str
    chunks: list[Chunk]
    scores: dict[str, float] = field(default_factory=dict)
    type: str = OTHER
    rows: tuple[gazetteer.Row, ...] = ()

    @property
    def sure(self) -> float:
        """By how much the type leads the next."""
        ranked = sorted(self.scores.values(), reverse=True)
        return ranked[0] - (ranked[1] if len(ranked) > 1 else 0.0) if ranked else 0.0


def settle(surface: Surface, doc: Doc, tokens: Tokens) -> None:
    """Score every type for the surface and set the best."""
    scores: dict[str, float] = defaultdict(float)
    surface.rows = gazetteer.lookup(surface.name)
    if not surface.rows or surface.name in words.ambiguous():
        _from_within(surface, tokens, scores)
    for row in {row.type: row for row in surface.rows}.values():
        scores[row.type] += 1.4 if surface.name in words.ambiguous() else 3.2 if row.kind == "listed" else 8.0
    shares = 1.0 / len(surface.chunks) ** 0.6
    around: dict[str, float] = defaultdict(float)
    for chunk in surface.chunks:
        for type_, weight in LABEL_SIGNS.get(chunk.label, {}).items():
            around[type_] += weight
        if chunk.before:
            around["Person"] += 4.0
        _from_around(chunk, doc, tokens, around)
    for type_, weight in around.items():
        scores[type_] += weight * shares
    surface.scores = dict(scores)
    scores["Company"] += 0.4 if len(surface.chunks) < 3 else 0.9
    _alone(surface, scores)
    surface.scores = dict(scores)
    if scores:
        surface.type = max(sorted(scores), key=lambda type_: scores[type_])
    if surface.type != OTHER and scores[surface.type] < 1.0:
        surface.type = OTHER


def reweigh(surfaces: list[Surface]) -> None:
    """Weigh a name of several words by what it is shortened to: a surname alone speaks for a person, a first word alone for a firm."""
    singles = {s.name: s for s in surfaces if " " not in s.name}
    for surface in surfaces:
        parts = surface.name.split()
        if len(parts) < 2 or not all(p[0].isupper() for p in parts[:2]):
            continue
        short = singles.get(parts[0])
        if surface.type == "Company" and surface.sure > 3 and short is not None and not short.rows:
            short.scores["Company"] = short.scores.get("Company", 0.0) + 1.5
            short.type = max(sorted(short.scores), key=lambda type_: short.scores[type_])
        maker = short if short is not None else None
        known = any(row.type == "Company" for row in gazetteer.lookup(parts[0])) and parts[0] not in words.ambiguous()
        if (
            (known or (maker is not None and maker.type == "Company" and len(maker.chunks) > 1))
            and not surface.rows
            and len(parts) <= 3
            and surface.type in ("Company", "Product", OTHER)
        ):
            tail = parts[-1]
            if (
                tail not in words.last_word_types()
                and tail.strip(".") not in words.legal_forms()
                and tail not in words.subjects()
                and not _is_place(tail)
                and "&" not in parts
                and "-" not in surface.name
                and surface.sure < 2.2
            ):
                surface.scores["Product"] = surface.scores.get("Product", 0.0) + 1.8
                surface.type = max(sorted(surface.scores), key=lambda type_: surface.scores[type_])
    firsts = gazetteer.simple_list("first_names.txt")
    for surface in surfaces:
        parts = surface.name.split()
        if len(parts) not in (2, 3, 4) or surface.rows or surface.sure > 4 or not all(p[0].isupper() for p in parts):
            continue
        if parts[-1] in singles and parts[0] not in singles and not singles[parts[-1]].rows:
            surface.scores["Person"] = surface.scores.get("Person", 0.0) + (2.5 if parts[0] in firsts else 1.5)
        elif parts[0] in singles and parts[0] not in firsts and not any(c.before for c in singles[parts[0]].chunks):
            surface.scores["Company"] = surface.scores.get("Company", 0.0) + 1.5
        elif parts[0] not in firsts and not any(c.before for c in surface.chunks) and surface.scores.get("Person", 0.0) < 2.6:
            surface.scores["Company"] = surface.scores.get("Company", 0.0) + 0.5
        surface.type = max(sorted(surface.scores), key=lambda type_: surface.scores[type_])


def coordinate(surfaces: list[Surface], t: Tokens) -> None:
    """Names in one list are mostly of one kind: a doubtful one takes from sure neighbours ("Quall, Halden and Ostwin")."""
    at: dict[int, Surface] = {}
    ends: dict[int, Surface] = {}
    for surface in surfaces:
        for chunk in surface.chunks:
            at[chunk.start] = surface
            ends[chunk.end] = surface
    lent: list[tuple[Surface, str, float]] = []
    for surface in surfaces:
        for chunk in surface.chunks:
            if (led := _list_type(t, chunk.start - 1)) is not None:
                item: Surface | None = surface
                end = chunk.end
                for _ in range(8):
                    item = _next_in_list(t, end, at, 1)
                    if item is None or (item.type == PLACE and led != "Product"):
                        break
                    lent.append((item, led, 2.2))
                    end = next(c.end for c in item.chunks if c.start >= end)
            for other in (_next_in_list(t, chunk.end, at, 1), _next_in_list(t, chunk.start - 1, ends, -1)):
                if (
                    other is not None
                    and other is not surface
                    and surface.sure < 2.5
                    and other.type not in (OTHER, PLACE)
                    and other.sure > surface.sure
                ):
                    lent.append((surface, other.type, min(1.2, other.sure / 2)))
    for surface, type_, weight in lent:
        surface.scores[type_] = surface.scores.get(type_, 0.0) + weight / len(surface.chunks) ** 0.5
    for surface, _, _ in lent:
        surface.type = max(sorted(surface.scores), key=lambda type_: surface.scores[type_])


def _list_type(t: Tokens, left: int) -> EntityType | None:
    """The type that the words before a list's first name give to all of the list ("the brands Zell, Pur and Oris")."""
    if left < 1:
        return None
    nouns, one = words.noun_types(), t.lower[left]
    if one.endswith("s") and one[:-1] in nouns and one[:-1] not in words.nominals().weak:
        return nouns[one[:-1]]
    if one in LIST_LEADS:
        return _list_noun(t, left)
    return None


def _next_in_list(t: Tokens, k: int, names: dict[int, Surface], step: int) -> Surface | None:
    """The name that a comma, "and" or "or" parts from the one that ends before (or begins after) token k."""
    joined = False
    for _ in range(3):
        if not 0 <= k < len(t.text):
            return None
        if t.lower[k] in ("and", "or", ",", "®"):
            joined = joined or t.lower[k] != "®"
            k += step
        else:
            break
    return names.get(k if step > 0 else k + 1) if joined else None


def _alone(surface: Surface, scores: dict[str, float]) -> None:
    """A single word taken for a person by the recogniser alone: people are introduced by their full names or a title, firms are not."""
    if " " not in surface.name and scores.get("Person", 0) > 0 and not any(chunk.before for chunk in surface.chunks):
        first = surface.name in gazetteer.simple_list("first_names.txt")
        cut = scores["Person"] * (0.85 if first else 0.45)
        if not first:
            scores["Company"] += scores["Person"] - cut
        scores["Person"] = cut


def _from_within(surface: Surface, t: Tokens, scores: dict[str, float]) -> None:
    chunk = surface.chunks[0]
    parts = [t.text[k] for k in range(chunk.start, chunk.end)]
    last, first = parts[-1], parts[0]
    bare = gazetteer.fold(surface.name)
    if bare in gazetteer.country_names() or bare in gazetteer.simple_list("places.txt"):
        scores[PLACE] += 4.0
    if bare in gazetteer.adjectives():
        scores[OTHER] += 3.0
    if (last.replace(".", "") in words.legal_forms() and len(parts) > 1) or (last == "." and len(parts) > 2 and parts[-2] in words.legal_forms()):
        scores["Company"] += 8.0
        return
    if len(parts) == 1:
        if words.last_word_types().get(first) in ("Agency", "Court"):
            scores[words.last_word_types()[first]] += 2.5
        if first in gazetteer.simple_list("first_names.txt"):
            scores["Person"] += 0.8
        if first.isupper() and len(first) > 1:
            scores["Company"] += 0.4
        elif any(c.isupper() for c in first[1:]):
            scores["Company"] += 0.8
            scores["Product"] += 0.3
        if first.endswith((".com", ".org", ".net")):
            scores["Company"] += 1.0
        return
    head = _head_before_of(parts)
    if any(a in ("Central", "Reserve") and b == "Bank" for a, b in itertools.pairwise(parts)) or any(
        a == "Police" and b in ("Force", "Department", "Service", "Police") for a, b in zip(parts, [*parts[1:], "Police"], strict=False)
    ):
        scores["Agency"] += 7.0
    last_types, first_types = words.last_word_types(), words.first_word_types()
    if f"{parts[-2]} {last}" in last_types:
        last = f"{parts[-2]} {last}"
    if any(part in last_types and last_types[part] == "Court" for part in parts) and last_types.get(last) not in ("Organization", "Law"):
        scores["Court"] += 6.0
    elif head in first_types or head in last_types:
        scores[first_types.get(head) or last_types[head]] += 5.0
    elif last in last_types:
        scores[last_types[last]] += 4.0
    elif first in first_types:
        scores[first_types[first]] += 4.0
    elif "&" in parts:
        scores["Company"] += 3.0
    if last in words.not_name_last_words() and last not in last_types:
        scores[PLACE] += 3.5
    if len(parts) >= 4 and "District" in parts and "of" in parts:
        scores["Court"] += 3.0
    if parts[-1] in gazetteer.simple_list("places.txt") or gazetteer.fold(parts[-1]) in gazetteer.country_names():
        scores["Company"] += 1.2
    if len(first) <= 2 and first[0].isupper() and (first.endswith(".") or parts[1] == ".") and last not in last_types and "&" not in parts:
        scores["Person"] += 2.0
    if any(c.isdigit() for p in parts[1:] for c in p) and last_types.get(last) is None and first not in gazetteer.simple_list("first_names.txt"):
        scores["Product"] += 2.0
    capitals = [p for p in parts if p[0].isupper()]
    if (
        first in gazetteer.simple_list("first_names.txt")
        and 2 <= len(capitals) <= 4
        and last not in last_types
        and "&" not in parts
        and "of" not in parts
    ):
        scores["Person"] += 2.2
        if all(p.isalpha() or p in ("-", ".") or p.endswith(".") or "'" in p or "’" in p for p in parts):
            scores["Person"] += 0.6


def _head_before_of(parts: list[str]) -> str:
    for k, part in enumerate(parts):
        if part in ("of", "for") and k > 0:
            return parts[k - 1]
    return ""


def _from_around(chunk: Chunk, doc: Doc, t: Tokens, scores: dict[str, float]) -> None:
    left, right = chunk.start - 1, chunk.end
    n = len(t.text)
    nouns, posts = words.noun_types(), words.posts()
    weak = words.nominals().weak
    # "the chipmaker Quall", "search engine Gaggle", "chief executive Ann Lee"
    if left >= 0 and t.spaced[left]:
        one = t.lower[left]
        two = f"{t.lower[left - 1]} {one}" if left > 0 else one
        three = f"{t.lower[left - 2]} {two}" if left > 1 else two
        if two in posts or one in posts or three in posts:
            scores["Person"] += 2.6 if not t.text[left][0].isupper() or chunk.end - chunk.start > 1 else 1.2
        type_ = nouns.get(two) or nouns.get(one) or (nouns.get(one[:-1]) if one.endswith("s") and one[:-1] not in weak else None)
        if type_ is not None:
            scores[type_] += 0.8 if one in weak else 4.5 if type_ == "Company" else 2.5
        elif one in ("called", "named", "dubbed", "branded") and left > 1 and (named := _noun_before(t, left)) is not None:
            scores[named] += 2.5
        elif (
            t.text[left] in POSSESSIVE
            and left > 0
            and t.text[left - 1][0].isupper()
            and chunk.label not in ("PERSON", "GPE")
            and chunk.end - chunk.start <= 3
        ):
            scores["Product"] += 1.6
        elif one == "its" and chunk.label != "PERSON":
            scores["Product"] += 1.4
        elif one in ("at", "with", "from"):
            scores["Company"] += 0.15
        elif one == "in":
            if t.lower[left - 1] in STAKES:
                scores["Company"] += 1.5
            else:
                scores[PLACE] += 1.0
        elif one in ("near", "outside", "around", "to", "from", "of", "at") and chunk.label in ("GPE", "LOC", "FAC"):
            scores[PLACE] += 0.5
        elif one == "of" and left > 0 and t.lower[left - 1] in ("maker", "makers", "manufacturer", "version", "versions", "packs", "sales"):
            scores["Product"] += 2.5 if t.lower[left - 1].startswith(("mak", "manuf")) else 0.8
        elif one in ("a", "an") and (right >= n or (t.pos[right] not in ("NOUN", "PROPN", "ADJ") and t.text[right] != "-")):
            scores["Product"] += 1.5
        elif one == "," and left > 0:
            if t.lower[left - 1] in posts or (left > 1 and f"{t.lower[left - 2]} {t.lower[left - 1]}" in posts):
                scores["Person"] += 2.0
            elif (kind := nouns.get(t.lower[left - 1])) is not None:
                scores[kind] += 1.5 if t.lower[left - 1] not in weak else 0.8
        elif one in LIST_LEADS and (listed := _list_noun(t, left)) is not None:
            scores[listed] += 2.2
        if one in ("of", "in", "from", "at", "near") and right + 1 < n and t.text[right] == "," and _place_word(t, right + 1):
            scores[PLACE] += 3.0
    if right >= n:
        return
    after = t.lower[right]
    # "Doludex tablets", "the Klatsch app", "Marlwood maker Quall"
    if (
        t.spaced[right - 1]
        and nouns.get(after) == "Company"
        and after not in weak
        and t.pos[right] == "NOUN"
        and after not in ("publisher", "maker", "bidder", "buyer", "developer", "retailer")
    ):
        if chunk.label in ("GPE", "LOC") and left >= 0 and t.lower[left] in ("the", "a", "an"):
            scores[PLACE] += 2.0  # "the Delft company"
        else:
            scores["Company"] += 2.5
    elif after == "family":
        scores[OTHER] += 2.0
    elif after == ")" and left > 0 and t.text[left] == "(" and t.text[left - 1].islower() and t.text[chunk.start].isupper():
        scores[OTHER] += 3.0  # "a personal video recorder (PVR)"
    elif t.spaced[right - 1] and after in ("brand", "brands"):
        scores["Product"] += 4.0
    elif t.spaced[right - 1] and after not in weak and chunk.label != "PERSON":
        single = after[:-1] if after.endswith("s") and after[:-1] in nouns else after
        if nouns.get(single) == "Product" or after in PRODUCT_AFTER:
            scores["Product"] += 2.0
    # "Quall, a chipmaker", "Ann Lee, chairman of Quall"
    if after == "," and right + 1 < n:
        for k in range(right + 1, min(right + 9, n)):
            word = t.lower[k]
            if word in (",", ".", ";", "and") or t.text[k] in POSSESSIVE:
                if t.text[k] not in POSSESSIVE:
                    break
                continue
            if word.isdigit() and k == right + 1 and int(word) < 110:
                scores["Person"] += 2.5
                break
            pair = f"{word} {t.lower[k + 1]}" if k + 1 < n else word
            if word in posts or pair in posts:
                scores["Person"] += 3.0
                break
            if t.pos[k] == "PROPN" and k == right + 1:
                break
            type_ = nouns.get(pair) or nouns.get(word)
            if (
                type_ is not None
                and (k + 1 >= n or t.pos[k + 1] not in ("NOUN", "PROPN"))
                and t.lower[right + 1] in ("a", "an", "the", "one", "which", "its")
            ):
                if t.lower[right + 1] != "which":
                    scores[type_] += 1.6 if word not in weak else 0.6
                break
            if t.pos[k] in ("VERB", "AUX", "ADP", "PRON", "SCONJ"):
                break
    elif after in ("(") and right + 2 < n and t.lower[right + 1].isdigit() and t.text[right + 2] == ")":
        scores["Person"] += 1.0
    if t.text[right] in POSSESSIVE and right + 1 < n:
        nxt = t.lower[right + 1]
        if nxt in COMPANY_AFTER or nxt in posts or f"{nxt} {t.lower[right + 2] if right + 2 < n else ''}" in posts:
            scores["Company"] += 0.8
    elif after in COMPANY_AFTER:
        scores["Company"] += 0.8
    elif t.lower[right] == "," and right + 2 < n and t.lower[right + 1] == "who":
        scores["Person"] += 2.0
    elif after == "who":
        scores["Person"] += 1.5
    root = doc[chunk.end - 1]
    if (
        root.dep_ == "nsubj"
        and root.head.lemma_ in ("say", "announce", "deny", "decline")
        and chunk.label in ("GPE", "LOC")
        and not _is_place(t.text[chunk.start])
    ):
        scores["Company"] += 1.2
    if root.dep_ == "nsubj":
        lemma = root.head.lemma_
        if lemma in COMPANY_VERBS:
            scores["Company"] += 0.5
        elif lemma in PERSON_VERBS:
            scores["Person"] += 0.8
    elif root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_ in THING_VERBS:
        scores["Product"] += 0.4


def _list_noun(t: Tokens, at: int) -> EntityType | None:
    """The type that a plural noun before "include", "such as", "like" or a dash gives to the names listed after it ("brands such as …")."""
    for k in range(at - 1, max(at - 5, -1), -1):
        noun = t.lower[k]
        if noun.endswith("s") and (found := words.noun_types().get(noun[:-1])) is not None:
            return found
        if noun in (".", ";") or t.text[k] in (",", ")"):
            return None
    return None


def _is_place(name: str) -> bool:
    return name in gazetteer.simple_list("places.txt") or gazetteer.fold(name) in gazetteer.country_names()


def _place_word(t: Tokens, k: int) -> bool:
    two = " ".join(t.text[k : k + 2])
    return _is_place(t.text[k]) or _is_place(two)


def _noun_before(t: Tokens, at: int) -> EntityType | None:
    """The type that the nearest common noun before `at` tells, some words back ("an app for cooks called …")."""
    for k in range(at - 1, max(at - 6, -1), -1):
        if (found := words.noun_types().get(t.lower[k])) is not None:
            return found
        if t.lower[k] in (".", ",", ";"):
            return None
    return None


def entity_type(name: str) -> EntityType | None:
    """The record's type for a decided one; None where the name is left out."""
    known: dict[str, EntityType] = {type_: type_ for _, type_ in gazetteer.FILES}
    return "Person" if name == "Person" else known.get(name)
