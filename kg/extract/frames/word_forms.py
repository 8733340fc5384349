"""Part of speech, morphology and lemma, worked out once for each word with its tag and dependency.

spaCy's attribute ruler and lemmatizer go through all their rules at every token, though nearly all rules look at one token alone, and the words of
an article have mostly been met before. What they say of a word is remembered here; the few rules about two tokens are tried on each text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.tokens import Doc

NAME = "corekg_word_forms"
_GIVEN: list[int | str] = ["ORTH", "TAG", "DEP"]
_TOLD: list[int | str] = ["POS", "MORPH", "LEMMA", "DEP"]


@Language.factory(NAME)
def _make(nlp: Language, name: str) -> WordForms:
    return WordForms(nlp)


class WordForms:
    """A component in place of "attribute_ruler" and "lemmatizer", which the pipeline holds disabled: tells what those two would, sooner."""

    def __init__(self, nlp: Language) -> None:
        parts: dict[str, Any] = dict(nlp.components)
        self._ruler, self._lemmatizer = parts["attribute_ruler"], parts["lemmatizer"]
        index = self._lemmatizer.lookups.get_table("lemma_index", {})
        for part in list(index):
            index[part] = set(index[part])  # a list of 57,000 as it comes, looked through for each new word
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._of_two = Matcher(nlp.vocab)
        for number, rule in enumerate(self._ruler.patterns):
            if longer := [pattern for pattern in rule["patterns"] if len(pattern) > 1]:
                self._of_two.add(str(number), longer)

    def __call__(self, doc: Doc) -> Doc:
        keys = [tuple(row) for row in doc.to_array(_GIVEN).tolist()]
        for i, key in enumerate(keys):
            if key not in self._known:
                self._known[key] = self._told(doc, i, [])
        told: Any = np.array([self._known[key] for key in keys], np.uint64).reshape(-1, len(_TOLD))
        doc.from_array(_TOLD, told)
        longer: dict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
        for match, start, end in self._of_two(doc, allow_missing=True):
            number = int(doc.vocab.strings[match])
            longer[start + self._ruler.indices[number]].append((number, match, start, end))
        for i, rules in longer.items():
            self._told(doc, i, rules)
        return doc

    def _told(self, doc: Doc, i: int, longer: list[tuple[int, int, int, int]]) -> tuple[int, ...]:
        """What the rules about one token say of this one, and these about two: part of speech, morphology, lemma, dependency."""
        token: Any = doc[i]
        token.lemma = 0
        alone = self._ruler.matcher(doc[i : i + 1], allow_missing=True)
        rules = [(int(doc.vocab.strings[match]), match, i, i + 1) for match, _, _ in alone]
        self._ruler.set_annotations(doc, sorted(rules + longer))  # a later rule is above an earlier one
        if token.lemma == 0:
            token.lemma_ = self._lemmatizer.lemmatize(token)[0]
        return token.pos, token.morph.key, token.lemma, token.dep
