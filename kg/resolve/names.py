"""How names are compared: normal forms, legal forms, acronyms, the parts of a person's name. What they mean stands in the lexicons.

A normal form is a string of small ASCII-folded words parted by single blanks; equal normal forms are one writing of one name, not yet one bearer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import Literal

from kg.checked_yaml import load_knowledge
from kg.records import Record

_LATIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_APOSTROPHES = re.compile(r"[’‘ʼ`´＇]")
_POSSESSIVE = re.compile(r"(?<=\w)'s\b|(?<=s)'(?!\w)")
_INITIALS = re.compile(r"(?<!\w)(\w)\.(?=\w(?:\.|(?!\w)))")
_PARTED_INITIALS = re.compile(r"(?<!\w)(\w\.)\s+(?=\w\.)")
_LED_BY_INITIALS = re.compile(r"(?:\b[^\W\d_]\.\s*){2,4}(?=[^\W\d_]{2})")
_MINISTRY = re.compile(r"\w+ ministry|ministry (?:of|for) (?:the )?\w+(?: affairs)?")
_MINISTRY_OF = re.compile(r"((?:\w+ )??)ministry (?:of|for) (?:the )?(\w+)(?: affairs)?")
_LAST_DOT = re.compile(r"(?<=\w)\.(?!\w)")
_INNER = re.compile(r"[.,()/]")
_NOT_WORD = re.compile(r"[^\w&]+|_+")
_LOOSE = (
    (re.compile(r"\bm[ou]ham+[ae]d\b"), "muhammad"),
    (re.compile(r"\byou?s+[eu]f\b"), "yusuf"),
    (re.compile(r"\b(?:abdel|abdoul|abdal)(?=\b|[a-z])"), "abdul"),
    (re.compile(r"\bkhal[ei]d\b"), "khalid"),
    (re.compile(r"\bh[ou]s+[ae]i?n\b"), "husain"),
    (re.compile(r"\bahmed\b"), "ahmad"),
    (re.compile(r"\bye(?=[a-z]{3})"), "e"),
    (re.compile(r"(?<=[a-z])e[ij]\b"), "ey"),
    (re.compile(r"(?<=[a-z])a[ij]\b"), "ay"),
    (re.compile(r"tch"), "ch"),
    (re.compile(r"ks"), "x"),
    (re.compile(r"nder\b"), "ndr"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"(?:iy|ij|yi|yy|ii)\b"), "y"),
    (re.compile(r"(?<=[bcdfgklmnprstvz])i\b"), "y"),
    (re.compile(r"([aou])e(?=[bcdfghjklmnpqrstvwxz])"), r"\1"),
)
_GENERATIONS = frozenset({"jr", "sr", "junior", "senior", "ii", "iii", "iv", "v"})
_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "xi": "11", "xii": "12"}
_SMALL = frozenset({"a", "an", "and", "at", "by", "de", "der", "des", "di", "du", "for", "in", "of", "on", "the", "to", "und", "et", "y", "&"})


class LegalForm(Record):
    """One legal form; see the head of lexicons/corporate_forms.yaml for the fields."""

    variants: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    position: Literal["end", "start", "both"] = "end"
    exact_case: bool = False
    tells: Literal["Company", "Organization"] = "Company"
    examples: dict[str, str]
    keeps: tuple[str, ...] = ()


class LegalForms(Record):
    forms: dict[str, LegalForm]
    weak: tuple[str, ...]


class NameForms(Record):
    """See the head of lexicons/name_forms.yaml for the fields."""

    rewrites: dict[str, tuple[str, ...]]
    generic: frozenset[str]
    local: frozenset[str]
    of_states: frozenset[str]
    shared_acronyms: frozenset[str]
    descriptors: frozenset[str]
    offices: frozenset[str]
    news_makers: frozenset[str]
    ranks: frozenset[str]
    honorifics: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    same: tuple[tuple[str, str], ...]
    differ: tuple[tuple[str, str], ...]


class Nicknames(Record):
    """See the head of lexicons/nicknames.yaml."""

    short: dict[str, tuple[str, ...]]
    examples: tuple[tuple[str, str], ...]
    counter_examples: tuple[tuple[str, str], ...]


class PersonName(Record):
    """A person's name in normal words: given names in order, the family name with its particles, a generation suffix ("jr")."""

    given: tuple[str, ...]
    family: str
    suffix: str | None = None


@cache
def legal_forms() -> LegalForms:
    """The legal forms. Raises KnowledgeError where the file is malformed."""
    forms: LegalForms = load_knowledge("lexicons/corporate_forms.yaml", LegalForms)
    return forms


@cache
def name_forms() -> NameForms:
    """The name forms. Raises KnowledgeError where the file is malformed."""
    forms: NameForms = load_knowledge("lexicons/name_forms.yaml", NameForms)
    return forms


@cache
def nicknames() -> dict[str, str]:
    """Short form of a given name -> the given name. Raises KnowledgeError where the file is malformed."""
    table = load_knowledge("lexicons/nicknames.yaml", Nicknames).short
    return {short: name for name, shorts in table.items() for short in shorts}


@lru_cache(maxsize=200_000)
def normal(name: str) -> str:
    """The normal form with its legal form still on: case, width, accents, punctuation, possessive and a leading "the" folded, "U.S." as "us"."""
    text = _APOSTROPHES.sub("'", _unaccented(name))
    text = _INITIALS.sub(r"\1", _PARTED_INITIALS.sub(r"\1", text))
    text = _POSSESSIVE.sub("", text).replace("'", "")
    text = " ".join(_NOT_WORD.sub(" ", text.replace("&", " and ")).split())
    text = _rewritten(text)
    return text.removeprefix("the ") or text


@lru_cache(maxsize=200_000)
def bare(name: str) -> str:
    """The name as written without its legal forms: "Harrow Motor Co., Ltd." gives "Harrow Motor". Never empty."""
    return _split(name)[0]


@lru_cache(maxsize=200_000)
def forms_of(name: str) -> tuple[str, ...]:
    """The legal forms that the name carries, by their full name, sorted: "Isar Technik GmbH" has "Gesellschaft mit beschränkter Haftung"."""
    return tuple(sorted(_split(name)[1]))


@lru_cache(maxsize=200_000)
def key(name: str) -> str:
    """What bodies, products, lists and laws are looked up by: the bare name's normal form without blanks ("J.P. Morgan" and "JPMorgan" are one)."""
    return "".join(words(name))


@lru_cache(maxsize=200_000)
def words(name: str) -> tuple[str, ...]:
    """The words of the bare name's normal form, a Roman figure at its end in digits."""
    parts = normal(bare(name)).split()
    if len(parts) > 1 and parts[-1] in _ROMAN:
        parts[-1] = _ROMAN[parts[-1]]
    return tuple(parts)


@lru_cache(maxsize=50_000)
def figure_of(name: str) -> tuple[tuple[str, ...], str]:
    """The words of a name up to the figure at its end, and the figure in digits, "" where it has none: "Orme Fund II" gives (orme, fund), "2"."""
    *front, last = words(name) or ("",)
    return (tuple(front), last) if front and last.isdigit() else (words(name), "")


def is_generic(name: str) -> bool:
    """Whether many bodies bear the name ("Supreme Court", "the Commission"), or it is no name at all (one letter, no letter)."""
    form = normal(bare(name))
    return form in name_forms().generic or bool(_MINISTRY.fullmatch(form)) or len(form) < 2 or not any(c.isalpha() for c in form)


def is_of_a_state(name: str) -> bool:
    """Whether every state has a body of that name, and but one or few: a ministry, a high court, a treasury."""
    form = normal(bare(name))
    return form in name_forms().of_states or bool(_MINISTRY.fullmatch(form))


def ministry_of(name: str) -> str:
    """A ministry's normal form the one way round: "Ministry of the Economy" as "economy ministry"; any other name's as it is."""
    found = _MINISTRY_OF.fullmatch(normal(name))
    return f"{found[1] or ''}{found[2]} ministry" if found else normal(name)


def is_local(name: str) -> bool:
    """Whether many bodies of one country bear the name ("District Court")."""
    return normal(bare(name)) in name_forms().local


def is_shared_acronym(name: str) -> bool:
    """Whether well-known bodies of several countries bear the acronym ("FSA")."""
    return normal(name) in name_forms().shared_acronyms


def looks_like_acronym(name: str) -> bool:
    """Whether the name is one word of capitals (a small "o" or "s" among them), as "SEC", "DoJ", "J&J"."""
    letters = re.sub(r"[^\w]", "", bare(name))
    return 2 <= len(letters) <= 8 and len(name.split()) == 1 and sum(c.isupper() for c in letters) >= max(2, len(letters) - 2)


def is_acronym_of(short: str, full: str) -> bool:
    """Whether `short` is made of the initials of `full`, small words and a country in front left out or in: "DoJ", "US Department of Justice"."""
    letters = re.sub(r"[\W_]", "", _unaccented(short)).replace("and", "")
    if not 2 <= len(letters) <= 10 or len(short.split()) > 1:
        return False
    parts = [w for w in re.split(r"[\s\-/&]+", _unaccented(_APOSTROPHES.sub("'", full))) if w]
    return any(_initials_match(letters, [w for w in p if w[0].isalnum()]) for p in (parts, parts[1:], normal(bare(full)).split()))


def acronyms_of(full: str) -> frozenset[str]:
    """The acronyms, in small letters, that `is_acronym_of` takes for the name's."""
    parts = [w for w in re.split(r"[\s\-/&]+", _unaccented(_APOSTROPHES.sub("'", full))) if w]
    found = {letters for p in (parts, parts[1:], normal(bare(full)).split()) for letters in _initials([w for w in p if w[0].isalnum()])}
    return frozenset(letters for letters in found if 2 <= len(letters) <= 10)


def is_short_of(short: str, full: str) -> bool:
    """Whether `short` can stand for `full` after it was named: its first words, or its acronym."""
    few, many = words(short), words(full)
    return (len(few) < len(many) and many[: len(few)] == few) or is_acronym_of(short, full)


def adds_nothing(short: str, full: str) -> bool:
    """Whether `full` begins with `short` and goes on in words that only describe a firm: "Ford", "Ford Motor"."""
    few, many = words(short), words(full)
    return len(few) < len(many) and many[: len(few)] == few and all(w in name_forms().descriptors for w in many[len(few) :])


@lru_cache(maxsize=100_000)
def person(name: str) -> PersonName:
    """The parts of a person's name; "Contreras, Rudolph" and "Judge Rudolph Contreras" are one."""
    forms = name_forms()
    if name.count(",") == 1:
        family, _, given = name.partition(",")
        if given.strip() and normal(given) not in forms.suffixes:
            name = f"{given} {family}"
    parts = normal(name.replace(",", " ")).split()
    while len(parts) > 1 and parts[0] in forms.honorifics:
        del parts[0]
    if len(parts) > 1 and (initials := _LED_BY_INITIALS.search(name)):
        letters = normal(initials[0]).replace(" ", "")
        if parts[0] == letters:
            parts[:1] = letters
    suffix = None
    while len(parts) > 1 and parts[-1] in forms.suffixes:
        suffix = parts.pop()
    start = len(parts) - 1
    while start > 1 and parts[start - 1] in forms.particles:
        start -= 1
    return PersonName(given=tuple(parts[:start]), family=" ".join(parts[start:]), suffix=suffix if suffix in _GENERATIONS else None)


def person_key(name: str) -> str | None:
    """What full names of persons are looked up by: first given name and family name; None for a family name alone."""
    parts = person(name)
    return f"{parts.given[0]} {parts.family}" if parts.given and len(parts.given[0]) > 1 else None


@lru_cache(maxsize=100_000)
def loose_person_key(name: str) -> str | None:
    """As `person_key`, with what is written in two ways written alike: "Grigoriy" and "Grigory", "Moeller" and "Möller", "Bob" and "Robert"."""
    found = person_key(name)
    if found:
        given, _, family = found.partition(" ")
        found = f"{nicknames().get(given, given)} {family}"
    return _loosened(found) if found else None


def key_without_initial(name: str) -> str | None:
    """As `loose_person_key`, without an initial in front of a given name: "C. Parth Harl" may be called Parth Harl."""
    given = person(name).given
    return loose_person_key(" ".join((*given[1:], person(name).family))) if len(given) > 1 and len(given[0]) == 1 < len(given[1]) else None


def initial_key(name: str) -> str | None:
    """What a name with initials and the name written out have in common: "R. J. Harl" and "Bob Harl"; None for a family name alone."""
    parts = person(name)
    if not parts.given:
        return None
    given = parts.given[0]
    return f"{nicknames().get(given, given)[0]} {_loosened(parts.family)}"


def loose_family(name: str) -> str:
    """A person's family name with what is spelled in two ways written alike."""
    return _loosened(person(name).family)


@lru_cache(maxsize=100_000)
def _loosened(text: str) -> str:
    for pattern, letter in _LOOSE:
        text = pattern.sub(letter, text)
    return text


def other_person_key(name: str) -> str | None:
    """As `loose_person_key`, by the first of two family names: "José Ruiz Marquina" may be called José Ruiz. None where there is but one."""
    parts = person(name)
    return loose_person_key(f"{parts.given[0]} {parts.given[-1]}") if len(parts.given) > 2 and len(parts.given[-1]) > 2 else None


def persons_contradict(left: str, right: str) -> bool:
    """Whether the two names, equal in their key, name two: other middle names or initials, other suffixes."""
    a, b = person(left), person(right)
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return True
    middle = list(zip(a.given[1:], b.given[1:], strict=False))
    return any(not (x.startswith(y) or y.startswith(x)) for x, y in middle)


def _initials_match(letters: str, parts: list[str]) -> bool:
    return letters in _initials(parts)


def _initials(parts: list[str]) -> tuple[str, ...]:
    """The first letters of the words, small words left out or in; none where there is but one word."""
    great = [w for w in parts if w not in _SMALL]
    return ("".join(w[0] for w in great), "".join(w[0] for w in parts)) if len(great) > 1 else ()


def _unaccented(text: str) -> str:
    if text.isascii():
        return text.lower()  # what all the rest comes to
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LATIN)
    return "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))


def _split(name: str) -> tuple[str, set[str]]:
    """The name without legal forms, and the forms taken off."""
    ends, starts, keeps = _form_tables()
    text = unicodedata.normalize("NFKC", name).strip()
    found: set[str] = set()
    pieces = [(p, _INNER.sub("", p)) for p in text.replace(",", ", ").split()]
    pieces = [(p, q) for p, q in pieces if q or p == "&"]
    changed = True
    while changed and " ".join(q for _, q in pieces) not in keeps:
        changed = False
        for size in range(min(6, len(pieces) - 1), 0, -1):
            form = _form_at(ends, pieces[-size:])
            if form and any(normal(p) for p, _ in pieces[:-size] if p.casefold() not in ("the", "&", "and")):
                found.add(form)
                del pieces[-size:]
                changed = True
                break
            form = _form_at(starts, pieces[:size])
            if form and not found.intersection((form,)) and len(pieces) > size:
                found.add(form)
                del pieces[:size]
                changed = True
                break
    if not found:
        return text or name, found
    return " ".join(p for p, _ in pieces).rstrip(",;&- "), found


def _form_at(table: dict[tuple[str, ...], str], pieces: list[tuple[str, str]]) -> str | None:
    written = tuple(q for _, q in pieces)
    return table.get(written) or table.get(tuple(_unaccented(q) for q in written))


@cache
def _form_tables() -> tuple[dict[tuple[str, ...], str], dict[tuple[str, ...], str], frozenset[str]]:
    """Pieces of a form to its name, for the end and for the start; the names that keep theirs."""
    ends: dict[tuple[str, ...], str] = {}
    starts: dict[tuple[str, ...], str] = {}
    keeps: set[str] = set()
    for full, form in legal_forms().forms.items():
        keeps.update(_INNER.sub("", k) for k in form.keeps)
        for variant in (full, *form.variants):
            pieces = tuple(q for q in (_INNER.sub("", p) for p in variant.split()) if q)
            pieces = pieces if form.exact_case and variant != full else tuple(_unaccented(p) for p in pieces)
            for table in ([ends] if form.position != "start" else []) + ([starts] if form.position != "end" else []):
                table.setdefault(pieces, full)
    return ends, starts, frozenset(keeps)


@cache
def _rewrite_pattern() -> tuple[re.Pattern[str], dict[str, str]]:
    """Longest writings first, so that "united states of america" is not cut short."""
    table = {_unaccented(other): form for form, others in name_forms().rewrites.items() for other in others}
    alternatives = "|".join(re.escape(o) for o in sorted(table, key=lambda o: (-len(o), o)))
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)"), table


def _rewritten(text: str) -> str:
    pattern, table = _rewrite_pattern()
    return pattern.sub(lambda m: table[m[0]], text)
