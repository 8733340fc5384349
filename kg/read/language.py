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
_BEYOND_LATIN = re.compile(r"[^\u0000-\u024f’]")
_SAMPLE = 3_000
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
    sample = text if len(text) <= _SAMPLE else f"{text[: _SAMPLE // 2]} {text[-_SAMPLE // 2 :]}"
    spelt: list[str] = _WORD.findall(sample)
    letters = "".join(spelt)
    if len(letters) >= 20 and (strange := _BEYOND_LATIN.findall(letters)):
        beyond = Counter(_script(c) for c in strange if c.isalpha())
        script, count = max(sorted(beyond.items()), key=lambda item: item[1], default=("", 0))
        if count > 0.5 * len(letters):
            return f"{script} script"
    words = [word.lower() for word in spelt]
    owners = _words_of()
    hits: Counter[str] = Counter()
    for word in words:
        for owner in owners.get(word, ()):
            hits[owner] += 1
    english = hits.pop("en", 0)
    best, most = max(sorted(hits.items()), key=lambda item: item[1], default=("", 0))
    lower_case = sum(map(str.islower, spelt)) / max(len(spelt), 1)  # most in sentences, few in lists of names
    if lower_case > 0.5 and most >= _FEW_HITS and most > 2 * english and most > 0.08 * len(words):
        return _name(best)
    if len(words) >= _ENOUGH_WORDS and english < 0.02 * len(words) and lower_case > 0.6:
        return "a language other than English"
    code = (declared or "").strip().lower().replace("_", "-").split("-")[0]
    if code and code not in ("en", "eng", "english") and english == 0 and most > 0:
        return _name(code)
    return None


def _name(code: str) -> str:
    return next((entry.name for entry in languages().entries if entry.code == code), f"language {code!r}")


def _script(letter: str) -> str:
    """As Unicode calls it: "Cyrillic"; "CJK" is no word but stands for three."""
    name = unicodedata.name(letter, "unknown").split(" ")[0]
    return name if name == "CJK" else name.capitalize()
