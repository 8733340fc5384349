"""Names of one article brought together: which forms ("Securities and Exchange Commission", "SEC") name the same entity.

Pure rules over the forms; what a form is (its type) comes from the tagger, weighed over all its places.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.learned.defined import is_defined_term, stands_for_several


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


LEGAL = _words(
    "inc incorporated corp corporation co company ltd limited plc llc llp lp ag sa nv bv gmbh spa ab asa oyj kk se sarl srl pty pte"
    " holding holdings group"
)
SMALL = _words("of the and for in on to a an de la du des et & 's")
TITLES = _words(
    "mr mrs ms miss dr sir lord lady dame judge justice hon prof professor president minister senator rev baroness baron gen lt col capt"
    " chancellor governor congressman congresswoman representative rep sen attorney king queen prince princess sheikh madam mme mx"
)
PLACES = _words(
    "africa america americas asia australia brazil canada china deutschland emea estonia europe france germany global hk hong iberia india"
    " indonesia international ireland israel italia italy japan kenya kong korea malaysia mexico mozambique nederland nigeria north of pacific"
    " philippines poland russia singapore south spain switzerland taiwan thailand turkey uk us usa vietnam"
)
BODIES = frozenset(("Agency", "Court", "Organization"))
DEFINABLE = frozenset(("Company", "Organization", "Product"))  # what a common noun with a capital is taken for
PARTICLES = _words("van von de del della der den di da das do dos du la le el al bin bint ibn ter ten zu af av y of and")
_SUM = re.compile(r"\s+(?:[A-Z]{0,3}[$£€¥]\s?\d[\d.,]*|\d[\d,]*(?:\.\d+)?)$")
_SCALE = re.compile(r"[.,]\d|\s?(?:%|-?(?:bn|mn|m|tn|k|[mbtr]+illion|thousand|percent|per cent|euros?|dollars?|pounds?|yen|yuan|rupees)\b)")
_NEXT_SENTENCE = re.compile(r"\b(?:Inc|Ltd|LLC|LLP|Plc|PLC|plc|Pty|Pte|Co|AG|SA|NV|SE|Corp|Cos|Company|Limited|Corporation)\.\s+(?=[A-Z])")
_BRACKET = re.compile(r"\s*[(\[]\s*[\"“'‘]?(?:the\s+)?[\"“'‘]?$", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A name as the tagger found it: code points [start, end), its type, and how sure."""

    start: int
    end: int
    type: str
    sure: float


@dataclass(frozen=True)
class Group:
    """Names of one entity: its type, the fullest form, the other forms, and where they stand, in text order."""

    type: str
    name: str
    aliases: tuple[str, ...]
    found: tuple[Found, ...]


def fold(form: str) -> tuple[str, ...]:
    """The words of a form, without case, accents, punctuation, article, possessive and legal form."""
    text = unicodedata.normalize("NFKD", form).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['’]s?(?!\w)", " ", text)
    text = re.sub(r"\b([a-z])\.(?=[a-z]\b|\s|$)", r"\1", text)
    text = re.sub(r"[^\w&]+", " ", text).replace("united states", "us")
    words = text.split()
    if words[:1] == ["the"]:
        words = words[1:]
    bare = [w for w in words if w not in LEGAL]
    return tuple(bare or words)


def tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space, stray punctuation, article and possessive at its ends; a dotted abbreviation ("U.S.") is taken whole."""
    while start > 1 and text[start - 1] == "." and text[start - 2].isalpha() and (start < 3 or not text[start - 3].isalnum()):
        start -= 2
    while text[end - 1 : end].isupper() and re.match(r"\.[A-Z](?!\w)", text[end : end + 3]):
        end += 2
    if text[end : end + 1] == "." and re.search(r"\.[A-Z]$", text[start:end]):
        end += 1
    if (gap := text.find("\n\n", start, end)) > start:  # no name runs on into the next paragraph
        end = gap
    while start < end and not (text[start].isalnum() or text[start] in "([$"):
        start += 1
    while start < end and not (text[end - 1].isalnum() or text[end - 1] in ").!+"):
        end -= 1
    if text[start:end].endswith(("'s", "’s")) and end - start > 3:
        end -= 2
    if text[end - 1 : end] == ")" and "(" not in text[start:end]:
        end -= 1
    if text[end - 1 : end] in "!." and not re.search(r"(?:\b\w\.|\b(?:Inc|Corp|Co|Ltd|Bros|Jr|Sr|Cos)\.|Yahoo!)$", text[start:end]):
        end -= 1
    article = re.match(r"[Tt]he\s+(?=\S)", text[start:end])
    if article:
        start += article.end()
    figure = _SUM.search(text[start:end])
    if figure and (not figure[0].strip()[0].isdigit() or _SCALE.match(text, end)):
        end = start + figure.start()  # "Orme 189" of "fined Orme 189 million"
    return start, end


def next_sentence(text: str, start: int, end: int) -> int | None:
    """Where a span goes on into the next sentence behind a legal form ("Orme Inc. Harl"): the first code point there, if so."""
    for found in _NEXT_SENTENCE.finditer(text, start, end):
        word = re.match(r"[^\W\d_]+", text[found.end() : end])
        if word and word[0].casefold() not in LEGAL and not re.match(r"[A-Z]\.", text[found.end() : end]):
            return found.end()
    return None


def named_part(text: str, start: int, end: int) -> tuple[int, int]:
    """A firm's or person's span without the common nouns before and behind its name: "bank Orme Harl", "Orme network"."""
    words = [(start + w.start(), start + w.end(), w[0]) for w in re.finditer(r"\S+", text[start:end])]
    if not any(w[0].isupper() for _, _, w in words):
        return start, end
    while len(words) > 1 and _common(words[0][2]):
        del words[0]
    while len(words) > 1 and _common(words[-1][2]) and not (words[-1][2] == "bank" and words[-2][2][0].isupper()):
        words.pop()
    return words[0][0], words[-1][1]


def _common(word: str) -> bool:
    return word.isalpha() and word.islower() and len(word) > 2 and word not in LEGAL and word not in PARTICLES


def without_title(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A person's span without "Mr", "Judge" and the like before the name; None where nothing else is left."""
    while (word := re.match(r"([^\W\d_]+)\.?(\s+|$)", text[start:end])) and word.group(1).casefold() in TITLES:
        start += word.end()
        if start >= end:
            return None
    return start, end


def initials(words: Sequence[str], small: bool) -> str:
    return "".join(w[0] for w in words if small or w not in SMALL)


def acronym_of(short: str, form: str) -> bool:
    """Whether `short` ("SEC", "DoJ", "U.S.") is made of the first letters of `form`'s words."""
    letters = re.sub(r"[.\s&-]", "", short)
    if not (2 <= len(letters) <= 7 and sum(c.isupper() for c in letters) >= 2 and letters.isalpha()):
        return False
    words = [w for w in re.split(r"[\s\-/]+", re.sub(r"['’]s\b", "", form)) if w and w[0].isalnum()]
    if len(words) < 2:
        return False
    low = [w.casefold() for w in words]
    bare = [w for w in low if w.strip(".") not in LEGAL] or low
    wanted = letters.casefold()
    forms = {initials(x, small) for x in (low, bare) for small in (True, False)}
    return wanted in forms or (len(wanted) >= 3 and any(f.endswith(wanted) and len(f) == len(wanted) + 1 for f in forms))


def spelled_from(short: str, form: str) -> bool:
    """Whether `short` ("AUSTRAC", "FinCEN", "SKT") is put together of beginnings of `form`'s words, the first word's among them."""
    letters = fold_letters(short)
    words = [fold_letters(w) for w in re.split(r"[\s\-/]+|(?<=[a-z])(?=[A-Z])", form) if w]
    if not (3 <= len(letters) <= 9 and sum(c.isupper() for c in short) >= 2 and len(words) > 1 and words[0]):
        return False

    def rest(at: int, word: int, used: int) -> bool:
        if at == len(letters):
            return used > 1
        if word == len(words):
            return False
        part = words[word]
        for n in range(min(len(part), len(letters) - at), 0, -1):
            if letters[at : at + n] == part[:n] and rest(at + n, word + 1, used + 1):
                return True
        return word > 0 and rest(at, word + 1, used)

    return rest(0, 0, 0)


def fold_letters(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word).casefold() if c.isalnum())


@dataclass
class _Form:
    """All places of one folded form."""

    key: tuple[str, ...]
    found: list[Found]
    texts: dict[str, int]
    type: str

    @property
    def first(self) -> int:
        return self.found[0].start

    @property
    def longest(self) -> str:
        return max(self.texts, key=lambda t: (len(t), t))


def _forms(text: str, found: Sequence[Found]) -> list[_Form]:
    places: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for f in sorted(found, key=lambda f: (f.start, f.end)):
        words = fold(text[f.start : f.end])
        if words:
            places[words].append(f)
    forms = []
    for key, spots in places.items():
        votes: dict[str, float] = defaultdict(float)
        texts: dict[str, int] = defaultdict(int)
        for f in spots:
            votes[f.type] += f.sure
            texts[text[f.start : f.end]] += 1
        kind = max(sorted(votes), key=lambda t: votes[t])
        forms.append(_Form(key, spots, dict(texts), kind))
    return forms


def _akin(a: str, b: str) -> bool:
    """Whether two types may be one entity tagged differently."""
    return a == b or ({a, b} <= (BODIES | {"Company"}) and a != b)


def _content(key: tuple[str, ...]) -> frozenset[str]:
    return frozenset(w for w in key if w not in SMALL)


def _before(full: _Form, short: _Form, body: int) -> bool:
    """Whether the full form stands first, headline apart: "Vodafone", then "Vodafone Europe", are two; "Danske Bank", then "Danske", are one."""
    places = [[f.start for f in form.found if f.start >= body] for form in (full, short)]
    return not (places[0] and places[1]) or places[0][0] <= places[1][0]


def _short_for(short: _Form, full: _Form, text: str, body: int) -> int:
    """How well `short` may stand for `full`: 0 not at all, higher better."""
    if short.key == full.key:
        return 0
    person = full.type == "Person"
    if person or short.type == "Person":
        if not (person and short.type == "Person"):
            return 0
        if len(short.key) < len(full.key) and short.key == full.key[-len(short.key) :]:
            return 5
        if len(short.key) == 1 and len(full.key) > 1 and short.key[0] == full.key[0]:
            return 2
        if 1 < len(short.key) < len(full.key) and short.key[0] == full.key[0] and short.key[-1] == full.key[-1]:
            return 4
        return 0
    if not _akin(short.type, full.type):
        return 0
    shown = short.longest
    defined = is_defined_term(short.key)
    beside = any(g.end < f.start <= g.end + 12 and _BRACKET.fullmatch(text[g.end : f.start]) for f in short.found for g in full.found)
    if defined and beside and not stands_for_several(short.key) and not is_defined_term(full.key):
        return 6
    if defined and not {short.type, full.type} <= BODIES:
        return 0
    if acronym_of(shown, full.longest):
        return 7 if beside else 6 if full.type != "Product" else 0
    if spelled_from(shown, full.longest) and len(short.key) == 1:
        return 7 if beside else 5 if full.type != "Product" else 0
    if beside and len(short.key) == 1 and len(full.key) > 1 and shown.isupper():
        return 5
    if len(short.key) >= len(full.key):
        return 0
    if short.type in BODIES and full.type in BODIES:
        mine, whole = _content(short.key), _content(full.key)
        if mine and mine < whole:
            if full.key[-len(short.key) :] == short.key:
                return 0 if full.key[-len(short.key) - 1] in SMALL and len(short.key) > 1 else 4
            if short.type == "Organization" and full.key[: len(short.key)] == short.key:
                return 3 if _before(full, short, body) else 0
            return 3 if len(mine) > 1 else 0
        return 0
    if short.type == full.type == "Company" or {short.type, full.type} & {"Company"}:
        if full.key[: len(short.key)] == short.key:
            return 3 if _before(full, short, body) and not set(full.key[len(short.key) :]) <= PLACES else 0
        if len(short.key) > 1 and full.key[-len(short.key) :] == short.key:
            return 2
    if short.type == full.type == "Product" and len(short.key) == 1 and full.key[-1] == short.key[0]:
        return 1
    return 0


def group_names(text: str, found: Sequence[Found], body: int = 0) -> list[Group]:
    """Entities of one article, in the order of their first place; equal whatever the order of `found`. `body`: where the headline is over."""
    forms = sorted(_forms(text, found), key=lambda f: (f.first, f.key))
    leader: dict[int, int] = {}
    # Longest forms first: a short form joins the best full one, of equals the one named last before it, else first after it.
    order = sorted(range(len(forms)), key=lambda i: (-len(forms[i].key), -len(forms[i].longest), forms[i].first))
    for i in order:
        best, choice = (0, False, False, 0), None
        for j in order:
            if j == i or j in leader:
                continue
            rank = _short_for(forms[i], forms[j], text, body)
            if not rank:
                continue
            before = forms[j].first < forms[i].first
            # a body that the article calls by its acronym is not the one that it calls "the Commission"
            plain = not any(acronym_of(f.longest, forms[j].longest) for f in forms if f is not forms[i])
            score = (rank, plain, before, forms[j].first if before else -forms[j].first)
            if choice is None or score > best:
                best, choice = score, j
        if choice is not None and best[0] >= MINIMUM.get(forms[i].type, 2):
            leader[i] = choice
    members: dict[int, list[int]] = defaultdict(list)
    for i in range(len(forms)):
        top = i
        while top in leader:
            top = leader[top]
        members[top].append(i)
    groups = []
    for inside in members.values():
        named = [i for i in inside if forms[i].type not in DEFINABLE or not is_defined_term(forms[i].key)]
        if not named:
            continue
        spots = sorted((f for i in inside for f in forms[i].found), key=lambda f: (f.start, f.end))
        votes: dict[str, float] = defaultdict(float)
        texts: dict[str, int] = {}
        by_name = {f for i in named for f in forms[i].found}
        for f in spots:
            votes[f.type] += f.sure
            if f in by_name:
                texts.setdefault(text[f.start : f.end], f.start)
        kind = max(sorted(votes), key=lambda t: votes[t])
        name = max(texts, key=lambda t: (len(fold(t)), len(t), -texts[t]))
        groups.append(Group(kind, name, tuple(t for t in texts if t != name), tuple(spots)))
    return sorted(groups, key=lambda g: (g.found[0].start, g.found[0].end))


MINIMUM = {"Person": 2, "Company": 2, "Product": 2}
"""The least rank at which a short form joins a full one; 2 where not given."""
