"""What a phrase says of the thing that it points to ("the law firm", "the district court"), and which things that leaves."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Token

from kg.extract.frames import gazetteer
from kg.extract.frames import name_words as words
from kg.extract.frames.name_context import is_place
from kg.records import LocalEntity

_STEM = 5  # letters that a word and the name that says the same share ("prosecuting", "Prosecution")


def unfit(noun: str, before: Sequence[Token], entity: LocalEntity) -> bool:
    """Whether the phrase cannot be said of the entity: no ministry is "the agency", no court of appeal "the district court"."""
    name = [w.strip(".,'’").casefold() for w in entity.name.split()]
    if entity.type == "Agency" and set(words.nominals().unfit.get(noun, ())) & set(name):
        return True
    if entity.type == "Court":
        levels = words.nominals().court_levels
        own = {k for k, forms in enumerate(levels) if set(forms) & set(name)}
        said = {k for k, forms in enumerate(levels) if set(forms) & {t.lower_ for t in before}}
        return bool(own and said and not own & said)
    doing = [t.lower_ for t in before if t.tag_ == "VBG" and not any(c.dep_ == "prt" for c in t.children)]
    return entity.type == "Agency" and any(not any(w[:_STEM] == d[:_STEM] for w in name) for d in doing)


def trade(before: Sequence[Token]) -> list[str]:
    """The common nouns in front of the phrase's own: "food" of "the food company", "law" of "the Danish law firm"."""
    return [t.lower_ for t in before if t.tag_ in ("NN", "NNS") and gazetteer.fold(t.text) not in gazetteer.adjectives()]


def bears(entity: LocalEntity, trades: Sequence[str]) -> bool:
    """Whether one of the entity's names has one of those words in it."""
    own = {w.strip(".,'’").casefold() for name in (entity.name, *entity.aliases) for w in name.split()}
    return any(t in own or t.removesuffix("s") in own or f"{t}s" in own for t in trades)


def product_of(entity: LocalEntity, entities: Sequence[LocalEntity]) -> bool:
    """Whether the name goes on from that of a product of the article ("Halden Plus" beside the scooters called Halden), and is thus no firm's."""
    own = entity.name.casefold()
    return any(e.type == "Product" and own.startswith(e.name.casefold() + " ") for e in entities) and not entity.reference


def stands_alone(token: Token) -> bool:
    """Whether it is a name by itself that is no day, no known place, no person and no part of a longer name."""
    if token.pos_ != "PROPN" or token.ent_type_ not in ("", "ORG", "PRODUCT", "GPE") or not token.text[0].isupper() or not token.is_alpha:
        return False
    if token.dep_ in ("compound", "amod", "nmod", "npadvmod") or token.lower_ in words.post_words():
        return False
    known = is_place(token.text) or gazetteer.fold(token.text) in gazetteer.adjectives()
    return not known and not any(c.pos_ == "PROPN" for c in token.children)


def doubtful_person(entity: LocalEntity, told: bool) -> bool:
    """Whether what was read as a person may be a firm: no title and no pronoun has told, and no first name begins it."""
    first = entity.name.split()[0]
    return entity.type == "Person" and not told and len(entity.name.split()) > 1 and first not in gazetteer.simple_list("first_names.txt")
