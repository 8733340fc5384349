"""The sums that a claim may have, and what there is to see of each: where it stands, the words between and beside, whom the rules tie it to.

Candidates are the sums of the claim's sentence and of those around it, the headline's, and those of kindred claims. A sign is a word such as
"beside:behind:3"; what each weighs was measured (likely_sums.json).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Protocol

from kg.extract.values.money import MoneyMention
from kg.extract.values.owners import parted
from kg.extract.values.seen import WORD, ends, last, many
from kg.extract.values.sum_purposes import told_for
from kg.extract.values.told import SumsTold
from kg.records import Claim, Money, Span

AROUND = 3  # sentences before and behind the claim's own whose sums it may have
ONE_BY_ONE = 12  # words between a claim's words and a sum, up to which each is a sign
PAID = ("acquired", "fined", "mergedWith", "ordered", "ownsStakeIn", "ruledAgainst", "ruledFor", "settledWith", "sued")
"""The relations whose claims may have a sum."""


class Tied(Protocol):
    """Whose sums the rules take them for."""

    def ties(self, claim: Claim, sum_: MoneyMention, n: int) -> tuple[int, bool]: ...


class Told(SumsTold, Protocol):
    """An article by sentence, and its sums; the body begins at `first`."""

    first: int
    title_end: int


class SumSigns:
    """The candidates of one article's claims."""

    def __init__(self, told: Told, tied: Tied, claims: Sequence[Claim]) -> None:
        self._told, self._tied, self._claims = told, tied, claims
        self._text = told.text
        self._places = sorted({(c.place.start, c.place.end) for c in claims})
        self._often = Counter(s.money for sums in told.sums for s in sums)
        self._most = max((s.money.amount for sums in told.sums for s in sums), default=None)

    def candidates(self, claim: Claim) -> dict[Money, set[str]]:
        """Each sum that the claim may have, with its signs."""
        found: dict[Money, set[str]] = {}
        for money, seen in self._told_sums(claim):
            found.setdefault(money, set()).update(seen)
        for money, signs in found.items():
            signs.update(self._of_sum(claim, money))
        return found

    def _told_sums(self, claim: Claim) -> Iterator[tuple[Money, Iterator[str]]]:
        told, place = self._told, claim.place
        n = told.at(place.start)
        for rank, sum_ in enumerate(sorted(told.sums[n], key=lambda s: (s.span.gap(place), s.span.start))):
            yield sum_.money, self._beside(claim, n, sum_, rank)
        for k, sums in enumerate(told.sums):
            if k != n and (abs(k - n) <= AROUND or k < told.first):
                for rank, sum_ in enumerate(sums):
                    yield sum_.money, self._around(claim, n, k, sum_, rank)
        for other in self._claims:
            if other.money is not None and other is not claim:
                yield other.money, self._of_kin(claim, other, n)
        if claim.money is not None:
            yield claim.money, iter(["rule", *(f"rule:{sign}" for sign in (claim.predicate, claim.status, claim.engine, str(len(told.sums[n]))))])

    def _of_sum(self, claim: Claim, money: Money) -> Iterator[str]:
        """What is to be seen of the sum itself."""
        size = len(str(int(money.amount)))
        yield from (f"size:{size}", f"size:{size}:{claim.predicate}", f"often:{min(self._often[money], 3)}", f"most:{money.amount == self._most}")
        yield f"most:{money.amount == self._most}:{claim.predicate}"
        if claim.money is None:
            yield from ("unruled", f"unruled:{claim.predicate}")
        elif money != claim.money:
            yield from ("ruled:otherwise", f"ruled:otherwise:{claim.predicate}")

    def _beside(self, claim: Claim, n: int, sum_: MoneyMention, rank: int) -> Iterator[str]:
        """Of a sum in the claim's own sentence."""
        text, place, p = self._text, claim.place, claim.predicate
        start, end = self._bounds(n)
        side = "in" if sum_.span.overlaps(place) else "ahead" if sum_.span.end <= place.start else "behind"
        low, high = (sum_.span.end, place.start) if side == "ahead" else (place.end, sum_.span.start)
        between = text[low:high]
        words = [w.lower() for w in WORD.findall(between)]
        trigger = last(place.of(text))
        yield from ("beside", f"beside:{side}:{many(len(words))}", f"beside:{p}:{side}", f"beside:{p}:{side}:{many(len(words))}")
        yield from (f"beside:{claim.status}", f"beside:{p}:{claim.status}", f"rank:{min(rank, 2)}:{min(len(self._told.sums[n]), 3)}")
        yield from (f"trigger:{trigger}:{side}", f"trigger:{trigger}:{p}:{side}")
        yield from (f"{side}~{w}" for w in words) if len(words) <= ONE_BY_ONE else iter([f"{side}~far"])
        yield f"{side}:commas:{min(between.count(','), 3)}"
        if words:
            yield from (f"{side}:first:{words[0]}", f"{side}:last:{words[-1]}", f"{side}:last:{words[-1]}:{p}")
        if side != "in":
            yield f"{side}:triggers:{min(sum(low <= a and b <= high for a, b in self._places), 2)}"
            yield f"{side}:parted:{parted(text, low, high)}"
            others = [sum_.span.gap(Span(start=a, end=b)) for a, b in self._places if start <= a < end]
            yield f"nearer:{min(others, default=0) < sum_.span.gap(place)}:{side}"
        if sum_ in told_for(p, text, start, place, self._told.sums[n]):
            yield f"purpose:{p}"
        yield from self._of_words(claim, n, sum_, "beside")

    def _around(self, claim: Claim, n: int, k: int, sum_: MoneyMention, rank: int) -> Iterator[str]:
        """Of a sum in another sentence, `k`."""
        told, p = self._told, claim.predicate
        where = "title" if k < told.first else f"{'before' if k < n else 'behind'}{abs(k - n)}"
        beside = bool(told.sums[n])
        yield from (where, f"{where}:{p}", f"{where}:{claim.status}", f"{where}:beside:{beside}", f"{where}:first:{rank == 0}")
        both = [any(told.at(m.span.start) == k for m in told.reading.entities[end].mentions) for end in ends(claim)]
        others = any(told.at(a) == k for a, _ in self._places)
        yield from (f"around:names:{both}", f"around:names:{both}:{p}", f"around:claims:{others}", f"around:many:{min(len(told.sums[k]), 3)}")
        if sum_ in told_for(p, self._text, told.starts[k], None, told.sums[k]):
            yield f"around:purpose:{p}"
        yield from self._of_words(claim, k, sum_, "around")

    def _of_words(self, claim: Claim, n: int, sum_: MoneyMention, kind: str) -> Iterator[str]:
        """What stands right before and behind a sum, and who owns it."""
        start, end = self._bounds(n)
        text, p = self._text, claim.predicate
        ahead = [w.lower() for w in WORD.findall(text[max(start, sum_.span.start - 50) : sum_.span.start])]
        behind = [w.lower() for w in WORD.findall(text[sum_.span.end : min(end, sum_.span.end + 40)])]
        yield from (f"before:{ahead[-1] if ahead else '^'}:{p}", f"after:{behind[0] if behind else '$'}:{p}")
        yield from (f"before:{' '.join(ahead[-2:])}", f"after:{' '.join(behind[:2])}", f"{kind}:unit:{sum_.per_unit}")
        for word in ahead[-5:]:
            yield from (f"ahead:{word}", f"ahead:{word}:{p}")
        for word in behind[:4]:
            yield from (f"behind:{word}", f"behind:{word}:{p}")
        tied, fits = self._tied.ties(claim, sum_, n)
        yield from (f"{kind}:tied:{tied}", f"{kind}:fits:{fits}", f"{kind}:tied:{tied}:{p}", f"{kind}:fits:{fits}:{p}")
        yield f"{kind}:hedged:{sum_.approximate}"
        for i, entity in enumerate(ends(claim)):
            near = [m.span for m in self._told.reading.entities[entity].mentions if start <= m.span.start < end]
            yield f"{kind}:end:{i}:{min((many(m.gap(sum_.span) // 6) for m in near), default='none')}:{p}"

    def _of_kin(self, claim: Claim, other: Claim, n: int) -> Iterator[str]:
        """Of the sum of a claim told by the same words, of the same two, of the same suit, or of one of the two."""
        mine, theirs = set(ends(claim)), set(ends(other))
        if claim.place.overlaps(other.place):
            kind = "words"
        elif mine == theirs:
            kind = "ends"
        elif claim.lawsuit is not None and claim.lawsuit == other.lawsuit:
            kind = "suit"
        else:
            kind = "end" if mine & theirs else "else"
        here = self._told.at(other.place.start) == n
        yield from (f"{kind}:{here}", f"{kind}:{claim.predicate}:{other.predicate}", f"{kind}:{here}:{claim.predicate == other.predicate}")

    def _bounds(self, n: int) -> tuple[int, int]:
        return self._told.starts[n], self._told.starts[n] + len(self._told.sentence(n))
