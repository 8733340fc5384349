"""Proceedings: what an article says of suits and prosecutions, gathered into one node for each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kg.records import LocalEntity, Mention

Case = Literal["civil", "criminal"]


@dataclass
class Telling:
    """One place where a proceeding is told of: the local ids of who stands on which side, `at` a code point offset."""

    at: int
    plaintiffs: tuple[int, ...] = ()
    defendants: tuple[int, ...] = ()
    courts: tuple[int, ...] = ()
    judges: tuple[int, ...] = ()
    case: Case = "civil"
    mention: Mention | None = None
    further: bool = False  # names more parties of a proceeding already told of


@dataclass
class Proceeding:
    """One proceeding: its sides in the order in which they are first named, and the tellings that it was gathered from."""

    plaintiffs: list[int] = field(default_factory=list)
    defendants: list[int] = field(default_factory=list)
    tellings: list[int] = field(default_factory=list)
    case: Case = "civil"
    at: int = 0
    mentions: list[Mention] = field(default_factory=list)

    def name(self, entities: Sequence[LocalEntity]) -> str:
        """ "Plaintiff v. Defendant", the first named of each side; "?" for a side that is not named."""
        first = entities[self.plaintiffs[0]].name if self.plaintiffs else "?"
        second = entities[self.defendants[0]].name if self.defendants else "?"
        return f"{first} v. {second}"

    def takes(self, telling: Telling) -> bool:
        """Whether the telling is of this proceeding: no side contradicts, at least one is shared."""
        plaintiffs, defendants = set(telling.plaintiffs), set(telling.defendants)
        if plaintiffs & set(self.defendants) or defendants & set(self.plaintiffs):
            return False
        same_plaintiff = bool(plaintiffs & set(self.plaintiffs))
        same_defendant = bool(defendants & set(self.defendants))
        if plaintiffs and self.plaintiffs and not same_plaintiff:
            return False
        if defendants and self.defendants and not same_defendant:
            return False
        return same_plaintiff or same_defendant

    def absorb(self, index: int, telling: Telling) -> None:
        self.plaintiffs += [p for p in telling.plaintiffs if p not in self.plaintiffs]
        self.defendants += [d for d in telling.defendants if d not in self.defendants]
        self.tellings.append(index)
        if telling.mention is not None:
            self.mentions.append(telling.mention)


def gather(tellings: Sequence[Telling]) -> tuple[list[Proceeding], dict[int, int]]:
    """Group tellings into proceedings; also which proceeding each telling (by index) belongs to.

    Full tellings (both sides) come first, so that a half one joins what it fits. One with neither side (a court that rules)
    joins the only proceeding there is, else the one told of last before it.
    """
    found: list[Proceeding] = []
    belongs: dict[int, int] = {}
    ranked = sorted(range(len(tellings)), key=lambda i: (not (tellings[i].plaintiffs and tellings[i].defendants), tellings[i].at, i))
    for i in ranked:
        telling = tellings[i]
        if not (telling.plaintiffs or telling.defendants):
            continue
        home = next((n for n, p in enumerate(found) if p.takes(telling)), None)
        if home is None and telling.further:
            home = _last_told(found, tellings, telling.at)
        if home is None:
            home = len(found)
            found.append(Proceeding(case=telling.case, at=telling.at))
        found[home].absorb(i, telling)
        belongs[i] = home
    for i in ranked:
        telling = tellings[i]
        if i in belongs or not found:
            continue
        home = 0 if len(found) == 1 else _last_told(found, tellings, telling.at)
        if home is not None:
            found[home].absorb(i, telling)
            belongs[i] = home
    order = sorted(range(len(found)), key=lambda n: (min(tellings[t].at for t in found[n].tellings), n))
    return [found[n] for n in order], {i: order.index(n) for i, n in sorted(belongs.items())}


def _last_told(found: Sequence[Proceeding], tellings: Sequence[Telling], at: int) -> int | None:
    """The proceeding that was told of last before an offset."""
    told = [(tellings[t].at, n) for n, proceeding in enumerate(found) for t in proceeding.tellings if tellings[t].at <= at]
    return max(told)[1] if told else None
