"""What rules a word may trigger."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.frames.frames import Trigger

_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


def rules_at(token: Token, index: dict[tuple[str, str], tuple[Trigger, ...]]) -> tuple[Trigger, ...]:
    """The rules that a token may trigger, by its part of speech; where the tagger or lemmatizer errs, by its form."""
    rules = index.get(("word", token.lower_), ())
    kind = _KINDS.get(token.pos_)
    if kind is None:
        return rules
    lemma = token.lemma_.lower()
    if kind == "verb":
        lemmas = [lemma, *stems(token.lower_)]
        return rules + next((index["verb", stem] for stem in lemmas if ("verb", stem) in index), ())
    own = index.get((kind, lemma), ())
    if kind == "noun" and not own and lemma.endswith("s"):  # a capitalised plural is lemmatised as a name
        own = index.get((kind, lemma.removesuffix("s")), ())
    if kind == "adjective" and not own:
        stranded = token.dep_ in ("amod", "acomp", "pobj", "dobj", "conj") and token.head.i < token.i  # "a $5m fine", tagged as an adjective
        own = index.get(("noun", lemma), ()) if stranded else ()
        own = own or (index.get(("verb", lemma), ()) if token.tag_ in ("VBN", "JJ") else ())
    return rules + own


def stems(word: str) -> list[str]:
    """What a regular verb form may come from, the likeliest first."""
    if word.endswith("ing"):
        return [word[:-3], word[:-3] + "e", word[:-4]]
    if word.endswith("ed"):
        return [word[:-1], word[:-2], word[:-3]]
    return [word[:-1], word[:-2]] if word.endswith("s") else [word]
