"""One article's entities put straight before articles are compared: each stretch names one thing, and what is known of a name is looked up.

The reader takes short forms for the longer name before them. Here what stands beside a short form is weighed: a title ("Mr Orme" is the man and not
Orme Motor), a legal form of another country, an entity of just that name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kg.records import LocalEntity, Mention, Reading, Span
from kg.resolve import names
from kg.resolve.apart import set_apart
from kg.resolve.fitting import product_within, stranger
from kg.resolve.kin import is_owned, kin_apart
from kg.resolve.known_as import looked_up
from kg.resolve.moving import Moves
from kg.resolve.reference import codes_of_states, known, known_names, owning_state, state_of
from kg.resolve.said import called_a_unit, renaming

_LAWS = frozenset({"Act", "Bill", "Directive"})
# Written small behind a firm's name, these are another body than the firm: "Orme foundation".
_BODIES = frozenset({"association", "committee", "council", "foundation", "fund", "institute", "society", "trust", "union"})
_BANK = re.compile(r"\b\w*ban[ckq]|\bcaja|\bcassa|\btrust\b|\blender", re.IGNORECASE)
_BEFORE = 25  # code points in front of a name that are looked at for a title


def straightened(reading: Reading) -> Reading:
    """The same reading; mentions may have moved to another entity or to a new one behind the others, with the claims that they alone carry."""
    work = _Work(reading)
    work.fullest()
    work.strangers()
    work.units()
    work.contested()
    work.parents()
    work.titled()
    work.banks()
    work.other_forms()
    work.states()
    work.of_states()
    return looked_up(kin_apart(set_apart(work.done())))


class _Work(Moves):
    def fullest(self) -> None:
        """A body is called by the longest of its names that its short name begins ("Orme", also "Orme Trucks", is Orme Trucks), or that its acronym
        stands for; without whose it is ("the Bank's Toll Committee") and common nouns behind it ("Orme network"), where it is called so, too.
        """
        for number, e in enumerate(self.entities):
            if e.type not in ("Company", "Organization", "Agency", "Court") or e.reference:
                continue
            shown = {m.text for m in e.mentions if m.kind == "name"} & {e.name, *e.aliases}
            name = next((n for n in _plainer(e.name) if n in e.aliases), e.name)
            few = names.words(name)
            longer = [n for n in shown if names.words(n)[: len(few)] == few and e.type in ("Company", "Organization") and not _has_tail(n)]
            longer += [n for n in shown if names.looks_like_acronym(name) and len(n.split()) > 1 and names.is_acronym_of(name, n)]
            longest = max(longer, key=lambda n: (len(names.words(n)), n), default=name)
            name = longest if len(names.words(longest)) > len(few) else name
            if name != e.name:
                aliases = (e.name, *(a for a in e.aliases if a != name))
                self.entities[number] = e.model_copy(update={"name": name, "aliases": aliases})

    def strangers(self) -> None:
        """ "Orme Academy" is not the known firm Orme, nor is "Quill 2" the known product Quill: each is a thing of its own."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if not e.reference or e.type in ("Person", "Lawsuit") or state_of(known()[e.reference].name if e.reference in known() else e.name):
                continue
            odd = {n: place for n in (e.name, *e.aliases) if (place := stranger(n, e.reference))}
            named = [m for m in self.mentions[number] if m.kind == "name"]
            plain = [m for m in named if m.text not in odd]
            apart = [m for m in named if m.text in odd]
            if e.type != "Product" and e.name in odd and any(o.reference == e.reference for n, o in enumerate(self.entities) if n != number):
                continue  # the short name stands by itself in the article
            if e.name in odd and (not plain or odd[e.name] == "before"):
                self.entities[number] = e.model_copy(update={"reference": None, "country": None})
            elif e.name in odd and e.type != "Product" and apart and self._before(apart[0], plain):
                continue  # named in full first, then in short
            else:
                if e.name in odd and plain:
                    self.entities[number] = e.model_copy(update={"name": max((m.text for m in plain), key=lambda n: (len(n), n))})
                for m in apart:
                    product = product_within(m.text, e.reference) if e.type == "Company" else None
                    self._move(number, m.span, self._named(m.text, "Product" if product else e.type, product))

    def _before(self, mention: Mention, others: list[Mention]) -> bool:
        """Whether a mention stands before the others, headline apart."""
        article = self.reading.article
        return not any(o.span.start < mention.span.start and article.section_at(o.span.start) != "title" for o in others)

    def units(self) -> None:
        """ "Orme", and then "Orme Trucks, its unit", are two."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type != "Company":
                continue
            named = [m for m in self.mentions[number] if m.kind == "name"]
            units = {names.words(m.text) for m in named if called_a_unit(self.text, m.span.start, m.span.end)}
            for unit in sorted(units):
                own = [m for m in named if names.words(m.text)[: len(unit)] == unit]
                rest = [m for m in named if m not in own]
                if not rest or rest[0].span.start > own[0].span.start or not self._last_firm(own[0].span.start, number):
                    continue
                if any(names.words(m.text) == unit[: len(names.words(m.text))] for m in rest):
                    if names.words(e.name)[: len(unit)] == unit:
                        e = e.model_copy(update={"name": max((m.text for m in rest), key=lambda n: (len(n), n)), "aliases": (e.name, *e.aliases)})
                        self.entities[number] = e
                    home = self._named(max((m.text for m in own), key=lambda n: (len(n), n)), "Company", None)
                    for m in own:
                        self._move(number, m.span, home)

    def _last_firm(self, before: int, number: int) -> bool:
        """Whether the last firm named before a place is entity `number`, or is said to have been renamed so."""
        named = [(m.span.start, m.span.end, n) for n, e in enumerate(self.entities) if e.type == "Company"
                 for m in self.mentions[n] if m.kind == "name" and m.span.end <= before]  # fmt: skip
        *others, (start, _, last) = sorted(named)
        own = [end for _, end, n in others if n == number]
        return last == number or (bool(own) and renaming().fullmatch(self.text[own[-1] : start]) is not None)

    def contested(self) -> None:
        """A stretch that two entities claim goes to the one that bears just that name, or that is known by it."""
        claimants: dict[Span, list[int]] = defaultdict(list)
        for number, mentions in enumerate(self.mentions):
            for m in mentions:
                if m.kind == "name" and number not in claimants[m.span]:
                    claimants[m.span].append(number)
        for span, numbers in claimants.items():
            if len(numbers) < 2:
                continue
            words = names.normal(span.of(self.text))
            owners = [n for n in numbers if names.normal(self.entities[n].name) == words] or [n for n in numbers if self._known_by(n, words)]
            owners = owners or self._renamed(span, numbers)
            if len(owners) == 1:
                for n in numbers:
                    if n != owners[0]:
                        self._move(n, span, owners[0])

    def _renamed(self, span: Span, numbers: list[int]) -> list[int]:
        """Whose new name stands there, among `numbers`: "Harl, now called Orme Belgium" is Harl, whoever else is called Orme."""
        ends = ((m.span.end, n) for n in numbers for m in self.mentions[n] if m.kind == "name" and m.span.end <= span.start)
        end, owner = max(ends, default=(0, -1))
        return [owner] if owner >= 0 and renaming().fullmatch(self.text[end : span.start]) else []

    def parents(self) -> None:
        """ "Orme" is Orme Motor and not Orme Motor Leasing, where an article names both."""
        firms = [(n, names.words(e.name)) for n, e in enumerate(self.entities) if e.type == "Company"]
        for number, own in firms:
            for m in [m for m in self.mentions[number] if m.kind == "name"]:
                few = names.words(m.text)
                above = [n for n, ws in firms if len(few) < len(ws) < len(own) and ws[: len(few)] == few and own[: len(ws)] == ws]
                if len(above) == 1:
                    self._move(number, m.span, above[0])

    def titled(self) -> None:
        """ "Mr Orme" is the one person of that family name, whatever else is called Orme."""
        persons: dict[str, set[int]] = defaultdict(set)
        for number, e in enumerate(self.entities):
            if e.type == "Person" and (parts := names.person(e.name)).given:
                persons[parts.family].add(number)
        for number, e in enumerate(self.entities):
            if e.type in ("Person", "Lawsuit"):
                continue
            for m in list(self.mentions[number]):
                bearers = persons.get(names.normal(m.text), set()) if m.kind == "name" else set()
                if len(bearers) == 1 and (self._has_title(m.span) or self._last_named(m, number, min(bearers))):
                    self._move(number, m.span, min(bearers))

    def _has_title(self, span: Span) -> bool:
        before = self.text[max(0, span.start - _BEFORE) : span.start].split()
        if not before or not before[-1][0].isupper() or not self.text[span.start - 1].isspace():
            return False
        title = names.normal(before[-1])
        return title in names.name_forms().honorifics or bool({title, f"{title}*"} & names.name_forms().offices)

    def _last_named(self, mention: Mention, owner: int, person: int) -> bool:
        """Whether the person was named in full since the other thing was, which nobody knows by that short name."""
        if self._known_by(owner, names.normal(mention.text)) or names.normal(self.entities[owner].name) == names.normal(mention.text):
            return False
        if is_owned(self.text, mention.span.start):
            return False

        def last(number: int) -> int:
            return max(
                (m.span.end for m in self.mentions[number] if m.span.end <= mention.span.start and len(m.text) > len(mention.text)), default=-1
            )

        return last(person) > last(owner)

    def banks(self) -> None:
        """ "The bank" is no central bank where a bank that is a firm has been named since."""
        for number, e in enumerate(self.entities):
            if e.type != "Agency":
                continue
            for m in [m for m in self.mentions[number] if m.text in ("the bank", "The bank")]:
                named = sorted((o.span.start, n) for n in range(len(self.entities)) for o in self.mentions[n]
                               if o.kind == "name" and o.span.end <= m.span.start and (n != number or len(o.text) > len(m.text)))  # fmt: skip
                banks = [n for at, n in named if n == number or (self.entities[n].type == "Company" and _BANK.search(self.entities[n].name))]
                if banks and banks[-1] != number:
                    self._move(number, m.span, banks[-1])

    def other_forms(self) -> None:
        """ "Lahn KGaA" is not Lahn & Co of the United States: legal forms of other countries, and names known as two things, are two."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type != "Company":
                continue
            apart: dict[str, list[Mention]] = defaultdict(list)
            for m in self.mentions[number]:
                if m.kind == "name" and names.normal(m.text) != names.normal(e.name) and self._is_another(e, m.text.rstrip(".")):
                    apart[names.normal(m.text)].append(m)
            for _, mentions in sorted(apart.items()):
                name = mentions[0].text.rstrip(".")
                home = next((n for n, o in enumerate(self.entities) if n != number and names.normal(o.name) == names.normal(name)), None)
                if home is None:
                    row = _known_company(name)
                    home = self._new(e.type, name, row, known()[row].country if row else None)
                for m in mentions:
                    self._move(number, m.span, home)

    def states(self) -> None:
        """ "US" is the state and not its senate, though both stand in one article; so is the "its" that follows."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type != "Agency" or state_of(e.name):
                continue
            at_state: Mention | None = None
            for m in list(self.mentions[number]):
                if m.kind == "name":
                    at_state = m if state_of(m.text) else None
                if at_state is not None:
                    self._move(number, m.span, self._state(at_state.text))

    def of_states(self) -> None:
        """ "Ireland's Treasury" is no short form of Treasury Trucks; "the UK's Toll Board" is not the UK; "the Lorry Act" is no body."""
        for number, e in enumerate(self.entities[: len(self.reading.entities)]):
            if e.type not in ("Company", "Organization", "Agency"):
                continue
            for m in [m for m in self.mentions[number] if m.kind == "name" and m.text != e.name]:
                country = owning_state(self.text[: m.span.start])
                if e.type != "Agency" and not e.reference and country and names.is_generic(m.text):
                    self._move(number, m.span, self._named(m.text, "Agency", None, country))
                elif m.text.split()[-1] in _LAWS and len(m.text.split()) > 1:
                    self._move(number, m.span, self._named(m.text, "Law", None))
                elif e.type == "Agency" and state_of(e.name) and (parted := _of_one_state(m.text)):
                    self._move(number, m.span, self._named(parted[0], "Agency", None, parted[1]))

    def _state(self, name: str) -> int:
        """The entity that is the state of that name; a new one where the article has none."""
        usual = state_of(name)
        home = next((n for n, e in enumerate(self.entities) if e.type == "Agency" and state_of(e.name) == usual), None)
        return self._new("Agency", name, country=codes_of_states().get(names.normal(usual or name))) if home is None else home

    def _is_another(self, entity: LocalEntity, name: str) -> bool:
        one, two = _known_company(entity.name), _known_company(name)
        if one and two and one != two:
            return bool(names.forms_of(name)) or not names.is_short_of(name, entity.name)
        forms = _form_countries(name)
        if not forms:
            return False
        row = known().get(entity.reference or "")
        country = row.country if row else None
        own = _form_countries(entity.name)
        return names.key(name) == names.key(entity.name) and ((bool(own) and not own & forms) or (country is not None and country not in forms))

    def _known_by(self, number: int, form: str) -> bool:
        return any(names.normal(n) == form for n in known_names().get(self.entities[number].reference or "", ()))


def _has_tail(name: str) -> bool:
    """Whether the name ends in a common noun: "Orme network"."""
    *front, last = name.split()
    of_the_name = last in names.name_forms().descriptors - {"bank", "group"} or last in _BODIES
    return bool(front) and last.islower() and len(last) > 2 and not of_the_name and not names.forms_of(name)


def _plainer(name: str) -> Iterable[str]:
    """The name without whose it is, and without the common nouns behind it."""
    _, possessive, rest = name.replace("’", "'").partition("'s ")
    if possessive and len(rest.split()) > 1:
        yield rest
    parts = name.split()
    while len(parts) > 1 and _has_tail(" ".join(parts)):
        parts.pop()
        yield " ".join(parts)


def _of_one_state(name: str) -> tuple[str, str] | None:
    """A name behind a state's possessive, and the state's country: "UK's Toll Board"."""
    owner, possessive, rest = name.replace("’", "'").partition("'s ")
    country = codes_of_states().get(names.normal(owner))
    return (rest, country) if possessive and country else None


def _known_company(name: str) -> str | None:
    return _companies().get(names.key(name))


@cache
def _companies() -> dict[str, str]:
    """Key of each name that one company alone is known by -> its reference."""
    found: dict[str, set[str]] = defaultdict(set)
    for reference, all_names in known_names().items():
        if reference.startswith("company/"):
            for name in all_names:
                found[names.key(name)].add(reference)
    return {form: min(keys) for form, keys in found.items() if len(keys) == 1}


def _form_countries(name: str) -> frozenset[str]:
    found: frozenset[str] | None = None
    for form in names.forms_of(name):
        countries = frozenset(names.legal_forms().forms[form].countries)
        if countries:
            found = countries if found is None else found & countries
    return found or frozenset()
