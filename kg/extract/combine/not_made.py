"""What is no product of a firm near it, by the words around the two names: where it is shown, what the firm uses, what is no name at all."""

from __future__ import annotations

import re
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.extract.values.figures import words_pattern
from kg.records import Record, Span

_WORDS = 3  # that may stand between the firm's name and the word by which it only uses the thing
# "Acme's Beta designed radio": Beta is who designed it.
_BY_OTHERS = re.compile(r"[ -](?:designed|built|made|branded|backed|owned|based|led|run)\s+(?!by\b)[\w-]")


class NotMadeExample(Record):
    text: str
    firm: str
    name: str


class NotMade(Record):
    """See the head of lexicons/not_made.yaml."""

    kinds: tuple[str, ...]
    behind: tuple[str, ...]
    at: tuple[str, ...]
    events: tuple[str, ...]
    uses: tuple[str, ...]
    used: tuple[str, ...]
    own: tuple[str, ...]
    examples: tuple[NotMadeExample, ...]
    counter_examples: tuple[NotMadeExample, ...]


@cache
def not_made() -> NotMade:
    """The words, read once. Raises KnowledgeError where the file is malformed."""
    words: NotMade = load_knowledge("lexicons/not_made.yaml", NotMade)
    return words


def is_no_product(text: str, firm: Span, product: Span, sentence: Span) -> bool:
    """Whether the words of a sentence around the two names tell that the one is no product of the other."""
    name = product.of(text)
    ahead, behind = text[sentence.start : product.start], text[product.end : sentence.end]
    if _described(name) or _kinds().search(name) or _behind().match(behind) or _BY_OTHERS.match(behind):
        return True
    if _at().search(ahead) and _events().match(behind):
        return True
    if firm.end <= product.start:
        between = text[firm.end : product.start]
        return between.strip() == "(" or (bool(_uses().match(between)) and not _own().search(between))
    between = text[product.end : firm.start]
    return bool(_used().search(between))


def _described(name: str) -> bool:
    """ "Clever gadgets": several words, none of them with a capital or a figure, name nothing."""
    return " " in name.strip() and not any(c.isupper() or c.isdigit() for c in name)


@cache
def _kinds() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{words_pattern(not_made().kinds)})\Z", re.IGNORECASE)


@cache
def _behind() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{words_pattern(not_made().behind)})(?!\w)", re.IGNORECASE)


@cache
def _at() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words_pattern(not_made().at)})\s+(?:(?:the|this year's|last year's|next year's)\s+)?\Z", re.IGNORECASE)


@cache
def _events() -> re.Pattern[str]:
    return re.compile(rf",?\s(?:{words_pattern(not_made().events)})(?!\w)", re.IGNORECASE)


@cache
def _uses() -> re.Pattern[str]:
    return re.compile(rf"(?:,?\s[\w-]+){{0,{_WORDS}}}?,?\s(?:{words_pattern(not_made().uses)})(?!\w)", re.IGNORECASE)


@cache
def _used() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words_pattern(not_made().used)})\s(?:[\w-]+\s){{0,{_WORDS}}}\Z", re.IGNORECASE)


@cache
def _own() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{words_pattern(not_made().own)})(?!\w)|['’]s\b", re.IGNORECASE)
