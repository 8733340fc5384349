"""States as agents: a country where it acts in law, and bodies named in lower case after a place or a people ("Cologne prosecutors")."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.chunks import Chunk
from kg.extract.frames.grouping import Group
from kg.extract.frames.name_types import Surface
from kg.extract.frames.runs import Tokens


def acting_states(doc: Doc, t: Tokens, groups: list[Group]) -> list[Group]:
    """A group for each country or state that acts or is acted on in law somewhere in the text, with all those places."""
    taken = {k for group in groups if group.type not in ("Place", "Other") for chunk in group.chunks for k in range(chunk.start, chunk.end)}
    found: dict[str, list[Chunk]] = {}
    codes: dict[str, str | None] = {}
    for group in groups:
        for surface in group.surfaces:
            name = gazetteer.fold(surface.name)
            country = gazetteer.country_names().get(name)
            if country is None and name not in gazetteer.simple_list("places.txt"):
                continue
            for chunk in surface.chunks:
                if taken.isdisjoint(range(chunk.start, chunk.end)) and _acts(doc[chunk.start : chunk.end].root, country is not None):
                    found.setdefault(name, []).append(chunk)
                    codes[name] = country
    made = [
        Group(surfaces=[Surface(name=places[0].text, chunks=places, type="Agency")], type="Agency", country=codes[name])
        for name, places in found.items()
    ]
    return _one_a_country(made)


def _one_a_country(groups: list[Group]) -> list[Group]:
    """One group for each country: "China" and "Beijing" that act are the same government."""
    kept: list[Group] = []
    for group in groups:
        home = next((g for g in kept if group.country is not None and g.country == group.country), None)
        if home is None:
            kept.append(group)
        else:
            home.surfaces.extend(group.surfaces)
    return kept


def merge_governments(groups: list[Group]) -> list[Group]:
    """One thing for a country that acts and its "… government"; Brussels is the European Commission or the Union where the article names them."""
    states = [g for g in groups if _is_state(g)]
    union = next(
        (
            g
            for name in ("European Commission", "EU", "European Union")
            for g in groups
            if g.type == "Agency" and any(gazetteer.fold(s.name) == name for s in g.surfaces)
        ),
        None,
    )
    gone: set[int] = set()
    first: dict[str, Group] = {}
    for group in states:
        country = group.country or ""
        home = union if country == "EU" and union is not None else first.setdefault(country, group)
        if home is not group:
            home.surfaces.extend(group.surfaces)
            gone.add(id(group))
    return [g for g in groups if id(g) not in gone]


def _is_state(group: Group) -> bool:
    """Whether the group was made here for a whole government (not for its prosecutors or one ministry)."""
    names = [s.name for s in group.surfaces]
    return (
        group.type == "Agency"
        and group.country is not None
        and all(gazetteer.fold(n) in gazetteer.country_names() or n.endswith(("government", "administration")) for n in names)
    )


def state_of(name: str) -> str | None:
    """The code of the country whose government as a whole the name means ("Britain", "the US government", "Brussels"); None for any other name."""
    folded = gazetteer.fold(name)
    if folded == "European Union":
        folded = "EU"
    for end in ("", " government", " Government", " administration", " Administration", " State"):
        if folded.endswith(end):
            bare = folded.removesuffix(end).removesuffix("'s")
            code = gazetteer.country_names().get(bare) or gazetteer.adjectives().get(bare)
            if code is not None:
                return code
    return None


def _acts(token: Token, is_country: bool) -> bool:
    head = token.head
    lexicon = words.acting()
    while token.dep_ == "conj" and head.i < token.i:
        token, head = head, head.head
    if token.dep_ == "nsubj":
        verbs = words.acting_verbs()
        return head.lemma_ in verbs or (
            head.lemma_ in ("be", "have", "begin") and any(c.dep_ in ("xcomp", "ccomp") and c.lemma_ in verbs for c in head.children)
        )
    if token.dep_ == "pobj" and head.dep_ == "agent" and head.head.lemma_ in lexicon.joined_by:
        return True
    if not is_country:
        return False
    if token.dep_ in ("dobj", "dative", "nsubjpass"):
        return head.lemma_ in lexicon.suffers
    if token.dep_ == "pobj" and head.lemma_ in ("with", "against", "to", "by"):
        if head.lemma_ == "by":
            return head.dep_ == "agent" and head.head.lemma_ in words.acting_verbs()
        return head.head.lemma_ in lexicon.with_prep
    return False


def lower_case_bodies(doc: Doc, t: Tokens, groups: list[Group]) -> list[Group]:
    """A group for each body named by a capitalised place or people and a common noun: "Cologne prosecutors", "the Indian finance ministry"."""
    heads = words.org_words().lower_heads
    by_name: dict[str, tuple[str, str | None, list[Chunk]]] = {}
    taken = {k for group in groups if group.type not in ("Place", "Other") for chunk in group.chunks for k in range(chunk.start, chunk.end)}
    for type_, phrases in heads.items():
        split = [phrase.replace("'", " '").split() for phrase in sorted(phrases, key=len, reverse=True)]
        firsts = {phrase[0] for phrase in split}
        for i in range(1, len(t.text)):
            if t.text[i] not in firsts or i in taken:
                continue
            for phrase in split:
                following = i + len(phrase)
                if following < len(t.text) and (t.text[following] == "-" or (phrase == ["state"] and t.pos[following] in ("NOUN", "ADJ", "PROPN"))):
                    continue
                if [w.replace("’", "'") for w in t.text[i : i + len(phrase)]] == phrase:
                    start = _front(t, i, phrase)
                    if start is not None and taken.isdisjoint(range(start, i + len(phrase))):
                        end = i + len(phrase)
                        text = doc[start:end].text
                        country = gazetteer.adjectives().get(gazetteer.fold(t.text[start]))
                        by_name.setdefault(text, (type_, country, []))[2].append(Chunk(start=start, end=end, text=text))
                        taken.update(range(start, end))
                    break
    return [
        Group(surfaces=[Surface(name=name, chunks=places, type=type_)], type=type_, country=country)
        for name, (type_, country, places) in by_name.items()
    ]


def _front(t: Tokens, i: int, phrase: list[str]) -> int | None:
    """Where the body's name begins before the noun at `i`; None where nothing names it."""
    start = i
    if phrase == ["ministry"]:
        if t.lower[i - 1] not in words.org_words().ministry_subjects:
            return None
        start = i - 1
        if start == 0:
            return start
    place = start - 1
    if place < 0:
        return None
    if place >= 0 and t.lower[place] in ("federal", "public", "state", "anti-mafia") and place > 0:
        place -= 1
    name = t.text[place]
    two = f"{t.text[place - 1]} {name}" if place > 0 else ""
    for words_back, candidate in ((2, two), (1, name)):
        if candidate in gazetteer.adjectives() or gazetteer.fold(candidate) in gazetteer.adjectives():
            return place - words_back + 1
        if (candidate in gazetteer.simple_list("places.txt") and phrase != ["state"]) or (
            gazetteer.fold(candidate) in gazetteer.country_names() and phrase != ["state"]
        ):
            return place - words_back + 1
    return start if phrase == ["ministry"] else None


def states_by_of(doc: Doc, t: Tokens, groups: list[Group]) -> list[Group]:
    """ "the state of Tennessee", "the government of Ghana": a group for each."""
    made: dict[str, list[Chunk]] = {}
    codes: dict[str, str | None] = {}
    for group in groups:
        for surface in group.surfaces:
            name = gazetteer.fold(surface.name)
            if surface.type in ("Agency", "Company") or (name not in gazetteer.country_names() and name not in gazetteer.simple_list("places.txt")):
                continue
            for chunk in surface.chunks:
                k = chunk.start - 1
                if k > 0 and t.lower[k] == "the":
                    k -= 1
                if k > 0 and t.text[k] == "of" and t.text[k - 1] in ("state", "government", "republic", "commonwealth"):
                    if t.text[k - 1] == "state" and name in gazetteer.country_names():
                        continue
                    text = doc[k - 1 : chunk.end].text
                    made.setdefault(text, []).append(Chunk(start=k - 1, end=chunk.end, text=text))
                    codes[text] = gazetteer.country_names().get(name)
    return [Group(surfaces=[Surface(name=name, chunks=places, type="Agency")], type="Agency", country=codes[name]) for name, places in made.items()]
