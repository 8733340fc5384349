"""What names tell by themselves in an article that speaks of Acme: who makes "the Acme Fooline"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Doc

from kg.checked_yaml import load_knowledge
from kg.extract.frames.frames import Example
from kg.extract.frames.governments import state_of
from kg.extract.frames.reader import CLAIMLESS, without_blanks
from kg.records import Claim, LocalEntity, Mention, Reading, Record, Span

_CONFIDENCE = 0.85
_TELLING = frozenset({"makes", "recalled"})  # who is told to do so makes it
_SHORTEST = 3  # letters of a firm's name


class ProductsByName(Record):
    """See the head of lexicons/products_by_name.yaml."""

    others: tuple[str, ...]
    examples: tuple[Example, ...]
    counter_examples: tuple[Example, ...]


@cache
def products_by_name() -> ProductsByName:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: ProductsByName = load_knowledge("lexicons/products_by_name.yaml", ProductsByName)
    return words


def with_makers_by_name(reading: Reading, doc: Doc, engine: str) -> Reading:
    """The reading, and for each product of which it tells no maker the firm with whose name the product's begins."""
    told = {c.object for c in reading.claims if c.predicate in _TELLING}
    firms = _firms(reading)
    claims = [
        claim
        for product in reading.entities
        if product.type == "Product" and product.id not in told
        for claim in _claim(reading, doc, product, firms, engine)
    ]
    return reading.model_copy(update={"claims": (*reading.claims, *claims)}) if claims else reading


def _firms(reading: Reading) -> dict[str, int]:
    """Companies by the forms of their names, without forms that two of them share."""
    forms: dict[str, set[int]] = {}
    for entity in reading.entities:
        if entity.type == "Company":
            for form in (entity.name, *entity.aliases):
                forms.setdefault(form, set()).add(entity.id)
    return {
        form: next(iter(ids))
        for form, ids in forms.items()
        if len(ids) == 1 and len(form) >= _SHORTEST and form[0].isupper() and state_of(form) is None  # "China" is no firm, whatever is taken for one
    }


def _claim(reading: Reading, doc: Doc, product: LocalEntity, firms: dict[str, int], engine: str) -> Iterator[Claim]:
    """The claim of the first mention that begins with a firm's name, where one does."""
    for mention in sorted(product.mentions, key=lambda m: m.span.start):
        firm = _beginning(mention, firms)
        sentence = _sentence(doc, mention.span)
        if firm is None or sentence is None or reading.article.section_at(mention.span.start) in CLAIMLESS:
            continue
        yield Claim(
            subject=firm,
            predicate="makes",
            object=product.id,
            span=sentence,
            trigger=mention.span,
            confidence=_CONFIDENCE,
            engine=engine,
            rule="makes/by-name",
        )
        return


def _beginning(mention: Mention, firms: dict[str, int]) -> int | None:
    words = mention.text.split()
    if mention.kind != "name" or words[-1].casefold() in products_by_name().others:
        return None
    return next((firms[form] for n in range(len(words) - 1, 0, -1) if (form := " ".join(words[:n])) in firms), None)


def _sentence(doc: Doc, place: Span) -> Span | None:
    """The sentence that the words stand in."""
    words = doc.char_span(place.start, place.end, alignment_mode="expand")
    return without_blanks(words.sent) if words is not None and words.sent == words[-1].sent else None
