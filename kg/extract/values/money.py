"""Sums of money in a text, as exact amounts in full units of an ISO 4217 currency.

A sum is found at its figure ("5", "1,337.76", "half a billion"): the scale stands behind it, the currency on either side.
What the text does not settle ("170 million kroner" of no country) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pydantic import Field

from kg.checked_yaml import load_knowledge
from kg.extract.values.figures import Figure, figure_reader, number_words, plain, words_pattern
from kg.records import Money, Record, Span


class MoneyMention(Record):
    """A sum in the text. `span` covers figure, scale and currency.

    `approximate`: said with "about", "up to", "more than" or as one end of a range, whose ends are then `low` and `high`.
    `per_unit`: a price or rate ("$25 a share", "£5,000 a month"), not a whole sum.
    `implied`: its currency stands only at a sum before it in the sentence ("fined 3 million euros, of which 2 million is suspended").
    """

    span: Span
    money: Money
    approximate: bool = False
    low: Money | None = None
    high: Money | None = None
    per_unit: bool = False
    implied: bool = False


class CurrencyFamily(Record):
    symbols: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    default: str | None = None
    measure: bool = False  # its words also mean something else, so a small bare number before them is no sum


class Currency(Record):
    name: str
    family: str | None = None
    also: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    code: bool = True
    examples: dict[str, tuple[str, ...]] = Field(min_length=1)


class Currencies(Record):
    """kg/knowledge/lexicons/currencies.yaml"""

    families: dict[str, CurrencyFamily]
    currencies: dict[str, Currency]


@dataclass(frozen=True)
class _Sign:
    """What a symbol or word before or after a figure says: one currency, or a family of which the text must choose one."""

    code: str | None = None
    family: str | None = None
    weak: bool = False
    symbol: bool = False


@dataclass(frozen=True)
class _Candidate:
    figure: Figure
    start: int
    end: int
    sign: _Sign | None
    implied: bool = False  # takes its currency from a sum before it


@cache
def currencies() -> Currencies:
    """The currency table. Raises KnowledgeError where the file is malformed."""
    table: Currencies = load_knowledge("lexicons/currencies.yaml", Currencies)
    return table


@cache
def _signs() -> tuple[dict[str, _Sign], dict[str, _Sign]]:
    """(what may stand before a figure, what may stand after it, folded)."""
    table = currencies()
    before: dict[str, _Sign] = {}
    after: dict[str, _Sign] = {}
    for name, family in table.families.items():
        before |= {s: _Sign(family=name, symbol=True) for s in family.symbols}
        after |= {s.casefold(): _Sign(family=name, weak=family.measure) for s in family.words}
    for code, currency in table.currencies.items():
        before |= {s: _Sign(code, symbol=True) for s in currency.symbols}
        before |= {s: _Sign(code, weak=True, symbol=True) for s in currency.weak}
        after |= {w.casefold(): _Sign(code) for w in currency.words}
        if currency.code:
            before[code] = _Sign(code)
        after[code.casefold()] = _Sign(code, weak=not currency.code)
        families = (*filter(None, (currency.family,)), *currency.also)
        after |= {f"{a} {w}".casefold(): _Sign(code) for f in families for w in table.families[f].words for a in currency.adjectives}
    for symbol in ("€", "£", "¥", "₹", "₽", "zł", "kč"):
        after |= {s.casefold(): sign for s, sign in before.items() if s.casefold() == symbol}
    return before, after


@cache
def _before_pattern() -> re.Pattern[str]:
    symbols = sorted(_signs()[0], key=lambda s: (-len(s), s))
    # A letter may not run into a symbol that begins with one, and "no" in "no$" is no symbol either.
    return re.compile(rf"(?<![A-Za-z])({words_pattern(symbols)})[ -]?\Z|({words_pattern([s for s in symbols if not s[0].isalnum()])}) ?\Z")


@cache
def _after_pattern() -> re.Pattern[str]:
    return re.compile(rf"[ -]?({words_pattern(sorted(_signs()[1], key=lambda s: (-len(s), s)))})(?![\w])", re.IGNORECASE)


@cache
def _override_pattern() -> re.Pattern[str]:
    """A dollar sum whose country stands behind it: "$5m CAD", "$5 million Canadian."."""
    table = currencies()
    dollars = {code: c for code, c in table.currencies.items() if c.family == "dollar"}
    codes = "|".join(dollars)
    countries = words_pattern([a for c in dollars.values() for a in c.adjectives])
    return re.compile(rf" ?\(?(?:(?P<code>{codes})\b\)?|(?:in )?(?P<country>{countries})(?: dollars\b|(?=[.,;:)]?(?:\s*$| *[\n(,;:)]|\. )))\)?)")


@cache
def _country_dollar() -> dict[str, str]:
    return {a: code for code, c in currencies().currencies.items() if c.family == "dollar" for a in c.adjectives}


@cache
def _symbol_ends() -> frozenset[str]:
    return frozenset(s[-1] for s in _signs()[0])


@cache
def _modifiers() -> tuple[re.Pattern[str], ...]:
    words = number_words()
    before = re.compile(rf"(?:(?<!\w)(?:{words_pattern(words.approximate.before)})) ?(?:the |a |an )?\Z", re.IGNORECASE)
    after = re.compile(words_pattern(words.approximate.after))
    units = words_pattern(words.per_unit.a)
    bare = words_pattern(words.per_unit.bare)
    since = r"(?! (?:ago|earlier|later|before|after)\b)"  # "€5m a year ago"
    told = rf" ?(?:(?:a|an|per|each|every|for each|the) (?:{units})\b{since}|per[ -]\w|/ ?(?:{units})\b|-an?-(?:{units})\b|(?:{bare})\b)"
    per_unit = re.compile(told, re.IGNORECASE)
    each = re.compile(rf" ?(?:{words_pattern(words.per_unit.each)})\b", re.IGNORECASE)
    return before, after, per_unit, each


@cache
def _place_pattern(family: str) -> tuple[re.Pattern[str], dict[str, str]]:
    members = {code: c for code, c in currencies().currencies.items() if family in (c.family, *c.also)}
    owner = {place: code for code, c in members.items() for place in (*c.adjectives, *c.places)}
    owner |= {place.upper(): code for place, code in owner.items()}  # "NAIROBI - The dairy ..."
    return re.compile(rf"(?<!\w)({words_pattern(sorted(owner, key=lambda p: (-len(p), p)))})(?!\w)"), owner


@cache
def _declared_pattern(family: str) -> re.Pattern[str] | None:
    """Words in which a text says what its sums are in: "all figures in Australian dollars"."""
    spec = currencies().families[family]
    adjectives = [a for c in currencies().currencies.values() if family in (c.family, *c.also) for a in c.adjectives]
    if not spec.words or not adjectives:
        return None
    nouns, words = words_pattern(("figures", "amounts", "sums", "prices", "values", "dollars")), words_pattern(spec.words)
    opening = rf"(?:(?i:{nouns})[^.\n]{{0,25}}?(?:\bin|\bare)|(?<!\w)[Ii]n)"
    return re.compile(rf"{opening} ({words_pattern(adjectives)}) (?:{words})(?=[^\w]*(?:unless|except|$|\n|[.)]))")


_BETWEEN = re.compile(r"between (?:about |some |around )?\Z", re.IGNORECASE)
_FROM = re.compile(r"from (?:about |some |around )?\Z", re.IGNORECASE)
_RANGE_LINK = re.compile(r"\s?[-–—]\s?| to \Z| or \Z")
_LIST_LINK = re.compile(r" (?:and|or|to) \Z|, (?:and )?\Z|\s?[-–—]\s?\Z")
_OF_GOODS = re.compile(r" of (?!damages|debt|his|her|its|their|tax|public|the)\w| per square")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+[A-Z\"“‘(]|\n")
_NO_THING = re.compile(
    r"[,;:.)][ \n]|[.)]?\Z| (?:on|for|against|was|is|were|are|of (?:that|this|it|which))\b"
    r"| in (?:19|20)\d\d\b| at [A-Z]| to the [A-Z]| and [A-Z]| by the (?:court|tribunal|judge)s?\b"
    r"| between (?:them|the (?:two|three|four|five))\b| in (?:fines|damages|penalties|costs|interest|compensation|gains)\b"
)
_WHOLE_SUM = 1000  # from here up, "each" tells what each party pays, not a price
_IN_BRACKETS = re.compile(r" ?[(;] ?(?:about |around |or )?| ?\(or (?:about )?")
_STICKY = frozenset("0123456789.,$€£¥")


def find_money(text: str, dollar: str = "USD") -> tuple[MoneyMention, ...]:
    """Every sum of money in `text`, in order, none overlapping another.

    `dollar` is the currency that a bare "$" or "dollars" means where the text itself does not speak of one other dollar country.
    Give whole documents: a family's word ("pesos") is settled by the places that the text names.
    Unsettled currencies, vague sums ("millions of dollars") and figures that can be read in two ways are left out.
    """
    text = plain(text)
    candidates = _join(text, list(_candidates(text)))
    candidates = _carry_on(text, candidates)
    chosen: dict[str, str | None] = {}
    found: list[tuple[_Candidate, Money]] = []
    for candidate in candidates:
        sign, figure = candidate.sign, candidate.figure
        if sign is None or figure.value is None:
            continue
        if sign.weak and figure.scale is None and not figure.grouped and figure.value < 1000:
            continue
        if sign.family is not None and sign.weak and _OF_GOODS.match(text, candidate.end):
            continue
        code = sign.code
        if sign.family is not None:
            if sign.family not in chosen:
                chosen[sign.family] = _settle(text, sign.family, dollar)
            code = chosen[sign.family]
        if code is not None:
            found.append((candidate, Money(amount=figure.amount, currency=code)))
    return tuple(_mentions(text, found))


def told_again(text: str, sums: Sequence[MoneyMention]) -> list[MoneyMention]:
    """Those of the sums, in text order, that only repeat the one before in another currency: the second of "$3.3bn (£1.8bn)"."""
    return [
        then for this, then in pairwise(sums)
        if then.money.currency != this.money.currency and _IN_BRACKETS.fullmatch(text, this.span.end, then.span.start)
    ]  # fmt: skip


def _candidates(text: str) -> Iterator[_Candidate]:
    """Every figure with the currency sign that stands at it, if one does."""
    before, after = _signs()
    ends = _symbol_ends()
    last_end = 0
    for figure in figure_reader().figures(text):
        if figure.start < last_end:
            continue
        start, end, sign = figure.start, figure.end, None
        nearest = text[start - 1] if start else ""
        if nearest in " -" and start > 1:
            nearest = text[start - 2]
        if nearest in ends and (match := _before_pattern().search(text, max(last_end, start - 9), start)):
            symbol = match[1] or match[2]
            sign, start = before[symbol], match.start(1) if match[1] else match.start(2)
        if sign is not None and sign.weak and text[figure.start - 1] in " -" and not sign.symbol:
            sign, start = None, figure.start
        if behind := _after_pattern().match(text, end):
            told = after[behind[1].casefold()]
            if sign is None and not _hides_more(text, figure):
                sign, end = told, behind.end()
            elif sign is not None and (sign.code == told.code or (sign.family == "dollar" and told.code is not None and _is_dollar(told.code))):
                sign, end = replace(told, weak=False), behind.end()
        if sign is not None and sign.family == "dollar" and (override := _override_pattern().match(text, end)):
            sign = _Sign(override["code"] or _country_dollar()[override["country"]])
            end = override.end()
        if sign is None and figure.start and text[figure.start - 1] in _STICKY:
            continue
        last_end = end
        yield _Candidate(figure, start, end, sign)


def _hides_more(text: str, figure: Figure) -> bool:
    """Whether the figure is the tail of something longer ("A320", "1.2.3"), which no currency word behind it makes a sum."""
    return figure.start > 0 and (text[figure.start - 1].isalnum() or text[figure.start - 1] in "./_")


def _is_dollar(code: str) -> bool:
    currency = currencies().currencies.get(code)
    return currency is not None and currency.family == "dollar"


def _join(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Give a figure the currency, and where it has none the scale, of the next one: "5 to 6 billion euros", "$5-6 billion"."""
    joined = list(candidates)
    for i in range(len(joined) - 2, -1, -1):
        this, then = joined[i], joined[i + 1]
        link = text[this.end : then.start]
        if len(link) > 6 or this.figure.value is None or then.figure.value is None:
            continue
        ranged = bool(_RANGE_LINK.fullmatch(link)) or (link.strip() == "and" and bool(_BETWEEN.search(text, max(0, this.start - 20), this.start)))
        sign, figure, later = this.sign, this.figure, then.sign
        smaller = figure.scale is None and not figure.grouped and this.figure.value < then.figure.value
        if ranged and smaller and then.figure.scale is not None and (sign or later):
            figure = replace(figure, scale=then.figure.scale)
        if sign is None and later is not None and not later.symbol and (ranged or (this.figure.scale is not None and _LIST_LINK.search(link))):
            sign = later
        if later is None and sign is not None and sign.symbol and ranged and (then.figure.scale is not None or this.figure.scale is None):
            joined[i + 1] = replace(then, sign=sign)
            later = sign
        if (sign, figure) != (this.sign, this.figure):
            joined[i] = replace(this, sign=sign, figure=figure)
    return joined


def _carry_on(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Give a bare "2 million" the currency that the sentence's last sum is named in, where what follows is no thing counted.

    Behind a word of payment ("Acme must pay 2 million") also that of a sentence before, where the text has no other currency.
    """
    carried: list[_Candidate] = []
    last: _Candidate | None = None
    signs = {c.sign for c in candidates if c.sign is not None and not _is_aside(text, c)}
    for candidate in candidates:
        if candidate.sign is not None:
            last = candidate if last is None or len(signs) > 1 or not _is_aside(text, candidate) else last
        elif last is not None and (last.figure.scale is not None or last.figure.grouped) and _is_sum(candidate.figure):
            between = text[last.end : candidate.start]
            near = len(between) < 250 and not _SENTENCE_END.search(between)
            paid = len(signs) == 1 and len(between) < 400 and bool(_paid_pattern().search(text, max(0, candidate.start - 30), candidate.start))
            near = near and (candidate.figure.scale is not None or text[: candidate.start].endswith(", "))
            if (near or paid) and _NO_THING.match(text, candidate.end):
                candidate = replace(candidate, sign=last.sign, implied=True)
                last = candidate if paid else last
        carried.append(candidate)
    return carried


def _is_sum(figure: Figure) -> bool:
    """Whether a figure without a currency is large, and written, as a sum may be."""
    return figure.value is not None and ((figure.scale or 0) >= 1000 or (figure.scale is None and figure.grouped))


def _is_aside(text: str, candidate: _Candidate) -> bool:
    """Whether the sum is the brackets' of one told before: the second of "€5m ($6m)"."""
    return text[: candidate.start].endswith(("(", "(about ", "; "))


@cache
def _paid_pattern() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words_pattern(number_words().payment)}),? (?:another |a further |about |some |just )?\Z")


def _settle(text: str, family: str, dollar: str) -> str | None:
    """The one currency of a family that the text's places speak for; else the family's default."""
    fallback = dollar if family == "dollar" else currencies().families[family].default
    table = currencies().currencies
    pattern, owner = _place_pattern(family)
    counts: dict[str, int] = {}
    for match in pattern.finditer(text):
        counts[owner[match[1]]] = counts.get(owner[match[1]], 0) + 1
    if (declared := _declared_pattern(family)) and (told := declared.search(text)):
        return owner[told[1]]
    # Who writes "A$5m" means another dollar by a bare "$"; who writes "US$5m" beside "$3m" means the local one.
    if fallback is not None:
        for code in list(counts):
            if code != fallback and any(re.search(re.escape(s) + r"\s?\d", text) for s in table[code].symbols):
                del counts[code]
        if fallback in table and any(re.search(re.escape(s) + r"\s?\d", text) for s in table[fallback].symbols):
            counts.pop(fallback, None)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked:
        return fallback
    best, times = ranked[0]
    rest = ranked[1][1] if len(ranked) > 1 else 0
    if fallback is None:
        return best if times > rest else None
    enough = (3 if rest else 2) if family == "dollar" else 1  # the dollar is quoted far from home, a rupee or rouble is not
    return best if best == fallback or (times >= enough and times > 2 * rest) else fallback


def _mentions(text: str, found: list[tuple[_Candidate, Money]]) -> Iterator[MoneyMention]:
    before, after, per_unit, each = _modifiers()
    ranges: dict[int, tuple[Money, Money]] = {}
    for i in range(len(found) - 1):
        (this, low), (then, high) = found[i], found[i + 1]
        link = text[this.end : then.start]
        between = link.strip() == "and" and bool(_BETWEEN.search(text, max(0, this.start - 20), this.start))
        apart = bool(_FROM.search(text, max(0, this.start - 20), this.start))
        near = not apart and high.amount <= 10 * low.amount and bool(_RANGE_LINK.fullmatch(link))
        if low.currency == high.currency and low.amount < high.amount and (between or near):
            ranges[i] = ranges[i + 1] = (low, high)
    for i, (candidate, money) in enumerate(found):
        ends = ranges.get(i)
        hedged = bool(before.search(text, max(0, candidate.start - 24), candidate.start)) or bool(after.match(text, candidate.end))
        yield MoneyMention(
            span=Span(start=candidate.start, end=candidate.end),
            money=money,
            approximate=hedged or ends is not None,
            low=ends[0] if ends else None,
            high=ends[1] if ends else None,
            per_unit=bool(per_unit.match(text, candidate.end)) or (money.amount < _WHOLE_SUM and bool(each.match(text, candidate.end))),
            implied=candidate.implied,
        )
