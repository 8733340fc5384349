"""Where names may stand: runs of capitalised words, cut and joined until each run is one name.

A run is grown over capitalised tokens and the small words that names hold ("of", "and", "de", "&"), then cut at titles, posts, possessives and
wherever two names merely stand side by side. The tagger and the entity recogniser of the parse are signs among others.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.runs import NUMERIC_LABELS, Tokens, grow, name_like


@dataclass(slots=True)
class Chunk:
    """A run of tokens [start, end) that may be a name. `before` holds the title or post words cut off its front, in lower case."""

    start: int
    end: int
    text: str
    known: bool = False
    before: tuple[str, ...] = ()
    label: str = ""
    kind: str = ""
    marks: set[str] = field(default_factory=set)


def chunks(doc: Doc, tokens: Tokens) -> list[Chunk]:
    """All runs of the text that may be names, in order, none overlapping."""
    found: list[Chunk] = []
    i, n = 0, len(tokens.text)
    while i < n:
        if i not in tokens.known and not name_like(tokens, i):
            i += 1
            continue
        end = grow(tokens, i)
        found.extend(_cut(doc, tokens, i, end))
        i = end
    return found


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
        and not (end - begin > 2 and t.text[begin] in words.first_word_types())
        and begin not in t.known
        and not _office_follows(t, begin, end)
        and not (
            end - begin > 1
            and (
                t.text[begin] in words.cues().directions
                or (t.label[begin + 1] == "PERSON" and t.text[begin] in gazetteer.simple_list("first_names.txt"))
            )
        )
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
        and (not t.label[end - 1] or t.label[end - 1] in NUMERIC_LABELS)
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
    while end - start > 2 and t.text[end - 1] in words.cues().post_nominals:
        end -= 1
    labels = [t.label[k] for k in range(start, end) if t.label[k] and t.label[k] not in NUMERIC_LABELS]
    label = max(sorted(set(labels)), key=labels.count) if labels else ""
    kind = next((t.kind[k] for k in range(start, end) if t.kind[k]), "")
    text = doc[start:end].text
    return Chunk(start=start, end=end, text=text, known=t.known.get(start) == end, before=before, label=label, kind=kind)
