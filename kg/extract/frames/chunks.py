"""Where names may stand: runs of capitalised words, cut and joined until each run is one name.

A run is grown over capitalised tokens and the small words that names hold ("of", "and", "de", "&"), then cut at titles, posts, possessives and
wherever two names merely stand side by side. The tagger and the entity recogniser of the parse are signs among others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words

PARTICLES = frozenset(
    (
        "de",
        "du",
        "des",
        "la",
        "le",
        "von",
        "van",
        "der",
        "den",
        "di",
        "da",
        "del",
        "della",
        "dos",
        "do",
        "bin",
        "al",
        "el",
        "ter",
        "zu",
        "y",
        "d'",
        "l'",
        "og",
        "för",
        "och",
        "et",
        "und",
        "dei",
        "degli",
        "per",
        "ibn",
        "das",
        "ap",
        "’t",
        "tot",
        "op",
        "af",
        "em",
    )
)
POSSESSIVES = frozenset(("'s", "’s", "'", "’"))
AFTER_POSSESSIVE = frozenset(
    (
        "Office",
        "Court",
        "Bench",
        "Union",
        "Association",
        "Bank",
        "Party",
        "Club",
        "Society",
        "Offices",
        "Commissioner",
        "Department",
        "Arms",
        "Hospital",
        "Council",
        "Federation",
        "Division",
        "College",
        "Defender",
        "Guild",
        "Institute",
    )
)
DIRECTIONS = frozenset(("North", "South", "East", "West", "Northern", "Southern", "Eastern", "Western", "First", "Second"))
SMALL_VERBS = frozenset(
    (
        "says",
        "gets",
        "is",
        "in",
        "to",
        "for",
        "of",
        "no",
        "its",
        "and",
        "on",
        "the",
        "at",
        "by",
        "wins",
        "with",
        "out",
        "up",
        "over",
        "off",
        "a",
        "as",
        "from",
        "new",
        "who",
        "why",
        "what",
        "how",
        "might",
        "now",
        "left",
        "yes",
        "it",
        "next",
        "not",
    )
)
CURRENCY_FIGURE = re.compile(r"(?:USD|EUR|GBP|CHF|NOK|SEK|DKK|PLN|INR|KES|KSh|Ksh|Rs|HK|SGD|CAD|AUD|JPY|RMB|BRL|NT|ZAR)\$?\d")
MODIFIERS = frozenset(
    (
        "area",
        "era",
        "led",
        "style",
        "like",
        "born",
        "run",
        "wide",
        "made",
        "only",
        "type",
        "free",
        "friendly",
        "bound",
        "speaking",
        "trained",
        "held",
        "and",
        "or",
        "built",
        "maker",
        "makers",
        "owner",
        "owners",
        "specific",
        "related",
    )
)
NUMERIC_LABELS = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"))
COUNTED_LABELS = frozenset(("PRODUCT", "ORG", "WORK_OF_ART"))


@dataclass(slots=True)
class Chunk:
    """A run of tokens [start, end) that may be a name. `before` holds the title or post words cut off its front, in lower case."""

    start: int
    end: int
    text: str
    known: bool = False
    before: tuple[str, ...] = ()
    label: str = ""
    marks: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Tokens:
    """The parse as plain columns, read once."""

    text: list[str]
    lower: list[str]
    pos: list[str]
    label: list[str]
    begins: list[bool]  # an entity of the recogniser begins here
    spaced: list[bool]
    sentence_start: list[bool]
    known: dict[int, int]  # start of a known name -> its end
    shouted: frozenset[int]  # words of a stretch in capitals only, where a capital says nothing


def columns(doc: Doc) -> Tokens:
    text = [t.text for t in doc]
    return Tokens(
        text=text,
        lower=[t.lower() for t in text],
        pos=[t.pos_ for t in doc],
        label=[t.ent_type_ for t in doc],
        begins=[t.ent_iob_ == "B" for t in doc],
        spaced=[bool(t.whitespace_) for t in doc],
        sentence_start=_sentence_starts(doc, text),
        known=dict(gazetteer.known_spans(doc)),
        shouted=_shouted(text),
    )


def _shouted(text: list[str]) -> frozenset[int]:
    """The tokens of every run of two or more words written in capitals alone ("QUALL BUYS ITS RIVAL")."""
    found: set[int] = set()
    run: list[int] = []
    for i, word in enumerate([*text, "end"]):
        if word.isalpha() and word.isupper():
            run.append(i)
        elif word[0].isalpha() or "\n" in word or word in (".", ":"):
            if len(run) >= 2 and any(text[k].lower() in SMALL_VERBS for k in run):
                found.update(run)
            run = []
    return frozenset(found)


def _sentence_starts(doc: Doc, text: list[str]) -> list[bool]:
    """Whether a capital may be owed to the place alone: the first word of a sentence, or after a quotation mark, colon or bullet."""
    starts = []
    owed = True
    for token in doc:
        if token.is_sent_start:
            owed = True
        starts.append(owed)
        if token.is_space:
            owed = owed or "\n" in token.text
        else:
            owed = text[token.i] in '"“”‘:•*–—-([' and (owed or text[token.i] in '"“‘:•*([')
    return starts


def chunks(doc: Doc, tokens: Tokens) -> list[Chunk]:
    """All runs of the text that may be names, in order, none overlapping."""
    found: list[Chunk] = []
    i, n = 0, len(tokens.text)
    while i < n:
        if i not in tokens.known and not _name_like(tokens, i):
            i += 1
            continue
        end = _grow(tokens, i)
        found.extend(_cut(doc, tokens, i, end))
        i = end
    return found


def _name_like(t: Tokens, i: int) -> bool:
    word = t.text[i]
    if not word[0].isupper():
        if not (word[0].isalpha() and any(c.isupper() for c in word[1:])):
            return False
    elif word == "I" or (len(word) == 1 and not word.isalpha()):
        return False
    if (
        t.sentence_start[i]
        and t.pos[i] in ("ADP", "SCONJ", "DET", "ADV", "PRON", "CCONJ", "AUX", "PART", "INTJ")
        and i not in t.known
        and word[1:].islower()
    ):
        return False
    if t.sentence_start[i] and word[1:].islower() and not t.label[i] and t.pos[i] != "PROPN" and i not in t.known:
        if i + 1 < len(t.text) and t.label[i + 1] == "PERSON" and word in gazetteer.simple_list("first_names.txt"):
            return True
        # an everyday word with a sentence's capital, unless a capital follows ("Food Standards Agency")
        return bool(t.pos[i] in ("NOUN", "ADJ", "VERB") and i + 1 < len(t.text) and t.text[i + 1][:1].isupper() and t.text[i] in words.subjects())
    if CURRENCY_FIGURE.match(word) or (i in t.shouted and i not in t.known):
        return False
    if t.label[i] in NUMERIC_LABELS and any(c.isdigit() for c in word) and i not in t.known:
        return False
    return t.label[i] not in ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL") or (
        t.pos[i] == "PROPN" and word not in words.not_name_words()
    )


def _grow(t: Tokens, i: int) -> int:
    """The end of the run that begins at i."""
    n = len(t.text)
    start = i
    end = t.known.get(i, i + 1)
    while end < n:
        word, low = t.text[end], t.lower[end]
        glued = not t.spaced[end - 1]
        if end in t.known and not (glued and word[0] in "'’"):
            end = t.known[end]
        elif word in ("-", "–") and glued and not t.spaced[end] and end + 1 < n and t.text[end + 1][0].isalnum():
            if _modifier(t.text[end + 1]):
                break
            end += 2
        elif (glued and word[0].isalnum() and t.text[end - 1] in ("-", "&", ".") and not _modifier(word)) or (
            _name_like(t, end) and (t.spaced[end - 1] or t.text[end - 1].endswith((".", "'", "’")))
        ):
            end += 1
        elif word in ("&", "+") and end + 1 < n and (t.text[end + 1][0].isupper()):
            end += 2
        elif (
            word == "." and glued and len(t.text[end - 1]) <= 2 and end + 1 < n and t.text[end + 1][0].isupper() and not t.sentence_start[end + 1]
        ) or (word == "." and glued and t.text[end - 1] in words.legal_forms()):
            end += 1
        elif (word == "," and end + 1 < n and t.text[end + 1].strip(".") in words.legal_forms() and t.text[end + 1][0].isupper()) or (
            word == "," and end + 1 < n and t.text[end + 1] in ("Jr.", "Sr.", "Jr", "Sr")
        ):
            end += 2
        elif low in PARTICLES and (after := _past_particles(t, end)) > end:
            end = after
        elif (word[0] in "'’" and low in POSSESSIVES and end + 1 < n and t.text[end + 1] in AFTER_POSSESSIVE) or (
            word in ("'s", "’s")
            and end + 1 < n
            and _name_like(t, end + 1)
            and t.label[end] == t.label[end + 1] == t.label[start] == "ORG"
            and not t.begins[end]
            and not t.begins[end + 1]
            and start not in t.known
            and gazetteer.fold(t.text[start]) not in gazetteer.adjectives()
        ):
            end += 2
        elif word.isdigit() and len(word) <= 4 and t.label[end] in COUNTED_LABELS and not t.begins[end]:
            end += 1
        elif (step := _connected(t, start, end)) > end:
            end = step
        else:
            break
    return end


def _past_particles(t: Tokens, k: int) -> int:
    """The end of "von und zu Ebersbach", "do Brasil" from the particle at k; k itself where no name follows."""
    stop = k
    while stop < len(t.text) and t.lower[stop] in PARTICLES and stop < k + 4:
        stop += 1
    if stop >= len(t.text) or not _name_like(t, stop):
        return k
    if t.lower[k] in ("do", "al", "y", "per", "den", "bin", "do", "et") and not t.label[k] and not t.label[stop]:
        return k
    return t.known.get(stop, stop + 1)


def _modifier(word: str) -> bool:
    """The second half of "London-based", "Diller-backed": the name ends before the hyphen."""
    return word.islower() and (word.endswith("ed") or word in MODIFIERS)


def _connected(t: Tokens, start: int, end: int) -> int:
    """Where a small word at `end` joins the run to what follows: the new end; else `end`."""
    n = len(t.text)
    low = t.lower[end]
    nxt = end + 1
    if nxt >= n:
        return end
    if low in ("of", "for", "on", "in", "against", "to"):
        if t.text[nxt] in ("the", "The"):
            nxt += 1
        if nxt >= n or not (_name_like(t, nxt) or nxt in t.known):
            return end
        head = t.text[end - 1]
        heads = words.of_heads()
        if low in ("of", "for") and (head in heads or (any(t.text[k] in heads for k in range(max(start, end - 4), end)) and low == "for")):
            return nxt
        if t.label[end] in ("ORG", "LAW", "FAC", "WORK_OF_ART") and not t.begins[end] and t.label[nxt] == t.label[end]:
            return nxt
        if low in ("on", "against") and head in ("Committee", "Council", "Commission", "Campaign", "Convention", "Coalition", "Panel"):
            return nxt
        return end
    if low in ("and", ",") and (_name_like(t, nxt) or nxt in t.known):
        # "Department of Health and Human Services", "Competition and Markets Authority"
        inside = any(t.lower[k] in ("of", "for") and t.text[k - 1] in words.of_heads() for k in range(start + 1, end))
        last, following = t.text[end - 1], t.text[nxt]
        if inside and last in words.subjects() and (following in words.subjects()):
            return nxt
        if inside and low == "and" and last.endswith("s") and following.endswith("s") and t.label[nxt] != "PERSON":
            return nxt
        if (
            low == "and"
            and nxt + 1 < n
            and t.text[nxt + 1] in ("Foundation", "Association", "Society", "Trust", "Institute")
            and end - start == 1
            and t.label[end - 1] in ("ORG", "")
            and t.sentence_start[start] is False
        ):
            return nxt
        stop = nxt
        while stop < n and (t.text[stop][0].isupper() or t.lower[stop] in ("and", "products", "of")) and stop < nxt + 5:
            stop += 1
        ends_in_office = any(words.last_word_types().get(t.text[k]) in ("Agency", "Court", "Organization", "Law") for k in range(nxt, stop))
        if last in words.subjects() and ends_in_office and (following in words.subjects() or (low == "and" and t.label[end] == "ORG")):
            return nxt
        if low == "," and last in words.subjects() and following in words.subjects() and inside:
            return nxt
        if low == "and" and t.label[end] in ("ORG", "LAW") and not t.begins[end] and not t.begins[nxt] and t.label[nxt] == t.label[end]:
            return nxt if last in words.subjects() or following in words.subjects() else end
    return end


def _cut(doc: Doc, t: Tokens, start: int, end: int) -> Iterator[Chunk]:
    """One run as the names in it."""
    if (start, end) in t.known.items():
        yield _chunk(doc, t, start, end, ())
        return
    # a post between two names, or a person's name after anything: "Apple CEO Tim Cook"
    cut = _person_start(t, start, end)
    if cut is not None and cut > start:
        front_end, before = _strip_posts(t, start, cut)
        if (
            front_end > start
            and t.text[front_end - 1] not in ("U.S.", "US", "States")
            and not (before and all(t.text[k] in words.subjects() for k in range(start, front_end)))
        ):
            yield from _cut(doc, t, start, front_end)
        yield from _person(doc, t, cut, end, before)
        return
    begin, before = start, ()
    while (
        begin < end
        and t.lower[begin].strip(".") in words.honorifics()
        and end - begin > 1
        and t.text[begin + 1] not in ("&", "-", "and", "of", "for")
        and not _office_follows(t, begin, end)
    ):
        before = (*before, t.lower[begin].strip("."))
        begin += 1
        while begin < end and t.text[begin] == ".":
            begin += 1
    if before:
        yield from _person(doc, t, begin, end, before)
        return
    while end - begin > 1 and begin not in t.known and _idle_start(t, begin):
        begin += 1
    # what belongs to no name: weekdays, months, adjectives of nations before a known name
    while (
        begin < end
        and t.text[begin] in words.not_name_words()
        and begin not in t.known
        and not _office_follows(t, begin, end)
        and not (end - begin > 1 and (t.text[begin] in DIRECTIONS or (t.label[begin + 1] == "PERSON" and t.text[begin] in gazetteer.simple_list("first_names.txt"))))
    ):
        begin += 1
    while (
        end > begin
        and (t.text[end - 1] in words.not_name_words() or t.text[end - 1] in ("-", "&"))
        and end - begin > 1
        and t.text[end - 1] not in words.last_word_types()
        and t.text[end - 1] not in words.legal_forms()
        and not t.text[end - 2].islower()
        and t.lower[end - 2].strip(".") not in words.post_words()
        and t.label[end - 1] in ("", "DATE")
        and end not in t.known.values()
    ):
        end -= 1
    if begin < end:
        yield _chunk(doc, t, begin, end, before)


def _idle_start(t: Tokens, k: int) -> bool:
    """An article, or a word that only a sentence's beginning has given its capital ("Rivals Quall and …")."""
    word = t.text[k]
    if word in ("The", "A", "An", "the"):
        return True
    if not t.sentence_start[k] or not word[1:].islower() or t.text[k + 1] in ("&", "-", "of", "for", "and", "’s", "'s"):
        return False
    noun = t.lower[k]
    if (
        (noun in words.noun_types() or noun.removesuffix("s") in words.noun_types())
        and t.text[k + 1] not in words.last_word_types()
        and (noun.removesuffix("s") in words.noun_types() and not _office_ends(t, k))
    ):
        return True
    names = gazetteer.simple_list("first_names.txt")
    if (
        t.label[k] == "PERSON"
        and word not in names
        and t.text[k + 1] in names
        and t.text[k + 2 : k + 3]
        and t.text[k + 2][0].isupper()
        and t.label[k + 2] == "PERSON"
    ):
        return True
    if t.begins[k + 1] and not t.label[k]:
        return True
    if t.label[k] and not t.begins[k + 1]:
        return False
    return t.pos[k] in ("NOUN", "DET", "ADV", "VERB", "ADP", "SCONJ", "PRON", "CCONJ", "AUX", "ADJ") and word not in words.subjects()


def _office_ends(t: Tokens, k: int) -> bool:
    """Whether the capitals from k on run to a word like "Bank" or "Inc": then the common noun is part of the name ("Carrier Group")."""
    stop = k
    while stop + 1 < len(t.text) and t.text[stop + 1][0].isupper():
        stop += 1
    return t.text[stop] in words.last_word_types() or t.text[stop].strip(".") in words.legal_forms()


def _office_follows(t: Tokens, begin: int, end: int) -> bool:
    """Whether the word at `begin` is part of a body's name ("Justice Department", "Attorney General's Office", "April Group")."""
    last = t.text[end - 1]
    return end - begin > 1 and (
        last in words.last_word_types()
        or last.strip(".") in words.legal_forms()
        or (t.text[begin] in words.of_heads() and t.lower[begin + 1] in ("of", "for"))
    )


def _person_start(t: Tokens, start: int, end: int) -> int | None:
    """Where a person's name begins inside the run after something else that is no part of it."""
    for k in range(start + 1, end):
        if t.label[k] == "PERSON" and t.begins[k] and t.text[k][0].isupper() and end - k >= 2:
            after_post = t.lower[k - 1].strip(".") in words.post_words()
            if after_post or (
                t.text[k] in gazetteer.simple_list("first_names.txt")
                and t.text[k - 1] not in gazetteer.simple_list("first_names.txt")
                and t.label[k - 1] in ("ORG", "GPE", "NORP", "LOC", "PRODUCT", "FAC")
            ):
                return k
        elif (
            t.lower[k - 1].strip(".") in words.post_words()
            and t.text[k] in gazetteer.simple_list("first_names.txt")
            and end - k >= 2
            and t.text[end - 1] not in words.last_word_types()
        ):
            return k
    return None


def _strip_posts(t: Tokens, start: int, end: int) -> tuple[int, tuple[str, ...]]:
    """Take post words off the run's end: the new end and the words taken."""
    taken: list[str] = []
    while end > start and (t.lower[end - 1].strip(".") in words.post_words() or t.text[end - 1] in (".", "-", ",")):
        taken.insert(0, t.lower[end - 1])
        end -= 1
    return end, tuple(taken)


def _person(doc: Doc, t: Tokens, start: int, end: int, before: tuple[str, ...]) -> Iterator[Chunk]:
    while start < end and t.text[start] in (".", ",", "-", "&"):
        start += 1
    if start >= end:
        return
    chunk = _chunk(doc, t, start, end, before)
    if before or chunk.label == "PERSON":
        chunk.marks.add("titled" if before else "person")
    yield chunk


def _chunk(doc: Doc, t: Tokens, start: int, end: int, before: tuple[str, ...]) -> Chunk:
    while end - start > 1 and t.text[end - 1] in (".", ",", "-", "&") and not (t.text[end - 1] == "." and t.text[end - 2] in words.legal_forms()):
        end -= 1
    labels = [t.label[k] for k in range(start, end) if t.label[k] and t.label[k] not in NUMERIC_LABELS]
    label = max(sorted(set(labels)), key=labels.count) if labels else ""
    text = doc.text[doc[start].idx : doc[end - 1].idx + len(doc[end - 1])]
    return Chunk(start=start, end=end, text=text, known=t.known.get(start) == end, before=before, label=label)
