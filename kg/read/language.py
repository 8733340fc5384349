"""Is it English? Told by function words, so that a name or a quotation in another language does not mislead."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from pydantic import field_validator

from kg.checked_yaml import load_knowledge
from kg.records import Record

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE_CHARACTERS = 6_000
_ENOUGH_WORDS = 60
_FEW_HITS = 4


class Language(Record):
    """A language by its commonest function words; those of other languages hold none that English uses often."""

    code: str
    name: str
    words: tuple[str, ...]
    examples: tuple[str, ...]

    @field_validator("words", mode="before")
    @classmethod
    def _split(cls, words: object) -> object:
        return tuple(words.split()) if isinstance(words, str) else words


class Languages(Record):
    entries: tuple[Language, ...]


@cache
def languages() -> Languages:
    """The project's own. Raises KnowledgeError where the file is malformed."""
    loaded: Languages = load_knowledge("lexicons/languages.yaml", Languages)
    return loaded


@cache
def _words_of() -> dict[str, tuple[str, ...]]:
    """Function word -> codes of the languages that have it."""
    owners: dict[str, list[str]] = {}
    for entry in languages().entries:
        for word in entry.words:
            owners.setdefault(word, []).append(entry.code)
    return {word: tuple(codes) for word, codes in owners.items()}


def other_language(text: str, declared: str | None = None) -> str | None:
    """The name of the language that `text` is in beyond doubt, where that is not English; None for English and where it cannot be told.

    `declared` ("de", "en-GB") decides where the words tell nothing.
    """
    sample = text[:_SAMPLE_CHARACTERS]
    letters = [c for c in sample if c.isalpha()]
    if len(letters) >= 20:
        beyond = Counter(_script(c) for c in letters if c > "\u024f")
        script, count = max(sorted(beyond.items()), key=lambda item: item[1], default=("", 0))
        if count > 0.5 * len(letters):
            return f"{script.capitalize()} script"
    words = [word.lower() for word in _WORD.findall(sample)]
    hits: Counter[str] = Counter()
    for word in words:
        hits.update(_words_of().get(word, ()))
    english = hits.pop("en", 0)
    best, most = max(sorted(hits.items()), key=lambda item: item[1], default=("", 0))
    if most >= _FEW_HITS and most > 2 * english and most > 0.08 * len(words):
        return _name(best)
    if len(words) >= _ENOUGH_WORDS and english < 0.02 * len(words) and _sentences(sample) and most > english:
        return "a language other than English"
    code = (declared or "").strip().lower().replace("_", "-").split("-")[0]
    if code and code not in ("en", "eng", "english") and english == 0 and most > 0:
        return _name(code)
    return None


def _name(code: str) -> str:
    return next((entry.name for entry in languages().entries if entry.code == code), f"language {code!r}")


def _sentences(text: str) -> bool:
    """Whether most words are lower case, as in sentences and unlike in lists of names."""
    words: list[str] = _WORD.findall(text)
    lower = sum(word.islower() for word in words)
    return lower > 0.6 * len(words)


def _script(letter: str) -> str:
    return unicodedata.name(letter, "unknown").split(" ")[0].lower()
