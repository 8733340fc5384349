"""Figures in a text, in digits or in words, with their scale: "1,337.76 crore", "half a billion", "4.125bn"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.checked_yaml import load_knowledge
from kg.records import Record


class Scale(Record):
    factor: int
    short: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    plural: tuple[str, ...] = ()


class Approximate(Record):
    before: tuple[str, ...]
    after: tuple[str, ...]


class PerUnit(Record):
    a: tuple[str, ...]
    bare: tuple[str, ...]
    each: tuple[str, ...]


class SumExample(Record):
    text: str
    gives: tuple[str, ...]


class NumberWords(Record):
    """kg/knowledge/lexicons/number_words.yaml"""

    units: dict[str, int]
    fractions: dict[str, Decimal | None]
    scales: dict[str, Scale]
    approximate: Approximate
    per_unit: PerUnit
    payment: tuple[str, ...]
    examples: tuple[SumExample, ...]
    counter_examples: tuple[str, ...]


@dataclass(frozen=True)
class Figure:
    """A number at [start, end) of a text. `value` is None where it can be read in two ways; `grouped` tells "1,500" from "1500"."""

    start: int
    end: int
    value: Decimal | None
    scale: Decimal | None = None
    grouped: bool = False

    @property
    def amount(self) -> Decimal:
        """The value in full, without an exponent or idle zeros behind the point beyond those written."""
        if self.value is None:
            raise ValueError("the figure can be read in two ways")
        full = self.value * (self.scale or 1)
        return full.quantize(Decimal(1)) if full == full.to_integral_value() else full.normalize()


@cache
def number_words() -> NumberWords:
    """Numbers in words. Raises KnowledgeError where the file is malformed."""
    words: NumberWords = load_knowledge("lexicons/number_words.yaml", NumberWords)
    return words


def words_pattern(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    ordered = sorted(dict.fromkeys(words), key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in ordered)


@cache
def any_word(words: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of any of the words or phrases, whole, in capitals or not."""
    return re.compile(rf"(?<!\w)(?:{words_pattern(words)})(?!\w)", re.IGNORECASE)


_PLAIN = {0xA0: " ", 0x2009: " ", 0x202F: " ", 0x2011: "-"}


def plain(text: str) -> str:
    """The text with every kind of blank and hyphen that numbers are set with in its common form; no offset changes."""
    return text.translate(_PLAIN)


_DIGITS = (
    r"\d{1,3}(?:\.\d{3})+,\d{1,2}(?!\d)"  # 1.234,50
    r"|\d{1,3}(?:\.\d{3}){2,}(?![\d,])"  # 1.234.567
    r"|\d{1,3}(?:[,'’]\d{2,3})*[,'’]\d{3}(?!\d)(?:\.\d+)?"  # 1,234,567.89 and 12,34,567
    r"|\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"  # 1 234 567
    r"|\d{1,15}(?:\.\d{1,9}|,\d{1,2})?(?!\d)"
)


class FigureReader:
    """Finds figures by patterns made from the number words."""

    def __init__(self, words: NumberWords) -> None:
        self._factors: dict[str, Decimal] = {}
        long, short, attached = [], [], []
        for name, scale in words.scales.items():
            for form in (name, *scale.plural):
                self._factors[form] = Decimal(scale.factor)
                long.append(form)
            for form in scale.short:
                self._factors[form] = Decimal(scale.factor)
                short.append(form)
            for form in scale.attached:
                self._factors[form] = Decimal(scale.factor)
                attached.append(form)
        self._units = {w: Decimal(n) for w, n in words.units.items()}
        self._fractions = words.fractions
        self._names = frozenset(words.scales)
        names = f"(?i:{words_pattern(self._names)})"
        one = rf"[ -]?(?:{words_pattern(long)}|{names})(?!\w)| ?(?:{words_pattern(short)})(?!\w)|(?:{words_pattern(attached)})(?!\w)"
        self._digits = re.compile(rf"({_DIGITS})((?:{one}){{0,2}})")
        self._scale = re.compile(rf"({words_pattern([*long, *short, *attached])}|{names})(?!\w)")
        self._spelled = re.compile(words_pattern(self._names), re.IGNORECASE)
        number = words_pattern([*self._units, *self._fractions, *self._names, "a", "an", "halves", "quarters"])
        self._back = re.compile(rf"(?<![\w-])(?:(?:{number})(?:[ -]of)?[ -](?:and[ -])?)+\Z", re.IGNORECASE)
        self._forth = re.compile(rf"(?:[ -](?:and[ -])?(?:{number})(?!\w))*", re.IGNORECASE)

    def figures(self, text: str) -> Iterator[Figure]:
        """Every figure, in order, none overlapping another."""
        spelled = self._in_words(text)
        words = next(spelled, None)
        for match in self._digits.finditer(text):
            figure = self._from_digits(text, match)
            while words is not None and words.start < figure.start:
                if words.end <= figure.start:
                    yield words
                words = next(spelled, None)
            while words is not None and words.start < figure.end:
                words = next(spelled, None)
            yield figure
        while words is not None:
            yield words
            words = next(spelled, None)

    def _from_digits(self, text: str, match: re.Match[str]) -> Figure:
        written, behind = match[1], match[2]
        scale: Decimal | None = None
        for name in self._scale.findall(behind):
            scale = (scale or Decimal(1)) * self._factors.get(name, self._factors.get(name.lower(), Decimal(1)))
        following = text[match.end() : match.end() + 2]
        odd = len(following) == 2 and following[0] in ".,'" and following[1].isdigit()
        value = None if odd else _read_digits(written, scale)
        return Figure(match.start(), match.end(), value, scale, grouped=bool(re.search(r"\d[,'’ ]\d{3}", written)))

    def _in_words(self, text: str) -> Iterator[Figure]:
        past = 0
        for match in self._spelled.finditer(text):
            if match.start() < past:
                continue
            back = self._back.search(text, max(past, match.start() - 60), match.start())
            after = text[match.end() : match.end() + 1]
            if back is None or after.isalnum():
                continue
            forth = self._forth.match(text, match.end())
            past = forth.end() if forth else match.end()
            value = self._read_words(re.findall(r"[a-z]+", text[back.start() : past].lower()))
            if value is not None:
                yield Figure(back.start(), past, value, Decimal(1))

    def _read_words(self, words: list[str]) -> Decimal | None:
        """The number that the words spell, None where they spell none."""
        total, group, seen = Decimal(0), Decimal(0), False
        for i, word in enumerate(words):
            if word in ("and", "of"):
                continue
            if word in ("a", "an"):
                if not seen and (i + 1 >= len(words) or words[i + 1] in self._names):
                    group, seen = Decimal(1), True
                continue
            single = word[:-1] if word == "quarters" else "half" if word == "halves" else word
            if single in self._units:
                group, seen = group + self._units[single], True
            elif single in self._fractions:
                fraction = self._fractions[single]
                if fraction is None:
                    return None
                counted = single == "quarter" and group in (Decimal(1), Decimal(3)) and words[i - 1] in self._units
                group, seen = group * fraction if counted else group + fraction, True
            elif single in self._factors:
                factor = self._factors[single]
                if factor == 100 or (group == 0 and total):
                    group = (group or Decimal(1)) * factor
                else:
                    total, group = total + (group or Decimal(1)) * factor, Decimal(0)
                seen = True
            else:
                return None
        return total + group if seen and total + group > 0 else None


@cache
def figure_reader() -> FigureReader:
    return FigureReader(number_words())


def _read_digits(written: str, scale: Decimal | None) -> Decimal | None:
    bare = re.sub(r"[ '’]", "", written)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+,\d{1,2}|\d{1,3}(?:\.\d{3}){2,}", bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    if re.fullmatch(r"\d+,\d{1,2}", bare):
        return Decimal(bare.replace(",", "."))
    if scale is None and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", bare):
        return None  # 4.125: four and an eighth, or four thousand
    return Decimal(bare.replace(",", ""))
