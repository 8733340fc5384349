"""Lawsuits put together from who stands against whom: a suit has no name in the text, only parties, a court and a judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.extract.learned.scored import Candidate


@dataclass
class Suit:
    """One proceeding. Of each member, the candidate that says best that it is one; in order of the members' numbers."""

    plaintiffs: dict[int, Candidate] = field(default_factory=dict)
    defendants: dict[int, Candidate] = field(default_factory=dict)
    courts: dict[int, Candidate] = field(default_factory=dict)
    judges: dict[int, Candidate] = field(default_factory=dict)

    @property
    def parties(self) -> frozenset[int]:
        return frozenset(self.plaintiffs) | frozenset(self.defendants)

    def between(self, a: int, b: int) -> bool:
        """Whether they stand on opposite sides."""
        return (a in self.plaintiffs and b in self.defendants) or (b in self.plaintiffs and a in self.defendants)


def _both_sides(seeds: Iterable[tuple[int | None, int | None]]) -> bool:
    members = list(seeds)
    return any(p is not None for p, _ in members) and any(d is not None for _, d in members)


def find_suits(
    chosen: Mapping[str, Sequence[Candidate]], candidates: Sequence[Candidate], join: float, alone: Callable[[Candidate], bool] = lambda _: True
) -> list[Suit]:
    """Suits in a fixed order.

    `chosen`: by label, the candidates above their thresholds. `candidates`: all of them; two are one side where they stand together by `join`.
    `alone`: whether a party is sure enough to make a suit of which no other side is known.
    """
    margin: dict[tuple[str, int, int], float] = {}
    for c in candidates:
        margin[c.label, c.subject, c.object] = c.margin
        if c.label in ("plaintiffsTogether", "defendantsTogether"):
            margin[c.label, c.object, c.subject] = c.margin

    def together(side: str, a: int | None, b: int | None) -> bool:
        return a is None or b is None or a == b or margin.get((f"{side}sTogether", a, b), -99.0) >= join

    sides: dict[str, dict[int, Candidate]] = {
        "plaintiff": {c.subject: c for c in chosen.get("plaintiffIn", ())},
        "defendant": {c.subject: c for c in chosen.get("defendantIn", ())},
    }
    seeds: list[tuple[int | None, int | None]] = []
    for c in chosen.get("against", ()):
        if c.subject in sides["plaintiff"] or c.object in sides["defendant"]:
            seeds.append((c.subject, c.object))
            sides["plaintiff"].setdefault(c.subject, c)
            sides["defendant"].setdefault(c.object, c)
    seeds.sort(key=lambda s: (s[0] or 0, s[1] or 0))
    for side, place in (("plaintiff", 0), ("defendant", 1)):
        known = {seed[place] for seed in seeds}
        for member in sorted(sides[side]):
            if member not in known:
                seeds.append((member, None) if place == 0 else (None, member))

    top = list(range(len(seeds)))

    def find(i: int) -> int:
        while top[i] != i:
            i = top[i]
        return i

    for i, (p, d) in enumerate(seeds):
        for j, (q, e) in enumerate(seeds[:i]):
            shared = (p is not None and q is not None) or (d is not None and e is not None)
            if shared and together("plaintiff", p, q) and together("defendant", d, e):
                top[find(i)] = find(j)
    # A lone plaintiff and a lone defendant are two sides of one suit where nothing better is known.
    lone: dict[str, list[int]] = defaultdict(list)
    for i in sorted({find(i) for i in range(len(seeds))}):
        members = [seeds[k] for k in range(len(seeds)) if find(k) == i]
        if all(d is None for _, d in members):
            lone["plaintiff"].append(i)
        elif all(p is None for p, _ in members):
            lone["defendant"].append(i)
    if len(lone["plaintiff"]) == len(lone["defendant"]) == 1 and len({find(i) for i in range(len(seeds))}) == 2:
        top[lone["defendant"][0]] = lone["plaintiff"][0]

    whole = {find(i) for i in range(len(seeds)) if _both_sides(seeds[k] for k in range(len(seeds)) if find(k) == find(i))}
    by_top: dict[int, Suit] = {}
    for i, (p, d) in enumerate(seeds):
        if find(i) not in whole and not alone(sides["plaintiff"][p] if p is not None else sides["defendant"][d or 0]):
            continue
        suit = by_top.setdefault(find(i), Suit())
        if p is not None:
            suit.plaintiffs[p] = sides["plaintiff"][p]
        if d is not None:
            suit.defendants[d] = sides["defendant"][d]
    suits = list(by_top.values())
    for label, pair, kind in (("heardIn", "hears", "courts"), ("judgeIn", "judges", "judges")):
        for c in chosen.get(label, ()):
            best = max(suits, key=lambda s: max((margin.get((pair, c.subject, x), -99.0) for x in sorted(s.parties)), default=-99.0), default=None)
            if best is not None:
                getattr(best, kind)[c.subject] = c
    return suits
