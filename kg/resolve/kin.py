"""A man and the firm of his name, two of one family: whose a name is, where a word beside it, a pronoun or the last full name tells."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import EntityType, Mention, Reading, Record
from kg.resolve import names
from kg.resolve.moving import Moves
from kg.resolve.reference import first_names
from kg.resolve.said import SENTENCE_END

_SENTENCE_OR_LINE_END = re.compile(r"[.!?][\"”']?\s|\n")
_OPENS = re.compile(r"(?:^|[.!?][\"”']?\s|\n)\s*$")
_AGE = re.compile(r", \d\d,|, who\b")
_IT = frozenset({"it", "its", "the company", "the firm", "the label"})
_BEFORE = 25  # code points in front of a name that are looked at for a title
_WIDE = 160  # code points behind a name that are looked at for its pronoun


class Kin(Record):
    """See the head of lexicons/kin.yaml."""

    generation: tuple[str, ...]
    younger: frozenset[str]
    parts: tuple[str, ...]
    his: frozenset[str]
    firms: frozenset[str]
    suing: tuple[str, ...]
    examples: tuple[str, ...]
    counter_examples: tuple[str, ...]


@cache
def _kin() -> Kin:
    """The words. Raises KnowledgeError where the file is malformed."""
    words: Kin = load_knowledge("lexicons/kin.yaml", Kin)
    return words


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """What stands right behind a name ("generation", "suing") or right in front of one ("parts")."""
    either = {name: "|".join(map(re.escape, getattr(_kin(), name))) for name in ("generation", "parts", "suing")}
    return {
        "generation": re.compile(rf"\s(?:{either['generation']})\b\.?", re.IGNORECASE),
        "parts": re.compile(rf"\b(?:{either['parts']}) (?:of|in) $"),
        "suing": re.compile(rf"\s(?:{either['suing']})\s"),
    }


def kin_apart(reading: Reading) -> Reading:
    """The same reading; "Ada Harl" is not Harl Trucks, "Harl senior" is no firm, and "the younger Harl" is one of two."""
    work = _Kin(reading)
    work.parted()
    work.at_law()
    work.plain()
    work.families()
    work.younger()
    work.kin()
    return work.done()


def is_persons(text: str, start: int, end: int) -> bool:
    """Whether what stands beside the family name at [start, end) says that it is a person's: "senior", "the younger", "his"."""
    return _has_generation(text, start, end) or _of_his(text, start, end)


def is_owned(text: str, start: int) -> bool:
    """Whether what stands before the name is what one owns of a firm: "half of"."""
    return _patterns()["parts"].search(text[:start]) is not None


def _has_generation(text: str, start: int, end: int) -> bool:
    return _patterns()["generation"].match(text, end) is not None or _last_word(text, start) in _kin().younger


def _of_his(text: str, start: int, end: int) -> bool:
    """Whether the name opens a sentence that names nobody else, and in which something is "his"."""
    if not _OPENS.search(text[:start]):
        return False
    behind = _SENTENCE_OR_LINE_END.split(text[end : end + _WIDE])[0]
    said = set(names.normal(behind).split())
    return not any(w[0].isupper() for w in behind.split()) and bool(said & _kin().his) and not said & {"its", "it"}


def _last_word(text: str, start: int) -> str:
    words = text[max(0, start - _BEFORE) : start].split()
    return words[-1] if words else ""


class _Kin(Moves):
    def parted(self) -> None:
        """ "Ada Harl" has left Ada Harl Ltd: she is not the firm. "Ada Harl" is not Harl Trucks either."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type not in ("Company", "Person"):
                continue
            shown = self._shown(number)
            in_full = [m for m in shown if len(names.words(m.text)) > 1 and names.forms_of(m.text)]
            bare = {names.words(m.text) for m in in_full}
            alike = [m for m in shown if m not in in_full and names.words(m.text) in bare and len(m.text.split()) < 4]
            if in_full and any(self._is_person(m, number) for m in alike):
                self._part_namesakes(number, in_full, [m for m in alike if not self._of_firm(m)])
                continue
            men = [m for m in shown if len(m.text.split()) == 2 and m.text.split()[0] in first_names() and not names.forms_of(m.text)]
            family = {names.words(m.text)[1] for m in men}
            firms = [m for m in shown if len(ws := names.words(m.text)) > 1 and ws[0] in family and m not in men]
            if firms and len(family) == 1 and names.words(men[0].text)[0] not in family:
                self._part_family(number, firms, men)

    def _is_person(self, mention: Mention, number: int) -> bool:
        """Whether a name that is a firm's without its legal form is a man's here: it was read so, or his age, a "who" or his title tell."""
        family = mention.text.split()[-1]
        if len(mention.text.split()) > 3 or names.normal(family) in names.name_forms().descriptors:
            return False
        called = [number, *self._by_family_alone(family)]
        titled = any(o.text == family and self._titled(o) for n in called for o in self.mentions[n])
        return self.entities[number].type == "Person" or titled or _AGE.match(self.text, mention.span.end) is not None

    def _by_family_alone(self, family: str) -> list[int]:
        """The persons whom the article names by this family name and nothing else."""
        return [n for n, o in enumerate(self.entities) if o.type == "Person" and o.name == family]

    def _of_firm(self, mention: Mention) -> bool:
        """Whether a name that a person and a firm bear stands for the firm: "sales at Ada Harl", "Ada Harl will close its shop"."""
        sentence = SENTENCE_END.split(self.text[mention.span.end : mention.span.end + _WIDE])[0]
        said = set(names.normal(sentence).split())
        return _last_word(self.text, mention.span.start) in ("at", "in") or ("its" in said and not said & _kin().his)

    def _part_namesakes(self, number: int, firms: list[Mention], men: list[Mention]) -> None:
        """Part an entity that is a firm and a person of one name: each gets its mentions, and the pronouns that speak of its kind."""
        e = self.entities[number]
        firm, man = max((m.text for m in firms), key=len), names.bare(firms[0].text)
        if e.type == "Person":
            gone = [m for m in self.mentions[number] if m in firms or (m.kind == "name" and names.words(m.text) == names.words(man) and m not in men)]
            gone += [m for m in self.mentions[number] if m.text.casefold() in _IT]
        else:
            gone = [m for m in self.mentions[number] if m in men or m.text.casefold() in _kin().his]
            gone += [m for m in self.mentions[number] if m.text == man.split()[-1] and self._titled(m)]
        self._give_away(number, firm, man, gone)

    def _part_family(self, number: int, firms: list[Mention], men: list[Mention]) -> None:
        """Part an entity that is a man and a firm that begins with his family name; a short form is the man's or the firm's by what is beside it."""
        e = self.entities[number]
        firm, man = (max((m.text for m in ms), key=lambda n: (len(n), n)) for ms in (firms, men))
        rest = [m for m in self.mentions[number] if m not in men and m not in firms]
        his = [] if e.reference else [m for m in rest if self._of_man(m, men, firms)]
        gone = [*men, *his] if e.type == "Company" else [*firms, *(m for m in rest if m not in his)]
        self._give_away(number, firm, man, gone)

    def _of_man(self, mention: Mention, men: list[Mention], firms: list[Mention]) -> bool:
        """Whether a short form speaks of the man: by its pronoun, by what stands beside it, else as the last in full before it."""
        if mention.kind != "name":
            return mention.text.casefold() in _kin().his
        if _has_generation(self.text, mention.span.start, mention.span.end):
            return True
        if is_owned(self.text, mention.span.start):
            return False
        last = [max((m.span.end for m in ms if m.span.end <= mention.span.start), default=-1) for ms in (men, firms)]
        return last[0] > last[1]

    def _give_away(self, number: int, firm: str, man: str, gone: list[Mention]) -> None:
        """Leave an entity to the one of the two that it was read as, and give the other's mentions to one of its own."""
        if self.entities[number].type == "Person":
            self._rename(number, man)
            home = self._another("Company", firm)
        else:
            if self.entities[number].reference is None:
                self._rename(number, firm)
            alone = self._by_family_alone(man.split()[-1])
            home = alone[0] if len(alone) == 1 else self._another("Person", man)
            self._rename(home, man)
        for m in dict.fromkeys(gone):
            self._move(number, m.span, home)

    def _another(self, type: EntityType, name: str) -> int:
        """The entity of this name that the article has, or that has been set apart before; a new one where there is none."""
        return self._named(name, type, None)

    def at_law(self) -> None:
        """ "Harl is suing Harl": the man and the firm that bears his name."""
        for number in range(len(self.entities)):
            for first in self._shown(number):
                between = _patterns()["suing"].match(self.text, first.span.end) if len(first.text.split()) == 1 else None
                if between is None or not self.text.startswith(first.text, between.end()):
                    continue
                family = names.normal(first.text)
                men = [n for n, o in enumerate(self.entities) if o.type == "Person" and (p := names.person(o.name)).given and p.family == family]
                firms = [n for n, o in enumerate(self.entities) if o.type == "Company" and family in names.words(o.name)]
                if len(men) == len(firms) == 1:
                    for m, home in ((first, men[0]), *((m, firms[0]) for m in self._shown(number) if m.span.start == between.end())):
                        if home != number:
                            self._move(number, m.span, home)

    def plain(self) -> None:
        """Where one is "Mr Harl", plain Harl is Harl Trucks."""
        firms = [(n, names.words(e.name)) for n, e in enumerate(self.entities) if e.type == "Company"]
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type != "Person":
                continue
            family = names.person(e.name).family
            bearers = [n for n, ws in firms if len(ws) > 1 and ws[0] == family]
            alone = [m for m in self._shown(number) if names.normal(m.text) == family] if len(bearers) == 1 else []
            titled = [m for m in alone if self._titled(m)]
            for m in [m for m in alone if titled and m not in titled and m.span.start > titled[0].span.start and not self._is_subject(m)]:
                self._move(number, m.span, bearers[0])

    def _titled(self, mention: Mention) -> bool:
        return names.normal(_last_word(self.text, mention.span.start)) in names.name_forms().honorifics

    def _is_subject(self, mention: Mention) -> bool:
        """Whether the name opens its sentence: there a man may be named without his title."""
        return SENTENCE_END.search(self.text[max(0, mention.span.start - 3) : mention.span.start]) is not None

    def families(self) -> None:
        """A family name that two of an article bear is that of the one who was named last, where that one was named in full just before."""
        for family, bearers in self._families().items():
            for number in bearers if len(bearers) > 1 else ():
                for m in [m for m in self._shown(number) if names.normal(m.text) == family and not self._titled(m)]:
                    if _has_generation(self.text, m.span.start, m.span.end):
                        continue
                    named = sorted((o.span.end, n) for n in bearers for o in self.mentions[n] if o.span.end <= m.span.start and o.kind == "name")
                    if named and named[-1][1] != number and len(SENTENCE_END.split(self.text[named[-1][0] : m.span.start])) == 2:
                        self._move(number, m.span, named[-1][1])

    def younger(self) -> None:
        """ "The younger Harl" is not the Harl who is called senior, and no firm."""
        families = self._families()
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            for m in self._shown(number) if e.type in ("Company", "Person") else ():
                if _last_word(self.text, m.span.start) not in _kin().younger or names.words(m.text) == names.words(e.name):
                    continue
                men = families.get(names.normal(m.text), [])
                if e.type == "Company":
                    self._move(number, m.span, men[0] if len(men) == 1 else self._new("Person", m.text))
                elif len(men) == 2 and number in men and self._is_senior(number):
                    self._move(number, m.span, men[1 - men.index(number)])

    def _is_senior(self, number: int) -> bool:
        return any(_patterns()["generation"].match(self.text, m.span.end) for m in self._shown(number))

    def _families(self) -> dict[str, list[int]]:
        """Family name -> the persons that the article names in full with it."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, e in enumerate(self.entities):
            if e.type == "Person" and (parts := names.person(e.name)).given:
                found[parts.family].append(number)
        return found

    def kin(self) -> None:
        """ "Harl senior", and "Harl hands the builder to his son" where the article names a person Harl, are a person."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            called = {m.text.split()[-1] for m in self.mentions[number] if m.kind == "nominal"}
            if e.reference or (e.type != "Company" and not (e.type == "Person" and called & _kin().firms)):
                continue
            for m in [m for m in self.mentions[number] if m.kind == "name" and len(m.text.split()) == 1 and m.text != e.name]:
                bearers = [
                    n for n, o in enumerate(self.entities) if n != number and o.type == "Person" and names.normal(m.text) in names.words(o.name)[1:]
                ]
                if bearers and is_persons(self.text, m.span.start, m.span.end):
                    self._move(number, m.span, bearers[0] if len(bearers) == 1 else self._another("Person", m.text))
