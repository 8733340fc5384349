"""One article's entities put straight before articles are compared: each stretch names one thing, and what is known of a name is looked up.

The reader takes short forms for the longer name before them. Here what stands beside a short form is weighed: a title ("Mr Orme" is the man and not
Orme Motor), a legal form of another country, an entity of just that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from kg.records import Claim, LocalEntity, Mention, Reading, Span
from kg.resolve import names
from kg.resolve.look_up import acronym_among, agency_named
from kg.resolve.reference import codes_of_states, is_state_word, known, known_names, state_of

_BEFORE = 25  # code points in front of a name that are looked at for a title


def straightened(reading: Reading) -> Reading:
    """The same reading; mentions may have moved to another entity or to a new one behind the others, with the claims that they alone carry."""
    work = _Work(reading)
    work.fullest()
    work.contested()
    work.titled()
    work.other_forms()
    work.states()
    return work.done()


class _Work:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.text = reading.article.text
        self.entities = list(reading.entities)
        self.mentions = [list(e.mentions) for e in reading.entities]
        self.moved: dict[tuple[int, Span], int] = {}  # (from, place) -> to

    def fullest(self) -> None:
        """A body is called by the longest of its names that its short name begins: "Orme", also "Orme Trucks", is Orme Trucks."""
        for number, e in enumerate(self.entities):
            if e.type not in ("Company", "Organization") or e.reference:
                continue
            few = names.words(e.name)
            longer = [m.text for m in e.mentions if m.kind == "name" and m.text in e.aliases and names.words(m.text)[: len(few)] == few]
            longest = max(longer, key=lambda n: (len(names.words(n)), n), default=e.name)
            if len(names.words(longest)) > len(few):
                aliases = (e.name, *(a for a in e.aliases if a != longest))
                self.entities[number] = e.model_copy(update={"name": longest, "aliases": aliases})

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
            if len(owners) == 1:
                for n in numbers:
                    if n != owners[0]:
                        self._move(n, span, owners[0])

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

        def last(number: int) -> int:
            return max(
                (m.span.end for m in self.mentions[number] if m.span.end <= mention.span.start and len(m.text) > len(mention.text)), default=-1
            )

        return last(person) > last(owner)

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
                    home = len(self.entities)
                    row = _known_company(name)
                    self.entities.append(LocalEntity(id=home, type=e.type, name=name, reference=row, country=known()[row].country if row else None))
                    self.mentions.append([])
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

    def _state(self, name: str) -> int:
        """The entity that is the state of that name; a new one where the article has none."""
        usual = state_of(name)
        home = next((n for n, e in enumerate(self.entities) if e.type == "Agency" and state_of(e.name) == usual), None)
        if home is None:
            home = len(self.entities)
            self.entities.append(LocalEntity(id=home, type="Agency", name=name, country=codes_of_states().get(names.normal(usual or name))))
            self.mentions.append([])
        return home

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

    def _move(self, origin: int, span: Span, target: int) -> None:
        for m in [m for m in self.mentions[origin] if m.span == span]:
            self.mentions[origin].remove(m)
            if all(o.span != span for o in self.mentions[target]):
                self.mentions[target].append(m)
        self.moved[origin, span] = target

    def done(self) -> Reading:
        if not self.moved:
            return self._looked_up(self.reading.model_copy(update={"entities": tuple(self.entities)}))
        entities = []
        for number, e in enumerate(self.entities):
            mentions = tuple(sorted(self.mentions[number], key=lambda m: (m.span.start, m.span.end)))
            gone = {names.normal(m.text) for m in e.mentions} - {names.normal(m.text) for m in mentions}
            aliases = [a for a in e.aliases if names.normal(a.rstrip(".")) not in gone and names.normal(a) not in gone]
            aliases += [m.text for m in mentions if m.kind == "name" and m not in e.mentions and m.text not in (e.name, *aliases)]
            entities.append(e.model_copy(update={"mentions": mentions, "aliases": tuple(dict.fromkeys(aliases))}))
        claims = tuple(self._claim(c) for c in self.reading.claims)
        return self._looked_up(Reading(article=self.reading.article, entities=tuple(entities), claims=claims))

    def _claim(self, claim: Claim) -> Claim:
        """The claim with those ends moved of whom nothing else stands in its words."""
        ends = {}
        for role in ("subject", "object", "speaker"):
            end = getattr(claim, role)
            targets = {to for (origin, span), to in self.moved.items() if origin == end and claim.span.covers(span)}
            if len(targets) == 1 and not any(claim.span.covers(m.span) for m in self.mentions[end]):
                ends[role] = min(targets)
        moved = claim.model_copy(update=ends)
        return claim if moved.subject == moved.object else moved

    def _looked_up(self, reading: Reading) -> Reading:
        """The agencies without a reference looked up once more, now that the whole article is there to tell the country."""
        entities = [_of_state(e, reading.article.text) for e in reading.entities]
        entities = [e.model_copy(update=_known_as(agency_named(e.name))) if _is_open(e) else e for e in entities]
        countries = {row.country for e in entities if e.type in ("Agency", "Court") and (row := known().get(e.reference or "")) and row.country}
        entities = [e.model_copy(update=_known_as(_short(e, entities, countries))) if _is_open(e) else e for e in entities]
        present = {e.reference for e in entities}
        entities = [e if e.reference or (key := _in_full(e)) in present else e.model_copy(update=_known_as(key)) for e in entities]
        return reading if entities == list(reading.entities) else reading.model_copy(update={"entities": tuple(entities)})


def _is_open(entity: LocalEntity) -> bool:
    return entity.type in ("Agency", "Court") and entity.reference is None


def _of_state(entity: LocalEntity, text: str) -> LocalEntity:
    """An agency of the one state whose possessive stands before its name: "Ireland's Office of Tolls" is not that of the United States."""
    if entity.type != "Agency" or state_of(entity.name):
        return entity
    found = {code for m in entity.mentions if m.kind == "name" and (code := _owner(text[: m.span.start]))}
    row = known().get(entity.reference or "")
    country = (row.country if row else None) or entity.country
    if len(found) != 1 or country in (*found, "EU") or (row is not None and row.country is None):
        return entity
    return entity.model_copy(update={"reference": None, "country": min(found)})


def _owner(before: str) -> str | None:
    words = before[-_BEFORE:].replace("’", "'").split()
    if not words or not before[-1:].isspace() or not words[-1].endswith("'s"):
        return None
    codes = codes_of_states()
    return codes.get(names.normal(" ".join(words[-2:]))) or codes.get(names.normal(words[-1]))


def _known_as(key: str | None) -> dict[str, str | None]:
    return {"reference": key, "country": known()[key].country} if key else {}


def _short(entity: LocalEntity, others: Iterable[LocalEntity], countries: set[str]) -> str | None:
    """What an acronym stands for: what the article names in full, else the one agency of the article's countries that is known by it."""
    if not names.looks_like_acronym(entity.name) or is_state_word(names.normal(entity.name)):
        return None
    full = {o.reference for o in others if o.reference and o.type == entity.type and names.is_acronym_of(entity.name, known()[o.reference].name)}
    if full:
        return min(full) if len(full) == 1 else None
    return acronym_among(entity.name, countries) if entity.country is None else acronym_among(entity.name, {entity.country})


def _in_full(entity: LocalEntity) -> str | None:
    """The firm that is known by this name with a legal form, and thus in full, whatever else bears the name: "Harl" for "Harl Inc"."""
    return _names_in_full().get(names.key(entity.name)) if entity.type == "Company" else None


@cache
def _names_in_full() -> dict[str, str]:
    found: dict[str, set[str]] = defaultdict(set)
    for reference, all_names in known_names().items():
        for name in all_names[1:]:
            if reference.startswith("company/") and names.forms_of(name):
                found[names.key(name)].add(reference)
    return {form: min(keys) for form, keys in found.items() if len(keys) == 1}


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
