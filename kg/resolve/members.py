"""What is compared: the entities of single articles, each with its article, its names' keys and what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import Any

from kg.checked_yaml import load_knowledge
from kg.records import Claim, LocalEntity, Reading, Record
from kg.resolve import names
from kg.resolve.homes import dated_from, home_of, in_a_row
from kg.resolve.reference import is_state_word, known, lacks_state, seated_at, state_of
from kg.resolve.retyped import retyped
from kg.resolve.within import straightened

BODIES = ("Company", "Agency", "Court", "Organization")
"""Types that articles confuse with one another: equal names are compared over them."""

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "å": "aa", "ø": "oe"})
_LATELY = frozenset({"new", "former", "then", "outgoing", "incoming", "late"})
_AROUND = 60  # code points on each side of a name that must be the same words for a reprint


_SENTENCE = re.compile(r"(?<=[a-z)\"”])[.!?:]\s+|\n\n")
_ITS = frozenset({"its", "their", "his", "her", "our"})


class Titles(Record):
    """See the head of lexicons/titles.yaml: words before or behind persons' names."""

    honorifics: frozenset[str]
    posts: frozenset[str]
    examples: tuple[dict[str, Any], ...]


@cache
def name_titles() -> Titles:
    """The titles. Raises KnowledgeError where the file is malformed."""
    titles: Titles = load_knowledge("lexicons/titles.yaml", Titles)
    return titles


def family(type: str) -> str:
    """What is compared with what: the bodies together, every other type by itself."""
    return "Body" if type in BODIES else type


@dataclass(frozen=True)
class Member:
    """One article's entity. `reading` is the index of its reading in the sorted list, `age` sorts the earliest article first."""

    index: int
    reading: int
    entity: LocalEntity
    source: str
    age: tuple[str, str, int]
    home: str | None = None  # the country that its article says it to be of
    dated_from: str | None = None  # the country that its article tells of alone, and is dated from
    seated_at: str | None = None  # the usual name of the state whose seat of government an agency is called by

    @property
    def type(self) -> str:
        return self.entity.type

    @property
    def family(self) -> str:
        return family(self.entity.type)

    @cached_property
    def reference(self) -> str | None:
        """The gazetteer's key, unless the name's legal form is of another country: "Lahn KGaA" is not the Lahn of the United States."""
        row = known().get(self.entity.reference or "")
        if row and row.country and self.form_countries and row.country not in self.form_countries:
            return None
        return self.entity.reference

    @cached_property
    def country(self) -> str | None:
        return self.entity.country if self.reference == self.entity.reference else None

    @property
    def whence(self) -> str | None:
        """The country that it is known, or said, to be of."""
        return self.country or (None if self.reference else self.home)

    @cached_property
    def form_countries(self) -> frozenset[str]:
        """The countries that have every legal form which the member's names carry; empty where that is open."""
        found: frozenset[str] | None = None
        for name in (self.entity.name, *self.entity.aliases):
            if self.family == "Body" and names.key(name) == self.key:
                for form in names.forms_of(name):
                    countries = frozenset(names.legal_forms().forms[form].countries)
                    if countries:
                        found = countries if found is None else found & countries
        return found or frozenset()

    @cached_property
    def key(self) -> str:
        """What it is looked up by; a state and its government are one, and so are its "finance ministry" and its "Ministry of Finance"."""
        if self.type != "Agency" or self.state:
            return names.key(self.state or self.entity.name)
        form = names.ministry_of(self.entity.name)
        first, _, rest = form.partition(" ")
        own = form.endswith(" ministry") and rest.count(" ") == 1 and is_state_word(first)
        return names.key(rest if own and not self.entity.reference else form)

    @cached_property
    def state(self) -> str | None:
        """The usual name of the state that an agency is, if it is one."""
        return state_of(self.entity.name) or self.seated_at if self.entity.type == "Agency" else None

    @cached_property
    def usual_key(self) -> str:
        """The key of the usual name of what it is known as, so that "Amazon" meets the "Amazon.com" that is known as Amazon; else its own."""
        known_as = known().get(self.reference or "")
        return names.key(known_as.name) if known_as else self.key

    @cached_property
    def alias_keys(self) -> frozenset[str]:
        """Keys of the aliases that may stand for the name: its first words, its acronym, what follows the name of its state."""
        name = self.entity.name
        return frozenset(names.key(a) for a in self.entity.aliases if names.is_short_of(a, name) or lacks_state(a, name)) - {self.key}

    @cached_property
    def spelt_out_key(self) -> str:
        """The key with each umlaut written as two letters ("Müller" as "Mueller"); the plain key where the name has none."""
        return names.key(self.entity.name.translate(_UMLAUTS)) if self.family == "Body" and not self.seated_at else self.key

    @property
    def handle(self) -> str:
        """How a judgement calls it: "source: name"."""
        return f"{self.source}: {self.entity.name}"


@dataclass
class Material:
    """All readings, sorted by source, with their members side by side."""

    readings: list[Reading]
    members: list[Member]
    first: list[int]  # reading index -> index of its first member
    _states: dict[int, frozenset[str]] = field(default_factory=dict)

    def member(self, reading: int, local: int) -> Member:
        return self.members[self.first[reading] + local]

    def claims_of(self, member: Member) -> list[Claim]:
        """The claims that the member has a part in, as subject or object."""
        return self._claims.get(member.index, [])

    @cached_property
    def _claims(self) -> dict[int, list[Claim]]:
        by_member: dict[int, list[Claim]] = {}
        for number, reading in enumerate(self.readings):
            for claim in reading.claims:
                for end in dict.fromkeys((claim.subject, claim.object)):
                    if end is not None:
                        by_member.setdefault(self.first[number] + end, []).append(claim)
        return by_member

    def words_around(self, member: Member) -> frozenset[str]:
        """The words before and after each place where the member is named, where the text's ends are not too near; and whole long sentences."""
        text = self.readings[member.reading].article.text
        places = set()
        for mention in member.entity.mentions:
            start, end = mention.span.start, mention.span.end
            if mention.kind == "name" and start >= _AROUND and end + _AROUND <= len(text):
                places.add(names.normal(text[start - _AROUND : start]) + " | " + names.normal(text[end : end + _AROUND]))
            if mention.kind == "name":
                front, back = _SENTENCE.split(text[:start])[-1], _SENTENCE.split(text[end:], maxsplit=1)[0]
                if len(front) + len(back) >= _AROUND:
                    places.add(f"{names.normal(front)} || {names.normal(back)}")
        return frozenset(places)

    def offices(self, member: Member) -> frozenset[str]:
        """The offices that the article gives a person, right before the name, behind it after a comma, or as the judge of a proceeding."""
        text = self.readings[member.reading].article.text
        found: set[str] = set()
        for mention in member.entity.mentions:
            start, end = mention.span.start, mention.span.end
            before = names.normal(text[max(0, start - _AROUND) : start + _title_in(mention.text)].replace("'s ", " ")).split()
            after = names.normal(text[end : end + _AROUND]).split() if text[end : end + 2] == ", " else []
            found.update(o for o in (_office_at_end(before), _office_at_start(after)) if o)
        if any(c.predicate == "judgeIn" and c.subject == member.entity.id for c in self.claims_of(member)):
            found.add("judge")
        return frozenset(found)

    def epithets(self, member: Member) -> frozenset[str]:
        """What the article calls a person right before the name, of two words and as few are called: "toll economist", but not "chief executive"."""
        posts, ranks = name_titles().posts, names.name_forms().ranks
        found = (before[-2:] for before, _ in self._fronts(member) if len(before) > 1)
        return frozenset(f"{a} {b}" for a, b in found if b in posts and f"{a} {b}" not in posts and a not in ranks and len(a) > 3)

    def heads_of_state(self, member: Member) -> frozenset[str]:
        """Of which states a person may be president or the like: the title stands in front with a capital, the state anywhere in the article."""
        heads = {o.removesuffix("*") for o in names.name_forms().offices if o.endswith("*")}
        titles = set()
        for before, written in self._fronts(member):
            if before and before[-1] in heads and written[-1][0].isupper():
                lead, as_written = (before[-2], written[-2]) if len(before) > 1 else ("", "")
                if not lead or is_state_word(lead) or (as_written.islower() and lead not in _ITS):
                    titles.add(before[-1])
        return frozenset(f"{state} {title}" for title in titles for state in self._states_of(member.reading))

    def _fronts(self, member: Member) -> Iterator[tuple[list[str], list[str]]]:
        """The words in front of each place where the member is named, within the sentence: in their normal form, and as written."""
        text = self.readings[member.reading].article.text
        for mention in member.entity.mentions:
            if mention.kind == "name":
                before = _SENTENCE.split(text[max(0, mention.span.start - _AROUND) : mention.span.start].replace("'s ", " "))[-1]
                written = [w for w in before.split() if names.normal(w)]
                yield [names.normal(w) for w in written], written

    def _states_of(self, reading: int) -> frozenset[str]:
        """The states that an article names, by their usual names."""
        if reading not in self._states:
            words = names.normal(self.readings[reading].article.text).split()
            found = {state_of(w) for w in words if is_state_word(w)} | {state_of(w) for w in map(" ".join, pairwise(words)) if is_state_word(w)}
            self._states[reading] = frozenset(names.normal(s) for s in found if s)
        return self._states[reading]

    def day(self, member: Member) -> str | None:
        return self.readings[member.reading].article.date


def _title_in(name: str) -> int:
    """How many code points of a person's name, as written, are a title in front: of "Prime Minister Ann Orme" all before "Ann"."""
    length = 0
    for word in name.split()[:-1]:
        if names.normal(word) not in names.name_forms().honorifics:
            break
        length = name.index(word, length) + len(word)
    return length


def _office_at_end(words: list[str]) -> str | None:
    for size in (3, 2, 1):
        office = " ".join(words[-size:])
        if len(words) < size or not office:
            continue
        if office in names.name_forms().offices:
            return office
        if f"{office}*" in names.name_forms().offices and len(words) > size:
            state = words[-size - 2] if words[-size - 1] in _LATELY and len(words) > size + 1 else words[-size - 1]
            if is_state_word(state):
                return f"{names.normal(state_of(state) or state)} {office}"
    return None


def _office_at_start(words: list[str]) -> str | None:
    """As `_office_at_end`, within the first words after a comma: "Ann Lee, the French finance minister"."""
    for end in range(1, min(6, len(words)) + 1):
        office = _office_at_end(words[:end])
        longer = _office_at_end(words[: end + 1])
        if office and not longer:
            return office
    return None


def gather(readings: Sequence[Reading]) -> Material:
    """The material of readings that are sorted by source and each of another source; each is put straight first."""
    material = Material(readings=retyped([straightened(r) for r in readings]), members=[], first=[])
    for number, reading in enumerate(material.readings):
        material.first.append(len(material.members))
        alone = sum(e.type == "Company" for e in reading.entities) == 1
        dated = dated_from(reading.article)
        for entity in reading.entities:
            age = (reading.article.date or "9999", reading.article.source, entity.id)
            home = home_of(entity, reading.article.text, alone) if entity.type == "Company" else None
            where = dated if entity.type == "Company" else None
            seat = _seated_at(entity, reading.article.text) if entity.type == "Agency" else None
            material.members.append(Member(len(material.members), number, entity, reading.article.source, age, home, where, seat))
    return material


def _seated_at(entity: LocalEntity, text: str) -> str | None:
    """The state for whose government its seat stands ("Beijing banned it"), unless it is named in a row of places."""
    state = seated_at(entity.name)
    return None if state is None or any(in_a_row(text, m.span.start, m.span.end) for m in entity.mentions if m.kind == "name") else state
