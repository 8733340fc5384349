"""How the names of one article bear on each other's kind: short forms on long ones, names in one list on their neighbours."""

from __future__ import annotations

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.name_context import OTHER, PLACE, is_place, list_noun
from kg.extract.frames.name_types import Surface
from kg.extract.frames.runs import Tokens
from kg.records import EntityType


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
                and not is_place(tail)
                and "&" not in parts
                and "-" not in surface.name
                and surface.sure < 2.8
            ):
                surface.scores["Product"] = surface.scores.get("Product", 0.0) + 2.4
                surface.type = max(sorted(surface.scores), key=lambda type_: surface.scores[type_])
    _beside_makers(surfaces)
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


def _beside_makers(surfaces: list[Surface]) -> None:
    """Where its maker is named too, a brand is rather a product than a firm ("Instagram" beside "Meta", "the Switch" beside "Nintendo")."""
    makers = {name for s in surfaces if s.type == "Company" for row in s.rows if row.type == "Company" for name in (row.name, s.name)}
    for surface in surfaces:
        bearers = (*surface.rows, *gazetteer.lookup(f"{surface.name} app"))  # the firm of that name may have given it up for its product
        sold = any(row.type == "Product" and row.kind in makers for row in bearers)
        short = not surface.rows and any(row.type == "Product" for maker in sorted(makers) for row in gazetteer.lookup(f"{maker} {surface.name}"))
        if sold or short:
            surface.scores["Product"] = surface.scores.get("Product", 0.0) + (4.0 if short else 3.5)
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
                    lent.append((item, led, 2.6))
                    end = next(c.end for c in item.chunks if c.start >= end)
            if words.noun_types().get(t.lower[chunk.end][:-1] if chunk.end < len(t.lower) and t.lower[chunk.end].endswith("s") else "") == "Product":
                item, start = surface, chunk.start
                for _ in range(8):  # "the Zell, Pur and Oris brands"
                    item = _next_in_list(t, start - 1, ends, -1)
                    if item is None or item.type == PLACE:
                        break
                    lent.append((item, "Product", 2.6))
                    start = next(c.start for c in reversed(item.chunks) if c.end <= start)
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
    if one in words.cues().list_leads:
        return list_noun(t, left)
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
