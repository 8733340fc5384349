"""The parse as columns, and how far a run of capitalised words reaches from where it begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words

CURRENCY_FIGURE = re.compile(
    r"(?:USD|EUR|GBP|CHF|NOK|SEK|DKK|PLN|INR|KES|KSh|Ksh|Sh|SFr|Rs|HK|NZ|US|SGD|CAD|AUD|JPY|RMB|BRL|NT|ZAR)\$?\d|[A-Z]{1,2}\$\d|[A-Z]{1,3}\$?\d[\d.,]*(?:bn|mn|m|tn|-B)$"
)


NUMERIC_LABELS = frozenset(("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"))


COUNTED_LABELS = frozenset(("PRODUCT", "ORG", "WORK_OF_ART"))


@dataclass(slots=True)
class Tokens:
    """The parse as plain columns, read once."""

    text: list[str]
    lower: list[str]
    pos: list[str]
    label: list[str]
    kind: list[str]  # the type of a name that another reader found, where one was asked; else ""
    begins: list[bool]  # an entity of the recogniser begins here
    spaced: list[bool]
    sentence_start: list[bool]
    known: dict[int, int]  # start of a known name -> its end
    shouted: frozenset[int]  # words of a stretch in capitals only, where a capital says nothing


def columns(doc: Doc) -> Tokens:
    tokens = list(doc)  # each walk over a parse makes its tokens anew
    text = [t.text for t in tokens]
    return Tokens(
        text=text,
        lower=[t.lower() for t in text],
        pos=[t.pos_ for t in tokens],
        label=[t.ent_type_ for t in tokens],
        kind=[t.ent_kb_id_ for t in tokens],
        begins=[t.ent_iob_ == "B" for t in tokens],
        spaced=[bool(t.whitespace_) for t in tokens],
        sentence_start=_sentence_starts(tokens, text),
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
            if len(run) >= 2 and any(text[k].lower() in words.cues().heading_words for k in run):
                found.update(run)
            run = []
    return frozenset(found)


def _sentence_starts(tokens: Sequence[Token], text: list[str]) -> list[bool]:
    """Whether a capital may be owed to the place alone: the first word of a sentence, or after a quotation mark, colon or bullet."""
    starts = []
    owed = True
    for i, token in enumerate(tokens):
        if token.is_sent_start:
            owed = True
        starts.append(owed)
        if token.is_space:
            owed = owed or "\n" in token.text
        else:
            owed = text[i] in '"“”‘:•*–—-([' and (owed or text[i] in '"“‘:•*([')
    return starts


def name_like(t: Tokens, i: int) -> bool:
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
    if i + 1 < len(t.text) and t.text[i + 1] == "Circuit" and word[0].isupper():
        return True  # "Third Circuit": the recogniser takes the ordinal for a number
    if CURRENCY_FIGURE.match(word) or (i in t.shouted and i not in t.known):
        return False
    if t.label[i] in NUMERIC_LABELS and any(c.isdigit() for c in word) and i not in t.known:
        return False
    return t.label[i] not in ("DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL") or (
        t.pos[i] == "PROPN" and word not in words.not_name_words()
    )


def grow(t: Tokens, i: int) -> int:
    """The end of the run that begins at i."""
    n = len(t.text)
    start = i
    end = t.known.get(i, i + 1)
    while end < n:
        word, low = t.text[end], t.lower[end]
        glued = not t.spaced[end - 1]
        if not glued and _form_ends(t, start, end):
            break
        if end in t.known and not (glued and word[0] in "'’"):
            end = t.known[end]
        elif word in ("-", "–") and glued and not t.spaced[end] and end + 1 < n and t.text[end + 1][0].isalnum():
            if _modifier(t.text[end + 1]):
                break
            end += 2
        elif (glued and word[0].isalnum() and t.text[end - 1] in ("-", "&", ".") and not _modifier(word)) or (
            name_like(t, end) and (t.spaced[end - 1] or t.text[end - 1].endswith((".", "'", "’")))
        ):
            end += 1
        elif word in ("&", "+") and end + 1 < n and (t.text[end + 1][0].isupper()):
            end += 2
        elif (
            (word == "." and glued and len(t.text[end - 1]) <= 2 and end + 1 < n and t.text[end + 1][0].isupper() and not t.sentence_start[end + 1])
            or (word == "." and glued and t.text[end - 1] in words.legal_forms())
            or (word.rstrip(".") in ("inc", "ltd", "plc", "llc") and t.spaced[end - 1])
        ):
            end += 1
        elif word == "," and end + 1 < n and _after_comma(t.text[end + 1]):
            end += 2
        elif (
            word in '"“'
            and end + 3 < n
            and t.text[end + 2] in '"”'
            and name_like(t, end + 1)
            and name_like(t, end + 3)
            and t.label[end + 3] == "PERSON"
        ):
            end += 4  # 'Delbert "Skip" Marlow'
        elif low in words.cues().particles and (after := _past_particles(t, end)) > end:
            end = after
        elif (word[0] in "'’" and low in words.cues().possessives and end + 1 < n and t.text[end + 1] in words.cues().after_possessive) or (
            word in ("'s", "’s")
            and end + 1 < n
            and name_like(t, end + 1)
            and t.label[end] == t.label[end + 1] == t.label[start] == "ORG"
            and not t.begins[end]
            and not t.begins[end + 1]
            and start not in t.known
            and gazetteer.fold(t.text[start]) not in gazetteer.adjectives()
        ):
            end += 2
        elif word.isdigit() and len(word) <= 4 and t.label[end] in COUNTED_LABELS and not t.begins[end] and not _scaled(t, end):
            end += 1
        elif (step := _connected(t, start, end)) > end:
            end = step
        else:
            break
    return end


def _form_ends(t: Tokens, start: int, end: int) -> bool:
    """Whether a legal form with its full stop ends the name before `end` ("Orme Inc. Harl"): what follows with a capital begins another sentence."""
    last, word = t.text[end - 1], t.text[end]
    form = t.text[end - 2] if last == "." and end - 2 > start else last if last.endswith(".") and end - 1 > start else ""
    return form.replace(".", "") in words.legal_forms() and word[0].isupper() and word.strip(".").replace(".", "") not in words.legal_forms()


def _scaled(t: Tokens, i: int) -> bool:
    """Whether the figure is a sum's or a share's: "189 million", "5 per cent"."""
    return i + 1 < len(t.text) and (t.lower[i + 1] in words.cues().scales or t.text[i + 1] == "%")


def _after_comma(word: str) -> bool:
    """Whether the word is a legal form or "Jr." that a comma parts from its name; a bare "PA" may be a state and joins nothing."""
    if word in ("Jr.", "Sr.", "Jr", "Sr", "P.A.", "N.A.", "P.C.", "S.A.", "N.V."):
        return True
    return word[0].isupper() and word.strip(".") in words.legal_forms() and word not in ("PA", "NA", "AS", "PC", "SE", "SA", "AG", "UG", "SAS")


def _past_particles(t: Tokens, k: int) -> int:
    """The end of "von und zu Ebersbach", "do Brasil" from the particle at k; k itself where no name follows."""
    stop = k
    while stop < len(t.text) and t.lower[stop] in words.cues().particles and stop < k + 4:
        stop += 1
    if stop >= len(t.text) or not name_like(t, stop):
        return k
    if t.lower[k] in ("do", "al", "y", "per", "den", "bin", "do", "et") and not t.label[k] and not t.label[stop]:
        return k
    return t.known.get(stop, stop + 1)


def _modifier(word: str) -> bool:
    """The second half of "London-based", "Diller-backed": the name ends before the hyphen."""
    return word.islower() and (word.endswith("ed") or word in words.cues().modifiers)


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
        if nxt >= n or not (name_like(t, nxt) or nxt in t.known):
            return end
        head = t.text[end - 1]
        heads = words.of_heads()
        if low in ("of", "for") and (
            head in heads
            or f"{t.text[end - 2]} {head}" in heads
            or (any(t.text[k] in heads for k in range(max(start, end - 4), end)) and low == "for")
        ):
            return nxt
        if t.label[end] in ("ORG", "LAW", "FAC", "WORK_OF_ART") and not t.begins[end] and t.label[nxt] == t.label[end]:
            return nxt
        if low in ("on", "against") and head in ("Committee", "Council", "Commission", "Campaign", "Convention", "Coalition", "Panel"):
            return nxt
        return end
    if low in ("and", ",") and (name_like(t, nxt) or nxt in t.known):
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
