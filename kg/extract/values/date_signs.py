"""The dates that a claim may have, and what there is to see of each: where it stands, the words between and beside, what the rules say of it.

Candidates are the dates of the claim's sentence and of those around it, the day of the report, its month, and the dates of kindred claims.
A sign is a word such as "beside:behind:3"; what each weighs was measured (likely_dates.json).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Protocol

from kg.extract.values.beginnings import IN_COURT, tells_start
from kg.extract.values.dates import DateMention
from kg.extract.values.owners import own_dates, parted
from kg.extract.values.seen import WORD, ends, last, many
from kg.extract.values.told import DatesTold
from kg.records import Claim, PartialDate, Span

AROUND = 3  # sentences before and behind the claim's own whose dates it may have
ONE_BY_ONE = 12  # words between a claim's words and a date, up to which each is a sign

_PAST = re.compile(r"\b[a-z]{2,}ed\b")
# Words right before a verb that tell its time, or whose it is.
_TURNING = frozenset(
    {"had", "has", "have", "will", "would", "to", "was", "were", "is", "are", "be", "been", "could", "may", "might", "not", "who", "which", "that"}
)


class Told(DatesTold, Protocol):
    """An article by sentence, and its dates; `day` is told in sentence `told_in`."""

    title_end: int
    told_in: int

    def timeless(self, claim: Claim) -> bool: ...

    def bygone(self, claim: Claim) -> bool: ...


class DateSigns:
    """The candidates of one article's claims. `month`: that of the report, as far as it is sure."""

    def __init__(self, told: Told, claims: Sequence[Claim], month: PartialDate | None) -> None:
        self._told, self._claims, self._month = told, claims, month
        self._text = told.text
        self._published = told.reading.article.date
        self._places = sorted({(c.place.start, c.place.end) for c in claims})

    def candidates(self, claim: Claim) -> dict[PartialDate, set[str]]:
        """Each date that the claim may have, with its signs."""
        found: dict[PartialDate, set[str]] = {}
        for when, seen in self._told_dates(claim):
            if when is not None:
                found.setdefault(when, set()).update(seen)
        for when, signs in found.items():
            signs.update(self._of_date(claim, when))
        return found

    def _told_dates(self, claim: Claim) -> Iterator[tuple[PartialDate | None, Iterator[str]]]:
        told, place = self._told, claim.place
        n = told.at(place.start)
        for rank, day in enumerate(sorted(told.dates[n], key=lambda d: (d.span.gap(place), d.span.start))):
            yield day.resolve("past"), self._beside(claim, n, day, rank, "past")
            if claim.status == "planned" and day.exact is None:
                yield day.resolve("future"), self._beside(claim, n, day, rank, "future")
        yield told.day, self._of_report("day", claim, n)
        yield self._month, self._of_report("month", claim, n)
        for k in range(max(0, n - AROUND), min(len(told.starts), n + AROUND + 1)):
            if k != n:
                for rank, day in enumerate(told.dates[k]):
                    yield day.resolve("past"), self._around(claim, n, k, day, rank)
        for other in self._claims:
            if other.date is not None and other is not claim:
                yield other.date, self._of_kin(claim, other, n)
        if claim.date is not None:
            given = (claim.predicate, claim.status, claim.engine, str(len(told.dates[n])))
            yield claim.date, iter(["rule", *(f"rule:{sign}" for sign in given)])

    def _of_date(self, claim: Claim, when: PartialDate) -> Iterator[str]:
        """What is to be seen of the date itself."""
        age = _age(when, self._published)
        yield from (f"size:{len(when)}", f"age:{age}", f"age:{age}:{claim.predicate}", f"age:{age}:{claim.status}")
        if claim.date is None:
            yield from ("unruled", f"unruled:{claim.predicate}")
        elif when != claim.date:
            yield "ruled:within" if when.startswith(claim.date) or claim.date.startswith(when) else "ruled:otherwise"

    def _beside(self, claim: Claim, n: int, day: DateMention, rank: int, tense: str) -> Iterator[str]:
        """Of a date in the claim's own sentence."""
        text, place, p, s = self._text, claim.place, claim.predicate, claim.status
        start, end = self._bounds(n)
        side = "in" if day.span.overlaps(place) else "ahead" if day.span.end <= place.start else "behind"
        low, high = (day.span.end, place.start) if side == "ahead" else (place.end, day.span.start)
        between = text[low:high]
        words = [w.lower() for w in WORD.findall(between)]
        trigger = last(place.of(text))
        ahead = [w.lower() for w in WORD.findall(text[max(start, day.span.start - 40) : day.span.start])]
        behind = [w.lower() for w in WORD.findall(text[day.span.end : min(end, day.span.end + 30)])]
        before, after = ahead[-1] if ahead else "^", behind[0] if behind else "$"
        yield from ("beside", f"beside:{side}", f"beside:{side}:{many(len(words))}", f"beside:{p}:{side}", f"beside:{s}:{side}", f"beside:{p}:{s}")
        yield from (f"rank:{min(rank, 2)}:{min(len(self._told.dates[n]), 3)}", f"tense:{tense}:{s}", f"form:{'exact' if day.exact else 'near'}")
        yield from (f"before:{before}", f"before:{before}:{s}", f"before:{before}:{p}", f"before:{' '.join(ahead[-2:])}", f"after:{after}:{side}")
        yield from (f"trigger:{trigger}", f"trigger:{trigger}:{side}", f"trigger:{trigger}:{p}", f"trigger:{trigger}:{before}")
        yield from (f"beside:event:{claim.event}", f"beside:event:{claim.event}:{s}:{side}", f"aux:{self._aux(start, place)}:{side}")
        for word in (*ahead[-4:], *behind[:3]):
            yield from (f"near:{word}", f"near:{word}:{p}")
        for word in self._window(claim, start, end):
            yield from (f"beside:{word}", f"beside:{word}:{p}")
        yield from (f"{side}~{w}" for w in words) if len(words) <= ONE_BY_ONE else iter([f"{side}~far"])
        yield from (f"{side}:commas:{min(between.count(','), 3)}", f"{side}:verbs:{min(len(_PAST.findall(between)), 2)}")
        if words:
            yield from (f"{side}:first:{words[0]}", f"{side}:last:{words[-1]}")
        if side != "in":
            yield f"{side}:triggers:{min(sum(low <= a and b <= high for a, b in self._places), 2)}"
            if parted(text, low, high):
                yield f"{side}:parted"
            others = [day.span.gap(Span(start=a, end=b)) for a, b in self._places if start <= a < end]
            yield f"nearer:{min(others, default=0) < day.span.gap(place)}:{side}"
        if day in own_dates(text, (start, end), place, self._told.dates[n], s):
            yield from ("own", f"own:{p}", f"own:{side}")
        if p in IN_COURT:
            yield f"begins:{tells_start(claim, text)}:{side}"
        yield f"opens:{day.span.start - start < 12}:{side}"

    def _of_report(self, kind: str, claim: Claim, n: int) -> Iterator[str]:
        """Of the report's day or month."""
        told, place, p, s = self._told, claim.place, claim.predicate, claim.status
        start, end = self._bounds(n)
        titled = place.end <= told.title_end
        deep = n - told.first
        trigger, aux, timed = last(place.of(self._text)), self._aux(start, place), min(len(told.dates[n]), 2)
        shape = next((e for e in ("ed", "ing", "s") if trigger.endswith(e)), "-")
        timeless = told.timeless(claim)
        yield from (kind, f"{kind}:{p}:{s}", f"{kind}:{s}", f"{kind}:{p}:{'early' if titled or deep < 3 else 'late'}", f"{kind}:timed:{timed}")
        yield f"{kind}:at:{'title' if titled else deep if deep < 4 else '4' if deep < 8 else '8'}"
        yield from (f"{kind}:aux:{aux}", f"{kind}:aux:{aux}:{shape}", f"{kind}:trigger:{trigger}", f"{kind}:{claim.engine}")
        yield f"{kind}:timed:{timed}:{shape}"
        yield from (f"{kind}:word:{w.lower()}" for w in WORD.findall(told.sentence(n)))
        for word in self._window(claim, start, end):
            yield from (f"{kind}:{word}", f"{kind}:{word}:{p}")
        yield from (f"{kind}:timeless:{timeless}", f"{kind}:timeless:{timeless}:{p}", f"{kind}:timeless:{timeless}:{aux}:{shape}")
        yield from (f"{kind}:bygone:{told.bygone(claim)}", f"{kind}:event:{claim.event}", f"{kind}:{p}:{s}:{claim.event}")
        if told.told_in == n:
            yield f"{kind}:here"
        yield from (f"{kind}:named:{i}:{self._names(end_, told.told_in)}" for i, end_ in enumerate(ends(claim)))
        alike = [c.date for c in self._claims if c is not claim and c.predicate == p and c.date is not None]
        yield f"{kind}:alike:{'none' if not alike else 'this' if told.day in alike else 'other'}"

    def _around(self, claim: Claim, n: int, k: int, day: DateMention, rank: int) -> Iterator[str]:
        """Of a date in another sentence, `k`."""
        told, p = self._told, claim.predicate
        kind = f"{'before' if k < n else 'behind'}{min(abs(k - n), 2)}"
        nearest = rank == (len(told.dates[k]) - 1 if k < n else 0)
        yield from (kind, f"{kind}:{p}", f"{kind}:{claim.status}", f"{kind}:timed:{bool(told.dates[n])}")
        yield f"{kind}:many:{min(len(told.dates[k]), 2)}:{nearest}"
        for i, end in enumerate(ends(claim)):
            named = self._names(end, k)
            yield from (f"{kind}:named:{i}:{named}", f"{kind}:named:{i}:{named}:{p}")
        for word in WORD.findall(self._text[max(told.starts[k], day.span.start - 40) : day.span.start])[-3:]:
            yield from (f"{kind}:near:{word.lower()}", f"{kind}:near:{word.lower()}:{p}")
        if any(told.at(a) == k and abs(a - day.span.start) < 60 for a, _ in self._places):
            yield f"{kind}:anothers"
        opening = WORD.findall(told.sentence(n if k < n else k)[:30])
        if opening:
            yield f"{kind}:opening:{opening[0]}"
        yield f"{kind}:aux:{self._aux(told.starts[n], claim.place)}"

    def _of_kin(self, claim: Claim, other: Claim, n: int) -> Iterator[str]:
        """Of the date of a claim told by the same words, of the same two, of the same suit, or of one of the two."""
        mine, theirs = set(ends(claim)), set(ends(other))
        if claim.place.overlaps(other.place):
            kind = "words"
        elif mine == theirs:
            kind = "ends"
        elif (claim.lawsuit is not None and claim.lawsuit == other.lawsuit) or (claim.predicate.endswith("In") and other.lawsuit in mine):
            kind = "suit"
        elif mine & theirs:
            kind = "end"
        else:
            return
        here = self._told.at(other.place.start) == n
        yield from (f"{kind}:{here}", f"{kind}:{claim.predicate}:{other.predicate}", f"{kind}:{here}:{claim.status}:{other.status}")
        if claim.predicate == other.predicate:
            yield f"{kind}:{here}:alike"

    def _bounds(self, n: int) -> tuple[int, int]:
        return self._told.starts[n], self._told.starts[n] + len(self._told.sentence(n))

    def _names(self, entity: int, n: int) -> bool:
        """Whether a sentence names the entity."""
        return any(self._told.at(m.span.start) == n for m in self._told.reading.entities[entity].mentions)

    def _window(self, claim: Claim, start: int, end: int) -> list[str]:
        """The words right before and behind those of the claim."""
        place = claim.place
        ahead = WORD.findall(self._text[max(start, place.start - 40) : place.start])[-3:]
        behind = WORD.findall(self._text[place.end : min(end, place.end + 40)])[:3]
        return [*(f"ahead:{w.lower()}" for w in ahead), *(f"behind:{w.lower()}" for w in behind)]

    def _aux(self, start: int, place: Span) -> str:
        """Which of two words right before those of the claim tells their time; else the sign that they stand behind."""
        before = [w.lower() for w in WORD.findall(self._text[max(start, place.start - 24) : place.start])[-2:]]
        turning = next((w for w in reversed(before) if w in _TURNING), None)
        return turning or (before[-1] if before and not before[-1].isalpha() else "-")


def _age(when: PartialDate, published: PartialDate | None) -> str:
    """How far a date lies before the publication, roughly."""
    if published is None or len(published) != 10:
        return "unknown"
    if when > published and not published.startswith(when):
        return "coming"
    if len(when) == 10:
        days = (date.fromisoformat(published) - date.fromisoformat(when)).days
        return next((f"{most}d" for most in (0, 3, 10, 40, 370) if days <= most), "old")
    if published.startswith(when):
        return f"this{len(when)}"
    return f"near{len(when)}" if int(published[:4]) - int(when[:4]) <= 1 else "old"
