"""Dates in a text, as exact as it lets them be, and what they come to from the day it was published.

The text is searched for anchors (a month, a weekday, a year, "ago", "last"); the words around an anchor decide whether it is a date.
A number or name that only looks like one is left out, and so is a date that hangs on another that is not told just before it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from kg.extract.values.calendar import Published, enclosing, full, moved
from kg.extract.values.date_mention import DateMention, Tense, days_ago
from kg.extract.values.date_words import DateWords, date_words
from kg.extract.values.figures import plain, words_pattern
from kg.extract.values.hanging import SEASONS, following_month, later, season, stepped
from kg.records import PartialDate, Span

__all__ = ["DateMention", "Tense", "find_dates"]


def find_dates(text: str, published: PartialDate | None) -> tuple[DateMention, ...]:
    """Every date in `text`, in order, none overlapping another.

    What is relative ("on Wednesday", "last month") is left out where `published` is not known exactly enough to settle it.
    """
    return tuple(_finder().find(plain(text), Published.of(published)))


@cache
def _finder() -> _DateFinder:
    return _DateFinder(date_words())


_Found = tuple[int, int, PartialDate | None, PartialDate | None, PartialDate | None]  # start, end, exact, past, future
_NO_DIGIT = r"(?![\d%]|[.,:]\d|[-–/]\d)"
_NEAR = 400  # characters within which "the same day" is that of the date before it
_SHIFT = {"last": -1, "this": 0, "next": 1}


class _DateFinder:
    """The patterns that the words make, and one reader for each kind of anchor."""

    def __init__(self, words: DateWords) -> None:
        self._month_of = {form: i + 1 for i, (name, short) in enumerate(words.months.items()) for form in (name, name.upper(), *short)}
        self._weekday_of = {form: i for i, (name, short) in enumerate(words.weekdays.items()) for form in (name, *short)}
        self._days, self._quarters, self._names = words.days, words.quarters, words.names
        self._counts = words.counts
        months, weekdays = words_pattern(self._month_of), words_pattern(words.weekdays)
        any_weekday = words_pattern(self._weekday_of)
        nouns = words_pattern(words.event_nouns)
        count = words_pattern(words.counted_nouns)
        seasons = words_pattern(SEASONS)
        day_words = [w for w in words.days if w.split()[0] not in ("this", "last", "the")]
        self._anchor = re.compile(
            rf"(?P<month>{months})|(?P<weekday>{weekdays})|(?P<year>(?:1[89]|20)\d\d)|(?P<ago>ago|later)\b|(?P<day>(?i:{words_pattern(day_words)}))\b"
            rf"|(?P<turn>[Ll]ast|[Nn]ext|[Tt]his) (?P<unit>week|month|year|quarter|weekend|morning|afternoon|evening|night|{seasons})\b"
            rf"|(?P<quarter>(?:{words_pattern(words.quarters)}) quarter)\b"
            rf"|(?P<same>(?:[Tt]he (?:same|following|next|previous)|[Tt]hat(?: same| very)?) (?:day|month|year)|[Tt]hat (?:{seasons}))\b"
            r"|(?P<beside>[Tt]he (?:day|month|year) (?:after|before))(?=[.,;:)\n]|\Z| and\b)"
            r"|(?P<numeric>(?:0?[1-9]|[12]\d|3[01])[/.](?:0?[1-9]|[12]\d|3[01])[/.](?:1[89]|20)\d\d)"
        )
        self._iso = re.compile(r"((?:1[89]|20)\d\d)([-/])(0\d|1[0-2])\2([0-3]\d)(?!\d)")
        self._day_before = re.compile(rf"(?:\b(?:{any_weekday})\b\.?,? (?:the )?)?\b(?:[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?: of)? \Z")
        self._day_number = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?: of)? \Z")
        self._range_before = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?(?: ?[-–—] ?| to | and )\Z")
        self._weekday_before = re.compile(rf"\b(?:{any_weekday})\b\.?,? \Z")
        self._day_behind = re.compile(
            rf"\.? (?P<day>[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b(?P<range> ?[-–—] ?\d{{1,2}}\b)?(?:,? (?P<year>(?:1[89]|20)\d\d)\b)?{_NO_DIGIT}"
            rf"(?! (?:million|billion|per cent|percent|{count})\b)"
        )
        self._year_behind = re.compile(rf"\.?(?:,| of)? (?:(?P<year>(?:1[89]|20)\d\d)\b{_NO_DIGIT}|(?:of )?(?P<turn>last|this|next) year\b)")
        self._month_cue = re.compile(rf"(?:\b(?:{words_pattern(words.before_month)}) |\bmid-)\Z", re.IGNORECASE)
        self._name_cue = re.compile(rf"(?:\b(?:{words_pattern(words.before_name_month)}) |\bmid-)\Z", re.IGNORECASE)
        self._turn_before = re.compile(r"\b(last|this|next) \Z", re.IGNORECASE)
        self._the_before = re.compile(r"\b(?:the|past|over|for) \Z", re.IGNORECASE)
        self._that = re.compile(rf"(?:\b(?P<telling>{words_pattern(words.telling)}) )?\b(?P<that>[Tt]hat) \Z")
        self._owner = re.compile(r"(?:['’]s?|\b(?:the|its|his|her|their|an?|this|that|our|my|original)) (?:[a-z][a-z-]* )?\Z", re.IGNORECASE)
        self._noun_behind = re.compile(rf"(?:['’]s)? (?:[a-z][\w-]* )?(?:{nouns})\b")
        self._effective = re.compile(rf"\b(?:{words_pattern(words.effective)}) \Z", re.IGNORECASE)
        self._year_cue = re.compile(rf"(?:\b(?:{words_pattern(words.before_year)}) |\bmid-|\b(?:late|early)-)\Z", re.IGNORECASE)
        self._count_behind = re.compile(rf" (?:[a-z]+ )?(?:{count})\b")
        self._shade = re.compile(r"\b(?:early|late|mid|fiscal|FY|Q[1-4]|H[12]|spring|summer|autumn|winter|earlier|later)[ -]\Z", re.IGNORECASE)
        self._line_start = re.compile(r"(?:^|\n)[ *•-]*\Z")
        self._not_weekday = re.compile(words_pattern(words.not_weekdays))
        self._figurative = re.compile("['’]s ")  # "today's market"
        self._not_day = re.compile(words_pattern(words.not_days))
        self._of_week = re.compile(r",? (?:of )?(last|this|next) week\b")
        self._date_follows = re.compile(rf"\.?,? (?:the )?(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? (?:{months})|(?:{months})\.? \d{{1,2}})\b")
        self._ago = re.compile(rf"\b(?P<n>\d{{1,3}}|{words_pattern(words.counts)}) (?P<unit>day|week|fortnight|month|year)s? \Z", re.IGNORECASE)
        self._following = re.compile(r"\bthe following \Z")
        self._hedge = re.compile(rf"\b(?:{words_pattern(words.hedges)}) \Z", re.IGNORECASE)
        self._runs_on = re.compile(r"[%/_]|[.,:]\d|[-–—]\d")
        self._runs_in = re.compile(r"[\d/][.,/-]?\Z|[./]\Z")
        self._year_last = re.compile(r"(?:1[89]|20)\d\d\Z")
        self._quarter_year = re.compile(r",? (?:of |in )?(?:(?:1[89]|20)\d\d|last|this|next|fiscal)\b")
        self._same_year = re.compile(r" (?:of )?(?:that|the same) year\b")
        self._other_year = re.compile(r" (?:of )?(the (?:following|next|previous) year|the year (?:before|after))\b")
        self._at_that = re.compile(r"(?:\b[Oo]n |\b[Ii]n |\b(?:[Ll]ater?|[Ee]arl(?:y|ier)) |[,;] |\A|\n|[.] )\Z")
        self._to_come = re.compile(r"\b(?:in|over|within|during|for|of|from|until|into) \Z", re.IGNORECASE)
        self._link = re.compile(r",? (?:and|or|to|until) |, | ?[-–—] ?")
        self._readers: dict[str, Callable[[str, re.Match[str], Published | None, _Found | None], _Found | None]] = {
            "month": self._month,
            "weekday": self._weekday,
            "year": self._year,
            "ago": self._since,
            "day": self._day_word,
            "unit": self._turned,
            "quarter": self._quarter,
            "same": self._same,
            "beside": self._same,
            "numeric": self._numeric,
        }

    def find(self, text: str, published: Published | None) -> Iterator[DateMention]:
        last: _Found | None = None
        position = 0
        while (anchor := self._anchor.search(text, position)) is not None:
            position = anchor.end()
            start = anchor.start()
            if (start and (text[start - 1].isalnum() or text[start - 1] in "_$€£¥#@")) or (anchor.end() < len(text) and text[anchor.end()].isalnum()):
                position = start + 1
                continue
            found = self._readers[anchor.lastgroup or ""](text, anchor, published, last)
            if found is None or (last is not None and found[0] < last[1]):
                continue
            last, position = found, max(position, found[1])
            if any(found[2:]):
                yield DateMention(span=Span(start=found[0], end=found[1]), exact=found[2], past=found[3], future=found[4])

    def _month(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        month, start, end = self._month_of[anchor["month"]], anchor.start(), anchor.end()
        floor = last[1] if last else 0
        day: int | None = None
        year: int | None = None
        if before := self._day_before.search(text, max(floor, start - 24), start):
            told = self._day_number.search(text, before.start(), start)
            day = int(told[1]) if told else None
            ranged = self._range_before.search(text, max(floor, before.start() - 10), before.start())
            start = before.start()
            if ranged:
                day, start = None, ranged.start()
            if after := self._year_behind.match(text, end):
                year, end = self._year_told(after, published), after.end()
                if year is None:
                    return None
            elif ranged:
                return None
        elif after := self._day_behind.match(text, end):
            day, end = (None if after["range"] else int(after["day"])), after.end()
            year = int(after["year"]) if after["year"] else None
            if year is None and (turned := self._year_behind.match(text, end)) and turned["turn"]:
                year, end = self._year_told(turned, published), turned.end()
            if weekday := self._weekday_before.search(text, max(floor, start - 12), start):
                start = weekday.start()
            if year is None and after["range"]:
                return None
        elif after := self._year_behind.match(text, end):
            year, end = self._year_told(after, published), after.end()
            if year is None:
                return None
        else:
            return self._bare_month(text, anchor, published, last)
        if year is None and (same := self._same_year.match(text, end)):
            if last is None or not any(last[2:]):
                return None
            year, end = _year_of(last), same.end()
        if year is None and (other := self._other_year.match(text, end)):
            if (hung := _told_before(last, start)) is None or (stated := stepped(hung, other[1])) is None:
                return None
            year, end = int(stated), other.end()
        if year is not None:
            told_date = full(year, month, day)
            return (start, end, told_date, None, None) if told_date else None
        if any(m.start() <= start < m.end() for m in self._not_day.finditer(text, start, end + 16)):
            return None
        if day is None or published is None:
            return None
        past, future = published.nearest_day(month, day, back=True), published.nearest_day(month, day, back=False)
        if self._effective.search(text, max(floor, start - 24), start):  # whichever is nearer, whatever the tense: "named, effective June 1"
            return start, end, published.nearer(past, future), None, None
        return start, end, None, past, future

    def _year_told(self, match: re.Match[str], published: Published | None) -> int | None:
        if match["year"]:
            return int(match["year"])
        return published.year + _SHIFT[match["turn"]] if published else None

    def _bare_month(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        name, start, end = anchor["month"], anchor.start(), anchor.end()
        month = self._month_of[name]
        if same := self._same_year.match(text, end):
            return (start, same.end(), full(_year_of(last), month), None, None) if last and any(last[2:]) else None
        if following := self._following.search(text, max(0, start - 14), start):
            told = _told_before(last, start)
            return (following.start(), end, following_month(told, month), None, None) if told else None
        if other := self._other_year.match(text, end):
            told = _told_before(last, start)
            stated = stepped(told, other[1]) if told else None
            return (start, other.end(), full(int(stated), month), None, None) if stated else None
        if name not in self._names and (that := self._that.search(text, max(0, start - 24), start)) and not that["telling"]:
            told = _told_before(last, start)
            return (that.start("that"), end, full(int(told[:4]), month), None, None) if told else None
        if published is None or published.month is None or name.isupper():
            return None
        if turn := self._turn_before.search(text, max(0, start - 6), start):
            which = turn[1].lower()
            if which == "last":
                year = published.year if month < published.month else published.year - 1
            else:
                year = published.year + (which == "next" and month <= published.month)
            return turn.start(), end, full(year, month), None, None
        cue = (self._name_cue if name in self._names else self._month_cue).search(text, max(0, start - 14), start)
        linked = last is not None and bool(self._link.fullmatch(text, last[1], start)) and text[last[1] - 1].isalpha()
        attributive = self._owner.search(text, max(0, start - 24), start) and self._noun_behind.match(text, end)
        if not (cue or linked or attributive):
            return None
        return start, end, None, published.nearest_month(month, back=True), published.nearest_month(month, back=False)

    def _weekday(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        start, end = anchor.start(), anchor.end()
        if published is None or published.on is None or self._date_follows.match(text, end):
            return None
        if any(m.start() <= start < m.end() for m in self._not_weekday.finditer(text, max(0, start - 16), end + 16)):
            return None
        day = self._weekday_of[anchor["weekday"]]
        if of_week := self._of_week.match(text, end):
            week = published.week(_SHIFT[of_week[1]])
            exact = moved(week[0], day) if week else None
            return (start, of_week.end(), exact.isoformat(), None, None) if exact else None
        if turn := self._turn_before.search(text, max(0, start - 6), start):
            which = turn[1].lower()
            if which == "last":
                return turn.start(), end, _iso(published.weekday(day, back=True, strictly=True)), None, None
            if which == "next":
                coming, week = published.weekday(day, back=False, strictly=True), published.week(1)
                # Said early in a week, "next Friday" may be this week's or the one after.
                certain = coming if coming and week and week[0] <= coming else None
                return turn.start(), end, _iso(certain), None, None
            week = published.week(0)
            return turn.start(), end, _iso(moved(week[0], day) if week else None), None, None
        return start, end, None, _iso(published.weekday(day, back=True)), _iso(published.weekday(day, back=False))

    def _year(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        start, end = anchor.start(), anchor.end()
        if iso := self._iso.match(text, start):
            told = full(int(iso[1]), int(iso[3]), int(iso[4]))
            return (start, iso.end(), told, None, None) if told and text[start - 1 : start] != "-" else None
        following = text[end : end + 2]
        if self._runs_on.match(following) or self._runs_in.search(text[max(0, start - 2) : start]):
            return None
        cue = self._year_cue.search(text, max(0, start - 16), start)
        linked = last is not None and bool(self._link.fullmatch(text, last[1], start)) and bool(self._year_last.search(text[last[0] : last[1]]))
        bracketed = text[start - 1 : start] == "(" and following[:1] in (")", ",", ";")
        listed = bool(self._line_start.search(text, max(0, start - 6), start)) and bool(re.match(r" ?[:–—] ?| - |\. [A-Z]", text[end : end + 3]))
        attributive = self._owner.search(text, max(0, start - 24), start) and self._noun_behind.match(text, end)
        if not (cue or linked or bracketed or listed or attributive):
            return None
        if self._count_behind.match(text, end):
            return None
        if shade := self._shade.search(text, max(last[1] if last else 0, start - 10), start):
            start = shade.start()
        return start, end, anchor["year"], None, None

    def _since(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        told = self._ago.search(text, max(0, anchor.start() - 24), anchor.start())
        if told is None or (published is None and anchor["ago"] == "ago") or self._hedge.search(text, max(0, told.start() - 16), told.start()):
            return None
        number = int(told["n"]) if told["n"].isdigit() else self._counts[told["n"].lower()]
        unit = told["unit"].lower()
        if anchor["ago"] == "later":
            before = _told_before(last, told.start())
            return (told.start(), anchor.end(), later(before, number, unit, published.written if published else None), None, None) if before else None
        assert published is not None
        exact: PartialDate | None = None
        if unit == "year":
            round_number = number >= 10 and number % 5 == 0
            exact = None if round_number else full(published.year - number)
        elif unit == "month":
            # Half a month to either side may be meant.
            around = [published.month_shifted(-number - 1), published.month_shifted(-number + 1)]
            years = {a[0] for a in around if a is not None}
            exact = full(min(years)) if len(years) == 1 else None
        elif published.on is not None and (days := days_ago(number, unit, published.on)) is not None:
            exact = enclosing(*days)
        return told.start(), anchor.end(), exact, None, None

    def _day_word(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        word, start = anchor["day"], anchor.start()
        if published is None or published.on is None or (word[0].isupper() and re.search(r"\w \Z", text[max(0, start - 2) : start])):
            return None
        if self._figurative.match(text, anchor.end()) and not self._noun_behind.match(text, anchor.end()):
            return None
        offset = self._days[word.lower()]
        for phrase in ("the day before ", "the day after "):
            if text[max(0, start - len(phrase)) : start].lower() == phrase:
                start, offset = start - len(phrase), self._days.get(phrase + word.lower(), offset)
        return start, anchor.end(), _iso(moved(published.on, offset)), None, None

    def _turned(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        shift, unit, start = _SHIFT[anchor["turn"].lower()], anchor["unit"], anchor.start()
        whole = self._the_before.search(text, max(0, start - 6), start)
        if published is None or (whole and not (whole[0].lower() in ("over ", "for ") and self._figurative.match(text, anchor.end()))):
            return None  # "over the last year", but not "over last year's purchase"
        exact: PartialDate | None = None
        shade = self._shade.search(text, max(last[1] if last else 0, start - 10), start)
        if unit == "year":
            exact = full(published.year + shift)
        elif unit == "month":
            shifted = published.month_shifted(shift)
            exact = full(*shifted) if shifted else None
        elif unit == "quarter":
            shifted = published.month_shifted(3 * shift)
            exact = full(shifted[0]) if shifted else None
        elif unit == "week":
            exact = self._part_of_week(published, shift, shade[0].lower() if shade else "")
        elif unit in SEASONS:
            exact = season(unit, shift, published)
        elif unit == "weekend":
            week = published.week(shift)
            ends = (moved(week[0], 5), week[1]) if week and shift else None
            exact = enclosing(ends[0], ends[1]) if ends and ends[0] else None
        elif published.on is not None and (phrase := f"{anchor['turn'].lower()} {unit}") in self._days:
            exact = _iso(moved(published.on, self._days[phrase]))
        return shade.start() if shade else start, anchor.end(), exact, None, None

    def _part_of_week(self, published: Published, shift: int, shade: str) -> PartialDate | None:
        week, here = published.week(shift), published.on
        if week is None or here is None:
            return None
        first, final = week
        if shift == 0 and shade.startswith("earlier"):
            final = here
        elif shift == 0 and shade.startswith("later"):
            first = here
        return enclosing(first, final)

    def _quarter(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        if published is None or published.month is None or self._quarter_year.match(text, anchor.end()):
            return None
        quarter = self._quarters[anchor["quarter"].rsplit(" ", 1)[0]]
        past = published.year if 3 * quarter - 2 <= published.month else published.year - 1
        future = published.year if 3 * quarter >= published.month else published.year + 1
        return anchor.start(), anchor.end(), None, full(past), full(future)

    def _same(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        """ "On the same day", "the following year": the day or the year of the date just before, or one away from it."""
        words, start = anchor[0].lower(), anchor.start()
        if last is None or start - last[1] > _NEAR:
            return None
        if words.startswith("that") or " same " in words:
            if not self._at_that.search(text, max(0, start - 9), start):
                return None
        elif self._to_come.search(text, max(0, start - 8), start) and not (" following " in words and text[:start].endswith(("In ", "in "))):
            return None  # "over the next year"
        exact, past, future = (stepped(told, words) if told else None for told in last[2:])
        if any(told and not found for told, found in zip(last[2:], (exact, past, future), strict=True)):
            return None
        if " same " not in words and not words.startswith("that") and (told := exact or past) and published and told > (published.written or told):
            return None
        return start, anchor.end(), exact, past, future

    def _numeric(self, text: str, anchor: re.Match[str], published: Published | None, last: _Found | None) -> _Found | None:
        written = anchor["numeric"]
        if re.match(r"[/.-]?\d", text[anchor.end() : anchor.end() + 2]) or text[max(0, anchor.start() - 1) : anchor.start()] in (".", "/", "-"):
            return None
        first, second, year = (int(part) for part in re.split(r"[/.]", written))
        if "." in written or first > 12 or first == second:
            exact = full(year, second, first)
        elif second > 12:
            exact = full(year, first, second)
        else:
            exact = full(year)  # day and month could change places
        return (anchor.start(), anchor.end(), exact, None, None) if exact else None


def _told_before(last: _Found | None, start: int) -> PartialDate | None:
    """The date told just before a place, past where it may be either."""
    return None if last is None or start - last[1] > _NEAR else last[2] or last[3]


def _year_of(found: _Found) -> int:
    exact, past, future = found[2:]
    return int((exact or past or future or "")[:4])


def _iso(day: date | None) -> PartialDate | None:
    return day.isoformat() if day else None
