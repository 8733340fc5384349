"""What the words around a mention say of the kind of thing named."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.chunks import Chunk
from kg.extract.frames.runs import Tokens
from kg.records import EntityType

PLACE = "Place"  # a reason to leave the name out
OTHER = "Other"


def weigh_context(chunk: Chunk, doc: Doc, t: Tokens, scores: dict[str, float]) -> None:
    left, right = chunk.start - 1, chunk.end
    n = len(t.text)
    nouns, posts = words.noun_types(), words.posts()
    weak = words.nominals().weak
    # "the chipmaker Quall", "search engine Gaggle", "chief executive Ann Lee"
    if left >= 0 and t.spaced[left]:
        one = t.lower[left]
        two = f"{t.lower[left - 1]} {one}" if left > 0 else one
        three = f"{t.lower[left - 2]} {two}" if left > 1 else two
        if two in posts or one in posts or three in posts:
            scores["Person"] += 2.6 if not t.text[left][0].isupper() or chunk.end - chunk.start > 1 else 1.2
        type_ = nouns.get(two) or nouns.get(one) or (nouns.get(one[:-1]) if one.endswith("s") and one[:-1] not in weak else None)
        if type_ is not None:
            scores[type_] += 0.8 if one in weak else 4.5 if type_ == "Company" else 2.5
        elif one in ("called", "named", "dubbed", "branded") and left > 1 and (named := _noun_before(t, left)) is not None:
            scores[named] += 2.5
        elif (
            t.text[left] in words.cues().possessives
            and left > 0
            and t.text[left - 1][0].isupper()
            and chunk.label not in ("PERSON", "GPE")
            and chunk.end - chunk.start <= 3
        ):
            scores["Product"] += 1.6
        elif (one == "its" or (one == "own" and t.lower[left - 1] in ("its", *words.cues().possessives))) and chunk.label != "PERSON":
            scores["Product"] += 1.4
        elif one in ("at", "with", "from"):
            scores["Company"] += 0.15
        elif one == "by" and left > 0 and t.lower[left - 1] in words.cues().made and chunk.label != "PERSON":
            scores["Company"] += 2.0
        elif one == "in":
            if t.lower[left - 1] in words.cues().stakes:
                scores["Company"] += 1.5
            else:
                scores[PLACE] += 1.0
        elif one in ("near", "outside", "around", "to", "from", "of", "at") and chunk.label in ("GPE", "LOC", "FAC"):
            scores[PLACE] += 0.5
        elif one == "of" and left > 0 and t.lower[left - 1] in ("maker", "makers", "manufacturer", "version", "versions", "packs", "sales"):
            scores["Product"] += 4.0 if t.lower[left - 1].startswith(("mak", "manuf")) else 0.8
        elif one in ("a", "an") and (right >= n or (t.pos[right] not in ("NOUN", "PROPN", "ADJ") and t.text[right] != "-")):
            scores["Product"] += 1.5
        elif one == "," and left > 0:
            if t.lower[left - 1] in posts or (left > 1 and f"{t.lower[left - 2]} {t.lower[left - 1]}" in posts):
                scores["Person"] += 2.0
            elif (kind := nouns.get(t.lower[left - 1])) is not None:
                scores[kind] += 1.5 if t.lower[left - 1] not in weak else 0.8
        elif one in words.cues().list_leads and (listed := list_noun(t, left)) is not None:
            scores[listed] += 2.2
        if one in ("of", "in", "from", "at", "near") and right + 1 < n and t.text[right] == "," and _place_word(t, right + 1):
            scores[PLACE] += 3.0
    if right >= n:
        return
    after = t.lower[right]
    # "Doludex tablets", "the Klatsch app", "Marlwood maker Quall"
    if (
        t.spaced[right - 1]
        and nouns.get(after) == "Company"
        and after not in weak
        and t.pos[right] == "NOUN"
        and after not in ("publisher", "maker", "bidder", "buyer", "developer", "retailer")
    ):
        if (chunk.label in ("GPE", "LOC") or is_place(chunk.text)) and left >= 0 and t.lower[left] in ("the", "a", "an"):
            scores[PLACE] += 2.0  # "the Delft company"
        else:
            scores["Company"] += 2.5
    elif after == "family":
        scores[OTHER] += 2.0
    elif t.spaced[right - 1] and after in ("brand", "brands"):
        scores["Product"] += 4.0
    elif t.spaced[right - 1] and after not in weak and chunk.label != "PERSON":
        if right + 1 < n and nouns.get(f"{after} {t.lower[right + 1]}") == "Product":
            after = f"{after} {t.lower[right + 1]}"  # "Meltra cough medicine"
        single = after[:-1] if after.endswith("s") and after[:-1] in nouns else after
        if nouns.get(single) == "Product" or after in words.cues().product_after:
            scores["Product"] += 4.0 if after in ("maker", "makers") and chunk.label not in ("NORP", "GPE") else 2.4
    # "Quall, a chipmaker", "Ann Lee, chairman of Quall"
    if after == "," and right + 1 < n:
        owned = any(t.text[k] in words.cues().possessives for k in range(right + 2, min(right + 5, n)))  # "Zell, Quall's own drink"
        for k in range(right + 1, min(right + 9, n)):
            word = t.lower[k]
            if word in (",", ".", ";", "and") or t.text[k] in words.cues().possessives:
                if t.text[k] not in words.cues().possessives:
                    break
                continue
            if word.isdigit() and k == right + 1 and int(word) < 110:
                scores["Person"] += 2.5
                break
            pair = f"{word} {t.lower[k + 1]}" if k + 1 < n else word
            if word in posts or pair in posts:
                scores["Person"] += 3.0
                break
            if t.pos[k] == "PROPN" and k == right + 1 and not owned:
                break
            type_ = nouns.get(pair) or nouns.get(word)
            if (
                type_ is not None
                and (k + 1 >= n or t.pos[k + 1] not in ("NOUN", "PROPN"))
                and (owned or t.lower[right + 1] in ("a", "an", "the", "one", "which", "its"))
            ):
                if t.lower[right + 1] != "which":
                    scores[type_] += 0.6 if word in weak else 3.0 if type_ == "Product" else 1.6
                break
            if t.pos[k] in ("VERB", "AUX", "ADP", "PRON", "SCONJ"):
                break
    elif after in ("(") and right + 2 < n and t.lower[right + 1].isdigit() and t.text[right + 2] == ")":
        scores["Person"] += 1.0
    if t.text[right] in words.cues().possessives and right + 1 < n:
        nxt = t.lower[right + 1]
        if nxt in words.cues().company_after or nxt in posts or f"{nxt} {t.lower[right + 2] if right + 2 < n else ''}" in posts:
            scores["Company"] += 0.8
    elif after in words.cues().company_after:
        scores["Company"] += 0.8
    elif t.lower[right] == "," and right + 2 < n and t.lower[right + 1] == "who":
        scores["Person"] += 2.0
    elif after == "who":
        scores["Person"] += 1.5
    root = doc[chunk.end - 1]
    if (
        root.dep_ == "nsubj"
        and root.head.lemma_ in ("say", "announce", "deny", "decline")
        and chunk.label in ("GPE", "LOC")
        and not is_place(t.text[chunk.start])
    ):
        scores["Company"] += 1.2
    if root.dep_ == "nsubj":
        lemma = root.head.lemma_
        if lemma in words.cues().company_verbs:
            scores["Company"] += 0.5
        elif lemma in words.cues().person_verbs:
            scores["Person"] += 0.8
    elif root.dep_ in ("dobj", "nsubjpass") and root.head.lemma_ in words.cues().thing_verbs:
        scores["Product"] += 0.4


def list_noun(t: Tokens, at: int) -> EntityType | None:
    """The type that a plural noun before "include", "such as", "like" or a dash gives to the names listed after it ("brands such as …")."""
    for k in range(at - 1, max(at - 5, -1), -1):
        noun = t.lower[k]
        if noun.endswith("s") and (found := words.noun_types().get(noun[:-1])) is not None:
            return found
        if noun in (".", ";") or t.text[k] in (",", ")"):
            return None
    return None


def is_place(name: str) -> bool:
    return name in gazetteer.simple_list("places.txt") or gazetteer.fold(name) in gazetteer.country_names()


def _place_word(t: Tokens, k: int) -> bool:
    two = " ".join(t.text[k : k + 2])
    return is_place(t.text[k]) or is_place(two)


def _noun_before(t: Tokens, at: int) -> EntityType | None:
    """The type that the nearest common noun before `at` tells, some words back ("an app for cooks called …")."""
    for k in range(at - 1, max(at - 6, -1), -1):
        if (found := words.noun_types().get(t.lower[k])) is not None:
            return found
        if t.lower[k] in (".", ",", ";"):
            return None
    return None
